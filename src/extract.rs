//! One story out of a web page, a Markdown file or a plain text.

mod markdown;
mod page;
mod sniff;
mod stamp;
mod text;

pub use markdown::markdown;
pub use page::{WebPage, page};
pub use sniff::{Kind, is_noise, sniff};
pub use text::text;

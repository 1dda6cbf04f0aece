//! The typesetter: a [`Document`](crate::model::Document), a [`Ruler`] and a [`Sheet`] make a [`Page`]. Pure: no
//! terminal, no clock, no file.
//!
//! A block becomes a `passage` (one string, with what each of its parts is and where it comes from); a passage is cut
//! into fragments that no line may break; `wrap` chooses the lines; `line` makes runs of them; `setter` stacks them.

pub mod bar;
pub mod front;
pub mod headlines;
pub mod labels;
pub mod letters;
pub mod outline;
pub mod page;
pub mod panes;
pub mod ruler;
pub mod sheet;
pub mod tier;

mod block;
mod code;
pub mod columns;
mod compose;
mod fragment;
mod hyphen;
mod line;
mod links;
mod list;
mod passage;
mod raised;
mod setter;
mod table;
mod wrap;

pub use block::{typeset, typeset_to};
pub use columns::Fold;
pub use labels::Labels;
pub use outline::{Heading, headings};
pub use page::{Anchor, Line, Page, Reach, Role, Run, Spot};
pub use raised::number as raised_number;
pub use ruler::{Cells, Ruler};
pub use sheet::{Scale, Sheet};
pub use tier::Tier;

#[cfg(test)]
mod tests;

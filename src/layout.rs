//! The typesetter: a [`Document`](crate::model::Document), a [`Ruler`] and a [`Sheet`] make a [`Page`]. Pure: no
//! terminal, no clock, no file.

pub mod page;
pub mod ruler;
pub mod sheet;
pub mod tier;

pub use page::{Anchor, Line, Page, Role, Run};
pub use ruler::{Cells, Ruler};
pub use sheet::{Scale, Sheet};
pub use tier::Tier;

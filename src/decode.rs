//! Bytes from the wild, made readable: charsets, lenient XML, entities, dates. Shared by feeds, pages and OPML.

pub mod charset;
pub mod date;
pub mod entity;
pub mod strip;
pub mod xml;

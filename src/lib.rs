//! newsprint: a news reader for the terminal.
//!
//! News flows one way, from a source to the glass. Everything that waits (network, disk, clock, terminal) lives in one
//! room, `runtime`; everything that decides or draws is a plain function of values.
//!
//! ```text
//!  keys, mouse, resize, timer, signals ─┐                              facts and wishes
//!                                       ▼
//!  source ─▶ fetch ─▶ parse ─▶ (extract) ─▶ store ─▶ app ─▶ layout ─▶ ui ─▶ terminal
//!    ▲                                                │  Effect: a request to the outside
//!    └──────────────────── runtime ◀──────────────────┘
//! ```
//!
//! Three words, three enums, never mixed:
//!
//! * [`Action`](app::action::Action): what the reader wishes. It has a stable dotted name, and stands in one table from
//!   which keys, help and the README's table are made.
//! * [`Event`](app::event::Event): a fact. A key was pressed, a source was read, a minute began.
//! * [`Effect`](app::effect::Effect): a request to the outside world, as plain data.
//!
//! [`App::update`](app::App::update) is the only place where state changes, and does no input or output; [`ui::view`]
//! paints `&App`; [`runtime`] carries out effects and turns what comes of them into events.
//!
//! One typesetter serves every page: [`layout::typeset`] breaks a [`Document`](model::Document) into lines through a
//! [`Ruler`](layout::Ruler) and a [`Sheet`](layout::Sheet), for the screen at every size and for what `cat` prints.
//!
//! Text from outside is hostile until it is [`CleanText`](text::CleanText) (shown) or [`SafeUrl`](text::SafeUrl)
//! (followed); only the `text` room makes either. An article's body is [`RawHtml`](model::RawHtml), which can't be shown.
//!
//! | room | what it is |
//! |---|---|
//! | [`text`] | characters as a terminal sees them; what is clean |
//! | [`words`] | what newsprint itself says, in the reader's language |
//! | [`model`] | nouns: feed, article, story, text size |
//! | [`decode`] | bytes from the wild: charsets, lenient XML, dates |
//! | [`html`] | markup into a document |
//! | [`config`] | keys and colours as data |
//! | [`layout`] | the typesetter; which pane gets which rectangle |
//! | [`press`] | real fonts, and pages on paper |
//! | [`source`] | what the reader named, read from this machine |
//! | [`fetch`] | one polite, bounded HTTP client |
//! | [`parse`] | feeds of every dialect into articles |
//! | [`extract`] | a page, a text, Markdown into an article |
//! | [`query`] | which stories: the language of searches and filters |
//! | [`store`] | the library: feeds, articles, what the reader did with them |
//! | [`share`] | stories written as text, Markdown, HTML, JSON Feed |
//! | [`app`] | state and how it changes |
//! | [`ui`] | paint |
//! | [`runtime`] | time, terminal, jobs |
//! | [`cli`] | arguments and exit codes |
//!
//! Who may know whom is a table in `tests/suite/architecture.rs`, and a test.

// Its way with the terminal, signals and child processes is that of Unix; nothing of it was ever tried elsewhere.
#[cfg(not(unix))]
compile_error!("newsprint needs Linux, macOS or another Unix");

pub mod app;
pub mod cli;
pub mod config;
pub mod decode;
pub mod extract;
pub mod fetch;
pub mod html;
pub mod layout;
pub mod model;
pub mod parse;
pub mod press;
pub mod query;
pub mod runtime;
pub mod share;
pub mod source;
pub mod store;
pub mod text;
pub mod ui;
pub mod words;

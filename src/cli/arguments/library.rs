//! What can be said to the verbs that work on the library.

use std::ffi::OsString;

use clap::{Args, ValueEnum, builder::PossibleValue};

use crate::model::Order;

#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// The addresses of feeds
    #[arg(value_name = "URL", required = true)]
    pub(in crate::cli) urls: Vec<OsString>,
    /// The folder that they go to
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) folder: Option<String>,
    /// What to call the feed
    #[arg(long, value_name = "TITLE")]
    pub(in crate::cli) title: Option<String>,
    /// Which one of the feeds that a web page offers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(in crate::cli) feed: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) output: Output,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Remove {
    /// Feeds, by number, address or title
    #[arg(value_name = "FEED", required = true)]
    pub(in crate::cli) feeds: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) output: Output,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Feeds {
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    #[command(flatten)]
    pub(in crate::cli) stories: ExportedStories,
    /// Print the subscriptions as JSON too
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Which stories are exported, instead of the subscriptions.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportedStories {
    /// Print the starred stories as JSON
    #[arg(long)]
    pub(in crate::cli) starred: bool,
    /// Print the stories that are kept for later as JSON
    #[arg(long)]
    pub(in crate::cli) later: bool,
    /// Print the tagged stories as JSON
    #[arg(long)]
    pub(in crate::cli) tagged: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Doctor {
    /// List every feed, however many fare well
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// Words and filters
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    /// How many stories at the most
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
    /// In which order
    #[arg(long, value_enum, default_value_t = Order::Newest, value_name = "ORDER")]
    pub(in crate::cli) order: Order,
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

impl List {
    /// What the screen would list.
    pub(in crate::cli) fn as_on_screen() -> Self {
        Self { query: Vec::new(), limit: None, order: Order::Newest, json: false }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Mark {
    /// The mark
    #[arg(value_enum, value_name = "MARK")]
    pub(in crate::cli) state: MarkName,
    /// Stories as id:N, or words and filters
    #[arg(value_name = "QUERY|id:N", required = true)]
    pub(in crate::cli) stories: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) output: Output,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Tag {
    /// The tag
    #[arg(value_name = "TAG")]
    pub(in crate::cli) name: String,
    /// Stories as id:N, or words and filters
    #[arg(value_name = "QUERY|id:N", required = true)]
    pub(in crate::cli) stories: Vec<String>,
    /// Take the tag off
    #[arg(long)]
    pub(in crate::cli) remove: bool,
    #[command(flatten)]
    pub(in crate::cli) output: Output,
}

/// How a verb that changes something says what it did.
#[derive(Clone, Copy, Debug, Args)]
pub(in crate::cli) struct Output {
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Print nothing but failures
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
}

/// A mark, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum MarkName {
    Read,
    Unread,
    Starred,
    Unstarred,
    Later,
    NotLater,
}

impl ValueEnum for Order {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Newest, Self::Oldest, Self::Source, Self::Relevance]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Source => "source",
            Self::Relevance => "relevance",
        }))
    }
}

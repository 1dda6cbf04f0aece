//! What can be said on the command line, as it was said. Its help stands under `cli.` in the words.

mod library;

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValue};

use super::errand::arguments::Verb;
use crate::{layout::Tier, model::TextSize, runtime::load::Kind, share::Format, text::SafeUrl};

pub(super) use library::{Add, Doctor, Export, ExportedStories, Feeds, List, Mark, MarkName, Output, Remove, Tag};

/// A news reader for the terminal. Opens feeds, web pages and files.
#[derive(Debug, Parser)]
#[command(name = "newsprint", version, disable_help_subcommand = true)]
#[command(override_usage = "newsprint [OPTIONS] [SOURCE]... | newsprint COMMAND --help")]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) open: Open,
    /// The language that newsprint speaks
    #[arg(long, global = true, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// The colours
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// For screen readers
    #[arg(long, global = true)]
    pub(super) linear: bool,
    /// The settings' file
    #[arg(long = "config", id = "settings", global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// A setting, said otherwise
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = setting)]
    pub(super) set: Vec<(String, String)>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What is opened on the screen.
#[derive(Debug, Args)]
pub(super) struct Open {
    /// A web address, a file, or - for standard input
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<OsString>,
    /// The size of the type, until it is changed on the screen
    #[arg(long, value_enum, value_name = "SIZE")]
    pub(super) size: Option<TextSize>,
    /// Which one of the feeds that a web page offers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), hide = true)]
    pub(super) feed: Option<u16>,
    /// How type of other sizes is shown; auto asks the terminal
    #[arg(long, value_enum, default_value_t = TierChoice::Auto, value_name = "TIER", hide = true)]
    pub(super) text_size_tier: TierChoice,
    /// Panic after the first frame: a test of the terminal's restoration
    #[arg(long, hide = true)]
    pub(super) debug_panic: bool,
}

/// A way to show type of other sizes, as it can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TierChoice {
    Auto,
    Scaled,
    Doubled,
    Blocks,
    Layout,
}

impl TierChoice {
    /// The tier, where one was named.
    pub(super) fn tier(self) -> Option<Tier> {
        match self {
            Self::Auto => None,
            Self::Scaled => Some(Tier::Scaled),
            Self::Doubled => Some(Tier::Doubled),
            Self::Blocks => Some(Tier::Blocks),
            Self::Layout => Some(Tier::Layout),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print what SOURCE holds, without a screen
    Cat(Cat),
    /// Subscribe to the feeds of a list: OPML, or newsboat's urls
    Import(Import),
    /// Ask the feeds of the library what is new
    Refresh(Refresh),
    /// Subscribe to feeds
    Add(Add),
    /// Unsubscribe from feeds
    Remove(Remove),
    /// Print the feeds of the library
    Feeds(Feeds),
    /// Print the subscriptions as OPML, or what was marked as JSON
    Export(Export),
    /// Print the headlines of the library
    List(List),
    /// Mark stories as read, unread, starred…
    Mark(Mark),
    /// Give stories a tag
    Tag(Tag),
    /// The settings' file
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Every action with its keys
    Keys,
    /// What makes a shell complete the command line
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
    #[command(flatten)]
    Errand(Verb),
    /// Say what the terminal can do, and how the library and its feeds fare
    Doctor(Doctor),
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print the file of the defaults
    Default,
    /// Say whether a file is right
    Check {
        /// The file
        file: Option<PathBuf>,
    },
    /// Say where the file belongs
    Path,
}

#[derive(Debug, Args)]
pub(super) struct Cat {
    /// A web address, a file, or - for standard input
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<OsString>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// What to take it for; auto takes for a feed what calls itself one
    #[arg(long = "as", value_enum, default_value_t = Kind::Auto, value_name = "KIND")]
    pub(super) kind: Kind,
    /// Which one of the feeds that a web page offers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) feed: Option<u16>,
    /// How wide the page is, in columns
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: Option<u16>,
    /// The size of the type
    #[arg(long, value_enum, default_value_t = TextSize::Medium)]
    pub(super) size: TextSize,
    /// The address that relative links start from
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) base_url: Option<SafeUrl>,
    /// What a server would have called it, such as 'text/html; charset=gbk'
    #[arg(long, value_name = "TYPE")]
    pub(super) content_type: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The list: a file, or - for standard input
    pub(super) file: OsString,
    /// Only say what is in it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print the feeds as JSON: title, url, folder
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// Feeds or folders: a number, an address or a title
    #[arg(value_name = "FEED")]
    pub(super) feeds: Vec<String>,
    #[command(flatten)]
    pub(super) which: Which,
    /// Say nothing but what went wrong
    #[arg(long)]
    pub(super) quiet: bool,
    /// Print what was done as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Which feeds are asked, where none is named.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// Also those that are paused, gone, or asked to be left alone
    #[arg(long, conflicts_with = "feeds")]
    pub(super) all: bool,
    /// Only those whose time has come
    #[arg(long, conflicts_with_all = ["feeds", "all"])]
    pub(super) due: bool,
}

impl Open {
    /// The same sources, printed as text.
    pub(super) fn as_text(&self) -> Cat {
        Cat {
            sources: self.sources.clone(),
            format: Format::Text,
            kind: Kind::Auto,
            feed: self.feed,
            width: None,
            size: self.size.unwrap_or(TextSize::Medium),
            base_url: None,
            content_type: None,
        }
    }
}

/// A mistake is the key of its sentence.
fn setting(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text.split_once('=').ok_or("mistake.setting")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

fn web_address(text: &str) -> Result<SafeUrl, &'static str> {
    SafeUrl::parse(text).ok_or("name.address")
}

impl ValueEnum for TextSize {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::WITH_EXTRA_LARGE
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
        }))
    }
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Auto => "auto",
            Self::Feed => "feed",
            Self::Page => "page",
        }))
    }
}

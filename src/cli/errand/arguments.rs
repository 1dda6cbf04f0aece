//! What can be said to the verbs that do something with a story.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Subcommand, ValueEnum, builder::PossibleValue};

use crate::{
    cli::arguments::Output,
    config::{SaveForm, share::Paper},
    model::TextSize,
};

/// The verbs.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Verb {
    /// Print a story on paper, or into a PDF
    Print(Print),
    /// Mail a story
    Mail(Mail),
    /// Share a story
    Share(Share),
    /// Open a story's page in the browser
    Open(Open),
    /// Save a story to a file
    Save(Save),
    /// Copy a story's address
    Copy(Copy),
}

/// Which story is meant.
#[derive(Debug, Args)]
pub(in crate::cli) struct Which {
    /// A web address, a file, - for standard input, or id:N for a story of the library
    #[arg(value_name = "SOURCE")]
    pub(super) source: OsString,
    /// Which story of SOURCE
    #[arg(long, value_name = "N")]
    pub(super) story: Option<usize>,
    #[command(flatten)]
    pub(super) output: Output,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Print {
    #[command(flatten)]
    pub(super) which: Which,
    /// Print every story of SOURCE
    #[arg(long, conflicts_with_all = ["story", "output"])]
    pub(super) all: bool,
    /// Write a PDF to this file instead
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The printer's queue
    #[arg(long, value_name = "QUEUE")]
    pub(super) printer: Option<String>,
    /// How many copies
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=999))]
    pub(super) copies: Option<u16>,
    /// The size of the paper
    #[arg(long, value_enum)]
    pub(super) paper: Option<Paper>,
    /// The size of the type
    #[arg(long, value_enum)]
    pub(super) size: Option<TextSize>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Mail {
    #[command(flatten)]
    pub(super) which: Which,
    /// The receiver
    #[arg(long, value_name = "ADDRESS")]
    pub(super) to: Option<String>,
    /// Attach the story as a PDF too, where newsprint sends by itself
    #[arg(long)]
    pub(super) attach_pdf: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Share {
    #[command(flatten)]
    pub(super) which: Which,
    /// By which way: link, title-and-link, markdown, qr, mail, mail-pdf, or the name of a place
    #[arg(long, value_name = "WAY", default_value = "link")]
    pub(super) by: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Open {
    #[command(flatten)]
    pub(super) which: Which,
    /// Play or show this enclosure instead
    #[arg(long, value_name = "N")]
    pub(super) enclosure: Option<usize>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Save {
    #[command(flatten)]
    pub(super) which: Which,
    /// Save every story of SOURCE, each to a file of its own
    #[arg(long, conflicts_with = "story")]
    pub(super) all: bool,
    /// The file, or the folder for files named after their headlines
    #[arg(long, short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// In which form, where the file's name does not say so
    #[arg(long, value_enum)]
    pub(super) form: Option<SaveForm>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Copy {
    #[command(flatten)]
    pub(super) which: Which,
    /// Copy headline and address
    #[arg(long)]
    pub(super) title: bool,
    /// Copy a Markdown link
    #[arg(long, conflicts_with = "title")]
    pub(super) markdown: bool,
}

impl ValueEnum for Paper {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::A4, Self::Letter]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }))
    }
}

impl ValueEnum for SaveForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Txt, Self::Md, Self::Html, Self::Json, Self::Pdf]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.ending()))
    }
}

//! The masthead: the way back, the name of the paper, which stories the list shows, how much there is to read.

use super::{App, Focus, action::Action};
use crate::{
    query::Scope,
    text::{CleanText, elide, width},
    words::Phrase,
};

/// The name of the paper.
const NAME: &str = "newsprint";

/// The columns that the name of what the list shows is worth; in fewer it says nothing.
const LEAST_TITLE: u16 = 8;

/// A part of the masthead, and what clicking it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The column, from 0.
    pub x: u16,
    /// The columns that it takes.
    pub width: u16,
    /// What it says.
    pub text: CleanText,
    /// What clicking it does.
    pub action: Action,
}

/// The way back where the story stands alone, and the name of the paper.
#[must_use]
pub fn left(app: &App) -> Vec<Part> {
    let alone = app.panes().list.is_empty() && app.focus() != Focus::List;
    let back = app.keys().of(Action::Back, Focus::Body).into_iter().next().filter(|_| alone);
    let back = back.map(|key| part(1, CleanText::line(&format!("‹ {key}")), Action::Back));
    let x = back.as_ref().map_or(1, |back| back.x + back.width + 2);
    back.into_iter().chain([part(x, NAME.into(), Action::Palette)]).collect()
}

/// Which stories the list shows, where that is not all of them: a feed, a folder, a search. It leaves the counts their
/// columns.
#[must_use]
pub fn scope(app: &App) -> Option<Part> {
    if matches!(app.list().scope(), Scope::All) {
        return None;
    }
    let x = left(app).last().map_or(1, |name| name.x + name.width + 1);
    let end = right(app).map_or(app.panes().masthead.width, |counts| counts.x.saturating_sub(1));
    let room = end.saturating_sub(x + 2);
    let title = app.feeds().title(app.list().scope(), app.words());
    let text = elide(&title, usize::from(room));
    (room >= LEAST_TITLE && !title.is_empty()).then(|| part(x, CleanText::line(&format!("· {text}")), Action::FeedsPane))
}

/// How many stories there are, and how many of them are unread, where all of them are known; nothing where there is none.
#[must_use]
pub fn right(app: &App) -> Option<Part> {
    let (total, unread) = (app.list().total(), app.list().unread());
    let stories = Phrase::new("masthead.stories").count(total);
    let text = match (total, unread) {
        (0, _) => return None,
        _ if app.list().has_more() => app.words().say(&Phrase::new("masthead.more").with("n", total)),
        (_, 0) => app.words().say(&stories),
        _ => app.words().say(&Phrase::new("masthead.unread").with("n", unread).with("stories", stories)),
    };
    let (whole, wide) = (app.panes().masthead.width, cells(&text));
    let taken = left(app).last().map_or(0, |name| name.x + name.width + 1);
    (taken + wide < whole).then(|| part(whole - wide - 1, text, Action::NextUnread))
}

fn part(x: u16, text: CleanText, action: Action) -> Part {
    Part { x, width: cells(&text), text, action }
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

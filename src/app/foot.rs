//! The foot: what the keys do here and now, and what is going on.

use super::{App, Focus, action::Action, event::Progress, reader::Reader, search::Search, toolbar};
use crate::{layout::Tier, model::TextSize, text::CleanText};

/// Something that the foot says, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words.
    pub text: CleanText,
    /// Whether it went wrong.
    pub bad: bool,
}

/// What the keys do here and now: keys and a word, the most useful first.
#[must_use]
pub fn hints(app: &App) -> Vec<(String, &'static str)> {
    let offered: &[(&[Action], &'static str)] = match app.focus() {
        Focus::Feeds => &[
            (&[Action::Down, Action::Up], "feed"),
            (&[Action::OpenStory], "stories"),
            (&[Action::Fold], "fold"),
            (&[Action::Help], "help"),
            (&[Action::RefreshHere], "refresh"),
            (&[Action::Back], "back"),
        ],
        Focus::List => &[
            (&[Action::Down, Action::Up], "story"),
            (&[Action::OpenStory], "read"),
            (&[Action::TextLarger, Action::TextSmaller], "size"),
            (&[Action::Help], "help"),
            (&[Action::NextUnread], "unread"),
            (&[Action::Quit], "quit"),
        ],
        Focus::Body => &[
            (&[Action::ReadOn], "page"),
            (&[Action::PreviousStory, Action::NextStory], "story"),
            (&[Action::TextLarger, Action::TextSmaller], "size"),
            (&[Action::Help], "help"),
            (&[Action::Back], "back"),
            (&[Action::MeasureNarrower, Action::MeasureWider], "lines"),
        ],
        Focus::Toolbar => &[
            (&[Action::PaneLeft, Action::PaneRight], "word"),
            (&[Action::PressToolbar], "press"),
            (&[Action::PaneNext], "list"),
            (&[Action::Back], "back"),
        ],
        Focus::Popup => &[(&[Action::Down, Action::Up], "scroll"), (&[Action::Cancel], "close")],
    };
    let keys = |actions: &[Action]| -> String {
        let first = actions.iter().filter_map(|action| app.keys().of(*action, app.focus()).into_iter().next());
        first.collect::<Vec<_>>().join(" ")
    };
    offered.iter().map(|(actions, word)| (keys(actions), *word)).filter(|(keys, _)| !keys.is_empty()).collect()
}

/// Where the reader is: size, progress, time left. The size says what it is worth, in full where `whole`.
#[must_use]
pub fn place(app: &App, whole: bool) -> CleanText {
    let reader = app.reader();
    let size = size(reader, whole);
    if reader.story().is_none() {
        return CleanText::line(&size);
    }
    let left = match reader.minutes_left() {
        0 if reader.at_end() => "end".to_owned(),
        0 => "1 min left".to_owned(),
        minutes => format!("{minutes} min left"),
    };
    CleanText::line(&format!("{size} · {} % · {left}", reader.percent()))
}

/// The size, and what it is on this terminal: `Large 1.5x`.
fn size(reader: &Reader, whole: bool) -> String {
    let (tier, size) = (reader.tier_in_use(), reader.shown_size());
    let name = toolbar::size_name(size);
    let why = match (tier.factor(size), size) {
        (Some(factor), _) => return format!("{name} {factor}"),
        (None, TextSize::Medium) => return name.to_owned(),
        _ if !whole => "",
        _ if tier != reader.tier() => ": wide characters can't be doubled",
        _ if tier == Tier::Layout => ": this terminal cannot scale",
        _ => "",
    };
    format!("{name} (spacing only{why})")
}

/// What is going on, or was just said; `None` where there is nothing to say.
#[must_use]
pub fn note(app: &App) -> Option<Note> {
    let unfinished = app.keys().unfinished();
    if !unfinished.is_empty() {
        return Some(Note { text: CleanText::line(&unfinished), bad: false });
    }
    if app.hints().is_some() {
        return Some(Note { text: CleanText::from("Type the letters of a link, Esc ends"), bad: false });
    }
    if let Some(search) = app.search() {
        return Some(Note { text: searching(search), bad: false });
    }
    if let Some(note) = app.said() {
        return Some(note.clone());
    }
    if let Some(progress) = app.refreshing() {
        return Some(Note { text: refreshing(progress), bad: false });
    }
    let (under_way, all) = app.loading();
    let name = under_way.first()?;
    let text = match all {
        1 => format!("Loading {} — Esc stops", name.name),
        _ => format!("{} of {all} sources read — Esc stops", all - under_way.len()),
    };
    Some(Note { text: CleanText::line(&text), bad: false })
}

/// How far the refresh has come.
fn refreshing(progress: &Progress) -> CleanText {
    let Progress { done, total, new, .. } = progress;
    CleanText::line(&format!("{done} of {total} feeds, {new} new — Esc stops"))
}

/// The line of a search: what was typed, and which of how many hits the reader is at.
fn searching(search: &Search) -> CleanText {
    let words = search.words();
    let count = match search.current() {
        Some((number, _)) => format!("{} of {}", number + 1, search.hits().len()),
        None if words.is_empty() => "type what to look for, Esc ends".to_owned(),
        None => "not in this story".to_owned(),
    };
    let cursor = if search.typing { "▏" } else { "" };
    CleanText::line(&format!("/{words}{cursor}  {count}"))
}

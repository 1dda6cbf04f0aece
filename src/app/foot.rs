//! The foot: what the keys do here and now, and what is going on.

use super::{App, Focus, action::Action, event::Progress, popup::Popup, reader::Reader, search::Search, toolbar};
use crate::{
    layout::Tier,
    model::TextSize,
    text::CleanText,
    words::{Phrase, Words},
};

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
    if let Some(popup) = app.popup() {
        return popup_hints(popup).iter().map(|(keys, key)| ((*keys).to_owned(), app.words().get(key))).collect();
    }
    let offered: &[(&[Action], &'static str)] = match app.focus() {
        Focus::Feeds => &[
            (&[Action::Down, Action::Up], "foot.feed"),
            (&[Action::OpenStory], "foot.stories"),
            (&[Action::Fold], "foot.fold"),
            (&[Action::Help], "foot.help"),
            (&[Action::RefreshHere], "foot.refresh"),
            (&[Action::Back], "foot.back"),
        ],
        Focus::List => &[
            (&[Action::Down, Action::Up], "foot.story"),
            (&[Action::OpenStory], "foot.read"),
            (&[Action::TextLarger, Action::TextSmaller], "foot.size"),
            (&[Action::Help], "foot.help"),
            (&[Action::NextUnread], "foot.unread"),
            (&[Action::Quit], "foot.quit"),
        ],
        Focus::Body => &[
            (&[Action::ReadOn], "foot.page"),
            (&[Action::PreviousStory, Action::NextStory], "foot.story"),
            (&[Action::TextLarger, Action::TextSmaller], "foot.size"),
            (&[Action::Help], "foot.help"),
            (&[Action::Back], "foot.back"),
            (&[Action::MeasureNarrower, Action::MeasureWider], "foot.lines"),
        ],
        Focus::Toolbar => &[
            (&[Action::PaneLeft, Action::PaneRight], "foot.word"),
            (&[Action::PressToolbar], "foot.press"),
            (&[Action::PaneNext], "foot.list"),
            (&[Action::Back], "foot.back"),
        ],
        Focus::Popup => &[(&[Action::Down, Action::Up], "foot.scroll"), (&[Action::Cancel], "foot.close")],
    };
    let keys = |actions: &[Action]| -> String {
        let first = actions.iter().filter_map(|action| app.keys().of(*action, app.focus()).into_iter().next());
        first.collect::<Vec<_>>().join(" ")
    };
    offered.iter().map(|(actions, key)| (keys(actions), app.words().get(key))).filter(|(keys, _)| !keys.is_empty()).collect()
}

/// What the keys do that go to a popup as they are typed.
fn popup_hints(popup: &Popup) -> &'static [(&'static str, &'static str)] {
    match popup {
        Popup::Code(_) => &[("Esc", "foot.close")],
        Popup::Ask(..) => &[("Enter", "foot.accept"), ("Esc", "foot.close")],
        Popup::Share(_) | Popup::Choose(_) | Popup::Enclosures(_) | Popup::Palette(_) | Popup::Messages(_) => {
            &[("↓ ↑", "foot.row"), ("a…z", "foot.narrow"), ("Enter", "foot.choose"), ("Esc", "foot.close")]
        }
    }
}

/// Where the reader is: size, progress, time left. The size says what it is worth, in full where `whole`.
#[must_use]
pub fn place(app: &App, whole: bool) -> CleanText {
    let reader = app.reader();
    let size = size(reader, whole, app.words());
    if reader.story().is_none() {
        return app.words().say(&size);
    }
    let left = match reader.minutes_left() {
        0 if reader.at_end() => Phrase::new("place.end"),
        minutes => Phrase::new("place.left").with("n", minutes.max(1)),
    };
    app.words().say(&Phrase::new("place.whole").with("size", size).with("percent", reader.percent()).with("left", left))
}

/// The size, and what it is on this terminal: `Large 1.5x`.
fn size(reader: &Reader, whole: bool, words: Words) -> Phrase {
    let (tier, size) = (reader.tier_in_use(), reader.shown_size());
    let name = toolbar::size_name(size, words);
    let key = match (tier.factor(size), size) {
        (Some(factor), _) => return Phrase::Text(CleanText::line(&format!("{name} {factor}"))),
        (None, TextSize::Medium) => return Phrase::Text(name.into()),
        _ if !whole => "place.spacing",
        _ if tier != reader.tier() => "place.spacing-wide",
        _ if tier == Tier::Layout => "place.spacing-layout",
        _ => "place.spacing",
    };
    Phrase::new(key).with("size", name)
}

/// What is going on, or was just said; `None` where there is nothing to say.
#[must_use]
pub fn note(app: &App) -> Option<Note> {
    let unfinished = app.keys().unfinished();
    if !unfinished.is_empty() {
        return Some(Note { text: CleanText::line(&unfinished), bad: false });
    }
    if app.hints().is_some() {
        return Some(Note { text: app.words().get("hints.prompt").into(), bad: false });
    }
    if let Some(search) = app.search() {
        return Some(Note { text: searching(search, app.words()), bad: false });
    }
    if let Some(note) = app.said() {
        return Some(note.clone());
    }
    if let Some(progress) = app.refreshing() {
        return Some(Note { text: app.words().say(&refreshing(progress)), bad: false });
    }
    let (under_way, all) = app.loading();
    let name = under_way.first()?;
    let phrase = match all {
        1 => Phrase::new("note.loading").with("name", &name.name),
        _ => Phrase::new("note.sources").with("done", all - under_way.len()).with("all", all),
    };
    Some(Note { text: app.words().say(&phrase), bad: false })
}

/// How far the refresh has come.
fn refreshing(progress: &Progress) -> Phrase {
    let Progress { done, total, new, .. } = *progress;
    Phrase::new("refresh.under-way").with("done", done).with("total", total).with("new", new)
}

/// The line of a search: what was typed, and which of how many hits the reader is at.
fn searching(search: &Search, words: Words) -> CleanText {
    let wanted = search.words();
    let count = match search.current() {
        Some((number, _)) => Phrase::new("search.at").with("n", number + 1).with("all", search.hits().len()),
        None if wanted.is_empty() => Phrase::new("search.prompt"),
        None => Phrase::new("search.nowhere"),
    };
    let cursor = if search.typing { "▏" } else { "" };
    CleanText::line(&format!("/{wanted}{cursor}  {}", words.say(&count)))
}

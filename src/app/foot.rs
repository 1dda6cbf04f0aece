//! The foot: what the keys do here and now, and what is going on.

use super::{App, Focus, action::Action, event::Progress, feeds::Health, popup::Popup, reader::Reader, search::Search, toolbar};
use crate::{
    config::{Code, Key},
    layout::Tier,
    model::TextSize,
    query::Scope,
    text::{CleanText, width},
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

/// What clicking a part of the foot does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// This action.
    Action(Action),
    /// What this key does to whatever is open.
    Key(Key),
}

/// A word of the foot with the keys before it, and what each of the keys does where it can be clicked.
type Offer = (Vec<(String, Option<Press>)>, &'static str);

/// What the keys do here and now: keys and a word, the most useful first.
fn offers(app: &App) -> Vec<Offer> {
    if let Some(popup) = app.popup() {
        return popup_offers(popup, app.words());
    }
    let offered: &[(&[Action], &'static str)] = match app.focus() {
        Focus::Feeds => &[
            (&[Action::Down, Action::Up], "foot.feed"),
            (&[Action::OpenStory], "foot.stories"),
            (&[Action::Fold], "foot.fold"),
            (&[Action::Help], "foot.help"),
            (&[Action::RefreshHere], "foot.refresh"),
            (&[Action::Back], "foot.back"),
            (&[Action::AddFeed], "foot.add"),
        ],
        Focus::List => &[
            (&[Action::Down, Action::Up], "foot.story"),
            (&[Action::OpenStory], "foot.read"),
            (&[Action::TextLarger, Action::TextSmaller], "foot.size"),
            (&[Action::Help], "foot.help"),
            (&[Action::NextUnread], "foot.unread"),
            (&[Action::Quit], "foot.quit"),
            (&[Action::FeedsPane], "foot.feeds"),
            (&[Action::Palette], "foot.all"),
        ],
        Focus::Body => &[
            (&[Action::ReadOn], "foot.page"),
            (&[Action::PreviousStory, Action::NextStory], "foot.story"),
            (&[Action::TextLarger, Action::TextSmaller], "foot.size"),
            (&[Action::Help], "foot.help"),
            (&[Action::Back], "foot.back"),
            (&[Action::MeasureNarrower, Action::MeasureWider], "foot.lines"),
            (&[Action::Palette], "foot.all"),
        ],
        Focus::Toolbar => &[
            (&[Action::PaneLeft, Action::PaneRight], "foot.word"),
            (&[Action::PressToolbar], "foot.press"),
            (&[Action::PaneNext], "foot.list"),
            (&[Action::Back], "foot.back"),
        ],
        Focus::Popup => &[(&[Action::Down, Action::Up], "foot.scroll"), (&[Action::Cancel], "foot.close")],
    };
    // Whoever begins needs the help more than the sizes.
    let begins = app.awaits_feeds() && app.focus() == Focus::List;
    let begin: &[(&[Action], &'static str)] = if begins { &[(&[Action::Welcome], "foot.begin")] } else { &[] };
    let offered = offered.iter().filter(|(actions, _)| !begins || !actions.contains(&Action::TextLarger));
    let key = |action: &Action| {
        let first = app.keys().of(*action, app.focus()).into_iter().next()?;
        Some((first, Some(Press::Action(*action))))
    };
    let with_keys =
        begin.iter().chain(offered).map(|(actions, word)| (actions.iter().filter_map(key).collect(), app.words().get(word)));
    with_keys.filter(|(keys, _): &Offer| !keys.is_empty()).collect()
}

/// What the keys do that go to a popup as they are typed.
fn popup_offers(popup: &Popup, words: Words) -> Vec<Offer> {
    let key = |code: Code| (Key::plain(code).to_string(), Some(Press::Key(Key::plain(code))));
    let enter = |word| (vec![key(Code::Enter)], words.get(word));
    let leave = (vec![key(Code::Esc)], words.get("foot.close"));
    let step = (vec![key(Code::Down), key(Code::Up)], words.get("foot.row"));
    match popup {
        Popup::Code(_) => vec![leave],
        Popup::Ask(..) => vec![enter("foot.accept"), leave],
        Popup::Health(_) => {
            vec![step, (vec![("a…z".to_owned(), None)], words.get("foot.narrow")), enter("foot.stories"), leave]
        }
        Popup::Welcome(_) => vec![step, enter("foot.choose"), leave],
        _ => vec![step, (vec![("a…z".to_owned(), None)], words.get("foot.narrow")), enter("foot.choose"), leave],
    }
}

/// What a part of the foot is, for whoever paints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key.
    Key,
    /// What a key does.
    Word,
    /// Something that is said.
    Note,
    /// Something that went wrong.
    Bad,
    /// Where the reader is.
    Place,
}

/// A part of the foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The column, from 0.
    pub x: u16,
    /// The columns that it takes.
    pub width: u16,
    /// What it says.
    pub text: CleanText,
    /// What it is.
    pub kind: Kind,
    /// What clicking it does.
    pub press: Option<Press>,
}

/// The columns that are kept for what the keys do, the way to the help among it, before the size is said in full.
const OFFERS: u16 = 45;
/// The columns that are kept for it in any case.
const FEWEST_OFFERS: u16 = 20;
/// The columns between two offers.
const BETWEEN: u16 = 3;

/// The foot, set in the columns that the window has.
#[must_use]
pub fn parts(app: &App) -> Vec<Part> {
    let whole = app.panes().foot.width;
    let note = note(app);
    let fits = |place: &CleanText, offers: u16| {
        let left = note.as_ref().map_or(offers, |note| cells(&note.text));
        left.saturating_add(cells(place)).saturating_add(3) <= whole
    };
    let in_full = Some(place(app, true)).filter(|place| fits(place, OFFERS));
    let place = in_full.or_else(|| Some(place(app, false)).filter(|place| fits(place, FEWEST_OFFERS)));
    let mut room = whole.saturating_sub(2);
    let mut parts = Vec::new();
    if let Some(place) = place {
        let right = cells(&place) + 1;
        room = whole - right - 3;
        parts.push(Part { x: whole - right, width: right - 1, text: place, kind: Kind::Place, press: None });
    }
    match note {
        Some(note) => {
            let text = note.text.elided(usize::from(room));
            let kind = if note.bad { Kind::Bad } else { Kind::Note };
            let press = app.is_busy().then_some(Press::Action(Action::Cancel));
            parts.push(Part { x: 1, width: cells(&text), text, kind, press });
        }
        None => parts.extend(set(offers(app), room)),
    }
    parts
}

/// As many offers as there is room for.
fn set(offers: Vec<Offer>, room: u16) -> Vec<Part> {
    let (mut x, mut parts) = (1, Vec::new());
    for (keys, word) in offers {
        let wide: u16 = keys.iter().map(|(key, _)| cells(key) + 1).sum::<u16>() + cells(word);
        if x + wide > 1 + room {
            break;
        }
        let first = keys.first().and_then(|(_, press)| *press);
        let keys = keys.into_iter().map(|(key, press)| (CleanText::line(&key), Kind::Key, press));
        for (text, kind, press) in keys.chain([(word.into(), Kind::Word, first)]) {
            let width = cells(&text);
            parts.push(Part { x, width, text, kind, press });
            x += width + 1;
        }
        x += BETWEEN - 1;
    }
    parts
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Where the reader is: size, and progress and time left as soon as they are known. The size says what it is worth, in full
/// where `whole`.
#[must_use]
pub fn place(app: &App, whole: bool) -> CleanText {
    let reader = app.reader();
    let size = size(reader, whole, app.words());
    let Some(percent) = reader.percent().filter(|_| reader.story().is_some()) else { return app.words().say(&size) };
    let left = match reader.minutes_left(percent) {
        0 if reader.at_end() => Phrase::new("place.end"),
        minutes => Phrase::new("place.left").with("n", minutes.max(1)),
    };
    app.words().say(&Phrase::new("place.whole").with("size", size).with("percent", percent).with("left", left))
}

/// The size, and what it is on this terminal: `Large 1.5x`.
fn size(reader: &Reader, whole: bool, words: Words) -> Phrase {
    let (tier, size) = (reader.tier_in_use(), reader.shown_size());
    let name = toolbar::size_name(size, words);
    let key = match (tier.factor(size), size) {
        (Some(factor), _) => return Phrase::Text(CleanText::line(&format!("{name} {factor}"))),
        (None, TextSize::Medium) => return Phrase::Text(name.into()),
        _ if !whole => "place.spacing",
        _ if tier != reader.tier() && reader.tier() == Tier::Blocks => "place.spacing-undrawn",
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
    if let Some(number) = app.number() {
        let text = app.words().say(&Phrase::new("number.prompt").with("typed", number));
        return Some(Note { text, bad: false });
    }
    if let Some(search) = app.search() {
        return Some(Note { text: searching(search, app.words()), bad: false });
    }
    if let Some(note) = app.said() {
        return Some(note.clone());
    }
    if app.focus() == Focus::List && app.list().picked() > 0 {
        return Some(Note { text: app.words().say(&app.picked()), bad: false });
    }
    if app.focus() == Focus::Feeds
        && let Some(note) = ailing(app)
    {
        return Some(note);
    }
    if let Some(what) = app.errands().last() {
        let phrase = Phrase::new("note.under-way").with("what", what.clone());
        return Some(Note { text: app.words().say(&phrase), bad: false });
    }
    if let Some(progress) = app.refreshing() {
        return Some(Note { text: app.words().say(&refreshing(progress, app.keeps_still())), bad: false });
    }
    let (under_way, all) = app.loading();
    let name = under_way.first()?;
    let phrase = match all {
        1 => Phrase::new("note.loading").with("name", &name.name),
        _ => Phrase::new("note.sources").with("done", all - under_way.len()).with("all", all),
    };
    Some(Note { text: app.words().say(&phrase), bad: false })
}

/// What is wrong with the feed that the feeds pane has chosen.
fn ailing(app: &App) -> Option<Note> {
    let Scope::Feed(id) = app.feeds().chosen_scope() else { return None };
    match &app.feeds().feed(id)?.health {
        Health::Failing(why) => {
            let text = app.words().say(&Phrase::new("feed.fails").with("why", why.clone()));
            Some(Note { text, bad: true })
        }
        Health::Gone => Some(Note { text: app.words().get("health.gone").into(), bad: true }),
        Health::Well | Health::Paused => None,
    }
}

/// How far the refresh has come; only that it goes on, where nothing is to move.
fn refreshing(progress: &Progress, still: bool) -> Phrase {
    let Progress { done, total, new, .. } = *progress;
    let phrase = Phrase::new(if still { "refresh.still" } else { "refresh.under-way" }).with("total", total);
    if still { phrase } else { phrase.with("done", done).with("new", new) }
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

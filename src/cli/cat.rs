//! `newsprint cat`: what sources hold, printed.

use std::io::{self, BufWriter, Write};

use jiff::tz::TimeZone;

use super::{arguments::Cat, complain, library};
use crate::{
    config::settings,
    layout::{Labels, Sheet, Tier},
    model::{Feed, StoryKey, TextSize},
    runtime::{
        load::{self, Hints, LoadError, Loaded},
        panic,
        probe::{Surroundings, ask},
        window,
    },
    share::{self, Format, Setting},
    source::{NameError, Source},
    store::Store,
    text::CleanText,
    ui::sized::{Display, print::printed_line},
    words::{Phrase, Words},
};

/// The width of a page where no terminal tells, in columns.
const WIDTH: u16 = 80;
/// How many repairs a warning names.
const NAMED_REPAIRS: usize = 3;

/// Prints what can be read of the sources and complains about the rest. `false` where a source gave nothing.
pub(super) fn run(wanted: &Cat, text: &settings::Text, words: Words) -> io::Result<bool> {
    panic::install_hook(words);
    let hints = Hints {
        kind: wanted.kind,
        base: wanted.base_url.clone(),
        content_type: wanted.content_type.clone(),
        choice: wanted.feed.map(usize::from),
    };
    let mut library = None;
    let mut loaded = load::all(sources(wanted), &hints)?.into_iter();
    let (mut feeds, mut complete) = (Vec::new(), true);
    for story in wanted.sources.iter().map(|named| library::story(named)).chain(wanted.sources.is_empty().then_some(None)) {
        let feed = match story {
            Some(key) => stored(key, &mut library, words),
            None => loaded.next().and_then(|result| read(result, words)),
        };
        complete &= feed.is_some();
        feeds.extend(feed);
    }
    if !feeds.is_empty() {
        let (display, width) = (display(wanted, text), wanted.width.or_else(window::columns).unwrap_or(WIDTH));
        let sheet = Sheet {
            labels: Labels::of(|key| words.get(key)),
            justify: text.justify,
            hyphenate: text.hyphenate,
            reorder: text.bidi == settings::Bidi::Ours,
            ..display.tier.sheet(wanted.size, width, None)
        };
        let setting = Setting { sheet, zone: TimeZone::system(), words };
        let mut out = BufWriter::new(io::stdout().lock());
        match display.tier {
            Tier::Scaled => {
                share::write_scaled(&mut out, &feeds, &setting, &|line, width| printed_line(display, line, width))?;
            }
            _ => share::write(&mut out, &feeds, wanted.format, &setting)?,
        }
        out.flush()?;
    }
    Ok(complete)
}

/// What a source gave, with a warning about what had to be mended; `None`, with the reason, where it gave nothing.
fn read(result: Result<Loaded, LoadError>, words: Words) -> Option<Feed> {
    match result {
        Ok(loaded) => {
            warn(loaded.name.clone(), &loaded.repairs, words);
            Some(loaded.feed)
        }
        Err(error) => {
            complain(&error.phrase(), words);
            None
        }
    }
}

/// A story of the library, which is opened for the first one; `None`, with the reason, where it is not there.
fn stored(key: StoryKey, library: &mut Option<Store>, words: Words) -> Option<Feed> {
    if library.is_none() {
        *library = library::open(words);
    }
    let found = library.as_ref()?.read().story(key).and_then(|story| story.ok_or_else(|| library::missing(key)));
    match found {
        Ok(story) => Some(Feed { articles: vec![story.article], ..story.about }),
        Err(error) => {
            complain(&error.phrase(), words);
            None
        }
    }
}

/// What was named beside stories of the library, or the edition that is built in.
fn sources(wanted: &Cat) -> Vec<Result<Source, NameError>> {
    match wanted.sources.as_slice() {
        [] => vec![Ok(Source::Edition)],
        named => named.iter().filter(|named| library::story(named).is_none()).map(|named| Source::parse(named)).collect(),
    }
}

/// What larger or smaller type is printed on: scaled type where the output is a terminal that says it has it. Nothing is
/// asked for plain type.
fn display(wanted: &Cat, text: &settings::Text) -> Display {
    let surroundings = Surroundings::of_this_process();
    let may_scale = matches!(text.size_tier, settings::Tier::Auto | settings::Tier::Scaled);
    let asks = may_scale && wanted.size != TextSize::Medium && wanted.format == Format::Text;
    let said = if asks { ask(&surroundings).ok().flatten() } else { None };
    let display = said.map(|said| Display { tier: said.tier(&surroundings), cell: said.cell });
    display.filter(|display| display.tier == Tier::Scaled).unwrap_or_default()
}

/// Says what had to be mended, in one line.
fn warn(name: CleanText, repairs: &[Phrase], words: Words) {
    let named: Vec<CleanText> = repairs.iter().take(NAMED_REPAIRS).map(|repair| words.say(repair)).collect();
    let named = named.iter().map(CleanText::as_str).collect::<Vec<_>>().join(words.get("repair.separator"));
    let phrase = match repairs.len().saturating_sub(NAMED_REPAIRS) {
        _ if repairs.is_empty() => return,
        0 => Phrase::new("repair.some"),
        more => Phrase::new("repair.many").count(more),
    };
    complain(&phrase.with("where", name).with("what", named), words);
}

//! What the terminal can do, and what that makes of the text sizes.

use std::{
    collections::BTreeMap,
    env,
    io::{self, IsTerminal, Write},
};

use super::row;
use crate::{
    app::toolbar::size_name,
    layout::{Scale, Tier},
    runtime::{
        probe::{Capabilities, Surroundings, TextSizing, ask},
        window,
    },
    text::CleanText,
    ui::sized::print::printed,
    words::{Phrase, Words},
};

/// The width of a sample where no terminal tells, in cells.
const WIDTH: u16 = 80;
/// What a sample says.
const SAMPLE: &str = "The quick brown fox, 中文 (2015)";

/// What was found, by name, in English.
pub(super) fn facts() -> io::Result<BTreeMap<String, CleanText>> {
    let surroundings = Surroundings::of_this_process();
    let said = ask(&surroundings)?;
    let found = said.clone().unwrap_or_default();
    let name = |key: &str| key.split_once('.').map_or(key, |(_, name)| name).to_owned();
    let mut facts: BTreeMap<_, _> =
        findings(said.as_ref(), surroundings).into_iter().map(|(key, finding)| (name(key), finding.english())).collect();
    facts.insert("sizes".to_owned(), CleanText::line(found.tier(&surroundings).name()));
    Ok(facts)
}

/// Prints what was found, and samples where a terminal shows them.
pub(super) fn report(words: Words) -> io::Result<()> {
    let surroundings = Surroundings::of_this_process();
    let said = ask(&surroundings)?;
    let found = said.clone().unwrap_or_default();
    let tier = found.tier(&surroundings);
    let mut out = io::stdout().lock();
    writeln!(out, "\n{}", words.get("doctor.terminal"))?;
    for (key, finding) in findings(said.as_ref(), surroundings) {
        row(&mut out, words.get(key), &words.say(&finding))?;
    }
    writeln!(out, "\n{}", words.say(&Phrase::new("doctor.sizes").with("tier", tier.name())))?;
    for size in tier.sizes() {
        let otherwise = words.get(if tier == Tier::Scaled { "doctor.plain" } else { "doctor.plain-spaced" });
        row(&mut out, size_name(*size, words), tier.factor(*size).unwrap_or(otherwise))?;
    }
    if io::stdout().is_terminal() && surroundings.may_be_asked {
        samples(&mut out, tier)?;
    }
    out.flush()
}

fn findings(said: Option<&Capabilities>, surroundings: Surroundings) -> Vec<(&'static str, Phrase)> {
    let kind = env::var("TERM").unwrap_or_default();
    let mut all = vec![("doctor.term", if kind.is_empty() { Phrase::new("doctor.unset") } else { plain(&kind) })];
    let Some(said) = said else {
        all.push(("doctor.asked", Phrase::new("doctor.not-asked")));
        return all;
    };
    let known = |known: bool| Phrase::new(if known { "doctor.yes" } else { "doctor.no" });
    let unknown = || Phrase::new("doctor.unknown");
    let sizing = match said.text_sizing {
        TextSizing::Scales => known(true),
        TextSizing::Widths => Phrase::new("doctor.widths"),
        TextSizing::None => known(false),
    };
    let pictures = match (said.kitty_graphics, said.sixels) {
        (true, _) => Phrase::new("doctor.kitty"),
        (false, true) => Phrase::new("doctor.sixels"),
        (false, false) => Phrase::new("doctor.none"),
    };
    let background = said.background.map(|[red, green, blue]| {
        let key = if said.is_light() == Some(true) { "doctor.light" } else { "doctor.dark" };
        Phrase::new(key).with("colour", format!("#{red:02x}{green:02x}{blue:02x}"))
    });
    let cell = said.cell.map(|(width, height)| Phrase::new("doctor.pixels").with("width", width).with("height", height));
    let multiplexer = said.multiplexer(&surroundings);
    all.extend([
        ("doctor.name", said.name.clone().map_or_else(unknown, Phrase::from)),
        ("doctor.answered", known(said.answered)),
        ("doctor.multiplexer", multiplexer.map_or_else(|| Phrase::new("doctor.none"), |multiplexer| plain(multiplexer.name()))),
        ("doctor.scales", sizing),
        ("doctor.frames", known(said.synchronized)),
        ("doctor.links", known(said.hyperlinks())),
        ("doctor.pictures", pictures),
        ("doctor.background", background.unwrap_or_else(unknown)),
        ("doctor.cell", cell.unwrap_or_else(unknown)),
    ]);
    all
}

fn plain(text: &str) -> Phrase {
    CleanText::line(text).into()
}

/// A line at every scale that the terminal has, then one of drawn letters.
fn samples(out: &mut impl Write, tier: Tier) -> io::Result<()> {
    let width = window::columns().unwrap_or(WIDTH);
    writeln!(out)?;
    let mut shown: Vec<Scale> = tier.sizes().iter().flat_map(|size| [tier.body(*size), tier.heading(*size)]).collect();
    shown.sort_by_key(|scale| (scale.num * 12 / scale.den, scale.rows));
    shown.dedup();
    // Wide characters can't stand on doubled rows.
    let latin = CleanText::from("The quick brown fox");
    let text = if tier == Tier::Doubled { latin.clone() } else { CleanText::from(SAMPLE) };
    for scale in shown {
        write!(out, "{}", printed(tier, scale, &text, width))?;
    }
    write!(out, "\n{}", printed(Tier::Blocks, Scale::BLOCKS, &latin, width))
}

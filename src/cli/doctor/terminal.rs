//! What the terminal can do, and what that makes of the text sizes.

use std::{
    collections::BTreeMap,
    env,
    io::{self, IsTerminal, Write},
};

use super::row;
use crate::{
    app::toolbar::size_name,
    layout::{Cells, Line, Run, Scale, Sheet, Tier, typeset},
    model::{Block, Document, Span, TextSize},
    runtime::{
        probe::{Capabilities, Surroundings, TextSizing, ask},
        window,
    },
    text::CleanText,
    ui::sized::{Display, print::printed_line},
    words::{Phrase, Words},
};

/// The width of a sample where no terminal tells, in cells.
const WIDTH: u16 = 80;
/// What a sample says.
const SAMPLE: &str = "The quick brown fox jumps over the lazy dog; 世界互联网大会在乌镇闭幕 (2015).";
/// The same where there can be no Chinese.
const LATIN: &str = "The quick brown fox jumps over the lazy dog (2015).";

/// What was found, by name, in English.
pub(super) fn facts(set: Option<Tier>) -> io::Result<BTreeMap<String, CleanText>> {
    let surroundings = Surroundings::of_this_process();
    let said = ask(&surroundings)?;
    let found = said.clone().unwrap_or_default();
    let name = |key: &str| key.split_once('.').map_or(key, |(_, name)| name).to_owned();
    let mut facts: BTreeMap<_, _> =
        findings(said.as_ref(), surroundings).into_iter().map(|(key, finding)| (name(key), finding.english())).collect();
    facts.insert("sizes".to_owned(), CleanText::line(set.unwrap_or_else(|| found.tier(&surroundings)).name()));
    Ok(facts)
}

/// Prints what was found, and samples where a terminal shows them.
pub(super) fn report(set: Option<Tier>, words: Words) -> io::Result<()> {
    let surroundings = Surroundings::of_this_process();
    let said = ask(&surroundings)?;
    let found = said.clone().unwrap_or_default();
    let display = Display { tier: set.unwrap_or_else(|| found.tier(&surroundings)), cell: found.cell };
    let mut out = io::stdout().lock();
    writeln!(out, "\n{}", words.get("doctor.terminal"))?;
    for (key, finding) in findings(said.as_ref(), surroundings) {
        row(&mut out, words.get(key), &words.say(&finding))?;
    }
    let key = if set.is_some() { "doctor.sizes-set" } else { "doctor.sizes" };
    writeln!(out, "\n{}", words.say(&Phrase::new(key).with("tier", display.tier.name())))?;
    let shown = io::stdout().is_terminal() && surroundings.may_be_asked;
    sizes(&mut out, display, shown, words)?;
    out.flush()
}

/// What each size is worth here; a sample of each where it can be `shown`, and of drawn letters.
fn sizes(out: &mut impl Write, display: Display, shown: bool, words: Words) -> io::Result<()> {
    let width = window::columns().unwrap_or(WIDTH);
    let tier = display.tier;
    for size in tier.sizes() {
        let otherwise = words.get(if tier == Tier::Scaled { "doctor.plain" } else { "doctor.plain-spaced" });
        row(out, size_name(*size, words), tier.factor(*size).unwrap_or(otherwise))?;
        if shown {
            sample(out, display, &tier.sheet(*size, width, None), width)?;
        }
    }
    if shown && tier != Tier::Blocks {
        row(out, words.get("doctor.drawn"), &words.say(&Phrase::new("doctor.drawn-by")))?;
        // Its edge is that of the sample of Medium.
        let left = tier.sheet(TextSize::Medium, width, None).margin;
        let run = Run { text: "Aa Ωω Яя 2015".into(), ..Run::default() };
        let line = Line { scale: Scale::BLOCKS, left, runs: vec![run], ..Line::default() };
        write!(out, "\n{}", printed_line(Tier::Blocks, &line, width))?;
    }
    Ok(())
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

/// A paragraph as it stands on a page of this size.
fn sample(out: &mut impl Write, display: Display, sheet: &Sheet, width: u16) -> io::Result<()> {
    // Wide characters can't stand on doubled rows, nor be drawn.
    let text = if matches!(display.tier, Tier::Scaled | Tier::Layout) { SAMPLE } else { LATIN };
    let span = Span { text: text.into(), ..Span::default() };
    let document = Document { blocks: vec![Block::Paragraph(vec![span])], ..Document::default() };
    let mut row = 0;
    writeln!(out)?;
    for line in typeset(&document, &Cells, sheet).lines {
        (row..line.row).try_for_each(|_| writeln!(out))?;
        write!(out, "{}", printed_line(display, &line, width))?;
        row = line.row + line.scale.rows;
    }
    writeln!(out)
}

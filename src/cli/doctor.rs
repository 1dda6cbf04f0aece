//! `newsprint doctor`: what the terminal can do, and what that makes of the text sizes.

use std::{
    env,
    io::{self, IsTerminal, Write},
};

use crate::{
    app::toolbar::size_name,
    layout::{Scale, Tier},
    runtime::{
        probe::{Capabilities, Surroundings, TextSizing, ask},
        window,
    },
    text::CleanText,
    ui::sized::print::printed,
};

/// The width of a sample where no terminal tells, in cells.
const WIDTH: u16 = 80;
/// What a sample says.
const SAMPLE: &str = "The quick brown fox, 中文 (2015)";

/// Prints the report; samples only on a terminal. `false` never: whatever was found is a finding.
pub(super) fn run() -> io::Result<bool> {
    let surroundings = Surroundings::of_this_process();
    let said = ask(&surroundings)?;
    let found = said.clone().unwrap_or_default();
    let tier = found.tier(&surroundings);
    let mut out = io::stdout().lock();
    writeln!(out, "newsprint {}\n", env!("CARGO_PKG_VERSION"))?;
    for (what, finding) in findings(said.as_ref(), surroundings) {
        writeln!(out, "  {what:<24}{}", CleanText::line(&finding))?;
    }
    writeln!(out, "\nText sizes: {}", tier.name())?;
    for size in tier.sizes() {
        let otherwise = if tier == Tier::Scaled { "plain type" } else { "plain type; measure and spacing differ" };
        writeln!(out, "  {:<24}{}", size_name(*size), tier.factor(*size).unwrap_or(otherwise))?;
    }
    if io::stdout().is_terminal() && surroundings.may_be_asked {
        samples(&mut out, tier)?;
    }
    out.flush().map(|()| true)
}

fn findings(said: Option<&Capabilities>, surroundings: Surroundings) -> Vec<(&'static str, String)> {
    let kind = env::var("TERM").unwrap_or_default();
    let mut all = vec![("TERM", if kind.is_empty() { "not set".to_owned() } else { kind })];
    let Some(said) = said else {
        all.push(("asked", "no: not a terminal, or one that shows questions".to_owned()));
        return all;
    };
    let known = |known: bool| if known { "yes" } else { "no" }.to_owned();
    let multiplexer = said.multiplexer(&surroundings).map_or("none", |multiplexer| multiplexer.name());
    let sizing = match said.text_sizing {
        TextSizing::Scales => "yes",
        TextSizing::Widths => "widths only",
        TextSizing::None => "no",
    };
    let pictures = match (said.kitty_graphics, said.sixels) {
        (true, _) => "kitty's protocol",
        (false, true) => "sixels",
        (false, false) => "none",
    };
    let background = said.background.map_or("unknown".to_owned(), |[red, green, blue]| {
        let shade = if said.is_light() == Some(true) { "light" } else { "dark" };
        format!("{shade} (#{red:02x}{green:02x}{blue:02x})")
    });
    let cell = said.cell.map_or("unknown".to_owned(), |(width, height)| format!("{width} x {height} pixels"));
    all.extend([
        ("name", said.name.as_ref().map_or("unknown".to_owned(), ToString::to_string)),
        ("answered", known(said.answered)),
        ("multiplexer", multiplexer.to_owned()),
        ("scales text (OSC 66)", sizing.to_owned()),
        ("whole frames", known(said.synchronized)),
        ("links", known(said.hyperlinks())),
        ("pictures", pictures.to_owned()),
        ("background", background),
        ("cell", cell),
    ]);
    all
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

//! Stories on paper.

use jiff::tz::TimeZone;

use super::story::{self, Story};
use crate::{
    config::share::{self, Print},
    layout::Labels,
    press::{self, Fonts, Paper, PressError, Printed, Sort, Work},
    text::CleanText,
    words::Words,
};

/// The longest address that stands below a headline, in columns.
const LONGEST_ADDRESS: usize = 200;

/// What a story is printed with.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Paper, size, family.
    pub print: &'a Print,
    /// The fonts of the machine.
    pub fonts: &'a Fonts,
    /// The zone of times that name none.
    pub zone: &'a TimeZone,
    /// The reader's language.
    pub words: Words,
}

/// Prints a story, unless it is to be `stopped` meanwhile.
pub fn print(story: &Story<'_>, desk: Desk<'_>, stopped: &dyn Fn() -> bool) -> Result<Printed, PressError> {
    let words = desk.words;
    let address = story.article.link.as_ref().map(|link| CleanText::line(link.as_str()).elided(LONGEST_ADDRESS));
    let below = [Some(story.byline(words)), story.stamp(desk.zone, words), address];
    let sort = match desk.print.paper {
        share::Paper::A4 => Sort::A4,
        share::Paper::Letter => Sort::Letter,
    };
    let work = Work {
        title: story.headline(words),
        below: below.into_iter().flatten().filter(|line: &CleanText| !line.is_empty()).collect(),
        source: story::source(story.feed),
        document: &story.document,
        labels: Labels::of(|key| words.get(key)),
        family: &desk.print.font,
    };
    press::print(&work, (&Paper::new(sort, desk.print.size), desk.fonts), stopped)
}

//! A story printed: its pages as a PDF with the fonts inside.

use krilla::{
    Document as Pdf,
    action::LinkAction,
    annotation::{LinkAnnotation, Target as Aim},
    color::luma,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    page::{Page, PageSettings},
    paint::{Fill, Stroke},
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};

use super::{
    case::{Case, Cut, Fonts},
    galley::{ABOVE_NOTES, BELOW_HEAD, Galley, characters},
    paper::{Paper, SMALL, factor, lines_high, points},
    shaper::{Glyph, Shaper},
    sheets::{Room, Side, divide},
};
use crate::{
    layout::{Labels, Line, Role, Ruler, Run, Scale},
    model::{Document, LinkId, Style},
    text::{CleanText, SafeUrl},
};

/// The grey of what steps back, of 255.
const GREY: u8 = 95;
/// The thickness of rules, in points.
const HAIRLINE: f32 = 0.5;
/// The thickness of the bars of quotations, in points.
const BAR: f32 = 1.5;
/// The outline that stands in for a bold font, by the size of the type.
const THICKENED: f32 = 0.03;
/// How far the baseline lies below the middle of a line, by the size of the type.
const BELOW_MIDDLE: f32 = 0.32;

/// What is printed.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    /// The headline.
    pub title: CleanText,
    /// What stands below it: byline, stamp.
    pub below: Vec<CleanText>,
    /// Who brings it; stands beside the page number.
    pub source: CleanText,
    /// The story.
    pub document: &'a Document,
    /// The words that the typesetter adds.
    pub labels: Labels,
    /// The family of the text, where the reader chose one.
    pub family: &'a str,
}

/// A printed story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The characters that no font of this machine has.
    pub missing: Vec<char>,
}

/// Why nothing could be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressError {
    /// The machine has no fonts.
    NoFonts,
    /// The fonts or the pages can't be written.
    Unwritable,
    /// The reader did not want to wait for it.
    Stopped,
}

/// Prints a story on `paper`, unless it is to be `stopped` meanwhile.
pub fn print(work: &Work<'_>, (paper, fonts): (&Paper, &Fonts), stopped: &dyn Fn() -> bool) -> Result<Printed, PressError> {
    let go_on = || if stopped() { Err(PressError::Stopped) } else { Ok(()) };
    let language = work.document.language.as_str();
    let case = Case::for_text(fonts, &characters(work), work.family, language).ok_or(PressError::NoFonts)?;
    let shaper = Shaper::new(&case, paper.points);
    let files: Option<Vec<Font>> = case.fonts.iter().map(|font| Font::new(font.data.clone().into(), font.index)).collect();
    let brush = Brush { shaper: &shaper, fonts: files.ok_or(PressError::Unwritable)?, paper };
    let galley = Galley::set(work, paper, &shaper);
    let notes = |links: &[LinkId]| galley.notes_height(links, paper);
    let sides = divide(&galley.lines, &Room { height: paper.room(), row: paper.row(), notes: &notes });
    let mut pdf = Pdf::new();
    for (number, side) in (1..).zip(&sides) {
        go_on()?;
        let shape = PageSettings::from_wh(paper.width, paper.height).ok_or(PressError::Unwritable)?;
        let mut page = pdf.start_page_with(shape);
        let source = if work.source.is_empty() { String::new() } else { format!("{} · ", work.source) };
        brush.page(&mut page, &galley, side, &format!("{source}{number} / {}", sides.len()));
        page.finish();
    }
    let metadata = Metadata::new().title(work.title.to_string()).creator("newsprint".to_owned());
    pdf.set_metadata(if language.is_empty() { metadata } else { metadata.language(language.to_owned()) });
    let bytes = pdf.finish().map_err(|_| PressError::Unwritable)?;
    go_on()?;
    Ok(Printed { pdf: bytes, pages: sides.len(), missing: case.missing.iter().copied().collect() })
}

/// Draws on pages.
struct Brush<'a> {
    shaper: &'a Shaper<'a>,
    fonts: Vec<Font>,
    paper: &'a Paper,
}

impl Brush<'_> {
    fn page(&self, page: &mut Page<'_>, galley: &Galley, side: &Side, number: &str) {
        let lines = galley.lines.get(side.lines.clone()).unwrap_or_default();
        let first = lines.first().map_or(0, |line| line.row);
        let mut spots = Vec::new();
        let mut surface = page.surface();
        for line in lines {
            let middle = self.middle(line.row - first, line.scale);
            self.line(&mut surface, line, middle);
            spots.extend(self.links(line, middle, galley));
        }
        if side.lines.start == 0 {
            let y =
                self.paper.top() + self.paper.row() * (lines_high(galley.head as usize) - lines_high(BELOW_HEAD as usize) / 2.0);
            rule(&mut surface, (self.paper.left(), y), self.paper.measure(), HAIRLINE);
        }
        self.notes(&mut surface, galley, &side.notes);
        self.small(&mut surface, number, self.paper.number_line());
        surface.finish();
        for (rect, url) in spots {
            let aim = Aim::Action(LinkAction::new(url.as_str().to_owned()).into());
            page.add_annotation(krilla::annotation::Annotation::new_link(LinkAnnotation::new(rect, aim), None));
        }
    }

    /// The middle of a line of `scale` that begins `rows` below the first of the page.
    fn middle(&self, rows: u32, scale: Scale) -> f32 {
        self.paper.top() + self.paper.row() * (lines_high(rows as usize) + lines_high(scale.rows as usize) / 2.0)
    }

    fn line(&self, surface: &mut Surface<'_>, line: &Line, middle: f32) {
        let size = self.paper.points * factor(line.scale);
        for run in &line.runs {
            let x = self.paper.left() + points(line.left) + points(run.x) * factor(line.scale);
            if is_drawn(run, '─') {
                rule(surface, (x, middle), points(run.width) * factor(line.scale), HAIRLINE);
            } else if is_drawn(run, '│') {
                let height = self.paper.row() * lines_high(line.scale.rows as usize);
                bar(surface, (x, middle - height / 2.0), height);
            } else {
                self.run(surface, run, (x, middle + size * BELOW_MIDDLE), size);
            }
        }
    }

    fn run(&self, surface: &mut Surface<'_>, run: &Run, (x, baseline): (f32, f32), size: f32) {
        let quiet = run.style.contains(Style::QUIET) && run.link.is_none();
        surface.set_fill(Some(ink(if quiet { GREY } else { 0 })));
        let text = if run.reversed { run.text.mirrored() } else { run.text.clone() };
        let cut = Cut::of(run.style);
        let mut stretches = self.shaper.shape(&text, cut, run.reversed);
        if run.reversed {
            stretches.reverse();
        }
        let mut at = x;
        for stretch in stretches {
            let Some(font) = self.fonts.get(stretch.font) else { continue };
            let part = text.get(stretch.bytes.clone()).unwrap_or_default();
            let glyphs = placed(&stretch.glyphs, part.len());
            let bold = self.shaper.is_bold(stretch.font);
            surface.set_stroke((cut.is_bold() && !bold).then(|| thickened(quiet, size)));
            surface.draw_glyphs(Point::from_xy(at, baseline), &glyphs, font.clone(), part, size, false);
            at += stretch.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * size;
        }
        surface.set_stroke(None);
        for (style, above) in [(Style::UNDERLINED, -0.12), (Style::STRUCK, 0.28)] {
            if run.style.contains(style) {
                rule(surface, (x, baseline - size * above), at - x, HAIRLINE);
            }
        }
    }

    /// Where the links of a line can be clicked.
    fn links<'g>(&self, line: &Line, middle: f32, galley: &'g Galley) -> Vec<(Rect, &'g SafeUrl)> {
        let half = self.paper.leading() * factor(line.scale) / 2.0;
        let spot = |run: &Run| {
            let url = galley.url(run.link?)?;
            let x = self.paper.left() + points(line.left) + points(run.x) * factor(line.scale);
            let rect = Rect::from_xywh(x, middle - half, points(run.width) * factor(line.scale), 2.0 * half)?;
            Some((rect, url))
        };
        line.runs.iter().filter_map(spot).collect()
    }

    /// The footnotes at the foot of the page, under a short rule.
    fn notes(&self, surface: &mut Surface<'_>, galley: &Galley, notes: &[LinkId]) {
        let height = galley.notes_height(notes, self.paper);
        if height <= 0.0 {
            return;
        }
        let above = self.paper.leading() * ABOVE_NOTES;
        let top = self.paper.top() + self.paper.room() - height + above;
        rule(surface, (self.paper.left(), top - above / 3.0), self.paper.measure() / 4.0, HAIRLINE);
        let lines = notes.iter().flat_map(|link| galley.note(*link));
        for (number, line) in lines.enumerate() {
            self.line(surface, line, top + self.paper.leading() * factor(SMALL) * (lines_high(number) + 0.5));
        }
    }

    /// A line of small grey type in the middle of the page.
    fn small(&self, surface: &mut Surface<'_>, text: &str, baseline: f32) {
        let run = Run { text: CleanText::line(text), style: Style::QUIET, ..Run::default() };
        let size = self.paper.points * factor(SMALL);
        let width = points(self.shaper.width(&run.text, run.style)) * factor(SMALL);
        self.run(surface, &run, ((self.paper.width - width) / 2.0, baseline), size);
    }
}

/// Whether a run is a line that newsprint draws, which on paper needs no characters.
fn is_drawn(run: &Run, with: char) -> bool {
    run.role == Role::Furniture && !run.text.is_empty() && run.text.chars().all(|c| c == with)
}

fn rule(surface: &mut Surface<'_>, place: (f32, f32), width: f32, thickness: f32) {
    filled(surface, place, (width, thickness));
}

/// The bar at the side of a quotation.
fn bar(surface: &mut Surface<'_>, (x, y): (f32, f32), height: f32) {
    filled(surface, (x + BAR, y), (BAR, height));
}

/// The outline that makes a bold letter of one whose font has none.
fn thickened(quiet: bool, size: f32) -> Stroke {
    Stroke { paint: luma::Color::new(if quiet { GREY } else { 0 }).into(), width: size * THICKENED, ..Stroke::default() }
}

fn filled(surface: &mut Surface<'_>, (x, y): (f32, f32), (width, height): (f32, f32)) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width.max(0.1), height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(ink(GREY)));
        surface.draw_path(&path);
    }
}

fn ink(lightness: u8) -> Fill {
    Fill { paint: luma::Color::new(lightness).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// Glyphs as krilla takes them: each with the bytes of the text that its cluster stands for, so that the text can be
/// copied out of the PDF again.
fn placed(glyphs: &[Glyph], length: usize) -> Vec<KrillaGlyph> {
    let mut starts: Vec<usize> = glyphs.iter().map(|glyph| glyph.cluster).collect();
    starts.sort_unstable();
    let end = |start: usize| starts.iter().copied().find(|next| *next > start).unwrap_or(length);
    let place = |glyph: &Glyph| {
        let range = glyph.cluster..end(glyph.cluster);
        KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, glyph.offset.0, glyph.offset.1, 0.0, range, None)
    };
    glyphs.iter().map(place).collect()
}

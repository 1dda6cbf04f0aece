//! Measuring and drawing with real fonts: characters become glyphs at places.

use std::{cell::RefCell, collections::HashMap, ops::Range, rc::Rc};

use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script::UNKNOWN};

use super::{
    case::{Case, Cut, is_blank},
    paper::units,
};
use crate::{layout::Ruler, model::Style, text};

/// Stands for a character that no font has.
pub const BOX: char = '□';

/// A glyph of a font; lengths by the size of the type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u32,
    /// The first byte of the text that it belongs to.
    pub cluster: usize,
    /// How far the next glyph stands from it.
    pub advance: f32,
    /// How far it is moved to the right, and up.
    pub offset: (f32, f32),
}

/// A stretch of text of one font.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The font, by its number in the case.
    pub font: usize,
    /// The bytes of the text.
    pub bytes: Range<usize>,
    /// Its glyphs from left to right; clusters count from the stretch's start.
    pub glyphs: Vec<Glyph>,
}

/// Measures and draws with the fonts of a case.
pub struct Shaper<'a> {
    case: &'a Case,
    faces: Vec<Option<Face<'a>>>,
    points: f32,
    widths: RefCell<HashMap<Cut, HashMap<String, u32>>>,
    plans: RefCell<Plans>,
}

/// How text of a font, a script and a direction is shaped: looked up in the font's tables once, not for each word.
type Plans = HashMap<(usize, Script, bool), Rc<ShapePlan>>;

impl<'a> Shaper<'a> {
    /// A shaper for type of `points` points.
    #[must_use]
    pub fn new(case: &'a Case, points: f32) -> Self {
        let faces = case.fonts.iter().map(|font| Face::from_slice(&font.data, font.index)).collect();
        Self { case, faces, points, widths: RefCell::default(), plans: RefCell::default() }
    }

    /// Whether a font is a bold one.
    #[must_use]
    pub fn is_bold(&self, font: usize) -> bool {
        self.case.fonts.get(font).is_some_and(|font| font.bold)
    }

    /// The stretches of `text` in logical order, shaped.
    #[must_use]
    pub fn shape(&self, text: &str, cut: Cut, reversed: bool) -> Vec<Stretch> {
        let shaped = |(font, bytes): (usize, Range<usize>)| {
            let glyphs = self.glyphs(font, text.get(bytes.clone()).unwrap_or_default(), reversed);
            Stretch { font, bytes, glyphs }
        };
        self.fonts(text, cut).into_iter().map(shaped).collect()
    }

    /// The font of each stretch of `text`: the cut's own where it has the character, else the one that stands in.
    fn fonts(&self, text: &str, cut: Cut) -> Vec<(usize, Range<usize>)> {
        let own = self.case.cut(cut);
        let mut all: Vec<(usize, Range<usize>)> = Vec::new();
        let mut at = 0;
        for (grapheme, _) in text::graphemes(text) {
            let end = at + grapheme.len();
            let first = grapheme.chars().next().unwrap_or(' ');
            // Marks go with what they stand on; a space is as wide as any other of the text, whatever script stands beside it.
            let before = all.last().map_or(own, |(font, _)| *font);
            let font = match first {
                ' ' | '\u{a0}' => own,
                _ if is_blank(first) => before,
                _ => self.font_of(first, cut),
            };
            match all.last_mut() {
                Some((last, bytes)) if *last == font => bytes.end = end,
                _ => all.push((font, at..end)),
            }
            at = end;
        }
        all
    }

    fn font_of(&self, c: char, cut: Cut) -> usize {
        let own = self.case.cut(cut);
        let has = |font: usize| self.faces.get(font).and_then(Option::as_ref).is_some_and(|face| face.glyph_index(c).is_some());
        let has_box =
            |font: usize| self.faces.get(font).and_then(Option::as_ref).is_some_and(|face| face.glyph_index(BOX).is_some());
        let regular = self.case.cut(Cut::Regular);
        match self.case.other(c) {
            _ if has(own) => own,
            Some(other) if cut.is_bold() => self.case.bold_of(other),
            Some(other) => other,
            None if has(regular) => regular,
            None if has_box(own) => own,
            None => self.case.other(BOX).unwrap_or(own),
        }
    }

    fn glyphs(&self, font: usize, text: &str, reversed: bool) -> Vec<Glyph> {
        let Some(face) = self.faces.get(font).and_then(Option::as_ref) else { return Vec::new() };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if reversed { Direction::RightToLeft } else { Direction::LeftToRight });
        let plan = self.plan((font, face), &buffer, reversed);
        let shaped = rustybuzz::shape_with_plan(face, &plan, buffer);
        let em = f64::from(face.units_per_em().max(1));
        #[expect(clippy::cast_possible_truncation, reason = "a length of a few ems")]
        let ems = |units: i32| (f64::from(units) / em) as f32;
        // Some fonts show nothing where they lack a character; that one is missing has to be seen.
        let stand_in = face.glyph_index(BOX).map(|id| (u32::from(id.0), face.glyph_hor_advance(id).map_or(0, i32::from)));
        let both = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        both.map(|(info, position)| {
            let (id, advance) = stand_in.filter(|_| info.glyph_id == 0).unwrap_or((info.glyph_id, position.x_advance));
            let offset = (ems(position.x_offset), ems(position.y_offset));
            Glyph { id, cluster: info.cluster as usize, advance: ems(advance), offset }
        })
        .collect()
    }
}

impl Shaper<'_> {
    fn plan(&self, (font, face): (usize, &Face<'_>), buffer: &UnicodeBuffer, reversed: bool) -> Rc<ShapePlan> {
        let script = buffer.script();
        let made = || {
            let known = Some(script).filter(|script| *script != UNKNOWN);
            Rc::new(ShapePlan::new(face, buffer.direction(), known, buffer.language().as_ref(), &[]))
        };
        Rc::clone(self.plans.borrow_mut().entry((font, script, reversed)).or_insert_with(made))
    }
}

impl Ruler for Shaper<'_> {
    fn width(&self, text: &str, style: Style) -> u32 {
        let cut = Cut::of(style);
        if let Some(known) = self.widths.borrow().get(&cut).and_then(|known| known.get(text)) {
            return *known;
        }
        // Letters of Arabic join, and so have their widths, in their own direction only.
        let ems: f32 = self
            .shape(text, cut, text::bidi::has_rtl(text))
            .iter()
            .flat_map(|stretch| &stretch.glyphs)
            .map(|glyph| glyph.advance)
            .sum();
        let width = units(ems * self.points);
        self.widths.borrow_mut().entry(cut).or_default().insert(text.to_owned(), width);
        width
    }
}

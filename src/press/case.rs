//! The fonts that a story needs: one for each cut of its type, and others for the characters that those lack.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use fontdb::{Database, Family, ID, Query, Stretch, Style as Slope, Weight};
use rustybuzz::ttf_parser;

use crate::model::Style;

/// The families that are looked for before any other: the text's, and that of code.
const SERIFS: [&str; 13] = [
    "Noto Serif",
    "Source Serif 4",
    "Libertinus Serif",
    "Linux Libertine O",
    "Charter",
    "Georgia",
    "Palatino",
    "P052",
    "Liberation Serif",
    "Times New Roman",
    "Nimbus Roman",
    "FreeSerif",
    "DejaVu Serif",
];
const MONOSPACED: [&str; 6] = ["Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono", "Menlo", "Consolas", "Courier New"];

/// The families for Han, kana and hangul, by the language of the story: characters of one code differ from land to land.
const CHINESE: [&str; 11] = [
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
];
const TRADITIONAL: [&str; 5] = ["Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "PMingLiU", "Noto Sans CJK TC"];
const JAPANESE: [&str; 6] =
    ["Noto Serif CJK JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho", "IPAexMincho", "Noto Sans CJK JP"];
const KOREAN: [&str; 5] = ["Noto Serif CJK KR", "Source Han Serif K", "NanumMyeongjo", "Batang", "Noto Sans CJK KR"];

/// The least weight of a font that is bold.
const BOLD: u16 = 600;

/// A cut of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cut {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
    /// Of one width, for code.
    Mono,
}

impl Cut {
    /// Whether it is a bold one.
    #[must_use]
    pub fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::BoldItalic)
    }

    const ALL: [Self; 5] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic, Self::Mono];

    /// The cut that a style is set in.
    #[must_use]
    pub fn of(style: Style) -> Self {
        match (style.contains(Style::CODE), style.contains(Style::STRONG), style.contains(Style::EMPHASIS)) {
            (true, ..) => Self::Mono,
            (_, true, true) => Self::BoldItalic,
            (_, true, false) => Self::Bold,
            (_, false, true) => Self::Italic,
            (_, false, false) => Self::Regular,
        }
    }
}

/// A font file, and the number of the face in it.
#[derive(Clone)]
pub struct Font {
    /// The file.
    pub data: Arc<Vec<u8>>,
    /// The face.
    pub index: u32,
    /// Whether its strokes are those of a bold font.
    pub bold: bool,
}

/// The fonts of a machine, by name; none of them is read before it is needed.
#[derive(Debug, Default)]
pub struct Fonts(Database);

impl Fonts {
    /// Looks where this machine keeps its fonts.
    #[must_use]
    pub fn of_this_machine() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self(database)
    }
}

/// The fonts for a story.
#[derive(Default)]
pub struct Case {
    /// The fonts, those of the cuts first.
    pub fonts: Vec<Font>,
    cuts: HashMap<Cut, usize>,
    others: HashMap<char, usize>,
    bolds: HashMap<usize, usize>,
    /// The characters that no font has.
    pub missing: BTreeSet<char>,
}

impl Case {
    /// Finds fonts for all characters of `text`; `family` is the reader's own choice, `language` a tag.
    /// `None` where there is no font at all.
    #[must_use]
    pub fn for_text(fonts: &Fonts, text: &str, family: &str, language: &str) -> Option<Self> {
        let database = &fonts.0;
        let mut case = Self::default();
        let mut loaded: HashMap<ID, usize> = HashMap::new();
        for cut in Cut::ALL {
            let id = cut_font(database, cut, family)?;
            let at = case.load(database, id, &mut loaded)?;
            case.cuts.insert(cut, at);
        }
        let mut wanted: BTreeSet<char> = text.chars().filter(|c| !is_blank(*c)).collect();
        let regular = cut_font(database, Cut::Regular, family)?;
        covered(database, regular, &mut wanted);
        for id in preferred(database, language).chain(upright(database)) {
            if wanted.is_empty() {
                break;
            }
            let found = covered(database, id, &mut wanted);
            if !found.is_empty()
                && let Some(at) = case.load(database, id, &mut loaded)
            {
                case.others.extend(found.into_iter().map(|c| (c, at)));
                let bold = bold_of(database, id).and_then(|bold| case.load(database, bold, &mut loaded));
                case.bolds.extend(bold.map(|bold| (at, bold)));
            }
        }
        case.missing = wanted;
        Some(case)
    }

    /// The font of a cut.
    #[must_use]
    pub fn cut(&self, cut: Cut) -> usize {
        self.cuts.get(&cut).copied().unwrap_or_default()
    }

    /// The font for a character that the cuts lack.
    #[must_use]
    pub fn other(&self, c: char) -> Option<usize> {
        self.others.get(&c).copied()
    }

    /// The bold font of the family of a font; itself where there is none.
    #[must_use]
    pub fn bold_of(&self, font: usize) -> usize {
        self.bolds.get(&font).copied().unwrap_or(font)
    }

    fn load(&mut self, database: &Database, id: ID, loaded: &mut HashMap<ID, usize>) -> Option<usize> {
        if let Some(at) = loaded.get(&id) {
            return Some(*at);
        }
        let (data, index) = database.with_face_data(id, |data, index| (Arc::new(data.to_vec()), index))?;
        let bold = database.face(id).is_some_and(|face| face.weight.0 >= BOLD);
        self.fonts.push(Font { data, index, bold });
        loaded.insert(id, self.fonts.len() - 1);
        Some(self.fonts.len() - 1)
    }
}

/// The font of a cut, in the first family that the machine has.
fn cut_font(database: &Database, cut: Cut, family: &str) -> Option<ID> {
    let weight = if cut.is_bold() { Weight::BOLD } else { Weight::NORMAL };
    let style = if matches!(cut, Cut::Italic | Cut::BoldItalic) { Slope::Italic } else { Slope::Normal };
    let (named, generic): (&[&str], Family<'_>) =
        if cut == Cut::Mono { (&MONOSPACED, Family::Monospace) } else { (&SERIFS, Family::Serif) };
    let own = (cut != Cut::Mono && !family.is_empty()).then_some(Family::Name(family));
    let families: Vec<Family<'_>> = own.into_iter().chain(named.iter().map(|name| Family::Name(name))).chain([generic]).collect();
    let query = Query { families: &families, weight, stretch: Stretch::Normal, style };
    database.query(&query).filter(|id| can_be_drawn(database, *id)).or_else(|| upright(database).next())
}

/// The bold font of a font's family, where there is one.
fn bold_of(database: &Database, id: ID) -> Option<ID> {
    let (family, _) = database.face(id)?.families.first()?;
    let families = [Family::Name(family)];
    let query = Query { families: &families, weight: Weight::BOLD, stretch: Stretch::Normal, style: Slope::Normal };
    let is_bold = |id: &ID| database.face(*id).is_some_and(|face| face.weight.0 >= BOLD);
    database.query(&query).filter(is_bold).filter(|id| can_be_drawn(database, *id))
}

/// The fonts for what the text's own font lacks, the best for the language first.
fn preferred<'a>(database: &'a Database, language: &str) -> impl Iterator<Item = ID> + use<'a> {
    let language = language.to_ascii_lowercase();
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let traditional = ["hant", "tw", "hk", "mo"].iter().any(|part| language.split(['-', '_']).any(|own| own == *part));
    let first: &[&str] = match primary {
        "ja" => &JAPANESE,
        "ko" => &KOREAN,
        "zh" if traditional => &TRADITIONAL,
        _ => &CHINESE,
    };
    let all = [first, &CHINESE, &TRADITIONAL, &JAPANESE, &KOREAN].concat();
    let find = |name: &'static str| {
        let families = [Family::Name(name)];
        database.query(&Query { families: &families, weight: Weight::NORMAL, stretch: Stretch::Normal, style: Slope::Normal })
    };
    all.into_iter().filter_map(find)
}

/// Every upright font of ordinary weight that has outlines.
fn upright(database: &Database) -> impl Iterator<Item = ID> {
    let plain = database.faces().filter(|face| face.style == Slope::Normal && (300..=500).contains(&face.weight.0));
    plain.map(|face| face.id).filter(|id| can_be_drawn(database, *id))
}

/// Whether a font is made of outlines: pictures of characters, as in a font of emoji, can't be printed yet.
fn can_be_drawn(database: &Database, id: ID) -> bool {
    let outlined = |data: &[u8], index| {
        ttf_parser::Face::parse(data, index).is_ok_and(|face| {
            let tables = face.tables();
            tables.glyf.is_some() || tables.cff.is_some() || tables.cff2.is_some()
        })
    };
    database.with_face_data(id, outlined).unwrap_or_default()
}

/// Takes the characters from `wanted` that a font has.
fn covered(database: &Database, id: ID, wanted: &mut BTreeSet<char>) -> Vec<char> {
    let found = database.with_face_data(id, |data, index| {
        let face = ttf_parser::Face::parse(data, index).ok()?;
        Some(wanted.iter().copied().filter(|c| face.glyph_index(*c).is_some()).collect::<Vec<char>>())
    });
    let found = found.flatten().unwrap_or_default();
    wanted.retain(|c| !found.contains(c));
    found
}

/// Whether a character draws nothing, so that no font need have it.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}')
}

//! The blocks of a story, one after another and one in another.

use super::{
    Page, Reach, Role, Ruler, Scale, Sheet, code, compose::Manner, hyphen, line::Set, links, list, outline, passage::Passage,
    setter::Setter, table,
};
use crate::{
    model::{
        Block, Document, Span, Style, Target, Text,
        document::{Definition, Media, MediaKind},
    },
    text::{CleanText, script::Direction},
};

/// How much of a story is looked at to find its language, in bytes.
const SAMPLE: usize = 2_000;

/// The narrowest column in which headings keep their own scale, in columns of it.
const NARROWEST_HEADING: u32 = 16;

/// Sets `document` on `sheet`.
#[must_use]
pub fn typeset(document: &Document, ruler: &dyn Ruler, sheet: &Sheet) -> Page {
    typeset_to(document, ruler, sheet, None).0
}

/// Sets `document` on `sheet`, no further than to the end of the block in which `reach` ends; and whether that is all of it.
/// The page that is not whole is the beginning of the one that is, to the line: what is set on does not change what stands
/// before it.
#[must_use]
pub fn typeset_to(document: &Document, ruler: &dyn Ruler, sheet: &Sheet, reach: Option<Reach>) -> (Page, bool) {
    let mut setter = Setter::new(ruler, sheet);
    setter.reach = reach;
    // To find out the language takes its time; where it is stated, words that fit no line profit from it in any case.
    let sample = || if sheet.hyphenate { outline::sample(&document.blocks, SAMPLE) } else { String::new() };
    setter.language = hyphen::language(&document.language, sample);
    setter.direction = direction(&document.language);
    setter.numbered = document.links.iter().take_while(|link| matches!(link.target, Target::Web(_))).count();
    setter.blocks(&document.blocks, false);
    let is_whole = !setter.is_enough();
    if sheet.link_list && is_whole {
        links::set(&mut setter, document);
    }
    (setter.finish(), is_whole)
}

/// The direction of a language's script, by its BCP 47 tag.
fn direction(language: &str) -> Direction {
    const RTL: [&str; 10] = ["ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv"];
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    if RTL.iter().any(|tag| tag.eq_ignore_ascii_case(primary)) { Direction::Rtl } else { Direction::Ltr }
}

impl Setter<'_> {
    /// Sets blocks one after another; with no more room between paragraphs than between lines where they stand `tight`.
    pub fn blocks(&mut self, blocks: &[Block], tight: bool) {
        let mut before: Option<&Block> = None;
        for block in blocks {
            if self.is_enough() {
                return;
            }
            if let Some(before) = before {
                self.space(self.gap(before, block, tight));
            } else if matches!(block, Block::Heading { .. }) {
                self.space(self.sheet.gap.max(1));
            }
            let follows = matches!((before, block), (Some(Block::Paragraph(_)), Block::Paragraph(_)));
            self.block(block, follows);
            before = Some(block);
        }
    }

    /// The blank rows between two blocks.
    fn gap(&self, before: &Block, block: &Block, tight: bool) -> u32 {
        let sheet = self.sheet;
        let set_off = |block: &Block| matches!(block, Block::Code(_) | Block::Table(_) | Block::Figure { .. } | Block::Rule);
        match (before, block) {
            (_, Block::Heading { .. }) => sheet.gap.max(1).max(3 * sheet.apart),
            (Block::Heading { .. }, _) => sheet.leading.max(sheet.apart),
            _ if set_off(before) || set_off(block) => sheet.gap.max(1).max(sheet.apart),
            _ if tight => sheet.leading,
            (Block::Paragraph(_), Block::Paragraph(_)) => sheet.gap.max(sheet.leading),
            _ => sheet.gap.max(sheet.leading).max(sheet.apart),
        }
    }

    fn block(&mut self, block: &Block, follows_paragraph: bool) {
        match block {
            Block::Paragraph(text) => self.paragraph(text, follows_paragraph),
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Quote(inner) => self.quote(inner),
            Block::List(list) => list::set(self, list),
            Block::Definitions(all) => all.iter().enumerate().for_each(|(at, one)| self.definition(one, at == 0)),
            Block::Code(text) => code::set(self, text),
            Block::Table(table) => table::set(self, table),
            Block::Figure { content, caption } => self.figure(content, caption),
            Block::Media(media) => self.media(media),
            Block::Rule => self.rule(),
            Block::Details { summary, content } => self.details(summary, content),
        }
    }

    /// Running text in the manner of where it stands.
    pub fn prose(&self) -> Manner {
        Manner { role: self.frame.role, scale: self.sheet.body, prose: true, indent: 0 }
    }

    /// The next leaf's passage.
    pub fn leaf_passage(&mut self, text: &[Span]) -> Passage {
        let mut passage = self.begin_passage();
        passage.push_spans(text, 0, self.sheet);
        passage.settle(self.direction);
        self.leaf += 1;
        passage
    }

    fn paragraph(&mut self, text: &Text, follows_paragraph: bool) {
        let passage = self.leaf_passage(text);
        let indent = if follows_paragraph && self.sheet.gap == 0 { self.sheet.indent } else { 0 };
        self.passage(&passage, Manner { indent, ..self.prose() });
    }

    fn heading(&mut self, level: u8, text: &Text) {
        let passage = self.leaf_passage(text);
        let sheet = self.sheet;
        let scale = if self.room(sheet.heading) >= NARROWEST_HEADING { sheet.heading } else { sheet.body };
        self.passage(&passage, Manner { role: Role::Heading(level), scale, prose: false, indent: 0 });
    }

    fn quote(&mut self, inner: &[Block]) {
        let outer = self.frame.clone();
        let (x, moved) = self.indent(self.width("│ "));
        if moved {
            self.frame.bars.push(x);
        }
        self.frame.role = Role::Quote;
        self.blocks(inner, false);
        self.frame = outer;
    }

    fn definition(&mut self, one: &Definition, is_first: bool) {
        if self.is_enough() {
            return;
        }
        if !is_first {
            self.space(self.sheet.gap.max(self.sheet.leading));
        }
        for term in &one.terms {
            let term: Text = term.iter().map(|span| Span { style: span.style | Style::STRONG, ..span.clone() }).collect();
            let passage = self.leaf_passage(&term);
            self.passage(&passage, Manner { prose: false, ..self.prose() });
            self.space(self.sheet.leading);
        }
        let (indent, _) = self.indent(self.width("    "));
        self.blocks(&one.content, false);
        self.frame.indent = indent;
    }

    fn figure(&mut self, content: &[Block], caption: &[Block]) {
        self.blocks(content, true);
        if !content.is_empty() {
            self.space(self.sheet.leading);
        }
        let role = std::mem::replace(&mut self.frame.role, Role::Caption);
        self.blocks(caption, true);
        self.frame.role = role;
    }

    fn media(&mut self, media: &Media) {
        let labels = &self.sheet.labels;
        let label = match media.kind {
            MediaKind::Image => labels.picture,
            MediaKind::Audio => labels.audio,
            MediaKind::Video => labels.video,
            MediaKind::Embed => labels.embed,
        };
        let mut passage = self.begin_passage();
        let mut add = |text: &'static str| passage.push_added(&text.into(), Style::PLAIN, media.link);
        add("[");
        add(label);
        if !media.alt.is_empty() {
            add(": ");
            let alt = Span { text: media.alt.clone(), style: Style::PLAIN, link: media.link };
            passage.push_spans(&[alt], 0, &Sheet { link_numbers: false, ..*self.sheet });
        }
        passage.push_added(&"]".into(), Style::PLAIN, media.link);
        if let Some(link) = media.link.filter(|_| self.sheet.link_numbers) {
            passage.push_number(link);
        }
        passage.settle(self.direction);
        self.leaf += 1;
        self.passage(&passage, Manner { prose: false, ..self.prose() });
    }

    fn rule(&mut self) {
        self.flush_prefix();
        let scale =
            Scale { rows: if self.sheet.body.num == self.sheet.body.den { self.sheet.body.rows } else { 1 }, ..Scale::PLAIN };
        let room = self.room(scale);
        let dash = self.width("─").max(1);
        let count = (room / 3).max(1) / dash;
        let text = repeated("─", count.max(1));
        let run = super::Run { width: self.width(&text), text, role: Role::Furniture, ..super::Run::default() };
        let width = run.width;
        let run = super::Run { x: room.saturating_sub(width) / 2, ..run };
        let anchor = super::Anchor { leaf: self.leaf, byte: 0 };
        self.leaf += 1;
        self.line(scale, anchor, Set { width: run.x + width, runs: vec![run] }, false);
    }

    fn details(&mut self, summary: &Text, content: &[Block]) {
        let (outer, moved) = self.indent(self.width("▾ "));
        if moved {
            self.mark(outer, "▾".into());
        }
        let mut passage = self.leaf_passage(summary);
        if passage.text.is_empty() {
            passage.push_added(&self.sheet.labels.details.into(), Style::PLAIN, None);
        }
        self.passage(&passage, Manner { prose: false, ..self.prose() });
        self.space(self.sheet.leading);
        self.blocks(content, false);
        self.frame.indent = outer;
    }
}

/// `text`, `count` times.
pub fn repeated(text: &'static str, count: u32) -> CleanText {
    let text = CleanText::from(text);
    let mut all = CleanText::new();
    (0..count).for_each(|_| all.push(&text));
    all
}

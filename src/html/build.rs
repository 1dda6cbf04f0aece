//! A [`Tree`] into the blocks of a story.

mod code;
mod flat;
mod links;
mod list;
mod math;
mod media;
mod phrase;
mod table;

use std::collections::HashSet;

use html5ever::{local_name, ns};

use super::inline::{Ink, Line, Settled};
use super::tags::{self, Role};
use super::tree::{Data, NodeId, Tree};
use crate::model::document::Media;
use crate::model::{Block, Document, Style, Text};
use crate::text::{CleanText, SafeUrl};
use flat::{Pictures, flattened};
use links::Links;

/// Deeper than this, blocks are taken as their words alone. The parser's own limit is lower; this one guards the stack.
const DEEPEST: usize = 400;

/// What an element inherits.
#[derive(Clone, Copy, Default)]
struct Inherited {
    ink: Ink,
    depth: usize,
    /// How many quotations in the line we are in.
    quotes: usize,
    /// Whether a caption belongs to the figure around it.
    figure: bool,
}

impl Inherited {
    fn styled(self, style: Style) -> Self {
        Self { ink: Ink { style: self.ink.style | style, ..self.ink }, ..self }
    }
}

/// Blocks that are done and the line that is not.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    line: Line,
}

/// Makes blocks of a tree.
pub struct Builder<'a> {
    tree: &'a Tree,
    links: Links<'a>,
    /// Places that were passed, with the leaf that follows.
    anchors: Vec<(String, usize)>,
    /// How many leaves were made.
    leaves: usize,
    /// The captions of the figure that we are in.
    captions: Vec<NodeId>,
    /// Shortenings whose meaning was told.
    told: HashSet<(String, &'a str)>,
}

impl<'a> Builder<'a> {
    /// A builder for `tree`, whose relative addresses start from `base`.
    pub fn new(tree: &'a Tree, base: Option<&'a SafeUrl>) -> Self {
        Self { tree, links: Links::new(tree, base), anchors: Vec::new(), leaves: 0, captions: Vec::new(), told: HashSet::new() }
    }

    /// The story in `top`.
    pub fn document(mut self, top: NodeId) -> Document {
        let blocks = self.flow(top, Inherited::default());
        let last = self.leaves.saturating_sub(1);
        let anchors = self.anchors.iter().map(|(name, leaf)| (CleanText::line(name), (*leaf).min(last))).collect();
        Document { blocks, links: self.links.into_all(), language: language(self.tree, top), anchors }
    }

    /// The blocks in an element.
    fn flow(&mut self, id: NodeId, inherited: Inherited) -> Vec<Block> {
        let mut flow = Flow::default();
        self.place(id, &mut flow);
        self.children(id, inherited, &mut flow);
        self.end(&mut flow)
    }

    /// The words in an element as one text, and what is not words.
    fn words(&mut self, id: NodeId, inherited: Inherited, pictures: Pictures) -> (Text, Vec<Media>) {
        let (leaf, places) = (self.leaves, self.anchors.len());
        let blocks = self.flow(id, inherited);
        self.leaves = leaf;
        for (_, place) in self.anchors.iter_mut().skip(places) {
            *place = leaf;
        }
        flattened(blocks, pictures)
    }

    fn children(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let inherited = Inherited { depth: inherited.depth + 1, ..inherited };
        if inherited.depth > DEEPEST {
            return flow.line.words(&tree.text(id), inherited.ink);
        }
        for child in tree.children(id) {
            self.node(child, inherited, flow);
        }
    }

    fn node(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        match self.tree.data(id) {
            Data::Text(text) => flow.line.words(text, inherited.ink),
            Data::Element { .. } if is_hidden(self.tree, id) => {}
            Data::Element { namespace, name, .. } if *namespace == ns!(html) => {
                self.element(id, tags::role(name), inherited, flow);
            }
            Data::Element { namespace, .. } if *namespace == ns!(mathml) => self.math(id, inherited, flow),
            Data::Element { .. } => self.drawing(id, inherited, flow),
            Data::Other => {}
        }
    }

    fn element(&mut self, id: NodeId, role: Role, inherited: Inherited, flow: &mut Flow) {
        match role {
            Role::Hidden => return,
            Role::Block if inherited.figure && self.tree.is(id, "figcaption") => return self.captions.push(id),
            Role::Block | Role::Rule | Role::Heading(_) | Role::Quote | Role::Code | Role::List | Role::Definitions => {
                self.settle(flow);
            }
            Role::Table | Role::Figure | Role::Details => self.settle(flow),
            _ => {}
        }
        self.place(id, flow);
        self.content(id, role, inherited, flow);
    }

    fn content(&mut self, id: NodeId, role: Role, inherited: Inherited, flow: &mut Flow) {
        match role {
            Role::Hidden | Role::Chance => {}
            Role::Inline => self.children(id, inherited, flow),
            Role::Styled(style) => self.children(id, inherited.styled(style), flow),
            Role::Apart => self.apart(id, inherited, flow),
            Role::Anchor => self.anchor(id, inherited, flow),
            Role::Break => flow.line.line_break(),
            Role::Rule => self.leaf(Block::Rule, flow),
            Role::Block => {
                self.children(id, inherited, flow);
                self.settle(flow);
            }
            Role::Checkbox => self.checkbox(id, inherited, flow),
            Role::Heading(level) => self.heading(id, level, inherited, flow),
            Role::Quote => {
                let blocks = self.flow(id, inherited);
                push_unless_empty(blocks, Block::Quote, flow);
            }
            Role::QuoteMarks => self.quote_marks(id, inherited, flow),
            Role::Code => self.code(id, inherited, flow),
            Role::List => self.list(id, inherited, flow),
            Role::Definitions => self.definitions(id, inherited, flow),
            Role::Table => self.table(id, inherited, flow),
            Role::Figure => self.figure(id, inherited, flow),
            Role::Details => self.details(id, inherited, flow),
            Role::Image => self.image(id, inherited, flow),
            Role::Media(kind) => self.media(id, kind, inherited, flow),
            Role::Object => self.object(id, inherited, flow),
            Role::Ruby => self.ruby(id, inherited, flow),
            Role::Abbreviation => self.abbreviation(id, inherited, flow),
        }
    }

    /// Notes that links may point to this element.
    fn place(&mut self, id: NodeId, flow: &mut Flow) {
        for name in self.links.places(id) {
            flow.line.place(name.to_owned());
        }
    }

    /// Ends the paragraph that is being gathered.
    fn settle(&mut self, flow: &mut Flow) {
        for settled in flow.line.settle() {
            match settled {
                Settled::Place(name) => self.anchors.push((name, self.leaves)),
                Settled::Paragraph(text) => self.leaf(Block::Paragraph(text), flow),
                Settled::Media(media) => self.medium(media, flow),
            }
        }
    }

    fn end(&mut self, flow: &mut Flow) -> Vec<Block> {
        self.settle(flow);
        std::mem::take(&mut flow.blocks)
    }

    /// Adds a block that is one leaf.
    fn leaf(&mut self, block: Block, flow: &mut Flow) {
        self.leaves += 1;
        flow.blocks.push(block);
    }

    /// Adds something that is not text, unless it was just added: pages bring pictures twice, for browsers without scripts.
    fn medium(&mut self, media: Media, flow: &mut Flow) {
        let twice = |last: &Media| last.url.is_some() && last.url == media.url && last.kind == media.kind;
        if !matches!(flow.blocks.last(), Some(Block::Media(last)) if twice(last)) {
            self.leaf(Block::Media(media), flow);
        }
    }

    fn heading(&mut self, id: NodeId, level: u8, inherited: Inherited, flow: &mut Flow) {
        let (text, media) = self.words(id, inherited, Pictures::Apart);
        if !text.is_empty() {
            self.leaf(Block::Heading { level, text }, flow);
        }
        for one in media {
            self.medium(one, flow);
        }
    }

    fn figure(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let outer = std::mem::take(&mut self.captions);
        let mut content = self.flow(id, Inherited { figure: true, ..inherited });
        let captions = std::mem::replace(&mut self.captions, outer);
        let within = Inherited { figure: false, ..inherited };
        let caption: Vec<Block> = captions.into_iter().flat_map(|one| self.flow(one, within)).collect();
        if content.is_empty() || caption.is_empty() {
            flow.blocks.extend(content.into_iter().chain(caption));
            return;
        }
        media::silence_repeated_alt(&mut content, &caption);
        flow.blocks.push(Block::Figure { content, caption });
    }

    fn details(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let summary = tree.children(id).find(|child| tree.is(*child, "summary"));
        let (text, media) = summary.map(|summary| self.words(summary, inherited, Pictures::Apart)).unwrap_or_default();
        self.leaves += 1;
        let mut inner = Flow::default();
        for one in media {
            self.medium(one, &mut inner);
        }
        let inherited = Inherited { depth: inherited.depth + 1, ..inherited };
        for child in tree.children(id).filter(|child| Some(*child) != summary) {
            self.node(child, inherited, &mut inner);
        }
        let content = self.end(&mut inner);
        flow.blocks.push(Block::Details { summary: text, content });
    }
}

fn push_unless_empty(blocks: Vec<Block>, wrap: impl FnOnce(Vec<Block>) -> Block, flow: &mut Flow) {
    if !blocks.is_empty() {
        flow.blocks.push(wrap(blocks));
    }
}

/// Whether the author hid an element.
fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    tree.attributes(id).any(|(name, value)| match *name {
        local_name!("hidden") => !value.eq_ignore_ascii_case("until-found"),
        local_name!("style") => hides(value),
        _ => false,
    })
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all")
}

/// The language that the outermost element names.
fn language(tree: &Tree, top: NodeId) -> CleanText {
    let outer = tree.within(top).take(8).find_map(|id| tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")));
    CleanText::line(outer.unwrap_or_default())
}

//! What stands between tokenizer and tree builder: it keeps a page from nesting without end and from hiding its words.
//!
//! The tree builder walks its stack of open elements at many tags, so its time grows with the square of the depth; and
//! formatting that is never closed is opened again in every paragraph. Both are bounded here, where a tag can still be
//! left out. A block that is left out leaves a line break, so that its words are not glued to its neighbours'.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::interface::tree_builder::Tracer;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};

use super::sink::{Handle, Sink};
use super::tags;

/// The deepest nesting that the tree builder sees, in elements.
pub const DEEPEST: usize = 256;
/// How many nodes a page may make for each of its tokens. Correct pages stay near 1, careless ones below 2.
const NODES_PER_TOKEN: usize = 4;
/// The nodes that any page may make.
const FREE_NODES: usize = 4_096;

type Builder = TreeBuilder<Handle, Sink>;

/// The filter.
pub struct Flatten {
    /// The tree builder behind it.
    pub builder: Builder,
    tokens: Cell<usize>,
    tags: Cell<usize>,
    /// Start tags that were left out and whose end tags are still to be left out.
    skipped: RefCell<HashMap<LocalName, usize>>,
    /// Whether formatting is left out from here on.
    plain: Cell<bool>,
    /// How many elements the tree builder held when it was last asked, and how many nodes there were then.
    asked: Cell<(usize, usize)>,
    /// Whether a tag was passed on since then that may have closed something.
    stale: Cell<bool>,
}

/// Counts what the tree builder holds.
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;
    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

/// Gathers what the tree builder holds: its stack of open elements and its open formatting.
struct Held(RefCell<Vec<Handle>>);

impl Tracer for Held {
    type Handle = Handle;
    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.clone());
    }
}

impl Flatten {
    /// A filter before `builder`.
    pub fn new(builder: Builder) -> Self {
        Self {
            builder,
            tokens: Cell::new(0),
            tags: Cell::new(0),
            skipped: RefCell::default(),
            plain: Cell::new(false),
            asked: Cell::new((0, 0)),
            stale: Cell::new(false),
        }
    }

    /// How many tags there were.
    pub fn tags(&self) -> usize {
        self.tags.get()
    }

    /// Whether as many elements are held as may be. Asking takes its time; as every new node is held at most twice, as open
    /// and as formatting, the tree builder is asked only when that many may have come.
    fn is_full(&self) -> bool {
        let (depth, nodes) = self.asked.get();
        let made = self.builder.sink.len();
        let shallow = depth + 2 * (made - nodes) < DEEPEST;
        let unchanged = depth >= DEEPEST && !self.stale.replace(false);
        if shallow || unchanged {
            return unchanged;
        }
        let count = Count(Cell::new(0));
        self.builder.trace_handles(&count);
        self.asked.set((count.0.get(), made));
        count.0.get() >= DEEPEST
    }

    fn held(&self) -> Vec<Handle> {
        let held = Held(RefCell::default());
        self.builder.trace_handles(&held);
        held.0.into_inner()
    }

    fn pass(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if matches!(&token, Token::TagToken(tag) if tag.name != local_name!("br")) {
            self.stale.set(true);
        }
        match self.builder.process_token(token, line) {
            // No script runs here, and the text is decoded already.
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => TokenSinkResult::Continue,
            result => result,
        }
    }

    fn pass_tag(&self, kind: TagKind, name: LocalName, line: u64) {
        let tag = Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        let _ = self.pass(Token::TagToken(tag), line);
    }

    fn start(&self, tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        if self.must_skip(&name) {
            *self.skipped.borrow_mut().entry(name.clone()).or_default() += 1;
            self.leave_gap(&name, line);
            return TokenSinkResult::Continue;
        }
        // Their text is raw up to an end tag; a self-closed one has none and would swallow the rest of the page.
        // What stands inside an iframe was meant for browsers of the last century, but it may be the rest of the page.
        let closes = tags::is_raw(&name) && tag.self_closing || name == local_name!("iframe");
        let result = self.pass(Token::TagToken(tag), line);
        if closes && matches!(result, TokenSinkResult::RawData(_)) {
            self.pass_tag(TagKind::EndTag, name, line);
            return TokenSinkResult::Continue;
        }
        result
    }

    fn must_skip(&self, name: &LocalName) -> bool {
        if tags::is_raw(name) || tags::is_void(name) || *name == local_name!("a") {
            return false;
        }
        self.plain.get() && tags::is_formatting(name) || self.is_full()
    }

    fn end(&self, tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        if self.was_skipped(&tag.name) {
            self.leave_gap(&tag.name, line);
            return TokenSinkResult::Continue;
        }
        if tags::has_fallback(&tag.name) {
            let open = self.held().into_iter().rev().find(|held| *held.name() == tag.name);
            if let Some(open) = open {
                self.builder.sink.close(open.id);
            }
        }
        self.pass(Token::TagToken(tag), line)
    }

    /// Whether the start tag that this end tag closes was left out.
    fn was_skipped(&self, name: &LocalName) -> bool {
        let mut skipped = self.skipped.borrow_mut();
        // On most pages none is, and end tags are many.
        if skipped.is_empty() {
            return false;
        }
        match skipped.get_mut(name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    fn leave_gap(&self, name: &LocalName, line: u64) {
        if !tags::is_inline(name) {
            self.pass_tag(TagKind::StartTag, local_name!("br"), line);
        }
    }

    /// Closes all formatting, for good, once a page makes far more nodes than it has tokens.
    fn watch_growth(&self, line: u64) {
        let allowed = FREE_NODES + NODES_PER_TOKEN * self.tokens.get();
        if self.plain.get() || self.builder.sink.len() <= allowed {
            return;
        }
        self.plain.set(true);
        for held in self.held() {
            let name = held.name();
            if tags::is_formatting(name) {
                self.pass_tag(TagKind::EndTag, name.clone(), line);
            }
        }
    }
}

impl TokenSink for Flatten {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        self.tokens.set(self.tokens.get() + 1);
        let Token::TagToken(tag) = token else {
            return if matches!(token, Token::ParseError(_)) { TokenSinkResult::Continue } else { self.pass(token, line) };
        };
        self.tags.set(self.tags.get() + 1);
        if tags::hides_the_rest(&tag.name) {
            return TokenSinkResult::Continue;
        }
        self.watch_growth(line);
        match tag.kind {
            TagKind::StartTag => self.start(tag, line),
            TagKind::EndTag => self.end(tag, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

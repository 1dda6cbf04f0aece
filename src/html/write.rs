//! A [`Tree`] written out as markup.

use super::tags;
use super::tree::{Data, NodeId, Tree};
use crate::decode::entity;

/// How far around a node its quotation or item is looked for, in elements.
const NEAR: usize = 4;

/// How far all nodes of a page may be from its root, added up, before its depth is bounded further. An extractor goes through
/// what is in each element and around it again and again, so its time grows with this sum. Long stories stay below a tenth.
const MOST_STEPS: usize = 2_000_000;
/// The depth of a page that exceeds this. Stories stand at 10 to 20.
const SHALLOW: usize = 24;
/// How many elements deep a table's cell is in it. A table is written whole or not at all: what stands in a table but in none
/// of its cells, a parser moves before it.
const CELL: usize = 4;

/// What is still to be written.
enum Step {
    /// A node at this depth.
    Open(NodeId, usize),
    Close(NodeId),
    /// The end of an element without its tags.
    Gap(NodeId),
}

/// The whole tree as markup, without what never shows.
pub fn markup(tree: &Tree) -> String {
    let deepest = deepest(tree);
    let mut out = String::new();
    let mut steps = vec![Step::Open(tree.root(), 0)];
    while let Some(step) = steps.pop() {
        let (end, id, inside) = match step {
            Step::Open(id, depth) if is_too_deep(tree, id, depth, deepest) => {
                leave_gap(tree, id, &mut out);
                (Step::Gap(id), id, deepest)
            }
            Step::Open(id, depth) if open(tree, id, &mut out) => (Step::Close(id), id, depth + 1),
            Step::Open(..) => continue,
            Step::Close(id) => {
                close(tree, id, &mut out);
                continue;
            }
            Step::Gap(id) => {
                leave_gap(tree, id, &mut out);
                continue;
            }
        };
        steps.push(end);
        let from = steps.len();
        steps.extend(tree.children(id).map(|child| Step::Open(child, inside)));
        if let Some(children) = steps.get_mut(from..) {
            children.reverse();
        }
    }
    out
}

/// The depth from which elements are left out, with their words kept.
fn deepest(tree: &Tree) -> usize {
    let mut steps = 0_usize;
    tree.descend(0, |_, depth| {
        steps = steps.saturating_add(depth);
        depth + 1
    });
    if steps > MOST_STEPS { SHALLOW } else { usize::MAX - CELL }
}

fn is_too_deep(tree: &Tree, id: NodeId, depth: usize, deepest: usize) -> bool {
    let Data::Element { name, .. } = tree.data(id) else { return false };
    let below = if tree.is(id, "table") { CELL } else { 0 };
    depth + below >= deepest && !tags::is_void(name) && !is_unwritten(name) && **name != *"a"
}

/// Keeps the words of a block that is left out apart from those around it.
fn leave_gap(tree: &Tree, id: NodeId, out: &mut String) {
    if matches!(tree.data(id), Data::Element { name, .. } if !tags::is_inline(name)) {
        out.push_str("<br>");
    }
}

fn is_unwritten(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "noscript")
}

/// Writes a start tag or a text; says whether there may be content.
fn open(tree: &Tree, id: NodeId, out: &mut String) -> bool {
    match tree.data(id) {
        Data::Other => true,
        Data::Text(text) => {
            entity::escape_into(text, out);
            false
        }
        Data::Element { name, .. } if is_unwritten(name) => false,
        Data::Element { .. } if is_task(tree, id) => {
            out.push_str(if tree.attribute(id, "checked").is_some() { "☑ " } else { "☐ " });
            false
        }
        Data::Element { name, attributes, .. } => {
            out.push('<');
            out.push_str(written_name(tree, id, name));
            for attribute in attributes {
                out.push(' ');
                out.push_str(&attribute.name.local);
                out.push_str("=\"");
                entity::escape_into(&attribute.value, out);
                out.push('"');
            }
            out.push('>');
            // The parser drops one newline at the beginning of these.
            if matches!(&**name, "pre" | "listing" | "textarea") {
                out.push('\n');
            }
            !tags::is_void(name)
        }
    }
}

fn close(tree: &Tree, id: NodeId, out: &mut String) {
    if let Data::Element { name, .. } = tree.data(id) {
        out.push_str("</");
        out.push_str(written_name(tree, id, name));
        out.push('>');
    }
}

/// Who is quoted stands in the foot of a quotation: extractors drop feet and fields of forms as no part of a story.
fn written_name<'a>(tree: &Tree, id: NodeId, name: &'a str) -> &'a str {
    if name == "footer" && is_within(tree, id, "blockquote") { "div" } else { name }
}

/// Whether the node is the box of a task in a list.
fn is_task(tree: &Tree, id: NodeId) -> bool {
    let is_box = tree.is(id, "input") && tree.attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
    is_box && is_within(tree, id, "li")
}

/// Whether one of the elements closely around the node has this name.
fn is_within(tree: &Tree, id: NodeId, wanted: &str) -> bool {
    std::iter::successors(tree.parent(id), |id| tree.parent(*id)).take(NEAR).any(|id| tree.is(id, wanted))
}

#[cfg(test)]
mod tests {
    use super::{CELL, SHALLOW};
    use crate::html::Page;

    /// How deep elements stand in markup that closes what it opens.
    fn depth(markup: &str) -> usize {
        let mut depths = markup.split('<').skip(1).scan(0_usize, |depth, tag| {
            let is_void = tag.starts_with("br>") || tag.starts_with("img");
            *depth = if tag.starts_with('/') { *depth - 1 } else { *depth + usize::from(!is_void) };
            Some(*depth)
        });
        depths.by_ref().max().unwrap_or_default()
    }

    #[test]
    fn a_page_of_many_deep_nodes_is_made_shallow_and_keeps_its_words_in_order() {
        for tags in ["<div><ul><li>", "<span><section>", "<table><tr><td>", "<b><div>", "<blockquote><img src=x>"] {
            let page = |count: usize| (0..count).fold(String::new(), |page, n| page + tags + &format!("w{n} "));
            assert!(depth(&Page::parse(&page(60), None).markup()) > SHALLOW + CELL, "{tags}: few nodes may be deep");
            let flat = Page::parse(&page(10_000), None).markup();
            assert!(depth(&flat) <= SHALLOW + CELL, "{tags}: {}", depth(&flat));
            let again = Page::parse(&flat, None).document();
            let words: Vec<String> = again
                .leaf_texts()
                .iter()
                .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
                .collect();
            assert!(
                words.iter().filter(|word| word.starts_with('w')).enumerate().all(|(n, word)| *word == format!("w{n}")),
                "{tags}"
            );
            assert!(words.iter().filter(|word| word.starts_with('w')).count() == 10_000, "{tags}");
        }
    }

    #[test]
    fn who_is_quoted_and_what_is_done_survive_the_extractor() {
        let markup = |body: &str| Page::parse(body, None).markup();
        let quoted = markup("<blockquote><p>Words.</p><footer>Ann</footer></blockquote><footer>Imprint</footer>");
        assert!(quoted.contains("<div>Ann</div></blockquote><footer>Imprint</footer>"), "{quoted}");
        let tasks = markup("<ul><li><input type=checkbox checked> sleep<li><label><input type=checkbox>wake</label></ul>");
        assert!(tasks.contains("<li>☑  sleep</li><li><label>☐ wake</label></li>"), "{tasks}");
        assert!(markup("<p><input type=checkbox>I agree").contains("<input"));
    }
}

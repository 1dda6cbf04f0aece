//! A [`Tree`] written out as markup.

use super::tags;
use super::tree::{Data, NodeId, Tree};
use crate::decode::entity;

/// How far around a node its quotation or item is looked for, in elements.
const NEAR: usize = 4;

/// What is still to be written.
enum Step {
    Open(NodeId),
    Close(NodeId),
}

/// The whole tree as markup, without what never shows.
pub fn markup(tree: &Tree) -> String {
    let mut out = String::new();
    let mut steps = vec![Step::Open(tree.root())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Open(id) if open(tree, id, &mut out) => {
                steps.push(Step::Close(id));
                let from = steps.len();
                steps.extend(tree.children(id).map(Step::Open));
                if let Some(children) = steps.get_mut(from..) {
                    children.reverse();
                }
            }
            Step::Open(_) => {}
            Step::Close(id) => close(tree, id, &mut out),
        }
    }
    out
}

/// Writes a start tag or a text; says whether there may be content.
fn open(tree: &Tree, id: NodeId, out: &mut String) -> bool {
    match tree.data(id) {
        Data::Other => true,
        Data::Text(text) => {
            entity::escape_into(text, out);
            false
        }
        Data::Element { name, .. } if matches!(&**name, "script" | "style" | "template" | "noscript") => false,
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
    use crate::html::Page;

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

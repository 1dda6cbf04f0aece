//! A [`Tree`] written out as markup.

use super::tags;
use super::tree::{Data, NodeId, Tree};
use crate::decode::entity;

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
        Data::Element { name, attributes, .. } => {
            out.push('<');
            out.push_str(name);
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
        out.push_str(name);
        out.push('>');
    }
}

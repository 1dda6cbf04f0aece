//! What stands below a story.

use super::prune::renumber_links;
use crate::model::{Block, Document, Link, LinkId, Span, Style, Target};
use crate::text::{CleanText, SafeUrl};

/// The story with a last line in small type, a link where it leads anywhere. It is numbered with the story's own links.
#[must_use]
pub fn with_foot(mut story: Document, text: CleanText, page: Option<SafeUrl>) -> Document {
    let link = page.map(|page| known_link(&mut story, Target::Web(page)));
    story.blocks.push(Block::Paragraph(vec![Span { text, style: Style::SMALL, link }]));
    renumber_links(&mut story);
    story
}

/// The link to `target`, added where the story has none.
fn known_link(story: &mut Document, target: Target) -> LinkId {
    let known = story.links.iter().position(|link| link.target == target);
    LinkId(known.unwrap_or_else(|| {
        story.links.push(Link { target, title: CleanText::new() });
        story.links.len() - 1
    }))
}

#[cfg(test)]
mod tests {
    use super::with_foot;
    use crate::html::document;
    use crate::model::{Block, Document, LinkId, RawHtml};
    use crate::text::SafeUrl;

    fn closed(markup: &str) -> (Document, Option<LinkId>) {
        let story = with_foot(document(&RawHtml::new(markup), None), "7 comments".into(), SafeUrl::parse("https://e.org/talk"));
        let link = match story.blocks.last() {
            Some(Block::Paragraph(text)) => text.first().and_then(|span| span.link),
            _ => None,
        };
        (story, link)
    }

    #[test]
    fn the_line_below_a_story_is_numbered_before_the_links_that_stay_in_it() {
        let (story, link) = closed("<p><a href='https://e.org/a'>a</a> <a href='#n'>b</a><p id=n>c");
        assert_eq!((link, story.links.len()), (Some(LinkId(1)), 3));
        assert_eq!(story.anchors, [("n".into(), 1)]);
    }

    #[test]
    fn a_story_that_links_to_its_comments_has_that_link_once() {
        let (story, link) = closed("<p><a href='https://e.org/talk'>Talk</a>");
        assert_eq!((link, story.links.len()), (Some(LinkId(0)), 1));
    }
}

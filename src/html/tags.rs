//! What each tag means for a story.

use html5ever::{LocalName, local_name};

use crate::model::Style;
use crate::model::document::MediaKind;

/// What an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing: its content stands in the line.
    Inline,
    /// Sets its content in a style.
    Styled(Style),
    /// Nothing of it is shown.
    Hidden,
    /// Stands in the line, with room on both sides.
    Apart,
    /// A link, or a place that links point to.
    Anchor,
    /// A forced line break.
    Break,
    /// A chance to break a line.
    Chance,
    /// A rule.
    Rule,
    /// A field of a form; of these, only the boxes of a list of tasks are shown.
    Checkbox,
    /// Begins and ends a paragraph.
    Block,
    /// A heading of this level.
    Heading(u8),
    /// What somebody else said.
    Quote,
    /// Quotation marks around words in the line.
    QuoteMarks,
    /// Preformatted text.
    Code,
    /// Items.
    List,
    /// Terms and meanings.
    Definitions,
    /// Rows of cells.
    Table,
    /// A picture with words below it.
    Figure,
    /// A part that folds away.
    Details,
    /// A picture.
    Image,
    /// A recording, film or page.
    Media(MediaKind),
    /// Something of another program, with words for those who cannot show it.
    Object,
    /// Words with their reading.
    Ruby,
    /// A shortening with its meaning.
    Abbreviation,
}

/// What an HTML element does.
pub fn role(name: &LocalName) -> Role {
    match *name {
        local_name!("head")
        | local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("title")
        | local_name!("meta")
        | local_name!("link")
        | local_name!("base")
        | local_name!("param")
        | local_name!("source")
        | local_name!("track")
        | local_name!("area")
        | local_name!("datalist")
        | local_name!("rp")
        | local_name!("dialog")
        | local_name!("col")
        | local_name!("colgroup") => Role::Hidden,
        local_name!("em") | local_name!("i") | local_name!("cite") | local_name!("dfn") | local_name!("var") => {
            Role::Styled(Style::EMPHASIS)
        }
        local_name!("strong") | local_name!("b") => Role::Styled(Style::STRONG),
        local_name!("del") | local_name!("s") | local_name!("strike") => Role::Styled(Style::STRUCK),
        local_name!("ins") | local_name!("u") => Role::Styled(Style::UNDERLINED),
        local_name!("code") | local_name!("kbd") | local_name!("samp") | local_name!("tt") => Role::Styled(Style::CODE),
        local_name!("sup") => Role::Styled(Style::SUPERSCRIPT),
        local_name!("sub") => Role::Styled(Style::SUBSCRIPT),
        local_name!("mark") => Role::Styled(Style::MARKED),
        local_name!("small") => Role::Styled(Style::SMALL),
        local_name!("a") => Role::Anchor,
        local_name!("abbr") | local_name!("acronym") => Role::Abbreviation,
        local_name!("q") => Role::QuoteMarks,
        local_name!("ruby") => Role::Ruby,
        local_name!("br") => Role::Break,
        local_name!("wbr") => Role::Chance,
        local_name!("hr") => Role::Rule,
        local_name!("input") => Role::Checkbox,
        local_name!("img") | local_name!("image") => Role::Image,
        local_name!("audio") => Role::Media(MediaKind::Audio),
        local_name!("video") => Role::Media(MediaKind::Video),
        local_name!("iframe") => Role::Media(MediaKind::Embed),
        local_name!("object") | local_name!("embed") | local_name!("applet") => Role::Object,
        local_name!("button")
        | local_name!("select")
        | local_name!("option")
        | local_name!("optgroup")
        | local_name!("label")
        | local_name!("meter")
        | local_name!("progress")
        | local_name!("output") => Role::Apart,
        local_name!("blockquote") => Role::Quote,
        local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("textarea") => Role::Code,
        local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => Role::List,
        local_name!("dl") => Role::Definitions,
        local_name!("table") => Role::Table,
        local_name!("figure") => Role::Figure,
        local_name!("details") => Role::Details,
        local_name!("h1") => Role::Heading(1),
        local_name!("h2") => Role::Heading(2),
        local_name!("h3") => Role::Heading(3),
        local_name!("h4") => Role::Heading(4),
        local_name!("h5") => Role::Heading(5),
        local_name!("h6") => Role::Heading(6),
        _ if is_block(name) => Role::Block,
        _ => Role::Inline,
    }
}

fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("html")
            | local_name!("body")
            | local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("caption")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("div")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("main")
            | local_name!("nav")
            | local_name!("p")
            | local_name!("search")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tfoot")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tr")
            | local_name!("marquee")
            | local_name!("multicol")
    )
}

/// Whether an element stands in the line, so that leaving its tags out joins nothing that was apart.
pub fn is_inline(name: &LocalName) -> bool {
    matches!(
        role(name),
        Role::Inline | Role::Styled(_) | Role::Anchor | Role::Abbreviation | Role::QuoteMarks | Role::Ruby | Role::Hidden
    )
}

/// Whether an element never has content or an end tag.
pub fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// Whether the tokenizer takes all that follows as text up to the element's end tag.
pub fn is_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("iframe")
            | local_name!("xmp")
    )
}

/// Whether the tree builder opens the element again in the next paragraph when it was not closed.
pub fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Whether an element's content is for those who cannot show the element itself.
pub fn has_fallback(name: &LocalName) -> bool {
    matches!(*name, local_name!("audio") | local_name!("video") | local_name!("object"))
}

/// Tags of bygone times after which browsers hide, or take as plain text, everything that follows.
pub fn hides_the_rest(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("frameset")
            | local_name!("frame")
            | local_name!("noframes")
            | local_name!("noembed")
            | local_name!("plaintext")
    )
}

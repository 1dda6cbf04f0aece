//! What each tag means for a story.

use html5ever::LocalName;

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
    match &**name {
        "head" | "script" | "style" | "template" | "title" | "meta" | "link" | "base" | "param" | "source" | "track" | "area"
        | "datalist" | "rp" | "dialog" | "col" | "colgroup" => Role::Hidden,
        "em" | "i" | "cite" | "dfn" | "var" => Role::Styled(Style::EMPHASIS),
        "strong" | "b" => Role::Styled(Style::STRONG),
        "del" | "s" | "strike" => Role::Styled(Style::STRUCK),
        "ins" | "u" => Role::Styled(Style::UNDERLINED),
        "code" | "kbd" | "samp" | "tt" => Role::Styled(Style::CODE),
        "sup" => Role::Styled(Style::SUPERSCRIPT),
        "sub" => Role::Styled(Style::SUBSCRIPT),
        "mark" => Role::Styled(Style::MARKED),
        "small" => Role::Styled(Style::SMALL),
        "a" => Role::Anchor,
        "abbr" | "acronym" => Role::Abbreviation,
        "q" => Role::QuoteMarks,
        "ruby" => Role::Ruby,
        "br" => Role::Break,
        "wbr" => Role::Chance,
        "hr" => Role::Rule,
        "input" => Role::Checkbox,
        "img" | "image" => Role::Image,
        "audio" => Role::Media(MediaKind::Audio),
        "video" => Role::Media(MediaKind::Video),
        "iframe" => Role::Media(MediaKind::Embed),
        "object" | "embed" | "applet" => Role::Object,
        "button" | "select" | "option" | "optgroup" | "label" | "meter" | "progress" | "output" => Role::Apart,
        "blockquote" => Role::Quote,
        "pre" | "listing" | "xmp" | "textarea" => Role::Code,
        "ul" | "ol" | "menu" | "dir" => Role::List,
        "dl" => Role::Definitions,
        "table" => Role::Table,
        "figure" => Role::Figure,
        "details" => Role::Details,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        name if is_block(name) => Role::Block,
        _ => Role::Inline,
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "address"
            | "article"
            | "aside"
            | "caption"
            | "center"
            | "dd"
            | "div"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "marquee"
            | "multicol"
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
        &**name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the tokenizer takes all that follows as text up to the element's end tag.
pub fn is_raw(name: &LocalName) -> bool {
    matches!(&**name, "script" | "style" | "title" | "textarea" | "iframe" | "xmp")
}

/// Whether the tree builder opens the element again in the next paragraph when it was not closed.
pub fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

/// Whether an element's content is for those who cannot show the element itself.
pub fn has_fallback(name: &LocalName) -> bool {
    matches!(&**name, "audio" | "video" | "object")
}

/// Tags of bygone times after which browsers hide, or take as plain text, everything that follows.
pub fn hides_the_rest(name: &LocalName) -> bool {
    matches!(&**name, "frameset" | "frame" | "noframes" | "noembed" | "plaintext")
}

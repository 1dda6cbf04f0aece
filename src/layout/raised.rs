//! Raised and lowered figures by characters of their own, for a press that has one line of type.

use std::ops::Range;

use crate::{
    model::{Span, Style},
    text::CleanText,
};

const PLAIN: &str = "0123456789+-=()ni";
const RAISED: [&str; 17] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁺", "⁻", "⁼", "⁽", "⁾", "ⁿ", "ⁱ"];
const LOWERED: [&str; 15] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₊", "₋", "₌", "₍", "₎"];

/// A number in small raised figures.
#[must_use]
pub fn number(number: usize) -> CleanText {
    let mut text = CleanText::new();
    for figure in number.to_string().chars().filter_map(|c| raised(c, &RAISED)) {
        text.push(&figure.into());
    }
    text
}

/// A character that is drawn raised or lowered, and the bytes of its span's text that it stands for.
pub type Figure = (Range<usize>, &'static str);

/// The characters for a raised or lowered span; `None` where the span is neither, or holds what has no such character.
pub fn figures(span: &Span) -> Option<Vec<Figure>> {
    let set: &[&'static str] = match span.style {
        style if style.contains(Style::SUPERSCRIPT) => &RAISED,
        style if style.contains(Style::SUBSCRIPT) => &LOWERED,
        _ => return None,
    };
    span.text.char_indices().map(|(at, c)| Some((at..at + c.len_utf8(), raised(c, set)?))).collect()
}

/// What tells a reader that a span is raised or lowered of which not every character can be drawn so: `10^−6.5`, `x_max`.
/// Nothing where it can be told without: the letters of `5th` and of `2nd`, a note's `[12]`.
pub fn mark(span: &Span) -> Option<&'static str> {
    let formula = |c: char| c.is_alphanumeric() || "+-−=.,/".contains(c);
    let text = &span.text;
    if text.is_empty() || !text.chars().all(formula) || figures(span).is_some() {
        return None;
    }
    match span.style {
        style if style.contains(Style::SUPERSCRIPT) => text.contains(|c: char| c.is_ascii_digit()).then_some("^"),
        style if style.contains(Style::SUBSCRIPT) => Some("_"),
        _ => None,
    }
}

fn raised(c: char, set: &[&'static str]) -> Option<&'static str> {
    let c = if c == '−' { '-' } else { c };
    PLAIN.find(c).and_then(|at| set.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::{figures, mark, number};
    use crate::{
        model::{Span, Style},
        text::CleanText,
    };

    fn shown(text: &str, style: Style) -> Option<String> {
        let span = Span { text: CleanText::block(text), style, link: None };
        figures(&span).map(|figures| figures.into_iter().map(|(_, figure)| figure).collect())
    }

    #[test]
    fn powers_and_formulas_are_not_read_as_other_numbers() {
        assert_eq!(shown("-16", Style::SUPERSCRIPT).as_deref(), Some("⁻¹⁶"));
        assert_eq!(shown("2", Style::SUBSCRIPT).as_deref(), Some("₂"));
        assert_eq!(shown("n", Style::SUPERSCRIPT).as_deref(), Some("ⁿ"));
        assert_eq!(shown("th", Style::SUPERSCRIPT), None);
        assert_eq!(shown("2", Style::STRONG), None);
        assert_eq!(shown("−16", Style::SUPERSCRIPT).as_deref(), Some("⁻¹⁶"));
        assert_eq!(number(120).as_str(), "¹²⁰");
    }

    #[test]
    fn what_no_character_can_raise_is_marked_where_it_would_be_read_otherwise() {
        let marked = |text: &str, style| mark(&Span { text: CleanText::block(text), style, link: None });
        assert_eq!(marked("2n+1.5", Style::SUPERSCRIPT), Some("^"));
        assert_eq!(marked("max", Style::SUBSCRIPT), Some("_"));
        for (text, style) in
            [("2", Style::SUPERSCRIPT), ("th", Style::SUPERSCRIPT), ("[3]", Style::SUPERSCRIPT), ("2x", Style::STRONG)]
        {
            assert_eq!(marked(text, style), None, "{text}");
        }
    }
}

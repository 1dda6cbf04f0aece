//! Raised and lowered figures by characters of their own, for a press that has one line of type.

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

/// The characters for a raised or lowered span, each with the byte of the span's text that it stands for; `None` where the
/// span is neither, or holds what has no such character.
pub fn figures(span: &Span) -> Option<Vec<(usize, &'static str)>> {
    let set: &[&'static str] = match span.style {
        style if style.contains(Style::SUPERSCRIPT) => &RAISED,
        style if style.contains(Style::SUBSCRIPT) => &LOWERED,
        _ => return None,
    };
    span.text.char_indices().map(|(at, c)| Some((at, raised(c, set)?))).collect()
}

fn raised(c: char, set: &[&'static str]) -> Option<&'static str> {
    PLAIN.find(c).and_then(|at| set.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::{figures, number};
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
        assert_eq!(number(120).as_str(), "¹²⁰");
    }
}

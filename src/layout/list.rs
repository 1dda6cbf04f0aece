//! Lists: markers at the side, text hanging beside them.

use super::{Anchor, line::Set, setter::Setter};
use crate::{
    model::{
        Block,
        document::{Item, List, Marker},
    },
    text::CleanText,
};

/// Bullets by depth.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];

/// Sets a list.
pub fn set(setter: &mut Setter<'_>, list: &List) {
    let markers: Vec<CleanText> = list.items.iter().map(|item| marker(list.marker, item, setter.depth)).collect();
    let widest = markers.iter().map(|text| setter.width(text)).max().unwrap_or(0);
    let tight = list.items.iter().all(|item| is_short(&item.content));
    setter.depth += 1;
    for (at, (item, marker)) in list.items.iter().zip(&markers).enumerate() {
        if setter.is_enough() {
            break;
        }
        if at > 0 {
            setter.space(if tight {
                setter.sheet.leading
            } else {
                setter.sheet.gap.max(setter.sheet.leading).max(setter.sheet.apart)
            });
        }
        let outer = hang(setter, marker, widest);
        if item.content.iter().all(|block| block.leaves() == 0) {
            empty(setter);
        }
        setter.blocks(&item.content, tight);
        setter.frame.indent = outer;
    }
    setter.depth -= 1;
}

/// Puts `marker` at the side of what comes next, or before it where there is no room at the side; `widest` is the width of
/// the widest marker of the list. Says where the text stood before.
pub fn hang(setter: &mut Setter<'_>, marker: &CleanText, widest: u32) -> u32 {
    let (outer, moved) = setter.indent(widest + setter.width(" "));
    if moved {
        setter.mark(outer + widest - setter.width(marker), marker.clone());
    } else {
        setter.prefix(marker);
        setter.prefix(&" ".into());
    }
    outer
}

/// An item without content: its marker alone.
fn empty(setter: &mut Setter<'_>) {
    let passage = setter.begin_passage();
    let anchor = Anchor { leaf: setter.leaf, byte: 0 };
    setter.leaf += 1;
    if passage.text.is_empty() {
        let rtl = setter.direction == crate::text::script::Direction::Rtl;
        setter.line(setter.sheet.body, anchor, Set::default(), rtl);
    } else {
        let manner = setter.prose();
        setter.passage(&passage, manner);
    }
}

/// Whether an item is one paragraph, and at most a list below it: such items stand without room between them.
fn is_short(content: &[Block]) -> bool {
    match content {
        [] | [Block::Paragraph(_) | Block::Media(_) | Block::List(_)] => true,
        [Block::Paragraph(_), Block::List(inner)] => inner.items.iter().all(|item| is_short(&item.content)),
        _ => false,
    }
}

fn marker(kind: Marker, item: &Item, depth: usize) -> CleanText {
    let number = item.number;
    let text = match kind {
        Marker::Bullet if item.done == Some(true) => return "☑".into(),
        Marker::Bullet if item.done == Some(false) => return "☐".into(),
        Marker::Bullet => return BULLETS.get(depth % BULLETS.len()).copied().unwrap_or("•").into(),
        Marker::Decimal => number.to_string(),
        Marker::LowerAlpha => alphabetic(number),
        Marker::UpperAlpha => alphabetic(number).to_ascii_uppercase(),
        Marker::LowerRoman => roman(number),
        Marker::UpperRoman => roman(number).to_ascii_uppercase(),
    };
    CleanText::line(&format!("{text}."))
}

/// a, b, … z, aa, ab…; figures below 1.
fn alphabetic(number: i32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0) + b'a';
        letters.push(char::from(letter));
        rest = (rest - 1) / 26;
    }
    if letters.is_empty() { number.to_string() } else { letters.into_iter().rev().collect() }
}

/// Roman figures up to 3999; Arabic ones outside.
fn roman(number: i32) -> String {
    const FIGURES: [(i32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, figure) in FIGURES {
        while rest >= value {
            text.push_str(figure);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Item, Marker, marker};

    #[test]
    fn items_are_numbered_as_their_author_numbered_them() {
        for (kind, number, text) in [
            (Marker::Decimal, 12, "12."),
            (Marker::Decimal, -3, "-3."),
            (Marker::LowerAlpha, 28, "ab."),
            (Marker::UpperAlpha, 26, "Z."),
            (Marker::LowerAlpha, 0, "0."),
            (Marker::LowerRoman, 1994, "mcmxciv."),
            (Marker::UpperRoman, 4, "IV."),
            (Marker::UpperRoman, 5000, "5000."),
        ] {
            assert_eq!(marker(kind, &Item { number, ..Item::default() }, 0).as_str(), text);
        }
    }

    #[test]
    fn a_task_has_its_box_in_place_of_the_bullet() {
        for (done, text) in [(None, "◦"), (Some(false), "☐"), (Some(true), "☑")] {
            assert_eq!(marker(Marker::Bullet, &Item { done, ..Item::default() }, 1).as_str(), text);
        }
    }
}

//! The toolbar above a story: Print, Mail, Large, Medium, Small, Share.

use super::action::Action;
use crate::{layout::front::Word, model::TextSize, text::CleanText};

/// The actions of the words, from left to right.
pub const ACTIONS: [Action; 6] =
    [Action::Print, Action::Mail, Action::TextLarge, Action::TextMedium, Action::TextSmall, Action::Share];

/// The words as they stand on the page; the size in use is in brackets.
#[must_use]
pub fn words(size: TextSize, shared: u32) -> Vec<Word> {
    ACTIONS
        .iter()
        .map(|action| {
            let (long, short) = match action {
                Action::Print => ("Print".to_owned(), "Pr".to_owned()),
                Action::Mail => ("Mail".to_owned(), "Ma".to_owned()),
                Action::Share => (format!("Share {shared}"), format!("Sh {shared}")),
                Action::TextLarge if size == TextSize::ExtraLarge => sized("Extra large", "XL", true),
                Action::TextLarge => sized("Large", "L", size == TextSize::Large),
                Action::TextSmall => sized("Small", "S", size == TextSize::Small),
                _ => sized("Medium", "M", size == TextSize::Medium),
            };
            Word { long: CleanText::line(&long), short: CleanText::line(&short) }
        })
        .collect()
}

fn sized(long: &str, short: &str, in_use: bool) -> (String, String) {
    if in_use { (format!("[{long}]"), format!("[{short}]")) } else { (long.to_owned(), short.to_owned()) }
}

/// The size that a word of the toolbar stands for.
#[must_use]
pub fn size(action: Action) -> Option<TextSize> {
    match action {
        Action::TextLarge => Some(TextSize::Large),
        Action::TextMedium => Some(TextSize::Medium),
        Action::TextSmall => Some(TextSize::Small),
        _ => None,
    }
}

/// The size's name, as on the toolbar.
#[must_use]
pub fn size_name(size: TextSize) -> &'static str {
    match size {
        TextSize::Small => "Small",
        TextSize::Medium => "Medium",
        TextSize::Large => "Large",
        TextSize::ExtraLarge => "Extra large",
    }
}

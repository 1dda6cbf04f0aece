//! The toolbar above a story: Print, Mail, Large, Medium, Small, Share.

use super::action::Action;
use crate::{
    layout::front::Word,
    model::TextSize,
    text::CleanText,
    words::{Phrase, Words},
};

/// The actions of the words, from left to right.
pub const ACTIONS: [Action; 6] =
    [Action::Print, Action::Mail, Action::TextLarge, Action::TextMedium, Action::TextSmall, Action::Share];

/// The words as they stand on the page; the size in use is in brackets.
#[must_use]
pub fn words(size: TextSize, shared: u32, words: Words) -> Vec<Word> {
    let sized = |of: TextSize| {
        let (long, short) = (size_name(of, words), words.get(&format!("size-short.{}", of.name())));
        let bracketed = |word: &str| CleanText::line(&if of == size { format!("[{word}]") } else { word.to_owned() });
        Word { long: bracketed(long), short: bracketed(short) }
    };
    let named = |name: &str| {
        let form = |group: &str| words.say(&Phrase::new(format!("{group}.{name}")).with("n", shared));
        Word { long: form("toolbar"), short: form("toolbar-short") }
    };
    let word = |action: &Action| match action {
        Action::Print => named("print"),
        Action::Mail => named("mail"),
        Action::Share => named("share"),
        Action::TextLarge if size == TextSize::ExtraLarge => sized(TextSize::ExtraLarge),
        Action::TextLarge => sized(TextSize::Large),
        Action::TextSmall => sized(TextSize::Small),
        _ => sized(TextSize::Medium),
    };
    ACTIONS.iter().map(word).collect()
}

/// Whether a word of the toolbar stands for the size in use: the one in brackets.
#[must_use]
pub fn is_in_use(action: Action, size: TextSize) -> bool {
    match action {
        Action::TextLarge => matches!(size, TextSize::Large | TextSize::ExtraLarge),
        Action::TextMedium => size == TextSize::Medium,
        Action::TextSmall => size == TextSize::Small,
        _ => false,
    }
}

/// The size's name, as on the toolbar.
#[must_use]
pub fn size_name(size: TextSize, words: Words) -> &'static str {
    words.get(&format!("size.{}", size.name()))
}

#[cfg(test)]
mod tests {
    use super::{ACTIONS, is_in_use, words};
    use crate::{model::TextSize, words::Words};

    #[test]
    fn the_word_in_brackets_is_the_one_that_stands_out_at_every_size() {
        for size in TextSize::ALL {
            for (action, word) in ACTIONS.into_iter().zip(words(size, 0, Words::default())) {
                assert_eq!(word.long.starts_with('['), is_in_use(action, size), "{size:?} {action:?}");
            }
        }
    }
}

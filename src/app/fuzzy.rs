//! Finding what was meant by a few of its letters.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

/// The numbers of the texts that hold what was typed: every word of it, its letters in their order with gaps between
/// them, in either case and with or without accents. The best match comes first; without words all come in their order.
#[must_use]
pub fn matches<'a>(typed: &str, texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
    let scored = texts.enumerate().filter_map(|(number, text)| {
        let score = pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher)?;
        Some((score, number))
    });
    let mut scored: Vec<(u32, usize)> = scored.collect();
    scored.sort_by_key(|(score, number)| (std::cmp::Reverse(*score), *number));
    scored.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_few_letters_find_what_was_meant_and_the_best_match_stands_first() {
        let texts = ["text.smaller  smaller type", "theme.next  the next colours", "story.print  print the story", "中文排印"];
        let found = |typed| matches(typed, texts.into_iter());
        assert_eq!(found(""), [0, 1, 2, 3]);
        assert_eq!(found("prnt").first(), Some(&2));
        assert_eq!(found("Colours").first(), Some(&1));
        assert_eq!(found("排印"), [3]);
        assert!(found("qqq").is_empty());
    }
}

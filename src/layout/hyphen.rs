//! Where words may be divided, by language.

use hypher::Lang;

/// The shortest word that is divided, in bytes: three letters on each side.
pub const SHORTEST: usize = 6;
/// How many letters stay on each side of a hyphen at least.
const LEAST_LETTERS: usize = 3;

/// Where `word` may be divided, in bytes from its start. Marks before and after its letters don't count as letters; a
/// word with figures or with marks inside it (an abbreviation, a file name) is left whole.
pub fn points(word: &str, language: Lang) -> Vec<usize> {
    let Some(start) = word.find(char::is_alphabetic) else { return Vec::new() };
    let end = word
        .rfind(char::is_alphabetic)
        .map_or(start, |at| at + word.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let letters = word.get(start..end).unwrap_or_default();
    if letters.len() < SHORTEST || !letters.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
        return Vec::new();
    }
    let mut at = start;
    let mut points = Vec::new();
    for syllable in hypher::hyphenate_bounded(letters, language, LEAST_LETTERS, LEAST_LETTERS) {
        at += syllable.len();
        // An apostrophe is none, and no hyphen stands beside it: the rules would part “does” from “n't”.
        let are_enough =
            |side: Option<&str>| side.is_some_and(|side| side.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_LETTERS);
        let (before, after) = word.split_at_checked(at).unwrap_or_default();
        let is_within = before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
        if is_within && are_enough(word.get(start..at)) && are_enough(word.get(at..end)) {
            points.push(at);
        }
    }
    points
}

/// The language whose rules divide the words of a story: the one that it states, else the one that its beginning is in.
/// `None` where it is neither known nor certain, or newsprint has no rules for it.
pub fn language(stated: &str, beginning: impl FnOnce() -> String) -> Option<Lang> {
    let primary = stated.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if !primary.is_empty() {
        let code: [u8; 2] = primary.as_bytes().try_into().ok()?;
        return Lang::from_iso(code);
    }
    let info = whatlang::detect(&beginning())?;
    if info.is_reliable() { of_detected(info.lang()) } else { None }
}

fn of_detected(language: whatlang::Lang) -> Option<Lang> {
    use whatlang::Lang as Detected;
    let code = match language {
        Detected::Eng => *b"en",
        Detected::Deu => *b"de",
        Detected::Fra => *b"fr",
        Detected::Spa => *b"es",
        Detected::Ita => *b"it",
        Detected::Por => *b"pt",
        Detected::Rus => *b"ru",
        Detected::Nld => *b"nl",
        Detected::Swe => *b"sv",
        Detected::Dan => *b"da",
        Detected::Pol => *b"pl",
        Detected::Ukr => *b"uk",
        _ => return None,
    };
    Lang::from_iso(code)
}

#[cfg(test)]
mod tests {
    use hypher::Lang;

    use super::points;

    #[test]
    fn three_letters_stay_on_each_side_and_an_apostrophe_is_none() {
        assert!(points("doesn't", Lang::English).is_empty());
        assert_eq!(points("“harbour”", Lang::English), ["“har".len()]);
    }

    #[test]
    fn no_hyphen_stands_beside_an_apostrophe() {
        for (word, language) in
            [("uns'rerseits", Lang::German), ("l'amministrazione", Lang::Italian), ("d’aujourd’hui", Lang::French)]
        {
            let apart = |at: usize| {
                let (head, tail) = word.split_at(at);
                format!("{head}-{tail}")
            };
            let wrong = points(word, language)
                .into_iter()
                .map(apart)
                .find(|divided| ["'-", "’-", "-'", "-’"].iter().any(|wrong| divided.contains(wrong)));
            assert_eq!(wrong, None);
        }
    }
}

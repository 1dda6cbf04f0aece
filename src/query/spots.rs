//! Where in a text the words of a question stand, so that they can be marked there.

use std::ops::Range;

use super::{
    Ending, Field, Node, Query, Test, Words,
    words::{fold, is_unspaced},
};

/// A letter without case and accents and the bytes that it comes from; a space stands for all that is no letter.
type Unit = (char, Range<usize>);

impl Query {
    /// The bytes of `text` where the words of the question stand that are looked for in this field; in order, none
    /// touching another.
    #[must_use]
    pub fn spots(&self, text: &str, field: Field) -> Vec<Range<usize>> {
        let units = units(text);
        let mut found = Vec::new();
        gather(self.root(), field, (text, &units), &mut found);
        found.sort_by_key(|spot| (spot.start, spot.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for spot in found {
            match merged.last_mut().filter(|last| spot.start <= last.end) {
                Some(last) => last.end = last.end.max(spot.end),
                None => merged.push(spot),
            }
        }
        merged
    }
}

fn gather(node: &Node, field: Field, text: (&str, &[Unit]), found: &mut Vec<Range<usize>>) {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| gather(node, field, text, found)),
        Node::Test(Test::Text(of, words)) if *of == Field::Anywhere || *of == field => of_words(words, text.1, found),
        Node::Test(Test::Fits(regex)) => {
            found.extend(regex.find_iter(text.0).map(|hit| hit.range()).filter(|range| !range.is_empty()));
        }
        Node::Not(_) | Node::Test(_) => {}
    }
}

/// The tokens of words stand each for itself; a phrase stands as one.
fn of_words(words: &Words, text: &[Unit], found: &mut Vec<Range<usize>>) {
    if words.phrase.is_some() {
        return stands(&letters(&words.text), false, text, found);
    }
    for (place, token) in words.tokens.iter().enumerate() {
        let goes_on = place + 1 == words.tokens.len() && words.ending != Ending::Here;
        stands(&letters(token), goes_on, text, found);
    }
}

/// Where `wanted` stands in a text, from the beginning of a word to the end of one, or further where it may go on.
fn stands(wanted: &[char], goes_on: bool, text: &[Unit], found: &mut Vec<Range<usize>>) {
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return };
    let joined = |one: char, other: Option<&Unit>| is_spaced(one) && other.is_some_and(|(other, _)| is_spaced(*other));
    for (at, window) in text.windows(wanted.len()).enumerate() {
        let same = window.iter().map(|(letter, _)| letter).eq(wanted);
        let begins = || !at.checked_sub(1).is_some_and(|before| joined(*first, text.get(before)));
        let ends = || goes_on || !joined(*last, text.get(at + wanted.len()));
        if let (true, Some(start), Some(end)) = (same && begins() && ends(), window.first(), window.last()) {
            found.push(start.1.start..end.1.end);
        }
    }
}

/// Whether `c` is a letter of a script with spaces between its words.
fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let bytes = at..at + c.len_utf8();
        fold(c, |letter| {
            if letter.is_alphanumeric() {
                units.push((letter, bytes.clone()));
            } else if units.last().is_some_and(|(before, _)| *before != ' ') {
                units.push((' ', bytes.clone()));
            }
        });
    }
    units
}

/// The letters of what is looked for, with single spaces between words.
fn letters(wanted: &str) -> Vec<char> {
    let mut letters: Vec<char> = units(wanted).into_iter().map(|(letter, _)| letter).collect();
    if letters.last() == Some(&' ') {
        letters.pop();
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::{Field, Query};

    #[test]
    fn the_words_of_a_question_are_found_where_a_reader_would_mark_them() {
        for (question, text, marked) in [
            ("ferry", "The Ferry, and ferries. FERRY!", vec!["Ferry", "FERRY"]),
            ("fer*", "The Ferry, and ferries", vec!["Fer", "fer"]),
            ("ecole", "L’École à l’école", vec!["École", "école"]),
            ("\"last boat\"", "the last, boat; last of boats", vec!["last, boat"]),
            ("乌镇", "在乌镇开幕，乌镇", vec!["乌镇", "乌镇"]),
            ("互联网大会", "世界互联网大会", vec!["互联网大会"]),
            ("-ferry gulls", "ferry gulls", vec!["gulls"]),
            ("/gul+s?/", "Gulls, gul", vec!["Gulls", "gul"]),
            ("title:ferry author:ann is:unread", "ferry by Ann", vec!["ferry"]),
            ("A股", "买A股票", vec!["A股"]),
            ("straße", "STRASSE Straße", vec!["STRASSE", "Straße"]),
        ] {
            let query = Query::parse(question).expect("a question");
            let spots = query.spots(text, Field::Title);
            let words: Vec<&str> = spots.into_iter().map(|spot| text.get(spot).expect("whole characters")).collect();
            assert_eq!(words, marked, "{question} in {text}");
        }
        assert!(Query::parse("title:ferry").expect("a question").spots("ferry", Field::Anywhere).is_empty());
        let typed = Query::typed("last fer").expect("a question");
        assert_eq!(typed.spots("lasting ferries last", Field::Anywhere), [8..11, 16..20]);
    }
}

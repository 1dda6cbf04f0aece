//! Letters on the links in sight: whoever types one follows its link.

use crate::{
    config::{Code, Key},
    layout::Spot,
    model::LinkId,
};

/// The letters of the marks, those under the fingers first.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// A link in sight and the letters that lead there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// One letter, or two where there are more links than letters.
    pub letters: String,
    /// The link.
    pub link: LinkId,
    /// Where its words begin on the page.
    pub spot: Spot,
}

/// The marks, while one is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    marks: Vec<Mark>,
    typed: String,
}

/// What became of a key that was typed at the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This link.
    Link(LinkId),
    /// Not yet one of them.
    Waiting,
    /// None: the reader gave up.
    Nothing,
}

impl Hints {
    /// Marks on these links; `None` where there is no link.
    #[must_use]
    pub fn on(links: Vec<(LinkId, Spot)>) -> Option<Self> {
        let letters = letters(links.len());
        let marks: Vec<_> = links.into_iter().zip(letters).map(|((link, spot), letters)| Mark { letters, link, spot }).collect();
        (!marks.is_empty()).then_some(Self { marks, typed: String::new() })
    }

    /// The marks that can still be chosen, each with the letters that are left to type.
    pub fn open(&self) -> impl Iterator<Item = (&Mark, &str)> {
        self.marks.iter().filter_map(|mark| Some((mark, mark.letters.strip_prefix(self.typed.as_str())?)))
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Chosen {
        match key {
            Key { code: Code::Char(c), ctrl: false, alt: false } => self.letter(c),
            Key { code: Code::Backspace, .. } if self.typed.pop().is_some() => Chosen::Waiting,
            _ => Chosen::Nothing,
        }
    }

    /// A letter that leads nowhere is as good as not typed.
    fn letter(&mut self, c: char) -> Chosen {
        self.typed.extend(c.to_lowercase());
        let chosen = self.open().find(|(_, left)| left.is_empty()).map(|(mark, _)| Chosen::Link(mark.link));
        if self.open().next().is_none() {
            self.typed.pop();
        }
        chosen.unwrap_or(Chosen::Waiting)
    }
}

/// The letters of `count` marks, none of which begins another.
fn letters(count: usize) -> Vec<String> {
    let single = LETTERS.chars().map(String::from);
    if count <= LETTERS.len() {
        return single.take(count).collect();
    }
    single.flat_map(|first| LETTERS.chars().map(move |second| format!("{first}{second}"))).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::{Chosen, Hints};
    use crate::{config::Key, layout::Spot, model::LinkId};

    fn hints(count: usize) -> Hints {
        let links = (0..count).map(|at| (LinkId(at), Spot { line: at, x: 0, width: 4 })).collect();
        Hints::on(links).expect("links")
    }

    #[test]
    fn a_letter_follows_its_link() {
        assert_eq!(hints(3).key(Key::char('s')), Chosen::Link(LinkId(1)));
        assert_eq!(Hints::on(Vec::new()), None);
    }

    #[test]
    fn many_links_take_two_letters_and_a_slip_costs_nothing() {
        let mut hints = hints(30);
        assert_eq!(hints.key(Key::char('s')), Chosen::Waiting);
        assert_eq!(hints.key(Key::char('1')), Chosen::Waiting);
        assert_eq!(hints.open().count(), 4);
        assert_eq!(hints.key(Key::char('d')), Chosen::Link(LinkId(28)));
    }

    #[test]
    fn no_two_marks_begin_alike() {
        let hints = hints(300);
        let all: Vec<&str> = hints.open().map(|(_, letters)| letters).collect();
        assert!(all.iter().all(|one| all.iter().filter(|other| other.starts_with(*one)).count() == 1));
    }
}

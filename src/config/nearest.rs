//! What was meant by a name that nobody has.

/// The name of `known` that is nearest to `wrong`, where one is near: a third of its letters may differ.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer than any name: not a slip of the finger, and comparing it would take long.
    const LONGEST: usize = 64;
    if wrong.len() > LONGEST {
        return None;
    }
    let allowed = (wrong.chars().count() / 3).max(1);
    let near = known.into_iter().map(|name| (distance(wrong, name), name));
    near.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour to make one of the other
/// (Damerau and Levenshtein, each letter touched once).
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    let at = |rows: &[Vec<usize>], y: usize, x: usize| rows.get(y).and_then(|row| row.get(x)).copied().unwrap_or_default();
    for (y, c) in (1..).zip(&one) {
        rows.push(vec![y]);
        for (x, d) in (1..).zip(&other) {
            let changed = at(&rows, y - 1, x - 1) + usize::from(c != d);
            let mut least = changed.min(at(&rows, y - 1, x) + 1).min(at(&rows, y, x - 1) + 1);
            let swapped = y > 1 && x > 1 && one.get(y - 2) == Some(d) && other.get(x - 2) == Some(c);
            if swapped {
                least = least.min(at(&rows, y - 2, x - 2) + 1);
            }
            rows.last_mut().into_iter().for_each(|row| row.push(least));
        }
    }
    at(&rows, one.len(), other.len())
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant() {
        let known = ["theme", "text", "mouse", "language"];
        assert_eq!(nearest("themee", known), Some("theme"));
        assert_eq!(nearest("lanugage", known), Some("language"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("vmi", ["default", "vim"]), Some("vim"));
        assert_eq!((distance("", "abc"), distance("kitten", "sitting"), distance("a", "a"), distance("ab", "ba")), (3, 3, 0, 1));
    }
}

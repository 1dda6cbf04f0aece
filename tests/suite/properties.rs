//! What holds of every page, whatever the story, the size and the width.
#![expect(clippy::print_stdout, reason = "tests on corpora say how much they saw")]

mod languages;
mod stories;
mod unicode;

use std::{fs, path::Path};

use newsprint::{
    html,
    layout::{Anchor, Cells, Line, Page, Reach, Role, Run, Sheet, typeset, typeset_to},
    model::{Block, Document, RawHtml, TextSize},
    text::{self, CleanText, linebreak},
};
use proptest::{
    prelude::*,
    test_runner::{FileFailurePersistence, RngSeed},
};

use stories::story;

/// Widths to be tried: every narrow one is a case of its own, wide ones differ little.
fn width() -> impl Strategy<Value = u16> {
    prop_oneof![3 => 1..=40_u16, 2 => 41..=120_u16, 1 => 121..=300_u16]
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let switches = any::<(bool, bool, bool)>();
    (width(), prop::sample::select(TextSize::ALL.to_vec()), switches).prop_map(|(width, size, (justify, hyphenate, numbers))| {
        Sheet { justify, hyphenate, link_numbers: numbers, ..Sheet::for_pane(size, width, None) }
    })
}

/// The same stories in every run, so that a change is judged by what it changes; `PROPTEST_RNG_SEED` asks for others.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(0x2015_1218) } else { asked.rng_seed };
    ProptestConfig { cases: 96, failure_persistence: Some(Box::new(FileFailurePersistence::Off)), rng_seed, ..asked }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_page_hides_repeats_or_reorders_a_word(story in story(), sheet in sheet()) {
        Proof::new(&story, &sheet).all()?;
    }

    #[test]
    fn the_place_at_the_top_is_there_again_after_any_change_of_size_and_width(
        story in story(), before in sheet(), after in sheet(), row in any::<prop::sample::Index>(),
    ) {
        let (old, new) = (typeset(&story, &Cells, &before), typeset(&story, &Cells, &after));
        if old.height > 0 {
            let anchor = old.anchor_at(u32::try_from(row.index(old.height as usize)).unwrap_or(0));
            let line = &new.lines[new.line_of(anchor)];
            let next = new.lines.get(new.line_of(anchor) + 1).map(|line| line.anchor);
            prop_assert!(line.anchor <= anchor, "{anchor:?} is above the line {:?}", line.anchor);
            prop_assert!(next.is_none_or(|next| anchor <= next), "{anchor:?} is below the line");
            prop_assert_eq!(new.anchor_at(new.row_of(anchor)), line.anchor);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_shown_of_a_story_before_all_of_it_is_set_is_the_beginning_of_it(
        story in story(), sheet in sheet(), row in any::<prop::sample::Index>(), rows in 0..40_u32,
    ) {
        let whole = typeset(&story, &Cells, &sheet);
        let anchor = whole.anchor_at(u32::try_from(row.index(whole.height as usize + 1)).unwrap_or(0));
        let reach = Reach { anchor, rows };
        let (begun, is_whole) = typeset_to(&story, &Cells, &sheet, Some(reach));
        prop_assert_eq!(Some(&begun.lines[..]), whole.lines.get(..begun.lines.len()));
        prop_assert_eq!(is_whole || begun.reaches(reach), true, "{:?} of {} rows", reach, begun.height);
        prop_assert!(!is_whole || begun == whole);
    }

    #[test]
    fn columns_hold_every_line_once_and_never_overlap(story in story(), width in 160..300_u16, height in 1..60_u16, columns in 2..=3_u32) {
        let (sheet, fold) = Sheet::default().folded(columns, width, height).expect("wide enough");
        let page = typeset(&story, &Cells, &sheet);
        let folded = page.folded(fold);
        prop_assert_eq!(folded.lines.len(), page.lines.len());
        let mut taken = std::collections::HashSet::new();
        for (line, before) in folded.lines.iter().zip(&page.lines) {
            prop_assert_eq!(&line.runs, &before.runs);
            prop_assert!((line.row..line.row + line.scale.rows).all(|row| taken.insert((row, line.left))), "overlap: {line:?}");
            prop_assert!(line.row + line.scale.rows <= folded.height);
            prop_assert_eq!(folded.row_of(line.anchor), folded.lines[folded.line_of(line.anchor)].row);
        }
    }
}

/// A page, and all that is needed to judge it.
pub struct Proof<'a> {
    story: &'a Document,
    sheet: &'a Sheet,
    page: Page,
    texts: Vec<CleanText>,
}

type Verdict = Result<(), TestCaseError>;

impl<'a> Proof<'a> {
    fn new(story: &'a Document, sheet: &'a Sheet) -> Self {
        Self { story, sheet, page: typeset(story, &Cells, sheet), texts: story.leaf_texts() }
    }

    fn all(&self) -> Verdict {
        self.rows_add_up()?;
        self.no_line_is_too_wide()?;
        self.no_word_is_lost()?;
        self.hits_are_found()?;
        self.breaks_are_allowed()?;
        self.justification_is_exact()
    }

    fn rows_add_up(&self) -> Verdict {
        let (mut row, mut anchor) = (0, Anchor::default());
        for line in &self.page.lines {
            prop_assert!(line.row >= row, "lines overlap");
            prop_assert!(line.anchor >= anchor, "places go backwards: {anchor:?} {:?}", line.anchor);
            (row, anchor) = (line.row + line.scale.rows, line.anchor);
        }
        prop_assert_eq!(row, self.page.height);
        Ok(())
    }

    fn no_line_is_too_wide(&self) -> Verdict {
        for line in &self.page.lines {
            let room = line.scale.columns(self.sheet.measure);
            let mut end = 0;
            for run in &line.runs {
                prop_assert!(run.x >= end, "runs overlap: {line:?}");
                prop_assert!(run.width as usize >= text::width(&run.text), "a run is wider than it says: {run:?}");
                end = run.x + run.width;
            }
            let hangs = line.runs.last().is_some_and(|run| run.text.ends_with(['，', '。', '、', '．']));
            let room = room + if hangs { self.sheet.hang } else { 0 };
            let alone = line.runs.iter().map(|run| text::graphemes(&run.text).count()).sum::<usize>() == 1;
            prop_assert!(end <= room || alone, "{end} columns in a line of {room}: {line:?}");
        }
        Ok(())
    }

    /// Every character of every leaf is shown once, as it is, and in order.
    fn no_word_is_lost(&self) -> Verdict {
        for (leaf, text) in self.texts.iter().enumerate() {
            let mut shown: Vec<(usize, usize)> = Vec::new();
            for run in self.runs_of(leaf) {
                let (start, end) = run.source.expect("runs of a leaf have a source");
                let source = text.part(start..end);
                let drawn = if run.reversed { source.mirrored() } else { source };
                prop_assert!(
                    *run.text == drawn.replace('\t', " ") || run.text.chars().count() == drawn.chars().count(),
                    "{run:?} shows {drawn:?}"
                );
                shown.push((start, end));
            }
            // What has no letter is read in the direction of its story.
            let directed = text::bidi::has_rtl(text) || !text.chars().any(char::is_alphabetic);
            if !self.is_table(leaf) && !directed {
                prop_assert!(shown.is_sorted(), "reordered: {text:?} {shown:?}");
            }
            shown.sort_unstable();
            prop_assert!(shown.windows(2).all(|pair| pair[0].1 <= pair[1].0), "repeated: {text:?} {shown:?}");
            let mut at = 0;
            for (start, end) in shown.into_iter().chain([(text.len(), text.len())]) {
                let left_out = text.get(at..start).expect("whole characters");
                prop_assert!(left_out.chars().all(|c| c.is_whitespace() || c == '\u{ad}'), "lost: {left_out:?} of {text:?}");
                at = end;
            }
        }
        Ok(())
    }

    /// What search finds in a leaf's text is found on the page, as wide as it is.
    fn hits_are_found(&self) -> Verdict {
        for (leaf, text) in self.texts.iter().enumerate() {
            for (at, word) in text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).take(5)
            {
                let spots = self.page.spots(leaf, &(at..at + word.len()), &Cells);
                let wide: u32 = spots.iter().map(|spot| spot.width).sum();
                let expected = text::width(&word.replace('\u{ad}', ""));
                prop_assert!(wide as usize >= expected, "{word:?} is {expected} columns, {wide} were found");
            }
        }
        Ok(())
    }

    fn breaks_are_allowed(&self) -> Verdict {
        let mut hyphen_above = None;
        for pair in self.page.lines.windows(2) {
            let (above, below) = (&pair[0], &pair[1]);
            let hyphen = above.runs.iter().any(|run| run.source.is_none() && &*run.text == "-");
            if hyphen {
                let word = above.anchor.leaf;
                // Only a word of several lines' length may need it.
                prop_assert!(hyphen_above != Some(word) || self.sheet.measure < 40, "two hyphens running: {above:?}");
                // The author's own hyphens help a word that fits no line, even in a heading.
                let by_rule = !self.texts.get(word).is_some_and(|text| text.contains('\u{ad}'));
                prop_assert!(!by_rule || !above.runs.iter().any(|run| matches!(run.role, Role::Heading(_) | Role::Code)));
            }
            hyphen_above = hyphen.then_some(above.anchor.leaf);
            self.break_is_allowed(above, below, hyphen)?;
        }
        Ok(())
    }

    /// Between two lines of running text there is a space, a place where the script allows a break, a hyphen within a
    /// word, or a word that fits no line.
    fn break_is_allowed(&self, above: &Line, below: &Line, hyphen: bool) -> Verdict {
        let leaf = above.anchor.leaf;
        let Some(text) = self.texts.get(leaf).filter(|_| below.anchor.leaf == leaf && !self.is_table(leaf)) else {
            return Ok(());
        };
        let is_code = |line: &Line| line.runs.iter().any(|run| run.role == Role::Code);
        let sources = |line: &Line| line.runs.iter().filter_map(|run| run.source).collect::<Vec<_>>();
        let (Some(end), Some(start)) =
            (sources(above).iter().map(|source| source.1).max(), sources(below).iter().map(|source| source.0).min())
        else {
            return Ok(());
        };
        let between = text.get(end..start).unwrap_or_default();
        if is_code(above) || between.contains(|c: char| c.is_whitespace()) {
            return Ok(());
        }
        let clean = text.replace('\u{ad}', "");
        let at = start - text.get(..start).expect("a boundary").matches('\u{ad}').count() * 2;
        let line_start = clean.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let line = clean.get(line_start..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let mut opportunities: Vec<usize> = linebreak::opportunities(line).into_iter().map(|place| place + line_start).collect();
        if opportunities.contains(&at) {
            return Ok(());
        }
        if hyphen {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            let (before, after) = (clean.get(..at).unwrap_or_default(), clean.get(at..).unwrap_or_default());
            prop_assert!(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric), "{above:?}");
            let (head, tail) = (before.split_whitespace().next_back(), after.split_whitespace().next());
            let by_rule = !between.contains('\u{ad}');
            prop_assert!(!by_rule || head.map_or(0, letters) >= 3 && tail.map_or(0, letters) >= 3, "{above:?}");
            return Ok(());
        }
        opportunities.extend([line_start, line_start + line.len()]);
        opportunities.sort_unstable();
        let after = opportunities.partition_point(|place| *place <= at);
        let word = clean.get(opportunities[after - 1]..opportunities[after]).unwrap_or_default();
        let room = above.scale.columns(self.sheet.measure) as usize;
        // Indents leave at least sixteen columns, or take nothing.
        let least = room.min(16).saturating_sub(1);
        prop_assert!(text::width(word.trim_end()) + 4 > least, "{word:?} was torn: {above:?} {below:?}");
        Ok(())
    }

    fn justification_is_exact(&self) -> Verdict {
        for line in &self.page.lines {
            let widened: Vec<u32> =
                line.runs.iter().map(|run| run.width - u32::try_from(text::width(&run.text)).unwrap_or(0)).collect();
            if widened.iter().all(|extra| *extra == 0) {
                continue;
            }
            prop_assert!(self.sheet.justify);
            prop_assert!(widened.iter().all(|extra| *extra <= 1), "a space grew beyond its limit: {line:?}");
            let end = line.runs.last().map_or(0, |run| run.x + run.width);
            let from_right = line.runs.first().is_some_and(|run| run.x == 0);
            prop_assert!(end == line.scale.columns(self.sheet.measure) || from_right, "{line:?}");
            is_spread_evenly(line)?;
        }
        Ok(())
    }

    fn runs_of(&self, leaf: usize) -> impl Iterator<Item = &Run> {
        let lines = self.page.lines.iter().filter(move |line| line.anchor.leaf == leaf);
        lines.flat_map(|line| &line.runs).filter(|run| run.source.is_some())
    }

    fn is_table(&self, leaf: usize) -> bool {
        fn find(blocks: &[Block], leaf: usize, from: &mut usize) -> bool {
            blocks.iter().any(|block| {
                let start = *from;
                match block {
                    Block::Table(_) => {
                        *from += 1;
                        start == leaf
                    }
                    Block::Quote(inner) => find(inner, leaf, from),
                    Block::List(list) => list.items.iter().any(|item| {
                        let start = *from;
                        let found = find(&item.content, leaf, from);
                        *from = (*from).max(start + 1);
                        found
                    }),
                    Block::Figure { content, caption } => find(content, leaf, from) || find(caption, leaf, from),
                    Block::Details { content, .. } => {
                        *from += 1;
                        find(content, leaf, from)
                    }
                    Block::Definitions(all) => all.iter().any(|one| {
                        *from += one.terms.len();
                        find(&one.content, leaf, from)
                    }),
                    _ => {
                        *from += block.leaves();
                        false
                    }
                }
            })
        }
        find(&self.story.blocks, leaf, &mut 0)
    }
}

/// Of the first spaces of a line, however many, as many are widened as is their share of all; a space at which no line may
/// end (before a closing mark, say) is none of them. Lines in which other places may widen too are left to the eye.
fn is_spread_evenly(line: &Line) -> Verdict {
    let runs: Vec<&Run> = line.runs.iter().filter(|run| run.role != Role::Furniture).collect();
    let shown: String = runs.iter().map(|run| &*run.text).collect();
    if shown.chars().any(text::script::is_cjk) || runs.iter().any(|run| run.reversed) {
        return Ok(());
    }
    let places = linebreak::opportunities(&shown);
    let mut widened = Vec::new();
    let mut from = 0;
    for run in runs {
        let blank = run.width as usize > text::width(&run.text);
        let spaces = run.text.match_indices(' ').filter(|(at, _)| places.binary_search(&(from + at + 1)).is_ok()).count();
        widened.resize(widened.len() + spaces, false);
        if let Some(last) = widened.last_mut().filter(|_| blank) {
            *last = true;
        }
        from += run.text.len();
    }
    let all = widened.iter().filter(|one| **one).count();
    let mut here = 0;
    for (at, one) in widened.iter().enumerate() {
        here += usize::from(*one);
        prop_assert!((here * widened.len()).abs_diff((at + 1) * all) <= widened.len(), "spaces grew on one side: {line:?}");
    }
    Ok(())
}

#[test]
fn pages_from_the_web_are_set_without_loss_at_every_size() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/pages");
    let Ok(folders) = fs::read_dir(pages) else { return };
    let mut files: Vec<_> = folders
        .flatten()
        .flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .map(|page| page.path().join("source.html"))
        .filter(|file| file.exists())
        .collect();
    files.sort();
    // A sample; on request every page, or those whose path holds the words asked for.
    let asked = std::env::var("EVERY_PAGE").ok();
    files.retain(|file| asked.as_ref().is_none_or(|asked| asked == "1" || file.to_string_lossy().contains(asked)));
    let step = if asked.is_some() { 1 } else { 24 };
    let mut count = 0;
    for (number, file) in files.iter().step_by(step).enumerate() {
        let Ok(markup) = fs::read(file) else { continue };
        let story = html::document(&RawHtml::new(String::from_utf8_lossy(&markup)), None);
        for (size, width) in [(TextSize::Small, 5), (TextSize::Medium, 80)].into_iter().chain(widths(number)) {
            let fancy = width % 2 == 0;
            let sheet = Sheet { justify: fancy, hyphenate: fancy, ..Sheet::for_pane(size, width, None) };
            if let Err(error) = Proof::new(&story, &sheet).all() {
                panic!("{} at {width}: {error}", file.display());
            }
            count += 1;
        }
    }
    println!("{count} pages of {} files", files.len().div_ceil(step));
}

/// A narrow, a usual and a wide pane, others for every page.
fn widths(number: usize) -> [(TextSize, u16); 3] {
    let number = u16::try_from(number % 1_000).unwrap_or(0);
    let size = |at: u16| TextSize::ALL[usize::from(number + at) % TextSize::ALL.len()];
    [(size(0), 20 + number * 7 % 25), (size(1), 45 + number * 11 % 76), (size(2), 121 + number * 13 % 180)]
}

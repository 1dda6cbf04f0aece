//! The reader's own tags: a line to type them on, for one story or for those that are marked.

use super::{
    App, Focus,
    complete::Completer,
    effect::{Effects, Which},
    popup::Popup,
    prompt::Prompt,
    share::Question,
    story::Mark,
};
use crate::text::CleanText;

impl App {
    /// Asks for the tags of the chosen story, as it has them, or for tags of the marked ones.
    pub(super) fn ask_for_tags(&mut self) -> Effects {
        let marked = self.list.which().filter(|_| self.focus == Focus::List);
        let bulk = marked.is_some();
        let row = self.list.row(self.list.chosen());
        let Some((which, had)) =
            marked.map(|which| (which, Vec::new())).or_else(|| row.map(|row| (Which::Stories(vec![row.key]), row.tags.clone())))
        else {
            return Effects::none();
        };
        let text = had.iter().flat_map(|tag| [tag.as_str(), ", "]).collect::<String>();
        let key = if bulk { "prompt.tags-of-marked" } else { "prompt.tags" };
        let known = self.feeds.contents().tags.iter().map(|(tag, _)| tag.clone()).collect();
        let prompt = Prompt::new(self.words().get(key).into(), &text).completed(Completer::new(known, true));
        self.open_popup(Popup::Ask(prompt, Question::Tags { which, had }))
    }

    /// Gives stories the tags of a line and takes those away that are no longer on it, or have a `-` before them.
    pub(super) fn tag(&mut self, which: &Which, had: &[CleanText], line: &str) -> Effects {
        let mut effects = Effects::none();
        let mut mark = |tag: &CleanText, on| effects.push(self.ask_to_mark(which.clone(), Mark::Tagged(tag.clone(), on)));
        let (wanted, denied) = tags(line);
        wanted.iter().filter(|tag| !had.contains(tag)).for_each(|tag| mark(tag, true));
        let gone = had.iter().filter(|tag| !wanted.contains(tag) && !denied.contains(tag));
        gone.chain(&denied).for_each(|tag| mark(tag, false));
        self.list.unpick();
        effects
    }
}

/// The tags of a line, and those with a `-` before them.
fn tags(line: &str) -> (Vec<CleanText>, Vec<CleanText>) {
    let (mut wanted, mut denied) = (Vec::new(), Vec::new());
    for part in line.split([',', '，', '、']) {
        let part = part.trim().trim_start_matches('#');
        let (list, tag) = match part.strip_prefix('-') {
            Some(tag) => (&mut denied, tag.trim()),
            None => (&mut wanted, part),
        };
        let tag = CleanText::line(tag);
        if !tag.is_empty() && !list.contains(&tag) {
            list.push(tag);
        }
    }
    (wanted, denied)
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_stand_between_commas_of_any_language() {
        let (wanted, denied) = tags("Long reads, #local，科技、, -old,local");
        assert_eq!(wanted, ["Long reads", "local", "科技"].map(Into::into));
        assert_eq!(denied, ["old".into()]);
    }
}

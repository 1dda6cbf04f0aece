//! The screen as sentences, one after another: for screen readers, braille and terminals that can't be painted on.

use super::{
    App, Focus, empty, foot,
    help::{self, HelpLine},
    menu::Menu,
    popup::Popup,
    story::StoryKey,
    toolbar,
};
use crate::{
    layout::{Line, Page},
    text::CleanText,
    words::Phrase,
};

/// What was heard so far; only what is other than that is said.
#[derive(Debug, Default)]
pub struct Heard {
    note: Option<CleanText>,
    here: Option<CleanText>,
    story: Option<StoryKey>,
    /// The rows of the page that were read out last, from the first to the one after the last.
    rows: (u32, u32),
    help: Option<usize>,
    lead: CleanText,
}

impl Heard {
    /// What is to be said now.
    pub fn news(&mut self, app: &App) -> Vec<CleanText> {
        let mut said = Vec::new();
        let focus = app.focus();
        if focus == Focus::Body {
            self.read_on(app, &mut said);
        }
        if let Some(open) = app.help().filter(|open| self.help != Some(open.top)) {
            said.extend(help_lines(app, open.top));
        }
        self.help = app.help().map(|open| open.top);
        let lead = app.popup().and_then(|popup| popup.menu()).map(|menu| menu.lead().clone()).unwrap_or_default();
        if lead != self.lead {
            said.push(lead.clone());
            self.lead = lead;
        }
        let note = foot::note(app).map(|note| note.text);
        if note != self.note {
            said.extend(note.clone());
            self.note = note;
        }
        // What is chosen comes last: the cursor stands on it.
        let here = here(app, focus);
        if here != self.here {
            said.extend(here.clone());
            self.here = here;
        }
        said.retain(|line| !line.is_empty());
        said
    }

    /// The lines of the page that have come into sight; all that are in sight of a story that was opened.
    fn read_on(&mut self, app: &App, said: &mut Vec<CleanText>) {
        let reader = app.reader();
        let Some(story) = reader.story() else { return };
        let rows = (reader.top(), reader.top() + u32::from(app.panes().body.height));
        if self.story != story.key {
            (self.story, self.rows) = (story.key, (0, 0));
        }
        let is_new = |row: u32| (rows.0..rows.1).contains(&row) && !(self.rows.0..self.rows.1).contains(&row);
        let lines = |page: &Page, from: u32| -> Vec<CleanText> {
            page.lines.iter().filter(|line| is_new(line.row + from)).map(words).collect()
        };
        said.extend(lines(&reader.front().page, 0));
        said.extend(lines(reader.page(), reader.front().height));
        self.rows = rows;
    }
}

/// What has the focus, in words.
fn here(app: &App, focus: Focus) -> Option<CleanText> {
    match (app.popup(), focus) {
        (Some(popup), _) => Some(on_popup(popup)),
        (None, Focus::List) => Some(headline(app)),
        (None, Focus::Feeds) => {
            let row = app.feeds().rows().get(app.feeds().chosen())?;
            let phrase = Phrase::new("linear.feed").with("title", row.title(app.words())).with("n", row.count);
            Some(app.words().say(&phrase))
        }
        (None, Focus::Toolbar) => {
            let reader = app.reader();
            let shared = reader.story().map_or(0, |story| story.shared);
            let words = toolbar::words(reader.shown_size(), shared, app.words());
            words.into_iter().nth(app.chosen_word()?).map(|word| word.long)
        }
        (None, Focus::Body | Focus::Popup) => None,
    }
}

/// The chosen story of the list: its place, headline, source, age and marks.
fn headline(app: &App) -> CleanText {
    let (list, words) = (app.list(), app.words());
    let Some(row) = list.row(list.chosen()) else {
        return empty::words(app);
    };
    let stamp = row.stamp.map(|stamp| app.calendar().age(&stamp)).unwrap_or_default();
    let marks = [
        (list.is_picked(list.chosen()), "linear.marked"),
        (row.highlighted, "linear.highlighted"),
        (!row.read, "linear.unread"),
        (row.starred, "linear.starred"),
        (row.later, "linear.later"),
    ];
    let marks = marks.into_iter().filter(|(is_set, _)| *is_set).map(|(_, key)| words.get(key));
    let title = super::list::titled(&row.title, words);
    let parts: Vec<&str> =
        [title.as_str(), row.source.as_str(), stamp.as_str()].into_iter().chain(marks).filter(|part| !part.is_empty()).collect();
    let all = format!("{}{}", list.total(), if list.has_more() { "+" } else { "" });
    let phrase = Phrase::new("linear.story").with("n", list.chosen() + 1).with("all", all);
    words.say(&phrase.with("story", parts.join(" · ")))
}

fn on_popup(popup: &Popup) -> CleanText {
    match popup {
        Popup::Share(menu) => chosen(menu),
        Popup::Enclosures(menu) => chosen(menu),
        Popup::Palette(menu) => chosen(menu),
        Popup::Messages(menu) => chosen(menu),
        Popup::Choose(menu) | Popup::Welcome(menu) => chosen(menu),
        Popup::Health(page) => chosen(&page.menu),
        Popup::Ask(prompt, _) => {
            let remark = prompt.remark().map(|remark| remark.text.as_str()).unwrap_or_default();
            CleanText::line(&format!("{} {} {remark}", prompt.label(), prompt.text()))
        }
        Popup::Code(code) => code.says.clone(),
    }
}

/// The title of a menu, what was typed, and the chosen row.
fn chosen<T: Clone>(menu: &Menu<T>) -> CleanText {
    let row = menu.chosen_row();
    let (text, note) = row.map(|row| (row.text.as_str(), row.note.as_str())).unwrap_or_default();
    let number = menu.chosen_number().map(String::from).unwrap_or_default();
    let parts = [menu.title().as_str(), menu.filter(), &number, text, note];
    CleanText::line(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}

fn help_lines(app: &App, top: usize) -> Vec<CleanText> {
    let page = usize::from(app.help_area().height.saturating_sub(2)).max(1);
    let lines = help::lines(app.keys(), app.words());
    let shown = lines.iter().skip(top).take(page).filter_map(|line| match line {
        HelpLine::Blank => None,
        HelpLine::Group(name) => Some(CleanText::line(name)),
        HelpLine::Keys { keys, does, .. } => Some(CleanText::line(&format!("{keys}: {does}"))),
    });
    shown.collect()
}

/// The words of a line, without its place on the page and the rules that part what is on it.
fn words(line: &Line) -> CleanText {
    let is_drawn = |c: &char| ('\u{2500}'..='\u{259f}').contains(c);
    let mut said = String::new();
    let mut end = 0;
    for run in &line.runs {
        if run.x > end && !said.is_empty() {
            said.push(' ');
        }
        said.extend(run.text.chars().filter(|c| !is_drawn(c)));
        end = run.x + run.width;
    }
    CleanText::line(&said)
}

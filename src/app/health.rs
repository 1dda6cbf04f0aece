//! How the feeds fare: a page with a row for each, those that fail first, and what is known of the chosen one.

use std::time::Duration;

use jiff::Timestamp;

use super::{
    App,
    effect::Effects,
    feeds::Health,
    menu::{Menu, Row},
    popup::Popup,
    time::Calendar,
};
use crate::{
    layout::panes::Area,
    model::{FeedId, Stamp},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// The rows at the foot of the page that tell of the chosen feed.
const DETAILS: u16 = 4;
/// The rows of a frame, the names of the columns, and the rule above the details.
const FURNITURE: u16 = 4;

/// How a feed fares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Its number in the library.
    pub id: FeedId,
    /// What it is called.
    pub title: CleanText,
    /// Where it lies.
    pub address: CleanText,
    /// How many stories it has, and how many of them are unread.
    pub stories: (usize, usize),
    /// How it fares.
    pub health: Health,
    /// How many questions in a row brought nothing.
    pub failures: u32,
    /// When it answered last.
    pub succeeded: Option<Timestamp>,
    /// When it is to be asked again.
    pub due: Option<Timestamp>,
    /// How long the last answer took.
    pub latency: Option<Duration>,
    /// How many stories it brings a week.
    pub weekly: f64,
    /// What had to be mended to read it.
    pub repairs: Vec<Phrase>,
    /// Where it says that it has moved for good.
    pub moved: Option<SafeUrl>,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HealthPage {
    /// The rows to choose from: titles, narrowed by typing.
    pub menu: Menu<FeedId>,
    reports: Vec<Report>,
}

impl HealthPage {
    /// The report on a feed.
    #[must_use]
    pub fn report(&self, id: FeedId) -> Option<&Report> {
        self.reports.iter().find(|report| report.id == id)
    }

    /// All of them, those that fail first.
    #[must_use]
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }
}

/// How many rows of a window tell of the chosen feed.
#[must_use]
pub fn details(window: Area) -> u16 {
    window.height.saturating_sub(FURNITURE + 3).min(DETAILS)
}

/// The part of a window in which the rows lie as those of a menu do.
#[must_use]
pub fn rows_area(window: Area) -> Area {
    Area { height: window.height.saturating_sub(FURNITURE - 2 + details(window)), ..window }
}

impl Report {
    /// What is wrong with it, or that all is well.
    #[must_use]
    pub fn state(&self) -> Phrase {
        match &self.health {
            Health::Well if !self.repairs.is_empty() => {
                let first = self.repairs.first().cloned().unwrap_or_default();
                Phrase::new("health.mended").with("what", first)
            }
            Health::Well => Phrase::new("health.well"),
            Health::Failing(why) => Phrase::new("health.failing").count(self.failures.max(1)).with("why", why.clone()),
            Health::Paused => Phrase::new("health.paused"),
            Health::Gone => Phrase::new("health.gone"),
        }
    }

    /// The cells of its row: the last success, the next question, stories a week, how long an answer takes.
    #[must_use]
    pub fn cells(&self, calendar: &Calendar) -> [CleanText; 4] {
        let zone = calendar.now.time_zone();
        let last = self.succeeded.map(|then| calendar.age(&Stamp::at(then, zone.to_offset(then))));
        let asked = matches!(self.health, Health::Well | Health::Failing(_));
        let due = self.due.filter(|_| asked).map(|due| calendar.until(due));
        [
            last.unwrap_or_else(|| calendar.words.get("health.never").into()),
            due.unwrap_or_default(),
            CleanText::line(&weekly(self.weekly)),
            self.latency.map(|time| CleanText::line(&seconds(time))).unwrap_or_default(),
        ]
    }
}

/// Stories a week: `0.3`, `12`.
fn weekly(stories: f64) -> String {
    if stories < 9.95 { format!("{stories:.1}") } else { format!("{stories:.0}") }
}

/// A short time: `120 ms`, `2.4 s`.
fn seconds(time: Duration) -> String {
    let millis = time.as_millis();
    if millis < 1_000 { format!("{millis} ms") } else { format!("{:.1} s", time.as_secs_f64()) }
}

impl App {
    /// Opens the page.
    pub(super) fn open_health(&mut self, mut reports: Vec<Report>) -> Effects {
        let rank = |report: &Report| match report.health {
            Health::Failing(_) => 0,
            Health::Gone => 1,
            Health::Paused => 2,
            Health::Well => 3,
        };
        reports.sort_by_key(|report| (rank(report), report.title.to_lowercase()));
        let failing = reports.iter().filter(|report| matches!(report.health, Health::Failing(_) | Health::Gone)).count();
        let title = Phrase::new(if failing > 0 { "health.title-failing" } else { "health.title" });
        let title = self.words().say(&title.count(reports.len()).with("failing", failing.to_string()));
        let row = |report: &Report| Row { text: report.title.clone(), note: CleanText::new(), value: report.id };
        let menu = Menu::new(title, reports.iter().map(row).collect());
        self.open_popup(Popup::Health(HealthPage { menu, reports }))
    }

    /// Shows the stories of a feed that was chosen on the page.
    pub(super) fn show_feed(&mut self, id: FeedId) -> Effects {
        let scope = crate::query::Scope::Feed(id);
        self.feeds.choose_scope(&scope);
        self.focus_on(super::Focus::List);
        self.show(scope)
    }
}

//! Lines at a story's head that are not the story: when it was published, who wrote it.

use jiff::tz::TimeZone;

use crate::decode::date;
use crate::model::{Article, Person, Stamp};
use crate::text::{CleanText, script};

/// The longest line that is looked at as a stamp or byline, in characters.
const LONGEST: usize = 120;
/// The most words in a name or a list of names.
const MOST_NAMES: usize = 10;

/// Words before the time of a change.
const UPDATED: [&str; 15] = [
    "updated",
    "update",
    "last updated",
    "last modified",
    "modified",
    "mis à jour",
    "mis à jour le",
    "aktualisiert",
    "actualizado",
    "更新",
    "更新时间",
    "更新日期",
    "最后更新",
    "更新日時",
    "更新日",
];
/// Words before the time of publication.
const PUBLISHED: [&str; 25] = [
    "published",
    "published on",
    "posted",
    "posted on",
    "date",
    "time",
    "release date",
    "publié",
    "publié le",
    "veröffentlicht",
    "stand",
    "publicado",
    "发布",
    "发布时间",
    "发布日期",
    "发表",
    "发表时间",
    "发表于",
    "时间",
    "日期",
    "發布時間",
    "發佈時間",
    "公開日",
    "公開日時",
    "配信",
];
/// Words before the name of the author.
const AUTHOR: [&str; 12] =
    ["author", "authors", "written by", "autor", "auteur", "作者", "记者", "記者", "本报记者", "撰文", "文", "reporter"];

/// What a head line says.
#[derive(Debug, PartialEq)]
pub enum Said {
    /// When the story was changed last.
    Updated(Stamp),
    /// When it was published.
    Published(Stamp),
    /// Who wrote it.
    By(CleanText),
}

impl Said {
    /// Writes it into the article, where that says nothing yet.
    pub fn tell(self, article: &mut Article) {
        match self {
            Said::Updated(stamp) => article.updated = article.updated.or(Some(stamp)),
            Said::Published(stamp) => article.published = article.published.or(Some(stamp)),
            Said::By(name) if article.authors.is_empty() => article.authors.push(Person { name, ..Person::default() }),
            Said::By(_) => {}
        }
    }
}

/// What a line says, where it is a stamp, a byline, or several of them one after another; else nothing.
pub fn read(line: &str, zone: &TimeZone) -> Vec<Said> {
    let line = line.trim();
    if line.is_empty() || line.chars().count() > LONGEST {
        return Vec::new();
    }
    several(line, zone).unwrap_or_else(|| one(line, zone).into_iter().collect())
}

/// The parts of a line such as `Updated: 2015-12-18 | By A. Writer`; nothing unless each part says something.
fn several(line: &str, zone: &TimeZone) -> Option<Vec<Said>> {
    let wide = line.replace("  ", "|").replace('\u{3000}', "|");
    let parts: Vec<&str> = wide.split(['|', '·', '｜', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return None;
    }
    parts.into_iter().map(|part| one(part, zone)).collect()
}

fn one(line: &str, zone: &TimeZone) -> Option<Said> {
    let moment = |text: &str| date::parse_in(text, zone).filter(|_| text.contains(|c: char| c.is_ascii_digit()));
    if let Some(stamp) = after_label(line, &UPDATED).and_then(moment) {
        return Some(Said::Updated(stamp));
    }
    if let Some(stamp) = after_label(line, &PUBLISHED).and_then(moment).or_else(|| bare_date(line, zone)) {
        return Some(Said::Published(stamp));
    }
    let name = after_label(line, &AUTHOR).filter(|_| line.contains([':', '：'])).or_else(|| after_by(line))?;
    let name = name.trim().trim_end_matches(['.', '。']);
    let likely =
        !name.is_empty() && name.split_whitespace().count() <= MOST_NAMES && !name.contains(['.', '?', '!', '。', '？', '！']);
    likely.then(|| Said::By(CleanText::line(name)))
}

/// A line that is nothing but a date: at least two numbers, and no more words than month, weekday and half of the day.
fn bare_date(line: &str, zone: &TimeZone) -> Option<Stamp> {
    let numbers = line.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    let words = line.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty()).count();
    let foreign =
        line.chars().any(|c| script::is_cjk(c) && !"年月日号號时時点點分秒上下午星期周週一二三四五六天（）".contains(c));
    let sentence = line.ends_with(['.', '!', '?', '。', '！', '？']);
    if numbers < 2 || words > 4 || foreign || sentence { None } else { date::parse_in(line, zone) }
}

fn after_by(line: &str) -> Option<&str> {
    let name = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    name.chars().next().filter(|c| c.is_uppercase())?;
    Some(name)
}

/// What stands behind one of these words and a colon or space.
fn after_label<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let split = line.split_once([':', '：']).filter(|(label, _)| is_label(label, labels));
    let by_space = || {
        let (at, _) = line.match_indices(' ').find(|(at, _)| line.get(..*at).is_some_and(|label| is_label(label, labels)))?;
        line.get(at..)
    };
    split.map(|(_, rest)| rest).or_else(by_space).map(str::trim)
}

fn is_label(text: &str, labels: &[&str]) -> bool {
    let text = text.trim().to_lowercase();
    labels.iter().any(|label| *label == text)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Said, read};

    fn told(line: &str) -> Vec<String> {
        let short = |said| match said {
            Said::Updated(stamp) => format!("updated {}", stamp.exact(&TimeZone::UTC)),
            Said::Published(stamp) => format!("published {}", stamp.exact(&TimeZone::UTC)),
            Said::By(name) => format!("by {name}"),
        };
        read(line, &TimeZone::UTC).into_iter().map(short).collect()
    }

    #[test]
    fn stamps_are_read_in_the_words_of_many_papers() {
        assert_eq!(told("Updated: 2015-12-18 18:42"), ["updated 2015-12-18 18:42"]);
        assert_eq!(told("更新时间：2015年12月18日 18:42"), ["updated 2015-12-18 18:42"]);
        assert_eq!(told("发布时间: 2015-12-18"), ["published 2015-12-18"]);
        assert_eq!(told("Published December 18, 2015"), ["published 2015-12-18"]);
        assert_eq!(told("2015-12-18 18:42"), ["published 2015-12-18 18:42"]);
        assert_eq!(told("By Ada Writer | Updated: 2015-12-18"), ["by Ada Writer", "updated 2015-12-18"]);
        assert_eq!(told("作者：张三"), ["by 张三"]);
    }

    #[test]
    fn sentences_are_no_stamps() {
        for line in
            ["Updated rules apply.", "By the river stood a mill.", "2015", "Date palms grow here.", "By Monday it was over!", ""]
        {
            assert!(told(line).is_empty(), "{line}");
        }
    }
}

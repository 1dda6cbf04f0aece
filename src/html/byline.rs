//! Lines at a story's edges that only repeat what the page's head says: who wrote it, where it comes from, when.

use jiff::tz::TimeZone;

use super::prune::prune;
use crate::model::words::joined;
use crate::model::{Article, Block, Document, Feed};
use crate::text::CleanText;

/// The longest line that can be a byline, in characters.
const LONGEST: usize = 100;
/// How many blocks at the beginning, and at the end, of a story a byline may be among.
const EDGE: usize = 3;
/// What stands before a fact, longer words first where one begins another.
const LABELS: [&str; 24] = [
    "稿件来源",
    "文章来源",
    "信息来源",
    "新闻来源",
    "本文来源",
    "发布时间",
    "发布日期",
    "更新时间",
    "原文作者",
    "本报记者",
    "来源",
    "來源",
    "作者",
    "记者",
    "記者",
    "时间",
    "日期",
    "published",
    "updated",
    "author",
    "source",
    "written by",
    "posted by",
    "by",
];

/// The story without lines near its beginning and end of which every word is a label or a fact of `article` and `feed`.
/// What they add, an editor's name say, stays.
pub fn without_repeated_byline(document: Document, feed: &Feed, article: &Article) -> Document {
    let facts = Facts::new(feed, article);
    let last = document.blocks.len();
    let repeats = |block: &Block| matches!(block, Block::Paragraph(text) if facts.are_all_of(&joined(text)));
    let edge = document.blocks.iter().enumerate().filter(|(at, _)| *at < EDGE || *at + EDGE >= last);
    let doomed: Vec<Block> = edge.map(|(_, block)| block).filter(|block| repeats(block)).cloned().collect();
    if doomed.is_empty() || doomed.len() == last {
        return document;
    }
    prune(document, &mut |block| !doomed.contains(block))
}

/// What the page's head says.
struct Facts {
    /// Names in lower case, the longest first.
    names: Vec<String>,
    /// The figures of the stamps, from the year down to the minute.
    stamps: Vec<String>,
}

impl Facts {
    fn new(feed: &Feed, article: &Article) -> Self {
        let names = article.authors.iter().map(|person| &person.name).chain([&feed.title]);
        let mut names: Vec<String> = names.filter(|name| !name.is_empty()).map(|name| name.to_lowercase()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let stamps = [article.published, article.updated].into_iter().flatten();
        Self { names, stamps: stamps.map(|stamp| figures(&stamp.exact(&TimeZone::UTC))).collect() }
    }

    /// Whether `line` is made of labels and of these facts, one at least.
    fn are_all_of(&self, line: &CleanText) -> bool {
        if line.chars().take(LONGEST + 1).count() > LONGEST {
            return false;
        }
        let mut rest = line.to_lowercase();
        let mut found = false;
        for name in &self.names {
            found |= rest.contains(name);
            rest = rest.replace(name, " ");
        }
        for label in LABELS {
            rest = without_label(&rest, label);
        }
        let told = figures(&rest);
        let date = told.len() >= 8 && self.stamps.iter().any(|stamp| stamp.starts_with(&told) || told.starts_with(stamp));
        let is_time = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '时' | '時' | '分' | '秒');
        let others = rest.chars().any(|c| c.is_alphanumeric() && !is_time(c));
        (found || date) && !others && (told.is_empty() || date)
    }
}

/// The text without a label; of letters, only as a word of its own.
fn without_label(text: &str, label: &str) -> String {
    if !label.is_ascii() {
        return text.replace(label, " ");
    }
    let trimmed = text.trim_start();
    let rest = trimmed.strip_prefix(label).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    rest.unwrap_or(text).to_owned()
}

fn figures(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz;

    use super::without_repeated_byline;
    use crate::html::document;
    use crate::model::{Article, Feed, Person, RawHtml, Stamp};

    fn left(markup: &str) -> Vec<String> {
        let person = |name: &'static str| Person { name: name.into(), ..Person::default() };
        let published = Some(Stamp::at("2015-12-18T18:42:00+08:00".parse().expect("a time"), tz::offset(8)));
        let article = Article { authors: vec![person("王小明"), person("Ann Smith")], published, ..Article::default() };
        let feed = Feed { title: "乌镇日报".into(), ..Feed::default() };
        let story = without_repeated_byline(document(&RawHtml::new(markup), None), &feed, &article);
        story.leaf_texts().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_the_head_says_is_not_said_again() {
        for byline in [
            "作者：王小明",
            "来源：乌镇日报　作者：王小明　2015-12-18 18:42",
            "2015年12月18日18:42 来源：乌镇日报",
            "（本报记者 王小明）",
            "By Ann Smith",
            "Published: 2015-12-18",
        ] {
            assert_eq!(left(&format!("<p>{byline}</p><p>正文。</p>")), ["正文。"], "{byline}");
            assert_eq!(left(&format!("<p>正文。</p><p>{byline}</p>")), ["正文。"], "{byline}");
        }
    }

    #[test]
    fn what_the_head_does_not_say_stays() {
        for line in [
            "作者：李四",
            "来源：乌镇日报 责任编辑：李四",
            "王小明说，会议成功。",
            "2015年12月19日",
            "Ann Smith by the sea",
            "来源",
        ] {
            assert_eq!(left(&format!("<p>{line}</p><p>正文。</p>")).len(), 2, "{line}");
        }
        assert_eq!(left("<p>By Ann Smith</p>").len(), 1);
        let inside = "<p>一。<p>二。<p>三。<p>By Ann Smith<p>四。<p>五。<p>六。";
        assert_eq!(left(inside).len(), 7);
    }
}

//! What a page says of its story for machines: JSON-LD in the words of schema.org.

use serde_json::Value;

/// Kinds of things that are a story.
const STORIES: [&str; 12] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "LiveBlogPosting",
    "TechArticle",
    "ScholarlyArticle",
    "SocialMediaPosting",
    "AdvertiserContentArticle",
];
/// How many things are looked at in one script.
const MOST_THINGS: usize = 2_000;

/// A story as its page describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub site: Option<String>,
    pub description: Option<String>,
    pub image: Option<String>,
}

impl Story {
    /// Takes from another script what is not known yet.
    pub fn merge(&mut self, other: Story) {
        self.headline = self.headline.take().or(other.headline);
        self.published = self.published.take().or(other.published);
        self.updated = self.updated.take().or(other.updated);
        self.site = self.site.take().or(other.site);
        self.description = self.description.take().or(other.description);
        self.image = self.image.take().or(other.image);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
    }
}

/// The story in a script; what is no JSON says nothing.
pub fn read(script: &str) -> Story {
    // Old pages wrap scripts for XML; careless ones break lines inside strings.
    let inner = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
    let calm: String = inner.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let Ok(value) = serde_json::from_str::<Value>(&calm) else { return Story::default() };
    let mut things = Vec::new();
    gather(&value, &mut things);
    let mut story = Story::default();
    for thing in things.iter().filter(|thing| is_a(thing, &STORIES)) {
        story.merge(describe(thing, &things));
    }
    for thing in things.iter().filter(|thing| is_a(thing, &["WebPage"])) {
        story.merge(Story { headline: None, description: None, ..describe(thing, &things) });
    }
    story
}

/// Every object of the script, outer ones first.
fn gather<'a>(value: &'a Value, out: &mut Vec<&'a Value>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| gather(one, out)),
        Value::Object(fields) if out.len() < MOST_THINGS => {
            out.push(value);
            fields.values().for_each(|one| gather(one, out));
        }
        _ => {}
    }
}

fn is_a(thing: &Value, kinds: &[&str]) -> bool {
    let is = |kind: &Value| kind.as_str().is_some_and(|kind| kinds.contains(&kind.rsplit(['/', ':']).next().unwrap_or(kind)));
    match &thing["@type"] {
        Value::Array(all) => all.iter().any(is),
        one => is(one),
    }
}

fn describe(thing: &Value, things: &[&Value]) -> Story {
    Story {
        headline: words(&thing["headline"]).or_else(|| words(&thing["name"])),
        authors: names(&thing["author"], things),
        published: words(&thing["datePublished"]).or_else(|| words(&thing["dateCreated"])),
        updated: words(&thing["dateModified"]),
        site: names(&thing["publisher"], things).into_iter().next(),
        description: words(&thing["description"]),
        image: address(&thing["image"]),
    }
}

fn words(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value[0].as_str())?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Names given as texts, as things with a name, or as references to such things.
fn names(value: &Value, things: &[&Value]) -> Vec<String> {
    match value {
        Value::String(name) if !name.trim().is_empty() => vec![name.trim().to_owned()],
        Value::Array(all) => all.iter().flat_map(|one| names(one, things)).collect(),
        Value::Object(_) => {
            let meant = || {
                things.iter().find(|thing| thing["@id"].is_string() && thing["@id"] == value["@id"] && thing["name"].is_string())
            };
            words(&value["name"]).or_else(|| words(&meant()?["name"])).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) => all.first().and_then(address),
        Value::Object(_) => words(&value["url"]),
        one => words(one),
    }
}

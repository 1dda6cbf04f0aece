//! Recordings, films and pictures that belong to an article.

use super::{article::line, links, namespace::Space, tree::Element};
use crate::{
    model::Attachment,
    text::{CleanText, SafeUrl},
};

/// The most attachments of an article that are kept.
const MOST_ATTACHMENTS: usize = 200;

/// What goes with an article.
#[derive(Default)]
pub(super) struct Media {
    pub(super) attachments: Vec<Attachment>,
    /// Addresses of files that are relative to an unknown place.
    pub(super) unresolved: Vec<CleanText>,
    pub(super) image: Option<SafeUrl>,
}

/// The files and the picture of `item`.
pub(super) fn read(item: &Element<'_>, base: Option<&SafeUrl>) -> Media {
    let mut media = Media::default();
    let seconds = item.all_in(Space::Itunes, "duration").find_map(|element| duration(&element.text()));
    for enclosure in item.all("enclosure") {
        media.attach(enclosure, "url", seconds, base);
    }
    for link in links::all_with_relation(item, "enclosure") {
        media.attach(link, "href", seconds, base);
    }
    media.gather(item, base);
    for source in item.all_in(Space::Podcast, "alternateEnclosure").flat_map(Element::elements) {
        media.attach(source, "uri", seconds, base);
    }
    for transcript in item.all_in(Space::Podcast, "transcript") {
        media.attach(transcript, "url", None, base);
    }
    let pictures = item.all_in(Space::Itunes, "image").filter_map(|image| image.attribute("href").map(str::to_owned));
    let plain = item.all("image").filter_map(|image| {
        let url = image.all("url").next().unwrap_or(image);
        image.attribute("href").or(image.attribute("url")).map(str::to_owned).or_else(|| Some(url.text().into_owned()))
    });
    let named = pictures.chain(plain).filter(|url| !url.is_empty()).find_map(|url| SafeUrl::resolve(&url, base));
    media.image = named.or(media.image);
    media
}

impl Media {
    /// Takes the Media RSS in `parent`, and in its groups.
    fn gather(&mut self, parent: &Element<'_>, base: Option<&SafeUrl>) {
        for element in parent.elements().filter(|element| element.space == Space::Media) {
            match element.name {
                "group" => self.gather(element, base),
                "content" => {
                    if is_picture(element) {
                        self.picture(element, base);
                    } else {
                        self.attach(element, "url", None, base);
                    }
                    self.gather(element, base);
                }
                "thumbnail" => self.picture(element, base),
                _ => {}
            }
        }
    }

    fn picture(&mut self, element: &Element<'_>, base: Option<&SafeUrl>) {
        if self.image.is_none() {
            self.image = element.attribute("url").and_then(|url| resolve(url, base));
        }
    }

    fn attach(&mut self, element: &Element<'_>, address: &str, seconds: Option<u64>, base: Option<&SafeUrl>) {
        let Some(written) = element.attribute(address) else { return };
        let Some(url) = resolve(written, element.around.base.as_ref().or(base)) else {
            if links::is_relative(written) && self.unresolved.len() < MOST_ATTACHMENTS {
                self.unresolved.push(CleanText::line(written));
            }
            return;
        };
        if self.attachments.len() == MOST_ATTACHMENTS || self.attachments.iter().any(|other| other.url == url) {
            return;
        }
        let number = |name: &str| element.attribute(name).and_then(|text| text.parse().ok());
        let title = element.all_in(Space::Media, "title").map(line).next();
        let title = title.or_else(|| element.attribute("title").map(CleanText::line)).filter(|title| !title.is_empty());
        self.attachments.push(Attachment {
            url,
            media_type: CleanText::line(element.attribute("type").unwrap_or_default()),
            bytes: number("length").or_else(|| number("fileSize")).filter(|bytes| *bytes > 0),
            seconds: element.attribute("duration").and_then(duration).or(seconds),
            title,
        });
    }
}

fn resolve(url: &str, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    if url.is_empty() { None } else { SafeUrl::resolve(url, base) }
}

fn is_picture(content: &Element<'_>) -> bool {
    let kind = content.attribute("type").unwrap_or_default();
    content.attribute("medium").unwrap_or_default().eq_ignore_ascii_case("image") || kind.starts_with("image/")
}

/// `3600`, `60:00`, `1:00:00` in seconds.
fn duration(text: &str) -> Option<u64> {
    let text = text.trim();
    let mut parts = text.split(':');
    let whole = parts.by_ref().take(3).try_fold(0_u64, |total, part| {
        let part = part.split('.').next()?;
        total.checked_mul(60)?.checked_add(part.trim().parse().ok()?)
    })?;
    (parts.next().is_none() && whole > 0).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn playing_times_are_read_in_every_form() {
        assert_eq!(duration("3600"), Some(3_600));
        assert_eq!(duration(" 01:02:03 "), Some(3_723));
        assert_eq!(duration("62:03"), Some(3_723));
        assert_eq!(duration("63.5"), Some(63));
        for nonsense in ["", "0", "abc", "1:2:3:4", "99999999999999999999", "-1"] {
            assert_eq!(duration(nonsense), None, "{nonsense}");
        }
    }
}

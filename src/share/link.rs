//! Addresses as they are handed on: without what says who shared or clicked.

use crate::text::SafeUrl;

/// `url` without the query parameters whose names are in `dropped`; a `*` at a name's end stands for anything. The rest
/// stays as it is written, byte for byte.
#[must_use]
pub fn clean(url: &SafeUrl, dropped: &[String]) -> SafeUrl {
    let (page, fragment) = url.as_str().split_once('#').unwrap_or((url.as_str(), ""));
    let Some((path, query)) = page.split_once('?') else { return url.clone() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_dropped(pair, dropped)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    SafeUrl::parse(&format!("{path}{query}{fragment}")).unwrap_or_else(|| url.clone())
}

fn is_dropped(pair: &str, dropped: &[String]) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    dropped.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => !beginning.is_empty() && name.starts_with(&beginning.to_ascii_lowercase()),
        None => name == known.to_ascii_lowercase(),
    })
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::{config::share::Share, text::SafeUrl};

    #[test]
    fn what_says_who_clicked_is_dropped_and_nothing_else_changes() {
        for (address, kept) in [
            ("https://e.org/a?utm_source=x&id=7&UTM_Medium=y", "https://e.org/a?id=7"),
            ("https://e.org/a?fbclid=1", "https://e.org/a"),
            ("https://e.org/a?fbclid=1#part", "https://e.org/a#part"),
            ("https://e.org/a?q=%E4%B8%AD+b&x&y=", "https://e.org/a?q=%E4%B8%AD+b&x&y="),
            ("https://e.org/a?futm_x=1&gclids=2", "https://e.org/a?futm_x=1&gclids=2"),
            ("https://e.org/a#?utm_source=x", "https://e.org/a#?utm_source=x"),
            ("https://e.org/utm_source=1", "https://e.org/utm_source=1"),
        ] {
            let url = SafeUrl::parse(address).expect("an address");
            assert_eq!(clean(&url, &Share::default().drop_parameters).as_str(), kept);
        }
    }

    #[test]
    fn the_list_is_the_users() {
        let url = SafeUrl::parse("https://e.org/?utm_source=x&who=me").expect("an address");
        assert_eq!(clean(&url, &["who".to_owned()]).as_str(), "https://e.org/?utm_source=x");
        assert_eq!(clean(&url, &["*".to_owned()]), url);
    }
}

//! Lists of subscriptions of other programs, where the shared corpora are present.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use newsprint::{
    decode::entity,
    source::list::{List, Subscription},
    text::CleanText,
};
use serde_json::Value;

/// Every OPML file of the corpora, with what is expected of it.
fn cases() -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/opml");
    let Ok(families) = fs::read_dir(folder) else { return Vec::new() };
    let files = families.flat_map(|family| fs::read_dir(family.expect("an entry").path()).expect("a folder"));
    let files =
        files.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some_and(|end| end == "opml"));
    let expected = |path: &Path| fs::read(path.with_extension("expect.json")).expect("an expectation");
    files.map(|path| (path.clone(), serde_json::from_slice(&expected(&path)).expect("JSON"))).collect()
}

fn is_web(address: &str) -> bool {
    address.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"))
        || address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
}

/// The addresses in a file that no parser of XML can read, by their attribute alone.
fn addresses(text: &str) -> Vec<String> {
    let values = text.split("xmlUrl").skip(1).filter_map(|rest| {
        let value = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
        Some(entity::unescape(value.split_once('"')?.0).into_owned())
    });
    values.filter(|address| is_web(address)).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the misses are what the run is for")]
fn third_party_lists_lose_no_feed_no_name_and_no_folder() {
    let cases = cases();
    let wrong = cases.iter().filter(|(path, case)| {
        let faults = faults(path, &case["expect"]);
        for fault in &faults {
            println!("{}: {fault}", path.display());
        }
        !faults.is_empty()
    });
    assert_eq!(wrong.count(), 0, "of {} lists", cases.len());
}

fn is_as_expected(found: &Subscription, expected: &Value) -> bool {
    let folders: Vec<&str> = found.folders.iter().map(CleanText::as_str).collect();
    [(&expected["title"], found.title.as_str()), (&expected["folder"], &folders.join("/"))].into_iter().all(|(want, have)| {
        let want = want.as_str().unwrap_or_default();
        want.is_empty() || squeezed(want) == squeezed(have)
    })
}

fn faults(path: &Path, expected: &Value) -> Vec<String> {
    let bytes = fs::read(path).expect("the list");
    let list = List::read(&bytes).unwrap_or_default();
    let mut got: BTreeMap<&str, Vec<&Subscription>> = BTreeMap::new();
    for feed in &list.subscriptions {
        got.entry(feed.written.as_str()).or_default().push(feed);
    }
    let mut faults = Vec::new();
    if expected["well_formed"] == false {
        let text = String::from_utf8_lossy(&bytes);
        let missing = addresses(&text).into_iter().filter(|address| !got.contains_key(address.as_str()));
        return missing.map(|address| format!("no {address}")).collect();
    }
    let feeds = expected["feeds"].as_array().expect("feeds");
    let wanted: BTreeMap<&str, &Value> = feeds.iter().filter_map(|feed| Some((feed["xmlUrl"].as_str()?, feed))).collect();
    for (address, feed) in wanted.into_iter().filter(|(address, _)| is_web(address)) {
        let Some(found) = got.get(address) else {
            faults.push(format!("no {address}"));
            continue;
        };
        if !found.iter().any(|found| is_as_expected(found, feed)) {
            faults.push(format!("{address}: not {feed}"));
        }
    }
    faults
}

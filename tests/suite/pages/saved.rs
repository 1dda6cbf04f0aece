//! Stories that were saved as plain text.

use std::fs;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use newsprint::extract;
use newsprint::html;
use newsprint::model::Block;

#[test]
fn a_story_saved_from_a_newspapers_page_is_clean() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seed");
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let raw = fs::read_to_string(&path).expect("a text");
        let story = extract::text(&raw, &TimeZone::UTC);
        let document = html::document(&story.body, None);
        let paragraphs = document.blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
        assert_eq!((paragraphs, document.blocks.len()), (11, 11));
        assert_eq!(story.title.as_str(), "WIC achieves 'fruitful results': Official");
        assert_eq!(story.updated.map(|stamp| stamp.exact(&TimeZone::UTC)).as_deref(), Some("2015-12-18 18:42"));
        assert_eq!(story.published, None);
    }
}

-- The reader's rules, and the stories that they hold for.
CREATE TABLE rule (
    kind TEXT NOT NULL,                     -- 'mute' or 'highlight'
    text TEXT NOT NULL                      -- the question
) STRICT;
CREATE TABLE ruled (
    story INTEGER NOT NULL REFERENCES status(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    ord INTEGER NOT NULL,                   -- its place in lists, also while it is in none
    PRIMARY KEY (story, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX ruled_ord ON ruled (ord);
-- Stories below this place are to be judged by the rules that hold; 0: none are.
ALTER TABLE counter ADD COLUMN unjudged INTEGER NOT NULL DEFAULT 0;
-- How many words the text of an indexed article has. What was indexed before that was counted is indexed again.
CREATE TABLE length (story INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, words INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO unindexed (story) SELECT id FROM article;
-- The whole text of an article whose feed brings only its beginning, as it was fetched from its page.
CREATE TABLE whole (
    story INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    body BLOB NOT NULL,                     -- packed
    base TEXT,
    shown INTEGER NOT NULL                  -- or the feed's text is
) STRICT;
-- Where the next feed goes is asked once for each of a list's feeds: fifty thousand times for a long one.
CREATE INDEX feed_position ON feed (position);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('ruled', 'ruled', '1000 1 1'), ('ruled', 'ruled_ord', '1000 1');

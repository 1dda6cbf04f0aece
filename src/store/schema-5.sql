-- Version 5: an index of words of our own. Articles are indexed many at a time; each time makes a segment that never changes,
-- and small segments are merged into larger ones. What was indexed before is indexed again.
DROP TABLE words;
DROP TABLE word;
DELETE FROM sqlite_stat1 WHERE tbl = 'word';
DELETE FROM length;
INSERT OR IGNORE INTO unindexed (story) SELECT id FROM article;

-- Articles that were indexed together. Within a segment they are numbered from 0 on, the newest first.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    articles INTEGER NOT NULL,
    newest INTEGER NOT NULL,                -- the place in lists of the first article
    oldest INTEGER NOT NULL,                -- and of the last
    stale INTEGER NOT NULL DEFAULT 0        -- how many of its articles are gone or indexed again
) STRICT;
-- The places in lists of a segment's articles, eight bytes each, cut into rows. The number of a row is that of its segment in
-- the upper and its own in the lower 32 bits, here and in lists.
CREATE TABLE segment_place (id INTEGER PRIMARY KEY, places BLOB NOT NULL) STRICT;
-- The words of a segment in order, cut into rows.
CREATE TABLE segment_word (
    segment INTEGER NOT NULL,
    first BLOB NOT NULL,                    -- the first word of the row
    words BLOB NOT NULL                     -- each with how many articles have it, and where the list of these is
) STRICT;
CREATE UNIQUE INDEX segment_word_first ON segment_word (segment, first);
-- The lists of the numbers of the articles that have a word, one after another, cut into rows.
CREATE TABLE segment_list (id INTEGER PRIMARY KEY, numbers BLOB NOT NULL) STRICT;
-- Articles of a segment that are gone, or are indexed again in another one.
CREATE TABLE stale (segment INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (segment, place)) STRICT, WITHOUT ROWID;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('segment', NULL, '20'),
    ('segment_place', NULL, '200'),
    ('segment_word', 'segment_word_first', '20000 1000 1'),
    ('segment_list', NULL, '20000'),
    ('stale', 'stale', '1000 50 1');

-- The library. Times are seconds since 1970 unless said otherwise.

-- Feeds, and how the last questions went.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',         -- the feed's own
    name TEXT,                              -- the reader's
    site TEXT,
    language TEXT NOT NULL DEFAULT '',
    folder TEXT NOT NULL DEFAULT '',        -- 'News/Local'; empty for none
    position INTEGER NOT NULL DEFAULT 0,
    about TEXT,                             -- what the feed says of itself: JSON
    overrides TEXT NOT NULL DEFAULT '{}',   -- what the reader wants otherwise here: JSON
    validators TEXT,
    checked INTEGER,
    succeeded INTEGER,
    failure TEXT,                           -- why the last question brought nothing; NULL when it did
    failures INTEGER NOT NULL DEFAULT 0,    -- how many in a row
    latency INTEGER,                        -- milliseconds
    due INTEGER,
    held INTEGER,                           -- until when the server asks to be left alone
    interval INTEGER,                       -- seconds
    repairs TEXT NOT NULL DEFAULT '[]',     -- JSON
    moved TEXT,                             -- where a permanent redirect leads
    moved_since INTEGER,
    paused INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    removed INTEGER,                        -- since when it is unsubscribed, until it is swept out
    total INTEGER NOT NULL DEFAULT 0,       -- kept by triggers
    unread INTEGER NOT NULL DEFAULT 0       -- kept by triggers
) STRICT;

-- The number of the next article: numbers are never given twice.
CREATE TABLE counter (next INTEGER NOT NULL) STRICT;
INSERT INTO counter VALUES (1);

-- What the reader did with an article, and its place in the lists. It outlives the article.
CREATE TABLE status (
    id INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    name TEXT NOT NULL,                     -- the article's id within its feed
    ord INTEGER,                            -- the place in lists, newest highest; NULL where it is in none
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0,
    size TEXT,
    place TEXT,                             -- JSON
    shared INTEGER NOT NULL DEFAULT 0,
    changed INTEGER
) STRICT;
CREATE UNIQUE INDEX status_name ON status (feed, name);
CREATE UNIQUE INDEX status_ord ON status (ord);
CREATE INDEX status_feed ON status (feed, ord, read);
CREATE INDEX status_unread ON status (ord) WHERE read = 0;
CREATE INDEX status_starred ON status (ord) WHERE starred = 1;
CREATE INDEX status_later ON status (ord) WHERE later = 1;

CREATE TABLE tag (
    name TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES status(id) ON DELETE CASCADE,
    PRIMARY KEY (name, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_story ON tag (story);

-- An article as it was published.
CREATE TABLE article (
    id INTEGER PRIMARY KEY REFERENCES status(id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,                   -- its place in lists, also while its feed is removed
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    language TEXT NOT NULL,                 -- its own or its feed's, in lower case
    stamp INTEGER,                          -- milliseconds
    clock INTEGER,                          -- the publisher's distance from UTC in seconds
    day INTEGER NOT NULL,                   -- whether only the day is known
    files INTEGER NOT NULL,                 -- how many recordings, films and other files
    hash INTEGER NOT NULL,                  -- of all that was published
    came INTEGER NOT NULL,
    revised INTEGER,
    facts TEXT NOT NULL,                    -- the rest: JSON
    body BLOB NOT NULL                      -- packed
) STRICT;

-- What an article said before it was changed.
CREATE TABLE revision (
    story INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    until INTEGER NOT NULL,
    title TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (story, until)
) STRICT, WITHOUT ROWID;

-- Articles that are not in the index of words yet.
CREATE TABLE unindexed (story INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE) STRICT;

-- The index of words: by ord, so that its order is that of the lists. We make the tokens, parted by spaces.
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
-- Every word of the index, and in how many articles it was when they were indexed: to complete a word that is being typed.
CREATE TABLE word (word TEXT PRIMARY KEY, articles INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER status_added AFTER INSERT ON status WHEN new.ord IS NOT NULL BEGIN
    UPDATE feed SET total = total + 1, unread = unread + (new.read = 0) WHERE id = new.feed;
END;
CREATE TRIGGER status_changed AFTER UPDATE OF ord, read ON status
WHEN (old.ord IS NULL) <> (new.ord IS NULL) OR old.read <> new.read BEGIN
    UPDATE feed SET
        total = total + (new.ord IS NOT NULL) - (old.ord IS NOT NULL),
        unread = unread + (new.ord IS NOT NULL AND new.read = 0) - (old.ord IS NOT NULL AND old.read = 0)
    WHERE id = new.feed;
END;
CREATE TRIGGER status_gone AFTER DELETE ON status WHEN old.ord IS NOT NULL BEGIN
    UPDATE feed SET total = total - 1, unread = unread - (old.read = 0) WHERE id = old.feed;
END;

-- Statistics of a grown library, so that the planner never works from those of an empty one.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('feed', 'sqlite_autoindex_feed_1', '1000 1'),
    ('status', 'status_name', '100000 100 1'),
    ('status', 'status_ord', '100000 1'),
    ('status', 'status_feed', '100000 100 1 1'),
    ('status', 'status_unread', '50000 1'),
    ('status', 'status_starred', '500 1'),
    ('status', 'status_later', '500 1'),
    ('tag', 'tag', '1000 50 1'),
    ('tag', 'tag_story', '1000 2'),
    ('article', NULL, '100000'),
    ('revision', 'revision', '10000 2 1'),
    ('unindexed', NULL, '100'),
    ('word', 'word', '200000 1');

-- Version 2: retention. A status outlives its article, and is forgotten when its feed lists the article no longer.
ALTER TABLE status ADD COLUMN listed INTEGER;   -- of an article that was dropped: when its feed listed it last
CREATE INDEX status_done ON status (feed, ord) WHERE read = 1 AND starred = 0 AND later = 0;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('status', 'status_done', '50000 100 1');

-- What a reader wants otherwise for one feed stands in the settings.
ALTER TABLE feed DROP COLUMN overrides;

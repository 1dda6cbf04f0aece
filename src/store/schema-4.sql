-- Version 4: the reader's tags of feeds, as other readers' lists have them.
ALTER TABLE feed ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';   -- JSON

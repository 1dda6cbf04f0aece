-- Version 6: segments are merged in steps, each its own transaction, so that nobody waits long for one. A merge that was
-- interrupted is gone on with by whoever indexes next.
ALTER TABLE segment ADD COLUMN state INTEGER NOT NULL DEFAULT 0;    -- 0: whole; 1: being written; 2: to be deleted
ALTER TABLE segment ADD COLUMN target INTEGER;                      -- the segment that this one is being merged into
ALTER TABLE segment ADD COLUMN word BLOB NOT NULL DEFAULT x'';      -- while it is being written: its last word
ALTER TABLE segment ADD COLUMN written INTEGER NOT NULL DEFAULT 0;  -- and how many bytes of lists it has

-- What people decided about two matters that look alike, and how alike they were found to be: measures, no words.
-- From these rows the office learns weights of its own. The other folder holds the same schema; a test proves the
-- two equal.

CREATE TABLE pairings (
    matter_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    decided_at INTEGER NOT NULL,
    shown TEXT,
    PRIMARY KEY (matter_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairings_by_other ON pairings (other_id, matter_id);

-- Who is asked to decide, answer or read: one row a matter, kind, and person or unit.
-- The PostgreSQL folder holds the same schema; a test proves the two equal.

CREATE TABLE asked (
    matter_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    since_at INTEGER NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    run_id TEXT,
    PRIMARY KEY (matter_id, kind, who)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_by_who ON asked (who, kind, done, since_at, matter_id);

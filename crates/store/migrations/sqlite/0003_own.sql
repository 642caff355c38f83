-- A person's own comforts: drafts, stock phrases, saved views, settings. Sealed, no evidence, read by
-- nobody else.
-- The PostgreSQL folder holds the same schema; a test proves the two equal.

CREATE TABLE own (
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    ciphertext BLOB NOT NULL,
    PRIMARY KEY (person_id, kind, name)
) STRICT, WITHOUT ROWID;

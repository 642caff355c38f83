-- A person's own comforts: drafts, stock phrases, saved views, settings. Sealed, no evidence, read by
-- nobody else.
-- The SQLite folder holds the same schema; a test proves the two equal.

CREATE TABLE own (
    person_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (person_id, kind, name)
);

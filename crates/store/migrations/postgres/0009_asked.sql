-- Who is asked to decide, answer or read: one row a matter, kind, and person or unit.
-- The SQLite folder holds the same schema; a test proves the two equal.

CREATE TABLE asked (
    matter_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    who text COLLATE "C" NOT NULL,
    since_at bigint NOT NULL,
    done boolean NOT NULL,
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, kind, who)
);
CREATE INDEX asked_by_who ON asked (who, kind, done, since_at, matter_id);

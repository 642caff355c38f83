-- What people decided about two matters that look alike, and how alike they were found to be: measures, no words.
-- From these rows the office learns weights of its own. The other folder holds the same schema; a test proves the
-- two equal.

CREATE TABLE pairings (
    matter_id TEXT COLLATE "C" NOT NULL,
    other_id TEXT COLLATE "C" NOT NULL,
    same BOOLEAN NOT NULL,
    decided_at BIGINT NOT NULL,
    shown TEXT COLLATE "C",
    PRIMARY KEY (matter_id, other_id)
);
CREATE INDEX pairings_by_other ON pairings (other_id, matter_id);

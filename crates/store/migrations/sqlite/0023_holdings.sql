-- Which organ had a matter when (在手起止): what books balance by and the wall chart counts. No personal and no
-- free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE holdings (
    organ TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    nth INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    came TEXT NOT NULL,
    until_at INTEGER,
    went TEXT,
    is_narrow INTEGER NOT NULL CHECK (is_narrow IN (0, 1)),
    stage TEXT,
    due_at INTEGER,
    run_id TEXT,
    PRIMARY KEY (organ, matter_id, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX holdings_in ON holdings (organ, from_at, came, matter_id, is_narrow, run_id);
CREATE INDEX holdings_out ON holdings (organ, until_at, went, from_at, matter_id, is_narrow, run_id)
    WHERE until_at IS NOT NULL;
-- What is there now, by stage: a wall chart reads no row of a matter.
CREATE INDEX holdings_here ON holdings (organ, stage, due_at, from_at, matter_id, is_narrow, run_id)
    WHERE until_at IS NULL;
-- One matter's, for the rebuild.
CREATE INDEX holdings_of ON holdings (matter_id);

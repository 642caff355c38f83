-- Conclusions, how they were answered and what the reporters think: the basis of the satisfaction
-- figures. The other folder holds the same schema; a test proves the two equal.
CREATE TABLE answers (
    matter_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    concluded_at INTEGER NOT NULL,
    answered_at INTEGER,
    mode TEXT,
    process TEXT,
    result TEXT,
    via TEXT,
    evaluated_at INTEGER,
    run_id TEXT,
    PRIMARY KEY (matter_id, round)
) STRICT, WITHOUT ROWID;
-- The figures of a unit over a period are one range.
CREATE INDEX answers_by_unit ON answers (unit_id, concluded_at, matter_id, round);
-- The call-back queue of an organ reads only what is still to be called.
CREATE INDEX clocks_by_rule ON clocks (owner, rule, due_at, matter_id) WHERE ended_at IS NULL;

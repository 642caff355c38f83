-- Counts kept beside the rows they count (计数), so that a wall chart or a balance reads a few hundred rows of
-- a million matters. Each write adds what it changed; `rebuild` counts anew, `check` compares. No personal
-- and no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE tallies (
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    day INTEGER NOT NULL,
    word TEXT NOT NULL,
    run_id TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (kind, owner, day, word, run_id)
) STRICT, WITHOUT ROWID;

-- What is in no count and is looked at one by one: matters some organ above may not know of (T4), and what
-- was entered as gone before it came.
CREATE INDEX holdings_apart ON holdings
    (organ, from_at, until_at, came, went, stage, due_at, matter_id, is_narrow, run_id)
    WHERE is_narrow OR until_at < from_at;

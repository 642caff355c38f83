-- Counts kept beside the rows they count (计数), so that a wall chart or a balance reads a few hundred rows of
-- a million matters. Each write adds what it changed; `rebuild` counts anew, `check` compares. No personal
-- and no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE tallies (
    kind TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    run_id TEXT COLLATE "C" NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (kind, owner, day, word, run_id)
);

-- What is in no count and is looked at one by one: matters some organ above may not know of (T4), and what
-- was entered as gone before it came.
CREATE INDEX holdings_apart ON holdings
    (organ, from_at, until_at, came, went, stage, due_at, matter_id, is_narrow, run_id)
    WHERE is_narrow OR until_at < from_at;

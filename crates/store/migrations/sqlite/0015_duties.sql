-- What people owe in matters, and to whom it is being handed over (交接, P-14): codes and ids alone.
-- The other folder holds the same schema; a test proves the two equal.

CREATE TABLE duties (
    person_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    successor TEXT,
    given INTEGER NOT NULL CHECK (given IN (0, 1)),
    taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
    run_id TEXT,
    PRIMARY KEY (person_id, matter_id, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX duties_by_successor ON duties (successor, matter_id) WHERE successor IS NOT NULL;
CREATE INDEX duties_by_matter ON duties (matter_id);

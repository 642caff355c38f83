-- What people owe in matters, and to whom it is being handed over (交接, P-14): codes and ids alone.
-- The other folder holds the same schema; a test proves the two equal.

CREATE TABLE duties (
    person_id text COLLATE "C" NOT NULL,
    matter_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    successor text COLLATE "C",
    given boolean NOT NULL,
    taken boolean NOT NULL,
    run_id text COLLATE "C",
    PRIMARY KEY (person_id, matter_id, kind, number)
);
CREATE INDEX duties_by_successor ON duties (successor, matter_id) WHERE successor IS NOT NULL;
CREATE INDEX duties_by_matter ON duties (matter_id);

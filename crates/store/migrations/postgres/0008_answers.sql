-- Conclusions, how they were answered and what the reporters think: the basis of the satisfaction
-- figures. The other folder holds the same schema; a test proves the two equal.
CREATE TABLE answers (
    matter_id text COLLATE "C" NOT NULL,
    round bigint NOT NULL,
    unit_id text COLLATE "C" NOT NULL,
    concluded_at bigint NOT NULL,
    answered_at bigint,
    mode text COLLATE "C",
    process text COLLATE "C",
    result text COLLATE "C",
    via text COLLATE "C",
    evaluated_at bigint,
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, round)
);
-- The figures of a unit over a period are one range.
CREATE INDEX answers_by_unit ON answers (unit_id, concluded_at, matter_id, round);
-- The call-back queue of an organ reads only what is still to be called.
CREATE INDEX clocks_by_rule ON clocks (owner, rule, due_at, matter_id) WHERE ended_at IS NULL;

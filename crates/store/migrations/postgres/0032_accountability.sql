-- Accountability (追责问责): proposals with what came of them, and what the ledger shows and nobody answered for.
-- No personal and no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE accountability (
    matter_id TEXT COLLATE "C" NOT NULL,
    proposal BIGINT NOT NULL,
    organ_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    ground TEXT COLLATE "C" NOT NULL,
    form TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    held BIGINT NOT NULL,
    light BOOLEAN NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    proposed_at BIGINT NOT NULL,
    closed_at BIGINT,
    run_id TEXT COLLATE "C",
    PRIMARY KEY (matter_id, proposal)
);
-- The cases of an organ, the last proposed first, and its figures of a time.
CREATE INDEX accountability_by_organ ON accountability (organ_id, sort_key, proposal);
CREATE INDEX accountability_figures
    ON accountability (organ_id, proposed_at, ground, state, held, light, matter_id, run_id);

CREATE TABLE duty_flags (
    matter_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    flag TEXT COLLATE "C" NOT NULL,
    of_unit TEXT COLLATE "C" NOT NULL,
    times BIGINT NOT NULL,
    settled BOOLEAN NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    run_id TEXT COLLATE "C",
    PRIMARY KEY (matter_id, unit_id, flag)
);
-- What is open in a unit's sight, the last first.
CREATE INDEX duty_flags_by_unit ON duty_flags (unit_id, flag, settled, sort_key);

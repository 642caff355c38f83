-- Accountability (追责问责): proposals with what came of them, and what the ledger shows and nobody answered for.
-- No personal and no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE accountability (
    matter_id TEXT NOT NULL,
    proposal INTEGER NOT NULL,
    organ_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    ground TEXT NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    held INTEGER NOT NULL,
    light INTEGER NOT NULL CHECK (light IN (0, 1)),
    sort_key TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    closed_at INTEGER,
    run_id TEXT,
    PRIMARY KEY (matter_id, proposal)
) STRICT, WITHOUT ROWID;
-- The cases of an organ, the last proposed first, and its figures of a time.
CREATE INDEX accountability_by_organ ON accountability (organ_id, sort_key, proposal);
CREATE INDEX accountability_figures
    ON accountability (organ_id, proposed_at, ground, state, held, light, matter_id, run_id);

CREATE TABLE duty_flags (
    matter_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    flag TEXT NOT NULL,
    of_unit TEXT NOT NULL,
    times INTEGER NOT NULL,
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    sort_key TEXT NOT NULL,
    run_id TEXT,
    PRIMARY KEY (matter_id, unit_id, flag)
) STRICT, WITHOUT ROWID;
-- What is open in a unit's sight, the last first.
CREATE INDEX duty_flags_by_unit ON duty_flags (unit_id, flag, settled, sort_key);

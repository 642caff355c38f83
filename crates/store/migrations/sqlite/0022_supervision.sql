-- Supervision (督办): what goes out next about a clock, slips, urgings, and rungs held back. Codes and ids
-- alone; a slip's words stay sealed. The other folder holds the same schema; a test proves the two equal.

ALTER TABLE clocks ADD COLUMN goes_at INTEGER;
ALTER TABLE clocks ADD COLUMN goes_kind TEXT;
ALTER TABLE clocks ADD COLUMN goes_from TEXT;
-- The plan of a day is one range of an organ, and costs in proportion to what goes out on it.
CREATE INDEX clocks_going ON clocks (goes_from, goes_at, matter_id, clock) WHERE goes_at IS NOT NULL;
-- Whom to urge: what is overdue, of one unit, the longest first.
CREATE INDEX clocks_late ON clocks (owner, due_at, matter_id, clock) WHERE lapsed AND ended_at IS NULL;

CREATE TABLE slips (
    matter_id TEXT NOT NULL,
    slip INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    organ TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT,
    rule TEXT NOT NULL,
    drafted_at INTEGER NOT NULL,
    signed_at INTEGER,
    answer_due_at INTEGER,
    answered_at INTEGER,
    examined_at INTEGER,
    suggestions INTEGER NOT NULL,
    run_id TEXT,
    PRIMARY KEY (matter_id, slip)
) STRICT, WITHOUT ROWID;
-- An organ's slips where they stand; what a unit was sent; the figures of a period.
CREATE INDEX slips_by_state ON slips (organ, state, sort_key);
CREATE INDEX slips_by_addressee ON slips (to_unit, state, sort_key);
CREATE INDEX slips_sent ON slips (organ, sort_key) WHERE signed_at IS NOT NULL;
CREATE INDEX slips_sent_to ON slips (organ, to_unit, sort_key) WHERE signed_at IS NOT NULL;

CREATE TABLE urgings (
    matter_id TEXT NOT NULL,
    urging INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    organ TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    mode TEXT NOT NULL,
    outcome TEXT NOT NULL,
    rule TEXT NOT NULL,
    urged_at INTEGER NOT NULL,
    suggestions INTEGER NOT NULL,
    run_id TEXT,
    PRIMARY KEY (matter_id, urging)
) STRICT, WITHOUT ROWID;
CREATE INDEX urgings_by_organ ON urgings (organ, sort_key);
CREATE INDEX urgings_by_addressee ON urgings (organ, to_unit, sort_key);

CREATE TABLE holds (
    matter_id TEXT NOT NULL,
    clock INTEGER NOT NULL,
    kind TEXT NOT NULL,
    organ TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    rule TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    run_id TEXT,
    PRIMARY KEY (matter_id, clock, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_organ ON holds (organ, until_at, matter_id, clock);

-- Supervision (督办): what goes out next about a clock, slips, urgings, and rungs held back. Codes and ids
-- alone; a slip's words stay sealed. The other folder holds the same schema; a test proves the two equal.

ALTER TABLE clocks ADD COLUMN goes_at bigint;
ALTER TABLE clocks ADD COLUMN goes_kind text COLLATE "C";
ALTER TABLE clocks ADD COLUMN goes_from text COLLATE "C";
-- The plan of a day is one range of an organ, and costs in proportion to what goes out on it.
CREATE INDEX clocks_going ON clocks (goes_from, goes_at, matter_id, clock) WHERE goes_at IS NOT NULL;
-- Whom to urge: what is overdue, of one unit, the longest first.
CREATE INDEX clocks_late ON clocks (owner, due_at, matter_id, clock) WHERE lapsed AND ended_at IS NULL;

CREATE TABLE slips (
    matter_id text COLLATE "C" NOT NULL,
    slip bigint NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    organ text COLLATE "C" NOT NULL,
    to_unit text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    number text COLLATE "C",
    rule text COLLATE "C" NOT NULL,
    drafted_at bigint NOT NULL,
    signed_at bigint,
    answer_due_at bigint,
    answered_at bigint,
    examined_at bigint,
    suggestions bigint NOT NULL,
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, slip)
);
-- An organ's slips where they stand; what a unit was sent; the figures of a period.
CREATE INDEX slips_by_state ON slips (organ, state, sort_key);
CREATE INDEX slips_by_addressee ON slips (to_unit, state, sort_key);
CREATE INDEX slips_sent ON slips (organ, sort_key) WHERE signed_at IS NOT NULL;
CREATE INDEX slips_sent_to ON slips (organ, to_unit, sort_key) WHERE signed_at IS NOT NULL;

CREATE TABLE urgings (
    matter_id text COLLATE "C" NOT NULL,
    urging bigint NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    organ text COLLATE "C" NOT NULL,
    to_unit text COLLATE "C" NOT NULL,
    mode text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    urged_at bigint NOT NULL,
    suggestions bigint NOT NULL,
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, urging)
);
CREATE INDEX urgings_by_organ ON urgings (organ, sort_key);
CREATE INDEX urgings_by_addressee ON urgings (organ, to_unit, sort_key);

CREATE TABLE holds (
    matter_id text COLLATE "C" NOT NULL,
    clock bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    organ text COLLATE "C" NOT NULL,
    to_unit text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    until_at bigint NOT NULL,
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, clock, kind)
);
CREATE INDEX holds_by_organ ON holds (organ, until_at, matter_id, clock);

-- Ladders of procedures (专项工作的督办阶梯): what goes out next about a promise of a procedure, its slips, the
-- items these are about, and rungs held back. Codes, ids and days alone; a slip's words stay sealed. The
-- other folder holds the same schema; a test proves the two equal.

ALTER TABLE procedure_clocks ADD COLUMN goes_at bigint;
ALTER TABLE procedure_clocks ADD COLUMN goes_kind text COLLATE "C";
ALTER TABLE procedure_clocks ADD COLUMN goes_from text COLLATE "C";
CREATE INDEX procedure_clocks_going ON procedure_clocks (goes_from, goes_at, procedure_id, clock) WHERE goes_at IS NOT NULL;

CREATE TABLE procedure_slips (
    procedure_id text COLLATE "C" NOT NULL,
    slip bigint NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    noun text COLLATE "C" NOT NULL,
    organ text COLLATE "C" NOT NULL,
    to_unit text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    number text COLLATE "C",
    rule text COLLATE "C" NOT NULL,
    drafted_at bigint NOT NULL,
    signed_at bigint,
    answer_due_at bigint,
    PRIMARY KEY (procedure_id, slip)
);
-- An organ's slips where they stand; what a unit was sent.
CREATE INDEX procedure_slips_by_state ON procedure_slips (organ, state, sort_key);
CREATE INDEX procedure_slips_by_addressee ON procedure_slips (to_unit, state, sort_key);
CREATE INDEX procedure_slips_sent ON procedure_slips (organ, sort_key) WHERE signed_at IS NOT NULL;

-- What a slip is about, so that whoever may not know of a matter does not meet the slip (T4).
CREATE TABLE procedure_slip_items (
    procedure_id text COLLATE "C" NOT NULL,
    slip bigint NOT NULL,
    item bigint NOT NULL,
    PRIMARY KEY (procedure_id, slip, item)
);

CREATE TABLE procedure_holds (
    procedure_id text COLLATE "C" NOT NULL,
    clock bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    organ text COLLATE "C" NOT NULL,
    to_unit text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    until_at bigint NOT NULL,
    PRIMARY KEY (procedure_id, clock, kind)
);
CREATE INDEX procedure_holds_by_organ ON procedure_holds (organ, until_at, procedure_id, clock);

-- What an item of a campaign was judged to be at first sight (初步研判).
ALTER TABLE campaign_items ADD COLUMN finding text COLLATE "C";

-- Ladders of procedures (专项工作的督办阶梯): what goes out next about a promise of a procedure, its slips, the
-- items these are about, and rungs held back. Codes, ids and days alone; a slip's words stay sealed. The
-- other folder holds the same schema; a test proves the two equal.

ALTER TABLE procedure_clocks ADD COLUMN goes_at INTEGER;
ALTER TABLE procedure_clocks ADD COLUMN goes_kind TEXT;
ALTER TABLE procedure_clocks ADD COLUMN goes_from TEXT;
CREATE INDEX procedure_clocks_going ON procedure_clocks (goes_from, goes_at, procedure_id, clock) WHERE goes_at IS NOT NULL;

CREATE TABLE procedure_slips (
    procedure_id TEXT NOT NULL,
    slip INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    noun TEXT NOT NULL,
    organ TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT,
    rule TEXT NOT NULL,
    drafted_at INTEGER NOT NULL,
    signed_at INTEGER,
    answer_due_at INTEGER,
    PRIMARY KEY (procedure_id, slip)
) STRICT, WITHOUT ROWID;
-- An organ's slips where they stand; what a unit was sent.
CREATE INDEX procedure_slips_by_state ON procedure_slips (organ, state, sort_key);
CREATE INDEX procedure_slips_by_addressee ON procedure_slips (to_unit, state, sort_key);
CREATE INDEX procedure_slips_sent ON procedure_slips (organ, sort_key) WHERE signed_at IS NOT NULL;

-- What a slip is about, so that whoever may not know of a matter does not meet the slip (T4).
CREATE TABLE procedure_slip_items (
    procedure_id TEXT NOT NULL,
    slip INTEGER NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (procedure_id, slip, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE procedure_holds (
    procedure_id TEXT NOT NULL,
    clock INTEGER NOT NULL,
    kind TEXT NOT NULL,
    organ TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    rule TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (procedure_id, clock, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX procedure_holds_by_organ ON procedure_holds (organ, until_at, procedure_id, clock);

-- What an item of a campaign was judged to be at first sight (初步研判).
ALTER TABLE campaign_items ADD COLUMN finding TEXT;

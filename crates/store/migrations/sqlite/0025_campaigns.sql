-- Items of campaigns (专项行动台账): one line a matter, those left out included so that they are not proposed
-- again. Codes, ids and days alone. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE campaign_items (
    procedure_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    matter_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    level TEXT NOT NULL,
    grade TEXT NOT NULL,
    three_many INTEGER NOT NULL CHECK (three_many IN (0, 1)),
    state TEXT NOT NULL,
    leader TEXT,
    capacity TEXT,
    filings INTEGER NOT NULL,
    included_at INTEGER NOT NULL,
    contracted_at INTEGER,
    due_at INTEGER,
    resolved_at INTEGER,
    written_off_at INTEGER,
    looked_back_at INTEGER,
    PRIMARY KEY (procedure_id, item)
) STRICT, WITHOUT ROWID;
-- The list of a unit, of a state, of a leader; whether a matter was taken in or left out before.
CREATE INDEX campaign_items_by_unit ON campaign_items (procedure_id, unit_id, item);
CREATE INDEX campaign_items_by_state ON campaign_items (procedure_id, state, item);
CREATE INDEX campaign_items_by_leader ON campaign_items (procedure_id, leader, item) WHERE leader IS NOT NULL;
CREATE INDEX campaign_items_of ON campaign_items (matter_id, procedure_id, item);

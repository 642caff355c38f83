-- Items of campaigns (专项行动台账): one line a matter, those left out included so that they are not proposed
-- again. Codes, ids and days alone. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE campaign_items (
    procedure_id TEXT COLLATE "C" NOT NULL,
    item BIGINT NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    grade TEXT COLLATE "C" NOT NULL,
    three_many BOOLEAN NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    leader TEXT COLLATE "C",
    capacity TEXT COLLATE "C",
    filings BIGINT NOT NULL,
    included_at BIGINT NOT NULL,
    contracted_at BIGINT,
    due_at BIGINT,
    resolved_at BIGINT,
    written_off_at BIGINT,
    looked_back_at BIGINT,
    PRIMARY KEY (procedure_id, item)
);
-- The list of a unit, of a state, of a leader; whether a matter was taken in or left out before.
CREATE INDEX campaign_items_by_unit ON campaign_items (procedure_id, unit_id, item);
CREATE INDEX campaign_items_by_state ON campaign_items (procedure_id, state, item);
CREATE INDEX campaign_items_by_leader ON campaign_items (procedure_id, leader, item) WHERE leader IS NOT NULL;
CREATE INDEX campaign_items_of ON campaign_items (matter_id, procedure_id, item);

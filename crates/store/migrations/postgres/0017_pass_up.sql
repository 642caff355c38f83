-- Pass-up (上报, ADR 0008): for whom a data key is wrapped, and the register of what was passed up.
-- No personal text: codes, ids and instants.

-- Organs, in order and parted by blanks; empty where everybody the key file serves may open it.
ALTER TABLE keys ADD COLUMN audience TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE passed_up (
    unit_id TEXT COLLATE "C" NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    passed_at BIGINT NOT NULL,
    passed_to TEXT COLLATE "C" NOT NULL,
    passed_by TEXT COLLATE "C",
    signed_at BIGINT,
    returned_at BIGINT,
    heads BIGINT NOT NULL,
    run_id TEXT COLLATE "C",
    PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX passed_up_by_unit ON passed_up (unit_id, sort_key);
CREATE INDEX passed_up_by_arrival ON passed_up (unit_id, received_at);

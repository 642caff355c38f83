-- Pass-up (上报, ADR 0008): for whom a data key is wrapped, and the register of what was passed up.
-- No personal text: codes, ids and instants.

-- Organs, in order and parted by blanks; empty where everybody the key file serves may open it.
ALTER TABLE keys ADD COLUMN audience TEXT NOT NULL DEFAULT '';

CREATE TABLE passed_up (
    unit_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    number TEXT NOT NULL,
    channel TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    passed_at INTEGER NOT NULL,
    passed_to TEXT NOT NULL,
    passed_by TEXT,
    signed_at INTEGER,
    returned_at INTEGER,
    heads INTEGER NOT NULL,
    run_id TEXT,
    PRIMARY KEY (unit_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX passed_up_by_unit ON passed_up (unit_id, sort_key);
CREATE INDEX passed_up_by_arrival ON passed_up (unit_id, received_at);

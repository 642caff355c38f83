-- The register of voids (作废登记簿, P-03): what was entered wrongly and is in no other list.
-- No personal text: codes, ids and instants.

CREATE TABLE voids (
    unit_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    ground TEXT NOT NULL,
    voided_at INTEGER NOT NULL,
    asker TEXT,
    approver TEXT,
    run_id TEXT,
    PRIMARY KEY (unit_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX voids_by_unit ON voids (unit_id, sort_key);

-- The register of voids (作废登记簿, P-03): what was entered wrongly and is in no other list.
-- No personal text: codes, ids and instants.

CREATE TABLE voids (
    unit_id TEXT COLLATE "C" NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    ground TEXT COLLATE "C" NOT NULL,
    voided_at BIGINT NOT NULL,
    asker TEXT COLLATE "C",
    approver TEXT COLLATE "C",
    run_id TEXT COLLATE "C",
    PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX voids_by_unit ON voids (unit_id, sort_key);

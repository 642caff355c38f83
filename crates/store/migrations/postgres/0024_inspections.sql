-- Inspections (抽查检查): one row an item, for the statistics by organ and period (S0-19). No text. The
-- SQLite folder holds the same schema; a test proves the two equal.

CREATE TABLE inspection_items (
    procedure_id TEXT COLLATE "C" NOT NULL,
    item BIGINT NOT NULL,
    organ_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    checked_at BIGINT,
    faulted BOOLEAN NOT NULL,
    settled BOOLEAN NOT NULL,
    PRIMARY KEY (procedure_id, item)
);
CREATE INDEX inspection_items_by_organ ON inspection_items (organ_id, opened_at, procedure_id, item);
-- Who was slow in a month (重点抽查名单): only what was recorded as overdue.
CREATE INDEX clocks_slow ON clocks (rule, due_at, matter_id) WHERE lapsed;

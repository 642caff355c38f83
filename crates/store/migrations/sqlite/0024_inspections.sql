-- Inspections (抽查检查): one row an item, for the statistics by organ and period (S0-19). No text. The
-- PostgreSQL folder holds the same schema; a test proves the two equal.

CREATE TABLE inspection_items (
    procedure_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    organ_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    checked_at INTEGER,
    faulted INTEGER NOT NULL CHECK (faulted IN (0, 1)),
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    PRIMARY KEY (procedure_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX inspection_items_by_organ ON inspection_items (organ_id, opened_at, procedure_id, item);
-- Who was slow in a month (重点抽查名单): only what was recorded as overdue.
CREATE INDEX clocks_slow ON clocks (rule, due_at, matter_id) WHERE lapsed;

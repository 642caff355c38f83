-- Files held back (隔离, T14): no virus scanner has passed them yet, or one found something. No row, no
-- hold. No personal text: ids, a word and an instant.

CREATE TABLE quarantine (
    file_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('waiting', 'found')),
    since_at INTEGER NOT NULL,
    PRIMARY KEY (file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quarantine_by_age ON quarantine (verdict, since_at);

-- Files held back (隔离, T14): no virus scanner has passed them yet, or one found something. No row, no
-- hold. No personal text: ids, a word and an instant.

CREATE TABLE quarantine (
    file_id TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL CHECK (verdict IN ('waiting', 'found')),
    since_at BIGINT NOT NULL,
    PRIMARY KEY (file_id)
);
CREATE INDEX quarantine_by_age ON quarantine (verdict, since_at);

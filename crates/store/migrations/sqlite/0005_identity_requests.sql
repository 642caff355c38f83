-- Requests to see who reported, with two keys: what waits for a second person, and what was decided.
CREATE TABLE identity_requests (
    matter_id TEXT NOT NULL,
    request INTEGER NOT NULL,
    asker TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    approver TEXT,
    run_id TEXT,
    PRIMARY KEY (matter_id, request)
) STRICT, WITHOUT ROWID;
-- An approver's list reads only what waits, oldest first.
CREATE INDEX identity_requests_waiting ON identity_requests (asked_at, matter_id, request)
    WHERE state = 'asked';
CREATE INDEX identity_requests_by_asker ON identity_requests (asker, asked_at, matter_id, request);

-- Requests to see who reported, with two keys: what waits for a second person, and what was decided.
CREATE TABLE identity_requests (
    matter_id text COLLATE "C" NOT NULL,
    request bigint NOT NULL,
    asker text COLLATE "C" NOT NULL,
    unit_id text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    asked_at bigint NOT NULL,
    approver text COLLATE "C",
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, request)
);
-- An approver's list reads only what waits, oldest first.
CREATE INDEX identity_requests_waiting ON identity_requests (asked_at, matter_id, request)
    WHERE state = 'asked';
CREATE INDEX identity_requests_by_asker ON identity_requests (asker, asked_at, matter_id, request);

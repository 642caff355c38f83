-- Read tables of casework: written with the events, rebuilt from them. No personal and no free text.
-- The PostgreSQL folder holds the same schema; a test proves the two equal.

CREATE TABLE matters (
    matter_id TEXT NOT NULL,
    number TEXT NOT NULL,
    stage TEXT NOT NULL,
    channel TEXT NOT NULL,
    class TEXT,
    region TEXT NOT NULL,
    receiver TEXT NOT NULL,
    holder TEXT NOT NULL,
    handler TEXT,
    real_name INTEGER NOT NULL CHECK (real_name IN (0, 1)),
    repeats INTEGER NOT NULL,
    excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
    received_at INTEGER NOT NULL,
    entered_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    lapsed INTEGER NOT NULL CHECK (lapsed IN (0, 1)),
    over INTEGER NOT NULL CHECK (over IN (0, 1)),
    touched_at INTEGER NOT NULL,
    run_id TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (matter_id)
) STRICT, WITHOUT ROWID;
-- What an organ received and others owe.
CREATE INDEX matters_by_receiver ON matters (receiver, due_at, matter_id);
CREATE INDEX matters_by_handler ON matters (handler, due_at, matter_id) WHERE handler IS NOT NULL;

-- One row a matter and unit that may see it: a list is one range scan, less the reader's recusals.
CREATE TABLE visible (
    unit_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    stage TEXT NOT NULL,
    channel TEXT NOT NULL,
    class TEXT,
    holder TEXT NOT NULL,
    real_name INTEGER NOT NULL CHECK (real_name IN (0, 1)),
    due_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    over INTEGER NOT NULL CHECK (over IN (0, 1)),
    repeats INTEGER NOT NULL,
    run_id TEXT,
    PRIMARY KEY (unit_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX visible_by_arrival ON visible (unit_id, sort_key);
CREATE INDEX visible_by_stage ON visible (unit_id, stage, sort_key);
CREATE INDEX visible_by_due ON visible (unit_id, due_at, matter_id);

CREATE TABLE reports (
    matter_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    number TEXT NOT NULL,
    real_name INTEGER NOT NULL CHECK (real_name IN (0, 1)),
    received_at INTEGER NOT NULL,
    files INTEGER NOT NULL,
    erased INTEGER NOT NULL CHECK (erased IN (0, 1)),
    PRIMARY KEY (matter_id, report_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE leads (
    matter_id TEXT NOT NULL,
    lead INTEGER NOT NULL,
    unit_id TEXT,
    person_id TEXT,
    rank TEXT NOT NULL,
    managed_at TEXT NOT NULL,
    disposal TEXT,
    issues INTEGER NOT NULL,
    open_issues INTEGER NOT NULL,
    PRIMARY KEY (matter_id, lead)
) STRICT, WITHOUT ROWID;

CREATE TABLE clocks (
    matter_id TEXT NOT NULL,
    clock INTEGER NOT NULL,
    rule TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    next_at INTEGER,
    lapsed INTEGER NOT NULL CHECK (lapsed IN (0, 1)),
    ended_at INTEGER,
    ended_by TEXT,
    run_id TEXT,
    PRIMARY KEY (matter_id, clock)
) STRICT, WITHOUT ROWID;
-- A timer touches only what is due; a to-do list reads only what is owed.
CREATE INDEX clocks_by_next ON clocks (next_at, matter_id) WHERE next_at IS NOT NULL;
CREATE INDEX clocks_by_owner ON clocks (owner, due_at, matter_id, clock) WHERE ended_at IS NULL;

CREATE TABLE recused (
    person_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    PRIMARY KEY (person_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recused_by_matter ON recused (matter_id);

-- Who opened which matter's texts, when (T18): a projection of the readings' streams.
CREATE TABLE readings (
    matter_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (matter_id, at, stream_id, version)
) STRICT, WITHOUT ROWID;

-- Import runs under way: what they brought stays invisible until the row is gone.
CREATE TABLE open_runs (
    run_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    PRIMARY KEY (run_id)
) STRICT, WITHOUT ROWID;

-- Catalogue files once in use, by hash: a rule a clock was opened under can always be read.
CREATE TABLE catalogues (
    hash TEXT NOT NULL,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (hash, path)
) STRICT, WITHOUT ROWID;

-- Read tables of casework: written with the events, rebuilt from them. No personal and no free text.
-- The SQLite folder holds the same schema; a test proves the two equal.

CREATE TABLE matters (
    matter_id text COLLATE "C" NOT NULL,
    number text COLLATE "C" NOT NULL,
    stage text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    class text COLLATE "C",
    region text COLLATE "C" NOT NULL,
    receiver text COLLATE "C" NOT NULL,
    holder text COLLATE "C" NOT NULL,
    handler text COLLATE "C",
    real_name boolean NOT NULL,
    repeats bigint NOT NULL,
    excluded boolean NOT NULL,
    received_at bigint NOT NULL,
    entered_at bigint NOT NULL,
    due_at bigint NOT NULL,
    lapsed boolean NOT NULL,
    over boolean NOT NULL,
    touched_at bigint NOT NULL,
    run_id text COLLATE "C",
    version bigint NOT NULL,
    PRIMARY KEY (matter_id)
);
-- What an organ received and others owe.
CREATE INDEX matters_by_receiver ON matters (receiver, due_at, matter_id);
CREATE INDEX matters_by_handler ON matters (handler, due_at, matter_id) WHERE handler IS NOT NULL;

-- One row a matter and unit that may see it: a list is one range scan, less the reader's recusals.
CREATE TABLE visible (
    unit_id text COLLATE "C" NOT NULL,
    matter_id text COLLATE "C" NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    stage text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    class text COLLATE "C",
    holder text COLLATE "C" NOT NULL,
    real_name boolean NOT NULL,
    due_at bigint NOT NULL,
    received_at bigint NOT NULL,
    over boolean NOT NULL,
    repeats bigint NOT NULL,
    run_id text COLLATE "C",
    PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX visible_by_arrival ON visible (unit_id, sort_key);
CREATE INDEX visible_by_stage ON visible (unit_id, stage, sort_key);
CREATE INDEX visible_by_due ON visible (unit_id, due_at, matter_id);

CREATE TABLE reports (
    matter_id text COLLATE "C" NOT NULL,
    report_id text COLLATE "C" NOT NULL,
    number text COLLATE "C" NOT NULL,
    real_name boolean NOT NULL,
    received_at bigint NOT NULL,
    files bigint NOT NULL,
    erased boolean NOT NULL,
    PRIMARY KEY (matter_id, report_id)
);

CREATE TABLE leads (
    matter_id text COLLATE "C" NOT NULL,
    lead bigint NOT NULL,
    unit_id text COLLATE "C",
    person_id text COLLATE "C",
    rank text COLLATE "C" NOT NULL,
    managed_at text COLLATE "C" NOT NULL,
    disposal text COLLATE "C",
    issues bigint NOT NULL,
    open_issues bigint NOT NULL,
    PRIMARY KEY (matter_id, lead)
);

CREATE TABLE clocks (
    matter_id text COLLATE "C" NOT NULL,
    clock bigint NOT NULL,
    rule text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    due_at bigint NOT NULL,
    next_at bigint,
    lapsed boolean NOT NULL,
    ended_at bigint,
    ended_by text COLLATE "C",
    run_id text COLLATE "C",
    PRIMARY KEY (matter_id, clock)
);
-- A timer touches only what is due; a to-do list reads only what is owed.
CREATE INDEX clocks_by_next ON clocks (next_at, matter_id) WHERE next_at IS NOT NULL;
CREATE INDEX clocks_by_owner ON clocks (owner, due_at, matter_id, clock) WHERE ended_at IS NULL;

CREATE TABLE recused (
    person_id text COLLATE "C" NOT NULL,
    matter_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (person_id, matter_id)
);
CREATE INDEX recused_by_matter ON recused (matter_id);

-- Who opened which matter's texts, when (T18): a projection of the readings' streams.
CREATE TABLE readings (
    matter_id text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    person_id text COLLATE "C" NOT NULL,
    stream_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (matter_id, at, stream_id, version)
);

-- Import runs under way: what they brought stays invisible until the row is gone.
CREATE TABLE open_runs (
    run_id text COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    PRIMARY KEY (run_id)
);

-- Catalogue files once in use, by hash: a rule a clock was opened under can always be read.
CREATE TABLE catalogues (
    hash text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (hash, path)
);

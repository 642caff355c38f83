-- Procedures (专项程序): inspections, reviews, campaigns, referrals. Written with their events, rebuilt from
-- them. No personal and no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE procedures (
    procedure_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    from_day TEXT,
    until_day TEXT,
    opened_at INTEGER NOT NULL,
    over_at INTEGER,
    PRIMARY KEY (procedure_id)
) STRICT, WITHOUT ROWID;

-- One row a procedure and unit that may know of it: a list is one range scan.
CREATE TABLE procedure_visible (
    unit_id TEXT NOT NULL,
    procedure_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    is_over INTEGER NOT NULL CHECK (is_over IN (0, 1)),
    PRIMARY KEY (unit_id, procedure_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX procedure_visible_list ON procedure_visible (unit_id, noun, opened_at, procedure_id);

CREATE TABLE procedure_clocks (
    procedure_id TEXT NOT NULL,
    clock INTEGER NOT NULL,
    rule TEXT NOT NULL,
    owner TEXT NOT NULL,
    about INTEGER,
    due_at INTEGER NOT NULL,
    next_at INTEGER,
    ended_at INTEGER,
    lapsed INTEGER NOT NULL CHECK (lapsed IN (0, 1)),
    PRIMARY KEY (procedure_id, clock)
) STRICT, WITHOUT ROWID;
-- What a timer has to look at, and what a unit owes.
CREATE INDEX procedure_clocks_next ON procedure_clocks (next_at, procedure_id) WHERE next_at IS NOT NULL;
CREATE INDEX procedure_clocks_owed ON procedure_clocks (owner, due_at, procedure_id) WHERE ended_at IS NULL;

-- Matters that a procedure is about.
CREATE TABLE procedure_items (
    procedure_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    matter_id TEXT NOT NULL,
    noun TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (procedure_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX procedure_items_of ON procedure_items (matter_id, procedure_id, item);

-- Procedures (专项程序): inspections, reviews, campaigns, referrals. Written with their events, rebuilt from
-- them. No personal and no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE procedures (
    procedure_id TEXT COLLATE "C" NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    from_day TEXT COLLATE "C",
    until_day TEXT COLLATE "C",
    opened_at BIGINT NOT NULL,
    over_at BIGINT,
    PRIMARY KEY (procedure_id)
);

-- One row a procedure and unit that may know of it: a list is one range scan.
CREATE TABLE procedure_visible (
    unit_id TEXT COLLATE "C" NOT NULL,
    procedure_id TEXT COLLATE "C" NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    is_over BOOLEAN NOT NULL,
    PRIMARY KEY (unit_id, procedure_id)
);
CREATE INDEX procedure_visible_list ON procedure_visible (unit_id, noun, opened_at, procedure_id);

CREATE TABLE procedure_clocks (
    procedure_id TEXT COLLATE "C" NOT NULL,
    clock BIGINT NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    about BIGINT,
    due_at BIGINT NOT NULL,
    next_at BIGINT,
    ended_at BIGINT,
    lapsed BOOLEAN NOT NULL,
    PRIMARY KEY (procedure_id, clock)
);
-- What a timer has to look at, and what a unit owes.
CREATE INDEX procedure_clocks_next ON procedure_clocks (next_at, procedure_id) WHERE next_at IS NOT NULL;
CREATE INDEX procedure_clocks_owed ON procedure_clocks (owner, due_at, procedure_id) WHERE ended_at IS NULL;

-- Matters that a procedure is about.
CREATE TABLE procedure_items (
    procedure_id TEXT COLLATE "C" NOT NULL,
    item BIGINT NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (procedure_id, item)
);
CREATE INDEX procedure_items_of ON procedure_items (matter_id, procedure_id, item);

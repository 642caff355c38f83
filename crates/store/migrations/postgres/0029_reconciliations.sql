-- Reconciliations (对账) and bulletins (工作通报): which months of an organ are reconciled, and which numbers its
-- bulletins bear. When a holding was entered tells what was entered after a month was reconciled. No personal and
-- no free text. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE reconciliations (
    procedure_id TEXT COLLATE "C" NOT NULL,
    organ_id TEXT COLLATE "C" NOT NULL,
    month TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    counted_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (procedure_id)
);
CREATE INDEX reconciliations_of ON reconciliations (organ_id, month, stage);

CREATE TABLE bulletins (
    procedure_id TEXT COLLATE "C" NOT NULL,
    organ_id TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    year BIGINT,
    serial BIGINT,
    PRIMARY KEY (procedure_id)
);
CREATE INDEX bulletins_of ON bulletins (organ_id, period, stage);
CREATE INDEX bulletins_numbered ON bulletins (organ_id, year, serial) WHERE serial IS NOT NULL;

ALTER TABLE holdings ADD COLUMN entered_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE holdings ADD COLUMN left_entered_at BIGINT;
CREATE INDEX holdings_entered ON holdings (organ, entered_at, matter_id, nth);
CREATE INDEX holdings_left_entered ON holdings (organ, left_entered_at, matter_id, nth)
    WHERE left_entered_at IS NOT NULL;
-- Promises an organ broke, by when they fell due.
CREATE INDEX clocks_broken ON clocks (owner, due_at, matter_id, clock) WHERE lapsed;

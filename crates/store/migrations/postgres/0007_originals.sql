-- Paper originals (原件): who keeps what where, what is lent, lost and archived (P-06).
-- No personal text: the custody number, codes, ids and the place in the office.

CREATE TABLE originals (
    matter_id TEXT COLLATE "C" NOT NULL,
    original BIGINT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    custody TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    sheets BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    keeper TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    awaits TEXT COLLATE "C",
    borrower TEXT COLLATE "C",
    place TEXT COLLATE "C",
    damaged BOOLEAN NOT NULL,
    checked_on TEXT COLLATE "C",
    run_id TEXT COLLATE "C",
    PRIMARY KEY (matter_id, original)
);
-- The book of a unit, all of it or by where an original stands; a keeper's own; what waits for a person.
CREATE UNIQUE INDEX originals_by_unit ON originals (unit_id, sort_key);
CREATE INDEX originals_by_state ON originals (unit_id, state, sort_key);
CREATE INDEX originals_by_keeper ON originals (keeper, state, sort_key);
CREATE INDEX originals_by_awaited ON originals (awaits, sort_key) WHERE awaits IS NOT NULL;
CREATE INDEX originals_by_borrower ON originals (borrower, sort_key) WHERE borrower IS NOT NULL;

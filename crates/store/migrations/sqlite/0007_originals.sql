-- Paper originals (原件): who keeps what where, what is lent, lost and archived (P-06).
-- No personal text: the custody number, codes, ids and the place in the office.

CREATE TABLE originals (
    matter_id TEXT NOT NULL,
    original INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    custody TEXT NOT NULL,
    kind TEXT NOT NULL,
    sheets INTEGER NOT NULL,
    state TEXT NOT NULL,
    keeper TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    awaits TEXT,
    borrower TEXT,
    place TEXT,
    damaged INTEGER NOT NULL CHECK (damaged IN (0, 1)),
    checked_on TEXT,
    run_id TEXT,
    PRIMARY KEY (matter_id, original)
) STRICT, WITHOUT ROWID;
-- The book of a unit, all of it or by where an original stands; a keeper's own; what waits for a person.
CREATE UNIQUE INDEX originals_by_unit ON originals (unit_id, sort_key);
CREATE INDEX originals_by_state ON originals (unit_id, state, sort_key);
CREATE INDEX originals_by_keeper ON originals (keeper, state, sort_key);
CREATE INDEX originals_by_awaited ON originals (awaits, sort_key) WHERE awaits IS NOT NULL;
CREATE INDEX originals_by_borrower ON originals (borrower, sort_key) WHERE borrower IS NOT NULL;

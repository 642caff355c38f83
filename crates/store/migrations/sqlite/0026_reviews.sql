-- Case reviews (案件评查): what was published, for lists and figures. No personal and no free text. The other
-- folder holds the same schema; a test proves the two equal.

CREATE TABLE review_items (
    procedure_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    matter_id TEXT,
    unit_id TEXT,
    department TEXT,
    organ_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    state TEXT NOT NULL,
    score INTEGER NOT NULL,
    grade TEXT NOT NULL,
    list INTEGER,
    overturned INTEGER NOT NULL CHECK (overturned IN (0, 1)),
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    investigation TEXT,
    held INTEGER NOT NULL,
    light INTEGER NOT NULL CHECK (light IN (0, 1)),
    published_at INTEGER NOT NULL,
    PRIMARY KEY (procedure_id, item)
) STRICT, WITHOUT ROWID;
-- The items of an organ's year, the last published first; and the number of its next list.
CREATE INDEX review_items_year ON review_items (organ_id, year, published_at, procedure_id, item);
CREATE INDEX review_items_list ON review_items (organ_id, year, list) WHERE list IS NOT NULL;

CREATE TABLE review_deductions (
    procedure_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    code TEXT NOT NULL,
    times INTEGER NOT NULL,
    organ_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    PRIMARY KEY (procedure_id, item, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_deductions_year ON review_deductions (organ_id, year, code, procedure_id, item);

-- Case reviews (案件评查): what was published, for lists and figures. No personal and no free text. The other
-- folder holds the same schema; a test proves the two equal.

CREATE TABLE review_items (
    procedure_id TEXT COLLATE "C" NOT NULL,
    item BIGINT NOT NULL,
    matter_id TEXT COLLATE "C",
    unit_id TEXT COLLATE "C",
    department TEXT COLLATE "C",
    organ_id TEXT COLLATE "C" NOT NULL,
    year BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    score BIGINT NOT NULL,
    grade TEXT COLLATE "C" NOT NULL,
    list BIGINT,
    overturned BOOLEAN NOT NULL,
    late BOOLEAN NOT NULL,
    investigation TEXT COLLATE "C",
    held BIGINT NOT NULL,
    light BOOLEAN NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (procedure_id, item)
);
-- The items of an organ's year, the last published first; and the number of its next list.
CREATE INDEX review_items_year ON review_items (organ_id, year, published_at, procedure_id, item);
CREATE INDEX review_items_list ON review_items (organ_id, year, list) WHERE list IS NOT NULL;

CREATE TABLE review_deductions (
    procedure_id TEXT COLLATE "C" NOT NULL,
    item BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    times BIGINT NOT NULL,
    organ_id TEXT COLLATE "C" NOT NULL,
    year BIGINT NOT NULL,
    PRIMARY KEY (procedure_id, item, code)
);
CREATE INDEX review_deductions_year ON review_deductions (organ_id, year, code, procedure_id, item);

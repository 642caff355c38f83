-- The book of linkages (联动处置专门台账): one line a linkage and unit that may know of it. Codes, ids and days
-- alone. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE linkages (
    procedure_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    class TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    receiver TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    prompted_at BIGINT,
    handed_at BIGINT,
    feedbacks BIGINT NOT NULL,
    fed_back_at BIGINT,
    outcome TEXT COLLATE "C",
    over_at BIGINT,
    PRIMARY KEY (procedure_id, unit_id)
);
-- The book of a unit, newest first: all of it, of a class, in a state, of a receiver; and what there is about a
-- matter.
CREATE INDEX linkages_of_unit ON linkages (unit_id, opened_at, procedure_id);
CREATE INDEX linkages_by_class ON linkages (unit_id, class, opened_at, procedure_id);
CREATE INDEX linkages_by_state ON linkages (unit_id, state, opened_at, procedure_id);
CREATE INDEX linkages_by_receiver ON linkages (unit_id, receiver, opened_at, procedure_id);
CREATE INDEX linkages_about ON linkages (matter_id, unit_id);

-- The book of linkages (联动处置专门台账): one line a linkage and unit that may know of it. Codes, ids and days
-- alone. The other folder holds the same schema; a test proves the two equal.

CREATE TABLE linkages (
    procedure_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    class TEXT NOT NULL,
    state TEXT NOT NULL,
    receiver TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    prompted_at INTEGER,
    handed_at INTEGER,
    feedbacks INTEGER NOT NULL,
    fed_back_at INTEGER,
    outcome TEXT,
    over_at INTEGER,
    PRIMARY KEY (procedure_id, unit_id)
) STRICT, WITHOUT ROWID;
-- The book of a unit, newest first: all of it, of a class, in a state, of a receiver; and what there is about a
-- matter.
CREATE INDEX linkages_of_unit ON linkages (unit_id, opened_at, procedure_id);
CREATE INDEX linkages_by_class ON linkages (unit_id, class, opened_at, procedure_id);
CREATE INDEX linkages_by_state ON linkages (unit_id, state, opened_at, procedure_id);
CREATE INDEX linkages_by_receiver ON linkages (unit_id, receiver, opened_at, procedure_id);
CREATE INDEX linkages_about ON linkages (matter_id, unit_id);

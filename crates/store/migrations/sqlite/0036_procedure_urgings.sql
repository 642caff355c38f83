-- Persons urge about what is promised in procedures too, and suggest (督办建议) on slips about it: what the
-- figures of supervision count beside those of matters. Codes and ids alone; words stay sealed. The other
-- folder holds the same schema; a test proves the two equal.

ALTER TABLE procedure_slips ADD COLUMN suggestions INTEGER NOT NULL DEFAULT 0;
CREATE INDEX procedure_slips_sent_to ON procedure_slips (organ, to_unit, sort_key)
    WHERE signed_at IS NOT NULL;

CREATE TABLE procedure_urgings (
    procedure_id TEXT NOT NULL,
    urging INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    noun TEXT NOT NULL,
    organ TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    mode TEXT NOT NULL,
    rule TEXT NOT NULL,
    urged_at INTEGER NOT NULL,
    suggestions INTEGER NOT NULL,
    about INTEGER,
    PRIMARY KEY (procedure_id, urging)
) STRICT, WITHOUT ROWID;
CREATE INDEX procedure_urgings_by_organ ON procedure_urgings (organ, sort_key);
CREATE INDEX procedure_urgings_by_addressee ON procedure_urgings (organ, to_unit, sort_key);

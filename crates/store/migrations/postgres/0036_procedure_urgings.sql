-- Persons urge about what is promised in procedures too, and suggest (督办建议) on slips about it: what the
-- figures of supervision count beside those of matters. Codes and ids alone; words stay sealed. The other
-- folder holds the same schema; a test proves the two equal.

ALTER TABLE procedure_slips ADD COLUMN suggestions bigint NOT NULL DEFAULT 0;
CREATE INDEX procedure_slips_sent_to ON procedure_slips (organ, to_unit, sort_key)
    WHERE signed_at IS NOT NULL;

CREATE TABLE procedure_urgings (
    procedure_id text COLLATE "C" NOT NULL,
    urging bigint NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    noun text COLLATE "C" NOT NULL,
    organ text COLLATE "C" NOT NULL,
    to_unit text COLLATE "C" NOT NULL,
    mode text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    urged_at bigint NOT NULL,
    suggestions bigint NOT NULL,
    about bigint,
    PRIMARY KEY (procedure_id, urging)
);
CREATE INDEX procedure_urgings_by_organ ON procedure_urgings (organ, sort_key);
CREATE INDEX procedure_urgings_by_addressee ON procedure_urgings (organ, to_unit, sort_key);

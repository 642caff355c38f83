-- Notices to a leader in person (点对点通报): whom one waits for. No text. The other folder holds the same schema; a
-- test proves the two equal.

CREATE TABLE key_county_notices (
    procedure_id TEXT COLLATE "C" NOT NULL,
    notice BIGINT NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL,
    sent_at BIGINT NOT NULL,
    read_at BIGINT,
    PRIMARY KEY (procedure_id, notice)
);
CREATE INDEX key_county_notices_to ON key_county_notices (person_id, sent_at, procedure_id, notice);

-- How a matter came in: what lists filter by (origin, urgency, secrecy, over-level, heads).
-- The SQLite folder holds the same schema; a test proves the two equal.

ALTER TABLE matters ADD COLUMN origin text COLLATE "C" NOT NULL DEFAULT 'own';
ALTER TABLE matters ADD COLUMN wants_result boolean NOT NULL DEFAULT FALSE;
ALTER TABLE matters ADD COLUMN urgency text COLLATE "C" NOT NULL DEFAULT 'normal';
ALTER TABLE matters ADD COLUMN secrecy text COLLATE "C" NOT NULL DEFAULT 'internal';
ALTER TABLE matters ADD COLUMN over_level boolean NOT NULL DEFAULT FALSE;
ALTER TABLE matters ADD COLUMN turn text COLLATE "C";
ALTER TABLE matters ADD COLUMN heads bigint NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN unscanned boolean NOT NULL DEFAULT FALSE;

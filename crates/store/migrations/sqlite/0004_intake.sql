-- How a matter came in: what lists filter by (origin, urgency, secrecy, over-level, heads).
-- The PostgreSQL folder holds the same schema; a test proves the two equal.

ALTER TABLE matters ADD COLUMN origin TEXT NOT NULL DEFAULT 'own';
ALTER TABLE matters ADD COLUMN wants_result INTEGER NOT NULL CHECK (wants_result IN (0, 1)) DEFAULT 0;
ALTER TABLE matters ADD COLUMN urgency TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE matters ADD COLUMN secrecy TEXT NOT NULL DEFAULT 'internal';
ALTER TABLE matters ADD COLUMN over_level INTEGER NOT NULL CHECK (over_level IN (0, 1)) DEFAULT 0;
ALTER TABLE matters ADD COLUMN turn TEXT;
ALTER TABLE matters ADD COLUMN heads INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN unscanned INTEGER NOT NULL CHECK (unscanned IN (0, 1)) DEFAULT 0;

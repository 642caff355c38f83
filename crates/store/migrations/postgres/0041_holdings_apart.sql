-- Whether a time in hand is in no count is said in its row: a planner that has to guess it from two instants
-- reads all of an organ's. The other folder holds the same schema; a test proves the two equal.

ALTER TABLE holdings ADD COLUMN is_apart BOOLEAN NOT NULL DEFAULT false;
UPDATE holdings SET is_apart = true WHERE is_narrow OR until_at < from_at;
DROP INDEX holdings_apart;
CREATE INDEX holdings_apart ON holdings
    (organ, from_at, until_at, came, went, stage, due_at, matter_id, is_narrow, run_id, is_apart)
    WHERE is_apart;

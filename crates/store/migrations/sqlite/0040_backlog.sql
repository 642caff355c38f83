-- The book of backlog leaves out what is over, whatever promise outlives it: what is due says so itself, and
-- the book is counted by its index alone. The other folder holds the same schema; a test proves the two equal.

DROP INDEX visible_by_due;
CREATE INDEX visible_by_due ON visible (unit_id, due_at, matter_id, run_id, over, taken);

-- What is in hand, in the orders a wall chart's figures open in: a stage's by when it came, what is overdue by
-- how long. A page reads no more than it shows. The other folder holds the same schema; a test proves the two
-- equal.

DROP INDEX holdings_here;
CREATE INDEX holdings_here ON holdings (organ, stage, from_at, matter_id, nth, due_at, is_narrow, run_id)
    WHERE until_at IS NULL;
CREATE INDEX holdings_due ON holdings (organ, due_at, matter_id, nth, from_at, stage, is_narrow, run_id)
    WHERE until_at IS NULL;

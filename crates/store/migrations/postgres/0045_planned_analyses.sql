-- The plan of a year of analyses is one range by the day until which each is to be made. The other folder holds
-- the same schema; a test proves the two equal.

CREATE INDEX procedure_clocks_planned ON procedure_clocks (due_at, procedure_id) WHERE rule = 'analysis-plan';

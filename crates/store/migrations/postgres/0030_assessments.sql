-- Assessments (考核): results due in a month by whoever owes them, for the rate of what was concluded in time.
-- The rules stand word by word in the condition, as in the query. The other folder holds the same schema; a
-- test proves the two equal.

CREATE INDEX clocks_results ON clocks (owner, due_at, matter_id, clock, rule, ended_at, ended_by)
    WHERE rule IN ('report-result', 'report-fast');

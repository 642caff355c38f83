-- What was looked into with nobody to answer for it stays on a list of its own. The other folder holds the
-- same schema; a test proves the two equal.

ALTER TABLE duty_flags ADD COLUMN cleared INTEGER NOT NULL CHECK (cleared IN (0, 1)) DEFAULT 0;
CREATE INDEX duty_flags_cleared ON duty_flags (unit_id, flag, sort_key) WHERE cleared;

-- What a check came to for people: how many were filed against, and how many dealt with.
ALTER TABLE inspection_items ADD COLUMN filed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inspection_items ADD COLUMN dealt INTEGER NOT NULL DEFAULT 0;

-- The book of contracts is read by the day until which each is to be cleared.
CREATE INDEX visible_by_clearing ON visible (unit_id, contract_due_at, matter_id, run_id, contract)
    WHERE contract IS NOT NULL;

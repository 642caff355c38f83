-- What the books of supervision list matters by (督办件、三多、积案、包案). On the matter's own row what every
-- reader of it may know, on that of each unit what only some do. No personal and no free text. The other
-- folder holds the same schema; a test proves the two equal.

ALTER TABLE matters ADD COLUMN rung TEXT;
ALTER TABLE matters ADD COLUMN slip_at INTEGER;
ALTER TABLE matters ADD COLUMN answer_due_at INTEGER;
ALTER TABLE matters ADD COLUMN answered_at INTEGER;
ALTER TABLE matters ADD COLUMN examined_at INTEGER;

ALTER TABLE visible ADD COLUMN supervision TEXT;
ALTER TABLE visible ADD COLUMN years INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visible ADD COLUMN levels INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visible ADD COLUMN bodies INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visible ADD COLUMN taken INTEGER NOT NULL CHECK (taken IN (0, 1)) DEFAULT 0;
ALTER TABLE visible ADD COLUMN campaign TEXT;
ALTER TABLE visible ADD COLUMN item INTEGER;
ALTER TABLE visible ADD COLUMN contract TEXT;
ALTER TABLE visible ADD COLUMN leader TEXT;
ALTER TABLE visible ADD COLUMN capacity TEXT;
ALTER TABLE visible ADD COLUMN team INTEGER;
ALTER TABLE visible ADD COLUMN contracted_at INTEGER;
ALTER TABLE visible ADD COLUMN contract_due_at INTEGER;

-- Few matters are any of these: each index holds those alone, and what a count asks of a row.
CREATE INDEX visible_supervised ON visible (unit_id, sort_key, matter_id, run_id, supervision)
    WHERE supervision IS NOT NULL;
CREATE INDEX visible_by_supervision ON visible (unit_id, supervision, sort_key, matter_id, run_id)
    WHERE supervision IS NOT NULL;
CREATE INDEX visible_three_many ON visible
    (unit_id, sort_key, matter_id, run_id, years, levels, bodies, repeats)
    WHERE years > 1 AND levels > 1 AND bodies > 1;
CREATE INDEX visible_taken ON visible (unit_id, due_at, matter_id, run_id, taken) WHERE taken;
CREATE INDEX visible_campaigned ON visible (unit_id, sort_key, matter_id, run_id, contract)
    WHERE contract IS NOT NULL;
CREATE INDEX visible_by_contract ON visible (unit_id, contract, sort_key, matter_id, run_id)
    WHERE contract IS NOT NULL;

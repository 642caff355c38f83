-- What the books of supervision list matters by (督办件、三多、积案、包案). On the matter's own row what every
-- reader of it may know, on that of each unit what only some do. No personal and no free text. The other
-- folder holds the same schema; a test proves the two equal.

ALTER TABLE matters ADD COLUMN rung text COLLATE "C";
ALTER TABLE matters ADD COLUMN slip_at bigint;
ALTER TABLE matters ADD COLUMN answer_due_at bigint;
ALTER TABLE matters ADD COLUMN answered_at bigint;
ALTER TABLE matters ADD COLUMN examined_at bigint;

ALTER TABLE visible ADD COLUMN supervision text COLLATE "C";
ALTER TABLE visible ADD COLUMN years bigint NOT NULL DEFAULT 1;
ALTER TABLE visible ADD COLUMN levels bigint NOT NULL DEFAULT 1;
ALTER TABLE visible ADD COLUMN bodies bigint NOT NULL DEFAULT 1;
ALTER TABLE visible ADD COLUMN taken boolean NOT NULL DEFAULT false;
ALTER TABLE visible ADD COLUMN campaign text COLLATE "C";
ALTER TABLE visible ADD COLUMN item bigint;
ALTER TABLE visible ADD COLUMN contract text COLLATE "C";
ALTER TABLE visible ADD COLUMN leader text COLLATE "C";
ALTER TABLE visible ADD COLUMN capacity text COLLATE "C";
ALTER TABLE visible ADD COLUMN team bigint;
ALTER TABLE visible ADD COLUMN contracted_at bigint;
ALTER TABLE visible ADD COLUMN contract_due_at bigint;

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

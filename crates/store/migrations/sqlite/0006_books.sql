-- What books list and sort matters by. The rows are rebuilt by the program that brings the columns.
-- The PostgreSQL folder holds the same schema; a test proves the two equal.

ALTER TABLE matters ADD COLUMN mode TEXT;
ALTER TABLE matters ADD COLUMN finding TEXT;
ALTER TABLE matters ADD COLUMN domains TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN arrivals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN leads INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN instructed_at INTEGER;
ALTER TABLE matters ADD COLUMN routed_at INTEGER;
ALTER TABLE matters ADD COLUMN reported_at INTEGER;
ALTER TABLE matters ADD COLUMN concluded_at INTEGER;
ALTER TABLE matters ADD COLUMN replied_at INTEGER;
ALTER TABLE matters ADD COLUMN national TEXT;

ALTER TABLE visible ADD COLUMN came_by TEXT NOT NULL DEFAULT 'seen';
ALTER TABLE visible ADD COLUMN mode TEXT;
ALTER TABLE visible ADD COLUMN instructed INTEGER NOT NULL CHECK (instructed IN (0, 1)) DEFAULT 0;
ALTER TABLE visible ADD COLUMN tagged INTEGER NOT NULL CHECK (tagged IN (0, 1)) DEFAULT 0;
ALTER TABLE visible ADD COLUMN routed_at INTEGER;
ALTER TABLE visible ADD COLUMN concluded_at INTEGER;

-- A list is driven by its rarest filter (app::queries::listing): each has an index in the order of
-- arrival. Where a mark is set on few matters only those are in it, so that it costs little to keep.
CREATE INDEX visible_by_channel ON visible (unit_id, channel, sort_key);
CREATE INDEX visible_by_class ON visible (unit_id, class, sort_key) WHERE class IS NOT NULL;
CREATE INDEX visible_by_holder ON visible (unit_id, holder, sort_key);
CREATE INDEX visible_by_came_by ON visible (unit_id, came_by, sort_key);
CREATE INDEX visible_by_mode ON visible (unit_id, mode, sort_key) WHERE mode IS NOT NULL;
CREATE INDEX visible_open ON visible (unit_id, sort_key) WHERE NOT over;
CREATE INDEX visible_real_name ON visible (unit_id, sort_key) WHERE real_name;
CREATE INDEX visible_repeated ON visible (unit_id, sort_key) WHERE repeats > 0;
CREATE INDEX visible_instructed ON visible (unit_id, sort_key) WHERE instructed;
CREATE INDEX visible_tagged ON visible (unit_id, sort_key) WHERE tagged;
-- The other orders of a book.
CREATE INDEX visible_by_routed ON visible (unit_id, routed_at, matter_id) WHERE routed_at IS NOT NULL;
CREATE INDEX visible_by_concluded ON visible (unit_id, concluded_at, matter_id)
    WHERE concluded_at IS NOT NULL;
-- What the national platform's book is matched with.
CREATE INDEX matters_by_national ON matters (national) WHERE national IS NOT NULL;

-- What a book can be filtered by besides: marks of few matters, each under a partial index in the order of
-- arrival. The other folder holds the same schema; a test proves the two equal.

ALTER TABLE visible ADD COLUMN urgency text COLLATE "C" NOT NULL DEFAULT 'normal';
ALTER TABLE visible ADD COLUMN secrecy text COLLATE "C" NOT NULL DEFAULT 'internal';
ALTER TABLE visible ADD COLUMN collective boolean NOT NULL DEFAULT false;
ALTER TABLE visible ADD COLUMN over_level boolean NOT NULL DEFAULT false;
ALTER TABLE visible ADD COLUMN again boolean NOT NULL DEFAULT false;
ALTER TABLE visible ADD COLUMN unnumbered boolean NOT NULL DEFAULT false;

CREATE INDEX visible_urgent ON visible (unit_id, sort_key) WHERE urgency = 'urgent';
CREATE INDEX visible_emergency ON visible (unit_id, sort_key) WHERE urgency = 'emergency';
CREATE INDEX visible_secret ON visible (unit_id, sort_key) WHERE secrecy = 'secret';
CREATE INDEX visible_confidential ON visible (unit_id, sort_key) WHERE secrecy = 'confidential';
CREATE INDEX visible_top_secret ON visible (unit_id, sort_key) WHERE secrecy = 'top-secret';
CREATE INDEX visible_collective ON visible (unit_id, sort_key) WHERE collective;
CREATE INDEX visible_over_level ON visible (unit_id, sort_key) WHERE over_level;
CREATE INDEX visible_again ON visible (unit_id, sort_key) WHERE again;
CREATE INDEX visible_unnumbered ON visible (unit_id, sort_key) WHERE unnumbered;

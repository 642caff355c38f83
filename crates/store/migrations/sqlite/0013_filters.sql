-- What a book can be filtered by besides: marks of few matters, each under a partial index in the order of
-- arrival. The other folder holds the same schema; a test proves the two equal.

ALTER TABLE visible ADD COLUMN urgency TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE visible ADD COLUMN secrecy TEXT NOT NULL DEFAULT 'internal';
ALTER TABLE visible ADD COLUMN collective INTEGER NOT NULL CHECK (collective IN (0, 1)) DEFAULT 0;
ALTER TABLE visible ADD COLUMN over_level INTEGER NOT NULL CHECK (over_level IN (0, 1)) DEFAULT 0;
ALTER TABLE visible ADD COLUMN again INTEGER NOT NULL CHECK (again IN (0, 1)) DEFAULT 0;
ALTER TABLE visible ADD COLUMN unnumbered INTEGER NOT NULL CHECK (unnumbered IN (0, 1)) DEFAULT 0;

CREATE INDEX visible_urgent ON visible (unit_id, sort_key) WHERE urgency = 'urgent';
CREATE INDEX visible_emergency ON visible (unit_id, sort_key) WHERE urgency = 'emergency';
CREATE INDEX visible_secret ON visible (unit_id, sort_key) WHERE secrecy = 'secret';
CREATE INDEX visible_confidential ON visible (unit_id, sort_key) WHERE secrecy = 'confidential';
CREATE INDEX visible_top_secret ON visible (unit_id, sort_key) WHERE secrecy = 'top-secret';
CREATE INDEX visible_collective ON visible (unit_id, sort_key) WHERE collective;
CREATE INDEX visible_over_level ON visible (unit_id, sort_key) WHERE over_level;
CREATE INDEX visible_again ON visible (unit_id, sort_key) WHERE again;
CREATE INDEX visible_unnumbered ON visible (unit_id, sort_key) WHERE unnumbered;

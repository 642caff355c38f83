-- A list opens one text of each of its matters, its title: found without a look at the others. The other
-- folder holds the same schema; a test proves the two equal.

CREATE INDEX sealed_by_purpose ON sealed (stream_id, purpose);

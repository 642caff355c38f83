-- From which platform a report came (来源平台), for counting. The other folder holds the same schema; a test proves
-- the two equal.

ALTER TABLE matters ADD COLUMN platform TEXT COLLATE "C";
CREATE INDEX matters_by_platform ON matters (receiver, platform, received_at) WHERE platform IS NOT NULL;

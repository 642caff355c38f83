-- Figures (统计分析): what a matter and a conclusion are counted under, as letters and dimensions, and whether
-- they are told of as any other. Counts of them stand in tallies. No personal and no free text. The other
-- folder holds the same schema; a test proves the two equal.

ALTER TABLE matters ADD COLUMN flags text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN managed text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN told boolean NOT NULL DEFAULT true;
ALTER TABLE answers ADD COLUMN flags text COLLATE "C" NOT NULL DEFAULT '';

-- What is looked at one by one is rare.
CREATE INDEX matters_apart ON matters (matter_id, received_at) WHERE NOT told;

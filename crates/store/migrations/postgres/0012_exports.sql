-- Exports (导出, T24): who took which book out, by receipt. The rest stands in the stream of the receipt.
-- No personal text: codes, ids and instants.

CREATE TABLE exports (
    receipt TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL,
    organ TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (receipt)
);
CREATE INDEX exports_by_person ON exports (person_id, begun_at, receipt);
CREATE INDEX exports_by_organ ON exports (organ, begun_at, receipt);
CREATE INDEX exports_by_beginning ON exports (begun_at, receipt);

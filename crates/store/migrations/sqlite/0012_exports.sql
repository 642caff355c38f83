-- Exports (导出, T24): who took which book out, by receipt. The rest stands in the stream of the receipt.
-- No personal text: codes, ids and instants.

CREATE TABLE exports (
    receipt TEXT NOT NULL,
    person_id TEXT NOT NULL,
    organ TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    PRIMARY KEY (receipt)
) STRICT, WITHOUT ROWID;
CREATE INDEX exports_by_person ON exports (person_id, begun_at, receipt);
CREATE INDEX exports_by_organ ON exports (organ, begun_at, receipt);
CREATE INDEX exports_by_beginning ON exports (begun_at, receipt);

-- Task sheets (任务单, P-09): what was taken for units without network, and whether it came back. The rest
-- stands in the stream of the sheet. No personal text: codes, ids, days and instants.

CREATE TABLE task_sheets (
    sheet TEXT COLLATE "C" NOT NULL,
    organ TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT NOT NULL,
    brought_at BIGINT,
    PRIMARY KEY (sheet)
);
CREATE INDEX task_sheets_out ON task_sheets (organ, taken_at, sheet) WHERE brought_at IS NULL;
CREATE INDEX task_sheets_back ON task_sheets (organ, brought_at, sheet) WHERE brought_at IS NOT NULL;

-- Which writing of a matter's tokens is alive, and who received it: all that a search asks of each candidate before it
-- opens any, in rows so narrow that those of a million matters stay in memory. Written with `search_docs`, always.
-- The other folder holds the same schema; a test proves the two equal.

CREATE TABLE search_live (
    matter_id TEXT COLLATE "C" NOT NULL,
    stamp BIGINT NOT NULL,
    receiver TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (matter_id)
);
INSERT INTO search_live (matter_id, stamp, receiver)
    SELECT d.matter_id, d.stamp, m.receiver FROM search_docs d JOIN matters m ON m.matter_id = d.matter_id
    ORDER BY d.matter_id;

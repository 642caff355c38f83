-- The search index (检索索引): which matter holds which tokens, as keyed hashes without their order. No text.
-- The other folder holds the same schema; a test proves the two equal.

-- What is known of a matter: which writing of its tokens is alive, and the tokens themselves until a segment
-- holds them; where its texts lie, so that a search opens those and no others.
CREATE TABLE search_docs (
    matter_id TEXT NOT NULL,
    stamp INTEGER NOT NULL,
    parts TEXT NOT NULL,
    terms BLOB,
    PRIMARY KEY (matter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_fresh ON search_docs (matter_id) WHERE terms IS NOT NULL;

-- Many matters at once: their ids with their stamps, in order. Written once and never changed.
CREATE TABLE search_segments (
    segment INTEGER NOT NULL,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    docs INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    ids BLOB NOT NULL,
    PRIMARY KEY (segment)
) STRICT;

-- Which places of a segment hold a token.
CREATE TABLE search_postings (
    segment INTEGER NOT NULL,
    token INTEGER NOT NULL,
    places BLOB NOT NULL,
    PRIMARY KEY (segment, token)
) STRICT, WITHOUT ROWID;

-- Matters of which no segment may keep an old token: what was erased, passed up or replaced.
CREATE TABLE search_gone (
    matter_id TEXT NOT NULL,
    mark INTEGER NOT NULL,
    PRIMARY KEY (matter_id)
) STRICT, WITHOUT ROWID;

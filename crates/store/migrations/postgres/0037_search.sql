-- The search index (检索索引): which matter holds which tokens, as keyed hashes without their order. No text.
-- The other folder holds the same schema; a test proves the two equal.

-- What is known of a matter: which writing of its tokens is alive, and the tokens themselves until a segment
-- holds them; where its texts lie, so that a search opens those and no others.
CREATE TABLE search_docs (
    matter_id TEXT COLLATE "C" NOT NULL,
    stamp BIGINT NOT NULL,
    parts TEXT COLLATE "C" NOT NULL,
    terms BYTEA,
    PRIMARY KEY (matter_id)
);
CREATE INDEX search_fresh ON search_docs (matter_id) WHERE terms IS NOT NULL;

-- Many matters at once: their ids with their stamps, in order. Written once and never changed.
CREATE TABLE search_segments (
    segment BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL,
    docs BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    ids BYTEA NOT NULL,
    PRIMARY KEY (segment)
);

-- Which places of a segment hold a token.
CREATE TABLE search_postings (
    segment BIGINT NOT NULL,
    token BIGINT NOT NULL,
    places BYTEA NOT NULL,
    PRIMARY KEY (segment, token)
);

-- Matters of which no segment may keep an old token: what was erased, passed up or replaced.
CREATE TABLE search_gone (
    matter_id TEXT COLLATE "C" NOT NULL,
    mark BIGINT NOT NULL,
    PRIMARY KEY (matter_id)
);

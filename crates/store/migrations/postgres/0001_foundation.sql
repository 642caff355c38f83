-- The foundation: evidence, the write contract, sealed values and people's access.
-- The SQLite folder holds the same schema; a test proves the two equal.

CREATE TABLE events (
    stream_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (stream_id, version)
);

-- Leaf hashes of events the sequencer has not taken yet.
CREATE TABLE unsequenced (
    stream_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (stream_id, version)
);

CREATE TABLE leaves (
    seq bigint NOT NULL,
    stream_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (seq)
);
CREATE UNIQUE INDEX leaves_by_event ON leaves (stream_id, version);
CREATE INDEX leaves_by_hash ON leaves (hash);

CREATE TABLE tiles (
    level bigint NOT NULL,
    index_no bigint NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (level, index_no)
);

CREATE TABLE checkpoints (
    size bigint NOT NULL,
    note text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (size)
);

-- Named values that decisions read: a generation, a population's hash, a lease.
CREATE TABLE guards (
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE claims (
    namespace text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    PRIMARY KEY (namespace, key)
);

CREATE TABLE outbox (
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    body bytea NOT NULL,
    due_at bigint NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX outbox_by_due ON outbox (due_at, id);

-- Nothing can ever be inserted here. A missed version or guard tries to, which raises the error
-- that undoes its write.
CREATE TABLE refusals (
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, name),
    CONSTRAINT refusals_never CHECK (1 = 0)
);

-- Data keys, each wrapped by a key outside the database. Destroying the row erases what it sealed.
CREATE TABLE keys (
    key_id text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    kek_id text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (key_id)
);
CREATE INDEX keys_by_scope ON keys (scope);
CREATE INDEX keys_by_kek ON keys (kek_id);

CREATE TABLE sealed (
    stream_id text COLLATE "C" NOT NULL,
    sealed_id text COLLATE "C" NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (stream_id, sealed_id)
);
CREATE INDEX sealed_by_key ON sealed (key_id);

-- Attachments in sealed pieces, written before the write that names them.
CREATE TABLE chunks (
    file_id text COLLATE "C" NOT NULL,
    piece bigint NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    ciphertext bytea NOT NULL,
    created_at bigint NOT NULL,
    named boolean NOT NULL,
    PRIMARY KEY (file_id, piece)
);
CREATE INDEX chunks_by_orphan ON chunks (named, created_at);

CREATE TABLE blind (
    namespace text COLLATE "C" NOT NULL,
    token bytea NOT NULL,
    stream_id text COLLATE "C" NOT NULL,
    sealed_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (namespace, token, stream_id, sealed_id)
);
CREATE INDEX blind_by_stream ON blind (stream_id, sealed_id);

CREATE TABLE sessions (
    token_hash bytea NOT NULL,
    person_id text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    data text COLLATE "C" NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE credentials (
    person_id text COLLATE "C" NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    totp bytea,
    failed bigint NOT NULL,
    retry_at bigint NOT NULL,
    PRIMARY KEY (person_id)
);

-- The foundation: evidence, the write contract, sealed values and people's access.
-- The PostgreSQL folder holds the same schema; a test proves the two equal.

CREATE TABLE events (
    stream_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (stream_id, version)
) STRICT;

-- Leaf hashes of events the sequencer has not taken yet.
CREATE TABLE unsequenced (
    stream_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (stream_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE leaves (
    seq INTEGER NOT NULL,
    stream_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (seq)
) STRICT;
CREATE UNIQUE INDEX leaves_by_event ON leaves (stream_id, version);
CREATE INDEX leaves_by_hash ON leaves (hash);

CREATE TABLE tiles (
    level INTEGER NOT NULL,
    index_no INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, index_no)
) STRICT;

CREATE TABLE checkpoints (
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (size)
) STRICT;

-- Named values that decisions read: a generation, a population's hash, a lease.
CREATE TABLE guards (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX outbox_by_due ON outbox (due_at, id);

-- Nothing can ever be inserted here. A missed version or guard tries to, which raises the error
-- that undoes its write.
CREATE TABLE refusals (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name),
    CONSTRAINT refusals_never CHECK (1 = 0)
) STRICT, WITHOUT ROWID;

-- Data keys, each wrapped by a key outside the database. Destroying the row erases what it sealed.
CREATE TABLE keys (
    key_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    kek_id TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (key_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_scope ON keys (scope);
CREATE INDEX keys_by_kek ON keys (kek_id);

CREATE TABLE sealed (
    stream_id TEXT NOT NULL,
    sealed_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    ciphertext BLOB NOT NULL,
    PRIMARY KEY (stream_id, sealed_id)
) STRICT;
CREATE INDEX sealed_by_key ON sealed (key_id);

-- Attachments in sealed pieces, written before the write that names them.
CREATE TABLE chunks (
    file_id TEXT NOT NULL,
    piece INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    ciphertext BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    PRIMARY KEY (file_id, piece)
) STRICT;
CREATE INDEX chunks_by_orphan ON chunks (named, created_at);

CREATE TABLE blind (
    namespace TEXT NOT NULL,
    token BLOB NOT NULL,
    stream_id TEXT NOT NULL,
    sealed_id TEXT NOT NULL,
    PRIMARY KEY (namespace, token, stream_id, sealed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blind_by_stream ON blind (stream_id, sealed_id);

CREATE TABLE sessions (
    token_hash BLOB NOT NULL,
    person_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE credentials (
    person_id TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp BLOB,
    failed INTEGER NOT NULL,
    retry_at INTEGER NOT NULL,
    PRIMARY KEY (person_id)
) STRICT, WITHOUT ROWID;

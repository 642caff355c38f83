//! One SQL text for SQLite and PostgreSQL behind two verbs: rows and commit.

//! Versioned migrations: what a database holds against what this program knows.

use crate::dialect::Engine;
use crate::error::StoreError;

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema version found; 0 for an empty database.
    pub from: i64,
    /// The schema version now.
    pub to: i64,
}

/// The record of applied migrations, itself the same on both engines.
pub(crate) const RECORD: &str =
    "CREATE TABLE IF NOT EXISTS migrations (version bigint NOT NULL, PRIMARY KEY (version))";
pub(crate) const APPLIED: &str = "SELECT CAST(coalesce(max(version), 0) AS bigint) FROM migrations";

/// The migrations to apply to a database at version `from`, as one script, and the version after.
pub(crate) fn pending(engine: Engine, from: i64) -> Result<(String, Migrated), StoreError> {
    let known = engine.migrations();
    let program = i64::try_from(known.len()).expect("few migrations");
    if from > program {
        return Err(StoreError::Newer {
            database: from,
            program,
        });
    }
    let mut script = String::new();
    for (version, migration) in (1_i64..).zip(known).filter(|(version, _)| *version > from) {
        script.push_str(migration);
        script.push_str(&format!(
            "\nINSERT INTO migrations (version) VALUES ({version});\n"
        ));
    }
    Ok((script, Migrated { from, to: program }))
}

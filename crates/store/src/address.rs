//! Where a database lives: a file of the embedded engine, or a PostgreSQL server.

use std::fmt;
use std::path::PathBuf;

use crate::error::StoreError;

/// Where a database lives.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// The file of an embedded database.
    Sqlite(PathBuf),
    /// The url of a PostgreSQL database. `sslmode=require` asks for TLS; the server's certificate
    /// is then always checked, against `sslrootcert=FILE` or else the system's authorities.
    Postgres(String),
}

impl Address {
    /// Reads a `postgres://…` url, or anything else as the path of an embedded database.
    pub fn parse(text: &str) -> Result<Address, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Address::Postgres(text.to_owned()));
        }
        if text.is_empty() {
            return Err(StoreError::Address("it is empty".to_owned()));
        }
        if text.contains("://") {
            return Err(StoreError::Address(
                "only postgres:// urls and file paths are known".to_owned(),
            ));
        }
        Ok(Address::Sqlite(PathBuf::from(text)))
    }
}

/// A url may hold a password, so it is not shown.
impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Sqlite(path) => write!(out, "Sqlite({})", path.display()),
            Address::Postgres(_) => write!(out, "Postgres(…)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_paths_are_told_apart() {
        let path = Address::parse("./demo-data/office.db").unwrap();
        assert_eq!(path, Address::Sqlite("./demo-data/office.db".into()));
        let url = "postgres://clerk:secret@localhost/office";
        let address = Address::parse(url).unwrap();
        assert_eq!(address, Address::Postgres(url.to_owned()));
        assert!(!format!("{address:?}").contains("secret"));
        assert!(Address::parse("mysql://localhost/office").is_err());
        assert!(Address::parse("").is_err());
    }
}

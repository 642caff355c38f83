//! One SQL text for SQLite and PostgreSQL behind two verbs.
//!
//! - [`Store::rows`] reads on any connection;
//! - [`Store::commit`] makes one [`Write`] true as a whole, or refuses it by name.
//!
//! A [`Write`] is data, not a closure: deciding is over before it is made. It may therefore be
//! grouped with others, repeated after a deadlock, or merged with the next, without asking the
//! code that decided it. Once handed over it runs to its end, also where the caller goes away.
//!
//! SQL is portable text with `$1`, `$2`, … and the types text, bigint, blob and bool. Say
//! `CAST(sum(x) AS bigint)` where PostgreSQL would answer with another type. Text compares
//! bytewise on both engines. Lists of values go through [`list`].

mod address;
mod dialect;
mod error;
mod failures;
mod insert;
mod list;
mod migrate;
mod plan;
mod postgres;
mod row;
mod sqlite;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod value;
mod write;

pub use address::Address;
pub use dialect::Engine;
pub use error::{CommitError, StoreError};
pub use insert::Insert;
pub use list::{LIST_MAX, list};
pub use migrate::Migrated;
pub use row::Row;
pub use store::Store;
pub use value::Value;
pub use write::{Change, Claim, Expect, Guard, Message, NewEvent, Tally, Write};

//! Sealed values, keys and blind indexes.
//!
//! Every personal or free-text value of the platform lives once, encrypted, apart from everything
//! that points to it (T1, T7, T11, T12). This crate says how; `docs/adr/0004-sealing.md` says why,
//! and what it does not protect.
//!
//! - [`suite::Suite`]: AES-256-GCM or SM4-GCM (国密) with its hash and MAC behind one interface.
//! - [`key_file::KeyFile`]: every secret that lives outside the database, with rotation.
//! - [`data_key::DataKey`]: the key of one report or one identity, stored wrapped.
//! - [`value`]: seal and open one value in its [`place::Place`], with a commitment for the ledger.
//! - [`piece`]: attachments in 1 MiB pieces.
//! - [`blind`] and [`normal`]: find equal phones, id numbers and names without opening them.
//! - [`query_code`]: the 查询码 a reporter keeps.
//! - [`passphrase`]: what a file is locked with that leaves by hand.
//! - [`token`]: signed references carried in hidden form fields.
//!
//! Pure: no I/O, no clock; randomness is handed in as [`draw::Random`].

pub mod suite;

pub mod key_file;

pub mod data_key;

pub mod place;

pub mod value;

pub mod piece;

pub mod blind;

pub mod normal;

pub mod query_code;

pub mod passphrase;

pub mod spoken;

pub mod token;

pub mod draw;

pub mod secret;

mod envelope;
mod frame;
mod padding;
#[cfg(test)]
mod samples;

//! The ledger (存证账): an append-only Merkle tree over every event, so that losing, hiding or
//! altering a report can be proved by someone outside the office (T18, T19). Pure.
//!
//! Reading order, from one event to the whole proof:
//!
//! - [`hash`], [`leaf`]: the bytes an event contributes, and the RFC 6962 hashes over them;
//! - [`tile`], [`tree`], [`growth`]: the tree as stored (C2SP tlog-tiles) and how it grows;
//! - [`proof`]: inclusion and consistency, made from tiles and checked without them;
//! - [`note`], [`checkpoint`]: the signed head of the tree (C2SP signed-note, tlog-checkpoint);
//! - [`receipt`]: what a reporter keeps (C2SP tlog-proof);
//! - [`verify`]: judges a whole ledger from data alone; it calls nothing that writes one.
//!
//! Asynchronous code first asks which tiles are needed ([`tree::edge_tiles`],
//! [`proof::inclusion_tiles`], [`proof::consistency_tiles`]), fetches them, and hands in a map.

pub mod hash;
pub mod leaf;

pub mod tile;
pub mod tree;

pub mod growth;
pub mod proof;

pub mod note;

pub mod checkpoint;
pub mod receipt;

pub mod verify;

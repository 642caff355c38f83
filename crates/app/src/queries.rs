//! One query file a page; each returns the page's own struct, opened for this reader and no other.
//!
//! Objects come only through [`reader`]'s checked look-ups: what a person may not see does not exist
//! for them, at every door alike (T3, T4).

pub mod act;
pub mod batch;
pub mod books;
pub mod callbacks;
pub mod calls;
pub mod classified;
pub mod deciding;
pub mod delegations;
pub mod exports;
pub mod gate;
pub mod handover;
pub mod identities;
pub mod lamp;
pub mod listing;
pub mod lookup;
pub mod matter;
pub mod matters;
pub mod morning;
pub mod national;
pub mod office;
pub mod originals;
pub mod passed;
pub mod print;
pub mod reader;
pub mod registration;
pub mod repeats;
pub mod roster;
pub mod status;
pub mod task_sheets;
pub mod telephone;
pub mod titles;
pub mod todo;
pub mod trail;
pub mod voids;

//! The search index (检索索引): which matters hold which words, as keyed hashes (S1-44).
//!
//! What is known of a matter is a function of its state and its texts. The write that changes either writes
//! the tokens anew, so that a report is found as soon as it is received. They lie with their matter (`search_docs`)
//! until a job packs many matters into a segment: per token one list of places, written once, in order of tokens.
//! Segments of one size are merged into a larger one, so that a search reads a few dozen lists a token at a
//! million matters. An entry of a segment lives while its stamp is that of its matter.
//!
//! | module | is |
//! |---|---|
//! | `words` | text as the index reads it |
//! | `doc` | what a matter is found by, and the write that follows its changes |
//! | `postings` | lists of places as bytes |
//! | `segments` | segments as they lie in the database, their ids kept in memory |
//! | `build` | writing a segment |
//! | `tend` | the job: packing, merging, taking away what is gone |
//! | `seek` | which matters fit |
//! | `alike` | which matters have most in common with a text |
//! | `rebuild` | all of it anew, or compared with the texts |

mod alike;
mod build;
mod doc;
mod postings;
mod rebuild;
mod seek;
mod segments;
mod tend;
pub(crate) mod words;

pub(crate) use alike::{Alike, alike};
pub(crate) use doc::{Doc, Part, Parts, Stored, Texts, follow, follow_events, sound_gram};
pub(crate) use rebuild::upgrade;
pub use rebuild::{check, rebuild};
pub(crate) use seek::{Candidate, Plan, Way, seek};
pub(crate) use segments::Cache;
pub use tend::{settle, sweep, tend};
#[cfg(test)]
pub(crate) use {segments::Id, tend::pack};

#[cfg(feature = "testing")]
pub(crate) use doc::{rows, tokens};
#[cfg(feature = "testing")]
pub(crate) use seek::{UNPACKED, reading};

//! What a case is and which acts change it. Pure: no I/O, no clock, no randomness, no logging.
//!
//! Each noun is a folder with `state.rs` (what it is) and `steps/` (one act a file). A step turns a
//! typed command into events, or refuses by name; events alone change state. Personal and free
//! text never enters this crate: the shell seals it first and hands in [`SealedRef`]s.

pub mod access;
pub mod act;
pub mod actor;
pub mod analysis;
pub mod assessment;
pub mod bulletin;
pub mod campaign;
pub mod clocks;
pub mod code;
pub mod draw;
pub mod escalation;
pub mod exposure;
pub mod figures;
pub mod form;
pub mod ids;
pub mod inspection;
pub mod key_county;
pub mod linkage;
pub mod matter;
pub mod moment;
pub mod notices;
pub mod office;
pub mod procedure;
pub mod proposal;
pub mod reconciliation;
pub mod refusal;
pub mod review;
pub mod rows;
pub mod rules;
pub mod sealed;
pub mod step;

#[cfg(test)]
mod given;
#[cfg(test)]
mod laws;

pub use actor::Actor;
pub use ids::{MatterId, PersonId, ProcedureId, ReportId, RunId, SealedId, UnitId};
pub use moment::Moment;
pub use refusal::Refused;
pub use sealed::SealedRef;

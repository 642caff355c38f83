//! Test support: an invented office under the shipped rules, and stories told act by act.
//!
//! A step's test reads as *given* a point in a matter's life, *when* somebody acts, *then* these
//! events or this refusal. Nothing here is built around the write path: people act through
//! [`crate::matter::decide`], in the post that [`crate::access::permit`] finds for them.

mod answered;
mod arrivals;
mod case;
mod milestones;
mod office;
pub(crate) mod proceeding;
mod story;
mod world;

pub(crate) use answered::{answers, identity_requests, public_feedback};
pub(crate) use arrivals::{clean_file, endings, file};
pub(crate) use case::{Case, case};
pub(crate) use milestones::{joined, report, sealed};
pub(crate) use office::{OfficeWhen, office_when, owing};
pub(crate) use story::{Story, When, local};
pub(crate) use world::{WORLD, World, calendar_files, catalogue};

use crate::ids::PersonId;

/// A person of the invented office.
pub(crate) fn person(id: &str) -> PersonId {
    PersonId::from(id)
}

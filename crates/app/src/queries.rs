//! One query file a page; each returns the page's own struct, opened for this reader and no other.
//!
//! Objects come only through [`reader`]'s checked look-ups: what a person may not see does not exist
//! for them, at every door alike (T3, T4).

pub mod act;
pub mod analyses;
pub mod assessments;
pub mod balance;
pub mod basis;
pub mod batch;
pub mod books;
pub mod callbacks;

pub mod bulletins;
pub mod calls;
pub mod campaigns;
pub mod classified;
pub mod deciding;
pub mod delegations;
pub mod exports;
pub mod figures;
pub mod gate;
pub mod handover;
pub mod identities;
pub mod inspections;
pub mod key_counties;
pub mod lamp;
pub mod linkages;
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
pub mod procedures;
pub mod proposals;
pub mod reader;
pub mod reconciliations;
pub mod registration;
pub mod repeats;
pub mod reviews;
pub mod roster;
pub mod search;
pub mod sources;
pub mod status;
pub mod suggestions;
pub mod supervision;
pub mod task_sheets;
pub mod telephone;
pub mod titles;
pub mod todo;
pub mod trail;
pub mod voids;

use crate::Fault;
use store::Row;

/// Cuts rows that were read one beyond a page to the page. Where the next page begins is what `place` makes of the
/// last row; nothing where there is none.
pub(crate) fn paged(
    rows: &mut Vec<Row>,
    page: usize,
    place: impl FnOnce(&Row) -> Result<String, Fault>,
) -> Result<Option<String>, Fault> {
    if rows.len() <= page {
        return Ok(None);
    }
    rows.truncate(page);
    rows.last().map(place).transpose()
}

//! What the clerk need not type again: the accused whom the reporter named become the leads.

use app::queries::matter::{self, AccusedView};

use crate::desk::form::Filled;
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// A registration begun from the matter's first report. Nothing is filled for who may not see it:
/// the form itself then says so.
pub async fn registration(
    front: &Shared,
    signed: &Signed,
    number: &str,
) -> Result<Filled, Problem> {
    let page = matter::matter(front.app(), &signed.person, number).await?;
    let accused = page
        .reports
        .first()
        .map_or(&[][..], |report| &report.accused);
    Ok(Filled::of(accused.iter().enumerate().flat_map(lead)))
}

fn lead((at, accused): (usize, &AccusedView)) -> [(String, String); 2] {
    let post = format!("{}{}", accused.unit, accused.post);
    [
        (format!("leads.{at}.subject"), accused.name.clone()),
        (format!("leads.{at}.post"), post),
    ]
}

//! What need not be typed again: the accused whom the reporter named become the leads, and the slip, rung,
//! clock or item that a list's link was about is chosen.

use app::queries::matter::{self, AccusedView};

use crate::desk::form::Filled;
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// Choices that a link names; nothing else is taken from an address.
pub fn named(query: Vec<(String, String)>) -> Filled {
    const NAMED: [&str; 6] = ["slip", "rung", "clock", "item", "matter", "finding"];
    Filled::of(
        query
            .into_iter()
            .filter(|(name, _)| NAMED.contains(&&**name)),
    )
}

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

//! What a noun shows besides what every procedure shows, as a piece of the page: a query of the noun, rendered by a
//! template of the noun.

use app::queries::procedures::inspection::{self as inspections, Which};
use app::queries::{
    analyses, assessments, bulletins, campaigns, key_counties, linkages, proposals,
    reconciliations, reviews,
};
use askama::Template;
use casework::procedure::Noun;

use super::{
    address, analysis, assessment, bulletin, campaign, inspection, key_county, linkage, proposal,
    reconciliation,
};
use crate::desk::reviews::Piece as Session;
use crate::desk::session::Signed;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The piece of a procedure's page.
pub async fn of(
    front: &Shared,
    signed: &Signed,
    noun: Noun,
    number: &str,
) -> Result<String, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let at = address(noun, number);
    match noun {
        Noun::Inspection => shown(&inspection::Piece {
            inspected: inspections::inspected(app, person, number, Which::default()).await?,
            number: number.to_owned(),
        }),
        Noun::Campaign => shown(&campaign::Piece {
            board: campaigns::board(app, person, number).await?,
            at,
        }),
        Noun::Linkage => shown(&linkage::Piece {
            linkage: linkages::linkage(app, person, number).await?,
            at,
        }),
        Noun::Assessment => shown(&assessment::Piece {
            year: assessments::year(app, person, number).await?,
            at,
        }),
        Noun::KeyCounty => shown(&key_county::Piece {
            shown: key_counties::supervised(app, person, number).await?,
            at,
        }),
        Noun::Review => shown(&Session {
            session: reviews::session(app, person, number).await?,
        }),
        Noun::Reconciliation => shown(&reconciliation::Piece::of(
            reconciliations::book(app, person, number).await?,
        )),
        Noun::Proposal => shown(&proposal::Piece {
            told: proposals::proposal(app, person, number).await?,
            at,
        }),
        Noun::Analysis => shown(&analysis::Piece {
            told: analyses::analysis(app, person, number).await?,
            at,
        }),
        Noun::Bulletin => shown(&bulletin::Piece {
            told: bulletins::bulletin(app, person, number).await?,
            at,
        }),
    }
}

fn shown(piece: &impl Template) -> Result<String, Problem> {
    Ok(problem::html(piece)?.0)
}

//! What is handed on and what is proposed, for a demonstration: a matter that a city handed to a county carries a
//! notice with a day (交办通知单), and a supervision proposal to the county was signed and answered (监察建议书). Every
//! act goes the way of any other act.

use crate::books::Hands;
use crate::teller::{Teller, holder};
use app::queries::matters::{self, Filter};
use app::{App, Failure, Fault, Subject};
use casework::UnitId;
use casework::procedure::Noun;
use jiff::ToSpan;
use serde_json::json;

const MINUTE: i64 = 60_000;

/// Matters looked at for one that was handed on.
const LOOKED_AT: usize = 40;

/// Issues a notice and a proposal. Whether there was a city to do so.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn assign(app: &App) -> Result<bool, Fault> {
    let Some(hands) = Hands::of(app) else {
        return Ok(false);
    };
    let mut told = Teller::paced(app, 120 * MINUTE, MINUTE / 4);
    notice(app, &hands, &mut told).await?;
    proposal(app, &hands, &mut told).await?;
    Ok(true)
}

async fn notice(app: &App, hands: &Hands, told: &mut Teller<'_>) -> Result<(), Fault> {
    let filter = Filter::default();
    let book = match matters::matters(app, &hands.clerk, &filter, None).await {
        Ok(book) => book,
        Err(Failure::Fault(fault)) => return Err(fault),
        Err(_) => return Ok(()),
    };
    let until = app.now().on().saturating_add(30.days());
    for row in book.rows.iter().take(LOOKED_AT) {
        let fields = json!({"until": until.to_string(),
            "demand": "请查清主要问题，逐项回应，附证据材料书面报告。"});
        let on = Subject::Number(row.number.clone());
        let issued = told
            .give(&hands.clerk, on, "issue-assignment", fields)
            .await?;
        if issued.is_some() {
            return Ok(());
        }
    }
    Ok(())
}

async fn proposal(app: &App, hands: &Hands, told: &mut Teller<'_>) -> Result<(), Fault> {
    let office = app.office();
    let is_organ = |unit: &&UnitId| office.unit(unit).is_some_and(|unit| unit.kind.is_organ());
    let mut below = office.children_of(&hands.organ).iter().filter(is_organ);
    let Some(county) = below.next() else {
        return Ok(());
    };
    let fields = json!({"to": county, "title": "关于信访件办理质量的监察建议",
        "source": "一季度案件评查责任倒查",
        "found": "部分信访件核查不深入，主要问题没有逐项回应，重复反映较多。",
        "demand": "健全首办责任和集体会商制度，对近半年办结件组织复核。", "days": 20});
    let new = Subject::NewProcedure(Noun::Proposal);
    let Some(number) = told
        .give(&hands.head, new, "draft-proposal", fields)
        .await?
    else {
        return Ok(());
    };
    let on = || Subject::Procedure(number.clone());
    told.give(&hands.leader, on(), "sign-proposal", json!({}))
        .await?;
    if let Some(person) = holder(app, county, "petition-head") {
        let fields = json!({"text": "已采纳，修订了首办责任制，正在复核近半年办结件。"});
        told.give(&person, on(), "answer-proposal", fields).await?;
    }
    Ok(())
}

//! Delegations (授权、AB角, P-08): what a person lent, and what was lent to them.

use super::reader::Reader;
use crate::{App, Fault};
use casework::PersonId;
use casework::office::Delegation;
use serde::Serialize;

/// A person's delegations.
#[derive(Debug, Clone, Serialize)]
pub struct Delegations {
    /// Lent by the person, newest first.
    pub given: Vec<DelegationRow>,
    /// Lent to the person, newest first.
    pub received: Vec<DelegationRow>,
    /// Whether the person may lend.
    pub may: bool,
}

/// A delegation in words.
#[derive(Debug, Clone, Serialize)]
pub struct DelegationRow {
    /// Its number.
    pub number: u32,
    /// Whose rights.
    pub principal: String,
    /// Who may use them.
    pub delegate: String,
    /// Which acts.
    pub acts: String,
    /// On which matters.
    pub matters: String,
    /// First and last day.
    pub period: String,
    /// Number of the written authorisation, or empty.
    pub paper: String,
    /// 有效, 未开始, 已到期 or 已收回.
    pub state: &'static str,
    /// Whether it can still be ended.
    pub may_end: bool,
}

/// Rows of a list at most: what ended long ago is in the office's events.
const LISTED_MAX: usize = 50;

/// The delegations of a person.
///
/// # Errors
/// The database does not answer.
pub async fn delegations(app: &App, person: &PersonId) -> Result<Delegations, Fault> {
    let reader = Reader::of(app, person).await?;
    let rows = |theirs: fn(&Delegation) -> &PersonId| -> Vec<DelegationRow> {
        let all = reader.office.delegations.iter().rev();
        let theirs = all.filter(|known| theirs(known) == person).take(LISTED_MAX);
        theirs.map(|known| row(app, &reader, known)).collect()
    };
    Ok(Delegations {
        given: rows(|known| &known.principal),
        received: rows(|known| &known.delegate),
        may: reader.may(app, "delegate"),
    })
}

fn row(app: &App, reader: &Reader, known: &Delegation) -> DelegationRow {
    let (office, on) = (&reader.office, reader.on());
    let acts: Vec<&str> = known
        .acts
        .iter()
        .map(|id| app.rules().act_class(id).map_or(&**id, |class| &class.name))
        .collect();
    let matters: Vec<&str> = known.matters.iter().map(|class| class.zh()).collect();
    let state = if known.revoked_at.is_some() {
        "已收回"
    } else if known.until < on {
        "已到期"
    } else if on < known.from {
        "未开始"
    } else {
        "有效"
    };
    DelegationRow {
        number: known.number,
        principal: office.person_name(&known.principal).to_owned(),
        delegate: office.person_name(&known.delegate).to_owned(),
        acts: acts.join("、"),
        matters: if matters.is_empty() {
            "各类信访件".to_owned()
        } else {
            matters.join("、")
        },
        period: format!("{} 至 {}", known.from, known.until),
        paper: known.paper.clone().unwrap_or_default(),
        state,
        may_end: matches!(state, "有效" | "未开始"),
    }
}

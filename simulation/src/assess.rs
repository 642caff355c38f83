//! An assessment in a demonstration: the top organ's year with its months published, a target that was missed and
//! explained, and an objection that was upheld, so that a published month stands corrected. Every act goes the
//! way of any other act.

use super::teller::{Teller, holder};
use app::{App, Fault, Subject};
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde_json::{Value, json};

/// Targets missed are explained up to this one.
const MISSED: u32 = 28;

/// Assesses the organs under the top one. Its number; none where nobody could.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn assess(app: &App) -> Result<Option<String>, Fault> {
    let (office, on) = (app.office(), app.now().on());
    let top = office.units.values().find(|unit| unit.parent.is_none());
    let Some(top) = top.map(|unit| unit.id.clone()) else {
        return Ok(None);
    };
    let (Some(head), Some(leader)) = (
        holder(app, &top, "petition-head"),
        holder(app, &top, "leader"),
    ) else {
        return Ok(None);
    };
    let cities = office.units.values().filter(|unit| {
        unit.parent.as_ref() == Some(&top) && unit.level.as_str() == "city" && unit.kind.is_organ()
    });
    let cities: Vec<UnitId> = cities.map(|unit| unit.id.clone()).collect();
    let open = json!({"scheme": "petition", "year": on.year(), "title": "本年度信访举报工作考核"});
    let new = Subject::NewProcedure(Noun::Assessment);
    let mut teller = Teller::now(app);
    let opened = teller.give(&head, new, "open-assessment", open).await?;
    let Some(number) = opened else {
        return Ok(None);
    };
    for (indicator, rate) in [("first-on-time", 95), ("over-level", 10)] {
        let target = json!({"units": cities, "indicator": indicator, "rate": rate});
        teller.on(&number, &leader, "set-target", target).await?;
    }
    if let Some(city) = cities.first() {
        let note = "查处诬告两起，为三名干部澄清正名。";
        let points = json!({"unit": city, "rule": "clarified", "note": note});
        teller.on(&number, &head, "give-points", points).await?;
    }
    for month in 1..on.month() {
        let month = json!({"month": format!("{}-{month:02}-01", on.year())});
        teller.on(&number, &leader, "freeze-month", month).await?;
    }
    explain(&mut teller, &number, &cities).await?;
    if let Some(from) = cities
        .first()
        .and_then(|city| holder(app, city, "petition-head"))
    {
        let reason = "月末三天系统停机，两件按期办结的没有录入。";
        let objection = json!({"what": "on-time", "reason": reason});
        teller.on(&number, &from, "object", objection).await?;
        let upheld = json!({"verdict": "upheld", "points": 2, "reason": "停机属实，予以补回。"});
        decide(&mut teller, &leader, &number, upheld).await?;
    }
    Ok(Some(number))
}

/// Each city says why it missed its targets; the last one owes it still for what was missed last.
async fn explain(teller: &mut Teller<'_>, number: &str, cities: &[UnitId]) -> Result<(), Fault> {
    let words = [
        "已逐件分析原因，由分管领导约谈有关县，领导干部每月下访两次。",
        "问题集中在两个县，已抽调人员集中办理，按周调度。",
    ];
    for (at, city) in cities.iter().enumerate() {
        let Some(head) = holder(teller.app, city, "petition-head") else {
            continue;
        };
        for missed in 1..MISSED {
            let text = words[at % words.len()];
            let said = json!({"missed": missed.to_string(), "text": text});
            teller.on(number, &head, "explain-target", said).await?;
        }
    }
    Ok(())
}

/// Decides the objection that is open, whatever its number is.
async fn decide(
    teller: &mut Teller<'_>,
    leader: &PersonId,
    number: &str,
    words: Value,
) -> Result<(), Fault> {
    for objection in 1..500 {
        let mut fields = words.clone();
        fields["objection"] = json!(objection.to_string());
        let done = teller.on(number, leader, "decide-objection", fields);
        if done.await?.is_some() {
            break;
        }
    }
    Ok(())
}

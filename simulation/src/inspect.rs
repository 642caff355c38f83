//! Something to inspect in a demonstration: this month's draw of the province with a finding that is being
//! put right, and visits to two places. Every act goes the way of any other act.

use super::teller::{Teller, holder};
use app::queries::procedures::inspection::{self, Row, Which};
use app::{App, Failure, Fault, Subject, jobs};
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde_json::{Value, json};

/// Opens inspections and carries them some way. How many were opened.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn inspect(app: &App) -> Result<usize, Fault> {
    let office = app.office();
    let top = office.units.values().find(|unit| unit.parent.is_none());
    let Some(head) = top.and_then(|top| holder(app, &top.id, "petition-head")) else {
        return Ok(0);
    };
    let opened = [drawn(app, &head).await?, visited(app, &head).await?];
    Ok(opened.into_iter().flatten().count())
}

/// This year's arrivals, a dozen of them drawn; the first has a problem.
async fn drawn(app: &App, head: &PersonId) -> Result<Option<()>, Fault> {
    let Some(number) = opened(app, head, "platform").await? else {
        return Ok(None);
    };
    let by_head = |act, fields| done(app, head, (&number, act, fields));
    by_head("fix-population", json!({})).await?;
    jobs::sequence::sequence(app).await?;
    by_head("draw", json!({"number": 12})).await?;
    let rows = items(app, head, &number).await?;
    for row in rows.iter().skip(1).take(5) {
        let sound = json!({"item": row.number.to_string(), "verdict": "sound"});
        by_head("check-item", sound).await?;
    }
    if let Some(first) = rows.first() {
        let item = first.number.to_string();
        let faulty = json!({"item": item, "verdict": "faulty", "problems": ["late-entry"],
                            "opinion": "办理情况没有及时录入，进展栏空白。"});
        by_head("check-item", faulty).await?;
        let demand = json!({"item": item, "demand": "三日内补录，明确专人录入。"});
        by_head("order-rectification", demand).await?;
    }
    Ok(Some(()))
}

/// Two places, one of which has put right what was found.
async fn visited(app: &App, head: &PersonId) -> Result<Option<()>, Fault> {
    let office = app.office();
    let counties = office.units.values().filter(|unit| {
        unit.level.as_str() == "county" && office.organ_of(&unit.id) == Some(&unit.id)
    });
    let counties: Vec<UnitId> = counties.take(2).map(|unit| unit.id.clone()).collect();
    let ([one, other], Some(number)) = (&*counties, opened(app, head, "venue").await?) else {
        return Ok(None);
    };
    let by_head = |act, fields| done(app, head, (&number, act, fields));
    let venues = json!({"venues": [
        {"unit": one.as_str(), "place": "信访接待大厅", "visit": "open"},
        {"unit": other.as_str(), "place": "来访接待室", "visit": "secret"}]});
    by_head("name-venues", venues).await?;
    let faulty = json!({"item": "1", "verdict": "faulty", "problems": ["reception"],
                        "opinion": "上午十点无人值班，没有公示值班领导。"});
    by_head("check-item", faulty).await?;
    let demand = json!({"item": "1", "demand": "落实值班，公示值班领导。"});
    by_head("order-rectification", demand).await?;
    if let Some(county) = holder(app, one, "petition-head") {
        let report = json!({"item": "1", "report": "值班表已排到月底，公示牌已更换。"});
        done(app, &county, (&number, "report-rectification", report)).await?;
    }
    let accept = json!({"item": "1", "word": "accept"});
    by_head("decide-rectification", accept).await?;
    Ok(Some(()))
}

async fn opened(app: &App, head: &PersonId, kind: &str) -> Result<Option<String>, Fault> {
    let on = app.now().on();
    let fields = json!({"kind": kind, "from": on.first_of_year(), "until": on});
    let new = Subject::NewProcedure(Noun::Inspection);
    Teller::now(app)
        .give(head, new, "open-inspection", fields)
        .await
}

pub(crate) async fn items(app: &App, head: &PersonId, number: &str) -> Result<Vec<Row>, Fault> {
    match inspection::inspected(app, head, number, Which::default()).await {
        Ok(shown) => Ok(shown.items),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(_) => Ok(Vec::new()),
    }
}

async fn done(
    app: &App,
    person: &PersonId,
    (number, act, fields): (&str, &str, Value),
) -> Result<(), Fault> {
    Teller::now(app)
        .on(number, person, act, fields)
        .await
        .map(drop)
}

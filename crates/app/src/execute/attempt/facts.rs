//! What a step is told besides the matter: what the typed texts say of others, and what is drawn for it.

use super::Asked;
use crate::audience::Unwritten;
use crate::execute::{earlier, split};
use crate::queries::proposals;
use crate::sealer::{Named, Sealing};
use crate::{App, Failure, Fault, numbers, slips};
use casework::matter::steps::{issue_assignment, sign_slip};
use casework::matter::{Channel, Matter};
use casework::office::Office;
use casework::step::{Context, Facts};
use casework::{Actor, PersonId, UnitId};
use serde_json::{Map, Value};

/// The facts with what the fields brought. `ctx` holds those known before them.
pub(super) async fn gathered(
    asked: &Asked<'_>,
    ctx: &Context<'_>,
    sealing: Option<&Sealing<'_>>,
    unwritten: &Unwritten,
    json: &Value,
) -> Result<Facts, Failure> {
    let Asked {
        app,
        now,
        who,
        order,
        office,
        before,
        ..
    } = *asked;
    let mut facts = ctx.facts.clone();
    if let Some(sealing) = sealing {
        facts.reachable = sealing.reachable;
        facts.exposes = sealing.exposes;
        facts.namesakes = namesakes(office, &sealing.subjects);
        facts.about_organ = about_organ(office, &sealing.accused, &order.fields);
        if asked.act.name == "register" {
            let (subjects, entries) = (&sealing.subjects, &unwritten.entries);
            let count = earlier::count(app, office, now, who, before, subjects, entries);
            facts.earlier = count.await?;
        }
    }
    match asked.act.name {
        "receive" => facts.number = Some(next_number(app, &facts, ctx, json).await?),
        "sign-slip" => facts.slip_number = slip_number(app, before, ctx, json).await?,
        "issue-assignment" => facts.slip_number = notice_number(app, before, ctx).await?,
        "route" if json.get("until").is_some_and(Value::is_string) => {
            facts.slip_number = notice_number(app, before, ctx).await?;
        }
        "conclude-accountability" => {
            let unit = ctx.actor.unit().unwrap_or(&before.holder);
            let people = order.fields.get("people");
            facts.issued = proposals::issued(app, (office, unit), people).await?;
        }
        "split" => facts.part = Some(split::drawn(app, now, before).await?),
        _ => {}
    }
    Ok(facts)
}

/// Whether the sender's words name the organ addressed itself, or its leadership.
fn about_organ(office: &Office, accused: &[Named], fields: &Map<String, Value>) -> bool {
    let sent_to = fields.get("unit").and_then(Value::as_str).map(UnitId::from);
    let organ = sent_to.as_ref().and_then(|unit| office.organ_of(unit));
    let unit = organ.and_then(|organ| office.unit(organ));
    unit.is_some_and(|unit| {
        accused
            .iter()
            .any(|one| unit.is_meant(&one.name, &one.unit, &one.post))
    })
}

/// The next number in the series of the slip about to be signed.
async fn slip_number(
    app: &App,
    before: &Matter,
    ctx: &Context<'_>,
    json: &Value,
) -> Result<Option<u32>, Fault> {
    let named = json.get("slip").and_then(Value::as_str);
    let Some(slip) = sign_slip::meant(before, named, ctx) else {
        return Ok(None);
    };
    let year = ctx.now.on().year();
    Ok(Some(
        slips::next(app, (&slip.organ, slip.kind.as_str(), year)).await?,
    ))
}

/// The next number of the notices of the organ that hands a matter on; whoever issues one alone belongs to it.
async fn notice_number(
    app: &App,
    before: &Matter,
    ctx: &Context<'_>,
) -> Result<Option<u32>, Fault> {
    let unit = match ctx.actor.unit() {
        Some(unit) if ctx.office.organ_of(unit) != ctx.office.organ_of(&before.holder) => unit,
        _ => &before.holder,
    };
    let organ = ctx.office.organ_of(unit).unwrap_or(unit);
    let series = (organ, issue_assignment::LETTER, ctx.now.on().year());
    slips::next(app, series).await.map(Some)
}

/// Persons of the office who bear a subject's name.
fn namesakes(office: &Office, names: &[String]) -> Vec<PersonId> {
    let mut found: Vec<_> = names
        .iter()
        .flat_map(|name| office.bearers(name))
        .cloned()
        .collect();
    found.sort();
    found.dedup();
    found
}

async fn next_number(
    app: &App,
    facts: &Facts,
    ctx: &Context<'_>,
    json: &Value,
) -> Result<String, Fault> {
    let word = |name: &str| json.get(name).and_then(Value::as_str).unwrap_or_default();
    let sent_to = UnitId::from(word("unit"));
    // Of what a citizen sent straight to the superior, the organ below has not even the number.
    let organ = ctx.office.organ_of(&sent_to).unwrap_or(&sent_to);
    let on = ctx.now.on();
    let straight =
        ctx.office
            .straight_up(ctx.rules, organ, &facts.namesakes, facts.about_organ, on);
    let straight = straight.filter(|_| matches!(ctx.actor, Actor::Citizen));
    let unit = ctx.office.unit(straight.as_ref().unwrap_or(&sent_to));
    let region = unit.map_or("", |unit| &unit.region);
    let channel = Channel::parse(word("channel")).unwrap_or(Channel::Other);
    numbers::take(app, region, ctx.happened.date().year(), channel).await
}

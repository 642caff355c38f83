//! An attempt at an order on the office.

use super::fields::checked;
use super::{Attempt, act_of};
use crate::execute::{Done, Order, Who};
use crate::{App, Failure, Fault, office, partners, stream};
use casework::access;
use casework::act::Act;
use casework::office::{Office, steps as office_steps};
use casework::step::{Context, Facts, Owed, Recorded};
use casework::{Actor, Moment, PersonId};
use serde_json::Value;
use store::{Guard, Write};

/// Attempts it.
pub(super) async fn on_office(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
) -> Result<Attempt, Failure> {
    let act = act_of(office_steps::ACTS, &order.act)?;
    let owed = owed(app, order).await?;
    let office = app.office();
    let actor = permitted(app, &office, now, who, &act)?;
    let key = (act.name == "admit-partner").then(|| partners::draw_key(app));
    let ctx = Context {
        now,
        happened: order.happened.unwrap_or(now.local),
        actor: &actor,
        office: &office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &Facts {
            owed,
            partner_key: key.as_ref().map(|(_, digest)| digest.clone()),
            ..Facts::default()
        },
    };
    let recorded = decided(&act, order, &office, &ctx)?;
    let version = office.version + recorded.len() as i64;
    let guard = Guard {
        name: office::GUARD.into(),
        expected: office::generation(office.version),
        set: office::generation(version),
    };
    let events = stream::new_events(casework::office::STREAM, office.version, &recorded);
    let write = Write {
        events,
        guards: vec![guard],
        ..Write::default()
    };
    Ok(Attempt {
        write,
        done: Done {
            matter: None,
            number: None,
            version,
            filed: None,
            key: key.map(|(key, _)| key),
        },
        after: None,
    })
}

/// Only staff and the console act on the office.
fn permitted(
    app: &App,
    office: &Office,
    now: Moment,
    who: &Who,
    act: &Act,
) -> Result<Actor, Failure> {
    match who {
        Who::Console => Ok(Actor::Console),
        Who::Staff(person) => {
            let permit = access::permit(office, app.rules(), person, act.name, None, now.on());
            permit.ok_or_else(|| Failure::Forbidden {
                act: act.zh.to_owned(),
            })
        }
        Who::Citizen
        | Who::Reporter(_)
        | Who::Delegate(..)
        | Who::Sheet { .. }
        | Who::Partner(_)
        | Who::Import(_)
        | Who::Timer => Err(Failure::NotFound),
    }
}

fn decided(
    act: &Act,
    order: &Order,
    office: &Office,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<office_steps::Event>>, Failure> {
    let json = checked(act, &order.fields, None, None, ctx)?;
    let command = office_steps::Command::read(act.name, json)
        .ok_or(Failure::NotFound)?
        .map_err(|error| Fault::Stored(format!("the command {}: {error}", act.name)))?;
    let events = command.decide(office, ctx)?.into_iter();
    Ok(events.map(|event| Recorded::new(event, ctx)).collect())
}

/// What the person still owes whom an order would take out of their post.
async fn owed(app: &App, order: &Order) -> Result<Owed, Fault> {
    let person = order.fields.get("person").and_then(Value::as_str);
    match (&*order.act, person) {
        ("dismiss" | "suspend", Some(person)) => {
            crate::handover::owed(app, &PersonId::from(person)).await
        }
        _ => Ok(Owed::default()),
    }
}

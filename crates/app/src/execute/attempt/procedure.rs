//! An attempt at an order on a procedure: every noun goes the same way.

use super::fields::{checked_by, is_known, sealing_into};
use super::{Attempt, act_of, noted, office_guard};
use crate::execute::{Done, Order, Who, plain_actor};
use crate::moment::draw_id;
use crate::nouns::{self, Asked};
use crate::queries::procedures::is_barred;
use crate::queries::reader::Reader;
use crate::sealer::{Key, Sealing};
use crate::{App, Failure, Fault, numbers, slips, stream};
use casework::access::{self, Seen};
use casework::act::{Act, Performer};
use casework::form::Source;
use casework::office::Office;
use casework::procedure::{self, Noun, Number, Procedure, TIMERS};
use casework::step::{Context, Facts, Recorded};
use casework::{Actor, Moment, ProcedureId, ReportId, with_noun};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::pin::Pin;
use store::{Claim, Write};

/// Attempts to open one.
pub(super) async fn begin(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
    noun: Noun,
) -> Result<Attempt, Failure> {
    let id = ProcedureId(draw_id(now.at, app.entropy()));
    with_noun!(noun, P => begun::<P>(app, now, (who, order), id)).await
}

/// Attempts an order on one that was opened.
pub(super) async fn go_on(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
    (noun, id): (Noun, ProcedureId),
) -> Result<Attempt, Failure> {
    with_noun!(noun, P => gone_on::<P>(app, now, (who, order), id)).await
}

/// An attempt under way. Boxed where it is made: else the frame of whoever asks for a noun would hold room
/// for the attempt on every noun.
type Attempting<'a> = Pin<Box<dyn Future<Output = Result<Attempt, Failure>> + Send + 'a>>;

fn begun<'a, P: Procedure + 'a>(
    app: &'a App,
    now: Moment,
    asked: (&'a Who, &'a Order),
    id: ProcedureId,
) -> Attempting<'a> {
    Box::pin(on(app, now, asked, P::new(id)))
}

fn gone_on<'a, P: Procedure + 'a>(
    app: &'a App,
    now: Moment,
    (who, order): (&'a Who, &'a Order),
    id: ProcedureId,
) -> Attempting<'a> {
    Box::pin(async move {
        let state: P = stream::procedure(app, id).await?;
        if !state.core().exists() {
            return Err(Failure::NotFound);
        }
        if TIMERS.contains(&&*order.act) {
            return by_timer(app, now, (who, order), &state);
        }
        Box::pin(on(app, now, (who, order), state)).await
    })
}

async fn on<P: Procedure>(
    app: &App,
    now: Moment,
    (who, order): (&Who, &Order),
    before: P,
) -> Result<Attempt, Failure> {
    let acts: Vec<Act> = procedure::acts::<P>().copied().collect();
    let act = act_of(&acts, &order.act)?;
    let opens = P::ACTS[0].name == act.name;
    if opens == before.core().exists() {
        return Err(Failure::NotFound);
    }
    let office = app.office();
    let actor = permitted(app, &office, now, who, &act, &before)?;
    let key = if opens { Key::New } else { Key::Stored };
    let into = (before.core().id.stream(P::NOUN), (key, String::new()));
    let report = ReportId(draw_id(now.at, app.entropy()));
    let stream_id = into.0.clone();
    let mut sealing = sealing_into(app, into, (act.fields, &order.fields), now.at, report).await?;
    let reader = reader(app, who, &before).await?;
    let named = (act.name, &order.fields);
    let asked = reader.as_ref().zip(actor.unit());
    let asked = asked.map(|(reader, unit)| Asked::new((app, reader), unit, &before, named));
    let mut facts = match &asked {
        Some(asked) => Box::pin(nouns::told(asked)).await?,
        None => Facts::default(),
    };
    if let Some(asked) = &asked {
        let themes = Box::pin(nouns::themes(asked)).await?;
        if !themes.is_none() {
            // An act without a text of its own seals what the shell found.
            if sealing.is_none() {
                let key = (Key::Stored, String::new());
                let begun = Sealing::begin(app, stream_id, now.at, report, key, HashMap::new());
                sealing = Some(Box::pin(begun).await?);
            }
            if let Some(sealing) = &mut sealing {
                crate::analyses::sealed(themes, sealing, &mut facts.analysis);
            }
        }
    }
    if opens {
        facts.number = Some(next_number(app, &office, &actor, P::NOUN, now).await?);
    }
    let told = slips::told(app, (now, &office), (&actor, &before), named);
    (facts.hidden, facts.slip_number) = Box::pin(told).await?;
    let ctx = Context {
        now,
        happened: order.happened.unwrap_or(now.local),
        actor: &actor,
        office: &office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &facts,
    };
    let recorded = decided((&act, &order.fields), sealing.as_mut(), &before, &ctx)?;
    let mut write = Write::default();
    if let Some(sealing) = sealing {
        write.changes.extend(sealing.finish().changes);
    }
    stream::append_procedure(app, &before, &recorded, &mut write);
    Box::pin(noted::follow(app, &before, &recorded, &ctx, &mut write)).await?;
    if let Some(asked) = &asked {
        nouns::claim(asked, &facts, &recorded, &mut write).await?;
    }
    claim(&before, &facts, &recorded, &mut write);
    if matches!(who, Who::Staff(_)) {
        write.guards.push(office_guard(&office));
    }
    let core = before.core();
    let number = facts.number.unwrap_or_else(|| core.number.clone());
    let version = core.version + recorded.len() as i64;
    Ok(attempted(write, number, version))
}

/// In whose eyes a person's act is told of anything; who may not know of the procedure is told nothing (T4).
async fn reader<P: Procedure>(app: &App, who: &Who, before: &P) -> Result<Option<Reader>, Failure> {
    let Who::Staff(person) = who else {
        return Ok(None);
    };
    let reader = Reader::of(app, person).await?;
    if Box::pin(is_barred(app, &reader, before)).await? {
        return Err(Failure::NotFound);
    }
    Ok(Some(reader))
}

/// Claims what every noun must have once: its own number, and those of its slips and papers.
fn claim<P: Procedure>(
    before: &P,
    facts: &Facts,
    recorded: &[Recorded<P::Event>],
    write: &mut Write,
) {
    let owner = before.core().id.to_string();
    slips::claim::<P>(&owner, recorded, write);
    slips::claim_issued::<P>(&owner, recorded, write);
    write.claims.extend(facts.number.clone().map(|key| Claim {
        namespace: numbers::PROCEDURES.to_owned(),
        key,
        owner,
    }));
}

/// What a timer finds due is recorded; where nothing is, there is nothing to be done.
fn by_timer<P: Procedure>(
    app: &App,
    now: Moment,
    (who, order): (&Who, &Order),
    before: &P,
) -> Result<Attempt, Failure> {
    if !matches!(who, Who::Timer) {
        return Err(Failure::NotFound);
    }
    let office = app.office();
    let ctx = Context {
        now,
        happened: now.local,
        actor: &Actor::Timer,
        office: &office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &Facts::default(),
    };
    let recorded = procedure::timed(before, &order.act, &ctx)?;
    if recorded.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut write = Write::default();
    stream::append_procedure(app, before, &recorded, &mut write);
    let version = before.core().version + recorded.len() as i64;
    Ok(attempted(write, before.core().number.clone(), version))
}

fn attempted(write: Write, number: String, version: i64) -> Attempt {
    Attempt {
        write,
        done: Done {
            matter: None,
            number: Some(number),
            version,
            filed: None,
            key: None,
        },
        after: None,
    }
}

/// The actor, or a denial that does not tell a stranger whether the procedure exists.
fn permitted<P: Procedure>(
    app: &App,
    office: &Office,
    now: Moment,
    who: &Who,
    act: &Act,
    before: &P,
) -> Result<Actor, Failure> {
    let (rules, on) = (app.rules(), now.on());
    let person = match (who, act.performer) {
        (Who::Staff(person), Performer::Person) => person,
        // What another system or a timer may begin, the noun's own acts say.
        (Who::Partner(_), Performer::Sender) | (Who::Timer, Performer::Timer) => {
            return plain_actor(who).ok_or(Failure::NotFound);
        }
        _ => return Err(Failure::NotFound),
    };
    let seen = before.core().exists().then_some(before.core() as &dyn Seen);
    let known = seen.is_none_or(|seen| access::sees(office, rules, person, on, seen));
    match access::own(office, rules, person, act.name, seen, on) {
        Some(actor) => Ok(actor),
        None if known => Err(Failure::Forbidden {
            act: act.zh.to_owned(),
        }),
        None => Err(Failure::NotFound),
    }
}

async fn next_number(
    app: &App,
    office: &Office,
    actor: &Actor,
    noun: Noun,
    now: Moment,
) -> Result<String, Failure> {
    let unit = actor.unit().ok_or(Failure::NotFound)?;
    let organ = office.organ_of(unit).unwrap_or(unit);
    let series = Number::series(noun, organ, now.on().year());
    let last = numbers::last_procedure(app, &series).await?;
    Ok(Number::new(&series, last + 1).to_string())
}

/// The events of an act: its fields read, its texts sealed on the way, its ground looked at, and then decided.
fn decided<P: Procedure>(
    (act, fields): (&Act, &Map<String, Value>),
    mut sealing: Option<&mut Sealing<'_>>,
    before: &P,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<P::Event>>, Failure> {
    let open = |source, word: &str| {
        let offered = match source {
            Source::Own(_) | Source::OwedClocks | Source::Rungs => {
                procedure::ladder::choices(before, source, ctx)
            }
            _ => None,
        };
        offered.map_or_else(
            || is_known(source, word, None, ctx),
            |offered| offered.iter().any(|choice| choice.value == word),
        )
    };
    let json = checked_by(act, fields, sealing.as_deref_mut(), &open)?;
    let facts = Facts {
        exposes: sealing.is_some_and(|sealing| sealing.exposes),
        ..ctx.facts.clone()
    };
    let ctx = &Context {
        facts: &facts,
        ..*ctx
    };
    if let Some(Err(refused)) = procedure::ground(before, act.name, ctx) {
        return Err(refused.into());
    }
    let command = procedure::read::<P>(act.name, json)
        .ok_or(Failure::NotFound)?
        .map_err(|error| Fault::Stored(format!("the command {}: {error}", act.name)))?;
    Ok(procedure::decide(before, (act.name, command), ctx)?)
}

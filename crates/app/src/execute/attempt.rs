//! One attempt at an order: what it would write, given what is stored now.
//!
//! | module | is |
//! |---|---|
//! | `permit` | whether whoever gives the order may |
//! | `fields` | its fields, checked and sealed |
//! | `facts` | what the step is told besides the matter |
//! | `kin` | the other matter of a join |
//! | `noted` | what a procedure changes of its matters |
//! | `claims` | what must be unique, and what a filing gives back |
//! | `office` | an order on the office |
//! | `procedure` | an order on a procedure |

mod claims;
mod facts;
mod fields;
mod kin;
mod noted;
mod office;
mod permit;
mod procedure;

use super::split;
use super::{Done, Order, Subject, Who, load};
use crate::audience::{self, Opener, Unwritten};
use crate::moment::draw_id;
use crate::sealer::{self, Content};
use crate::{
    App, Failure, Fault, forward, notices, numbers, reporter, search_index, slips, stream,
};
use casework::act::Act;
use casework::matter::steps::{self as matter_steps, Event};
use casework::matter::{self, Matter};
use casework::office::Office;
use casework::step::{Context, Facts, Filing, Recorded};
use casework::{Actor, MatterId, Moment, ReportId};
use jiff::civil::DateTime;
use serde_json::{Map, Value};
use store::{Change, Guard, Write};

/// What an attempt would write and say.
pub(super) struct Attempt {
    pub(super) write: Write,
    pub(super) done: Done,
    /// The matter as it stands afterwards, for an order that follows in the same write.
    pub(super) after: Option<Standing>,
}

/// What an order finds: the matter, who speaks for whose filing, and the key its texts are under where
/// an earlier order of the same write drew it.
pub(super) struct Standing {
    pub(super) matter: Matter,
    pub(super) speaker: Option<Filing>,
    pub(super) content: Option<Content>,
    /// Keys drawn, files named and what the matter is found by since earlier orders of the same write.
    pub(super) unwritten: Unwritten,
}

pub(super) async fn attempt(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
) -> Result<Attempt, Failure> {
    match &order.subject {
        Subject::Office => office::on_office(app, now, who, order).await,
        Subject::NewProcedure(noun) => procedure::begin(app, now, who, order, *noun).await,
        Subject::ProcedureId(noun, id) => {
            procedure::go_on(app, now, who, order, (*noun, *id)).await
        }
        Subject::Procedure(number) => {
            let found = app.procedure_of(number).await?.ok_or(Failure::NotFound)?;
            procedure::go_on(app, now, who, order, found).await
        }
        Subject::NewMatter | Subject::Matter(_) | Subject::Number(_) | Subject::Own => {
            act_of(matter_steps::ACTS, &order.act)?;
            let (matter, speaker) = subject(app, now, who, order).await?;
            let standing = Standing {
                matter,
                speaker,
                content: None,
                unwritten: Unwritten::default(),
            };
            Box::pin(on_matter(app, now, who, order, standing)).await
        }
    }
}

/// An order on a matter, with the snapshot of the office it is permitted and decided on: its version is
/// what the write is guarded by.
#[derive(Clone, Copy)]
struct Asked<'a> {
    app: &'a App,
    now: Moment,
    who: &'a Who,
    order: &'a Order,
    act: &'a Act,
    office: &'a Office,
    before: &'a Matter,
}

/// Attempts an order on a matter as it stands.
pub(super) async fn on_matter(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
    standing: Standing,
) -> Result<Attempt, Failure> {
    let act = act_of(matter_steps::ACTS, &order.act)?;
    let Standing {
        matter: before,
        speaker,
        mut content,
        mut unwritten,
    } = standing;
    let office = app.office();
    let asked = Asked {
        app,
        now,
        who,
        order,
        act: &act,
        office: &office,
        before: &before,
    };
    let actor = permit::permitted(&asked)?;
    let report = ReportId(draw_id(now.at, app.entropy()));
    let mut sealing = fields::sealing(&asked, report, &mut content).await?;
    let known = Facts {
        report: Some(report),
        speaker,
        other: Box::pin(kin::other(&asked, &actor, &unwritten)).await?,
        ..Facts::default()
    };
    let mut ctx = Context {
        now,
        happened: happened(now, who, order),
        actor: &actor,
        office: &office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &known,
    };
    let filled = filled(&asked, &actor).await?;
    let json = fields::checked(&act, &filled, sealing.as_mut(), Some(&before), &ctx)?;
    let facts = facts::gathered(&asked, &ctx, sealing.as_ref(), &unwritten, &json).await?;
    ctx.facts = &facts;
    let recorded = match decided(&act, json, &before, &ctx) {
        Ok(recorded) => recorded,
        Err(failure) => {
            let part = facts.part.as_ref().map(|part| &part.number);
            if let Some(number) = facts.number.as_ref().or(part) {
                numbers::give_back(app, number).await;
            }
            return Err(failure);
        }
    };
    let mut write = Write::default();
    if let Some(sealing) = sealing {
        let sealed = sealing.finish();
        write.changes.extend(sealed.changes);
        content = Some(sealed.content);
        unwritten.add(sealed.unwritten);
    }
    let mut matter = before.clone();
    for event in &recorded {
        matter.apply(event);
    }
    let wrapped = audience::follow(app, (&before, &matter), &mut unwritten).await?;
    write.changes.extend(wrapped);
    stream::append_matter(app, &before, &recorded, &mut write);
    let states = (&before, &matter);
    Box::pin(search_index::follow(
        app,
        states,
        &unwritten.texts,
        &mut write,
    ))
    .await?;
    let notices = notices::messages(app, &before, &recorded, now.at);
    write.outbox.extend(notices);
    kin::follow(&asked, &ctx, &mut write).await?;
    split::follow(app, &before, (&matter, &recorded), &ctx, &mut write).await?;
    write.changes.extend(erasures(&before, &recorded));
    if matches!(who, Who::Staff(_) | Who::Delegate(..) | Who::Sheet { .. }) {
        write.guards.push(office_guard(&office));
    }
    claims::national_numbers(&before, &recorded, &mut write);
    slips::claim::<Matter>(&before.id.to_string(), &recorded, &mut write);
    slips::claim_papers(&before.id.to_string(), &recorded, &mut write);
    let filed = claims::filed(&asked, &recorded, &mut write);
    // A reporter hears their own number, never that of the matter theirs went into.
    let own = facts.speaker.as_ref().map(|filing| filing.number.clone());
    let number = facts.number.clone().or(own);
    let done = Done {
        matter: Some(before.id),
        number: Some(number.unwrap_or_else(|| before.number.clone())),
        version: before.version + recorded.len() as i64,
        filed,
        key: None,
    };
    let after = Some(Standing {
        matter,
        speaker: facts.speaker.clone(),
        content,
        unwritten,
    });
    Ok(Attempt { write, done, after })
}

/// The fields as they were sent; of a routing, with the forward copy the program writes.
async fn filled(asked: &Asked<'_>, actor: &Actor) -> Result<Map<String, Value>, Failure> {
    let Asked {
        app,
        order,
        before,
        office,
        ..
    } = *asked;
    if !matches!(asked.act.name, "route" | "designate") {
        return Ok(order.fields.clone());
    }
    let opener = Opener::acting(office, actor);
    Ok(forward::fill(app, (office, &opener), before, &order.fields).await?)
}

/// The matter an order is about, and whose filing speaks where the reporter does.
pub(super) async fn subject(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
) -> Result<(Matter, Option<Filing>), Failure> {
    match (&order.subject, who) {
        (Subject::Own, Who::Reporter(code)) => {
            let own = reporter::own(app, code).await?.ok_or(Failure::NotFound)?;
            Ok((own.live, Some(own.filing)))
        }
        // A code opens its own report and nothing else, not even a new one.
        (_, Who::Reporter(_)) => Err(Failure::NotFound),
        (Subject::NewMatter, _) => {
            let id = MatterId(draw_id(now.at, app.entropy()));
            Ok((Matter::new(id), None))
        }
        (subject, _) => Ok((load(app, subject).await?, None)),
    }
}

/// When it happened. A reporter says no time but now.
fn happened(now: Moment, who: &Who, order: &Order) -> DateTime {
    let said = order.happened.filter(|_| !matches!(who, Who::Reporter(_)));
    said.unwrap_or(now.local)
}

/// What an erasure among the events destroys.
fn erasures(before: &Matter, recorded: &[Recorded<Event>]) -> Vec<Change> {
    let mut changes = Vec::new();
    for event in recorded {
        if let Event::ReportErased(erased) = &event.event {
            let whole = erased.extent == matter_steps::erase::Extent::Whole;
            let stream_id = before.id.stream();
            changes.extend(sealer::erase(&stream_id, erased.report, whole));
        }
    }
    changes
}

fn act_of(acts: &[Act], name: &str) -> Result<Act, Failure> {
    acts.iter()
        .find(|act| act.name == name)
        .copied()
        .ok_or(Failure::NotFound)
}

fn decided(
    act: &Act,
    json: Value,
    before: &Matter,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<Event>>, Failure> {
    let command = matter_steps::Command::read(act.name, json)
        .ok_or(Failure::NotFound)?
        .map_err(|error| Fault::Stored(format!("the command {}: {error}", act.name)))?;
    Ok(matter::decide(before, command, ctx)?)
}

fn office_guard(office: &Office) -> Guard {
    Guard {
        name: crate::office::GUARD.into(),
        expected: crate::office::generation(office.version),
        set: None,
    }
}

//! Procedures through the API: lists, one of them, and any of its acts.

use app::queries::procedures::{self, ClockLine, Minute, Offered, Row, View};
use app::{Subject, Who};
use axum::Json;
use axum::extract::State;
use casework::act::Act;
use casework::procedure::Noun;
use serde::Serialize;
use utoipa::ToSchema;

use super::acts::{self, Performed};
use super::failure::Failed;
use super::matters::{CURSOR, Lamp};
use super::sent::{Asked, Caller, Part, Sent};
use crate::site::Shared;

/// A page of the procedures of a noun.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedurePage {
    /// Procedures, newest first.
    procedures: Vec<ProcedureLine>,
    /// The cursor of the next page.
    #[schema(required)]
    next: Option<String>,
}

/// A procedure in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureLine {
    /// Number.
    number: String,
    /// What it is called.
    name: String,
    /// Of which kind, in Chinese.
    kind_zh: String,
    /// The unit that runs it.
    unit: String,
    /// The day it was opened.
    opened_on: String,
    /// Where it stands, in Chinese.
    stage_zh: &'static str,
    /// Its nearest promise.
    lamp: Lamp,
    /// Whether it is over.
    over: bool,
}

/// A procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureView {
    /// Number.
    number: String,
    /// What it is called.
    name: String,
    /// Of which kind, in Chinese.
    kind_zh: String,
    /// Where it stands, in Chinese.
    stage_zh: &'static str,
    /// The unit that runs it.
    unit: String,
    /// The day it was opened.
    opened_on: String,
    /// Whether it is over.
    over: bool,
    /// Its open promises, nearest first.
    clocks: Vec<ProcedureClock>,
    /// What may be done now.
    acts: Vec<ProcedureAct>,
    /// What happened, newest first; empty for who may know only of their own part.
    minutes: Vec<ProcedureMinute>,
}

/// An open promise of a procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureClock {
    /// What is promised, in Chinese.
    zh: String,
    /// Who owes it.
    owner: String,
    /// About which item.
    #[schema(required)]
    item: Option<u32>,
    /// How it stands.
    lamp: Lamp,
}

/// An act that may be performed now.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureAct {
    /// The last part of its address.
    noun: &'static str,
    /// The button.
    zh: &'static str,
    /// What it does.
    help: &'static str,
    /// Whether it is what one does next: at most one is.
    likely: bool,
}

/// A line of the minutes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureMinute {
    /// When it was entered, local.
    at: String,
    /// Who.
    who: String,
    /// What, in Chinese.
    zh: &'static str,
}

/// The procedures of a noun that the caller may know of.
pub async fn list(
    noun: Noun,
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<ProcedurePage>, Failed> {
    let cursor = asked.get(CURSOR);
    let page = procedures::list(front.app(), &caller.person, noun, cursor).await?;
    Ok(Json(ProcedurePage {
        procedures: page.rows.into_iter().map(ProcedureLine::from).collect(),
        next: page.next,
    }))
}

/// One procedure of a noun.
pub async fn one(
    noun: Noun,
    State(front): State<Shared>,
    caller: Caller,
    number: Part,
) -> Result<Json<ProcedureView>, Failed> {
    let view = procedures::view(front.app(), &caller.person, &number.0).await?;
    if view.noun != noun {
        return Err(app::Failure::NotFound.into());
    }
    Ok(Json(view.into()))
}

/// Opens one.
pub async fn open(
    noun: Noun,
    State(front): State<Shared>,
    caller: Caller,
    sent: Sent,
) -> Result<Json<Performed>, Failed> {
    let who = Who::Staff(caller.person);
    acts::perform(
        &front,
        &who,
        Subject::NewProcedure(noun),
        noun.opening(),
        sent,
    )
    .await
}

/// Performs an act on one.
pub async fn act(
    act: &'static Act,
    State(front): State<Shared>,
    caller: Caller,
    number: Part,
    sent: Sent,
) -> Result<Json<Performed>, Failed> {
    let who = Who::Staff(caller.person);
    acts::perform(&front, &who, Subject::Procedure(number.0), act, sent).await
}

impl From<Row> for ProcedureLine {
    fn from(row: Row) -> Self {
        Self {
            number: row.number,
            name: row.name,
            kind_zh: row.kind_zh,
            unit: row.unit,
            opened_on: row.opened,
            stage_zh: row.stage_zh,
            lamp: row.lamp.into(),
            over: row.over,
        }
    }
}

impl From<View> for ProcedureView {
    fn from(view: View) -> Self {
        Self {
            number: view.number,
            name: view.name,
            kind_zh: view.kind_zh,
            stage_zh: view.stage_zh,
            unit: view.unit,
            opened_on: view.opened,
            over: view.over,
            clocks: view.clocks.into_iter().map(ProcedureClock::from).collect(),
            acts: view.acts.into_iter().map(ProcedureAct::from).collect(),
            minutes: view
                .minutes
                .into_iter()
                .map(ProcedureMinute::from)
                .collect(),
        }
    }
}

impl From<ClockLine> for ProcedureClock {
    fn from(line: ClockLine) -> Self {
        Self {
            zh: line.zh,
            owner: line.owner,
            item: line.item,
            lamp: line.lamp.into(),
        }
    }
}

impl From<Offered> for ProcedureAct {
    fn from(act: Offered) -> Self {
        let Offered {
            noun,
            zh,
            help,
            likely,
        } = act;
        Self {
            noun,
            zh,
            help,
            likely,
        }
    }
}

impl From<Minute> for ProcedureMinute {
    fn from(minute: Minute) -> Self {
        let Minute {
            at,
            who,
            zh,
            clock: _,
        } = minute;
        Self { at, who, zh }
    }
}

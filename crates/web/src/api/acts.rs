//! Acts: what the caller may do now, and doing it.

use app::queries::act::{ActForm, Choice, Control, FormField};
use app::queries::matter;
use app::{Done, Failure, Order, Subject, Who};
use axum::Json;
use axum::extract::State;
use casework::act::Act;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Caller, Part, Sent};
use crate::desk::refusal;
use crate::site::Shared;

/// What an act brought about.
#[derive(Debug, Serialize, ToSchema)]
pub struct Performed {
    /// The matter's number; none for acts of the office.
    #[schema(required)]
    number: Option<String>,
    /// How many events there are now.
    version: i64,
    /// A partner system's key, shown this once; none for every other act.
    #[schema(required)]
    key: Option<String>,
}

impl From<Done> for Performed {
    fn from(done: Done) -> Self {
        Self {
            number: done.number,
            version: done.version,
            key: done.key,
        }
    }
}

/// Performs an act on the matter in the path.
pub async fn on_matter(
    act: &'static Act,
    State(front): State<Shared>,
    caller: Caller,
    Part(number): Part,
    mut sent: Sent,
) -> Result<Json<Performed>, Failed> {
    let who = match sent.take_behalf()? {
        Some(principal) => Who::Delegate(caller.person, principal),
        None => Who::Staff(caller.person),
    };
    perform(&front, &who, Subject::Number(number), act, sent).await
}

/// The acts that the caller may perform on a matter now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Offered {
    /// The acts, in the order of a matter's life.
    acts: Vec<OfferedAct>,
}

/// An act with its fields and the choices open now.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedAct {
    /// Its name.
    name: &'static str,
    /// The noun in its address.
    noun: &'static str,
    /// Its name in Chinese.
    zh: &'static str,
    /// What it does and what follows.
    help: &'static str,
    /// The rule it comes from.
    basis: String,
    /// Its fields.
    fields: Vec<OfferedField>,
    /// In whose name it may be performed; empty where it can only be one's own.
    names: Vec<OfferedChoice>,
}

/// A field of an act.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedField {
    /// Its name.
    name: &'static str,
    /// Its label.
    zh: &'static str,
    /// A line beside it; empty when the label says it all.
    help: &'static str,
    /// Whether it must be filled.
    required: bool,
    /// What may be entered: `line`, `text`, `word`, `identity`, `one`, `several`, `date`,
    /// `date-time`, `number`, `flag`, `group`, `files`.
    kind: &'static str,
    /// Least value or entries.
    #[schema(required)]
    min: Option<i64>,
    /// Most characters, entries or files, or the greatest value.
    #[schema(required)]
    max: Option<i64>,
    /// The choices open now.
    choices: Vec<OfferedChoice>,
    /// The fields of one entry of a group.
    #[schema(no_recursion)]
    fields: Vec<OfferedField>,
}

/// A choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedChoice {
    /// What is sent.
    value: String,
    /// What it is called.
    zh: String,
    /// Why it is proposed, where it is.
    #[schema(required)]
    reason: Option<String>,
}

/// Tells what the caller may do with a matter now.
pub async fn offered(
    State(front): State<Shared>,
    caller: Caller,
    Part(number): Part,
) -> Result<Json<Offered>, Failed> {
    let page = matter::matter(front.app(), &caller.person, &number).await?;
    Ok(Json(Offered {
        acts: page.acts.into_iter().map(OfferedAct::from).collect(),
    }))
}

impl From<ActForm> for OfferedAct {
    fn from(form: ActForm) -> Self {
        let ActForm {
            name,
            noun,
            zh,
            help,
            basis,
            fields,
            names,
        } = form;
        Self {
            name,
            noun,
            zh,
            help,
            basis,
            fields: fields.into_iter().map(Into::into).collect(),
            names: names.into_iter().map(OfferedChoice::from).collect(),
        }
    }
}

impl From<FormField> for OfferedField {
    fn from(field: FormField) -> Self {
        let FormField {
            name,
            zh,
            help,
            required,
            control,
        } = field;
        let (kind, min, max) = match &control {
            Control::Line(max) => ("line", None, count(*max)),
            Control::Text(max) => ("text", None, count(*max)),
            Control::Word(max) => ("word", None, count(*max)),
            Control::Files(max) => ("files", None, count(*max)),
            Control::Number(min, max) => ("number", Some(*min), Some(*max)),
            Control::Group(_, min, max) => ("group", count(*min), count(*max)),
            Control::Identity => ("identity", None, None),
            Control::One(_) => ("one", None, None),
            Control::Several(_) => ("several", None, None),
            Control::Date => ("date", None, None),
            Control::DateTime => ("date-time", None, None),
            Control::Flag => ("flag", None, None),
        };
        let (choices, fields) = match control {
            Control::One(choices) | Control::Several(choices) => (choices, Vec::new()),
            Control::Group(fields, ..) => (Vec::new(), fields),
            _ => (Vec::new(), Vec::new()),
        };
        let choices = choices.into_iter().map(OfferedChoice::from).collect();
        let fields = fields.into_iter().map(Self::from).collect();
        Self {
            name,
            zh,
            help,
            required,
            kind,
            min,
            max,
            choices,
            fields,
        }
    }
}

fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

impl From<Choice> for OfferedChoice {
    fn from(choice: Choice) -> Self {
        let Choice { value, zh, reason } = choice;
        Self { value, zh, reason }
    }
}

/// Performs an act of the office.
pub async fn on_office(
    act: &'static Act,
    State(front): State<Shared>,
    caller: Caller,
    sent: Sent,
) -> Result<Json<Performed>, Failed> {
    perform(
        &front,
        &Who::Staff(caller.person),
        Subject::Office,
        act,
        sent,
    )
    .await
}

pub(super) async fn perform(
    front: &Shared,
    who: &Who,
    subject: Subject,
    act: &Act,
    mut sent: Sent,
) -> Result<Json<Performed>, Failed> {
    let happened = sent.take_happened()?;
    let order = Order {
        subject,
        act: act.name.to_owned(),
        fields: sent.0,
        happened,
    };
    let done = match front.app().execute(who, order).await {
        // Who may is said here as on the page.
        Err(failure @ Failure::Forbidden { .. }) => {
            return Err(refusal::told(front, act.name, failure).into());
        }
        outcome => outcome?,
    };
    Ok(Json(done.into()))
}

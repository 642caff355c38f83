//! The fields of an order: read, checked, and every text of theirs sealed on the way.

use super::Asked;
use crate::files::{self, Uploaded};
use crate::sealer::{self, Content, Key, Sealing};
use crate::{App, Failure, Fault, audience};
use casework::act::Act;
use casework::form::{Field, Kind, Seal, Source, parse};
use casework::ids::FileId;
use casework::matter::{DutyFlag, Matter, choices};
use casework::step::Context;
use casework::{PersonId, ReportId, UnitId};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Begins to seal where the act has texts: under the key an earlier order of the same write drew, the
/// matter's own, or a new one.
pub(super) async fn sealing<'a>(
    asked: &Asked<'a>,
    report: ReportId,
    content: &mut Option<Content>,
) -> Result<Option<Sealing<'a>>, Fault> {
    let Asked { app, before, .. } = *asked;
    let key = match content.take() {
        Some(drawn) => Key::Drawn(drawn),
        None if before.exists() => Key::Stored,
        None => Key::New,
    };
    let stream = (before.id.stream(), (key, audience::of(before)));
    let fields = (asked.act.fields, &asked.order.fields);
    sealing_into(app, stream, fields, asked.now.at, report).await
}

/// Begins to seal an order's texts into a stream, under a key; nothing where the act has none.
pub(super) async fn sealing_into<'a>(
    app: &'a App,
    (stream, key): (String, (Key, String)),
    (fields, input): (&'static [Field], &Map<String, Value>),
    at: i64,
    report: ReportId,
) -> Result<Option<Sealing<'a>>, Fault> {
    let files = uploads(app, fields, input).await?;
    if !holds_text(fields) {
        return Ok(None);
    }
    let sealing = Sealing::begin(app, stream, at, report, key, files).await?;
    Ok(Some(sealing))
}

/// The command's fields, or what is wrong with them.
pub(super) fn checked(
    act: &Act,
    input: &Map<String, Value>,
    sealing: Option<&mut Sealing<'_>>,
    matter: Option<&Matter>,
    ctx: &Context<'_>,
) -> Result<Value, Failure> {
    let open = |source, word: &str| is_known(source, word, matter, ctx);
    checked_by(act, input, sealing, &open)
}

/// The command's fields under what a list offers.
pub(super) fn checked_by(
    act: &Act,
    input: &Map<String, Value>,
    sealing: Option<&mut Sealing<'_>>,
    open: &dyn Fn(Source, &str) -> bool,
) -> Result<Value, Failure> {
    let mut nothing = sealer::SealsNothing;
    let sealer: &mut dyn casework::form::Sealer = match sealing {
        Some(sealing) => sealing,
        None => &mut nothing,
    };
    let mut seal = Seal {
        act: act.name,
        sealer,
        open,
    };
    parse(act.fields, input, &mut seal).map_err(Failure::Invalid)
}

fn holds_text(fields: &[Field]) -> bool {
    fields.iter().any(|field| match field.kind {
        Kind::Line { .. }
        | Kind::Text { .. }
        | Kind::Named { .. }
        | Kind::Identity
        | Kind::Files { .. } => true,
        Kind::Group { fields, .. } => holds_text(fields),
        Kind::Word { .. }
        | Kind::Choice(_)
        | Kind::From(_)
        | Kind::Several(_)
        | Kind::Date
        | Kind::DateTime
        | Kind::Number { .. }
        | Kind::Flag => false,
    })
}

async fn uploads(
    app: &App,
    fields: &[Field],
    input: &Map<String, Value>,
) -> Result<HashMap<String, Uploaded>, Fault> {
    let mut found = HashMap::new();
    let names = fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Files { .. }));
    for value in names.filter_map(|field| input.get(field.name)) {
        let tokens = match value {
            Value::Array(tokens) => tokens.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        };
        for token in tokens {
            if let Some(uploaded) = files::uploaded(app, token).await? {
                found.insert(token.to_owned(), uploaded);
            }
        }
    }
    Ok(found)
}

/// Whether a word may stand in a field. Where the step itself says why one may not be chosen now, any
/// that exists passes, so that the refusal is named and not merely "not in the list".
pub(super) fn is_known(
    source: Source,
    word: &str,
    matter: Option<&Matter>,
    ctx: &Context<'_>,
) -> bool {
    match source {
        Source::Receivers | Source::Joints | Source::StudyOffices => {
            ctx.office.units.contains_key(&UnitId::from(word))
        }
        Source::Handlers
        | Source::Chiefs
        | Source::Leaders
        | Source::Recused
        | Source::Colleagues
        | Source::Instructors => ctx.office.people.contains_key(&PersonId::from(word)),
        Source::CleanFiles => word.parse::<FileId>().is_ok(),
        // The step says that nothing waits, rather than the form that the number is unknown.
        Source::Questions | Source::ConsentAsks | Source::HandingAsked => {
            word.parse::<u32>().is_ok()
        }
        Source::OwedClocks
        | Source::DraftSlips
        | Source::OwedSlips
        | Source::AnsweredSlips
        | Source::Proposals
        | Source::AccountDue
        | Source::TalksDue => word.parse::<u32>().is_ok(),
        Source::OpenDuties => DutyFlag::parse(word).is_some(),
        Source::LateUnits => ctx.office.units.contains_key(&UnitId::from(word)),
        // Which of them may be meant, each act says by name.
        Source::Originals => matter.is_some_and(|matter| matter.original(word).is_some()),
        Source::Pleas
        | Source::Untold
        | Source::IdentityAsked
        | Source::IdentityOwn
        | Source::IdentityApproved => word.parse::<u32>().is_ok(),
        Source::Disposals => ctx.rules.disposals.iter().any(|known| known.id == word),
        Source::Units
        | Source::Persons
        | Source::ContactParts
        | Source::Categories
        | Source::Domains
        | Source::Regions
        | Source::Leads
        | Source::Issues
        | Source::Reports
        | Source::Filings
        | Source::Measures
        | Source::Demands
        | Source::Partners
        | Source::ActClasses
        | Source::Classes
        | Source::Bodies
        | Source::Platforms
        | Source::Entered
        | Source::Own(_)
        | Source::Rungs
        | Source::Roles => choices(source, matter, ctx).iter().any(|c| c.value == word),
    }
}

//! Numbers of slips (文号): counted per organ, kind and year, and claimed in the write that signs, so that
//! no two slips ever bear one, whichever node signs. A number is only taken by a signature.

use crate::queries::act::context;
use crate::queries::procedures::recused;
use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::clocks::Promising;
use casework::escalation::SlipEvent;
use casework::matter::steps::{Event as MatterEvent, issue_assignment, sign_slip};
use casework::office::Office;
use casework::procedure::{Procedure, ladder};
use casework::step::Facts;
use casework::step::Recorded;
use casework::{Actor, Moment, UnitId};
use serde_json::{Map, Value as Json};
use store::{Claim, Write};

/// The namespace of claims on slips' numbers.
pub(crate) const NAMESPACE: &str = "slip-number";

/// The next free number of a series: a kind of slip or paper, in an organ and a year.
pub(crate) async fn next(
    app: &App,
    (organ, kind, year): (&UnitId, &str, i16),
) -> Result<u32, Fault> {
    let sql = "SELECT key FROM claims WHERE namespace = $1 AND key > $2 AND key < $3 \
               ORDER BY key DESC LIMIT 1";
    let series = series(organ, kind, year);
    let params = [
        NAMESPACE.into(),
        format!("{series}-").into(),
        format!("{series}.").into(),
    ];
    let rows = app.store().rows(sql, &params).await?;
    let Some(row) = rows.first() else {
        return Ok(1);
    };
    let key = row.text(0)?;
    let last = key
        .rsplit_once('-')
        .and_then(|(_, last)| last.parse::<u32>().ok());
    last.map(|last| last + 1)
        .ok_or_else(|| Fault::Stored(format!("claims.key `{key}` is no slip's number")))
}

/// Whose paper bears a number of a series: the procedure or matter that claimed it.
pub(crate) async fn owner(
    app: &App,
    (organ, kind, year): (&UnitId, &str, i16),
    serial: u32,
) -> Result<Option<String>, Fault> {
    let sql = "SELECT owner FROM claims WHERE namespace = $1 AND key = $2";
    let key = key(&series(organ, kind, year), serial);
    let rows = app
        .store()
        .rows(sql, &[NAMESPACE.into(), key.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(row.text(0)?.to_owned()))
}

/// Whether a number of a series was taken.
pub(crate) async fn is_taken(
    app: &App,
    series: (&UnitId, &str, i16),
    serial: u32,
) -> Result<bool, Fault> {
    Ok(owner(app, series, serial).await?.is_some())
}

/// Claims the numbers of the slips that were signed, of a matter or of a procedure.
pub(crate) fn claim<S: Promising>(owner: &str, recorded: &[Recorded<S::Event>], write: &mut Write) {
    for event in recorded {
        if let Some(SlipEvent::Signed(signed)) = S::of_slip(&event.event) {
            let series = series(&signed.organ, signed.kind.as_str(), signed.year);
            take(owner, key(&series, signed.sequence), write);
        }
    }
}

/// Claims the numbers of the papers that a matter issued besides its slips: notices of what was assigned.
pub(crate) fn claim_papers(owner: &str, recorded: &[Recorded<MatterEvent>], write: &mut Write) {
    for event in recorded {
        if let MatterEvent::AssignmentNoticed(noticed) = &event.event {
            let series = series(&noticed.organ, issue_assignment::LETTER, noticed.year);
            take(owner, key(&series, noticed.serial), write);
        }
    }
}

/// Claims the numbers of the papers that a procedure issued.
pub(crate) fn claim_issued<P: Procedure>(
    owner: &str,
    recorded: &[Recorded<P::Event>],
    write: &mut Write,
) {
    for paper in recorded.iter().filter_map(|event| P::issued(&event.event)) {
        let series = series(&paper.organ, paper.letter, paper.year);
        take(owner, key(&series, paper.serial), write);
    }
}

/// Whether an act on a procedure is one on its slips.
fn is_act<P: Procedure>(act: &str) -> bool {
    ladder::Command::<P>::ACTS
        .iter()
        .any(|known| known.name == act)
}

/// What an act on a procedure is told of papers: where it is one on slips, the items that whoever acts may
/// not know of; where it signs or issues something, the next number of that series in their organ.
pub(crate) async fn told<P: Procedure>(
    app: &App,
    (now, office): (Moment, &Office),
    (actor, state): (&Actor, &P),
    (act, fields): (&str, &Map<String, Json>),
) -> Result<(Vec<u32>, Option<u32>), Fault> {
    if let Some((letter, unit)) = P::issues(act).zip(actor.unit()) {
        let organ = office.organ_of(unit).unwrap_or(unit);
        let number = next(app, (organ, letter, now.on().year())).await?;
        return Ok((Vec::new(), Some(number)));
    }
    let Some(person) = actor.person().filter(|_| is_act::<P>(act)) else {
        return Ok((Vec::new(), None));
    };
    let reader = Reader::of(app, person).await?;
    let hidden = hidden(app, &reader, state).await?;
    if act != sign_slip::NAME {
        return Ok((hidden, None));
    }
    let facts = Facts {
        hidden,
        ..Facts::default()
    };
    let ctx = context(app, &reader, actor, &facts);
    let named = fields.get("slip").and_then(Json::as_str);
    let named = named.filter(|named| !named.is_empty());
    let number = match sign_slip::meant(state, named, &ctx) {
        Some(slip) => Some(next(app, (&slip.organ, slip.kind.as_str(), now.on().year())).await?),
        None => None,
    };
    Ok((facts.hidden, number))
}

/// The items of a procedure that a reader may not know of (T4).
pub(crate) async fn hidden<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
) -> Result<Vec<u32>, Fault> {
    let items = state.items();
    let hidden = recused(app, reader, items.iter().map(|item| item.matter)).await?;
    let told = items.iter().filter(|item| hidden.contains(&item.matter));
    Ok(told.map(|item| item.number).collect())
}

fn series(organ: &UnitId, kind: &str, year: i16) -> String {
    format!("{organ}/{kind}/{year}")
}

fn key(series: &str, serial: u32) -> String {
    format!("{series}-{serial:07}")
}

fn take(owner: &str, key: String, write: &mut Write) {
    write.claims.push(Claim {
        namespace: NAMESPACE.to_owned(),
        key,
        owner: owner.to_owned(),
    });
}

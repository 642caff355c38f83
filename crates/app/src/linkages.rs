//! What a linkage (联动处置) is told besides its own state: the matter it names, as far as the actor knows it,
//! whether one about it is under way, and the next number of a letter, claimed in the write that signs.

use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, numbers};
use casework::linkage::Told;
use casework::linkage::steps::Event;
use casework::procedure::Procedure;
use casework::step::Recorded;
use casework::{MatterId, ProcedureId, UnitId};
use serde::Serialize;
use serde_json::{Map, Value};
use store::{Claim, Write};

/// The kind of the prompt letter in `catalogue/letters/`.
pub const PROMPT: &str = "prompt-letter";

/// The kind of the handover letter.
pub const HANDOVER: &str = "handover-letter";

/// The namespace of claims on letters' numbers.
pub(crate) const LETTERS: &str = "letter-number";

/// The namespace of claims that keep two linkages about one matter from being under way at once.
pub(crate) const UNDER_WAY: &str = "linkage";

/// What an act of a linkage needs to know.
///
/// # Errors
/// A fault.
pub(crate) async fn told<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
    (act, fields): (&str, &Map<String, Value>),
) -> Result<Told, Fault> {
    let mut told = Told::default();
    let unit = &state.core().unit;
    let series = match act {
        "propose-linkage" => {
            named(app, reader, fields, &mut told).await?;
            None
        }
        "sign-prompt" => Some((unit.clone(), PROMPT)),
        "sign-handover-letter" => {
            let receiver = state.items().into_iter().next().map(|item| item.unit);
            receiver.map(|receiver| (receiver, HANDOVER))
        }
        _ => None,
    };
    if let Some((unit, kind)) = series {
        let organ = reader.office.organ_of(&unit).unwrap_or(&unit);
        let series = series_of(organ, kind, reader.on().year());
        told.letter = Some(numbers::last_sequence(app, LETTERS, &series).await? + 1);
    }
    Ok(told)
}

/// The matter named, and whether a linkage about it is under way.
async fn named(
    app: &App,
    reader: &Reader,
    fields: &Map<String, Value>,
    told: &mut Told,
) -> Result<(), Fault> {
    let number = fields.get("matter").and_then(Value::as_str);
    match reader.matter(app, number.unwrap_or_default().trim()).await {
        Ok((matter, _)) => {
            let (all, over) = about(app, matter.id).await?;
            told.linked = all > over;
            told.matter = Some(Box::new(matter));
            Ok(())
        }
        Err(Failure::Fault(fault)) => Err(fault),
        Err(_) => Ok(()),
    }
}

/// How many linkages there are about a matter, and how many of these are over.
async fn about(app: &App, matter: MatterId) -> Result<(i64, i64), Fault> {
    let sql = "SELECT COUNT(*), COUNT(p.over_at) FROM procedure_items i JOIN procedures p \
               ON p.procedure_id = i.procedure_id WHERE i.matter_id = $1 AND i.noun = 'linkage'";
    let rows = app.store().rows(sql, &[matter.to_string().into()]).await?;
    let Some(row) = rows.first() else {
        return Ok((0, 0));
    };
    Ok((row.int(0)?, row.int(1)?))
}

fn series_of(organ: &UnitId, kind: &str, year: i16) -> String {
    format!("{organ}/{kind}/{year}")
}

/// Claims what must be unique: a letter's number, and the place of a linkage among those about its matter.
/// Whoever is second at the same moment tries again, and then sees the first.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn claim<E: Serialize>(
    app: &App,
    id: ProcedureId,
    recorded: &[Recorded<E>],
    write: &mut Write,
) -> Result<(), Fault> {
    for event in recorded {
        let event: Recorded<Event> = serde_json::from_slice(&event.encode())
            .map_err(|error| Fault::Stored(format!("an event of a linkage: {error}")))?;
        let letter = |organ: &UnitId, kind, (year, serial): (i16, u32)| {
            let series = series_of(organ, kind, year);
            (LETTERS, format!("{series}-{serial:07}"))
        };
        let (namespace, key) = match &event.event {
            Event::PromptSigned(signed) => {
                letter(&signed.organ, PROMPT, (signed.year, signed.serial))
            }
            Event::HandoverSigned(signed) => {
                letter(&signed.organ, HANDOVER, (signed.year, signed.serial))
            }
            Event::LinkageProposed(proposed) => {
                let matter = proposed.subject.matter;
                let (all, _) = about(app, matter).await?;
                (UNDER_WAY, format!("{matter}/{all}"))
            }
            _ => continue,
        };
        write.claims.push(Claim {
            namespace: namespace.to_owned(),
            key,
            owner: id.to_string(),
        });
    }
    Ok(())
}

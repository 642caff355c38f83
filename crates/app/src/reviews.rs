//! What a case review is told besides its own state: the matters it names, as far as the actor knows them,
//! and the next number of its deficiency lists, claimed in the write that publishes.

mod caused;
mod outside;
mod population;

pub(crate) use caused::listed;
pub use outside::{HEADINGS, import};

use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, stream};
use casework::UnitId;
use casework::draw::Seed;
use casework::matter::Matter;
use casework::matter::state::Turn;
use casework::office::Office;
use casework::procedure::Core;
use casework::review::steps::Event;
use casework::review::steps::draw_items;
use casework::review::{Facts, Review, Reviewed};
use casework::step::Recorded;
use serde::Serialize;
use serde_json::{Map, Value};
use store::{Claim, Write};

/// The namespace of claims on numbers of deficiency lists.
pub(crate) const NAMESPACE: &str = "deficiency-list";

/// What an act of a review needs to know.
///
/// # Errors
/// A fault.
pub(crate) async fn told(
    app: &App,
    reader: &Reader,
    core: &Core,
    (act, fields): (&str, &Map<String, Value>),
    seed: Option<Seed>,
) -> Result<Facts, Fault> {
    let mut facts = Facts::default();
    match act {
        "add-review-items" => {
            let named = fields.get("matters").and_then(Value::as_array);
            for number in named
                .into_iter()
                .flatten()
                .filter_map(|one| one["number"].as_str())
            {
                facts
                    .matters
                    .push(found(app, reader, core, number.trim()).await?);
            }
        }
        "include-caused" | "leave-caused" => {
            let review: Review = stream::procedure(app, core.id).await?;
            facts.caused = Box::pin(listed(app, reader, &review)).await?;
        }
        "fix-review-population" => {
            let review: Review = stream::procedure(app, core.id).await?;
            facts.population = Box::pin(population::find(app, reader, &review, fields)).await?;
        }
        "draw-review-items" => {
            let review: Review = stream::procedure(app, core.id).await?;
            let said = (count(fields, "number"), count(fields, "percent"));
            if let (Some(seed), Ok(wanted)) = (seed, draw_items::wanted(&review, said, app.rules()))
            {
                let sample = draw_items::sample(&review, seed, wanted);
                let read = population::read(app, reader, &review, &sample);
                facts.matters = Box::pin(read).await?;
            }
        }
        "publish-review" => {
            let organ = organ_of(&reader.office, &core.unit);
            facts.last_list = last_list(app, &organ, reader.on().year()).await?;
        }
        _ => {}
    }
    Ok(facts)
}

/// A number as a form or a document sends it.
fn count(fields: &Map<String, Value>, name: &str) -> Option<u32> {
    match fields.get(name)? {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_u64().and_then(|number| number.try_into().ok()),
    }
}

/// A matter as it stands, if the reader may know of it.
async fn found(
    app: &App,
    reader: &Reader,
    core: &Core,
    number: &str,
) -> Result<Option<Reviewed>, Fault> {
    match reader.matter(app, number).await {
        Ok((matter, _)) => Ok(Some(reviewed(&matter, &reader.office, core))),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(_) => Ok(None),
    }
}

/// What a review keeps of a matter.
fn reviewed(matter: &Matter, office: &Office, core: &Core) -> Reviewed {
    let organ = organ_of(office, &matter.holder);
    let own = organ == organ_of(office, &core.unit);
    let mut handled: Vec<_> = matter.first_handler.iter().cloned().collect();
    let accepted = matter
        .assignments
        .iter()
        .filter_map(|assignment| assignment.accepted.as_ref());
    let named: Vec<_> = accepted
        .map(|accepted| [&accepted.handler, &accepted.leader])
        .collect();
    handled.extend(
        named
            .iter()
            .flat_map(|pair| pair.iter().map(|person| (*person).clone())),
    );
    let signed = matter
        .signatures
        .iter()
        .flat_map(|sign| [&sign.person, &sign.by]);
    let mut signed: Vec<_> = signed.cloned().collect();
    let mut first: Vec<_> = matter.first_handler.iter().cloned().collect();
    first.extend(named.first().map(|[_, leader]| (*leader).clone()));
    for people in [&mut handled, &mut signed, &mut first] {
        people.sort();
        people.dedup();
    }
    Reviewed {
        matter: matter.id,
        number: matter.number.clone(),
        unit: if own {
            matter.holder.clone()
        } else {
            organ.clone()
        },
        organ,
        handled,
        signed,
        recused: matter.recused.union(&matter.accused).cloned().collect(),
        first,
        is_first: matter.intake.turn == Some(Turn::First),
        is_concluded: matter.is_concluded(),
    }
}

fn organ_of(office: &Office, unit: &UnitId) -> UnitId {
    office.organ_of(unit).unwrap_or(unit).clone()
}

/// The last number an organ gave to a list in a year; 0 where it gave none.
async fn last_list(app: &App, organ: &UnitId, year: i16) -> Result<u32, Fault> {
    let sql = "SELECT key FROM claims WHERE namespace = $1 AND key > $2 AND key < $3 \
               ORDER BY key DESC LIMIT 1";
    let series = format!("{organ}/{year}");
    let (from, to) = (format!("{series}-"), format!("{series}."));
    let params = [NAMESPACE.into(), from.as_str().into(), to.as_str().into()];
    let rows = app.store().rows(sql, &params).await?;
    let Some(row) = rows.first() else {
        return Ok(0);
    };
    let key = row.text(0)?;
    let last = key.rsplit_once('-').and_then(|(_, last)| last.parse().ok());
    last.ok_or_else(|| Fault::Stored(format!("claims.key `{key}` is no number of a list")))
}

/// Claims the numbers of the lists that went out: whoever publishes at the same time takes the next ones.
pub(crate) fn claim<E: Serialize>(
    office: &Office,
    core: &Core,
    recorded: &[Recorded<E>],
    write: &mut Write,
) {
    let organ = organ_of(office, &core.unit);
    for event in recorded {
        let read = serde_json::from_slice::<Recorded<Event>>(&event.encode());
        let published = match read.map(|event| event.event) {
            Ok(Event::ReviewPublished(published)) => published,
            _ => continue,
        };
        for issued in &published.lists {
            write.claims.push(Claim {
                namespace: NAMESPACE.to_owned(),
                key: format!("{organ}/{}-{:07}", published.year, issued.serial),
                owner: core.id.to_string(),
            });
        }
    }
}

//! What an act of a campaign is told of matters: those the criteria propose, how the one of an item stands, and
//! which items are about matters that the person may not know of (T3, T4). Everything through their own eyes.

mod proposals;

pub use proposals::{Proposals, proposals};

use crate::queries::procedures::load;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, stream};
use casework::access;
use casework::campaign::{Campaign, CampaignFacts, Found, Standing, Traits};
use casework::matter::{Matter, Stage};
use casework::procedure::{Item, Procedure};
use casework::{MatterId, PersonId, ProcedureId};
use serde_json::{Map, Value};

/// A campaign as far as the shell has to know it.
pub struct About {
    /// Which.
    pub id: ProcedureId,
    /// Of which kind.
    pub kind: String,
    /// Its items.
    pub items: Vec<Item>,
}

impl About {
    /// A campaign as it stands.
    pub fn of<P: Procedure>(state: &P) -> Self {
        Self {
            id: state.core().id,
            kind: state.kind().to_owned(),
            items: state.items(),
        }
    }
}

/// What a form is told: proposals where it offers any, and what is hidden.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn offered(
    app: &App,
    reader: &Reader,
    about: &About,
    act: &str,
) -> Result<CampaignFacts, Fault> {
    let found = match act {
        "include-items" | "refuse-proposal" => proposals(app, reader, about, None).await?.found,
        _ => Vec::new(),
    };
    Ok(CampaignFacts {
        found,
        standing: None,
        hidden: hidden(app, reader, about).await?,
    })
}

/// What a command is told: the matters it names, and how that of its item stands.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn named(
    app: &App,
    reader: &Reader,
    about: &About,
    fields: &Map<String, Value>,
) -> Result<CampaignFacts, Fault> {
    let mut found = Vec::new();
    for number in words(fields, "matters").chain(words(fields, "matter")) {
        found.extend(taken(app, reader, number).await?);
    }
    let item = words(fields, "item")
        .next()
        .and_then(|word| word.parse().ok());
    let item = item.and_then(|number: u32| about.items.iter().find(|item| item.number == number));
    Ok(CampaignFacts {
        found,
        standing: match item {
            Some(item) => standing(app, reader, item.matter).await?,
            None => None,
        },
        hidden: hidden(app, reader, about).await?,
    })
}

/// The words of a field, whether it holds one or several.
fn words<'a>(fields: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a str> {
    let value = fields.get(name);
    let several = value.and_then(Value::as_array).into_iter().flatten();
    let one = value.and_then(Value::as_str).into_iter();
    several.filter_map(Value::as_str).chain(one)
}

/// A matter the reader may see, as an item would have it.
async fn taken(app: &App, reader: &Reader, number: &str) -> Result<Option<Found>, Fault> {
    match reader.matter(app, number).await {
        Ok((matter, _)) => Ok(found(reader, &matter)),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(_) => Ok(None),
    }
}

/// What is proposed of a matter; nothing where it settled, went into another, or is in hands above the
/// reader's own.
fn found(reader: &Reader, matter: &Matter) -> Option<Found> {
    let gone = matches!(matter.stage, Stage::Joined | Stage::Voided);
    if gone || has_settled(matter) {
        return None;
    }
    let hands = &matter.holder;
    let unit = reader.office.organ_of(hands).unwrap_or(hands);
    let mut own = reader.units.iter();
    let below = own.any(|own| own == unit || own == hands || reader.office.is_above(own, unit));
    below.then(|| Found {
        matter: matter.id,
        number: matter.number.clone(),
        unit: unit.clone(),
        traits: Traits::of(matter),
    })
}

fn has_settled(matter: &Matter) -> bool {
    let last = matter.answering.rounds.last();
    last.is_some_and(|round| round.settled)
}

/// How a matter stands; nothing where the reader may not know of it.
async fn standing(app: &App, reader: &Reader, id: MatterId) -> Result<Option<Standing>, Fault> {
    let matter = stream::matter(app, id).await?;
    let (office, rules) = (&reader.office, app.rules());
    if !access::sees(office, rules, &reader.person, reader.on(), &matter) {
        return Ok(None);
    }
    let rounds = matter.answering.rounds.iter();
    let concluders = rounds.filter_map(|round| round.concluder.clone());
    Ok(Some(Standing {
        answered: matches!(matter.stage, Stage::Replied | Stage::WrittenOff),
        settled: has_settled(&matter),
        hands: concluders.chain(matter.handler().cloned()).collect(),
    }))
}

/// Items about matters the reader may not see.
async fn hidden(app: &App, reader: &Reader, about: &About) -> Result<Vec<u32>, Fault> {
    let seen = visible(app, reader, about.id).await?;
    let items = about.items.iter().map(|item| item.number);
    Ok(items.filter(|number| !seen.contains(number)).collect())
}

/// The items of a campaign about matters the reader may see.
pub(crate) async fn visible(
    app: &App,
    reader: &Reader,
    id: ProcedureId,
) -> Result<std::collections::BTreeSet<u32>, Fault> {
    let mut params: Vec<store::Value> = vec![id.to_string().into(), reader.person.as_str().into()];
    let units = units(reader, &mut params);
    let sql = format!(
        "SELECT DISTINCT c.item FROM campaign_items c JOIN visible v ON v.matter_id = c.matter_id \
         WHERE c.procedure_id = $1 AND v.unit_id IN ({units}) AND {}",
        crate::queries::reader::seen("v", 2)
    );
    let rows = app.store().rows(&sql, &params).await?;
    rows.iter().map(|row| Ok(row.int(0)? as u32)).collect()
}

/// The reader's units as parameters of a list.
pub(crate) fn units(reader: &Reader, params: &mut Vec<store::Value>) -> String {
    let mut places = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        places.push(format!("${}", params.len()));
    }
    places.join(", ")
}

/// The first page of what a campaign's criteria propose to a person, of what came in before an instant.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the person may not know of it.
pub async fn proposed(
    app: &App,
    person: &PersonId,
    number: &str,
    before: i64,
) -> Result<Vec<Found>, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<Campaign>(app, &reader, number).await?;
    let after = format!("{before:016}");
    let page = proposals(app, &reader, &About::of(&state), Some(&after)).await?;
    Ok(page.found)
}

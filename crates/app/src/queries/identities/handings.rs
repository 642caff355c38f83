//! Requests to hand a demand on with its reporter's identity (带身份转送, P-20) that wait for the reader as the
//! second person: found by the promise to decide on them, most pressing first.

use crate::queries::lamp::Lamp;
use crate::queries::paged;
use crate::queries::reader::{Reader, seen};
use crate::queries::todo::owing;
use crate::{App, Fault, stream, vault};
use casework::matter::Matter;
use casework::{MatterId, access};
use serde::Serialize;
use store::{Row, Value};

/// A request to hand a demand on with identity.
#[derive(Debug, Clone, Serialize)]
pub struct Handing {
    /// The matter's number.
    pub number: String,
    /// The matter's title.
    pub title: String,
    /// To which body.
    pub body: String,
    /// Who asks.
    pub asker: String,
    /// Why the body needs it.
    pub purpose: String,
    /// By when it has to be decided.
    pub lamp: Lamp,
}

/// Matters on one page.
const PAGE: usize = 20;

/// A page of what waits for a reader, and where the next one begins.
pub(super) async fn waiting(
    app: &App,
    reader: &Reader,
    after: Option<&str>,
) -> Result<(Vec<Handing>, Option<String>), Fault> {
    let mut rows = rows(app, reader, after).await?;
    let next = paged(&mut rows, PAGE, |row| {
        Ok(format!("{}~{}", row.int(0)?, row.text(1)?))
    })?;
    let mut lines = Vec::new();
    for row in &rows {
        lines.extend(of_matter(app, reader, row).await?);
    }
    Ok((lines, next))
}

/// Matters in which a promise to decide runs that the reader's units keep.
async fn rows(app: &App, reader: &Reader, after: Option<&str>) -> Result<Vec<Row>, Fault> {
    let mut params: Vec<Value> = vec![reader.person.as_str().into()];
    let owners = owing(app, reader);
    let (owners, more) = store::list(2, owners.iter().map(|unit| unit.as_str()));
    params.extend(more);
    let first = params.len() + 1;
    let (eyes, more) = store::list(first, reader.units.iter().map(|unit| unit.as_str()));
    params.extend(more);
    let mut condition = seen("c", 1);
    let cursor = after.and_then(|after| after.split_once('~'));
    if let Some((due, id)) = cursor.and_then(|(due, id)| Some((due.parse::<i64>().ok()?, id))) {
        let at = params.len();
        params.extend([due.into(), id.into()]);
        condition.push_str(&format!(
            " AND (c.due_at, c.matter_id) > (${}, ${})",
            at + 1,
            at + 2
        ));
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT c.due_at, c.matter_id FROM clocks c \
         WHERE c.owner IN {owners} AND c.rule = 'handing-approval' AND c.ended_at IS NULL \
         AND {condition} AND EXISTS (SELECT 1 FROM visible v \
         WHERE v.unit_id IN {eyes} AND v.matter_id = c.matter_id) \
         ORDER BY c.due_at, c.matter_id LIMIT ${}",
        params.len()
    );
    Ok(app.store().rows(&sql, &params).await?)
}

/// The requests of a matter that the reader may decide on.
async fn of_matter(app: &App, reader: &Reader, row: &Row) -> Result<Vec<Handing>, Fault> {
    let word = row.text(1)?;
    let id: MatterId = word
        .parse()
        .map_err(|_| Fault::Stored(format!("clocks.matter_id `{word}`")))?;
    let matter = stream::matter(app, id).await?;
    if !may_decide(app, reader, &matter) {
        return Ok(Vec::new());
    }
    let texts = vault::texts(app, &reader.opener(), &id.stream()).await?;
    let title = match matter.reports.first() {
        Some(report) => texts.of(&report.title)?.to_owned(),
        None => String::new(),
    };
    let lamp = Lamp::of_instant(app, row.int(0)?, reader.now);
    let mut lines = Vec::new();
    let of_others = |asker: &casework::PersonId| *asker != reader.person;
    for request in matter
        .consents
        .awaiting()
        .filter(|request| of_others(&request.asker))
    {
        let ask = matter.consents.ask(request.ask);
        let body = ask.map(|ask| texts.of(&ask.name)).transpose()?;
        lines.push(Handing {
            number: matter.number.clone(),
            title: title.clone(),
            body: body.unwrap_or_default().to_owned(),
            asker: reader.office.person_name(&request.asker).to_owned(),
            purpose: texts.of(&request.purpose)?.to_owned(),
            lamp: lamp.clone(),
        });
    }
    Ok(lines)
}

fn may_decide(app: &App, reader: &Reader, matter: &Matter) -> bool {
    let (office, rules) = (&reader.office, app.rules());
    let (person, act) = (&reader.person, "decide-handing");
    let actor = access::permit(office, rules, person, act, Some(matter), reader.on());
    let organ = actor
        .as_ref()
        .and_then(|actor| office.organ_of(actor.unit()?));
    organ.is_some_and(|organ| matter.original_with(office, organ))
}

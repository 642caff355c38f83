//! Handing over (人员交接, P-14): what a person owes, line by line, with who takes it over; what waits for
//! the reader's own word. Only what the reader may see is listed (T3).

use super::reader::{Reader, seen};
use super::titles;
use super::todo::{stage, today};
use crate::{App, Failure, Fault, handover, reading, vault};
use casework::matter::DutyKind;
use casework::office::Office;
use casework::{PersonId, access};
use serde::Serialize;
use store::{Row, Value};

/// The page of one person's hand-over.
#[derive(Debug, Clone, Serialize)]
pub struct Handing {
    /// Who leaves.
    pub from: Option<Colleague>,
    /// What they owe, a line a matter.
    pub lines: Vec<HandingLine>,
    /// Whether more is owed than is listed.
    pub more: bool,
    /// Colleagues who may take over, and whose hand-over may be looked at.
    pub colleagues: Vec<Colleague>,
    /// Whether the reader says who takes over.
    pub arranges: bool,
    /// Reports begun and not entered.
    pub drafts: usize,
    /// Rights lent to or by them that end with their post, in words.
    pub ending: Vec<String>,
    /// Today, in words.
    pub today: String,
    /// The organ's name.
    pub organ: String,
}

/// Somebody of the organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colleague {
    /// Login name.
    pub id: String,
    /// Name.
    pub name: String,
}

/// What somebody owes in one matter.
#[derive(Debug, Clone, Serialize)]
pub struct HandingLine {
    /// The matter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where in its life it stands.
    pub stage_zh: &'static str,
    /// What is owed: 承办、保管原件2.
    pub duties: String,
    /// Who leaves.
    pub from: String,
    /// Who takes over; empty where nobody was named.
    pub to: String,
    /// Where the hand-over stands: 待双方确认.
    pub word: &'static str,
}

/// Lines of a page at most.
const LINES_MAX: usize = 200;

/// What the reader owes, or a colleague whose leaving the reader arranges.
///
/// # Errors
/// No such colleague, or the reader does not arrange hand-overs.
pub async fn of(app: &App, reader: &PersonId, person: Option<&str>) -> Result<Handing, Failure> {
    let reader = Reader::of(app, reader).await?;
    reading::record_list(app, &reader.person, "handover").await?;
    let office = &reader.office;
    let colleagues = colleagues(&reader);
    let arranges = arranges(app, &reader);
    let from = person.map_or_else(|| reader.person.clone(), PersonId::from);
    let known = here(&reader, &from);
    if from != reader.person && !(arranges && known) {
        return Err(Failure::NotFound);
    }
    let condition = "d.person_id = $2";
    let (lines, more) = lines(app, &reader, condition, &from).await?;
    let organ = organ(&reader);
    Ok(Handing {
        drafts: handover::drafts_of(app, &from).await?,
        ending: ending(office, &from, &reader),
        from: Some(colleague(office, &from)),
        lines,
        more,
        colleagues,
        arranges,
        today: today(&reader),
        organ,
    })
}

/// What waits for the reader's word, as a leaver or as a successor.
///
/// # Errors
/// The database does not answer.
pub async fn awaiting(app: &App, reader: &PersonId) -> Result<Vec<HandingLine>, Fault> {
    let reader = Reader::of(app, reader).await?;
    let person = reader.person.clone();
    let given = "d.person_id = $2 AND d.successor IS NOT NULL AND NOT d.given";
    let mut waiting = lines(app, &reader, given, &person).await?.0;
    let taken = "d.successor = $2 AND NOT d.taken";
    waiting.extend(lines(app, &reader, taken, &person).await?.0);
    Ok(waiting)
}

async fn lines(
    app: &App,
    reader: &Reader,
    of: &str,
    person: &PersonId,
) -> Result<(Vec<HandingLine>, bool), Fault> {
    let mut params: Vec<Value> = vec![reader.person.as_str().into(), person.as_str().into()];
    let mut eyes = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        eyes.push(format!("${}", params.len()));
    }
    if eyes.is_empty() {
        return Ok((Vec::new(), false));
    }
    params.push((LINES_MAX as i64 * 4).into());
    let sql = format!(
        "SELECT d.matter_id, m.number, m.stage, d.kind, d.number, d.person_id, d.successor, \
         d.given, d.taken FROM duties d JOIN matters m ON m.matter_id = d.matter_id \
         WHERE {of} AND {} AND EXISTS (SELECT 1 FROM visible v WHERE v.matter_id = d.matter_id \
         AND v.unit_id IN ({})) ORDER BY d.matter_id, d.kind, d.number LIMIT ${}",
        seen("d", 1),
        eyes.join(", "),
        params.len()
    );
    let rows = app.store().rows(&sql, &params).await?;
    let mut found: Vec<(String, HandingLine)> = Vec::new();
    for row in &rows {
        let id = row.text(0)?;
        let duty = duty(row)?;
        match found.last_mut().filter(|(last, _)| last == id) {
            Some((_, line)) => line.duties = format!("{}、{duty}", line.duties),
            None => found.push((id.to_owned(), line(reader, row, duty)?)),
        }
    }
    let more = found.len() > LINES_MAX;
    found.truncate(LINES_MAX);
    let streams: Vec<String> = found.iter().map(|(id, _)| format!("matter-{id}")).collect();
    let mut titles = titles::titles(app, reader, &streams).await?;
    let titled = |((_, line), stream): ((String, HandingLine), &String)| HandingLine {
        title: titles
            .remove(stream)
            .unwrap_or_else(|| vault::ERASED.to_owned()),
        ..line
    };
    Ok((found.into_iter().zip(&streams).map(titled).collect(), more))
}

fn duty(row: &Row) -> Result<String, Fault> {
    let kind = DutyKind::parse(row.text(3)?);
    let kind = kind.ok_or_else(|| Fault::Stored("duties.kind".to_owned()))?;
    Ok(match row.int(4)? {
        0 => kind.zh().to_owned(),
        number => format!("{}{number}", kind.zh()),
    })
}

fn line(reader: &Reader, row: &Row, duties: String) -> Result<HandingLine, Fault> {
    let name = |id: &str| reader.office.person_name(&PersonId::from(id)).to_owned();
    let to = row.opt_text(6)?;
    let word = match (to.is_some(), row.bool(7)?, row.bool(8)?) {
        (false, ..) => "未安排",
        (true, false, false) => "待双方确认",
        (true, true, _) => "待接收人确认",
        (true, false, true) => "待移交人确认",
    };
    Ok(HandingLine {
        number: row.text(1)?.to_owned(),
        title: String::new(),
        stage_zh: stage(row.text(2)?)?.zh(),
        duties,
        from: name(row.text(5)?),
        to: to.map(name).unwrap_or_default(),
        word,
    })
}

fn organ(reader: &Reader) -> String {
    let office = &reader.office;
    let post = office.posts_of(&reader.person, reader.on()).next();
    let organ = post.and_then(|post| office.organ_of(&post.unit));
    organ.map_or_else(String::new, |organ| office.unit_name(organ).to_owned())
}

fn colleague(office: &Office, person: &PersonId) -> Colleague {
    Colleague {
        id: person.to_string(),
        name: office.person_name(person).to_owned(),
    }
}

fn colleagues(reader: &Reader) -> Vec<Colleague> {
    let office = &reader.office;
    let post = office.posts_of(&reader.person, reader.on()).next();
    let here = post.map(|post| office.colleagues_of(&post.unit, reader.on()));
    let here = here.into_iter().flatten();
    here.map(|(person, _)| colleague(office, &person.id))
        .collect()
}

/// Whether a person is or was of the reader's organ.
fn here(reader: &Reader, person: &PersonId) -> bool {
    let office = &reader.office;
    let post = office.posts_of(&reader.person, reader.on()).next();
    let organ = post.and_then(|post| office.organ_of(&post.unit));
    let known = office.person(person);
    let posts = known.map_or(&[][..], |person| &person.posts);
    organ.is_some()
        && posts
            .iter()
            .any(|post| office.organ_of(&post.unit) == organ)
}

/// Whether a post of the reader's arranges hand-overs.
fn arranges(app: &App, reader: &Reader) -> bool {
    let all = access::Relation::ALL;
    let mut posts = reader.office.posts_of(&reader.person, reader.on());
    posts.any(|post| access::grants(app.rules(), &post.role, "hand-over", all))
}

/// Rights lent to or by a person: nobody takes them over, they end with the post.
fn ending(office: &Office, person: &PersonId, reader: &Reader) -> Vec<String> {
    let holds = office
        .delegations
        .iter()
        .filter(|known| known.holds_on(reader.on()));
    let words = |known: &casework::office::Delegation| {
        let (from, to) = (&known.principal, &known.delegate);
        let named = from == person || to == person;
        let (from, to) = (office.person_name(from), office.person_name(to));
        named.then(|| format!("{from}授权{to}代办，至{}", known.until))
    };
    holds.filter_map(words).collect()
}

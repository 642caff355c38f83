//! Bringing a task sheet back: read, shown row by row, entered once confirmed. A row is entered whole or
//! not at all; a matter that moved on meanwhile is left alone.

use super::acts::{Ground, Meant, meant};
use super::event::{Event, Given};
use super::row::{Row, rows};
use super::told::{self, Came};
use super::{NAMESPACE, events, permitted, wrong};
use crate::queries::reader::Reader;
use crate::stream::MatterEvent;
use crate::{App, Failure, Who};
use casework::matter::Matter;
use casework::step::Recorded;
use casework::{Actor, PersonId, UnitId, codes};
use papers::locked;
use sealing::passphrase::Passphrase;
use serde::Serialize;
use std::collections::BTreeSet;

codes! {
    /// What comes, or came, of a row.
    pub enum Outcome {
        /// It would be entered.
        Ready = "ready" => "可以录入",
        /// It was entered.
        Done = "done" => "已录入",
        /// It was entered before from the same sheet.
        Before = "before" => "以前已录入",
        /// Nothing was filled.
        Blank = "blank" => "没有填写",
        /// It cannot be entered.
        Refused = "refused" => "不能录入",
    }
}

/// A row of a sheet that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The row's number in the file.
    pub at: usize,
    /// The number as it stands in the file.
    pub number: String,
    /// The acts, in words.
    pub acts: Vec<String>,
    /// Who did them.
    pub did: String,
    /// What comes of it.
    pub outcome: Outcome,
    /// Why it cannot be entered.
    pub sentences: Vec<String>,
}

/// A sheet that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Back {
    /// Its number.
    pub sheet: String,
    /// The unit's name.
    pub unit: String,
    /// When it was taken.
    pub taken: String,
    /// Its rows.
    pub rows: Vec<Told>,
    /// Whether rows of it were entered by a bringing that was cut off before it was recorded.
    pub cut_off: bool,
    /// Whether it was recorded just now that the sheet came back.
    pub recorded: bool,
}

impl Back {
    /// How many rows came to an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count()
    }
}

/// Most bytes of the workbook inside.
const INSIDE: u64 = 10 * 1024 * 1024;

/// A sheet opened by a reader.
struct Opened {
    reader: Reader,
    by: Actor,
    sheet: String,
    events: Vec<Recorded<Event>>,
    unit: UnitId,
    given: Vec<Given>,
    rows: Vec<Row>,
}

/// A row ready to be entered: as whom, what, under which claims.
struct Ready {
    did: PersonId,
    orders: Vec<crate::Order>,
    keys: Vec<String>,
}

/// What would come of each row, without writing anything.
///
/// # Errors
/// The file is not a sheet of the reader's organ, or does not open; a fault.
pub async fn foresee(
    app: &App,
    person: &PersonId,
    file: &[u8],
    passphrase: &str,
) -> Result<Back, Failure> {
    let opened = open(app, person, file, passphrase).await?;
    Ok(seen(app, &opened).await?.0)
}

/// Enters the rows that are good: all, or nothing where one is not, unless only the good ones are wished.
///
/// # Errors
/// As [`foresee`]. What was entered before a fault stays, and is not entered again; bringing the sheet once
/// more enters the rest and records all of it.
pub async fn enter(
    app: &App,
    person: &PersonId,
    file: &[u8],
    passphrase: &str,
    only_good: bool,
) -> Result<Back, Failure> {
    let opened = open(app, person, file, passphrase).await?;
    let (mut back, ready) = seen(app, &opened).await?;
    let (good, bad) = (back.count(Outcome::Ready), back.count(Outcome::Refused));
    let held_up = bad > 0 && !only_good;
    if (good == 0 && !back.cut_off) || (good > 0 && held_up) {
        return Ok(back);
    }
    for (row, ready) in back.rows.iter_mut().zip(ready) {
        let Some(ready) = ready else { continue };
        let who = entering(&opened, &ready.did);
        let claims = (NAMESPACE, &*ready.keys);
        match app.execute_together_once(&who, &ready.orders, claims).await {
            Ok(_) => row.outcome = Outcome::Done,
            Err(stopped) => {
                row.outcome = Outcome::Refused;
                row.sentences = sentences(&ready.orders, stopped.at, stopped.failure)?;
            }
        }
    }
    let came = Came {
        by: &opened.by,
        done: back.count(Outcome::Done) as u64,
        left: back.count(Outcome::Refused) as u64,
        file,
    };
    back.recorded = told::record(app, &opened.reader.now, &opened.sheet, &came).await?;
    Ok(back)
}

async fn open(
    app: &App,
    person: &PersonId,
    file: &[u8],
    passphrase: &str,
) -> Result<Opened, Failure> {
    let reader = Reader::of(app, person).await?;
    let by = permitted(app, &reader)?;
    let passphrase = Passphrase::read(passphrase)
        .ok_or_else(|| wrong("passphrase", "口令应为五组、每组四位数字"))?;
    let inside = locked::unlock(file, passphrase.reveal(), INSIDE).map_err(|error| {
        let field = match error {
            locked::LockError::Passphrase => "passphrase",
            _ => "file",
        };
        wrong(field, error.to_string())
    })?;
    let (sheet, rows) = rows(&inside).map_err(|sentence| wrong("file", sentence))?;
    let unknown = || wrong("file", format!("没有任务单{sheet}，或者不是本机关取出的"));
    let events = match events(app, &reader, &sheet).await {
        Err(Failure::NotFound) => return Err(unknown()),
        other => other?,
    };
    let Some(Event::Taken { unit, matters, .. }) = events.first().map(|first| &first.event) else {
        return Err(unknown());
    };
    let (unit, given) = (unit.clone(), matters.clone());
    Ok(Opened {
        reader,
        by,
        sheet,
        events,
        unit,
        given,
        rows,
    })
}

/// Every row with what would come of it, and what is to be entered.
async fn seen(app: &App, opened: &Opened) -> Result<(Back, Vec<Option<Ready>>), Failure> {
    let office = &opened.reader.office;
    let taken = opened
        .events
        .first()
        .map_or(opened.reader.now.local, |first| first.happened);
    let ground = Ground {
        office,
        unit: &opened.unit,
        on: opened.reader.on(),
        taken,
    };
    let (mut told, mut all, mut numbers) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in &opened.rows {
        let mut one = Told {
            at: row.at,
            number: row.number.clone(),
            acts: Vec::new(),
            did: String::new(),
            outcome: Outcome::Refused,
            sentences: Vec::new(),
        };
        let mut ready = None;
        match meant(&ground, row) {
            Ok(None) => one.outcome = Outcome::Blank,
            Err(errors) => one.sentences = errors,
            Ok(Some(_)) if !numbers.insert(row.number.clone()) => {
                one.sentences = vec!["同一件填了两行，请并作一行".to_owned()];
            }
            Ok(Some(meant)) => {
                one.did = office.person_name(&meant.did).to_owned();
                (one.outcome, one.sentences, ready) =
                    of_matter(app, opened, &mut one.acts, meant, row).await?;
            }
        }
        told.push(one);
        all.push(ready);
    }
    let back = Back {
        sheet: opened.sheet.clone(),
        unit: office.unit_name(&opened.unit).to_owned(),
        taken: taken.strftime("%Y-%m-%d %H:%M").to_string(),
        rows: told,
        cut_off: told::is_cut_off(app, &opened.sheet, &opened.events).await?,
        recorded: false,
    };
    Ok((back, all))
}

type OfRow = (Outcome, Vec<String>, Option<Ready>);

async fn of_matter(
    app: &App,
    opened: &Opened,
    acts: &mut Vec<String>,
    meant: Meant,
    row: &Row,
) -> Result<OfRow, Failure> {
    let refused = |sentence: &str| Ok((Outcome::Refused, vec![sentence.to_owned()], None));
    let (matter, events) = match opened.reader.matter(app, &row.number).await {
        Ok(found) => found,
        Err(Failure::NotFound) => return refused("没有此件或无权查看"),
        Err(other) => return Err(other),
    };
    let Some(given) = opened.given.iter().find(|given| given.matter == matter.id) else {
        return refused("此件不在这张任务单上");
    };
    let done = told::entered(app, &opened.sheet, &format!("{}/", matter.id)).await?;
    let key = |key: &str| format!("{}/{}/{key}", opened.sheet, matter.id);
    let (mut orders, mut keys) = (Vec::new(), Vec::new());
    for act in meant.acts {
        let key = key(&act.key);
        let before = done.contains(&key);
        acts.push(if before {
            format!("{}（以前已录入）", act.zh)
        } else {
            act.zh
        });
        if !before {
            orders.push(act.order);
            keys.push(key);
        }
    }
    if orders.is_empty() {
        return Ok((Outcome::Before, Vec::new(), None));
    }
    if moved(given, &matter, &events, &opened.sheet) {
        return refused(&format!(
            "取走任务单以后，此件已在别处办过（现在{}，在{}手里），请核对后到件上办理",
            matter.stage.zh(),
            opened.reader.office.unit_name(&matter.holder)
        ));
    }
    let who = entering(opened, &meant.did);
    if let Err(stopped) = app.foresee_together(&who, &orders).await {
        let sentences = sentences(&orders, stopped.at, stopped.failure)?;
        return Ok((Outcome::Refused, sentences, None));
    }
    let did = meant.did;
    Ok((
        Outcome::Ready,
        Vec::new(),
        Some(Ready { did, orders, keys }),
    ))
}

fn entering(opened: &Opened, did: &PersonId) -> Who {
    Who::Sheet {
        enters: opened.reader.person.clone(),
        did: did.clone(),
        sheet: opened.sheet.clone(),
    }
}

/// Whether somebody moved the matter on since the sheet was taken, other than by the sheet itself.
fn moved(given: &Given, matter: &Matter, events: &[MatterEvent], sheet: &str) -> bool {
    let mut so_far = Matter::new(matter.id);
    let mut stood = (given.stage, given.holder.clone());
    for event in events {
        so_far.apply(event);
        let stands = (so_far.stage, so_far.holder.clone());
        if so_far.version <= given.version || stands == stood {
            continue;
        }
        if event.by.sheet() != Some(sheet) {
            return true;
        }
        stood = stands;
    }
    false
}

/// Why an order of a row is not carried out. A fault ends the whole.
fn sentences(orders: &[crate::Order], at: usize, failure: Failure) -> Result<Vec<String>, Failure> {
    let act = orders.get(at).map_or("", |order| &*order.act);
    let known = casework::matter::steps::ACTS
        .iter()
        .find(|known| known.name == act);
    let zh = known.map_or(act, |known| known.zh);
    Ok(match failure {
        Failure::Fault(fault) => return Err(Failure::Fault(fault)),
        Failure::Invalid(errors) => errors
            .iter()
            .map(|error| {
                let field =
                    known.and_then(|known| known.fields.iter().find(|f| f.name == error.field));
                format!(
                    "{zh}·{}：{}",
                    field.map_or("", |field| field.zh),
                    error.sentence
                )
            })
            .collect(),
        Failure::Refused(refused) => vec![format!("{zh}：{}", refused.0.sentence)],
        Failure::Forbidden { .. } => vec![format!("{zh}：所填经办人按职务不能办理这一步")],
        other => vec![format!("{zh}：{other}")],
    })
}

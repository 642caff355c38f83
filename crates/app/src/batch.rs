//! Batch acts (批量办理, P-10): one form filled once, one order a matter. Each goes its own way through the
//! write path, so that what one is refused stops no other, and every text is sealed for each.
//!
//! A batch bears a random name. What was done under it is claimed in the same write, so that a batch
//! sent twice, or sent again with the refused ones, does nothing twice.

use crate::queries::reader::Reader;
use crate::queries::titles;
use crate::{App, Failure, Fault, Order, Subject, Who};
use casework::PersonId;
use casework::form::FieldError;
use casework::rules::BatchAct;
use jiff::civil::DateTime;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// An act on several matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Its random name: 16 to 64 letters, digits and hyphens.
    pub name: String,
    /// The noun in the act's address.
    pub noun: String,
    /// Numbers of the matters, each once.
    pub numbers: Vec<String>,
    /// What is filled once for all.
    pub fields: Map<String, Value>,
    /// What is filled for each apart, by number.
    pub each: BTreeMap<String, Map<String, Value>>,
    /// When it happened, local, if not now.
    pub happened: Option<DateTime>,
}

/// What came, or will come, of one matter of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The number as it was asked for.
    pub number: String,
    /// Its title; empty where the matter does not exist for the reader.
    pub title: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Why, or what to do; empty where the outcome says it all.
    pub sentence: String,
    /// Fields that are filled wrongly for it.
    #[serde(skip)]
    pub errors: Vec<FieldError>,
}

/// What an attempt came to: the outcome, a sentence, fields that are wrong.
type Came = (Outcome, String, Vec<FieldError>);

casework::codes! {
    /// What came of one matter.
    pub enum Outcome {
        /// It would be done.
        Ready = "ready" => "可以办理",
        /// It was done.
        Done = "done" => "已办成",
        /// It was done before under the same name.
        Before = "before" => "本批已办成",
        /// It was refused.
        Refused = "refused" => "未办成",
        /// Somebody else was at it: nothing was written.
        Busy = "busy" => "有人正在办理",
        /// It does not exist, or not for the reader: nobody can tell which.
        Unknown = "unknown" => "没有此件或无权查看",
        /// Its turn has not come.
        Waiting = "waiting" => "尚未轮到",
    }
}

impl Outcome {
    /// Whether it stands as it was wished.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Ready | Self::Done | Self::Before)
    }
}

/// The namespace of what was done in a batch.
pub(crate) const NAMESPACE: &str = "batch";

/// Matters tried in one call of [`perform`] at most, so that a page answers in time.
pub const SLICE: usize = 50;

/// What would come of each, without writing anything.
///
/// # Errors
/// No such batch act, too many matters, or a fault.
pub async fn foresee(app: &App, who: &Who, batch: &Batch) -> Result<Vec<Item>, Failure> {
    let (reader, rule) = begin(app, who, batch).await?;
    let done = done_before(app, &reader.person, batch).await?;
    let mut items = Vec::new();
    for number in &batch.numbers {
        let outcome = match known(app, &reader, number).await? {
            None => plain(Outcome::Unknown),
            Some(id) if done.contains(&id) => plain(Outcome::Before),
            Some(_) => {
                let order = order(batch, rule, number)?;
                told(app.prepare(app.now(), who, &order).await, Outcome::Ready)?
            }
        };
        items.push(item(number, outcome));
    }
    titled(app, &reader, &mut items).await?;
    Ok(items)
}

/// Does it for each: those of `tried` were tried before and wait until all others had their turn.
/// After [`SLICE`] matters the rest is [`Outcome::Waiting`].
///
/// # Errors
/// No such batch act, too many matters, or a fault; what was done before stays done, and is not done
/// again under the same name.
pub async fn perform(
    app: &App,
    who: &Who,
    batch: &Batch,
    tried: &BTreeSet<String>,
) -> Result<Vec<Item>, Failure> {
    let (reader, rule) = begin(app, who, batch).await?;
    let done = done_before(app, &reader.person, batch).await?;
    let (mut items, mut turns) = (Vec::new(), 0);
    for number in &batch.numbers {
        let Some(id) = known(app, &reader, number).await? else {
            items.push(item(number, plain(Outcome::Unknown)));
            continue;
        };
        let order = order(batch, rule, number)?;
        let outcome = if done.contains(&id) {
            plain(Outcome::Before)
        } else if tried.contains(number) {
            // It had its turn: only why it was refused is asked again.
            told(app.prepare(app.now(), who, &order).await, Outcome::Busy)?
        } else if turns == SLICE {
            plain(Outcome::Waiting)
        } else {
            turns += 1;
            let once = key(&reader.person, batch, &id);
            told(
                app.execute_once(who, order, (NAMESPACE, once)).await,
                Outcome::Done,
            )?
        };
        items.push(item(number, outcome));
    }
    titled(app, &reader, &mut items).await?;
    Ok(items)
}

async fn begin<'a>(
    app: &'a App,
    who: &Who,
    batch: &Batch,
) -> Result<(Reader, &'a BatchAct), Failure> {
    let (Who::Staff(person) | Who::Delegate(person, _)) = who else {
        return Err(Failure::NotFound);
    };
    let rule = app.rules().batch(&batch.noun).ok_or(Failure::NotFound)?;
    let wrong = |field: &str, sentence: String| {
        let field = field.to_owned();
        Failure::Invalid(vec![FieldError { field, sentence }])
    };
    let max = app.rules().batches.max;
    if batch.numbers.is_empty() {
        return Err(wrong("items", "请至少勾选一件信访件".to_owned()));
    }
    if batch.numbers.len() > max {
        return Err(wrong("items", format!("一批最多{max}件，请分几批办理")));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !(16..=64).contains(&batch.name.len()) || !batch.name.chars().all(fits) {
        let sentence = "批次名须为16至64位字母、数字或短横线".to_owned();
        return Err(wrong("batch", sentence));
    }
    Ok((Reader::of(app, person).await?, rule))
}

/// The id of a number, if the reader may know of the matter.
async fn known(app: &App, reader: &Reader, number: &str) -> Result<Option<String>, Failure> {
    match reader.matter(app, number).await {
        Ok((matter, _)) => Ok(Some(matter.id.to_string())),
        Err(Failure::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

fn key(person: &PersonId, batch: &Batch, id: &str) -> String {
    format!("{person}/{}/{id}", batch.name)
}

/// Ids of the matters of which this batch is done.
async fn done_before(
    app: &App,
    person: &PersonId,
    batch: &Batch,
) -> Result<BTreeSet<String>, Fault> {
    let from = key(person, batch, "");
    // The key's last part begins with a letter or digit, before `~`.
    let until = format!("{from}~");
    let sql = "SELECT owner FROM claims WHERE namespace = $1 AND key >= $2 AND key < $3";
    let params = [NAMESPACE.into(), from.into(), until.into()];
    let rows = app.store().rows(sql, &params).await?;
    let owner = |row: &store::Row| Ok(row.text(0)?.to_owned());
    rows.iter().map(owner).collect()
}

/// The order of one matter: what is filled once, and what is filled for it apart.
fn order(batch: &Batch, rule: &BatchAct, number: &str) -> Result<Order, Failure> {
    let act = rule.act().ok_or(Failure::NotFound)?;
    let once = |name: &String| {
        let field = act.fields.iter().find(|field| field.name == name);
        field.is_some_and(|field| rule.asks_once(field))
    };
    let mut fields = batch.fields.clone();
    fields.retain(|name, _| once(name));
    let own = batch.each.get(number).into_iter().flatten();
    let own = own.filter(|(name, _)| rule.each.contains(name));
    fields.extend(own.map(|(name, value)| (name.clone(), value.clone())));
    // Where nothing was filled for it apart, what was filled for all serves.
    for name in &rule.each {
        let blank = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
        if let Some(value) = batch.fields.get(name)
            && fields.get(name).is_none_or(blank)
        {
            fields.insert(name.clone(), value.clone());
        }
    }
    Ok(Order {
        subject: Subject::Number(number.to_owned()),
        act: act.name.to_owned(),
        fields,
        happened: batch.happened,
    })
}

/// What an attempt came to. A fault ends the batch: what was done stays done.
fn told<T>(outcome: Result<T, Failure>, good: Outcome) -> Result<Came, Failure> {
    let failure = match outcome {
        Ok(_) => return Ok(plain(good)),
        Err(failure) => failure,
    };
    let sentence = failure.to_string();
    Ok(match failure {
        Failure::Fault(fault) => return Err(Failure::Fault(fault)),
        Failure::AlreadyClaimed { namespace, .. } if namespace == NAMESPACE => {
            plain(Outcome::Before)
        }
        Failure::NotFound => plain(Outcome::Unknown),
        Failure::Conflict => (Outcome::Busy, sentence, Vec::new()),
        Failure::Invalid(errors) => {
            let sentences: Vec<&str> = errors.iter().map(|error| &*error.sentence).collect();
            (Outcome::Refused, sentences.join("；"), errors)
        }
        Failure::Refused(refused) => {
            let sentence = refused.0.sentence.to_owned();
            (Outcome::Refused, sentence, Vec::new())
        }
        Failure::AlreadyClaimed { .. } | Failure::Forbidden { .. } => {
            (Outcome::Refused, sentence, Vec::new())
        }
    })
}

fn plain(outcome: Outcome) -> Came {
    (outcome, String::new(), Vec::new())
}

fn item(number: &str, (outcome, sentence, errors): Came) -> Item {
    Item {
        number: number.to_owned(),
        title: String::new(),
        outcome,
        sentence,
        errors,
    }
}

/// Puts the titles to the numbers: read after the acts, for an act may take sight away.
async fn titled(app: &App, reader: &Reader, items: &mut [Item]) -> Result<(), Failure> {
    let mut streams: BTreeMap<String, String> = BTreeMap::new();
    for item in items.iter().filter(|item| item.outcome != Outcome::Unknown) {
        if let Some(id) = known(app, reader, &item.number).await? {
            streams.insert(item.number.clone(), format!("matter-{id}"));
        }
    }
    let all: Vec<String> = streams.values().cloned().collect();
    let titles = titles::titles(app, reader, &all).await?;
    for item in items {
        let title = streams
            .get(&item.number)
            .and_then(|stream| titles.get(stream));
        item.title = title.cloned().unwrap_or_default();
    }
    Ok(())
}

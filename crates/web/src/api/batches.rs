//! Batches (批量办理, P-10): one act on several matters, each by itself, with a result for each.

use app::batch::{self, Batch, Item, Outcome};
use app::{Failure, Who};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Caller, Sent};
use crate::site::Shared;

/// A batch, as it is sent.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes what `perform` reads from the body part by part"
)]
pub struct BatchBody {
    /// The act's name: `sign`, `mark`, `remind`.
    act: String,
    /// Numbers of the matters, at most as many as the office allows.
    numbers: Vec<String>,
    /// The batch's own name, 16 to 64 letters, digits and hyphens: under one name nothing is done twice.
    batch: String,
    /// What is filled once for all.
    #[schema(value_type = Option<Object>)]
    fields: Option<Map<String, Value>>,
    /// What is filled for each matter apart, by number.
    #[schema(value_type = Option<Object>)]
    each: Option<Map<String, Value>>,
    /// Whether only to tell what would come of it.
    foresee: Option<bool>,
    /// In whose name: the login name of whoever lent the right.
    behalf: Option<String>,
    /// When it happened, local, if not now.
    happened: Option<String>,
}

/// What came of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchDone {
    /// How many were done, now or before under the same name; with `foresee`, how many would be.
    done: usize,
    /// What came of each, in the order asked for.
    items: Vec<BatchItem>,
}

/// What came of one matter.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchItem {
    /// Its number, as it was asked for.
    number: String,
    /// `ready`, `done`, `before`, `refused`, `busy` or `unknown`.
    outcome: &'static str,
    /// The same in Chinese.
    outcome_zh: &'static str,
    /// Why, where it was not done; empty where the outcome says it all.
    sentence: String,
}

/// Carries a batch out, or tells what would come of it.
pub async fn perform(
    State(front): State<Shared>,
    caller: Caller,
    mut sent: Sent,
) -> Result<Json<BatchDone>, Failed> {
    let who = match sent.take_behalf()? {
        Some(principal) => Who::Delegate(caller.person, principal),
        None => Who::Staff(caller.person),
    };
    let happened = sent.take_happened()?;
    let foresee = sent.0.get("foresee").and_then(Value::as_bool) == Some(true);
    let batch = Batch {
        noun: noun_of(sent.text("act", "请填写办理动作")?)?.to_owned(),
        name: sent.text("batch", "请填写批次名")?.to_owned(),
        numbers: numbers(&sent.0)?,
        fields: object(&sent.0, "fields")?,
        each: each(&sent.0)?,
        happened,
    };
    let items = match foresee {
        true => batch::foresee(front.app(), &who, &batch).await?,
        false => to_the_end(&front, &who, &batch).await?,
    };
    Ok(Json(BatchDone {
        done: items.iter().filter(|item| item.outcome.is_good()).count(),
        items: items.into_iter().map(BatchItem::from).collect(),
    }))
}

/// Part after part, until every matter had its turn.
async fn to_the_end(front: &Shared, who: &Who, batch: &Batch) -> Result<Vec<Item>, Failure> {
    let mut tried = BTreeSet::new();
    loop {
        let items = batch::perform(front.app(), who, batch, &tried).await?;
        let waits = |item: &Item| item.outcome == Outcome::Waiting;
        if !items.iter().any(waits) {
            return Ok(items);
        }
        let had_turn = items.iter().filter(|item| !waits(item));
        tried.extend(had_turn.map(|item| item.number.clone()));
    }
}

fn noun_of(act: &str) -> Result<&'static str, Failed> {
    let acts = casework::matter::steps::ACTS.iter();
    let known = acts.into_iter().find(|known| known.name == act);
    let known = known.ok_or_else(|| Failed::field("act", "没有这个办理动作，或者不能批量办理"));
    Ok(known?.noun)
}

fn numbers(body: &Map<String, Value>) -> Result<Vec<String>, Failed> {
    let sentence = "请以数组填写编号，每件一个";
    let wrong = || Failed::field("numbers", sentence);
    let listed = body
        .get("numbers")
        .and_then(Value::as_array)
        .ok_or_else(wrong)?;
    let mut numbers: Vec<String> = Vec::new();
    for number in listed {
        let number = number.as_str().ok_or_else(wrong)?;
        if !numbers.iter().any(|known| known == number) {
            numbers.push(number.to_owned());
        }
    }
    Ok(numbers)
}

fn object(body: &Map<String, Value>, name: &str) -> Result<Map<String, Value>, Failed> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object.clone()),
        Some(_) => Err(Failed::field(name, "请填写一个对象：栏目名和内容")),
    }
}

fn each(body: &Map<String, Value>) -> Result<BTreeMap<String, Map<String, Value>>, Failed> {
    let mut each = BTreeMap::new();
    for (number, fields) in object(body, "each")? {
        let Value::Object(fields) = fields else {
            return Err(Failed::field("each", "请按编号各填一个对象"));
        };
        each.insert(number, fields);
    }
    Ok(each)
}

impl From<Item> for BatchItem {
    fn from(item: Item) -> Self {
        Self {
            number: item.number,
            outcome: item.outcome.as_str(),
            outcome_zh: item.outcome.zh(),
            sentence: item.sentence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_stand_once_and_are_texts() {
        let body = json!({"numbers": ["A", "B", "A"]});
        let read = numbers(body.as_object().unwrap()).unwrap();
        assert_eq!(read, ["A", "B"]);
        for wrong in [json!({}), json!({"numbers": "A"}), json!({"numbers": [1]})] {
            assert!(numbers(wrong.as_object().unwrap()).is_err());
        }
    }

    #[test]
    fn what_is_filled_for_each_is_an_object_by_number() {
        let body = json!({"each": {"A": {"number": "12388-1"}}});
        let read = each(body.as_object().unwrap()).unwrap();
        assert_eq!(read["A"]["number"], "12388-1");
        assert!(each(json!({"each": {"A": 1}}).as_object().unwrap()).is_err());
    }
}

//! The same act on several matters: asked once more before it is done, then done one by one, each
//! checked by itself. What is refused is named; the rest goes through.

use app::{Failure, Order, Subject, Who};
use serde_json::{Map, Value};

use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::shell::sent::Sent;
use crate::site::Shared;

/// Most matters at once: as many as a list shows.
pub const BATCH_MAX: usize = 50;

/// What became of one matter.
pub struct Outcome {
    /// Its number, as it was sent.
    pub number: String,
    /// Whether it was done.
    pub done: bool,
    /// What was done, or why not.
    pub sentence: String,
}

/// The numbers that were ticked, each once.
pub fn numbers(sent: &Sent) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    let ticked = sent.pairs.iter().filter(|(name, _)| name == "number");
    for (_, number) in ticked {
        if !numbers.contains(number) && numbers.len() < BATCH_MAX {
            numbers.push(number.clone());
        }
    }
    numbers
}

/// Carries the act out on each matter.
///
/// # Errors
/// The database does not answer: then what was done so far stays done.
pub async fn carry_out(
    front: &Shared,
    signed: &Signed,
    act: &str,
    fields: &Map<String, Value>,
    numbers: Vec<String>,
) -> Result<Vec<Outcome>, Problem> {
    let who = Who::Staff(signed.person.clone());
    let mut outcomes = Vec::new();
    for number in numbers {
        let order = Order {
            subject: Subject::Number(number.clone()),
            act: act.to_owned(),
            fields: fields.clone(),
            happened: None,
        };
        let (done, sentence) = match front.app().execute(&who, order).await {
            Ok(_) => (true, "已办".to_owned()),
            Err(Failure::Fault(fault)) => return Err(fault.into()),
            Err(Failure::Refused(refused)) => (false, refused.0.sentence.to_owned()),
            Err(failure) => (false, failure.to_string()),
        };
        outcomes.push(Outcome {
            number,
            done,
            sentence,
        });
    }
    Ok(outcomes)
}

//! The doors a story is carried out through: the same story, the same transcript.

use app::batch::Batch;
use app::{App, Failure, Order, Who};
use casework::PersonId;
use casework::procedure::Noun;
use serde_json::{Map, Value};

/// A door to the program. Pages are given as the JSON of the page's own struct.
#[expect(
    async_fn_in_trait,
    reason = "stories run on one task, and only this workspace has doors"
)]
pub trait Door {
    /// What it is called in messages.
    fn name(&self) -> &'static str;

    /// Gives an order.
    async fn give(&self, app: &App, who: &Who, order: Order) -> Result<Given, Refusal>;

    /// Does one act on several matters; by matter, what came of it and why.
    async fn several(
        &self,
        app: &App,
        who: &Who,
        batch: Batch,
    ) -> Result<Vec<(String, String)>, Refusal>;

    /// Gives an order of the reporter who holds a query code, on their own report.
    async fn by_code(
        &self,
        app: &App,
        code: &str,
        act: &str,
        fields: Map<String, Value>,
    ) -> Result<(), Refusal>;

    /// The page of a matter.
    async fn matter(&self, app: &App, person: &PersonId, number: &str) -> Result<Value, Refusal>;

    /// The page of a procedure.
    async fn procedure(
        &self,
        app: &App,
        person: &PersonId,
        noun: Noun,
        number: &str,
    ) -> Result<Value, Refusal>;

    /// The trail of a matter.
    async fn trail(&self, app: &App, person: &PersonId, number: &str) -> Result<Value, Refusal>;

    /// The matters book, with the filters of a query string.
    async fn book(
        &self,
        app: &App,
        person: &PersonId,
        filters: &[(&str, &str)],
    ) -> Result<Value, Refusal>;

    /// A report that another system hands over with its key; what it gets back.
    async fn hand_over(
        &self,
        app: &App,
        key: &str,
        report: Map<String, Value>,
    ) -> Result<Value, Refusal>;

    /// How a report stands that another system handed over under a number of its own.
    async fn handed_over(&self, app: &App, key: &str, number: &str) -> Result<Value, Refusal>;

    /// What a query code tells.
    async fn status(&self, app: &App, code: &str) -> Result<Option<Value>, Refusal>;
}

/// What an order gives back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// The number of what it was about.
    pub number: Option<String>,
    /// What a filing gives back.
    pub filed: Option<Filed>,
}

/// What a filing gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The number.
    pub number: String,
    /// The query code.
    pub query_code: String,
    /// The short number and the spoken password, where it was filed at the desk.
    pub spoken: Option<(String, String)>,
}

/// Why something was not done: a permanent code and the sentence a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code: of the refused act, or `not-found`, `forbidden`, `invalid`, …
    pub code: String,
    /// The sentence.
    pub sentence: String,
}

impl Refusal {
    /// A refusal under a code. Where every door words it for itself, the words are dropped.
    pub fn new(code: &str, sentence: &str) -> Self {
        let sentence = match code {
            "not-found" => "没有找到，或您无权查看",
            "forbidden" => "您的职务不能进行",
            _ => sentence,
        };
        Self {
            code: code.to_owned(),
            sentence: sentence.to_owned(),
        }
    }

    /// What is wrong with which field.
    pub fn invalid<'a>(errors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let each = errors
            .into_iter()
            .map(|(field, sentence)| format!("{field}：{sentence}"));
        Self::new("invalid", &each.collect::<Vec<_>>().join("；"))
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}（{}）", self.sentence, self.code)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let sentence = failure.to_string();
        match failure {
            Failure::NotFound => Self::new("not-found", &sentence),
            Failure::Forbidden { .. } => Self::new("forbidden", &sentence),
            Failure::Refused(refused) => Self::new(refused.0.code, refused.0.sentence),
            Failure::Invalid(errors) => {
                Self::invalid(errors.iter().map(|error| (&*error.field, &*error.sentence)))
            }
            Failure::Conflict => Self::new("conflict", &sentence),
            Failure::AlreadyClaimed { .. } => Self::new("already-claimed", &sentence),
            Failure::Fault(_) => Self::new("fault", &sentence),
        }
    }
}

//! The nearest door: the program called in the same process.

use super::door::{Door, Filed, Refusal};
use app::batch::{self, Batch};
use app::queries::{matter, matters, status, trail};
use app::{App, Failure, Order, Subject, Who};
use casework::PersonId;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The program in the same process.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inside;

impl Door for Inside {
    fn name(&self) -> &'static str {
        "进程内"
    }

    async fn give(&self, app: &App, who: &Who, order: Order) -> Result<Option<Filed>, Refusal> {
        let done = app.execute(who, order).await?;
        Ok(done.filed.map(|filed| Filed {
            number: filed.number,
            query_code: filed.query_code,
            spoken: filed.spoken.map(|spoken| (spoken.short, spoken.password)),
        }))
    }

    async fn several(
        &self,
        app: &App,
        who: &Who,
        batch: Batch,
    ) -> Result<Vec<(String, String)>, Refusal> {
        let items = batch::perform(app, who, &batch, &BTreeSet::new()).await?;
        let told = items.into_iter();
        Ok(told
            .map(|item| (item.outcome.zh().to_owned(), item.sentence))
            .collect())
    }

    async fn by_code(
        &self,
        app: &App,
        code: &str,
        act: &str,
        fields: Map<String, Value>,
    ) -> Result<(), Refusal> {
        let order = Order {
            subject: Subject::Own,
            act: act.to_owned(),
            fields,
            happened: None,
        };
        let who = Who::Reporter(app.code(code));
        app.execute(&who, order)
            .await
            .map(drop)
            .map_err(Refusal::from)
    }

    async fn matter(&self, app: &App, person: &PersonId, number: &str) -> Result<Value, Refusal> {
        json(matter::matter(app, person, number).await?)
    }

    async fn trail(&self, app: &App, person: &PersonId, number: &str) -> Result<Value, Refusal> {
        json(trail::trail(app, person, number).await?)
    }

    async fn book(
        &self,
        app: &App,
        person: &PersonId,
        filters: &[(&str, &str)],
    ) -> Result<Value, Refusal> {
        let filter = matters::Filter::from_pairs(filters.iter().copied());
        json(matters::matters(app, person, &filter, None).await?)
    }

    async fn status(&self, app: &App, code: &str) -> Result<Option<Value>, Refusal> {
        let code = app.code(code);
        let exchanged = app.exchange(&code).await.map_err(Failure::from)?;
        let (code, new) = match exchanged {
            Some((new, digest)) => (digest, Some(new)),
            None => (code, None),
        };
        let page = status::status(app, &code).await.map_err(Failure::from)?;
        let Some(mut page) = page.map(json).transpose()? else {
            return Ok(None);
        };
        if let Some(new) = new {
            page["new_query_code"] = Value::String(new);
        }
        Ok(Some(page))
    }
}

fn json(page: impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(page).map_err(|error| Refusal::new("fault", &error.to_string()))
}

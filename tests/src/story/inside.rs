//! The nearest door: the program called in the same process.

use super::door::{Door, Filed, Given, Refusal};
use app::batch::{self, Batch};
use app::partners::{self, NotTaken, Partner};
use app::queries::{matter, matters, procedures, status, trail};
use app::{App, Failure, Order, Subject, Who};
use casework::PersonId;
use casework::procedure::Noun;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The program in the same process.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inside;

impl Door for Inside {
    fn name(&self) -> &'static str {
        "进程内"
    }

    async fn give(&self, app: &App, who: &Who, order: Order) -> Result<Given, Refusal> {
        let done = app.execute(who, order).await?;
        let filed = done.filed.map(|filed| Filed {
            number: filed.number,
            query_code: filed.query_code,
            spoken: filed.spoken.map(|spoken| (spoken.short, spoken.password)),
        });
        let number = done.number;
        Ok(Given { number, filed })
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

    async fn hand_over(
        &self,
        app: &App,
        key: &str,
        report: Map<String, Value>,
    ) -> Result<Value, Refusal> {
        let partner = partner(app, key).await?;
        let number = report.get("sender_number").and_then(Value::as_str);
        let number = number.unwrap_or_default().to_owned();
        match partners::file(app, &partner, (&number, report), None).await {
            Ok(filed) => Ok(json!({
                "number": filed.number,
                "query_code": filed.query_code,
                "repeated": filed.query_code.is_none(),
                "receipt": {"leaf": filed.receipt.leaf, "origin": filed.receipt.origin},
            })),
            Err(NotTaken::OtherContent) => Err(Refusal::new("other-content", "")),
            Err(NotTaken::Failure(failure)) => Err(failure.into()),
        }
    }

    async fn handed_over(&self, app: &App, key: &str, number: &str) -> Result<Value, Refusal> {
        let partner = partner(app, key).await?;
        let told = partners::progress(app, &partner.name, number).await;
        let told = told.map_err(Failure::from)?.ok_or(Failure::NotFound)?;
        Ok(json!({
            "number": told.page.number,
            "status_zh": told.page.status_zh,
            "received_on": told.page.received_on,
            "result": told.result.map(|result| json!({"zh": result.zh()})),
        }))
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

    async fn procedure(
        &self,
        app: &App,
        person: &PersonId,
        noun: Noun,
        number: &str,
    ) -> Result<Value, Refusal> {
        let view = procedures::view(app, person, number).await?;
        if view.noun == noun {
            json(view)
        } else {
            Err(Failure::NotFound.into())
        }
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

/// The system of a key.
async fn partner(app: &App, key: &str) -> Result<Partner, Refusal> {
    let found = partners::of_key(app, key).await.map_err(Failure::from)?;
    found.ok_or_else(|| Refusal::new("no-key", "请先登录"))
}

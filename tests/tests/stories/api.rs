//! The API as a door: every order and every page over HTTP, through the site's own router.
//!
//! The office is founded from the console, which has no address, and the days of a clock are not in the
//! API's document; both are taken inside.

use app::batch::Batch;
use app::{App, Order, Subject, Who, login};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use casework::matter::steps;
use casework::procedure::{self, Noun};
use casework::{PersonId, office};
use serde_json::{Map, Value};
use tests::story::{Door, Filed, Given, Inside, Refusal};
use tower::ServiceExt;
use web::{Mode, Site, router};

/// The program behind its API.
#[derive(Debug, Clone, Copy)]
pub struct Api;

impl Door for Api {
    fn name(&self) -> &'static str {
        "API"
    }

    async fn give(&self, app: &App, who: &Who, order: Order) -> Result<Given, Refusal> {
        let person = match who {
            Who::Staff(person) | Who::Delegate(person, _) => Some(person),
            Who::Citizen => None,
            _ => return Inside.give(app, who, order).await,
        };
        let path = path_of(&order);
        let mut fields = order.fields;
        if person.is_none() {
            fields.remove("channel");
        }
        if let Who::Delegate(_, principal) = who {
            fields.insert("behalf".to_owned(), principal.as_str().into());
        }
        if let Some(happened) = order.happened {
            fields.insert("happened".to_owned(), happened.to_string().into());
        }
        let answer = call(app, Method::POST, By::person(person), &path, Some(fields)).await?;
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        let filed = text("number").zip(text("query_code"));
        let spoken = |name: &str| answer["spoken"][name].as_str().map(str::to_owned);
        let spoken = spoken("number").zip(spoken("password"));
        let filed = filed.map(|(number, query_code)| Filed {
            number,
            query_code,
            spoken,
        });
        let number = text("number");
        Ok(Given { number, filed })
    }

    async fn several(
        &self,
        app: &App,
        who: &Who,
        batch: Batch,
    ) -> Result<Vec<(String, String)>, Refusal> {
        let (Who::Staff(person) | Who::Delegate(person, _)) = who else {
            return Inside.several(app, who, batch).await;
        };
        let act = steps::ACTS.iter().find(|act| act.noun == batch.noun);
        let mut body = Map::new();
        body.insert("act".to_owned(), act.map_or("", |act| act.name).into());
        body.insert("batch".to_owned(), batch.name.into());
        body.insert("numbers".to_owned(), batch.numbers.into());
        body.insert("fields".to_owned(), batch.fields.into());
        let each = batch.each.into_iter();
        let each: Map<String, Value> = each.map(|(number, own)| (number, own.into())).collect();
        body.insert("each".to_owned(), each.into());
        if let Some(happened) = batch.happened {
            body.insert("happened".to_owned(), happened.to_string().into());
        }
        let by = By::Person(person);
        let answer = call(app, Method::POST, by, "/batches", Some(body)).await?;
        let items = answer["items"].as_array().into_iter().flatten();
        let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
        Ok(items
            .map(|item| (text(item, "outcome_zh"), text(item, "sentence")))
            .collect())
    }

    async fn hand_over(
        &self,
        app: &App,
        key: &str,
        report: Map<String, Value>,
    ) -> Result<Value, Refusal> {
        let path = "/partner/reports";
        call(app, Method::POST, By::System(key), path, Some(report)).await
    }

    async fn handed_over(&self, app: &App, key: &str, number: &str) -> Result<Value, Refusal> {
        let path = format!("/partner/reports/{number}");
        let told = call(app, Method::GET, By::System(key), &path, None).await;
        told.map_err(|refusal| match &*refusal.code {
            // A key that nobody gave out opens nothing, by either door.
            "signed-out" => Refusal::new("no-key", ""),
            _ => refusal,
        })
    }

    async fn by_code(
        &self,
        app: &App,
        code: &str,
        act: &str,
        fields: Map<String, Value>,
    ) -> Result<(), Refusal> {
        let known = steps::ACTS.iter().find(|known| known.name == act);
        let path = format!("/reports/own/{}", known.map_or("", |act| act.noun));
        let answer = call(app, Method::POST, By::Code(code), &path, Some(fields)).await;
        answer.map(drop)
    }

    async fn matter(&self, app: &App, person: &PersonId, number: &str) -> Result<Value, Refusal> {
        let path = format!("/matters/{number}");
        let mut page = call(app, Method::GET, By::Person(person), &path, None).await?;
        let offered = call(
            app,
            Method::GET,
            By::Person(person),
            &format!("{path}/acts"),
            None,
        )
        .await?;
        page["acts"] = offered["acts"].clone();
        let inside = Inside.matter(app, person, number).await?;
        let days = inside["clocks"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|clock| &clock["days"]);
        let clocks = page["clocks"].as_array_mut().into_iter().flatten();
        for (clock, days) in clocks.zip(days) {
            clock["days"] = days.clone();
        }
        // A notice for the clerk's page; over the API the act itself says where it belongs.
        page["above"] = inside["above"].clone();
        Ok(page)
    }

    async fn procedure(
        &self,
        app: &App,
        person: &PersonId,
        noun: Noun,
        number: &str,
    ) -> Result<Value, Refusal> {
        let path = format!("/{}/{number}", noun.plural());
        call(app, Method::GET, By::Person(person), &path, None).await
    }

    async fn trail(&self, app: &App, person: &PersonId, number: &str) -> Result<Value, Refusal> {
        call(
            app,
            Method::GET,
            By::Person(person),
            &format!("/matters/{number}/trail"),
            None,
        )
        .await
    }

    async fn book(
        &self,
        app: &App,
        person: &PersonId,
        filters: &[(&str, &str)],
    ) -> Result<Value, Refusal> {
        let pairs = filters
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let query = pairs.collect::<Vec<_>>().join("&");
        call(
            app,
            Method::GET,
            By::Person(person),
            &format!("/matters?{query}"),
            None,
        )
        .await
    }

    async fn status(&self, app: &App, code: &str) -> Result<Option<Value>, Refusal> {
        let path = format!("/reports/status?query_code={code}");
        match call(app, Method::GET, By::Anyone, &path, None).await {
            Ok(page) => Ok(Some(page)),
            Err(refusal) if refusal.code == "not-found" => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }
}

/// The address of an order.
fn path_of(order: &Order) -> String {
    let of_matter = steps::ACTS.iter().find(|act| act.name == order.act);
    let act = of_matter.or_else(|| office::steps::ACTS.iter().find(|act| act.name == order.act));
    let of_procedure = || procedure::noun::acts().find(|act| act.name == order.act);
    let noun = act.or_else(of_procedure).map_or("", |act| act.noun);
    match &order.subject {
        Subject::NewMatter
            if order
                .fields
                .get("channel")
                .is_some_and(|word| word == "web") =>
        {
            "/reports".to_owned()
        }
        Subject::NewMatter => "/matters".to_owned(),
        Subject::Matter(id) => format!("/matters/{id}/{noun}"),
        Subject::Number(number) => format!("/matters/{number}/{noun}"),
        Subject::Own => format!("/reports/own/{noun}"),
        Subject::Office => format!("/office/{noun}"),
        Subject::NewProcedure(of) => format!("/{}", of.plural()),
        Subject::ProcedureId(of, id) => format!("/{}/{id}/{noun}", of.plural()),
        Subject::Procedure(number) => {
            let of = number
                .parse::<procedure::Number>()
                .ok()
                .and_then(|number| number.noun());
            format!("/{}/{number}/{noun}", of.map_or("", Noun::plural))
        }
    }
}

/// Who calls.
#[derive(Debug, Clone, Copy)]
enum By<'a> {
    Person(&'a PersonId),
    /// Whoever holds a query code.
    Code(&'a str),
    /// Another system, with its key.
    System(&'a str),
    Anyone,
}

impl<'a> By<'a> {
    fn person(person: Option<&'a PersonId>) -> Self {
        person.map_or(Self::Anyone, Self::Person)
    }
}

/// Calls the API as a person who has just signed in, or as anyone.
async fn call(
    app: &App,
    method: Method,
    by: By<'_>,
    path: &str,
    body: Option<Map<String, Value>>,
) -> Result<Value, Refusal> {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"));
    if let By::Code(code) = by {
        request = request.header("query-code", code);
    }
    if let By::System(key) = by {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    if let By::Person(person) = by {
        let token = login::open_session(app, person)
            .await
            .map_err(app::Failure::from)?;
        request = request.header(header::AUTHORIZATION, format!("Bearer {}", token.0));
    }
    let body = match body {
        Some(fields) => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(Value::Object(fields).to_string())
        }
        None => Body::empty(),
    };
    let site = router(Site::new(app.clone(), Mode::Serve));
    let request = request
        .body(body)
        .map_err(|error| Refusal::new("fault", &error.to_string()))?;
    let Ok(response) = site.oneshot(request).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.map_err(|error| Refusal::new("fault", &error.to_string()))?;
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status.is_success() {
        Ok(value)
    } else {
        Err(refusal(status, &value))
    }
}

/// A problem document as a refusal.
fn refusal(status: StatusCode, problem: &Value) -> Refusal {
    let text = |name: &str| problem[name].as_str().unwrap_or_default();
    let errors = problem["errors"].as_array().map_or(&[][..], Vec::as_slice);
    if errors.is_empty() {
        let code = if text("code").is_empty() {
            status.as_str()
        } else {
            text("code")
        };
        return Refusal::new(code, text("detail"));
    }
    let part = |error: &'_ Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    let pairs: Vec<(String, String)> = errors
        .iter()
        .map(|error| (part(error, "field"), part(error, "sentence")))
        .collect();
    Refusal::invalid(
        pairs
            .iter()
            .map(|(field, sentence)| (&**field, &**sentence)),
    )
}

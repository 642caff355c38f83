//! Search (检索, S1-44): one box on every page, its results as a quiet list. What is sought comes in a form and stands
//! in no address: the page that shows results is named by a word that says nothing (T8).

use std::collections::BTreeMap;

use app::queries::search::{self, Field, Recent, Results};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/search/page.html")]
struct Page {
    spine: Spine,
    typed: String,
    /// The name of this search in addresses.
    at: String,
    results: Option<Results>,
    /// Why nothing was sought.
    wrong: Option<String>,
    recent: Vec<Recent>,
    fields: Vec<&'static str>,
}

const FORGOTTEN: &str = "检索词只保留半小时，请重新输入。";
const TOO_OFTEN: &str = "这一个小时里检索的次数太多了，请过一会儿再试。";

/// Keeps what was typed and leads to its results.
pub async fn seek(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let typed = sent.get("typed").unwrap_or_default().trim();
    search::begun(front.app(), &signed.person).await?;
    if typed.is_empty() {
        return Ok(Redirect::to("/desk/search").into_response());
    }
    if !front.limiter.may_search(signed.person.as_str()) {
        let page = Page::empty(&front, &signed, typed, Some(TOO_OFTEN)).await?;
        return Ok((StatusCode::TOO_MANY_REQUESTS, problem::html(&page)?).into_response());
    }
    // Longer ones are shown again with what is wrong, not cut in silence.
    let typed: String = typed.chars().take(TYPED_MAX).collect();
    let name = search::keep(front.app(), &signed.person, &typed).await?;
    Ok(Redirect::to(&format!("/desk/search?at={name}")).into_response())
}

/// Characters that are kept of what somebody typed.
const TYPED_MAX: usize = 200;

/// The box, or a page of results.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let Some(at) = query.get("at") else {
        let page = Page::empty(&front, &signed, "", None).await?;
        return Ok(problem::html(&page)?.into_response());
    };
    let Some(typed) = search::recall(app, person, at).await? else {
        let page = Page::empty(&front, &signed, "", Some(FORGOTTEN)).await?;
        return Ok(problem::html(&page)?.into_response());
    };
    let number = query.get("page").and_then(|page| page.parse().ok());
    let results = search::search(app, person, &typed, number.unwrap_or(1)).await?;
    let mut page = Page::empty(&front, &signed, &typed, None).await?;
    page.at.clone_from(at);
    page.wrong.clone_from(&results.wrong);
    page.results = Some(results).filter(|results| results.wrong.is_none());
    let status = match page.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok((status, problem::html(&page)?).into_response())
}

impl Page {
    async fn empty(
        front: &Shared,
        signed: &Signed,
        typed: &str,
        wrong: Option<&str>,
    ) -> Result<Self, Problem> {
        let recent = search::begun(front.app(), &signed.person).await?;
        Ok(Self {
            spine: Spine::new(front, signed, Here::Search),
            typed: typed.to_owned(),
            at: String::new(),
            results: None,
            wrong: wrong.map(str::to_owned),
            recent,
            fields: Field::ALL.iter().map(|(field, _)| field.zh()).collect(),
        })
    }
}

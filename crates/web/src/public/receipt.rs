//! The receipt (回执): number, query code, and the proof that the report cannot be lost unseen.
//!
//! The code is shown once (T7): the page goes on only when the reporter says it is written down.
//! Until then the page itself carries it, in its body and never in an address; nothing keeps it.

use app::Filed;
use app::evidence;
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::Moment;

use super::{Asked, Frame};
use crate::parts::Errors;
use crate::problem::{Problem, html, unexpected};
use crate::shell::sent::Sent;
use crate::site::{Front, Shared};

#[derive(Template)]
#[template(path = "public/receipt.html")]
struct Page {
    frame: Frame,
    errors: Errors,
    told: Told,
    /// The address of the status page, drawn; absent where the site does not know its address.
    qr: Option<String>,
}

#[derive(Template)]
#[template(path = "public/receipt_noted.html")]
struct NotedPage {
    frame: Frame,
    told: Told,
}

/// What the receipt says.
struct Told {
    number: String,
    code: String,
    leaf: String,
    on: String,
}

/// Shows the receipt of a report just filed.
pub fn show(front: &Front, frame: Frame, filed: Filed, now: Moment) -> Result<Response, Problem> {
    let told = Told {
        number: filed.number,
        code: filed.query_code,
        leaf: filed.receipt.leaf,
        on: now.on().to_string(),
    };
    page(front, frame, told, Errors::default())
}

/// Goes on when the code is written down; otherwise the same page again, nothing lost.
pub async fn confirm(
    State(front): State<Shared>,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let frame = Frame::of(&front, &asked.or_large(sent.get("type"))).await?;
    let text = |name: &str| {
        sent.get(name)
            .unwrap_or_default()
            .chars()
            .take(128)
            .collect()
    };
    let told = Told {
        number: text("number"),
        code: text("code"),
        leaf: text("leaf"),
        on: text("on"),
    };
    if sent.get("noted") == Some("yes") {
        return Ok(html(&NotedPage { frame, told })?.into_response());
    }
    let errors = Errors::one("noted", "请先记下查询码，再勾选“我已记下查询码”");
    page(&front, frame, told, errors)
}

/// A receipt has no address of its own.
pub async fn absent() -> Redirect {
    Redirect::to("/status")
}

/// The proof that a report is in the ledger, for anyone who holds its leaf (T19).
pub async fn proof(
    State(front): State<Shared>,
    Path(leaf): Path<String>,
) -> Result<Response, Problem> {
    let Some(proof) = evidence::receipt(front.app(), &leaf).await? else {
        let problem = Problem::of(StatusCode::NOT_FOUND);
        return Err(Problem {
            sentence: NOT_YET.to_owned(),
            ..problem
        });
    };
    Ok((
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        proof.text,
    )
        .into_response())
}

const NOT_YET: &str =
    "还没有查到这条存证。举报收到后约一分钟编入存证账，请稍后再试，并核对存证摘要。";

fn page(front: &Front, frame: Frame, told: Told, errors: Errors) -> Result<Response, Problem> {
    let draw = |address: &String| {
        papers::qr::svg(&format!("{address}/status"), "查询页面的二维码")
            .map_err(|error| unexpected(&error.to_string()))
    };
    let qr = front.site.address.as_ref().map(draw).transpose()?;
    let Html(text) = html(&Page {
        frame,
        errors,
        told,
        qr,
    })?;
    Ok(Html(text).into_response())
}

impl Told {
    /// The code in groups of four.
    fn groups(&self) -> Vec<&str> {
        self.code
            .split(['-', ' '])
            .filter(|group| !group.is_empty())
            .collect()
    }
}

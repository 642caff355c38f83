//! What a failed request is answered with: mapped once, from [`app::Failure`] to a page or to a
//! problem document (RFC 9457).
//!
//! A refusal says what is missing and who can do it. A fault is logged here, once, with its whole
//! chain; the person sees a reference.

use std::collections::hash_map::RandomState;
use std::error::Error;
use std::hash::BuildHasher;

use app::office_program::PdfFailure;
use app::{Failure, Fault};
use askama::Template;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use casework::form::FieldError;
use serde_json::json;

use crate::public::Frame;

/// Why a request was not done, ready to be told.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// Permanent name for programs: `not-found`, `unit-accused`.
    pub code: &'static str,
    /// Heading of the page.
    pub title: &'static str,
    /// What is missing and who can do it.
    pub sentence: String,
    /// Fields filled wrongly.
    pub errors: Vec<FieldError>,
    /// What to tell the office's technicians; faults only.
    pub reference: Option<String>,
}

impl Problem {
    /// The problem that a bare status stands for.
    pub fn of(status: StatusCode) -> Self {
        let (code, title, sentence) = match status {
            StatusCode::UNAUTHORIZED => ("signed-out", "请先登录", "登录后再试。"),
            StatusCode::FORBIDDEN => (
                "foreign-form",
                "没有接受这次提交",
                "这次提交不是从本网站的页面发出的。请从首页进入，重新填写。",
            ),
            StatusCode::NOT_FOUND => (
                "not-found",
                "没有找到这一页",
                "网址可能抄漏了字，或者这一页已经不在了。",
            ),
            StatusCode::METHOD_NOT_ALLOWED => (
                "method-not-allowed",
                "这一页不能这样打开",
                "请回到首页，从页面上的按钮进入。",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                "too-large",
                "提交的内容太大",
                "请返回上一页，减少文字，或者把附件压缩、分开后再提交。",
            ),
            StatusCode::TOO_MANY_REQUESTS => (
                "too-many",
                "提交得太频繁",
                "请过十分钟再试。已经提交的内容不受影响。",
            ),
            status if status.is_client_error() => (
                "unreadable",
                "提交的内容无法识别",
                "请返回上一页，检查后重新提交。",
            ),
            _ => (
                "fault",
                "这一页没有打开",
                "是我们这边出了问题，不是您的操作有误。请返回上一页再试一次。",
            ),
        };
        Self {
            status,
            code,
            title,
            sentence: sentence.to_owned(),
            errors: Vec::new(),
            reference: None,
        }
    }

    fn told(status: StatusCode, code: &'static str, title: &'static str, sentence: String) -> Self {
        Self {
            status,
            code,
            title,
            sentence,
            errors: Vec::new(),
            reference: None,
        }
    }
}

impl From<PdfFailure> for Problem {
    fn from(failure: PdfFailure) -> Self {
        if let PdfFailure::Failed(error) = &failure {
            tracing::error!(%error, "the office program made no PDF");
        }
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::told(status, "no-pdf", "没有生成 PDF", format!("{failure}。"))
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let sentence = failure.to_string();
        match failure {
            Failure::NotFound => {
                let sentence = format!("{sentence}。请核对编号。");
                Self {
                    sentence,
                    ..Self::of(StatusCode::NOT_FOUND)
                }
            }
            Failure::Forbidden { .. } => {
                let sentence = format!("{sentence}。如确需办理，请联系本机关负责人调整岗位。");
                Self::told(
                    StatusCode::FORBIDDEN,
                    "forbidden",
                    "您不能进行这一步",
                    sentence,
                )
            }
            Failure::Refused(refused) => {
                let (status, code) = (StatusCode::CONFLICT, refused.0.code);
                Self::told(
                    status,
                    code,
                    "这一步现在不能进行",
                    refused.0.sentence.to_owned(),
                )
            }
            Failure::Invalid(errors) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                let problem = Self::told(status, "invalid", "有内容需要更正", sentence);
                Self { errors, ..problem }
            }
            Failure::Conflict => {
                Self::told(StatusCode::CONFLICT, "conflict", "没有提交成功", sentence)
            }
            Failure::AlreadyClaimed { .. } => Self::told(
                StatusCode::CONFLICT,
                "already-claimed",
                "已经提交过",
                sentence,
            ),
            Failure::Fault(fault) => fault.into(),
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let mut chain = vec![fault.to_string()];
        let mut source = fault.source();
        while let Some(error) = source {
            chain.push(error.to_string());
            source = error.source();
        }
        unexpected(&chain.join(": "))
    }
}

/// A technical fault: logged once, told by its reference only.
pub fn unexpected(what: &str) -> Problem {
    let drawn = RandomState::new().hash_one(what);
    let reference = format!("{:08X}", drawn >> 32);
    tracing::error!(reference, what, "a request failed");
    Problem {
        reference: Some(reference),
        ..Problem::of(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    /// Leaves the words to the shell, which knows by the path who is asking.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem/public.html")]
struct PublicPage<'a> {
    frame: Frame,
    problem: &'a Problem,
}

#[derive(Template)]
#[template(path = "problem/desk.html")]
struct DeskPage<'a> {
    problem: &'a Problem,
}

/// The problem as a page for citizens.
pub(crate) fn public_page(problem: &Problem, frame: Frame) -> Response {
    page(problem, &PublicPage { frame, problem })
}

/// The problem as a page for staff.
pub(crate) fn desk_page(problem: &Problem) -> Response {
    page(problem, &DeskPage { problem })
}

fn page(problem: &Problem, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (problem.status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the page of a problem does not render");
            problem.status.into_response()
        }
    }
}

/// The problem as a document for programs.
pub(crate) fn document(problem: &Problem) -> Response {
    let body = json!({
        "type": format!("urn:jianjian:problem:{}", problem.code),
        "title": problem.title,
        "status": problem.status.as_u16(),
        "code": problem.code,
        "detail": problem.sentence,
        "errors": problem.errors,
        "reference": problem.reference,
    });
    let media_type = [(header::CONTENT_TYPE, "application/problem+json")];
    (problem.status, media_type, Json(body)).into_response()
}

/// A template as an answer. Rendering fails only when memory does, and is then a fault.
pub(crate) fn html(template: &impl Template) -> Result<Html<String>, Problem> {
    template
        .render()
        .map(Html)
        .map_err(|error| unexpected(&error.to_string()))
}

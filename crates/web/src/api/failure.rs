//! Failures as problem documents (RFC 9457). What is wrong is mapped in [`crate::problem`]; here it
//! only gets its form.

use app::{Failure, Fault};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::form::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// Why a call was not done.
#[derive(Debug)]
pub struct Failed {
    problem: Box<Problem>,
    /// The refused act, where an act was refused.
    act: Option<&'static str>,
}

/// A failure: what is wrong, in one sentence for people and one permanent name for programs.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// Permanent name: `urn:jianjian:problem:not-found`, `urn:jianjian:refused:route:unit-accused`.
    r#type: String,
    /// Heading, in Chinese.
    title: &'static str,
    /// The status, as in the response.
    status: u16,
    /// The last part of the type.
    code: &'static str,
    /// What is missing and who can do it, in Chinese.
    detail: String,
    /// What is wrong with which field; empty unless the status is 422.
    errors: Vec<FieldProblem>,
    /// What to tell the office's technicians; only where the status is 500.
    #[schema(required)]
    reference: Option<String>,
}

/// What is wrong with a field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Its full name: `leads.0.subject`.
    field: String,
    /// What is wrong, in Chinese.
    sentence: String,
}

impl Failed {
    /// The body is no JSON object.
    pub fn unreadable(sentence: &str) -> Self {
        Self::told(
            StatusCode::BAD_REQUEST,
            "unreadable",
            "请求无法识别",
            sentence,
        )
    }

    /// The body is not of the media type that was asked for.
    pub fn media_type() -> Self {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        let sentence = "请求体须为 JSON，并注明 Content-Type: application/json。";
        Self::told(status, "media-type", "不支持这种格式", sentence)
    }

    /// The body is larger than any of ours.
    pub fn too_large() -> Self {
        let sentence = "请减少文字，或者把附件压缩、分开后再提交。";
        Self::told(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "提交的内容太大",
            sentence,
        )
    }

    /// No session, or one that has ended: nobody learns which.
    pub fn signed_out() -> Self {
        let sentence = "没有登录，或登录已失效，请重新登录。";
        Self::told(StatusCode::UNAUTHORIZED, "signed-out", "请先登录", sentence)
    }

    /// Too often (T23). Pages only put a question then; a program waits.
    pub fn too_many() -> Self {
        Problem::of(StatusCode::TOO_MANY_REQUESTS).into()
    }

    /// A field is filled wrongly.
    pub fn field(field: &str, sentence: &str) -> Self {
        let error = FieldError {
            field: field.to_owned(),
            sentence: sentence.to_owned(),
        };
        Failure::Invalid(vec![error]).into()
    }

    /// It is not there, or may not be known of.
    pub fn not_found() -> Self {
        Failure::NotFound.into()
    }

    /// A failure in words of its own.
    pub fn told(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        sentence: &str,
    ) -> Self {
        Self::from(Problem {
            code,
            title,
            sentence: sentence.to_owned(),
            ..Problem::of(status)
        })
    }
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            act: None,
        }
    }
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        Problem::from(fault).into()
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        let act = match &failure {
            Failure::Refused(refused) => Some(refused.0.act),
            _ => None,
        };
        Self {
            problem: Box::new(failure.into()),
            act,
        }
    }
}

impl From<Failed> for ProblemDocument {
    fn from(Failed { problem, act }: Failed) -> Self {
        let problem = *problem;
        let errors = problem.errors.into_iter();
        Self {
            r#type: match act {
                Some(act) => format!("urn:jianjian:refused:{act}:{}", problem.code),
                None => format!("urn:jianjian:problem:{}", problem.code),
            },
            title: problem.title,
            status: problem.status.as_u16(),
            code: problem.code,
            detail: problem.sentence,
            errors: errors
                .map(|FieldError { field, sentence }| FieldProblem { field, sentence })
                .collect(),
            reference: problem.reference,
        }
    }
}

/// Seconds after which an allowance has grown again.
const RETRY_AFTER: &str = "600";

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let status = self.problem.status;
        let also: Option<(HeaderName, &str)> = match status {
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            StatusCode::TOO_MANY_REQUESTS => Some((header::RETRY_AFTER, RETRY_AFTER)),
            _ => None,
        };
        let media_type = [(header::CONTENT_TYPE, "application/problem+json")];
        let body = axum::Json(ProblemDocument::from(self));
        let also = also.map(|header| [header]);
        match also {
            Some(also) => (status, also, media_type, body).into_response(),
            None => (status, media_type, body).into_response(),
        }
    }
}

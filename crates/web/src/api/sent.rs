//! What a request brings: the caller's session, a JSON object, a part of the path, the query string.
//! Whatever cannot be read is answered as a problem, never by the framework.

use app::login;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use casework::PersonId;
use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::failure::Failed;
use crate::site::Shared;

/// The person who calls, by the session that the bearer token names.
pub struct Caller {
    /// Who.
    pub person: PersonId,
    /// The session's token.
    pub token: String,
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Failed> {
        let token = bearer(&parts.headers).ok_or_else(Failed::signed_out)?;
        let session = login::session(front.app(), token).await?;
        let session = session.ok_or_else(Failed::signed_out)?;
        Ok(Self {
            person: session.person,
            token: token.to_owned(),
        })
    }
}

/// The partner system that calls, by its key.
pub struct PartnerCaller(pub app::partners::Partner);

impl FromRequestParts<Shared> for PartnerCaller {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Failed> {
        let key = bearer(&parts.headers).ok_or_else(Failed::signed_out)?;
        let partner = app::partners::of_key(front.app(), key).await?;
        partner.map(Self).ok_or_else(Failed::signed_out)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The JSON object of a body; an empty body is an object without members.
pub struct Sent(pub Map<String, Value>);

impl FromRequest<Shared> for Sent {
    type Rejection = Failed;

    async fn from_request(request: Request, front: &Shared) -> Result<Self, Failed> {
        let is_json = is_json(request.headers());
        let bytes =
            Bytes::from_request(request, front)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Failed::too_large(),
                    _ => Failed::unreadable("没有收到完整的请求体，请重新提交。"),
                })?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Self(Map::new()));
        }
        if !is_json {
            return Err(Failed::media_type());
        }
        // A depth limit of the parser stops a body that would exhaust the stack.
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(map)) if !map.iter().any(has_null_character) => Ok(Self(map)),
            Ok(Value::Object(_)) => Err(Failed::unreadable("内容里有空字符（U+0000），请删去。")),
            Ok(_) => Err(Failed::unreadable("请求体须为一个 JSON 对象。")),
            Err(_) => Err(Failed::unreadable("请求体不是有效的 JSON。")),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = media_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// PostgreSQL keeps no text with U+0000, and no office writes one.
fn has_null_character((name, value): (&String, &Value)) -> bool {
    let inside = match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values
            .iter()
            .any(|value| has_null_character((&String::new(), value))),
        Value::Object(map) => map.iter().any(has_null_character),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    };
    inside || name.contains('\0')
}

impl Sent {
    /// A text that must be there.
    pub fn text(&self, name: &str, sentence: &str) -> Result<&str, Failed> {
        let text = self
            .0
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty());
        text.ok_or_else(|| Failed::field(name, sentence))
    }

    /// Takes out in whose name an act is performed (授权、代签), if it says so.
    pub fn take_behalf(&mut self) -> Result<Option<PersonId>, Failed> {
        let Some(value) = self.0.remove("behalf").filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        let named = value.as_str().filter(|text| !text.trim().is_empty());
        let sentence = "请填写授权人的登录名，或者不填";
        named
            .map(|text| Some(PersonId::from(text.trim())))
            .ok_or_else(|| Failed::field("behalf", sentence))
    }

    /// Takes out when an act happened, if it says so.
    pub fn take_happened(&mut self) -> Result<Option<DateTime>, Failed> {
        let Some(value) = self.0.remove("happened").filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        let time = value.as_str().and_then(|text| text.trim().parse().ok());
        let sentence = "请按“2026-02-06T09:30”的格式填写日期和时间";
        time.map(Some)
            .ok_or_else(|| Failed::field("happened", sentence))
    }
}

/// The one variable part of a path. What no number or hash can be is not found.
pub struct Part(pub String);

impl FromRequestParts<Shared> for Part {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Failed> {
        let found = Path::<String>::from_request_parts(parts, front).await;
        let Path(part) = found.map_err(|_| Failed::not_found())?;
        if part.contains(char::is_control) {
            Err(Failed::not_found())
        } else {
            Ok(Self(part))
        }
    }
}

/// The query string's pairs, in order.
pub struct Asked(Vec<(String, String)>);

impl FromRequestParts<Shared> for Asked {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Failed> {
        let unreadable = || Failed::unreadable("网址中问号以后的部分无法识别。");
        let found = Query::<Vec<(String, String)>>::from_request_parts(parts, front).await;
        let Query(pairs) = found.map_err(|_| unreadable())?;
        let is_odd = |(name, value): &(String, String)| {
            name.contains(char::is_control) || value.contains(char::is_control)
        };
        if pairs.iter().any(is_odd) {
            Err(unreadable())
        } else {
            Ok(Self(pairs))
        }
    }
}

impl Asked {
    /// A value, unless it is empty; the first where a name stands twice.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }

    /// The pairs that are not empty.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        pairs.filter(|(_, value)| !value.is_empty())
    }
}

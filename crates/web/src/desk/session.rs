//! Who is signed in. Every route of the desk but its doors lies behind [`require`]: a handler cannot
//! forget to ask (T24).

use app::login;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use casework::PersonId;

use crate::desk::matters::encoded;
use crate::problem::Problem;
use crate::site::Shared;

/// The person of a session that stands open.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who.
    pub person: PersonId,
    /// The session's own token, to end it.
    pub token: String,
    /// When it was opened, milliseconds UTC.
    pub since: i64,
    /// When it ends at the latest, milliseconds UTC.
    pub until: i64,
    /// Whether the person wants the desk in large type (大字).
    pub large: bool,
}

/// Lets a request pass for a signed-in person; leads everybody else to the door.
pub async fn require(State(front): State<Shared>, mut request: Request, next: Next) -> Response {
    let Some(token) = token(&front, request.headers()) else {
        return to_door(&request);
    };
    match login::session(front.app(), &token).await {
        Ok(Some(session)) => {
            let (since, until) = (session.created_at, session.expires_at);
            let signed = Signed {
                person: session.person,
                token,
                since,
                until,
                large: cookie(request.headers(), LARGE).is_some(),
            };
            request.extensions_mut().insert(signed);
            next.run(request).await
        }
        Ok(None) => (clearing(&front), Redirect::to("/desk/ended")).into_response(),
        Err(fault) => Problem::from(fault).into_response(),
    }
}

/// The login page, which leads back to where the person was going; a form that was sent is lost.
fn to_door(request: &Request) -> Response {
    let wanted = request
        .uri()
        .path_and_query()
        .map_or("/desk", |wanted| wanted.as_str());
    if request.method() == Method::GET && wanted != "/desk" {
        return Redirect::to(&format!("/desk/login?to={}", encoded(wanted))).into_response();
    }
    Redirect::to("/desk/login").into_response()
}

/// Where a person may be led after signing in: a page of the desk, nowhere else.
pub fn inside(wanted: &str) -> &str {
    let is_inside = wanted == "/desk" || wanted.starts_with("/desk/");
    let is_plain = wanted
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_inside && is_plain && !wanted.contains("//") {
        wanted
    } else {
        "/desk"
    }
}

/// The name of the cookie: under TLS the browser itself makes sure that no other host sets it.
fn cookie_name(front: &Shared) -> &'static str {
    if front.site.is_tls() {
        "__Host-session"
    } else {
        "session"
    }
}

/// The token a request carries.
pub fn token(front: &Shared, headers: &HeaderMap) -> Option<String> {
    cookie(headers, cookie_name(front))
}

/// The cookie that remembers large type in a browser; it is set behind the login only (T8).
const LARGE: &str = "large";

/// The headers that write the desk large or as usual in this browser, until it is closed.
pub fn written(front: &Shared, large: bool) -> HeaderMap {
    let (value, age) = if large {
        ("1", "")
    } else {
        ("", "; Max-Age=0")
    };
    set(front, LARGE, value, age)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(known, _)| known.trim() == name);
    found
        .map(|(_, value)| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// The headers that begin a session in the browser: for this browser window, for this site alone.
pub fn beginning(front: &Shared, token: &str) -> HeaderMap {
    set(front, cookie_name(front), token, "")
}

/// The headers that end it.
pub fn clearing(front: &Shared) -> HeaderMap {
    set(front, cookie_name(front), "", "; Max-Age=0")
}

fn set(front: &Shared, name: &str, value: &str, age: &str) -> HeaderMap {
    let secure = if front.site.is_tls() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}");
    let mut headers = HeaderMap::new();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_out_of_the_desk() {
        assert_eq!(
            inside("/desk/matters?stage=received"),
            "/desk/matters?stage=received"
        );
        for wanted in [
            "https://example.invalid",
            "//example.invalid",
            "/desk/..//x",
            "/deskx",
            "",
            "/desk/\\x",
        ] {
            assert_eq!(inside(wanted), "/desk", "{wanted}");
        }
    }
}

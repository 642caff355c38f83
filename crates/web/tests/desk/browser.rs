//! A browser without script: it keeps the session's cookie, fills forms and presses buttons.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use std::sync::Mutex;
use tower::ServiceExt;

use super::page::{Form, check_page, form_to};

/// A browser of one person.
pub struct Browser {
    router: Router,
    cookie: Mutex<Option<String>>,
}

/// What the site answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

/// A form being filled.
#[derive(Debug, Clone)]
pub struct Filling {
    pub form: Form,
    files: Vec<(String, Vec<u8>)>,
}

impl Browser {
    pub fn on(router: Router) -> Self {
        Self {
            router,
            cookie: Mutex::default(),
        }
    }

    /// A browser that came by a cookie.
    pub fn holding(router: Router, cookie: String) -> Self {
        Self {
            router,
            cookie: Mutex::new(Some(cookie)),
        }
    }

    /// Sends what a page of another site would send.
    pub async fn post_from_elsewhere(&self, path: &str, pairs: &[(String, String)]) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, encoded(pairs).into()).await
    }

    pub fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap().clone()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::builder().uri(path), Body::empty()).await
    }

    /// Opens a page that must be there and in order.
    pub async fn open(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        check_page(&answer.body);
        answer
    }

    pub async fn post(&self, path: &str, pairs: &[(String, String)]) -> Answer {
        let request =
            posting(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, encoded(pairs).into()).await
    }

    /// Sends a form by one of its buttons; without a name, by the main one.
    pub async fn submit(&self, filling: &Filling, (name, value): (&str, &str)) -> Answer {
        let mut pairs = filling.form.pairs.clone();
        if !name.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        if !filling.form.is_multipart {
            return self.post(&filling.form.action, &pairs).await;
        }
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = posting(&filling.form.action).header(header::CONTENT_TYPE, kind);
        self.send(request, multipart(&pairs, &filling.files).into())
            .await
    }

    /// Sends a form that is carried out, and opens the page it leads to.
    pub async fn done(&self, filling: &Filling) -> Answer {
        let answer = self.submit(filling, ("", "")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.errors());
        self.open(answer.location()).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookie = self.cookie();
        let request = match &cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (head, body) = response.into_parts();
        for set in head.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let ended = pair.ends_with('=');
            *self.cookie.lock().unwrap() = (!ended).then(|| pair.to_owned());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: head.status,
            headers: head.headers,
            bytes,
            body,
        }
    }
}

fn posting(path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, "jubao.example.invalid")
        .header("sec-fetch-site", "same-origin")
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// The form sent to an address.
    pub fn form(&self, action: &str) -> Filling {
        let form = form_to(&self.body, action);
        let form = form.unwrap_or_else(|| panic!("no form to {action} in {}", self.body));
        Filling {
            form,
            files: Vec::new(),
        }
    }

    /// The error summary, for messages of tests.
    pub fn errors(&self) -> &str {
        let start = self.body.find("class=\"errors\"").unwrap_or(0);
        let end = self.body[start..]
            .find("</div>")
            .map_or(self.body.len(), |end| start + end);
        &self.body[start..end]
    }
}

impl Filling {
    /// Fills a control that the form has; of a list only what it offers.
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        assert!(
            self.form.names.contains(name),
            "no field {name} in {:?}",
            self.form.names
        );
        let offered: Vec<_> = self
            .form
            .choices
            .iter()
            .filter(|(known, _)| known == name)
            .collect();
        let open = offered.is_empty() || offered.iter().any(|(_, known)| known == value);
        assert!(open, "{name} does not offer {value}: {offered:?}");
        self.form.pairs.retain(|(known, _)| known != name);
        self.form.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn fill_all(self, pairs: &[(&str, &str)]) -> Self {
        pairs
            .iter()
            .fold(self, |filling, (name, value)| filling.fill(name, value))
    }

    pub fn choose_file(mut self, name: &str, bytes: &[u8]) -> Self {
        assert!(self.form.is_multipart);
        self.files.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// What stands in a control.
    pub fn value(&self, name: &str) -> &str {
        let found = self.form.pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }
}

pub fn encoded(pairs: &[(String, String)]) -> String {
    let escape = |text: &str| {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        text.replace('\n', "\r\n")
            .bytes()
            .map(byte)
            .collect::<String>()
    };
    let pair = |(name, value): &(String, String)| format!("{}={}", escape(name), escape(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

const BOUNDARY: &str = "----0123456789";

fn multipart(pairs: &[(String, String)], files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        let head =
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    let none = [(String::new(), Vec::new())];
    for (name, bytes) in if files.is_empty() { &none[..] } else { files } {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

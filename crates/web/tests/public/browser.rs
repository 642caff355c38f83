//! A browser without script: it follows links, fills the form of the page and presses its buttons.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

use super::html::{Form, form_of};

/// A browser.
pub struct Browser {
    router: Router,
}

/// What the site answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// A page with its form, being filled.
pub struct Filling {
    pub answer: Answer,
    pub form: Form,
    files: Vec<(String, Vec<u8>)>,
}

impl Browser {
    pub fn on(router: Router) -> Self {
        Self { router }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Answer {
            status: head.status,
            headers: head.headers,
            body,
        }
    }

    pub async fn open(&self, path: &str) -> Filling {
        self.get(path).await.filling()
    }

    /// Presses a button: `("go", "back")`.
    pub async fn press(&self, page: Filling, button: (&str, &str)) -> Filling {
        self.submit(page, button).await.filling()
    }

    pub async fn submit(&self, page: Filling, (name, value): (&str, &str)) -> Answer {
        let mut pairs = page.form.pairs.clone();
        if !name.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        let request = Request::builder()
            .method(Method::POST)
            .uri(&page.form.action)
            .header(header::HOST, "jubao.example.invalid")
            .header("sec-fetch-site", "same-origin");
        let request = if page.form.is_multipart {
            let kind = format!("multipart/form-data; boundary={BOUNDARY}");
            let body = multipart(&pairs, &page.files);
            request.header(header::CONTENT_TYPE, kind).body(body.into())
        } else {
            let kind = "application/x-www-form-urlencoded";
            request
                .header(header::CONTENT_TYPE, kind)
                .body(encoded(&pairs).into())
        };
        self.send(request.unwrap()).await
    }
}

impl Answer {
    pub fn filling(self) -> Filling {
        let form = form_of(&self.body);
        Filling {
            form,
            answer: self,
            files: Vec::new(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }
}

impl Filling {
    /// Fills a field that the page has.
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        assert!(
            self.form.names.iter().any(|known| known == name),
            "no field {name}"
        );
        self.form.pairs.retain(|(known, _)| known != name);
        self.form.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn choose_file(mut self, name: &str, bytes: &[u8]) -> Self {
        assert!(self.form.is_multipart);
        self.files.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// What stands in a field, hidden or not.
    pub fn value(&self, name: &str) -> &str {
        let found = self.form.pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn h1(&self) -> &str {
        self.answer
            .body
            .split_once("<h1>")
            .unwrap()
            .1
            .split_once("</h1>")
            .unwrap()
            .0
    }

    pub fn title(&self) -> &str {
        self.answer
            .body
            .split_once("<title>")
            .unwrap()
            .1
            .split_once("</title>")
            .unwrap()
            .0
    }
}

fn encoded(pairs: &[(String, String)]) -> String {
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

/// Hidden fields come before the chooser and the button after it, as in the page.
fn multipart(pairs: &[(String, String)], files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (button, fields) = pairs.split_last().unwrap();
    let mut body = Vec::new();
    let text = |body: &mut Vec<u8>, (name, value): &(String, String)| {
        let part = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    };
    for pair in fields {
        text(&mut body, pair);
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
    text(&mut body, button);
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

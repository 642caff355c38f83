//! A browser without script: it keeps its cookie, fills the forms of a page and presses buttons.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use std::sync::Mutex;
use tower::ServiceExt;

use super::body::{BOUNDARY, encoded, multipart};
use super::page::{Form, check_page, form_of, form_to};

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

/// A page with a form of it, being filled.
#[derive(Debug, Clone)]
pub struct Filling {
    pub answer: Answer,
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
        self.send(request.body(encoded(pairs).into()).unwrap())
            .await
    }

    pub fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap().clone()
    }

    /// Keeps a cookie beside those of other names, or drops it when it is emptied.
    fn keep(&self, pair: &str) {
        let name = pair.split_once('=').unwrap().0;
        let mut kept = self.cookie.lock().unwrap();
        let others = kept.as_deref().unwrap_or_default().split("; ");
        let of_name = |known: &&str| {
            known
                .split_once('=')
                .is_some_and(|(known, _)| known == name)
        };
        let mut pairs: Vec<&str> = others.filter(|p| !p.is_empty() && !of_name(p)).collect();
        if !pair.ends_with('=') {
            pairs.push(pair);
        }
        let pairs = pairs.join("; ");
        *kept = (!pairs.is_empty()).then_some(pairs);
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap())
            .await
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
        self.send(request.body(encoded(pairs).into()).unwrap())
            .await
    }

    /// Opens a page to fill its form.
    pub async fn visit(&self, path: &str) -> Filling {
        self.get(path).await.filling()
    }

    /// Presses a button of a page, `("go", "back")`, to fill the form of the next one.
    pub async fn press(&self, page: Filling, button: (&str, &str)) -> Filling {
        self.submit(&page, button).await.filling()
    }

    /// Sends a form by one of its buttons; without a name, by the main one.
    pub async fn submit(&self, filling: &Filling, (name, value): (&str, &str)) -> Answer {
        let form = &filling.form;
        let button = (!name.is_empty()).then(|| (name.to_owned(), value.to_owned()));
        if !form.is_multipart {
            let pairs: Vec<_> = form.pairs.iter().cloned().chain(button).collect();
            return self.post(&form.action, &pairs).await;
        }
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let body = multipart(&form.pairs, &filling.files, button.as_ref());
        let request = posting(&form.action).header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Sends a form that is carried out, and opens the page it leads to.
    pub async fn done(&self, filling: &Filling) -> Answer {
        let answer = self.submit(filling, ("", "")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.errors());
        self.open(answer.location()).await
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = self.cookie() {
            let cookie = cookie.parse().unwrap();
            request.headers_mut().insert(header::COOKIE, cookie);
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        for set in head.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.keep(pair);
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

    /// Where it leads, without what is said of what was done: the address of what a form opened.
    pub fn landed(&self) -> &str {
        self.location().split('?').next().unwrap_or_default()
    }

    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// The form sent to an address.
    pub fn form(&self, action: &str) -> Filling {
        let form = form_to(&self.body, action);
        let form = form.unwrap_or_else(|| panic!("no form to {action} in {}", self.body));
        self.clone().with(form)
    }

    /// The first form of the page, empty where it has none.
    pub fn filling(self) -> Filling {
        let form = form_of(&self.body).unwrap_or_default();
        self.with(form)
    }

    fn with(self, form: Form) -> Filling {
        Filling {
            answer: self,
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

    /// What stands in a control, hidden or not.
    pub fn value(&self, name: &str) -> &str {
        let found = self.form.pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn h1(&self) -> &str {
        self.between("<h1>", "</h1>")
    }

    pub fn title(&self) -> &str {
        self.between("<title>", "</title>")
    }

    fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.answer.body.split_once(start).unwrap();
        rest.split_once(end).unwrap().0
    }
}

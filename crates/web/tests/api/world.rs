//! An invented office behind the router: a province and two counties. Every name is made up.

use app::moment::HandClock;
use app::testing::{Person, SmallOffice};
use app::{App, login};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use casework::PersonId;
use jianjian_web::{Allowance, Limits, Mode, Site, router};
use serde_json::Value;
use std::sync::Arc;
use store::Store;
use tower::ServiceExt;

/// Units: id, name, kind, level, parent, region.
pub const UNITS: [[&str; 6]; 7] = [
    [
        "prov",
        "云岭省纪委监委",
        "commission",
        "province",
        "",
        "330000",
    ],
    [
        "prov-petition",
        "云岭省纪委监委信访室",
        "petition-office",
        "province",
        "prov",
        "330000",
    ],
    [
        "county-a",
        "甘泉县纪委监委",
        "commission",
        "county",
        "prov",
        "330681",
    ],
    [
        "county-a-petition",
        "甘泉县纪委监委信访室",
        "petition-office",
        "county",
        "county-a",
        "330681",
    ],
    [
        "county-a-inquiry",
        "甘泉县纪委监委监督检查室",
        "supervision-office",
        "county",
        "county-a",
        "330681",
    ],
    [
        "county-b",
        "石桥县纪委监委",
        "commission",
        "county",
        "prov",
        "330682",
    ],
    [
        "county-b-petition",
        "石桥县纪委监委信访室",
        "petition-office",
        "county",
        "county-b",
        "330682",
    ],
];

/// People: id, name, unit, role.
pub const PEOPLE: [Person; 11] = [
    ["prov-clerk", "欧阳一禾", "prov-petition", "clerk"],
    ["prov-clerk-2", "欧阳又禾", "prov-petition", "clerk"],
    ["prov-head", "欧阳二川", "prov-petition", "petition-head"],
    ["prov-leader", "欧阳三省", "prov", "leader"],
    ["county-a-clerk", "司马一禾", "county-a-petition", "clerk"],
    [
        "county-a-head",
        "司马二川",
        "county-a-petition",
        "petition-head",
    ],
    ["county-a-leader", "司马三省", "county-a", "leader"],
    ["county-a-principal", "司马四维", "county-a", "principal"],
    [
        "county-a-handler",
        "司马六合",
        "county-a-inquiry",
        "handler",
    ],
    ["county-b-clerk", "诸葛一禾", "county-b-petition", "clerk"],
    ["admin", "欧阳七星", "prov", "system-admin"],
];

/// The office, running.
pub struct World {
    /// The application.
    pub app: App,
    /// The time.
    pub clock: Arc<HandClock>,
    router: Router,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its media type without parameters; empty without one.
    pub media_type: String,
    /// Its body.
    pub text: String,
}

impl World {
    /// The office on a fresh store, with allowances that no test reaches.
    pub async fn on(store: Store) -> Self {
        let plenty = Allowance::of(1_000_000, 1_000_000);
        let limits = Limits {
            steps: plenty,
            files: plenty,
            reports: plenty,
            lookups: plenty,
            office: plenty,
            ..Limits::default()
        };
        Self::with(store, limits).await
    }

    /// The office with some allowances.
    pub async fn with(store: Store, limits: Limits) -> Self {
        let units = UNITS.map(|[id, name, kind, level, parent, region]| {
            [id, name, kind, level, parent, region, name]
        });
        let SmallOffice { app, clock } = SmallOffice::found_with(store, &units, &PEOPLE).await;
        let site = Site {
            limits,
            ..Site::new(app.clone(), Mode::Serve)
        };
        Self {
            app,
            clock,
            router: router(site),
        }
    }

    /// A bearer token of a person.
    pub async fn token(&self, person: &str) -> String {
        login::open_session(&self.app, &PersonId::from(person))
            .await
            .unwrap()
            .0
    }

    /// Calls with any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let media_type = headers
            .get(header::CONTENT_TYPE)
            .map_or("", |kind| kind.to_str().unwrap());
        let media_type = media_type.split(';').next().unwrap_or_default().to_owned();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        Answer {
            status,
            headers,
            media_type,
            text,
        }
    }

    /// Reads, as a person or as anyone.
    pub async fn get(&self, person: Option<&str>, path: &str) -> Answer {
        let request = self.request("GET", person, path).await;
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Posts a JSON object, as a person or as anyone.
    pub async fn post(&self, person: Option<&str>, path: &str, body: Value) -> Answer {
        let request = self.request("POST", person, path).await;
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    async fn request(
        &self,
        method: &str,
        person: Option<&str>,
        path: &str,
    ) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        match person {
            Some(person) => {
                let token = self.token(person).await;
                request.header(header::AUTHORIZATION, format!("Bearer {token}"))
            }
            None => request,
        }
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body as JSON, after it succeeded.
    pub fn done(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.media_type, "application/json");
        self.json()
    }

    /// The problem's type, after it failed with a status.
    pub fn problem(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.media_type, "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        problem["type"].as_str().unwrap().to_owned()
    }

    /// The names of fields filled wrongly.
    pub fn wrong_fields(&self) -> Vec<String> {
        assert_eq!(self.problem(422), "urn:jianjian:problem:invalid");
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }
}

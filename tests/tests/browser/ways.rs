//! Where the desk leads: every link followed as everybody in the office, without a browser, and one way
//! kept to each page, so that the tour forgets none.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use app::testing::PEOPLE;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

/// A way to a page: as whom, and where.
#[derive(Debug, Clone)]
pub struct Way {
    pub person: &'static str,
    pub path: String,
}

/// What following every link came to.
#[derive(Debug, Default)]
pub struct Ways {
    /// One way to each kind of page. An act's page is a kind of its own, and so is a matter's dossier.
    pub pages: BTreeMap<String, Way>,
    /// Routes that answered otherwise than by a page: files, and where only forms go.
    pub others: BTreeSet<&'static str>,
}

/// What a route answered.
struct Answer {
    status: StatusCode,
    is_page: bool,
    cookie: Option<String>,
    /// Where it leads: the links of a page, or where it sends on.
    links: Vec<String>,
}

impl Ways {
    /// Follows every link of the desk.
    pub async fn of(router: &Router) -> Self {
        let mut ways = Self::default();
        for [person, ..] in PEOPLE {
            ways.walk(router, person).await;
        }
        ways
    }

    /// Routes at which a page was never met, though they answer to being asked for one.
    pub async fn forgotten(&self, router: &Router) -> Vec<&'static str> {
        let met: BTreeSet<_> = self
            .pages
            .values()
            .filter_map(|way| route_of(&way.path))
            .collect();
        let cookie = enter(router, PEOPLE[0][0]).await;
        let mut forgotten = Vec::new();
        for route in
            web::desk_paths().filter(|route| !met.contains(route) && !self.others.contains(route))
        {
            let path = route.replace(['{', '}', '*'], "");
            let answer = ask(router, get(&path, &cookie)).await;
            // Where only forms go is no page, nor is what merely leads on.
            let is_page =
                answer.status != StatusCode::METHOD_NOT_ALLOWED && !answer.status.is_redirection();
            if is_page {
                forgotten.push(route);
            }
        }
        forgotten
    }

    async fn walk(&mut self, router: &Router, person: &'static str) {
        let cookie = enter(router, person).await;
        let mut known = BTreeSet::from(["/desk".to_owned()]);
        let mut ahead = VecDeque::from(["/desk".to_owned()]);
        while let Some(path) = ahead.pop_front() {
            let Some((route, kind)) = route_of(&path).zip(kind_of(&path)) else {
                continue;
            };
            let answer = ask(router, get(&path, &cookie)).await;
            if answer.status == StatusCode::OK && answer.is_page {
                let way = Way { person, path };
                self.pages.entry(kind).or_insert(way);
            } else if !answer.status.is_client_error()
                || answer.status == StatusCode::METHOD_NOT_ALLOWED
            {
                self.others.insert(route);
            }
            for link in answer.links {
                if kind_of(&link).is_some_and(|kind| known.insert(kind)) {
                    ahead.push_back(link);
                }
            }
        }
    }
}

/// Signs in by the chooser. The cookie.
async fn enter(router: &Router, person: &str) -> String {
    let request = Request::post("/desk/demo")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(format!("person={person}")))
        .unwrap();
    ask(router, request)
        .await
        .cookie
        .expect("the chooser lets everybody in")
}

fn get(path: &str, cookie: &str) -> Request<Body> {
    let request = Request::get(path).header(header::COOKIE, cookie);
    request.body(Body::empty()).unwrap()
}

async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let words = |name| {
        let value = response.headers().get(name);
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    let is_page = words(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/html"));
    let cookie = words(header::SET_COOKIE).and_then(|set| set.split(';').next().map(str::to_owned));
    let onward = words(header::LOCATION);
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let links = match is_page {
        true => links(str::from_utf8(&bytes).unwrap()),
        false => onward.into_iter().collect(),
    };
    Answer {
        status,
        is_page,
        cookie,
        links,
    }
}

/// Where the links and forms of a page lead. To leave would end the walk.
fn links(html: &str) -> Vec<String> {
    let quoted = ["href=\"", "action=\""].into_iter().flat_map(|name| {
        let parts = html.split(name).skip(1);
        parts.filter_map(|rest| rest.split('"').next())
    });
    let inside =
        quoted.filter(|link| link.starts_with("/desk") && !link.starts_with("/desk/leave"));
    let plain = inside.map(|link| {
        link.split('#')
            .next()
            .unwrap_or_default()
            .replace("&amp;", "&")
    });
    plain.collect()
}

/// The route that answers at an address: of several that fit, the one with the most fixed words.
fn route_of(path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap_or_default();
    let fixed = |route: &&str| {
        route
            .split('/')
            .filter(|part| !part.starts_with('{'))
            .count()
    };
    web::desk_paths()
        .filter(|route| fits(route, path))
        .max_by_key(fixed)
}

fn fits(route: &str, path: &str) -> bool {
    let (mut parts, mut words) = (route.split('/'), path.split('/'));
    loop {
        match (parts.next(), words.next()) {
            (Some(part), Some(_)) if part.starts_with("{*") => return true,
            (Some(part), Some(word)) if part.starts_with('{') || part == word => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

/// The kind of page at an address: its route, with the act's noun and, for a dossier, the number.
fn kind_of(path: &str) -> Option<String> {
    let route = route_of(path)?;
    let path = path.split('?').next().unwrap_or_default();
    if route == "/desk/matters/{number}" {
        return Some(path.to_owned());
    }
    let parts = route.split('/').zip(path.split('/'));
    let parts = parts.map(|(part, word)| if part == "{noun}" { word } else { part });
    Some(parts.collect::<Vec<_>>().join("/"))
}

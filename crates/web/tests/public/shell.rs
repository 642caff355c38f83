//! What holds for every request: headers, assets, foreign forms, failures in the look.

use axum::body::Body;
use axum::http::{Method, Request};
use jianjian_web::{Site, router};

use super::office::each_engine;
use crate::support::browser::{Answer, Browser};
use crate::support::page::check_page;

fn check_headers(path: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{path}: {part}");
    }
    assert!(!policy.contains("unsafe"), "{path}");
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "strict-transport-security",
            "max-age=63072000; includeSubDomains",
        ),
    ] {
        assert_eq!(answer.header(name), value, "{path}");
    }
    assert!(
        answer.header("permissions-policy").contains("camera=()"),
        "{path}"
    );
    assert!(
        answer.headers.get("set-cookie").is_none(),
        "{path}: no cookie before login (T8)"
    );
}

#[tokio::test]
async fn every_answer_has_its_headers_and_no_cookie() {
    each_engine(async |office| {
        let browser = office.browser();
        let paths = [
            "/",
            "/guidance",
            "/report",
            "/status",
            "/calendar",
            "/leave",
            "/robots.txt",
            "/healthz",
            "/o/t",
            "/receipt",
            "/receipts/00",
            "/static/base.css",
            "/favicon.ico",
            "/nowhere",
            "/desk/nowhere",
            "/api/v1/nowhere",
        ];
        for path in paths {
            let answer = browser.get(path).await;
            check_headers(path, &answer);
            let is_asset = path.starts_with("/static") || path == "/favicon.ico";
            let cache = if is_asset { "no-cache" } else { "no-store" };
            assert_eq!(answer.header("cache-control"), cache, "{path}");
        }
        let page = browser.visit("/status").await.fill("code", "x");
        check_headers("POST /status", &browser.submit(&page, ("", "")).await);
    })
    .await;
}

#[tokio::test]
async fn without_tls_no_promise_of_it() {
    each_engine(async |office| {
        let site = Site {
            address: None,
            ..office.site.clone()
        };
        let answer = Browser::on(router(site)).get("/").await;
        assert_eq!(answer.header("strict-transport-security"), "");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    })
    .await;
}

#[tokio::test]
async fn assets_last_under_their_hash() {
    each_engine(async |office| {
        let browser = office.browser();
        let home = browser.get("/").await;
        let assets: Vec<&str> = home
            .body
            .split('"')
            .filter(|part| part.starts_with("/static/"))
            .collect();
        assert!(assets.len() >= 4);
        for asset in assets {
            let answer = browser.get(asset).await;
            assert_eq!(answer.status, 200, "{asset}");
            assert!(
                answer.header("cache-control").contains("immutable"),
                "{asset}"
            );
        }
        let stale = browser.get("/static/base.css?v=0000").await;
        assert_eq!(stale.header("cache-control"), "no-cache");
    })
    .await;
}

fn form(method: Method, path: &str, site: &str, body: String) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "jubao.example.invalid")
        .header("sec-fetch-site", site)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn failures_are_pages_in_the_look_and_documents_for_programs() {
    each_engine(async |office| {
        let browser = office.browser();
        let foreign = form(
            Method::POST,
            "/report",
            "cross-site",
            "step=organ".to_owned(),
        );
        let large = form(
            Method::POST,
            "/status",
            "same-origin",
            "code=".to_owned() + &"a".repeat(300_000),
        );
        let mut broken = form(Method::POST, "/status", "same-origin", "{}".to_owned());
        broken
            .headers_mut()
            .insert("content-type", "application/json".parse().unwrap());
        let unfit = form(Method::DELETE, "/status", "same-origin", String::new());
        let answers = [
            (403, browser.send(foreign).await),
            (413, browser.send(large).await),
            (400, browser.send(broken).await),
            (405, browser.send(unfit).await),
            (404, browser.get("/nowhere").await),
        ];
        for (status, answer) in answers {
            assert_eq!(answer.status, status);
            assert!(
                answer.has("<title>错误：") && answer.has("永安市纪委监委"),
                "{status}"
            );
            assert_eq!(answer.body.matches("<h1").count(), 1);
            check_headers("failure", &answer);
        }
        let document = browser.get("/api/v1/nowhere").await;
        assert_eq!(document.status, 404);
        assert_eq!(document.header("content-type"), "application/problem+json");
        assert!(browser.get("/desk/nowhere").await.has("desk.css"));
        check_page(&browser.get("/").await.body);
    })
    .await;
}

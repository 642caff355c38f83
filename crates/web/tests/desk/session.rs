//! Sessions: the cookie, the door, the end.

use app::login::{Cost, TotpSecret, set_credentials};
use axum::http::StatusCode;
use casework::PersonId;
use jianjian_web::{Mode, Site};

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};
use crate::support::page::check_page;

const PASSWORD: &str = "青山绿水长流不息2026";

/// Gives a clerk a password and a code generator, and fills the login form.
async fn sign_in(browser: &Browser, to: &str, password: &str, code: &str) -> Answer {
    let page = browser.open(to).await;
    let form = page.form("/desk/login");
    let form = form.fill_all(&[
        ("person", "x-clerk"),
        ("password", password),
        ("code", code),
    ]);
    browser.submit(&form, ("", "")).await
}

async fn with_credentials(office: &Office) -> TotpSecret {
    let secret = TotpSecret::draw(&office.app);
    let person = PersonId::from("x-clerk");
    set_credentials(&office.app, &person, PASSWORD, Some(&secret), Cost::DEMO)
        .await
        .unwrap();
    secret
}

#[tokio::test]
async fn a_person_signs_in_goes_where_they_wanted_and_leaves() {
    each_engine(async |office| {
        let secret = with_credentials(&office).await;
        let browser = office.browser();
        let wanted = browser.get("/desk/matters?over=no").await;
        assert_eq!(wanted.status, StatusCode::SEE_OTHER);
        let code = secret.code(office.app.now().at);
        let answer = sign_in(&browser, wanted.location(), PASSWORD, &code).await;
        assert_eq!(
            answer.location(),
            "/desk/matters?over=no",
            "{}",
            answer.body
        );
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
            assert!(cookie.contains(part), "{cookie} has {part}");
        }
        browser.open(answer.location()).await;
        let settings = browser.open("/desk/settings").await;
        let before = browser.cookie().unwrap();
        let left = browser
            .submit(&settings.form("/desk/leave"), ("", ""))
            .await;
        browser.open(left.location()).await;
        assert!(browser.cookie().is_none());
        let copied = Browser::holding(office.router(), before);
        assert_eq!(
            copied.get("/desk").await.location(),
            "/desk/ended",
            "the token is worth nothing now"
        );
    })
    .await;
}

#[tokio::test]
async fn every_wrong_part_gets_one_sentence_and_keeps_no_secret() {
    each_engine(async |office| {
        let secret = with_credentials(&office).await;
        let code = secret.code(office.app.now().at);
        let mut pages = Vec::new();
        for (password, code) in [("不对的密码不对的密码", &*code), (PASSWORD, "000000")] {
            let answer = sign_in(&office.browser(), "/desk/login", password, code).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            check_page(&answer.body);
            assert!(!answer.has(password) && !answer.has("value=\"000000\""));
            assert_eq!(answer.form("/desk/login").value("person"), "x-clerk");
            assert_eq!(answer.header("set-cookie"), "");
            pages.push(answer.body);
            office.clock.advance(3_600_000);
        }
        assert_eq!(pages[0], pages[1]);
    })
    .await;
}

#[tokio::test]
async fn an_idle_session_ends_after_half_an_hour() {
    each_engine(async |office| {
        let browser = office.desk_of("x-clerk").await;
        office.clock.advance(29 * 60_000);
        browser.open("/desk").await;
        office.clock.advance(31 * 60_000);
        let answer = browser.get("/desk").await;
        assert_eq!(answer.location(), "/desk/ended");
        assert!(browser.open("/desk/ended").await.has("30 分钟"));
        assert!(browser.cookie().is_none());
    })
    .await;
}

#[tokio::test]
async fn without_tls_the_cookie_has_a_plain_name() {
    each_engine(async |office| {
        let site = Site {
            address: None,
            ..office.site.clone()
        };
        let browser = Browser::on(jianjian_web::router(site));
        let chosen = [("person".to_owned(), "x-clerk".to_owned())];
        let answer = browser.post("/desk/demo", &chosen).await;
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.starts_with("session=") && !cookie.contains("Secure"),
            "{cookie}"
        );
        browser.open("/desk").await;
    })
    .await;
}

#[tokio::test]
async fn an_office_at_work_has_no_chooser_of_persons() {
    each_engine(async |office| {
        let site = Site {
            mode: Mode::Serve,
            ..office.site.clone()
        };
        let browser = Browser::on(jianjian_web::router(site));
        let chosen = [("person".to_owned(), "x-clerk".to_owned())];
        assert_eq!(
            browser.get("/desk/demo").await.status,
            StatusCode::NOT_FOUND
        );
        let answer = browser.post("/desk/demo", &chosen).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(browser.cookie().is_none());
        assert!(!browser.open("/desk/login").await.has("/desk/demo"));
        let demo = office.browser();
        assert!(demo.open("/desk/demo").await.has("陈静"));
        let nobody = [("person".to_owned(), "nobody".to_owned())];
        assert_eq!(
            demo.post("/desk/demo", &nobody).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

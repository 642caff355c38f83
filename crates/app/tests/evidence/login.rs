//! Doors of the desk (T22): one answer for every failure, codes used once, sessions that end.

use crate::office::{MINUTE, TestOffice, office, person};
use app::login::{self, Cost, LoginFailure, SessionToken, TotpSecret};
use serde_json::json;
use store::testing::each_engine;

const PASSWORD: &str = "一句只有我知道的长口令";
const WRONG: &str = "一句只有别人知道的口令";

async fn enrolled(store: store::Store) -> (TestOffice, TotpSecret) {
    let test = office(store).await;
    let secret = TotpSecret::draw(&test.app);
    let password = format!("{PASSWORD}。");
    login::set_credentials(
        &test.app,
        &person("li"),
        &password,
        Some(&secret),
        Cost::DEMO,
    )
    .await
    .unwrap();
    (test, secret)
}

async fn enter(test: &TestOffice, who: &str, password: &str, code: &str) -> Option<SessionToken> {
    let password = format!("{password}。");
    match login::sign_in(&test.app, &person(who), &password, code).await {
        Ok(token) => Some(token),
        Err(LoginFailure::Denied) => None,
        Err(LoginFailure::Fault(fault)) => panic!("{fault}"),
    }
}

#[tokio::test]
async fn a_code_opens_once_and_only_with_its_password() {
    each_engine(async |store| {
        let (test, secret) = enrolled(store).await;
        let code = secret.code(test.app.now().at);
        assert!(enter(&test, "li", WRONG, &code).await.is_none());
        assert!(enter(&test, "nobody", PASSWORD, &code).await.is_none());
        assert!(enter(&test, "ma", PASSWORD, &code).await.is_none());
        let token = enter(&test, "li", PASSWORD, &code).await.unwrap();
        let session = login::session(&test.app, &token.0).await.unwrap().unwrap();
        assert_eq!(session.person, person("li"));
        assert!(enter(&test, "li", PASSWORD, &code).await.is_none());
        test.clock.advance(MINUTE);
        let next = secret.code(test.app.now().at);
        assert!(enter(&test, "li", PASSWORD, &next).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn one_code_used_twice_at_once_opens_one_session() {
    each_engine(async |store| {
        let (test, secret) = enrolled(store).await;
        let code = secret.code(test.app.now().at);
        let (one, other) = tokio::join!(
            enter(&test, "li", PASSWORD, &code),
            enter(&test, "li", PASSWORD, &code)
        );
        assert!(one.is_some() != other.is_some());
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_never_locked_out() {
    each_engine(async |store| {
        let (test, secret) = enrolled(store).await;
        for _ in 0..8 {
            assert!(enter(&test, "li", WRONG, "000000").await.is_none());
        }
        let code = secret.code(test.app.now().at);
        assert!(
            enter(&test, "li", PASSWORD, &code).await.is_none(),
            "too quick"
        );
        test.clock.advance(MINUTE);
        let code = secret.code(test.app.now().at);
        assert!(enter(&test, "li", PASSWORD, &code).await.is_some());
        let sql = "SELECT failed FROM credentials WHERE person_id = 'li'";
        assert_eq!(
            test.app.store().rows(sql, &[]).await.unwrap()[0]
                .int(0)
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_end_idle_in_all_and_with_the_post() {
    each_engine(async |store| {
        let (test, _) = enrolled(store).await;
        let open = async || login::open_session(&test.app, &person("li")).await.unwrap();
        let held = async |token: &SessionToken| {
            login::session(&test.app, &token.0).await.unwrap().is_some()
        };

        let idle = open().await;
        test.clock.advance(29 * MINUTE);
        assert!(held(&idle).await);
        test.clock.advance(29 * MINUTE);
        assert!(held(&idle).await);
        test.clock.advance(30 * MINUTE);
        assert!(!held(&idle).await);

        let busy = open().await;
        for _ in 0..35 {
            test.clock.advance(20 * MINUTE);
            assert!(held(&busy).await);
        }
        test.clock.advance(20 * MINUTE);
        assert!(!held(&busy).await, "twelve hours are over");

        let (left, other) = (open().await, open().await);
        login::sign_out(&test.app, &left.0).await.unwrap();
        assert!(!held(&left).await && held(&other).await);
        login::sign_out_all(&test.app, &person("li")).await.unwrap();
        assert!(!held(&other).await);

        let last = open().await;
        test.console("suspend", json!({"person": "li"})).await;
        assert!(!held(&last).await);
        assert!(!held(&SessionToken("guessed".into())).await);
    })
    .await;
}

#[tokio::test]
async fn the_database_holds_neither_token_nor_password_nor_secret() {
    let (store, folder) = store::testing::fresh_sqlite().await;
    let (test, secret) = enrolled(store).await;
    let token = login::open_session(&test.app, &person("li")).await.unwrap();
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    for kept in [&*token.0, &secret.reveal(), PASSWORD] {
        assert!(
            !bytes
                .windows(kept.len())
                .any(|found| found == kept.as_bytes())
        );
    }
    let shown = data_encoding::BASE32_NOPAD
        .decode(secret.reveal().as_bytes())
        .unwrap();
    assert!(!bytes.windows(shown.len()).any(|found| found == shown));
}

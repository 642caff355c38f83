//! Signing in and out over the API.

use super::world::World;
use app::login::{self, Cost, TotpSecret};
use axum::body::Body;
use axum::http::{Request, header};
use casework::PersonId;
use serde_json::json;
use store::testing::fresh_sqlite;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_opens_with_both_and_ends_at_once() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let (person, secret) = (PersonId::from("prov-clerk"), TotpSecret::draw(&world.app));
    let app = &world.app;
    login::set_credentials(app, &person, PASSWORD, Some(&secret), Cost::DEMO)
        .await
        .unwrap();
    let code = secret.code(world.app.now().at);
    let wrong =
        json!({"person": "prov-clerk", "password": "别的口令别的口令别的口令", "totp": code});
    let unknown = json!({"person": "nobody", "password": PASSWORD, "totp": code});
    let (wrong, unknown) = (
        world.post(None, "/sessions", wrong).await,
        world.post(None, "/sessions", unknown).await,
    );
    assert_eq!(wrong.problem(401), "urn:jianjian:problem:denied");
    assert_eq!(
        wrong.text, unknown.text,
        "nobody learns whether the person exists"
    );
    world.clock.advance(10 * 60_000);
    let code = secret.code(world.app.now().at);
    let right = json!({"person": "prov-clerk", "password": PASSWORD, "totp": code});
    let opened = world.post(None, "/sessions", right.clone()).await.done(201);
    assert_eq!(opened["expires_in"], 1_800);
    let token = opened["token"].as_str().unwrap();
    assert_eq!(with(&world, "GET", "/matters", token).await, 200);
    assert_eq!(
        with(&world, "DELETE", "/sessions/current", token).await,
        204
    );
    assert_eq!(with(&world, "GET", "/matters", token).await, 401);
    let again = world.post(None, "/sessions", right).await;
    assert_eq!(again.status, 401, "a code opens once");
}

const PASSWORD: &str = "云岭夜雨十年灯火江湖故人";

async fn with(world: &World, method: &str, path: &str, token: &str) -> u16 {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    world
        .send(request.body(Body::empty()).unwrap())
        .await
        .status
        .as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_session_ends() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let token = world.token("prov-clerk").await;
    assert_eq!(with(&world, "GET", "/matters", &token).await, 200);
    world.clock.advance(31 * 60_000);
    assert_eq!(with(&world, "GET", "/matters", &token).await, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let answer = world
        .post(
            None,
            "/sessions",
            json!({"person": "prov-clerk", "password": 7}),
        )
        .await;
    assert_eq!(answer.wrong_fields(), ["password"]);
}

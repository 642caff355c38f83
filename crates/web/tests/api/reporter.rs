//! The reporter's door: the code opens the few acts made for it, and nothing tells a wrong code from an
//! unknown one (T7, T9).

use super::story::report;
use super::world::{Answer, World};
use axum::body::Body;
use axum::http::{Request, header};
use jianjian_web::{Allowance, Limits};
use serde_json::{Value, json};
use store::testing::{each_engine, fresh_sqlite};

async fn say(world: &World, code: &str, body: Value) -> Answer {
    let request = Request::post("/api/v1/reports/own/supplements")
        .header("query-code", code)
        .header(header::CONTENT_TYPE, "application/json");
    world
        .send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

async fn filed(world: &World) -> (String, String) {
    let filing = world.post(None, "/reports", report()).await.done(201);
    let text = |name: &str| filing[name].as_str().unwrap().to_owned();
    (text("number"), text("query_code"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_opens_its_own_report_and_tells_nothing_else() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let (number, code) = filed(&world).await;
        let said = json!({"text": "补充一张送货单"});
        assert_eq!(say(&world, &code, said.clone()).await.status, 204);
        let page = world
            .get(Some("prov-clerk"), &format!("/matters/{number}"))
            .await
            .done(200);
        assert!(page["timeline"].to_string().contains("补充一张送货单"));
        let unknown = "AAAA-AAAA-AAAA-AAAA-AAAA-AA";
        let answers = [
            say(&world, "", said.clone()).await,
            say(&world, "x", said.clone()).await,
            say(&world, unknown, said.clone()).await,
        ];
        for answer in &answers {
            assert_eq!(answer.problem(404), "urn:jianjian:problem:not-found");
            assert_eq!(answer.text, answers[0].text);
        }
        let nothing = say(&world, &code, json!({})).await;
        assert_eq!(
            nothing.problem(409),
            "urn:jianjian:refused:supplement:nothing-said"
        );
        let early = say(
            &world,
            &code,
            json!({"text": "一", "happened": "2026-03-01T09:00"}),
        )
        .await;
        assert_eq!(early.wrong_fields(), ["happened"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_tries_of_codes_are_slowed_t23() {
    let (store, _folder) = fresh_sqlite().await;
    let limits = Limits {
        lookups: Allowance::of(2, 1),
        ..Limits::default()
    };
    let world = World::with(store, limits).await;
    let said = || json!({"text": "补充"});
    assert_eq!(say(&world, "x", said()).await.status, 404);
    assert_eq!(say(&world, "y", said()).await.status, 404);
    assert_eq!(say(&world, "z", said()).await.status, 429);
}

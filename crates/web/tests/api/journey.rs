//! One report, all the way, over the API alone, on both engines.

use super::story::{acts, told};
use super::world::World;
use app::evidence::{Outcome, verify};
use app::jobs::sequence::sequence;
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use store::testing::each_engine;

#[tokio::test(flavor = "multi_thread")]
async fn an_anonymous_report_is_handled_to_its_end() {
    each_engine(async |store| {
        let world = World::on(store).await;
        assert_eq!(status_after(&world, 0).await, "已收到");
        assert_eq!(status_after(&world, 6).await, "已受理");
        assert_eq!(status_after(&world, 9).await, "办理中");
        assert_eq!(status_after(&world, acts().len()).await, "已办结");
        sequence(&world.app).await.unwrap();
        let outcome = verify(&world.app, &[]).await.unwrap();
        assert!(matches!(outcome, Outcome::Sound(_)), "{outcome:?}");
    })
    .await;
}

async fn status_after(world: &World, acts_done: usize) -> String {
    let (number, code) = told(world, acts_done).await;
    let request = Request::get("/api/v1/reports/status").header("Query-Code", &code);
    let status = world
        .send(request.body(Body::empty()).unwrap())
        .await
        .done(200);
    assert_eq!(status["number"], number);
    assert_eq!(status["received_on"], "2026-03-02");
    let asked = world
        .get(None, &format!("/reports/status?query_code={code}"))
        .await
        .done(200);
    assert_eq!(asked, status);
    status["status_zh"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_provable_once_it_is_sequenced() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let filed = world
            .post(None, "/reports", super::story::report())
            .await
            .done(201);
        let receipt = &filed["receipt"];
        assert_eq!(receipt["promised_within_seconds"], 60);
        let path = format!("/receipts/{}", receipt["leaf"].as_str().unwrap());
        assert_eq!(world.get(None, &path).await.problem(404), NOT_FOUND);
        sequence(&world.app).await.unwrap();
        let proof = world.get(None, &path).await;
        assert_eq!(
            (proof.status.as_u16(), &*proof.media_type),
            (200, "text/plain")
        );
        let checkpoint = world.get(None, "/checkpoint").await;
        assert_eq!(
            (checkpoint.status.as_u16(), &*checkpoint.media_type),
            (200, "text/plain")
        );
        assert!(
            checkpoint
                .text
                .starts_with(receipt["origin"].as_str().unwrap())
        );
        assert!(proof.text.contains(&checkpoint.text));
        for odd in ["00", "zz", &"0".repeat(64), "%00"] {
            let answer = world.get(None, &format!("/receipts/{odd}")).await;
            assert_eq!(answer.problem(404), NOT_FOUND);
        }
    })
    .await;
}

const NOT_FOUND: &str = "urn:jianjian:problem:not-found";

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_done_next_comes_with_its_choices() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let (number, _) = told(&world, 3).await;
        let path = format!("/matters/{number}/acts");
        let offered = world.get(Some("prov-clerk"), &path).await.done(200);
        let acts = offered["acts"].as_array().unwrap();
        let route = acts.iter().find(|act| act["name"] == "route").unwrap();
        let to = route["fields"]
            .as_array()
            .unwrap()
            .iter()
            .find(|field| field["name"] == "to");
        let first = &to.unwrap()["choices"][0];
        assert_eq!(
            first["value"], "county-a",
            "proposed by managing authority, so it stands first"
        );
        assert!(first["reason"].is_string());
        assert!(
            acts.iter().all(|act| act["name"] != "instruct"),
            "a clerk does not instruct"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_matter_and_its_trail_tell_what_happened() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let (number, _) = told(&world, acts().len()).await;
        let matter = world
            .get(Some("prov-clerk"), &format!("/matters/{number}"))
            .await
            .done(200);
        assert_eq!(matter["stage"], "written-off");
        assert_eq!(matter["leads"][0]["issues"][1]["number"], "1.2");
        assert_eq!(matter["identities"][0]["opened"], Value::Null);
        let path = format!("/matters/{number}/trail");
        let trail = world.get(Some("prov-clerk"), &path).await.done(200);
        let entries = trail["entries"].as_array().unwrap();
        let kinds: Vec<&str> = entries
            .iter()
            .map(|entry| entry["kind"].as_str().unwrap())
            .collect();
        for kind in [
            "matter.received.v1",
            "matter.written-off.v1",
            "reading.matter-opened.v1",
        ] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
    })
    .await;
}

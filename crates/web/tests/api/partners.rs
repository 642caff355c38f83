//! Partner systems: a key files to its organ and asks for its own filings, and nothing else.

use super::story;
use super::world::{Answer, World};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use store::testing::each_engine;

async fn admitted(world: &World, name: &str, unit: &str) -> String {
    let fields = json!({"partner": name, "unit": unit});
    let answer = world.post(Some("admin"), "/office/partners", fields).await;
    answer.done(200)["key"].as_str().unwrap().to_owned()
}

async fn call(world: &World, key: &str, method: &str, path: &str, body: Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .header(header::CONTENT_TYPE, "application/json");
    let body = if method == "GET" {
        Body::empty()
    } else {
        Body::from(body.to_string())
    };
    world.send(request.body(body).unwrap()).await
}

fn handed_over(number: &str) -> Value {
    let mut report = story::report();
    report.as_object_mut().unwrap().remove("unit");
    report["channel"] = "phone".into();
    report["sender_number"] = number.into();
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_files_to_its_organ_and_asks_by_its_own_number() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let key = admitted(&world, "云岭12345热线", "county-a").await;
        let path = "/partner/reports";
        let filed = call(&world, &key, "POST", path, handed_over("HX-1"))
            .await
            .done(201);
        let number = filed["number"].as_str().unwrap();
        assert!(number.starts_with("330681-"), "{number}");
        let told = call(&world, &key, "GET", "/partner/reports/HX-1", json!({}))
            .await
            .done(200);
        assert_eq!(
            (&told["number"], &told["status"]),
            (&filed["number"], &json!("received"))
        );
        assert_eq!(told["result"], Value::Null, "nothing came of it yet");
        // The same once more is the same filing; other content under the number is refused.
        let twice = call(&world, &key, "POST", path, handed_over("HX-1"))
            .await
            .done(200);
        assert_eq!(
            (&twice["number"], &twice["receipt"]),
            (&filed["number"], &filed["receipt"])
        );
        assert_eq!(
            (&twice["repeated"], &twice["query_code"]),
            (&json!(true), &Value::Null)
        );
        let mut other = handed_over("HX-1");
        other["text"] = "另一件事。".into();
        let refused = call(&world, &key, "POST", path, other).await;
        assert_eq!(refused.problem(409), "urn:jianjian:problem:other-content");
        let count = world
            .app
            .store()
            .rows("SELECT 1 FROM matters", &[])
            .await
            .unwrap()
            .len();
        assert_eq!(count, 1, "one filing, however often it is sent");
        let clerk = world
            .get(Some("county-a-clerk"), &format!("/matters/{number}"))
            .await;
        clerk.done(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_learns_nothing_of_others_and_a_revoked_key_opens_nothing() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let key = admitted(&world, "云岭12345热线", "county-a").await;
        let other = admitted(&world, "石桥县信访局", "county-b").await;
        let filed = call(
            &world,
            &key,
            "POST",
            "/partner/reports",
            handed_over("HX-1"),
        )
        .await;
        let number = filed.done(201)["number"].as_str().unwrap().to_owned();
        for path in [
            "/partner/reports/HX-1",
            "/partner/reports/HX-2",
            "/partner/reports/%2e%2e",
        ] {
            let asked = call(&world, &other, "GET", path, json!({})).await;
            assert_eq!(
                asked.problem(404),
                "urn:jianjian:problem:not-found",
                "{path}"
            );
        }
        // The key is no session: it opens no matter, no list, no office.
        for path in ["/matters", &format!("/matters/{number}"), "/office/people"] {
            let asked = call(&world, &key, "GET", path, json!({})).await;
            assert_eq!(
                asked.problem(401),
                "urn:jianjian:problem:signed-out",
                "{path}"
            );
        }
        let mut elsewhere = handed_over("HX-3");
        elsewhere["unit"] = "county-b".into();
        let refused = call(&world, &key, "POST", "/partner/reports", elsewhere).await;
        assert_eq!(refused.wrong_fields(), ["unit"]);
        let revoked = json!({"partner": "云岭12345热线"});
        let done = world
            .post(Some("admin"), "/office/partner-revocations", revoked)
            .await;
        done.done(200);
        let asked = call(&world, &key, "GET", "/partner/reports/HX-1", json!({})).await;
        assert_eq!(asked.problem(401), "urn:jianjian:problem:signed-out");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_system_administrator_admits_partners() {
    each_engine(async |store| {
        let world = World::on(store).await;
        for person in ["prov-clerk", "prov-head", "county-a-principal"] {
            let fields = json!({"partner": "某系统", "unit": "prov"});
            let answer = world.post(Some(person), "/office/partners", fields).await;
            assert_eq!(
                answer.problem(403),
                "urn:jianjian:problem:forbidden",
                "{person}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_filing_came_from_is_of_the_catalogue_and_the_wrong_field_is_named_s1_47() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let key = admitted(&world, "云岭12345热线", "county-a").await;
        let path = "/partner/reports";
        let mut report = handed_over("HX-5");
        report["platform"] = "hotline-12345".into();
        let filed = call(&world, &key, "POST", path, report.clone())
            .await
            .done(201);
        let number = filed["number"].as_str().unwrap();
        let matter = world
            .get(Some("county-a-clerk"), &format!("/matters/{number}"))
            .await;
        assert!(
            matter
                .done(200)
                .to_string()
                .contains("12345政务服务便民热线")
        );
        for (field, wrong) in [
            ("platform", "somewhere"),
            ("channel", "visit"),
            ("title", ""),
            ("sender_number", ""),
        ] {
            let mut report = handed_over("HX-6");
            report[field] = wrong.into();
            let refused = call(&world, &key, "POST", path, report).await;
            assert_eq!(refused.wrong_fields(), [field]);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_of_it_is_told_in_a_fixed_word_s1_45() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let key = admitted(&world, "云岭12345热线", "county-a").await;
        let mut report = handed_over("HX-7");
        report.as_object_mut().unwrap().remove("accused");
        let filed = call(&world, &key, "POST", "/partner/reports", report)
            .await
            .done(201);
        let number = filed["number"].as_str().unwrap().to_owned();
        let told = async || {
            call(&world, &key, "GET", "/partner/reports/HX-7", json!({}))
                .await
                .done(200)["result"]["code"]
                .clone()
        };
        let act = async |person: &str, noun: &str, fields: Value| {
            let path = format!("/matters/{number}/{noun}");
            world.post(Some(person), &path, fields).await.done(200);
        };
        act("county-a-clerk", "registration", json!({"class": "D"})).await;
        let out = json!({"class": "D", "reason": "劳资纠纷", "body": "labour"});
        act("county-a-clerk", "screening", out).await;
        assert_eq!(
            told().await,
            Value::Null,
            "an exclusion counts once it was reviewed"
        );
        act(
            "county-a-head",
            "exclusion-reviews",
            json!({"review": "confirm"}),
        )
        .await;
        assert_eq!(told().await, "not-ours");
    })
    .await;
}

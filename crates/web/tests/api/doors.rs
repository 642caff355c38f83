//! Who gets in: every door of the API, for strangers, for the recused, and for those without a right
//! (T3, T4, T7).

use super::story::{act, told};
use super::world::World;
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use store::testing::{each_engine, fresh_sqlite};

/// Every operation of the served document: method, path, the operation.
async fn operations(world: &World) -> Vec<(String, String, Value)> {
    let document = world.get(None, "/openapi.json").await.done(200);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    operations
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_wants_a_session_answers_401_without_one() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let (number, _) = told(&world, 1).await;
    let mut open = Vec::new();
    for (method, path, operation) in operations(&world).await {
        if operation.get("security").is_none() {
            open.push(format!("{method} {path}"));
            continue;
        }
        let path = path.replace("{number}", &number);
        for token in ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic bm9ib2R5"] {
            let request = Request::builder()
                .method(&*method)
                .uri(format!("/api/v1{path}"));
            let request = request
                .header(header::AUTHORIZATION, token)
                .body(Body::empty())
                .unwrap();
            let answer = world.send(request).await;
            assert_eq!(
                answer.problem(401),
                "urn:jianjian:problem:signed-out",
                "{method} {path}"
            );
            assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
        }
    }
    open.sort();
    // The list of doors without a session; it may only shrink.
    let expected = [
        "GET /checkpoint",
        "GET /due",
        "GET /openapi.json",
        "GET /receipts/{leaf}",
        "GET /reports/status",
        "GET /units",
        "POST /files",
        "POST /reports",
        "POST /reports/own/answers",
        "POST /reports/own/consent-answers",
        "POST /reports/own/evaluation",
        "POST /reports/own/reopening-request",
        "POST /reports/own/supplements",
        "POST /sessions",
    ];
    assert_eq!(open, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recused_person_and_a_stranger_find_no_matter_at_any_door() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let (number, _) = told(&world, 3).await;
        let known = world
            .get(Some("prov-clerk-2"), &format!("/matters/{number}"))
            .await;
        known.done(200);
        let words = json!({"words": "集体资金"});
        let found = world.post(Some("prov-clerk-2"), "/searches", words).await;
        assert_eq!(found.done(200)["total"], 1, "whoever may read it finds it");
        let reason = json!({"person": "prov-clerk-2", "reason": "与被反映人有近亲属关系"});
        act(&world, "prov-head", &number, "recusals", reason).await;
        for person in ["prov-clerk-2", "county-b-clerk", "admin"] {
            shut(&world, person, &number).await;
        }
    })
    .await;
}

/// Every door that names the matter says the same as for a number that does not exist.
async fn shut(world: &World, person: &str, number: &str) {
    for (method, path, _) in operations(world).await {
        if !path.contains("{number}") {
            continue;
        }
        let mut told = Vec::new();
        for number in [number, "330000-2026-4-9999999"] {
            let path = path.replace("{number}", number);
            let answer = match &*method {
                "GET" => world.get(Some(person), &path).await,
                _ => world.post(Some(person), &path, json!({})).await,
            };
            assert_eq!(
                answer.problem(404),
                "urn:jianjian:problem:not-found",
                "{person} {path}"
            );
            told.push(answer.text);
        }
        assert_eq!(told[0], told[1], "{person} {method} {path}");
    }
    let by_number = format!("/matters?number={number}");
    for path in [
        "/matters",
        "/matters?over=no",
        "/matters?stage=instructed",
        &by_number,
    ] {
        let book = world.get(Some(person), path).await;
        if person == "admin" {
            assert_eq!(book.problem(403), "urn:jianjian:problem:forbidden");
        } else {
            let book = book.done(200);
            assert_eq!(
                (&book["matters"], &book["total"]),
                (&json!([]), &json!("0")),
                "{person} {path}"
            );
        }
    }
    // Words of its title and its text find nothing, and say nothing of what others would find (T3).
    for words in ["集体资金", "修路款", "标题：去向不明"] {
        let found = world.post(Some(person), "/searches", json!({"words": words}));
        let found = found.await;
        if person == "admin" {
            assert_eq!(found.problem(403), "urn:jianjian:problem:forbidden");
        } else {
            let found = found.done(200);
            assert_eq!(
                (&found["items"], &found["total"], &found["more"]),
                (&json!([]), &json!(0), &json!(false)),
                "{person} {words}"
            );
        }
    }
    // Joining another matter into it must not tell either.
    let (own, _) = told(world, 0).await;
    if person == "prov-clerk-2" {
        let mut told = Vec::new();
        for into in [number, "330000-2026-4-9999999"] {
            let answer = world
                .post(
                    Some(person),
                    &format!("/matters/{own}/joining"),
                    json!({"into": into}),
                )
                .await;
            told.push(answer.problem(409));
        }
        assert_eq!(told, ["urn:jianjian:refused:join:unknown"; 2]);
    }
}

/// An analysis of the province goes to the principal leader of one county, and is found by nobody of another (T3).
#[tokio::test(flavor = "multi_thread")]
async fn a_delivered_analysis_is_found_by_its_receiver_and_by_no_stranger() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let month = json!({"kind": "monthly", "period": "2026-02-01/1"});
        let opened = world.post(Some("prov-head"), "/analyses", month).await;
        let number = opened.json()["number"].as_str().unwrap().to_owned();
        let found = json!({"section": "repeats", "about": "metric:total", "problem": "问题。",
            "cause": "原因。", "suggestion": "建议。"});
        let to = json!({"to": "county-a/county-a-principal", "way": "main", "findings": ["1"]});
        for (person, noun, fields) in [
            ("prov-clerk", "finding", found),
            ("prov-head", "submission", json!({})),
            (
                "prov-leader",
                "instruction",
                json!({"words": "督办。", "findings": ["1"]}),
            ),
            ("prov-head", "delivery", to),
        ] {
            let path = format!("/analyses/{number}/{noun}");
            let answer = world.post(Some(person), &path, fields).await;
            assert!(answer.status.is_success(), "{noun}: {}", answer.text);
        }
        let path = format!("/analyses/{number}");
        let receiver = Some("county-a-principal");
        world.get(receiver, &path).await.done(200);
        for person in ["county-b-clerk", "admin"] {
            for (method, path, _) in operations(&world).await {
                if !path.starts_with("/analyses/{number}") {
                    continue;
                }
                let mut told = Vec::new();
                for number in [&*number, "FX-prov-2026-9999"] {
                    let path = path.replace("{number}", number);
                    let answer = match &*method {
                        "GET" => world.get(Some(person), &path).await,
                        _ => world.post(Some(person), &path, json!({})).await,
                    };
                    answer.problem(404);
                    told.push(answer.text);
                }
                assert_eq!(told[0], told[1], "{person} {method} {path}");
            }
            let listed = world.get(Some(person), "/analyses").await;
            assert!(!listed.text.contains(&number), "{person}");
        }
        let receipt = format!("/analyses/{number}/receipt");
        let not_hers = world
            .post(Some("county-a-head"), &receipt, json!({"delivery": "1"}))
            .await;
        assert!(!not_hers.status.is_success(), "it went to one person");
        let received = world
            .post(receiver, &receipt, json!({"delivery": "1"}))
            .await;
        assert!(received.status.is_success(), "{}", received.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn seeing_a_matter_is_not_the_right_to_act_on_it() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let (number, _) = told(&world, 2).await;
    let answer = world
        .post(
            Some("prov-clerk"),
            &format!("/matters/{number}/instruction"),
            json!({"text": "阅"}),
        )
        .await;
    assert_eq!(answer.problem(403), "urn:jianjian:problem:forbidden");
    assert_eq!(
        world.get(Some("prov-clerk"), "/office/units").await.status,
        403
    );
    let unit = json!({"id": "x", "name": "某局", "kind": "dispatched", "level": "county",
                      "parent": "county-a", "region": "330681", "place": "某地"});
    assert_eq!(
        world
            .post(Some("prov-clerk"), "/office/units", unit.clone())
            .await
            .status,
        403
    );
    world
        .post(Some("admin"), "/office/units", unit)
        .await
        .done(200);
    let units = world.get(Some("admin"), "/office/units").await.done(200);
    assert_eq!(
        units["units"].as_array().unwrap().len(),
        super::world::UNITS.len() + 1
    );
    let people = world.get(Some("admin"), "/office/people").await.done(200);
    assert_eq!(
        people["people"].as_array().unwrap().len(),
        super::world::PEOPLE.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_bears_the_name_of_its_act_and_reason() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let (number, _) = told(&world, 2).await;
    let path = format!("/matters/{number}/routing");
    let fields = json!({"to": "county-a", "mode": "assign"});
    let answer = world.post(Some("prov-clerk"), &path, fields).await;
    assert_eq!(
        answer.problem(409),
        "urn:jianjian:refused:route:not-instructed"
    );
    let answer = world
        .post(
            Some("prov-clerk"),
            &path,
            json!({"to": "nowhere", "more": 1}),
        )
        .await;
    let mut wrong = answer.wrong_fields();
    wrong.sort();
    assert_eq!(wrong, ["mode", "more", "to"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_query_code_looks_like_an_unknown_one() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let (_, code) = told(&world, 0).await;
    let unknown = code.chars().rev().collect::<String>();
    let mut told = Vec::new();
    for wrong in ["", "x", &unknown, "%E4%BD%A0", &"7".repeat(5_000)] {
        let answer = world
            .get(None, &format!("/reports/status?query_code={wrong}"))
            .await;
        assert_eq!(answer.problem(404), "urn:jianjian:problem:not-found");
        told.push(answer.text);
    }
    told.dedup();
    assert_eq!(told.len(), 1);
}

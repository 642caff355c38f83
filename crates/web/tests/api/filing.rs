//! Filing: reports of citizens, attachments, letters that staff enter.

use super::story::report;
use super::world::World;
use axum::body::Body;
use axum::http::{Request, header};
use jianjian_web::{Allowance, Limits};
use serde_json::{Value, json};
use store::testing::{each_engine, fresh_sqlite};

fn letter(sender_number: &str) -> Value {
    json!({"channel": "letter", "unit": "prov", "title": "反映占用耕地", "text": "去年秋天占地未批。",
           "sender_number": sender_number})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_senders_number_is_received_once() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let first = world
            .post(Some("prov-clerk"), "/matters", letter("信访局-77"))
            .await
            .done(201);
        let again = world
            .post(Some("prov-clerk"), "/matters", letter("信访局-77"))
            .await;
        assert_eq!(again.problem(409), "urn:jianjian:problem:already-claimed");
        let other = world
            .post(Some("prov-clerk"), "/matters", letter("信访局-78"))
            .await
            .done(201);
        assert_ne!(first["number"], other["number"]);
        let book = world.get(Some("prov-clerk"), "/matters").await.done(200);
        assert_eq!(book["total"], "2");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_fills_only_what_is_a_citizens() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let fields = [
        ("channel", json!("phone")),
        ("sender_number", json!("信访局-77")),
        ("source", json!("原件")),
        ("past_reply", json!("原答复")),
        ("happened", json!("2026-03-01T09:00")),
        ("unit", json!("prov-petition")),
        ("unit", Value::Null),
        ("colour", json!("red")),
        ("title", json!("长".repeat(101))),
        ("reporter", json!({"name": "长".repeat(31)})),
    ];
    for (name, value) in fields {
        let mut report = report();
        report[name] = value;
        let wrong = world.post(None, "/reports", report).await.wrong_fields();
        assert!(
            wrong.iter().all(|field| field.starts_with(name)),
            "{name}: {wrong:?}"
        );
    }
    let staff = world.post(Some("prov-clerk"), "/matters", report()).await;
    assert_eq!(staff.wrong_fields(), ["channel"]);
    let mut web = letter("1");
    web["channel"] = json!("web");
    let staff = world.post(Some("prov-clerk"), "/matters", web).await;
    assert_eq!(staff.wrong_fields(), ["channel"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attachment_is_uploaded_then_named() {
    each_engine(async |store| {
        let world = World::on(store).await;
        let raw = Request::post("/api/v1/files?name=%E6%94%B6%E6%8D%AE.pdf");
        let raw = raw.header(header::CONTENT_TYPE, "application/octet-stream");
        let first = world.send(raw.body(Body::from(PDF)).unwrap()).await.done(201);
        assert_eq!(first["media_type"], "application/pdf");
        let form = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.pdf\"\r\n\r\n{PDF}\r\n--x--\r\n"
        );
        let multipart = Request::post("/api/v1/files");
        let multipart = multipart.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let second = world.send(multipart.body(Body::from(form)).unwrap()).await.done(201);
        let mut with_files = report();
        with_files["files"] = json!([first["token"], second["token"]]);
        let filed = world.post(None, "/reports", with_files).await.done(201);
        let path = format!("/matters/{}", filed["number"].as_str().unwrap());
        let matter = world.get(Some("prov-clerk"), &path).await.done(200);
        assert_eq!(matter["reports"][0]["files"].as_array().unwrap().len(), 2);
        let mut forged = report();
        forged["files"] = json!(["nonsense"]);
        assert_eq!(world.post(None, "/reports", forged).await.wrong_fields(), ["files"]);
    })
    .await;
}

/// The smallest file that is told to be a PDF.
const PDF: &str =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_too_large_or_of_no_admitted_kind_is_refused() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let upload = |bytes: Vec<u8>| {
        Request::post("/api/v1/files?name=a.bin")
            .body(Body::from(bytes))
            .unwrap()
    };
    let large = world.send(upload(vec![0; 10 * 1_048_576 + 1])).await;
    assert_eq!(large.problem(413), "urn:jianjian:problem:too-large");
    let program = world.send(upload(b"\x7fELF\x02\x01\x01".to_vec())).await;
    assert_eq!(program.problem(422), "urn:jianjian:problem:invalid");
    let nameless = Request::post("/api/v1/files")
        .body(Body::from(PDF))
        .unwrap();
    assert_eq!(world.send(nameless).await.wrong_fields(), ["name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told_apart() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let cases: [(&str, String, u16); 7] = [
        ("application/json", "{".into(), 400),
        ("application/json", "[1]".into(), 400),
        ("application/json", nested, 400),
        ("application/json", r#"{"title":"a\u0000b"}"#.into(), 400),
        ("text/plain", "{\"a\":1}".into(), 415),
        (
            "application/json",
            format!("\"{}\"", "a".repeat(1_048_576)),
            413,
        ),
        ("application/problem+json", "{}".into(), 422),
    ];
    for (media_type, body, status) in cases {
        let request = Request::post("/api/v1/reports").header(header::CONTENT_TYPE, media_type);
        let answer = world.send(request.body(Body::from(body)).unwrap()).await;
        answer.problem(status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_its_allowance_a_program_waits() {
    let (store, _folder) = fresh_sqlite().await;
    let limits = Limits {
        reports: Allowance::of(2, 1),
        lookups: Allowance::of(1, 1),
        ..Limits::default()
    };
    let world = World::with(store, limits).await;
    for _ in 0..2 {
        world.post(None, "/reports", report()).await.done(201);
    }
    let third = world.post(None, "/reports", report()).await;
    assert_eq!(third.problem(429), "urn:jianjian:problem:too-many");
    assert!(third.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(
        world.get(None, "/reports/status?query_code=x").await.status,
        404
    );
    assert_eq!(
        world.get(None, "/reports/status?query_code=x").await.status,
        429
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_book_is_paged_and_an_unknown_filter_is_not_ignored() {
    each_engine(async |store| {
        let world = World::on(store).await;
        for _ in 0..23 {
            world.post(None, "/reports", report()).await.done(201);
            world.clock.advance(1_000);
        }
        let first = world.get(Some("prov-clerk"), "/matters").await.done(200);
        assert_eq!(first["matters"].as_array().unwrap().len(), 20);
        let cursor = first["next"].as_str().unwrap();
        let path = format!("/matters?cursor={cursor}");
        let second = world.get(Some("prov-clerk"), &path).await.done(200);
        assert_eq!(second["matters"].as_array().unwrap().len(), 3);
        assert_eq!(second["next"], Value::Null);
        let closed = world
            .get(Some("prov-clerk"), "/matters?over=yes")
            .await
            .done(200);
        assert_eq!(closed["total"], "0");
        for (query, field) in [
            ("stage=lost", "stage"),
            ("colour=red", "colour"),
            ("from=soon", "from"),
        ] {
            let answer = world
                .get(Some("prov-clerk"), &format!("/matters?{query}"))
                .await;
            assert_eq!(answer.wrong_fields(), [field]);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_is_counted_for_anyone() {
    let (store, _folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let due = world
        .get(
            None,
            "/due?from=2026-02-06&term=5%20working%20days&explain=yes",
        )
        .await
        .done(200);
    assert_eq!(due["due_on"], "2026-02-13");
    assert_eq!(due["provisional"], false);
    assert_eq!(due["days"].as_array().unwrap().len(), 8);
    let plain = world
        .get(None, "/due?from=2026-02-06&term=5%20working%20days")
        .await
        .done(200);
    assert_eq!(plain["days"], json!([]));
    for (query, field) in [
        ("term=1%20month", "from"),
        ("from=2026-02-06", "term"),
        ("from=2026-02-06&term=3%E6%9C%88", "term"),
        ("from=2026-02-06&term=1%20month&explain=x", "explain"),
        ("from=1800-01-01&term=1%20day", "from"),
    ] {
        let answer = world.get(None, &format!("/due?{query}")).await;
        assert_eq!(answer.wrong_fields(), [field], "{query}");
    }
}

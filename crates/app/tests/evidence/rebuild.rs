//! Rebuild equals live, also after an erasure, and names what was changed by hand.

use crate::office::{TestOffice, office, opened, person};
use crate::story;
use app::queries::matter;
use app::rebuild::{Outcome, check, rebuild};
use serde_json::json;
use store::testing::each_engine;
use store::{Change, Write};

async fn change(test: &TestOffice, sql: &'static str) {
    let write = Write {
        changes: vec![Change::new(sql, Vec::new())],
        ..Write::default()
    };
    test.app.store().commit(write).await.unwrap();
}

async fn assert_same(test: &TestOffice) {
    match check(&test.app).await.unwrap() {
        Outcome::Same(seen) => assert!(seen.matters > 0 && seen.readings > 0),
        Outcome::Differs(differs) => panic!("{differs}"),
    }
}

async fn lived_in(store: store::Store) -> (TestOffice, app::Done) {
    let test = office(store).await;
    let done = story::filed(&test).await;
    test.file(json!({})).await;
    let number = done.number.clone().unwrap();
    matter::matter(&test.app, &person("li"), &number)
        .await
        .unwrap();
    story::to_the_end(&test, &done).await;
    (test, done)
}

#[tokio::test]
async fn a_rebuild_is_what_lives_also_after_an_erasure() {
    each_engine(async |store| {
        let (test, done) = lived_in(store).await;
        assert_same(&test).await;
        erase(&test, &done).await;
        assert_same(&test).await;
        for sql in [
            "DELETE FROM visible",
            "DELETE FROM readings",
            "UPDATE clocks SET due_at = 0",
            "UPDATE matters SET stage = 'received'",
            "DELETE FROM recused",
            "DELETE FROM reports",
            "DELETE FROM tallies WHERE kind = 'here'",
            "UPDATE tallies SET total = total + 1",
        ] {
            change(&test, sql).await;
        }
        let rebuilt = rebuild(&test.app).await.unwrap();
        assert_eq!((rebuilt.matters, rebuilt.readings), (2, 1));
        assert_same(&test).await;
        let again = opened(test.app.store().clone(), &test.key_text, &test.clock).await;
        assert!(matches!(check(&again).await.unwrap(), Outcome::Same(_)));
    })
    .await;
}

#[tokio::test]
async fn rows_of_an_older_program_are_rebuilt_before_they_are_served() {
    each_engine(async |store| {
        let (test, _) = lived_in(store).await;
        change(&test, "UPDATE visible SET came_by = 'seen'").await;
        change(&test, "UPDATE matters SET routed_at = NULL").await;
        let same = opened(test.app.store().clone(), &test.key_text, &test.clock).await;
        assert!(
            matches!(check(&same).await.unwrap(), Outcome::Differs(_)),
            "rows of this program are not looked at again"
        );
        change(
            &test,
            "UPDATE guards SET value = 'older' WHERE name = 'projection'",
        )
        .await;
        let newer = opened(test.app.store().clone(), &test.key_text, &test.clock).await;
        assert!(matches!(check(&newer).await.unwrap(), Outcome::Same(_)));
    })
    .await;
}

/// Destroys the whole report by the person whose role may.
async fn erase(test: &TestOffice, done: &app::Done) {
    test.console("enrol-person", json!({"id": "an", "name": "安壬"}))
        .await;
    let post = json!({"person": "an", "unit": "c", "role": "security-admin"});
    test.console("appoint", post).await;
    let stream = done.matter.unwrap().stream();
    let sql = "SELECT report_id FROM reports WHERE number = $1";
    let number = done.number.clone().unwrap();
    let rows = test.app.store().rows(sql, &[number.into()]).await.unwrap();
    let report: casework::ReportId = rows[0].text(0).unwrap().parse().unwrap();
    let input =
        json!({"report": report.0.to_string(), "extent": "whole", "basis": "试档〔2026〕1号"});
    test.act("an", done, "erase", input).await;
    for table in ["keys WHERE scope", "blind WHERE stream_id"] {
        let sql = format!("SELECT count(*) FROM {table} = $1");
        let rows = test
            .app
            .store()
            .rows(&sql, &[stream.as_str().into()])
            .await
            .unwrap();
        assert_eq!(rows[0].int(0).unwrap(), 0, "{table}");
    }
}

#[tokio::test]
async fn counts_of_an_older_program_are_counted_anew() {
    each_engine(async |store| {
        let (test, _) = lived_in(store).await;
        change(&test, "DELETE FROM tallies").await;
        change(&test, "DELETE FROM guards WHERE name = 'tallies'").await;
        let newer = opened(test.app.store().clone(), &test.key_text, &test.clock).await;
        assert!(matches!(check(&newer).await.unwrap(), Outcome::Same(_)));
    })
    .await;
}

#[tokio::test]
async fn a_comparison_names_the_first_difference() {
    each_engine(async |store| {
        let (test, _) = lived_in(store).await;
        let cases = [
            (
                "UPDATE matters SET stage = 'replied'",
                "table matters",
                "column stage",
            ),
            (
                "UPDATE visible SET over = (over IS NULL)",
                "table visible",
                "column over",
            ),
            ("DELETE FROM leads", "table leads", "missing"),
            (
                "UPDATE readings SET at = at + 1",
                "table readings",
                "not what its event says",
            ),
            (
                "DELETE FROM readings",
                "table readings",
                "not what its event says",
            ),
            (
                "UPDATE tallies SET total = total - 1 WHERE kind = 'came-day'",
                "table tallies, row came-day/",
                "the count is -1 more than its rows",
            ),
            ("DELETE FROM tallies", "table tallies", "more than its rows"),
            (
                "INSERT INTO tallies (kind, owner, day, word, run_id, total) VALUES ('moon', '', 0, '', '', 1)",
                "table tallies, row moon",
                "nothing is counted so",
            ),
            (
                "INSERT INTO recused (person_id, matter_id) VALUES ('li', 'stray')",
                "table recused",
                "no event",
            ),
            (
                "INSERT INTO readings (matter_id, at, person_id, stream_id, version) \
              VALUES ('m', 1, 'li', 'reading-li', 99)",
                "table readings",
                "no event",
            ),
        ];
        for (sql, table, what) in cases {
            change(&test, sql).await;
            let Outcome::Differs(differs) = check(&test.app).await.unwrap() else {
                panic!("nothing was found after {sql}")
            };
            let sentence = differs.to_string();
            assert!(
                sentence.contains(table) && sentence.contains(what),
                "{sql}: {sentence}"
            );
            rebuild(&test.app).await.unwrap();
            assert_same(&test).await;
        }
    })
    .await;
}

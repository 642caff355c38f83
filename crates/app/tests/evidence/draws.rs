//! A draw recomputed from the evidence: it holds, it waits for its checkpoint, and whoever changes the
//! population, the sample or the seed behind the program's back is found out (S0-17).

use app::inspections::proof::prove;
use app::jobs::sequence::sequence;
use app::testing::{SmallOffice, report_about};
use app::{Failure, Subject, Who};
use casework::procedure::Noun;
use serde_json::{Value as Json, json};
use store::testing::each_engine;
use store::{Change, Value, Write};

async fn give(
    office: &SmallOffice,
    subject: Subject,
    act: &str,
    fields: Json,
) -> Result<String, Failure> {
    let who = Who::Staff("p-head".into());
    let done = office.give(&who, subject, act, fields).await?;
    Ok(done.number.unwrap_or_default())
}

/// An inspection of six matters with its population fixed.
async fn fixed(office: &SmallOffice) -> String {
    for _ in 0..6 {
        office.file(report_about("钱某某")).await.unwrap();
    }
    let new = Subject::NewProcedure(Noun::Inspection);
    let opened = json!({"kind": "platform", "from": "2026-01-01", "until": "2026-12-31"});
    let number = give(office, new, "open-inspection", opened).await.unwrap();
    give(
        office,
        Subject::Procedure(number.clone()),
        "fix-population",
        json!({}),
    )
    .await
    .unwrap();
    number
}

#[tokio::test]
async fn a_draw_holds_and_waits_for_its_checkpoint_s0_17() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let number = fixed(&office).await;
        let draw = || {
            give(
                &office,
                Subject::Procedure(number.clone()),
                "draw",
                json!({"number": 2}),
            )
        };
        let Err(Failure::Refused(early)) = draw().await else {
            panic!("nothing can be drawn before the checkpoint");
        };
        assert_eq!(early.0.code, "not-published");
        sequence(&office.app).await.unwrap();
        draw().await.unwrap();
        let proof = prove(&office.app, &number).await.unwrap();
        assert!(proof.holds(), "{:?}", proof.checks);
        assert_eq!(proof.count, 6);
        assert_eq!(proof.drawn.unwrap().count, 2);
        // What the ledger grows by later changes nothing.
        office.file(report_about("钱某某")).await.unwrap();
        sequence(&office.app).await.unwrap();
        assert!(prove(&office.app, &number).await.unwrap().holds());
    })
    .await;
}

#[tokio::test]
async fn a_changed_sample_population_or_seed_is_found_out_s0_17() {
    for (kind, part) in [
        ("inspection.drawn.v1", "\"wanted\":"),
        ("inspection.drawn.v1", "\"seed\":\""),
        ("inspection.population-fixed.v1", "\"name\":\""),
    ] {
        each_engine(async |store| {
            let office = SmallOffice::found(store).await;
            let number = fixed(&office).await;
            sequence(&office.app).await.unwrap();
            let subject = Subject::Procedure(number.clone());
            give(&office, subject, "draw", json!({"number": 2}))
                .await
                .unwrap();
            change(&office, kind, part).await;
            assert!(
                !prove(&office.app, &number).await.unwrap().holds(),
                "{kind} {part}"
            );
        })
        .await;
    }
}

/// Changes what follows a part of a stored event.
async fn change(office: &SmallOffice, kind: &str, part: &str) {
    let sql = "SELECT stream_id, version, body FROM events WHERE stream_id LIKE 'inspection-%'";
    let rows = office.app.store().rows(sql, &[]).await.unwrap();
    for row in &rows {
        let body = String::from_utf8(row.blob(2).unwrap().to_vec()).unwrap();
        if !body.contains(kind) {
            continue;
        }
        let changed = match part {
            "\"wanted\":" => {
                body.replacen("\"wanted\":{\"number\":2}", "\"wanted\":{\"number\":1}", 1)
            }
            "\"seed\":\"" => body.replacen(part, "\"seed\":\"0", 1),
            _ => body.replacen(part, "\"name\":\"9", 1),
        };
        assert_ne!(changed, body);
        let params = vec![
            Value::Blob(changed.into_bytes()),
            row.text(0).unwrap().into(),
            row.int(1).unwrap().into(),
        ];
        let sql = "UPDATE events SET body = $1 WHERE stream_id = $2 AND version = $3".to_owned();
        let write = Write {
            changes: vec![Change::new(sql, params)],
            ..Write::default()
        };
        office.app.store().commit(write).await.unwrap();
    }
}

//! Several sequencers at once never fork the ledger, and a receipt is provable at once.

use crate::office::{MINUTE, office, opened};
use app::evidence::{Outcome, receipt, verifier_key, verify};
use app::jobs::sequence::sequence;
use serde_json::json;
use store::testing::{each_engine, reopened};

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_grow_one_ledger() {
    each_engine(async |store| {
        let test = office(store).await;
        let other = reopened(test.app.store()).await;
        let other = opened(other, &test.key_text, &test.clock).await;
        for _ in 0..10 {
            for _ in 0..3 {
                test.file(json!({})).await;
            }
            let (one, two) = tokio::join!(
                tokio::spawn({
                    let app = test.app.clone();
                    async move { sequence(&app).await }
                }),
                tokio::spawn({
                    let app = other.clone();
                    async move { sequence(&app).await }
                })
            );
            assert!(one.unwrap().unwrap() > 0 && two.unwrap().unwrap() > 0);
        }
        for node in [&test.app, &other] {
            match verify(node, &[]).await.unwrap() {
                Outcome::Sound(report) => assert_eq!(report.unsequenced, 0),
                Outcome::Bad(bad) => panic!("{bad}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_receipt_is_proved_within_its_promise() {
    each_engine(async |store| {
        let test = office(store).await;
        let filed = test.file(json!({})).await.filed.unwrap();
        assert!(filed.receipt.promised_within_seconds <= 60);
        assert!(
            receipt(&test.app, &filed.receipt.leaf)
                .await
                .unwrap()
                .is_none()
        );
        test.clock.advance(MINUTE);
        sequence(&test.app).await.unwrap();
        let proof = receipt(&test.app, &filed.receipt.leaf)
            .await
            .unwrap()
            .unwrap();
        let parsed = ledger::receipt::Receipt::parse(&proof.text).unwrap();
        let leaf = filed.receipt.leaf.parse().unwrap();
        parsed.verify(&leaf, &[verifier_key(&test.app)]).unwrap();
        let other = "00".repeat(32).parse().unwrap();
        assert!(parsed.verify(&other, &[verifier_key(&test.app)]).is_err());
    })
    .await;
}

//! The jobs of a serving node.

use crate::office::office;
use app::jobs;
use std::time::Duration;
use store::testing::each_engine;
use tokio::time::{sleep, timeout};

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_starts_with_other_rules_recounts_the_running_clocks_t21() {
    each_engine(async |store| {
        let test = office(store).await;
        let store = test.app.store().clone();
        let known = async || {
            let sql = "SELECT value FROM guards WHERE name = 'recounted'";
            let rows = store.rows(sql, &[]).await.unwrap();
            rows.first().map(|row| row.text(0).unwrap().to_owned())
        };
        assert_eq!(known().await, None);
        let started = jobs::start(&test.app);
        let counted = async {
            loop {
                if let Some(of) = known().await {
                    return of;
                }
                sleep(Duration::from_millis(20)).await;
            }
        };
        let counted = timeout(Duration::from_secs(20), counted).await.unwrap();
        started.iter().for_each(tokio::task::JoinHandle::abort);
        assert!(counted.contains(test.app.calendar().version()), "{counted}");
    })
    .await;
}

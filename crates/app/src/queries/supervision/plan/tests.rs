//! The plan of an organ with thousands of promises about to go out: read in the order of its index.

use super::asked;
use crate::queries::listing;
use crate::queries::supervision::Desk;
use crate::testing::{MONDAY, SmallOffice};
use casework::PersonId;
use store::testing::each_engine;
use store::{Change, Engine, Write};

/// Clocks of one organ: one in twenty goes out, as where most have ended.
const CLOCKS: &str = "INSERT INTO clocks (matter_id, clock, rule, owner, due_at, lapsed, goes_at, goes_kind, goes_from) \
     WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 60000) \
     SELECT 'm-' || n, 1, 'route', 'x', 0, FALSE, CASE WHEN n % 20 = 0 THEN CAST(n AS bigint) END, \
     CASE WHEN n % 20 = 0 THEN 'warning' END, CASE WHEN n % 20 = 0 THEN 'p' END FROM c";

/// Their matters.
const MATTERS: &str = "INSERT INTO matters (matter_id, number, stage, channel, region, receiver, holder, real_name, repeats, \
     excluded, received_at, entered_at, due_at, lapsed, over, touched_at, version) \
     SELECT matter_id, matter_id, 'routed', 'letter', '', 'p', 'x', FALSE, 0, FALSE, 0, 0, 0, FALSE, FALSE, 0, 1 FROM clocks";

/// The organ knows of every one.
const VISIBLE: &str = "INSERT INTO visible (unit_id, matter_id, sort_key, stage, channel, holder, real_name, due_at, \
     received_at, over, repeats) \
     SELECT 'p', matter_id, matter_id, 'routed', 'letter', 'x', FALSE, 0, 0, FALSE, 0 FROM clocks";

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_out_is_read_in_the_order_of_its_index() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        let mut texts = vec![CLOCKS, MATTERS, VISIBLE];
        if app.store().engine() == Engine::Postgres {
            texts.extend(["ANALYZE clocks", "ANALYZE matters", "ANALYZE visible"]);
        }
        let changes = texts.into_iter().map(|sql| Change::new(sql, []));
        let write = Write {
            changes: changes.collect(),
            ..Write::default()
        };
        app.store().commit(write).await.unwrap();
        let desk = Desk::of(app, &PersonId::from("p-head")).await.unwrap();
        for after in [None, Some("7~m-7~1")] {
            let told = listing::plan(app, asked(&desk, MONDAY, after))
                .await
                .unwrap();
            let told = told.join("\n");
            assert!(told.contains("clocks_going"), "{told}");
            let sorts = [
                "TEMP B-TREE",
                "Sort Key: c.goes_at",
                "Bitmap Heap Scan on clocks",
            ];
            assert!(!sorts.iter().any(|word| told.contains(word)), "{told}");
        }
    })
    .await;
}

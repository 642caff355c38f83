//! Inspections as their readers meet them: who is checked sees its own item alone, strangers find nothing,
//! and nobody reads of a matter here that they may not open.

use axum::http::StatusCode;

use super::office::each_engine;
use crate::support::body::pairs;

#[tokio::test]
async fn who_is_checked_sees_its_own_item_and_strangers_nothing_s1_05_t3() {
    each_engine(async |office| {
        let desk = office.desk_of("p-head").await;
        let fields = pairs(&[
            ("kind", "venue"),
            ("from", "2026-01-01"),
            ("until", "2026-03-31"),
        ]);
        let opened = desk.post("/desk/inspections/new", &fields).await;
        let at = opened.landed().to_owned();
        let venues = pairs(&[
            ("venues.0.unit", "x"),
            ("venues.0.place", "县信访接待大厅"),
            ("venues.0.visit", "open"),
            ("venues.1.unit", "y"),
            ("venues.1.place", "邻县来访接待室"),
            ("venues.1.visit", "secret"),
        ]);
        desk.post(&format!("{at}/venues"), &venues).await;
        let items = format!("{at}/items");
        assert!(desk.open(&items).await.has("邻县来访接待室"));
        let checked = desk.open("/desk/inspection-figures").await;
        assert!(checked.has("检查"), "figures stand beside it");
        for stranger in ["x-head", "x-handler", "y-clerk", "system"] {
            let stranger = office.desk_of(stranger).await;
            for page in [&at, &items, &format!("{at}/checking")] {
                let answer = stranger.get(page).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
                assert!(!answer.has("接待"));
            }
        }
        let faulty = pairs(&[
            ("item", "1"),
            ("verdict", "faulty"),
            ("problems", "reception"),
            ("opinion", "上午无人值班"),
        ]);
        desk.post(&format!("{at}/checking"), &faulty).await;
        let demand = pairs(&[("item", "1"), ("demand", "落实值班")]);
        desk.post(&format!("{at}/rectification"), &demand).await;
        let party = office.desk_of("x-head").await;
        let page = party.open(&items).await;
        assert!(page.has("上午无人值班") && page.has("落实值班"));
        assert!(!page.has("邻县来访接待室"), "only its own");
        let page = party.open(&at).await;
        assert!(!page.has("抽取证明") && !page.has("范围证明"));
        let other = office.desk_of("y-clerk").await;
        assert_eq!(other.get(&items).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn figures_of_organs_beside_or_above_do_not_exist_t3() {
    each_engine(async |office| {
        let county = office.desk_of("x-head").await;
        for page in [
            "/desk/priority/p",
            "/desk/priority/y",
            "/desk/priority/none",
            "/desk/inspection-figures/p",
            "/desk/inspection-figures/y?figure=opinions",
            "/desk/inspection-figures/x?figure=none",
        ] {
            assert_eq!(
                county.get(page).await.status,
                StatusCode::NOT_FOUND,
                "{page}"
            );
        }
        assert!(county.open("/desk/priority/x").await.has("慢签收"));
        assert!(
            county
                .open("/desk/inspection-figures/x")
                .await
                .has("检查项")
        );
    })
    .await;
}

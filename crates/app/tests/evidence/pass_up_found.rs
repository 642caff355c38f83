//! What was passed up is found by the superior alone: no look-up below leads to it, neither the card beside
//! the typing clerk nor the mark that it came before; given back, it is found below again.

use crate::pass_up::{act, office, passed_up, registered, report};
use app::queries::repeats::{Card, Typed, repeats};
use app::testing::SmallOffice;
use app::{Done, Failure};
use casework::PersonId;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a clerk types who has the same reporter and the same accused before them.
async fn cards(office: &SmallOffice, who: &str) -> Vec<Card> {
    let typed = Typed {
        name: "欧阳藏名".to_owned(),
        phone: "139 8765 4321".to_owned(),
        accused: vec!["钱某某".to_owned()],
        ..Typed::default()
    };
    match repeats(&office.app, &PersonId::from(who), &typed).await {
        Ok(cards) => cards,
        Err(Failure::NotFound) => Vec::new(),
        Err(failure) => panic!("{who}: {failure:?}"),
    }
}

type Tokens = BTreeSet<(String, Vec<u8>)>;

/// Under what a matter is found.
async fn tokens(office: &SmallOffice, done: &Done) -> Tokens {
    let sql = "SELECT namespace, token FROM blind WHERE stream_id = $1";
    let stream = done.matter.unwrap().stream();
    let rows = office.app.store().rows(sql, &[stream.into()]).await;
    let row = |row: &store::Row| {
        (
            row.text(0).unwrap().to_owned(),
            row.blob(1).unwrap().to_vec(),
        )
    };
    rows.unwrap().iter().map(row).collect()
}

/// 初次 or 重复, as registered.
async fn turn(office: &SmallOffice, done: &Done) -> String {
    let sql = "SELECT turn FROM matters WHERE number = $1";
    let number = done.number.clone().unwrap();
    let rows = office
        .app
        .store()
        .rows(sql, &[number.into()])
        .await
        .unwrap();
    rows[0].text(0).unwrap().to_owned()
}

fn leads() -> Value {
    json!([{"subject": "钱某某", "rank": "county", "managed_at": "city",
        "issues": [{"category": "152", "text": "独特的问题"}]}])
}

async fn register(office: &SmallOffice, who: &str, done: &Done) {
    act(
        office,
        who,
        done,
        "register",
        json!({"class": "A", "leads": leads()}),
    )
    .await;
}

#[tokio::test]
async fn a_look_up_below_finds_nothing_and_the_superiors_finds_it_p_28_t3() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = registered(&office).await;
        let number = done.number.clone().unwrap();
        let below = cards(&office, "x-clerk").await;
        assert_eq!((below.len(), &below[0].number), (1, &number));
        let plain = tokens(&office, &done).await;
        assert_eq!(plain.len(), 3, "a telephone, a name, an accused");

        let ground = json!({"ground": "superior-cadre"});
        act(&office, "x-clerk", &done, "pass-up", ground).await;
        let above = tokens(&office, &done).await;
        assert_eq!(above.len(), 3);
        assert!(
            above.is_disjoint(&plain),
            "no row of it is left under what others look for"
        );
        for who in ["x-clerk", "y-clerk", "p-clerk", "t-officer"] {
            assert!(cards(&office, who).await.is_empty(), "{who}");
        }
        let found = cards(&office, "c-clerk").await;
        assert_eq!((found.len(), &found[0].number), (1, &number));
        assert!(found[0].why.contains("举报人电话相同") && found[0].why.contains("被反映人同名"));

        register(&office, "c-clerk", &done).await;
        act(&office, "c-clerk", &done, "screen", json!({"class": "A"})).await;
        act(
            &office,
            "c-leader",
            &done,
            "instruct",
            json!({"text": "请核查"}),
        )
        .await;
        let route = json!({"to": "y", "mode": "assign", "summary": "转办的摘要"});
        act(&office, "c-clerk", &done, "route", route).await;
        assert_eq!(
            cards(&office, "y-clerk").await.len(),
            1,
            "who was given it finds it too"
        );
        assert_eq!(cards(&office, "c-clerk").await.len(), 1);
        assert!(cards(&office, "x-clerk").await.is_empty());
        let reason = json!({"reason": "不属本县"});
        act(&office, "y-clerk", &done, "return", reason).await;
        assert!(cards(&office, "y-clerk").await.is_empty());
        assert_eq!(tokens(&office, &done).await, above, "as it was above");
    })
    .await;
}

#[tokio::test]
async fn given_back_it_is_found_below_again_p_28() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = registered(&office).await;
        let plain = tokens(&office, &done).await;
        let ground = json!({"ground": "superior-cadre"});
        act(&office, "x-clerk", &done, "pass-up", ground).await;
        let reason = json!({"reason": "被反映人属县管干部"});
        act(&office, "c-clerk", &done, "return-down", reason).await;
        assert_eq!(tokens(&office, &done).await, plain);
        assert_eq!(cards(&office, "x-clerk").await.len(), 1);
        assert!(cards(&office, "y-clerk").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_went_straight_up_is_found_by_the_superior_alone() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let mut about = report("钱某某");
        about["accused"]
            .as_array_mut()
            .unwrap()
            .push(json!({"name": "韩立"}));
        let done = office.file(about).await.unwrap();
        assert_eq!(tokens(&office, &done).await.len(), 4);
        assert!(cards(&office, "x-clerk").await.is_empty());
        assert_eq!(cards(&office, "c-clerk").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_mark_that_it_came_before_tells_nothing_below_and_something_above_t3() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        passed_up(&office).await;
        let again = office.file(report("钱某某")).await.unwrap();
        register(&office, "x-clerk", &again).await;
        assert_eq!(
            turn(&office, &again).await,
            "first",
            "below nothing is known of the other"
        );
        let mut direct = report("钱某某");
        direct["unit"] = json!("c");
        let direct = office.file(direct).await.unwrap();
        register(&office, "c-clerk", &direct).await;
        assert_eq!(turn(&office, &direct).await, "repeat");
        let ground = json!({"ground": "superior-cadre"});
        act(&office, "x-clerk", &again, "pass-up", ground).await;
        register(&office, "c-clerk", &again).await;
        assert_eq!(
            turn(&office, &again).await,
            "repeat",
            "also where both are closed to others"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_erased_above_is_found_by_nobody() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = passed_up(&office).await;
        crate::pass_up_keys::erased(&office, &done, "identity").await;
        let left = tokens(&office, &done).await;
        assert!(
            !left.is_empty()
                && left
                    .iter()
                    .all(|(namespace, _)| namespace == "subject-name")
        );
        crate::pass_up_keys::erase(&office, &done, "whole").await;
        assert!(tokens(&office, &done).await.is_empty());
        assert!(cards(&office, "c-clerk").await.is_empty());
    })
    .await;
}

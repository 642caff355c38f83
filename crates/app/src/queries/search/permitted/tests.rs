//! The stream of what fits.

use super::super::{Asked, planned};
use super::*;
use crate::search_index::{Id, pack};
use crate::testing::SmallOffice;
use casework::PersonId;
use serde_json::json;
use store::testing::each_engine;

/// An office with eleven segments of three matters, and three matters that are not packed.
async fn packed_often(store: store::Store) -> SmallOffice {
    let office = SmallOffice::found(store).await;
    for number in 0..36 {
        let word = if number % 3 == 0 {
            "低保款"
        } else {
            "修路款"
        };
        let fields =
            json!({"channel": "web", "unit": "x", "title": word, "text": "三年没有发给村民。"});
        office.file(fields).await.unwrap();
        office.clock.advance(1_000);
        if number % 3 == 2 && number < 33 {
            pack(&office.app, 1).await.unwrap();
        }
    }
    office
}

async fn plans_of(office: &SmallOffice, typed: &str) -> Vec<Plan> {
    let reader = Reader::of(&office.app, &PersonId::from("x-clerk"))
        .await
        .unwrap();
    let asked = Asked::read(&reader.office, typed).unwrap();
    planned::plans(&office.app, &reader, &asked)
}

#[tokio::test]
async fn everything_is_found_once_and_in_order_however_much_is_taken_s1_44() {
    each_engine(async |store| {
        let office = packed_often(store).await;
        for (typed, of) in [
            ("三年", 36),
            ("低保款", 12),
            ("低保款 村民", 12),
            ("没有的词", 0),
        ] {
            let plans = plans_of(&office, typed).await;
            for (about, step) in [
                (1, 1),
                (2, 1),
                (4, 5),
                (9, 1),
                (20, 8_192),
                (32, 1),
                (640, 7),
            ] {
                let sought = seek(&office.app, &plans).await.unwrap();
                let mut sought = sought.by_steps_of(step);
                let mut found: Vec<Id> = Vec::new();
                loop {
                    let some = sought.newest(about).await.unwrap();
                    if some.is_empty() {
                        break;
                    }
                    assert!(
                        some.len() >= about.min(of - found.len()),
                        "{typed}, {about}"
                    );
                    found.extend(some.iter().map(|one| one.id));
                }
                assert_eq!(found.len(), of, "{typed}, {about}");
                let falls = found.is_sorted_by(|one, other| one > other);
                assert!(falls, "{typed}, {about}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_newest_are_found_without_the_lists_of_older_segments_s1_44() {
    each_engine(async |store| {
        let office = packed_often(store).await;
        let plans = plans_of(&office, "三年").await;
        let mut sought = seek(&office.app, &plans).await.unwrap().by_steps_of(1);
        assert_eq!(sought.newest(3).await.unwrap().len(), 3);
        assert_eq!(sought.unread(), 11, "what is asked for lies unpacked");
        assert_eq!(sought.newest(2).await.unwrap().len(), 2);
        assert_eq!(sought.unread(), 10, "and then in the newest segment");
    })
    .await;
}

//! A person's own things: kept, found again, read by nobody else, unreadable in a copied database.

use crate::office::{MINUTE, office, person};
use app::own::{self, Kind};
use serde_json::json;
use store::testing::each_engine;

#[tokio::test]
async fn what_a_person_keeps_is_found_by_that_person_alone() {
    each_engine(async |store| {
        let test = office(store).await;
        let (li, ma) = (person("li"), person("ma"));
        let first = json!({"text": "请按程序办理"});
        own::keep(&test.app, &li, Kind::Phrase, "1", &first)
            .await
            .unwrap();
        test.clock.advance(MINUTE);
        own::keep(&test.app, &li, Kind::Phrase, "2", &json!("同意"))
            .await
            .unwrap();
        own::keep(&test.app, &li, Kind::Draft, "1", &json!(7))
            .await
            .unwrap();
        let names: Vec<_> = own::list(&test.app, &li, Kind::Phrase).await.unwrap();
        let names: Vec<_> = names.iter().map(|kept| &*kept.name).collect();
        assert_eq!(names, ["2", "1"]);
        let found = own::find(&test.app, &li, Kind::Phrase, "1").await.unwrap();
        assert_eq!(found.unwrap().value, first);
        assert!(
            own::list(&test.app, &ma, Kind::Phrase)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            own::find(&test.app, &ma, Kind::Phrase, "1")
                .await
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn the_last_kept_stands_and_the_forgotten_is_gone() {
    each_engine(async |store| {
        let test = office(store).await;
        let li = person("li");
        for text in ["一稿", "二稿"] {
            own::keep(&test.app, &li, Kind::Draft, "letter", &json!(text))
                .await
                .unwrap();
        }
        let kept = own::list(&test.app, &li, Kind::Draft).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].value, json!("二稿"));
        own::forget(&test.app, &li, Kind::Draft, "letter")
            .await
            .unwrap();
        own::forget(&test.app, &li, Kind::Draft, "letter")
            .await
            .unwrap();
        assert!(
            own::list(&test.app, &li, Kind::Draft)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_value_moved_to_another_row_does_not_open() {
    each_engine(async |store| {
        let test = office(store).await;
        let (li, ma) = (person("li"), person("ma"));
        own::keep(&test.app, &li, Kind::Draft, "a", &json!("甲"))
            .await
            .unwrap();
        let moved = "UPDATE own SET person_id = 'ma'";
        let write = store::Write {
            changes: vec![store::Change::new(moved, [])],
            ..store::Write::default()
        };
        test.app.store().commit(write).await.unwrap();
        assert!(own::list(&test.app, &ma, Kind::Draft).await.is_err());
    })
    .await;
}

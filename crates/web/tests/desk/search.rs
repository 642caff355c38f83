//! Search at the desk: a box on every page, words in no address, pages that turn, and nothing for who may not know.

use app::{Subject, Who};
use axum::http::StatusCode;
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};
use crate::support::page::addresses;

async fn seek(desk: &Browser, typed: &str) -> Answer {
    let pairs = [("typed".to_owned(), typed.to_owned())];
    let sent = desk.post("/desk/search", &pairs).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let address = sent.location().to_owned();
    assert!(
        address.is_ascii() && !address.contains('%'),
        "{address} holds no word"
    );
    desk.get(&address).await
}

async fn filed(office: &Office, title: &str) {
    let fields =
        json!({"channel": "web", "unit": "p", "title": title, "text": "柳溪镇的低保款被代领。"});
    let filed = office
        .give(&Who::Citizen, Subject::NewMatter, "receive", fields)
        .await;
    filed.unwrap();
}

#[tokio::test]
async fn the_box_stands_on_every_page_and_leads_to_marked_results_s1_44() {
    each_engine(async |office| {
        filed(&office, "反映低保款").await;
        filed(&office, "反映道路").await;
        let desk = office.desk_of("p-clerk").await;
        assert!(desk.open("/desk").await.has("action=\"/desk/search\""));
        let empty = desk.open("/desk/search").await;
        assert!(empty.has("低保 柳溪镇") && empty.has("只找您看得到的"));
        let found = seek(&desk, "低保 柳溪").await;
        assert_eq!(found.body.matches("<li><h2>").count(), 2);
        assert!(
            found.has("反映<mark>低保</mark>款")
                && found.has("<mark>柳溪</mark>镇的<mark>低保</mark>款")
        );
        assert!(found.body.find("反映<mark>").unwrap() < found.body.find("反映道路").unwrap());
        assert!(
            found.has("value=\"低保 柳溪\""),
            "the box comes back filled"
        );
        assert!(
            seek(&desk, "标题：低保")
                .await
                .has("<span class=\"note\">1 件")
        );
        assert!(seek(&desk, "没有的词").await.has("没有找到"));
        let wrong = seek(&desk, "张").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("单个字找不准") && wrong.has("value=\"张\""));
        assert!(
            desk.open("/desk/search").await.has("标题：低保"),
            "what was sought a little while ago"
        );
        let nothing = desk
            .post("/desk/search", &[("typed".to_owned(), " ".to_owned())])
            .await;
        assert_eq!(nothing.location(), "/desk/search");
    })
    .await;
}

#[tokio::test]
async fn results_turn_their_pages_for_their_owner_alone_and_half_an_hour() {
    each_engine(async |office| {
        for number in 0..21 {
            filed(&office, &format!("第{number}件")).await;
        }
        let desk = office.desk_of("p-clerk").await;
        let first = seek(&desk, "低保").await;
        let next = addresses(&first.body)
            .into_iter()
            .find(|link| link.contains("page=2"))
            .unwrap();
        let second = desk.open(&next).await;
        assert_eq!(second.body.matches("<li><h2>").count(), 1);
        let address = next.split('&').next().unwrap();
        let other = office.desk_of("p-head").await.open(address).await;
        assert!(other.has("只保留半小时") && !other.has("低保款"));
        office.clock.advance(25 * 60_000);
        assert!(desk.open(address).await.has("21 件"));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_know_finds_nothing_and_an_administrator_may_not_search_t3_t20() {
    each_engine(async |office| {
        filed(&office, "反映低保款").await;
        let below = office.desk_of("x-clerk").await;
        let found = seek(&below, "低保").await;
        assert!(found.has("没有找到") && !found.has("反映"));
        let system = office.desk_of("system").await;
        assert!(!system.open("/desk/office").await.has("/desk/search"));
        assert_eq!(
            system.get("/desk/search").await.status,
            StatusCode::FORBIDDEN
        );
        let pairs = [("typed".to_owned(), "低保".to_owned())];
        let answer = system.post("/desk/search", &pairs).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_among_results_is_a_reading_of_each_matter_t18() {
    each_engine(async |office| {
        filed(&office, "反映低保款").await;
        let desk = office.desk_of("p-clerk").await;
        let found = seek(&desk, "低保").await;
        let matter = addresses(&found.body)
            .into_iter()
            .find(|link| link.starts_with("/desk/matters/"))
            .unwrap();
        let matter = desk.open(&matter).await;
        assert!(matter.has("反映低保款"));
        let trail = addresses(&matter.body)
            .into_iter()
            .find(|link| link.ends_with("/trail"));
        let trail = office.desk_of("p-head").await.open(&trail.unwrap()).await;
        assert!(trail.has("检索时看到") && trail.has("查阅"));
    })
    .await;
}

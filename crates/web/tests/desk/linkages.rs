//! Linkages (联动处置) page by page: the form that comes back filled, the two letters, and who finds nothing: a
//! stranger, the receiver before the letter is signed, and whoever is recused from the matter.

use app::Subject;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::office::{Office, each_engine};
use crate::support::body::pairs;

/// A demand of the province, screened out and reviewed. Its number.
async fn demand(office: &Office) -> String {
    let report = json!({"channel": "web", "unit": "p", "title": "反映安置房没有交付", "text": "五年没有交付。"});
    let done = office
        .give(&app::Who::Citizen, Subject::NewMatter, "receive", report)
        .await;
    let number = done.unwrap().number.unwrap();
    let out = json!({"class": "D", "reason": "房屋交付", "body": "housing"});
    for (person, act, fields) in [
        (
            "p-clerk",
            "register",
            json!({"class": "D", "region": "990100"}),
        ),
        ("p-clerk", "screen", out),
        ("p-head", "review-exclusion", json!({"review": "confirm"})),
    ] {
        office.act(person, &number, act, fields).await;
    }
    number
}

/// The province has an office that gets copies.
async fn copied(office: &Office) {
    let unit = json!({"id": "p-first", "name": "云岭省纪委监委第一监督检查室", "kind": "supervision-office",
                      "level": "province", "parent": "p", "region": "990000", "place": "云岭省"});
    let made = office
        .give(&app::Who::Console, Subject::Office, "found-unit", unit)
        .await;
    made.unwrap();
}

fn words<'a>(matter: &'a str, summary: &'a str) -> Vec<(String, String)> {
    pairs(&[
        ("matter", matter),
        ("class", "many"),
        ("ground", "涉及两千户"),
        ("receiver", "c"),
        ("inspection", "p-first"),
        ("summary", summary),
        ("demand", "督促依法解决"),
    ])
}

async fn give(office: &Office, person: &str, number: &str, act: &str, fields: Value) {
    let subject = Subject::Procedure(number.to_owned());
    let done = office
        .give(&app::Who::Staff(person.into()), subject, act, fields)
        .await;
    done.unwrap();
}

#[tokio::test]
async fn a_linkage_is_proposed_by_form_and_kept_from_strangers_and_recused_s1_50_t4() {
    each_engine(async |office| {
        copied(&office).await;
        let matter = demand(&office).await;
        let page = format!("/desk/matters/{matter}");
        let door = format!("/desk/linkages/new?matter={matter}");
        for (person, offered) in [("p-clerk", true), ("p-principal", false)] {
            let page = office.desk_of(person).await.open(&page).await;
            assert_eq!(page.has(&door), offered, "{person}");
        }
        let desk = office.desk_of("p-clerk").await;
        let back = desk
            .post("/desk/linkages/new", &words(&matter, "请打13800001234联系"))
            .await;
        assert!(
            back.has("可能让接收单位认出举报人") && back.has("涉及两千户"),
            "what was typed stays"
        );
        let opened = desk
            .post("/desk/linkages/new", &words(&matter, "三个小区没有交付"))
            .await;
        let at = opened.landed().to_owned();
        assert!(at.starts_with("/desk/linkages/LD-p-2026-0001"), "{at}");
        let number = at.rsplit('/').next().unwrap().to_owned();
        assert!(
            desk.open(&format!("{at}/prompt-letter"))
                .await
                .has("送签稿")
        );
        let book = "/desk/linkages/book";
        let doors = [
            "",
            "/prompt-letter",
            "/prompt-letter/docx",
            "/prompt-letter/pdf",
            "/handover-letters/1",
            "/handover-letters/1/docx",
            "/handover-letters/1/pdf",
            "/acknowledgement",
        ];
        // Nobody outside knows of a draft; the county below never does.
        for stranger in ["c-leader", "x-head", "y-clerk", "system"] {
            let stranger = office.desk_of(stranger).await;
            for door in doors {
                let shut = stranger.get(&format!("{at}{door}")).await;
                assert_eq!(shut.status, StatusCode::NOT_FOUND, "{door}");
                assert!(!shut.has("三个小区"));
            }
            assert!(!stranger.get(book).await.has("LD-p-2026-0001"));
        }
        give(&office, "p-head", &number, "sign-prompt", json!({})).await;
        let receiver = office.desk_of("c-leader").await;
        let letter = receiver.open(&format!("{at}/prompt-letter")).await;
        assert!(letter.has("提函〔2026〕1号") && letter.has("三个小区没有交付"));
        assert!(receiver.open(book).await.has("LD-p-2026-0001"));
        assert!(
            !receiver.open(&at).await.has("涉及两千户"),
            "why it matters stays inside"
        );
        let page = receiver.get(&format!("/desk/matters/{matter}")).await;
        assert_eq!(
            page.status,
            StatusCode::NOT_FOUND,
            "the copy opens no dossier"
        );
        // Of the matter somebody is recused from, the linkage does not exist either.
        let recuse = json!({"person": "p-leader", "reason": "亲属是承建人"});
        office.act("p-principal", &matter, "recuse", recuse).await;
        let recused = office.desk_of("p-leader").await;
        for door in doors {
            let shut = recused.get(&format!("{at}{door}")).await;
            assert_eq!(shut.status, StatusCode::NOT_FOUND, "{door}");
        }
        for list in [book, "/desk/linkages", "/desk", "/desk/procedures"] {
            assert!(!recused.get(list).await.has("LD-p-2026-0001"), "{list}");
        }
        assert!(
            office
                .desk_of("p-principal")
                .await
                .open(book)
                .await
                .has("LD-p-2026-0001")
        );
    })
    .await;
}

#[tokio::test]
async fn the_book_is_narrowed_by_class_state_and_receiver_s1_49() {
    each_engine(async |office| {
        copied(&office).await;
        let matter = demand(&office).await;
        let desk = office.desk_of("p-clerk").await;
        desk.post("/desk/linkages/new", &words(&matter, "三个小区没有交付"))
            .await;
        let has = async |asked: &str| {
            let page = desk.open(&format!("/desk/linkages/book?{asked}")).await;
            page.has("LD-p-2026-0001")
        };
        for yes in [
            "",
            "class=many",
            "state=proposed",
            "receiver=c",
            "class=many&state=proposed&receiver=c",
        ] {
            assert!(has(yes).await, "{yes}");
        }
        for no in [
            "class=central",
            "state=concluded",
            "receiver=x",
            "cursor=1.0",
            "class=many&receiver=y",
        ] {
            let shown = has(no).await;
            assert_eq!(shown, no == "cursor=1.0", "{no}");
        }
    })
    .await;
}

//! Door by door (T3, T4): who is recused or accused finds nothing anywhere, and who sees but may not
//! is told who may.

use app::{Subject, Who};
use axum::http::StatusCode;
use casework::PersonId;
use serde_json::json;

use super::journey::PNG;
use super::office::{Office, each_engine};
use crate::support::browser::Browser;

/// Every direct door of a matter.
async fn is_shut(desk: &Browser, number: &str, file: &str) {
    let at = format!("/desk/matters/{number}");
    for door in [
        "",
        "/trail",
        "/registration",
        "/routing",
        "/identity",
        "/identity-request",
        "/identity-decision",
        "/recusals",
        "/findings",
    ] {
        let answer = desk.get(&format!("{at}{door}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "GET {door}");
        assert!(
            !answer.has(number) && !answer.has("采砂"),
            "GET {door} says nothing"
        );
    }
    for part in ["", "?original", "/copy", "/copy?show", "/original"] {
        let answer = desk.get(&format!("{at}/files/{file}{part}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "file {part}");
    }
    for noun in casework::matter::steps::ACTS.iter().map(|act| act.noun) {
        let pairs = [("text".to_owned(), "一句话".to_owned())];
        let answer = desk.post(&format!("{at}/{noun}"), &pairs).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "POST {noun}");
        assert!(!answer.has("采砂"), "POST {noun} says nothing");
    }
}

/// Every list and count.
async fn is_unlisted(desk: &Browser, number: &str) {
    for list in [
        "/desk",
        "/desk/identities",
        "/desk/matters",
        "/desk/matters?over=no",
        &format!("/desk/matters?number={number}"),
    ] {
        let answer = desk.open(list).await;
        assert!(!answer.has("采砂"), "{list}");
    }
    assert!(desk.open("/desk/matters").await.has("共 0 件"));
    for words in ["采砂", number] {
        let pairs = [("typed".to_owned(), words.to_owned())];
        let sought = desk.post("/desk/search", &pairs).await;
        let answer = desk.open(sought.location()).await;
        assert!(answer.has("没有找到"), "{words}");
        assert!(!answer.has("夜间") && !answer.has("还有更多"));
    }
}

/// Files a report with a picture and gives its number and the picture's id.
async fn with_file(office: &Office, accused: &str) -> (String, String) {
    let uploaded = app::files::upload(&office.app, "现场.png", PNG)
        .await
        .unwrap();
    let report = json!({
        "channel": "web", "unit": "x", "title": "反映河道采砂", "text": "夜间采砂。",
        "accused": [{"name": accused}], "files": [uploaded.token],
    });
    let done = office
        .give(&Who::Citizen, Subject::NewMatter, "receive", report)
        .await
        .unwrap();
    (done.number.unwrap(), uploaded.id.to_string())
}

#[tokio::test]
async fn the_accused_finds_nothing_behind_any_door() {
    each_engine(async |office| {
        // The county's clerk bears the name.
        let (number, file) = with_file(&office, "陈静").await;
        let desk = office.desk_of("x-clerk").await;
        is_shut(&desk, &number, &file).await;
        is_unlisted(&desk, &number).await;
        assert!(
            office
                .desk_of("x-head")
                .await
                .open("/desk/matters")
                .await
                .has("采砂")
        );
    })
    .await;
}

#[tokio::test]
async fn who_recused_themselves_finds_nothing_behind_any_door() {
    each_engine(async |office| {
        let (number, file) = with_file(&office, "钱某某").await;
        let desk = office.desk_of("x-clerk").await;
        desk.open(&format!("/desk/matters/{number}")).await;
        let address = format!("/desk/matters/{number}/recusals");
        let form = desk.open(&address).await.form(&address);
        let form = form.fill_all(&[("person", "x-clerk"), ("reason", "亲属关系")]);
        let answer = desk.submit(&form, ("", "")).await;
        assert_eq!(
            answer.location(),
            "/desk/matters",
            "the matter is no longer there to return to"
        );
        is_shut(&desk, &number, &file).await;
        is_unlisted(&desk, &number).await;
    })
    .await;
}

#[tokio::test]
async fn another_county_and_the_administrators_find_nothing() {
    each_engine(async |office| {
        let (number, file) = with_file(&office, "钱某某").await;
        for person in ["y-clerk", "t-officer", "system", "security"] {
            is_shut(&office.desk_of(person).await, &number, &file).await;
        }
        is_unlisted(&office.desk_of("y-clerk").await, &number).await;
        let answer = office.desk_of("system").await.get("/desk/matters").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn the_audit_administrator_reads_the_trail_and_nothing_else() {
    each_engine(async |office| {
        let (number, file) = with_file(&office, "钱某某").await;
        let desk = office.desk_of("auditor").await;
        let found = desk.get(&format!("/desk/trail?number={number}")).await;
        let trail = desk.open(found.location()).await;
        assert!(trail.has("接收") && trail.has("举报人"));
        assert!(
            !trail.has("采砂") && !trail.has("钱某某"),
            "a trail holds no text"
        );
        let at = format!("/desk/matters/{number}");
        let (page, copy) = (format!("/files/{file}"), format!("/files/{file}/copy"));
        for door in ["", "/registration", "/identity", &page, &copy] {
            let answer = desk.get(&format!("{at}{door}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{door}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_sees_but_may_not_is_told_who_may() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-leader").await;
        let at = format!("/desk/matters/{number}");
        for answer in [
            desk.get(&format!("{at}/registration")).await,
            desk.post(&format!("{at}/registration"), &[]).await,
        ] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(
                answer.has("登记") && answer.has("信访干部"),
                "{}",
                answer.body
            );
        }
        let office_door = desk.get("/desk/office").await;
        assert_eq!(office_door.status, StatusCode::FORBIDDEN);
        assert!(office_door.has("系统管理员"));
        let noted = office
            .desk_of("x-handler")
            .await
            .get(&format!("{at}/trail"))
            .await;
        assert_eq!(
            noted.status,
            StatusCode::NOT_FOUND,
            "what is not seen is not forbidden either"
        );
    })
    .await;
}

#[tokio::test]
async fn a_lock_looks_the_same_with_and_without_an_identity() {
    each_engine(async |office| {
        let mut pages = Vec::new();
        for reporter in [json!({}), json!({"name": "演示甲", "phone": "000 0000 0000"})] {
            let report = json!({"channel": "web", "unit": "x", "title": "同题", "text": "同文", "reporter": reporter});
            let done = office.give(&Who::Citizen, Subject::NewMatter, "receive", report).await.unwrap();
            let number = done.number.unwrap();
            let desk = office.desk_of("x-clerk").await;
            let at = format!("/desk/matters/{number}");
            let page = desk.open(&at).await;
            pages.push(lock(&page.body, &number));
            let form = page.form(&format!("{at}/identity-request")).fill("purpose", "核实");
            let asked = desk.done(&form).await;
            assert!(asked.has("待审批") && asked.has("撤回申请"));
            let second = office.desk_of("x-head").await;
            assert!(second.open("/desk/identities").await.has(&number));
            let page = second.open(&format!("{at}/identity-decision")).await;
            pages.push(page.body.replace(&number, "…"));
            let form = page.form(&format!("{at}/identity-decision")).fill("verdict", "approve");
            second.done(&form).await;
            let page = desk.open(&at).await;
            let opened = desk.done(&page.form(&format!("{at}/identity"))).await;
            assert!(opened.has("已对您一人打开"));
            let other = office.desk_of("x-head").await.open(&at).await;
            assert!(!other.has("演示甲") && other.has("有无身份信息，此处显示相同"));
            office.clock.advance(16 * 60_000);
            assert!(!desk.open(&at).await.has("演示甲"), "it shuts by itself");
            office.clock.advance(-16 * 60_000);
        }
        assert_eq!(pages[0], pages[2], "the lock");
        assert_eq!(pages[1].len(), pages[3].len(), "the page of the second person");
    })
    .await;
}

/// The lock's part of a page, without what differs from matter to matter.
fn lock(body: &str, number: &str) -> String {
    let part = body
        .split_once("<section class=\"lock\" id=\"identity\">")
        .unwrap()
        .1
        .split_once("</section>")
        .unwrap()
        .0;
    let report = part
        .split_once("name=\"report\" value=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    part.replace(report, "…").replace(number, "…")
}

#[tokio::test]
async fn the_office_is_changed_by_its_administrator_alone() {
    each_engine(async |office| {
        let desk = office.desk_of("system").await;
        assert!(desk.open("/desk/office").await.has("云岭省纪委监委信访室"));
        let form = desk
            .open("/desk/office/people")
            .await
            .form("/desk/office/people");
        let form = form.fill_all(&[("id", "x-new"), ("name", "新来")]);
        assert!(desk.done(&form).await.has("新来"));
        assert!(
            office
                .app
                .office()
                .person(&PersonId::from("x-new"))
                .is_some()
        );
        let again = desk.submit(&form, ("", "")).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(
            again.form("/desk/office/people").value("name") == "新来",
            "what was typed is kept"
        );
        let clerk = office.desk_of("x-clerk").await;
        assert_eq!(
            clerk.get("/desk/office/people").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            clerk.post("/desk/office/people", &[]).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

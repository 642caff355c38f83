//! The gate of acceptance, its roster and its register of what was too secret, as their readers see them.

use app::{Subject, Who};
use axum::http::StatusCode;
use casework::PersonId;
use serde_json::{Value, json};

use super::office::{Office, each_engine};
use crate::support::page::addresses;

/// The pages of the gate.
const PAGES: [&str; 5] = [
    "/desk/gate",
    "/desk/gate/arrivals",
    "/desk/gate/scans",
    "/desk/roster",
    "/desk/classified",
];

/// Takes something in at the county's window.
async fn take_in(office: &Office, fields: Value) -> String {
    let mut all = json!({"unit": "x", "title": "反映河道采砂", "text": "夜间采砂。"});
    let more = fields.as_object().unwrap().clone();
    all.as_object_mut().unwrap().extend(more);
    let who = Who::Staff(PersonId::from("x-clerk"));
    let done = office.give(&who, Subject::NewMatter, "receive", all);
    done.await.unwrap().number.unwrap()
}

#[tokio::test]
async fn the_gate_counts_by_channel_and_every_figure_opens_its_list() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        assert!(desk.open("/desk/gate").await.has("今天还没有收到信访件"));
        let letter = take_in(&office, json!({"channel": "letter", "way": "post"})).await;
        take_in(&office, json!({"channel": "phone", "way": "message"})).await;
        take_in(
            &office,
            json!({"channel": "phone", "way": "answered", "urgency": "emergency"}),
        )
        .await;
        let visit = json!({"channel": "visit", "heads": 6, "representatives": [{"name": "田甲"}]});
        take_in(&office, visit).await;
        let gate = desk.open("/desk/gate").await;
        assert!(gate.has("4 件次，合 4 件") && gate.has("电话请示"));
        for link in addresses(&gate.body)
            .iter()
            .filter(|link| link.starts_with("/desk/gate/"))
        {
            let list = desk.open(link).await;
            assert!(list.has("采砂"), "{link} holds what its figure counts");
        }
        assert!(desk.open("/desk/gate/scans").await.has(&letter));
        assert!(
            desk.open("/desk/gate/late")
                .await
                .has("以前收到、今天才录入的")
        );
        assert_eq!(
            desk.get("/desk/gate/nowhere").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn a_list_turns_its_pages() {
    each_engine(async |office| {
        for _ in 0..23 {
            take_in(&office, json!({"channel": "letter"})).await;
        }
        let desk = office.desk_of("x-clerk").await;
        for list in [
            "/desk/gate/arrivals?channel=letter",
            "/desk/gate/scans",
            "/desk/gate/entry",
        ] {
            let first = desk.open(list).await;
            assert_eq!(first.body.matches("class=\"what\"").count(), 20, "{list}");
            let links = addresses(&first.body);
            let next = links.iter().find(|link| link.contains("cursor=")).unwrap();
            let second = desk.open(next).await;
            assert_eq!(second.body.matches("class=\"what\"").count(), 3, "{list}");
            let repeated = links
                .iter()
                .any(|link| link.starts_with("/desk/matters/9") && second.has(link.as_str()));
            assert!(!repeated, "no row stands on two pages of {list}");
        }
    })
    .await;
}

#[tokio::test]
async fn strangers_and_the_recused_learn_nothing_at_the_gate_t3_t4() {
    each_engine(async |office| {
        take_in(
            &office,
            json!({"channel": "letter", "accused": [{"name": "褚卫"}]}),
        )
        .await;
        for page in PAGES {
            for person in ["x-handler", "system", "auditor"] {
                let answer = office.desk_of(person).await.get(page).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person} {page}");
                assert!(!answer.has("采砂"));
            }
            let desk = office.desk_of("p-clerk").await;
            let elsewhere = desk.get(&format!("{page}?unit=x")).await;
            assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "{page}");
            // The head bears the accused's name: for them nothing has come in.
            let answer = office.desk_of("x-head").await.open(page).await;
            assert!(!answer.has("采砂") && !answer.has("1 件次"), "{page}");
        }
        let other = office.desk_of("p-clerk").await.open("/desk/gate").await;
        assert!(other.has("今天还没有收到信访件"));
        let mine = office.desk_of("x-clerk").await.open("/desk/gate").await;
        assert!(mine.has("1 件次，合 1 件"));
    })
    .await;
}

#[tokio::test]
async fn the_head_publishes_a_month_and_the_page_says_by_which_rule_p_15() {
    each_engine(async |office| {
        let clerk = office.desk_of("x-clerk").await;
        let publish = "/desk/roster/publish?month=2026-03";
        assert_eq!(clerk.get(publish).await.status, StatusCode::FORBIDDEN);
        let pairs = [("person-2026-03-07".to_owned(), "x-clerk".to_owned())];
        let refused = clerk.post("/desk/roster/publish", &pairs).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let head = office.desk_of("x-head").await;
        let form = head.open(publish).await.form("/desk/roster/publish");
        let half = form.clone().fill("person-2026-03-07", "x-clerk");
        let answer = head.submit(&half, ("", "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("还要选带班领导"));
        let kept = answer.form("/desk/roster/publish");
        assert_eq!(
            kept.value("person-2026-03-07"),
            "x-clerk",
            "what was chosen is kept"
        );
        let published = head
            .done(&kept.fill("leader-2026-03-07", "x-principal"))
            .await;
        assert!(published.has("已公布") && published.has("带班 韩立"));
        office.clock.advance(5 * 24 * 3_600_000);
        let saturday = office.desk_of("x-clerk").await.open("/desk/roster").await;
        assert!(saturday.has("今日值班 <b>陈静</b>") && saturday.has("值班表有人值班，当日计"));
        office.clock.advance(24 * 3_600_000);
        let sunday = office.desk_of("x-clerk").await.open("/desk/gate").await;
        assert!(sunday.has("2026年3月9日 星期一") && sunday.has("自下一工作日计"));
        let over = office
            .desk_of("x-head")
            .await
            .open("/desk/roster/publish?month=2026-02")
            .await;
        assert!(over.has("过去的值班不能再改"));
    })
    .await;
}

#[tokio::test]
async fn what_is_too_secret_leaves_a_line_without_content_p_16() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        let page = desk.open("/desk/classified").await;
        assert!(page.has("还没有交接过涉密件"));
        let form = page.form("/desk/classified");
        let empty = desk.submit(&form, ("", "")).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = form.fill_all(&[("channel", "letter"), ("handed_to", "x-principal")]);
        let done = desk.done(&form).await;
        assert!(done.has("已登记") && done.has("韩立") && done.has("陈静") && done.has("来信"));
        let leader = office
            .desk_of("x-leader")
            .await
            .open("/desk/classified")
            .await;
        assert!(leader.has("共 1 条"));
        assert!(!leader.has("登记一条"), "leaders read it and add nothing");
        let elsewhere = office
            .desk_of("p-clerk")
            .await
            .open("/desk/classified")
            .await;
        assert!(elsewhere.has("共 0 条"));
    })
    .await;
}

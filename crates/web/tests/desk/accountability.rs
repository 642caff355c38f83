//! Accountability at the desk: what the ledger shows, the proposal it proves, the figures; and what a stranger and
//! who is recused may not see (T3, T4).

use app::{Subject, Who};
use axum::http::StatusCode;
use serde_json::json;

use super::office::{Office, each_engine};

/// A matter of the province whose letter is missing.
async fn lost(office: &Office) -> String {
    let number = office.file().await;
    let leads = json!([{"subject": "钱某某", "rank": "township", "managed_at": "county",
        "issues": [{"category": "152", "text": "收受好处"}]}]);
    for (act, fields) in [
        ("register", json!({"class": "A", "leads": leads})),
        ("keep-original", json!({"kind": "letter", "sheets": 2})),
        (
            "check-original",
            json!({"original": "1", "found": "missing", "note": "已查找两天"}),
        ),
    ] {
        office.act("p-clerk", &number, act, fields).await;
    }
    number
}

#[tokio::test]
async fn what_the_ledger_proves_is_listed_proposed_and_counted_s0_25() {
    each_engine(async |office| {
        let number = lost(&office).await;
        let head = office.desk_of("p-head").await;
        let list = head.open("/desk/supervision/duties?flag=lost").await;
        assert!(list.has(&number), "{}", list.body);
        let unproved = json!({"ground": "passing", "form": "suggestion", "unit": "p-petition", "reason": "无"});
        let who = Who::Staff("p-head".into());
        let subject = Subject::Number(number.clone());
        let refused = office.give(&who, subject, "propose-accountability", unproved).await;
        assert!(refused.is_err(), "the ledger holds nothing of the kind");
        let address = format!("/desk/matters/{number}/accountability-proposals");
        let form = head.open(&address).await.form(&address);
        let told = [("ground", "lost"), ("form", "suggestion"), ("unit", "p-petition"), ("reason", "没有锁存")];
        let done = head.done(&form.fill_all(&told)).await;
        assert!(done.has("丢失信访材料"), "{}", done.body);
        assert!(!head.open("/desk/supervision/duties?flag=lost").await.has(&number));
        let cases = head.open("/desk/supervision/accountability?ground=lost&state=waiting").await;
        assert!(cases.has(&number) && cases.has("待审定"), "{}", cases.body);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_learns_of_it_and_who_is_recused_sees_nothing_t3_t4() {
    each_engine(async |office| {
        let number = lost(&office).await;
        let fields =
            json!({"ground": "lost", "form": "talk", "unit": "p-petition", "reason": "没有锁存"});
        let recused = json!({"person": "p-leader", "reason": "亲属"});
        office.act("p-head", &number, "recuse", recused).await;
        let pages = [
            "/desk/supervision/duties?flag=lost",
            "/desk/supervision/accountability",
        ];
        for person in ["p-leader", "y-clerk"] {
            let desk = office.desk_of(person).await;
            assert!(!desk.open(pages[0]).await.has(&number), "{person}");
        }
        office
            .act("p-head", &number, "propose-accountability", fields)
            .await;
        for person in ["p-leader", "y-clerk"] {
            let desk = office.desk_of(person).await;
            let page = desk.open(pages[1]).await;
            assert!(
                !page.has(&number) && !page.has("丢失信访材料"),
                "{person}: {}",
                page.body
            );
        }
        let handler = office.desk_of("x-handler").await;
        for page in pages {
            assert_eq!(handler.get(page).await.status, StatusCode::FORBIDDEN);
        }
    })
    .await;
}

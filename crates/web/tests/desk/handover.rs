//! Handing over and the morning sheet: what a stranger, a colleague and a head get (T3), and that nobody
//! sees on them what they may not see (T4).

use app::{Subject, Who};
use axum::http::StatusCode;
use serde_json::json;

use super::office::each_engine;

#[tokio::test]
async fn a_head_arranges_and_others_see_only_their_own_p_14() {
    each_engine(async |office| {
        let number = office.file().await;
        let kept = json!({"kind": "letter", "sheets": 2});
        office.act("p-clerk", &number, "keep-original", kept).await;
        let clerk = office.desk_of("p-clerk").await;
        let own = clerk.open("/desk/handover").await;
        assert!(own.has("保管原件1") && own.has("采砂"), "{}", own.body);
        assert!(!own.has("安排交接"), "a clerk arranges nothing");
        let other = clerk.get("/desk/handover?person=p-head").await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let stranger = office.desk_of("x-clerk").await;
        let shut = stranger.get("/desk/handover?person=p-clerk").await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND);
        let suspended = json!({"person": "p-clerk"});
        let refused = office
            .give(&Who::Console, Subject::Office, "suspend", suspended)
            .await;
        assert!(refused.unwrap_err().to_string().contains("原件"));

        let head = office.desk_of("p-head").await;
        let list = head.open("/desk/handover?person=p-clerk").await;
        let form = list.form("/desk/batch/handovers").fill("to", "p-leader");
        let check = head.submit(&form, ("go", "check")).await;
        assert!(check.has("将对 1 件办理“安排交接”"), "{}", check.body);
        let sent = check.form("/desk/batch/handovers");
        assert!(head.submit(&sent, ("go", "do")).await.has("1 件已办成"));
        for person in ["p-clerk", "p-leader"] {
            let desk = office.desk_of(person).await;
            let page = desk.open("/desk/handover").await;
            assert!(page.has("等您确认的交接"), "{person}: {}", page.body);
            let form = page.form("/desk/batch/handover-confirmations");
            let check = desk.submit(&form, ("go", "check")).await;
            let sent = check.form("/desk/batch/handover-confirmations");
            let done = desk.submit(&sent, ("go", "do")).await;
            assert!(done.has("1 件已办成"), "{person}: {}", done.body);
        }
        assert!(
            clerk
                .open("/desk/handover")
                .await
                .has("现在没有需要交接的事项")
        );
        let suspended = json!({"person": "p-clerk"});
        office
            .give(&Who::Console, Subject::Office, "suspend", suspended)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_morning_sheet_shows_nobody_what_they_may_not_see_p_26_t3_t4() {
    each_engine(async |office| {
        let number = office.file().await;
        let clerk = office.desk_of("p-clerk").await;
        let sheet = clerk.open("/desk/morning").await;
        assert!(sheet.has("今日到期") && sheet.has("采砂") && sheet.has("昨夜以来新到"));
        assert!(clerk.open("/desk").await.has("/desk/morning"));
        for person in ["x-clerk", "y-clerk", "t-officer"] {
            let desk = office.desk_of(person).await;
            assert!(!desk.open("/desk/morning").await.has("采砂"), "{person}");
        }
        let recusal = json!({"person": "p-clerk", "reason": "亲属关系"});
        office.act("p-clerk", &number, "recuse", recusal).await;
        assert!(!clerk.open("/desk/morning").await.has("采砂"), "recused");
    })
    .await;
}

#[tokio::test]
async fn a_long_morning_keeps_to_its_rows_and_counts_the_others_p_26() {
    each_engine(async |office| {
        for _ in 0..30 {
            office.file().await;
        }
        let clerk = office.desk_of("p-clerk").await;
        let sheet = clerk.open("/desk/morning").await;
        let rows = sheet.body.matches("<td class=\"what\">").count();
        assert_eq!(rows, app::queries::morning::ROWS_MAX);
        assert!(sheet.has("另有 "), "{}", sheet.body);
    })
    .await;
}

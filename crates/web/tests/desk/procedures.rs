//! Procedures as their readers meet them: forms that come back filled, strangers who find nothing.

use axum::http::StatusCode;

use super::office::each_engine;
use crate::support::body::pairs;

#[tokio::test]
async fn the_pages_of_a_campaign_are_kept_from_strangers() {
    each_engine(async |office| {
        let desk = office.desk_of("x-head").await;
        let fields = pairs(&[
            ("kind", "repeats"),
            ("from", "2026-03-01"),
            ("screen_until", "2026-03-31"),
            ("take_until", "2026-04-15"),
            ("clear_until", "2026-08-31"),
            ("look_back_until", "2026-09-30"),
        ]);
        let opened = desk.post("/desk/campaigns/new", &fields).await;
        let at = opened.landed().to_owned();
        assert!(at.starts_with("/desk/campaigns/ZX-x-2026-0001"), "{at}");
        assert!(desk.open(&at).await.has("动态清零"));
        let lists = ["/items", "/leaders"];
        for list in lists {
            let page = desk.open(&format!("{at}{list}")).await;
            assert!(page.has("重复举报集中治理"), "{list}");
        }
        let stranger = office.desk_of("y-clerk").await;
        let own = [
            "",
            "/items/1",
            "/notices/1",
            "/notices/1/docx",
            "/letters/1/x",
        ];
        for part in lists.iter().chain(&own) {
            let shut = stranger.get(&format!("{at}{part}")).await;
            assert_eq!(shut.status, StatusCode::NOT_FOUND, "{part}");
            assert!(!shut.has("重复举报集中治理"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_procedure_is_opened_by_form_and_kept_from_strangers() {
    each_engine(async |office| {
        let desk = office.desk_of("x-head").await;
        let turned = pairs(&[
            ("kind", "platform"),
            ("from", "2026-02-28"),
            ("until", "2026-02-01"),
        ]);
        let back = desk.post("/desk/inspections/new", &turned).await;
        assert!(
            back.has("截止日早于起始日") && back.has("2026-02-28"),
            "what was typed stays"
        );
        let fields = pairs(&[
            ("kind", "platform"),
            ("from", "2026-02-01"),
            ("until", "2026-02-28"),
        ]);
        let opened = desk.post("/desk/inspections/new", &fields).await;
        let at = opened.landed().to_owned();
        assert!(at.starts_with("/desk/inspections/JC-x-2026-0001"), "{at}");
        assert!(desk.open(&at).await.has("检举举报平台抽查"));
        assert!(desk.open("/desk/inspections").await.has("JC-x-2026-0001"));
        let off = pairs(&[("reason", "时间重叠")]);
        for stranger in ["y-clerk", "x-handler", "system"] {
            let stranger = office.desk_of(stranger).await;
            for answer in [
                stranger.get(&at).await,
                stranger.get(&format!("{at}/calling-off")).await,
                stranger.post(&format!("{at}/calling-off"), &off).await,
            ] {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
                assert!(!answer.has("平台抽查"));
            }
        }
        let clerk = office.desk_of("x-clerk").await;
        let answer = clerk.post(&format!("{at}/calling-off"), &off).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "who sees is told who may"
        );
        desk.post(&format!("{at}/calling-off"), &off).await;
        assert!(desk.open(&at).await.has("已撤销"));
    })
    .await;
}

#[tokio::test]
async fn a_reconciliation_and_its_bulletin_are_kept_from_strangers_and_one_waits_for_the_other() {
    each_engine(async |office| {
        let desk = office.desk_of("x-head").await;
        let bulletin = pairs(&[
            ("period", "2026-02"),
            ("summary", "总体平稳。"),
            ("demand", "按期办理。"),
        ]);
        let early = desk.post("/desk/bulletins/new", &bulletin).await;
        assert!(early.has("没有对账确认") && early.has("总体平稳。"));
        let clerk = office.desk_of("x-clerk").await;
        let month = pairs(&[("month", "2026-02")]);
        let opened = clerk.post("/desk/reconciliations/new", &month).await;
        let at = opened.landed().to_owned();
        assert!(
            at.starts_with("/desk/reconciliations/DZ-x-2026-0001"),
            "{at}"
        );
        assert!(clerk.open(&at).await.has("没有差异"));
        clerk.post(&format!("{at}/signature"), &[]).await;
        desk.post(&format!("{at}/confirmation"), &[]).await;
        assert!(desk.open(&at).await.has("已对账"));
        let drafted = desk.post("/desk/bulletins/new", &bulletin).await;
        let told = drafted.landed().to_owned();
        assert!(told.starts_with("/desk/bulletins/TB-x-2026-0001"), "{told}");
        assert!(desk.open(&format!("{told}/paper")).await.has("送签稿"));
        let stranger = office.desk_of("y-clerk").await;
        for shut in [
            at,
            told.clone(),
            format!("{told}/paper"),
            format!("{told}/paper/docx"),
        ] {
            let answer = stranger.get(&shut).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{shut}");
            assert!(!answer.has("总体平稳"));
        }
    })
    .await;
}

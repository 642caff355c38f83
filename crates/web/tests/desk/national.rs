//! Matching with the national platform: its list comes in whole or not at all and as often as one likes,
//! likenesses are proposed with their reasons, a person decides, and what a reader may not see is on
//! neither side (P-18, T3, T4).

use axum::http::StatusCode;
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};

const PAGE: &str = "/desk/national";
const LIST: &str = "/desk/national/list";

async fn import(desk: &Browser, csv: &str) -> Answer {
    let form = desk.get(PAGE).await.form(LIST);
    let filled = form.choose_file("平台.csv", csv.as_bytes());
    desk.submit(&filled, ("", "")).await
}

/// The platform's list with one row about what was filed, and one about something else.
fn list(office: &Office) -> String {
    let on = office.app.now().on();
    format!(
        "平台编号,收件日期,标题,被反映人,问题属地\n\
         12388-000001,{on},反映夜间采砂,钱某某,\n12388-000002,{on},反映食堂账目,李某,\n"
    )
}

#[tokio::test]
async fn a_wrong_list_changes_nothing_and_is_told_by_row_and_field() {
    each_engine(async |office| {
        let desk = office.desk_of("p-clerk").await;
        let wrong =
            "平台编号,收件日期\n12388-000001,2026-03-02\n12388-000001,2026-03-02\n1/2,昨天\n";
        let answer = import(&desk, wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "平台.csv 第3行 平台编号：与第2行相同",
            "平台.csv 第4行 平台编号：应为6到40位",
            "平台.csv 第4行 收件日期：应为日期",
        ] {
            assert!(answer.has(told), "{told}: {}", answer.errors());
        }
        assert!(desk.open(PAGE).await.has("还没有导入平台台账"));
        let answer = import(&desk, "编号,标题\n1,2\n").await;
        assert!(answer.has("没有“平台编号”这一列"), "{}", answer.errors());
    })
    .await;
}

#[tokio::test]
async fn books_are_matched_by_number_or_by_a_persons_decision_p_18() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        assert!(desk.open("/desk/books").await.has(PAGE));
        let list = list(&office);
        let first = import(&desk, &list).await;
        assert!(
            first.has("已导入平台台账 2 行，其中新增 2 行"),
            "{}",
            first.body
        );
        let again = import(&desk, &list).await;
        assert!(again.has("2 行，其中新增 0 行"), "{}", again.body);

        let there = desk.open(PAGE).await;
        assert!(
            there.has("只在全国平台 2") && there.has("反映食堂账目"),
            "{}",
            there.body
        );
        assert!(
            there.has("同日收到；") && there.has(&number),
            "{}",
            there.body
        );
        assert!(there.has("没有相近的"), "nothing is proposed for the other");
        let here = desk.open("/desk/national?list=here").await;
        assert!(
            here.has(&number) && here.has("按平台栏目导出"),
            "{}",
            here.body
        );

        let pair = |number: &str, matter: &str| {
            [("number", number), ("matter", matter)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let decided = desk.post(PAGE, &pair("12388-000001", &number)).await;
        assert!(decided.location().starts_with("/desk/national?matched="));
        let there = desk.open(PAGE).await;
        assert!(
            there.has("只在全国平台 1") && there.has("已对上 1"),
            "{}",
            there.body
        );
        let matched = desk.open("/desk/national?list=matched").await;
        assert!(matched.has(&number) && matched.has("12388-000001"));
        assert!(!desk.open("/desk/national?list=here").await.has(&number));
        let refused = desk.post(PAGE, &pair("12388-000001", "没有这一件")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(
            refused.has("12388-000001 没有记到 没有这一件"),
            "{}",
            refused.body
        );

        // The platform tells another day now: the same number, a difference.
        let moved = list.replace(&office.app.now().on().to_string(), "2026-01-05");
        import(&desk, &moved).await;
        let differing = desk.open("/desk/national?list=differing").await;
        assert!(
            differing.has("收到日期：平台为2026-01-05"),
            "{}",
            differing.body
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_reader_may_not_see_is_on_neither_side_t3_t4() {
    each_engine(async |office| {
        let number = office.file().await;
        let head = office.desk_of("p-head").await;
        import(&head, &list(&office)).await;
        let number_it = json!({"number": "12388-000001"});
        office
            .act("p-clerk", &number, "number-nationally", number_it)
            .await;
        let reason = json!({"person": "p-clerk", "reason": "亲属关系"});
        office.act("p-clerk", &number, "recuse", reason).await;
        let recused = office.desk_of("p-clerk").await;
        for kind in ["there", "here", "matched", "differing"] {
            let page = recused.open(&format!("/desk/national?list={kind}")).await;
            assert!(
                !page.has(&number) && !page.has("采砂"),
                "{kind}: {}",
                page.body
            );
            assert!(!page.has("已对上 1"), "{kind}: no count either");
        }
        let other = office.desk_of("x-clerk").await;
        assert!(
            other.open(PAGE).await.has("还没有导入平台台账"),
            "another organ's list"
        );
        for person in ["p-leader", "x-handler", "system", "auditor"] {
            let desk = office.desk_of(person).await;
            assert_eq!(
                desk.get(PAGE).await.status,
                StatusCode::FORBIDDEN,
                "{person}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_platform_lacks_is_taken_out_in_its_own_columns() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let form = [("format", "csv"), ("reason", "补录到全国平台")];
        let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let file = desk.post("/desk/books/national/export", &form).await;
        let heading =
            "平台编号,本单位编号,标题,收件日期,信访方式,被反映人,信访类别,问题属地,办理状态";
        assert!(file.has(heading) && file.has(&number), "{}", file.body);
    })
    .await;
}

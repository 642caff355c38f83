//! The calendar page: marks of a year, due dates with their reasons, provisional said.

use super::office::each_engine;
use crate::support::page::check_page;

#[tokio::test]
async fn due_dates_explain_themselves_and_wrong_questions_come_back() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser.get("/calendar?year=2026").await;
        check_page(&page.body);
        assert!(page.has("2026 年（已公布）"));
        assert!(page.has("<td class=\"free\" title=\"国庆节放假\">1<small>休</small>"));
        assert!(page.has("<td class=\"work\" title=\"调休上班（国庆节）\">10<small>班</small>"));
        assert_eq!(page.body.matches("<table class=\"month\">").count(), 12);
        // Across the holiday: 30 September and 5 working days.
        let page = browser
            .get("/calendar?from=2026-09-30&count=5&unit=working")
            .await;
        check_page(&page.body);
        assert!(
            page.has("2026 年 10 月 13 日</time>"),
            "{}",
            due(&page.body)
        );
        assert!(page.has("国庆节放假") && page.has("不计"));
        let page = browser
            .get("/calendar?from=2027-03-01&count=3&unit=months")
            .await;
        assert!(page.has("2027 年 6 月 1 日") && page.has("（暂定）"));
        let page = browser.get("/calendar?year=2027").await;
        assert!(page.has("2027 年（暂定）"));
        for wrong in [
            "from=&count=5",
            "from=2026-13-01&count=5",
            "from=2026-01-05&count=-1",
            "from=1999-01-01&count=5",
        ] {
            let page = browser.get(&format!("/calendar?{wrong}")).await;
            assert!(page.has("<title>错误："), "{wrong}");
            check_page(&page.body);
        }
        assert!(
            browser
                .get("/calendar?from=x&count=77")
                .await
                .has("value=\"77\"")
        );
    })
    .await;
}

fn due(body: &str) -> &str {
    body.split_once("class=\"due\"")
        .map_or("no due date", |(_, rest)| &rest[..120])
}

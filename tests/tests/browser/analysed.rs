//! Analyses of a county: January's found and submitted, instructed, tasked to its township and reported solved;
//! February's just opened.

use app::testing::map;
use app::{Order, Subject, Who};
use casework::procedure::Noun;
use serde_json::json;

use super::site::Served;

/// Fills the office with them.
pub async fn keep(site: &Served) {
    for day in ["2026-01-10T10:00", "2026-02-10T10:00"] {
        received(site, day).await;
    }
    let number = opened(site, "2026-01-01/1").await;
    let on = || Subject::Procedure(number.clone());
    let found = json!({"section": "repeats", "about": "metric:total", "problem": "重复举报集中在答复以后。",
        "cause": "答复只说结论。", "suggestion": "答复前见面听取意见。"});
    site.give("x-clerk", on(), "add-finding", found).await;
    site.give("x-head", on(), "submit-analysis", json!({}))
        .await;
    let said = json!({"words": "督办到解决。", "findings": ["1"]});
    site.give("x-leader", on(), "instruct-analysis", said).await;
    let task = json!({"finding": "1", "unit": "t", "demand": "半个月内拿出措施。"});
    site.give("x-head", on(), "task-finding", task).await;
    let solved = json!({"finding": "1", "state": "solved", "words": "措施已落实。"});
    site.give("t-officer", on(), "report-task", solved).await;
    opened(site, "2026-02-01/1").await;
}

/// Letters of a month: six that make a theme, and enough others that its words are not everybody's.
async fn received(site: &Served, day: &str) {
    for nth in 0..16 {
        let (title, text) = match nth {
            0..6 => ("惠农补贴被截留", "会计截留惠农补贴，名单不公示。"),
            _ => ("窗口", "办事窗口态度恶劣。"),
        };
        let order = Order {
            subject: Subject::NewMatter,
            act: "receive".to_owned(),
            fields: map(
                json!({"channel": "letter", "title": format!("{title}第{nth}件"),
                "text": text, "unit": "x", "late_reason": "启用本平台"}),
            ),
            happened: Some(day.parse().unwrap()),
        };
        let who = Who::Staff("x-clerk".into());
        site.app.execute(&who, order).await.unwrap();
    }
}

async fn opened(site: &Served, period: &str) -> String {
    let new = Subject::NewProcedure(Noun::Analysis);
    let fields = json!({"kind": "monthly", "period": period});
    site.give("x-head", new, "open-analysis", fields).await
}

//! Figures: every one opens its list, a filter keeps to what fits, and who may not know of a matter meets it
//! in no figure.

use super::office::each_engine;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn every_figure_opens_its_list_and_a_stranger_meets_none_t3_t4() {
    each_engine(async |office| {
        let number = office.file().await;
        let head = office.desk_of("p-head").await;
        let page = head.open("/desk/figures").await;
        assert!(page.has("信访总量") && page.has("同比") && page.has("按渠道"));
        assert!(page.has("/desk/figures/received?unit=p&#38;period=2026-03"));
        for query in [
            "period=2026-03",
            "period=2026",
            "from=2026-02-20&until=2026-03-02",
        ] {
            let list = format!("/desk/figures/received?unit=p&{query}");
            assert!(head.open(&list).await.has(&number), "{query}");
        }
        let other = "/desk/figures/received?unit=p&period=2026-03&channel=phone";
        assert!(!head.open(other).await.has(&number));
        assert!(head.open("/desk/figures?channel=web").await.has("只看"));
        for wrong in [
            "period=2026-13",
            "from=2026-03-02",
            "channel=bus",
            "period=2027",
        ] {
            let answer = head.get(&format!("/desk/figures?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let month = head.open("/desk/overview").await;
        assert!(month.has("两年来的收件") && month.has("<svg") && month.has("数据表"));
        assert!(month.has("在办件存期") && month.has("随机波动范围内"));
        let stranger = office.desk_of("x-head").await;
        for shut in [
            "/desk/figures?unit=p",
            "/desk/figures/received?unit=p",
            "/desk/figures/none",
            "/desk/overview?unit=p",
        ] {
            let answer = stranger.get(shut).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{shut}");
            assert!(!answer.has(&number));
        }
        assert!(stranger.open("/desk/figures").await.has("0 件"));
        let recused = json!({"person": "p-head", "reason": "亲属"});
        office.act("p-leader", &number, "recuse", recused).await;
        assert!(
            !head
                .open("/desk/figures/received?unit=p")
                .await
                .has(&number)
        );
        assert!(head.open("/desk/figures").await.has("0 件"));
    })
    .await;
}

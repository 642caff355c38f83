//! Figures: every one opens its list, a filter keeps to what fits, and who may not know of a matter meets it
//! in no figure.

use super::office::each_engine;
use axum::http::StatusCode;
use papers::sheet::{Cell, Reading, Sheet};
use serde_json::json;
use std::collections::BTreeMap;

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

const TAKE: &str = "/desk/figures/export";

fn form(format: &str, reason: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = [("format", format), ("reason", reason)];
    let pairs = own.iter().chain(more);
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// The rows of a file, each by its headings.
fn rows(bytes: &[u8], file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reading = Reading::of(file);
    reading.table = file.ends_with("xlsx").then_some("统计分析");
    let sheet = Sheet::read(bytes, &reading).unwrap();
    let rows = sheet.rows.iter().map(|row| {
        let cells = row.cells.iter().map(Cell::text);
        sheet.columns.iter().cloned().zip(cells).collect()
    });
    rows.collect()
}

#[tokio::test]
async fn figures_are_taken_out_with_a_reason_and_leave_a_receipt_t24() {
    each_engine(async |office| {
        office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let page = desk.open("/desk/figures?period=2026-03").await;
        assert!(page.has("/desk/figures/export?unit=p&#38;period=2026-03"));
        let asked = desk.open("/desk/figures/export?unit=p&period=2026-03&channel=web");
        let asked = asked.await;
        assert!(asked.has("2026年3月") && asked.has("网络") && asked.has("导出理由"));
        let time = [("unit", "p"), ("period", "2026-03"), ("channel", "web")];
        let refused = desk.post(TAKE, &form("csv", "急", &time)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("请写明为什么导出") && refused.has("value=\"2026-03\""));
        assert!(desk.open("/desk/exports").await.has("还没有导出过"));

        for format in ["csv", "xlsx"] {
            let taken = desk
                .post(TAKE, &form(format, "省委月度通报用", &time))
                .await;
            assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
            let rows = rows(&taken.bytes, &format!("统计分析.{format}"));
            let total = &rows[0];
            let told = ["时间", "只看", "分列", "项目", "指标", "本期", "单位"];
            let told = told.map(|heading| &*total[heading]);
            assert_eq!(
                told,
                ["2026年3月", "网络", "合计", "全部", "信访总量", "1", "件"]
            );
            assert!(total["机关"].ends_with("及所辖"), "{total:?}");
            assert!(
                total["算法"].contains("期内收到件数") && total["依据"] == "信访工作通报的总量"
            );
            assert!(total["统计范围"].contains("作废的不计"), "{total:?}");
            assert_eq!(total["同比说明"], "没有可比的数");
            let by_channel = rows.iter().find(|row| row["分列"] == "按渠道").unwrap();
            assert_eq!((&*by_channel["项目"], &*by_channel["本期"]), ("网络", "1"));
            let last = &rows.last().unwrap()["机关"];
            let counted = format!("共{}行，回执 DC", rows.len() - 1);
            assert!(
                last.starts_with(&counted) && last.ends_with("导出"),
                "{last}"
            );
            let list = desk.open("/desk/exports").await;
            let receipt = last
                .split("回执 ")
                .nth(1)
                .unwrap()
                .split('，')
                .next()
                .unwrap();
            assert!(list.has(receipt) && list.has(&format!("完成，共{}行", rows.len() - 1)));
            assert!(
                list.has("统计分析") && list.has("2026年3月；网络") && list.has("省委月度通报用")
            );
        }
        let mut one = time.to_vec();
        one.push(("metric", "repeat-rate"));
        let taken = desk.post(TAKE, &form("csv", "核对重复举报", &one)).await;
        let rows = rows(&taken.bytes, "统计分析.csv");
        assert_eq!(rows.iter().filter(|row| row["分列"] == "逐月").count(), 24);
        assert_eq!((&*rows[0]["指标"], &*rows[0]["分母"]), ("重复举报率", "1"));
        assert!(
            rows[..rows.len() - 1]
                .iter()
                .all(|row| row["指标"] == "重复举报率")
        );
        one[3].1 = "none";
        let none = desk.post(TAKE, &form("csv", "没有的指标", &one)).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn only_who_may_takes_figures_out_and_none_that_the_page_does_not_show_t3_t4() {
    each_engine(async |office| {
        let number = office.file().await;
        let of_province = [("unit", "p"), ("period", "2026-03")];
        for (person, status) in [
            ("p-leader", StatusCode::FORBIDDEN),
            ("y-clerk", StatusCode::NOT_FOUND),
            ("system", StatusCode::NOT_FOUND),
        ] {
            let desk = office.desk_of(person).await;
            let asked = desk.get("/desk/figures/export?unit=p").await;
            let sent = desk
                .post(TAKE, &form("csv", "看看有什么", &of_province))
                .await;
            for answer in [asked, sent] {
                assert_eq!(answer.status, status, "{person}");
            }
        }
        let reason = json!({"person": "p-clerk", "reason": "亲属关系"});
        office.act("p-clerk", &number, "recuse", reason).await;
        let desk = office.desk_of("p-clerk").await;
        for metric in ["", "total"] {
            let mut asked = of_province.to_vec();
            asked.push(("metric", metric));
            asked.retain(|(_, value)| !value.is_empty());
            let taken = desk.post(TAKE, &form("csv", "核对统计", &asked)).await;
            let rows = rows(&taken.bytes, "统计分析.csv");
            let figures = rows.iter().filter(|row| row.get("指标").is_some());
            assert!(figures.clone().count() > 1);
            assert!(
                figures
                    .into_iter()
                    .all(|row| matches!(&*row["本期"], "0" | ""))
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_metric_has_a_page_with_its_months_and_parts() {
    each_engine(async |office| {
        let number = office.file().await;
        let head = office.desk_of("p-head").await;
        let page = head.open("/desk/figures?period=2026-03").await;
        assert!(page.has("/desk/figures/metrics/repeat-rate?unit=p&#38;period=2026-03"));
        let page = head
            .open("/desk/figures/metrics/repeat-rate?unit=p&period=2026-03")
            .await;
        for told in [
            "逐月",
            "<svg",
            "数据表",
            "重复件 ÷ 收到件",
            "按下级机关",
            "按渠道",
            "导出",
        ] {
            assert!(page.has(told), "{told}");
        }
        assert!(page.has("/desk/figures/received?unit=p&#38;period=2026-03&#38;channel=web"));
        let total = "/desk/figures/metrics/total?unit=p&period=2026-03&class=A";
        let total = head.open(total).await;
        assert!(total.has("/desk/figures/metrics/total?unit=p&#38;period=2026-03\""));
        assert!(!total.has(&number));
        let none = head.get("/desk/figures/metrics/none").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let stranger = office.desk_of("x-head").await;
        let shut = stranger.get("/desk/figures/metrics/total?unit=p").await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND);
        let mean = head.open("/desk/figures/metrics/review-mean?unit=p").await;
        assert!(mean.has("百分制") && mean.has("按下级机关") && !mean.has("按渠道"));
        let filtered = "/desk/figures/metrics/review-mean?unit=p&channel=web";
        assert_eq!(head.get(filtered).await.status, StatusCode::NOT_FOUND);
        let list = head.open("/desk/figures/spot-checked?unit=p").await;
        assert!(list.has("平台抽查件") && list.has("没有可以打开的项"));
        let filtered = head.open("/desk/figures?unit=p&channel=web").await;
        assert!(filtered.has("慢签收") && !filtered.has("一案一评平均得分</a></th>"));
        let shut = stranger.get("/desk/figures/spot-checked?unit=p").await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND);
        let leader = office.desk_of("p-leader").await;
        let page = leader.open("/desk/figures/metrics/total?unit=p").await;
        assert!(!page.has("/desk/figures/export"));
    })
    .await;
}

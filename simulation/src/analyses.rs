//! Analyses, for a demonstration: a city's month before the last analysed, instructed, tasked, delivered and solved;
//! the last month analysed and waiting for the leader. Every act goes the way of any other act, at a time that is
//! past.

use super::books::Hands;
use super::teller::{Teller, holder};
use app::{App, Fault, Subject};
use casework::office::Level;
use casework::procedure::Noun;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

const MINUTE: i64 = 60_000;

/// Analyses two months of a city. Whether there was a city to analyse.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn analyses(app: &App) -> Result<bool, Fault> {
    let Some(hands) = Hands::of(app) else {
        return Ok(false);
    };
    let month = |back: i64| {
        app.now()
            .on()
            .first_of_month()
            .saturating_sub(back.months())
    };
    let mut told = Told {
        teller: Teller::paced(app, 200 * MINUTE, MINUTE / 4),
        hands: &hands,
        delivered: 1,
    };
    if let Some(number) = told.submitted(month(2)).await? {
        told.followed(&number).await?;
    }
    told.submitted(month(1)).await?;
    Ok(true)
}

struct Told<'a> {
    teller: Teller<'a>,
    hands: &'a Hands,
    /// The number of the next delivery.
    delivered: u32,
}

impl Told<'_> {
    /// A month, found and submitted.
    async fn submitted(&mut self, month: Date) -> Result<Option<String>, Fault> {
        let fields = json!({"kind": "monthly", "period": format!("{month}/1")});
        let new = Subject::NewProcedure(Noun::Analysis);
        let opened = self
            .teller
            .give(&self.hands.head, new, "open-analysis", fields)
            .await?;
        let Some(number) = opened else {
            return Ok(None);
        };
        let findings = [
            (
                "repeats",
                "metric:repeat-rate",
                "重复举报集中在答复以后：举报人收到的答复只有结论，没有事实和依据，转而再次举报。",
                "部分县答复把关不严，分管领导没有见面听取意见，文书照抄套话。",
                "实名举报答复前由分管领导见面听取意见，答复文书写明查了什么、查到什么、依据什么。",
            ),
            (
                "violations",
                "metric:accusation-total",
                "反映村务不公开、村级集体资金使用不清的较多，多数涉及村“两委”主要成员。",
                "村务公开栏长期不更新，集体资金支出没有经过村民代表会议，镇级代管流于形式。",
                "把村级集体资金列入下一季度专题检查，逐村核对支出凭证，结果在公开栏张贴。",
            ),
            (
                "handling",
                "metric:on-time-rate",
                "按期办结的比例各县差距较大，个别县签收后才开始找承办人。",
                "首办责任没有落到人，临期预警没有人盯。",
                "收到交办件当日明确承办人和分管领导，临期五个工作日内由分管领导每日过问。",
            ),
        ];
        for (section, about, problem, cause, suggestion) in findings {
            let fields = json!({"section": section, "about": about, "problem": problem,
                "cause": cause, "suggestion": suggestion});
            let on = Subject::Procedure(number.clone());
            self.teller
                .give(&self.hands.clerk, on, "add-finding", fields)
                .await?;
        }
        let accused = accused_in(self.teller.app, &self.hands.organ, month).await?;
        if let Some(matter) = accused {
            let case = json!({"finding": "2", "matter": matter,
                "account": "某村用集体资金支付村干部招待费，没有票据，也没有经过村民代表会议。"});
            self.teller
                .on(&number, &self.hands.clerk, "choose-case", case)
                .await?;
        }
        self.teller
            .on(&number, &self.hands.head, "submit-analysis", json!({}))
            .await?;
        Ok(Some(number))
    }

    /// Instructed, tasked and solved.
    async fn followed(&mut self, number: &str) -> Result<(), Fault> {
        let on = || Subject::Procedure(number.to_owned());
        let said = json!({"words": "抓住重复举报和村级集体资金两个问题，逐县督办到解决，一个月内见效。",
            "findings": ["1", "2"]});
        self.teller
            .give(&self.hands.leader, on(), "instruct-analysis", said)
            .await?;
        let office = self.teller.app.office();
        let below = office.children_of(&self.hands.organ).iter();
        let is_county = |unit: &&casework::UnitId| {
            let unit = office.unit(unit);
            unit.is_some_and(|unit| unit.kind.is_organ() && unit.level == Level::County)
        };
        for (unit, finding) in below.filter(is_county).zip(["1", "2"]) {
            let Some(person) = holder(self.teller.app, unit, "petition-head") else {
                continue;
            };
            let task =
                json!({"finding": finding, "unit": unit, "demand": "半个月内拿出措施，报告效果。"});
            self.teller
                .give(&self.hands.head, on(), "task-finding", task)
                .await?;
            for (state, words) in [
                ("progress", "已开会部署。"),
                ("solved", "措施已落实，群众认可。"),
            ] {
                let report = json!({"finding": finding, "state": state, "words": words});
                self.teller
                    .give(&person, on(), "report-task", report)
                    .await?;
            }
            let accepted = json!({"finding": finding, "verdict": "accept"});
            self.teller
                .give(&self.hands.head, on(), "judge-task", accepted)
                .await?;
            self.delivered(number, unit).await?;
        }
        Ok(())
    }

    /// Delivered to the principal leader of a county, who receives it.
    async fn delivered(&mut self, number: &str, unit: &casework::UnitId) -> Result<(), Fault> {
        let Some(leader) = holder(self.teller.app, unit, "principal") else {
            return Ok(());
        };
        let to = json!({"to": format!("{unit}/{leader}"), "way": "main", "findings": ["1", "2", "3"],
            "words": "请对照本县数字研究改进。"});
        let delivery = match self
            .teller
            .on(number, &self.hands.head, "deliver-analysis", to)
            .await?
        {
            Some(_) => self.delivered.to_string(),
            None => return Ok(()),
        };
        self.delivered += 1;
        let receipt = json!({"delivery": delivery});
        self.teller
            .on(number, &leader, "receive-analysis", receipt)
            .await?;
        Ok(())
    }
}

/// A matter that accuses somebody and arrived in a month, of which an organ may know: the first one.
async fn accused_in(
    app: &App,
    organ: &casework::UnitId,
    month: Date,
) -> Result<Option<String>, Fault> {
    let until = month.last_of_month();
    let sql = "SELECT m.number FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
               WHERE v.unit_id = $1 AND v.sort_key >= $2 AND v.sort_key < $3 AND m.class = 'A' \
               ORDER BY v.sort_key LIMIT 1";
    let key = |day: Date| format!("{:016}", app.offset().midnight(day));
    let params = [organ.as_str().into(), key(month).into(), key(until).into()];
    let rows = app.store().rows(sql, &params).await?;
    let number = |row: &store::Row| Ok::<_, Fault>(row.text(0)?.to_owned());
    rows.first().map(number).transpose()
}

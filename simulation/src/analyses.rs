//! Analyses, for a demonstration: a city's month before the last analysed, instructed, tasked and solved; the last
//! month analysed and waiting for the leader. Every act goes the way of any other act, at a time that is past.

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
                "重复举报集中在答复以后。",
                "答复只说结论，不说事实和依据。",
                "答复前由分管领导见面听取意见。",
            ),
            (
                "violations",
                "metric:accusation-total",
                "反映村务不公开、集体资金使用的较多。",
                "公开栏长期不更新，账目不进村。",
                "纳入村务公开专项检查。",
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
        let on = Subject::Procedure(number.clone());
        self.teller
            .give(&self.hands.head, on, "submit-analysis", json!({}))
            .await?;
        Ok(Some(number))
    }

    /// Instructed, tasked and solved.
    async fn followed(&mut self, number: &str) -> Result<(), Fault> {
        let on = || Subject::Procedure(number.to_owned());
        let said =
            json!({"words": "两个问题都要督办到解决，一个月内见效。", "findings": ["1", "2"]});
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
        }
        Ok(())
    }
}

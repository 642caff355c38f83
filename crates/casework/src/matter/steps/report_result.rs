//! Report the result (上报办理结果): the handling unit reports in writing (S0-12), with people dealt
//! with and losses recovered; then the three signatures are due (S3-18).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportResult {
    summary: SealedRef,
    people_dealt_with: Option<u32>,
    recovered_yuan: Option<i64>,
}

/// The result was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultReported {
    /// The report.
    pub summary: SealedRef,
    /// People dealt with (处理人数).
    pub people_dealt_with: u32,
    /// Losses recovered in yuan (挽回损失).
    pub recovered_yuan: i64,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件尚未受理，或结果已经上报。",
}

impl Step for ReportResult {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "report-result",
        noun: "result",
        zh: "上报结果",
        help: "书面报告办理情况；上报后由承办人、分管领导、主要负责人依次会签。",
        basis: "书面报告办理情况（S0-12）",
        mechanisms: &["S0-12", "S0-29", "S4-24"],
        performer: Performer::Person,
        fields: &[
            Field::new("summary", "办理情况报告", Kind::Text { max: 6000 }),
            Field::new("people_dealt_with", "处理人数", Kind::Number { min: 0, max: 10_000 }).optional(),
            Field::new(
                "recovered_yuan",
                "挽回损失（元）",
                Kind::Number { min: 0, max: 1_000_000_000_000 },
            )
            .optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Accepted { Ok(()) } else { Err(Refusal::NotAccepted) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ResultReported(ResultReported {
            summary: self.summary,
            people_dealt_with: self.people_dealt_with.unwrap_or(0),
            recovered_yuan: self.recovered_yuan.unwrap_or(0),
        })])
    }
}

impl ResultReported {
    /// Awaits the signatures.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::Reported;
        matter.signatures.clear();
    }
}

#[cfg(test)]
pub(crate) mod tests;

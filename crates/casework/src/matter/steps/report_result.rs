//! Report the result (上报办理结果): the handling unit reports in writing (S0-12), with people dealt
//! with and losses recovered; then the three signatures are due (S3-18).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Demand, Matter, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportResult {
    summary: SealedRef,
    people_dealt_with: Option<u32>,
    #[serde(default)]
    people: Vec<DealtWith>,
    recovered_yuan: Option<i64>,
    rectification: Option<SealedRef>,
    #[serde(default)]
    files: Vec<FileRef>,
    joint_missing: Option<SealedRef>,
}

/// A person dealt with (处理人员): how, from `catalogue/measures.toml`; who, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealtWith {
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<SealedRef>,
    /// How.
    pub how: String,
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
    /// Each of the people dealt with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<DealtWith>,
    /// What was put right (整改情况).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectification: Option<SealedRef>,
    /// The signed report and its evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Why it does not wait for the joint units' opinions (P-04).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint_missing: Option<SealedRef>,
    /// Whether nobody was dealt with by more than a talk or education (S0-07).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub light: bool,
}

crate::refusals! {
    JointMissing = "joint-missing" =>
        "还有协办单位没有反馈意见，请等待或者取消协办；确需先行上报的，请写明原因。",
    NotAccepted = "not-accepted" => "此件尚未受理，或结果已经上报；没有受理的，请先受理。",
    Paused = "paused" => "此件已中止办理，请先恢复办理，再上报结果。",
    MeetingMissing = "meeting-missing" => "实名举报的办理情况须先经案件联席会议讨论，请先记录会议。",
    CountDiffers = "count-differs" => "处理人数与逐人填写的人数不一致，请核对。",
}

const PEOPLE: &[Field] = &[
    Field::new("how", "处理方式", Kind::From(Source::Measures)),
    Field::new("name", "姓名", Kind::Line { max: 30 }).optional(),
];

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
            Field::new("people", "处理人员", Kind::Group { fields: PEOPLE, min: 0, max: 30 })
                .optional()
                .help("逐人填写；只填这里的，处理人数自动合计"),
            Field::new("rectification", "整改措施", Kind::Text { max: 3000 }).optional(),
            Field::new("files", "报告及证据材料", Kind::Files { max: 10 }).optional(),
            Field::new("joint_missing", "协办意见未齐的原因", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Accepted {
            return Err(Refusal::NotAccepted);
        }
        if matter.handling.is_paused() {
            return Err(Refusal::Paused);
        }
        let wanted = ctx.rules.settings.meeting_before_result && matter.real_name();
        let round = matter.reopened;
        if wanted && !matter.handling.meetings.iter().any(|meeting| meeting.round == round) {
            return Err(Refusal::MeetingMissing);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.joint_missing.is_none() && matter.owing_joints().next().is_some() {
            return Err(Refusal::JointMissing);
        }
        let each = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let said = self.people_dealt_with;
        if each > 0 && said.is_some_and(|said| said != each) {
            return Err(Refusal::CountDiffers);
        }
        let demanded = matter.accountability.demands.contains(&Demand::Accountability);
        let light = demanded && self.people.iter().all(|one| ctx.rules.is_light(&one.how));
        Ok(vec![Event::ResultReported(ResultReported {
            summary: self.summary,
            people_dealt_with: said.unwrap_or(each),
            recovered_yuan: self.recovered_yuan.unwrap_or(0),
            people: self.people,
            rectification: self.rectification,
            files: self.files,
            joint_missing: self.joint_missing,
            light,
        })])
    }
}

impl ResultReported {
    /// Awaits the signatures.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::Reported;
        matter.handling.files.extend(self.files.iter().cloned());
        matter.signatures.clear();
    }
}

#[cfg(test)]
pub(crate) mod tests;

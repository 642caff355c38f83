//! Record a measurement by a third party (委托专业机构测量): what was measured, by whom, and what it came to, when
//! a matter is handled again and the facts are in dispute (S3-25).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordMeasurement {
    on: Date,
    institution: SealedRef,
    subject: SealedRef,
    result: SealedRef,
    files: Vec<FileRef>,
}

/// A third party measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasurementRecorded {
    /// On which day.
    pub on: Date,
    /// By which institution.
    pub institution: SealedRef,
    /// What was measured.
    pub subject: SealedRef,
    /// What it came to.
    pub result: SealedRef,
    /// The institution's report.
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotHandled = "not-handled" => "此件不在办理中，现在不登记测量；受理以后、上报结果以前再登记。",
    InTheFuture = "not-yet" => "测量日期不能晚于今天，请更正。",
    ReportMissing = "report-missing" => "请附上专业机构出具的报告。",
}

impl Step for RecordMeasurement {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-measurement",
        noun: "measurements",
        zh: "委托专业机构测量",
        help: "复查时委托有资质的专业机构测量、鉴定的，登记机构、事项和结论，附机构出具的报告。",
        basis: "委托专业机构测量，用数据说话（S3-25）",
        mechanisms: &["S3-25"],
        performer: Performer::Person,
        fields: &[
            Field::new("on", "测量日期", Kind::Date),
            Field::new("institution", "专业机构", Kind::Line { max: 60 }),
            Field::new("subject", "测量事项", Kind::Line { max: 120 }),
            Field::new("result", "测量结论", Kind::Text { max: 600 }),
            Field::new("files", "机构报告", Kind::Files { max: 5 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Accepted { Ok(()) } else { Err(Refusal::NotHandled) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.on > ctx.now.on() {
            return Err(Refusal::InTheFuture);
        }
        if self.files.is_empty() {
            return Err(Refusal::ReportMissing);
        }
        Ok(vec![Event::MeasurementRecorded(MeasurementRecorded {
            on: self.on,
            institution: self.institution,
            subject: self.subject,
            result: self.result,
            files: self.files,
        })])
    }
}

impl MeasurementRecorded {
    /// The report is among the files of the handling.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.files.extend(self.files.iter().cloned());
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, Story, case, file, sealed};
    use crate::refusal::Refused;
    use serde_json::{Value, json};

    const RECORD: &str = "record-measurement";

    fn measured(on: &str, files: Vec<Value>) -> Value {
        json!({"on": on, "institution": sealed(93), "subject": sealed(94), "result": sealed(95), "files": files})
    }

    /// A third party measured.
    pub(crate) fn recorded() -> Story {
        Story::accepted().act("county-a-handler", RECORD, measured("2026-03-02", vec![file()]))
    }

    fn recording(story: Story, on: &str, files: Vec<Value>) -> Option<Refused> {
        story.by("county-a-handler").when(RECORD, measured(on, files)).refused()
    }

    #[test]
    fn the_report_is_kept_with_the_handling_s3_25() {
        assert_eq!(recorded().matter.handling.files.len(), 1);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-handled", || recording(Story::reported(), "2026-03-02", vec![file()])),
            case("not-yet", || recording(Story::accepted(), "2026-12-02", vec![file()])),
            case("report-missing", || recording(Story::accepted(), "2026-03-02", Vec::new())),
        ]
    };
}

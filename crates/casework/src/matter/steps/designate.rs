//! Designate (指定管辖): a matter that was returned twice is given to one unit by the common superior of
//! both organs; that unit cannot return it again, and elapsed time never resets (P-13).

use super::Event;
use super::route::{self, FIELDS, Given, hand_on};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{FileId, UnitId};
use crate::matter::{ForwardCopy, Matter, Mode, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Designate {
    to: UnitId,
    requirement: SealedRef,
    title: Option<SealedRef>,
    summary: Option<SealedRef>,
    original: Option<SealedRef>,
    #[serde(default)]
    files: Vec<FileId>,
    #[serde(default)]
    checked: bool,
}

crate::refusals! {
    NotReturnedTwice = "not-returned-twice" => "此件没有两次退回，不需要指定管辖，请用“分办”。",
    CannotHave = "cannot-have" =>
        "该单位就是现在的持件单位，或者与被反映人有关、应当回避、正在协办，不能指定，请另选单位。",
    SummaryMissing = "summary-missing" => "请写明转办摘要，或者写明附原件的理由。",
    OriginalNotHeld = "original-not-held" => "本机关手里没有原件，不能附原件；请先取得原件，或者不附。",
    FileUnknown = "file-unknown" => "只能随转已生成处理件的附件，请重新选择。",
    Exposes = "exposes" =>
        "转办的标题、摘要或要求里有像姓名、电话、证件号码或住址的内容，可能让接收单位认出举报人；请删改，确认与举报人无关的，勾选“已逐字核对”。",
}

impl Step for Designate {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "designate",
        noun: "designation",
        zh: "指定管辖",
        help: "两次退回、有管辖争议的，由共同上级指定一个单位办理；被指定的单位不得再退回，时限接着走。",
        basis: "《监察法》第十七条：管辖争议由共同的上级机关确定；已用时间不重新起算（P-13）",
        mechanisms: &["P-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("to", "指定单位", Kind::From(Source::Receivers)),
            Field::new("requirement", "指定理由和要求", Kind::Text { max: 1000 }),
            FIELDS[0],
            FIELDS[1],
            FIELDS[2],
            FIELDS[3],
            FIELDS[4],
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let waiting = matter.stage == Stage::Instructed && matter.routing.undesignated;
        if waiting { Ok(()) } else { Err(Refusal::NotReturnedTwice) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let copy = ForwardCopy {
            title: self.title,
            summary: self.summary,
            original: self.original,
            files: matter.checked_files(self.files).ok_or(Refusal::FileUnknown)?,
        };
        let (requirement, checked) = (Some(self.requirement), self.checked);
        let given = Given { to: self.to, mode: Mode::Assign, requirement, copy, checked };
        let mut routed = hand_on(matter, given, ctx).map_err(|refusal| match refusal {
            route::Refusal::SummaryMissing => Refusal::SummaryMissing,
            route::Refusal::OriginalNotHeld => Refusal::OriginalNotHeld,
            route::Refusal::Exposes => Refusal::Exposes,
            _ => Refusal::CannotHave,
        })?;
        routed.designated = true;
        Ok(vec![Event::Routed(routed)])
    }
}

#[cfg(test)]
pub(crate) mod tests;

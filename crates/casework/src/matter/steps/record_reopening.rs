//! Record what a reporter asks by telephone or in person (代录重新办理申请): the same request as through the
//! query code, for those who have none.

use super::Event;
use super::call_back::BY_STAFF;
use super::request_reopening::{self, GROUNDS, may_plead};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, PleaGround, Via};
use crate::sealed::SealedRef;
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordReopening {
    ground: PleaGround,
    reason: SealedRef,
    via: Via,
}

crate::refusals! {
    NotTold = "not-told" => "办理结果还没有告诉举报人，不能代录重新办理申请。",
    Already = "already" => "已有一件申请等候审定；同一次办理，因不满意只申请一次。",
    NotDissatisfied = "not-dissatisfied" => "请先登记回访评价；举报人对过程或者结果不满意的，可以代录申请。",
    Erased = "erased" => "此件内容已经销毁，不能重新办理；有新的事实请另行接收。",
}

impl From<request_reopening::Refusal> for Refusal {
    fn from(refusal: request_reopening::Refusal) -> Self {
        match refusal {
            request_reopening::Refusal::Already => Self::Already,
            request_reopening::Refusal::NotDissatisfied => Self::NotDissatisfied,
            request_reopening::Refusal::Erased => Self::Erased,
            request_reopening::Refusal::CodeMissing | request_reopening::Refusal::NotTold => {
                Self::NotTold
            }
        }
    }
}

impl Step for RecordReopening {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-reopening",
        noun: "reopening-record",
        zh: "代录重新办理申请",
        help: "举报人电话、当面提出的，照原话记下；由没有办过这件的人审定。",
        basis: "举报人有异议的应当说明，新的证据应当核查；有无新事实（P-17）",
        mechanisms: &["P-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("ground", "情形", Kind::Choice(GROUNDS)),
            Field::new("reason", "举报人的理由", Kind::Text { max: 3000 }),
            Field::new("via", "方式", Kind::Choice(BY_STAFF)),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(may_plead(matter)?)
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(request_reopening::plead(matter, self.ground, self.reason, self.via)?)
    }
}

#[cfg(test)]
pub(crate) mod tests;

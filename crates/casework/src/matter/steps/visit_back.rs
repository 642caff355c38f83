//! Return visit (回访, S4-24): some time after the answer somebody looks whether it holds, and what money
//! was recovered and handed out.

use super::Event;
use super::call_back::BY_STAFF;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Via};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct VisitBack {
    via: Via,
    found: SealedRef,
    #[serde(default)]
    recovered_yuan: u64,
    #[serde(default)]
    distributed_yuan: u64,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// A return visit was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitedBack {
    /// How.
    pub via: Via,
    /// What was found.
    pub found: SealedRef,
    /// Money recovered, yuan.
    pub recovered_yuan: u64,
    /// Money handed out to those it belongs to, yuan.
    pub distributed_yuan: u64,
    /// Photographs, lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotTold = "not-told" => "还没有答复举报人，不能回访；请先答复。",
    MoreThanRecovered = "more-than-recovered" => "发放的钱不能多于收回的钱，请核对。",
}

impl Step for VisitBack {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "visit-back",
        noun: "return-visit",
        zh: "登记回访",
        help: "看问题是不是真的解决了；收回、发放了钱的，写明数目。",
        basis: "回访（S4-24）",
        mechanisms: &["S4-24"],
        performer: Performer::Person,
        fields: &[
            Field::new("via", "方式", Kind::Choice(BY_STAFF)),
            Field::new("found", "回访情况", Kind::Text { max: 1000 }),
            Field::new("recovered_yuan", "收回（元）", Kind::Number { min: 0, max: 100_000_000_000 }).optional(),
            Field::new("distributed_yuan", "发放（元）", Kind::Number { min: 0, max: 100_000_000_000 }).optional(),
            Field::new("files", "照片、名册", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.is_answered() { Ok(()) } else { Err(Refusal::NotTold) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.distributed_yuan > self.recovered_yuan {
            return Err(Refusal::MoreThanRecovered);
        }
        Ok(vec![Event::VisitedBack(VisitedBack {
            via: self.via,
            found: self.found,
            recovered_yuan: self.recovered_yuan,
            distributed_yuan: self.distributed_yuan,
            files: self.files,
        })])
    }
}

impl VisitedBack {
    /// Counts it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.answering.visits += 1;
    }
}

#[cfg(test)]
pub(crate) mod tests;

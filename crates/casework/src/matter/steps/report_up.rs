//! Report to the superior (向上级报结果): what a superior organ assigned or forwarded with a wish for the
//! result (要结果) is registered, handled and supervised to its end (S0-10); the result goes up, and
//! only then the matter is written off.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportUp {
    number: Option<String>,
    text: SealedRef,
}

/// The result went to the superior.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedUp {
    /// The number of the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What was reported.
    pub text: SealedRef,
}

crate::refusals! {
    NotWanted = "not-wanted" => "此件不是上级要结果的件，或结果已经上报。",
    NotConcluded = "not-concluded" => "此件尚未办结，办结后再向上级报结果。",
}

impl Step for ReportUp {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "report-up",
        noun: "upward-reports",
        zh: "向上级报结果",
        help: "上级交办、转送要结果的，办结后向上级报告办理结果；报告后方可销号。",
        basis: "上级交办、督办件登记分流、监督办理到底（S0-10）",
        mechanisms: &["S0-10"],
        performer: Performer::Person,
        fields: &[
            Field::new("number", "报告文号", Kind::Word { max: 40 }).optional(),
            Field::new("text", "报告内容", Kind::Text { max: 2000 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.owes_superior() {
            return Err(Refusal::NotWanted);
        }
        let concluded = matches!(matter.stage, Stage::Concluded | Stage::Replied);
        if concluded { Ok(()) } else { Err(Refusal::NotConcluded) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ReportedUp(ReportedUp { number: self.number, text: self.text })])
    }
}

impl ReportedUp {
    /// Nothing more is owed upwards.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.reported_up = true;
    }
}

#[cfg(test)]
pub(crate) mod tests;

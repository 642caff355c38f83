//! Give the public feedback that was approved (公开反馈, S1-17), word for word: at the meeting or on the
//! board, with how many it reached and what was said. It is the answer to an anonymous report.

use super::Event;
use super::reply::Replied;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct GiveFeedback {
    heads: Option<u32>,
    remarks: Option<SealedRef>,
}

crate::refusals! {
    NotConcluded = "not-concluded" => "此件尚未办结，或已答复；没有办结的，审核通过以后再反馈。",
    NotApproved = "not-approved" => "公开反馈须先拟稿并经另一人审批。",
}

impl Step for GiveFeedback {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "give-feedback",
        noun: "feedback",
        zh: "公开反馈",
        help: "按批准的文字在批准的地点、范围公开，记下到场人数和群众意见；即为答复，之后销号。",
        basis: "匿名举报公开反馈，接受举报人监督（S1-17）",
        mechanisms: &["S1-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("heads", "到场或告知人数", Kind::Number { min: 1, max: 99_999 }).optional(),
            Field::new("remarks", "群众意见、举报人监督情况", Kind::Text { max: 1000 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Concluded {
            return Err(Refusal::NotConcluded);
        }
        let approved = matter.answering.feedback.as_ref().is_some_and(|draft| draft.approved);
        if approved { Ok(()) } else { Err(Refusal::NotApproved) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let draft = matter.answering.feedback.as_ref().ok_or(Refusal::NotApproved)?;
        Ok(vec![Event::Replied(Replied {
            place: Some(draft.place.clone()),
            audience: Some(draft.audience.clone()),
            oversight: draft.oversight.clone(),
            heads: self.heads,
            remarks: self.remarks,
            ..Replied::new(draft.mode, draft.text.clone())
        })])
    }
}

#[cfg(test)]
pub(crate) mod tests;

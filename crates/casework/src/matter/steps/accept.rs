//! Accept (受理): the unit takes the matter in hand and names who is responsible: the first handler
//! (首办责任, S1-14) and the leader in charge. The first handler stays answerable whatever follows.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::{Accepted, CountersignSlot, Matter, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Accept {
    handler: PersonId,
    leader: PersonId,
}

/// The unit accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandlingAccepted {
    /// The named responsibility.
    pub accepted: Accepted,
    /// Units of the two persons, which may see it from now on.
    pub sight: Vec<UnitId>,
}

crate::refusals! {
    NotSigned = "not-signed" => "此件尚未签收，或已受理；没有签收的，请先签收。",
    Recused = "recused" => "所选人员应当回避，请另选承办人或分管领导。",
    CannotSign = "cannot-sign" =>
        "所选人员不是本单位能够签字的承办人或分管领导，请按职务另选。",
    SamePerson = "same-person" => "承办人与分管领导须为两人。",
}

impl Step for Accept {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "accept",
        noun: "acceptance",
        zh: "受理",
        help: "受理并明确首办责任人和分管领导；首办责任终身留痕。",
        basis: "初次举报办理意见：谁首办谁负责（S1-14）；五个工作日内受理或转出（规则第十六条）",
        mechanisms: &["S1-14", "S0-16", "S3-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("handler", "承办人（首办责任人）", Kind::From(Source::Handlers)),
            Field::new("leader", "分管领导", Kind::From(Source::Chiefs)),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Signed { Ok(()) } else { Err(Refusal::NotSigned) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.handler == self.leader {
            return Err(Refusal::SamePerson);
        }
        if matter.recused.contains(&self.handler) || matter.recused.contains(&self.leader) {
            return Err(Refusal::Recused);
        }
        let can_sign = |person: &PersonId, slot| {
            let office = ctx.office;
            office.colleagues_of(&matter.holder, ctx.now.on()).iter().any(|(colleague, _)| {
                colleague.id == *person && office.signs(ctx.rules, person, slot, ctx.now.on())
            })
        };
        if !can_sign(&self.handler, CountersignSlot::Handler)
            || !can_sign(&self.leader, CountersignSlot::Leader)
        {
            return Err(Refusal::CannotSign);
        }
        let on = ctx.happened.date();
        let posts = [&self.handler, &self.leader]
            .into_iter()
            .flat_map(|person| ctx.office.posts_of(person, ctx.now.on()));
        let here = ctx.office.organ_of(&matter.holder);
        let sight = posts
            .filter(|post| ctx.office.organ_of(&post.unit) == here)
            .map(|post| post.unit.clone())
            .collect();
        let accepted = Accepted { handler: self.handler, leader: self.leader, on };
        Ok(vec![Event::HandlingAccepted(HandlingAccepted { accepted, sight })])
    }
}

impl HandlingAccepted {
    /// Names the responsible.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::Accepted;
        matter.widen_sight(&self.sight);
        if matter.first_handler.is_none() {
            matter.first_handler = Some(self.accepted.handler.clone());
        }
        if let Some(assignment) = matter.assignment_mut() {
            assignment.accepted = Some(self.accepted.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

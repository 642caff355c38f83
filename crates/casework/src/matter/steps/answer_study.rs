//! Give an opinion (填写研判意见, S1-33): each office asked answers by an act of its own, once.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::deciding::{Opinion, Stance};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerStudy {
    stance: Stance,
    opinion: SealedRef,
}

/// An office gave its opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyAnswered {
    /// In which study.
    pub study: u32,
    /// Which office.
    pub unit: UnitId,
    /// What it proposes.
    pub stance: Stance,
    /// In its words.
    pub opinion: SealedRef,
}

/// Every office asked has given its opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyComplete {
    /// In which study.
    pub study: u32,
}

crate::refusals! {
    NoStudy = "no-study" => "此件没有正在进行的研判；需要研判的，由信访室提请。",
    NotAsked = "not-asked" => "本次研判没有请您的部门参加。",
    Already = "already" => "您的部门已经提出意见；有补充的，请在审定前告知审定领导。",
}

impl Step for AnswerStudy {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "answer-study",
        noun: "study-opinions",
        zh: "填写研判意见",
        help: "代表本部门提出意见，一个部门一次；意见到齐后由领导审定。",
        basis: "研判小组集体审议（S1-33）",
        mechanisms: &["S1-33"],
        performer: Performer::Person,
        fields: &[
            Field::new("stance", "建议", Kind::Choice(Stance::CODES)),
            Field::new("opinion", "意见和理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let study = matter.study().ok_or(Refusal::NoStudy)?;
        let unit = ctx.actor.unit().filter(|unit| study.offices.contains(unit));
        let unit = unit.ok_or(Refusal::NotAsked)?;
        if study.missing().any(|missing| missing == unit) { Ok(()) } else { Err(Refusal::Already) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let study = matter.study().ok_or(Refusal::NoStudy)?;
        let unit = ctx.actor.unit().ok_or(Refusal::NotAsked)?.clone();
        let last = study.missing().all(|missing| *missing == unit);
        let number = study.number;
        let given = StudyAnswered { study: number, unit, stance: self.stance, opinion: self.opinion };
        let mut events = vec![Event::StudyAnswered(given)];
        if last {
            events.push(Event::StudyComplete(StudyComplete { study: number }));
        }
        Ok(events)
    }
}

impl StudyAnswered {
    /// Counts the opinion.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(study) = matter.study_mut() {
            study.opinions.push(Opinion { unit: self.unit.clone(), stance: self.stance });
        }
    }
}

impl StudyComplete {
    /// The leader's turn; nothing else changes.
    pub fn evolve(&self, _: &mut Matter, _: &Recorded<()>) {}
}

#[cfg(test)]
pub(crate) mod tests;

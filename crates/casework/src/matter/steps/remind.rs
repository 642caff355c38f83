//! Remind (催办): whoever watches over a matter urges the unit that owes its nearest promise. The clock
//! itself does not move (S0-16); the reminder stays in the minutes, and the unit gets a notice (T6).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{UrgeMode, UrgeOutcome, Urging};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Remind {
    words: Option<SealedRef>,
}

/// Somebody was reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// Who owes the promise.
    pub owner: UnitId,
    /// Which promise: the clock's rule.
    pub rule: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<SealedRef>,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "此件现在没有走着的时限，不需要催办。",
    NoPerson = "no-person" => "催办须由工作人员作出。",
    Today = "today" => "您今日已催办过此件，请明日再催；紧急的请直接联系承办单位。",
}

impl Step for Remind {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "remind",
        noun: "reminders",
        zh: "催办",
        help: "提醒欠着最近一个时限的单位抓紧办理；对方收到不含内容的通知，时限不变，催办记入经过。",
        basis: "跟踪督办（S0-16）；批量催办（P-10）；一日一催为默认设置，可由本单位调整",
        mechanisms: &["P-10", "S0-16"],
        performer: Performer::Person,
        fields: &[Field::new("words", "催办意见", Kind::Text { max: 300 }).optional()],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let running = matter.owed_clocks().iter().any(|clock| clock.is_running());
        if running && !matter.is_over() { Ok(()) } else { Err(Refusal::NothingOwed) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::NoPerson)?;
        if matter.reminders.given_on(person, ctx.happened) {
            return Err(Refusal::Today);
        }
        let owed = matter.owed_clocks();
        let clock = owed.iter().find(|clock| clock.is_running()).ok_or(Refusal::NothingOwed)?;
        let (owner, rule) = (clock.owner.clone(), clock.rule.clone());
        Ok(vec![Event::Reminded(Reminded { owner, rule, words: self.words })])
    }
}

impl Reminded {
    /// Counts it, also among the urgings: it is the one on the platform (S0-11).
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let organ = record.by.unit().cloned();
        matter.supervision.urgings.push(Urging {
            at: record.happened,
            by: record.by.person().cloned(),
            organ: organ.unwrap_or_else(|| self.owner.clone()),
            to: self.owner.clone(),
            rule: self.rule.clone(),
            item: None,
            mode: UrgeMode::Online,
            outcome: UrgeOutcome::Delivered,
            suggestions: 0,
        });
        if let Some(person) = record.by.person() {
            matter.reminders.given.push((person.clone(), record.happened));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

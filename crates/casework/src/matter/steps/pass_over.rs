//! Pass over (紧急接管): what somebody owed who was removed in haste goes to whoever asked for it, or to
//! the next leader who may have it, and a clock runs until a proper successor is named (P-14).

use super::confirm_handover::{HandedOver, handed};
use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{CountersignSlot, Matter};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct PassOver {
    from: PersonId,
    to: PersonId,
}

/// What somebody owed is a leader's for the time being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// What was handed over, to whom.
    pub handed: HandedOver,
}

crate::refusals! {
    NothingOfTheirs = "nothing-of-theirs" => "此人在此件没有需要接管的事项。",
    Nobody = "nobody" => "本机关没有可以接管此件的负责人，请由上级指定。",
}

impl Step for PassOver {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "pass-over",
        noun: "emergency-handovers",
        zh: "紧急接管",
        help: "紧急离岗人员的事项先由负责人接管，应当回避的依次由其他负责人接管。",
        basis: "紧急离岗由负责人先行接管（P-14）",
        mechanisms: &["P-14"],
        performer: Performer::Timer,
        fields: &[
            Field::new("from", "离岗人", Kind::From(Source::Persons)),
            Field::new("to", "接管人", Kind::From(Source::Persons)),
        ],
    };

    fn ground(_: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if matter.duties_of(&self.from).next().is_none() {
            return Err(Refusal::NothingOfTheirs);
        }
        let to = taker(matter, &self.from, &self.to, ctx).ok_or(Refusal::Nobody)?;
        let handed = handed(matter, self.from, to, ctx).ok_or(Refusal::Nobody)?;
        // Of a matter that is over only a paper is left, and nothing to be done in haste.
        Ok(vec![match matter.is_over() {
            true => Event::HandedOver(handed),
            false => Event::PassedOver(PassedOver { handed }),
        }])
    }
}

/// Whoever asked for it, or the next leader of the organ who may have it (T4).
fn taker(
    matter: &Matter,
    from: &PersonId,
    asked: &PersonId,
    ctx: &Context<'_>,
) -> Option<PersonId> {
    let on = ctx.now.on();
    // Who handles it and who leads the handling stay two, also for the time being (S3-18).
    let accepted = matter.accepted();
    let pair = accepted.map(|accepted| [&accepted.handler, &accepted.leader]);
    let pair = pair.filter(|pair| pair.contains(&from));
    let fits = |person: &PersonId| {
        let other = person == from || pair.is_some_and(|pair| pair.contains(&person));
        !other && access::sees(ctx.office, ctx.rules, person, on, matter)
    };
    if fits(asked) {
        return Some(asked.clone());
    }
    let unit = &ctx.office.posts_of(asked, on).next()?.unit;
    let leads = |person: &PersonId| {
        ctx.office.signs(ctx.rules, person, CountersignSlot::Leader, on) && fits(person)
    };
    let here = ctx.office.colleagues_of(unit, on);
    here.into_iter().map(|(person, _)| &person.id).find(|id| leads(id)).cloned()
}

impl PassedOver {
    /// What was owed is the leader's.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        self.handed.evolve(matter, record);
    }
}

#[cfg(test)]
pub(crate) mod tests;

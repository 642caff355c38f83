//! What a matter promises: whose each promise is, and which event keeps it.

use super::promising::{Owed, Promising, Timed};
use super::{Clock, REPORTER, TIME_OVER, ladder};
use crate::ids::UnitId;
use crate::matter::state::consent::CONSENT_WINDOW;
use crate::matter::steps::Event;
use crate::matter::steps::evaluate::WINDOW;
use crate::matter::steps::{conclude_accountability, decide_accountability, record_talk};
use crate::matter::{AccountGround, Channel, DutyFlag, Matter, Mode, Stage, Urgency};
use crate::rules::{ClockRule, Condition, Issuer, Owner};
use crate::step::Context;
use calendar::Term;
use jiff::civil::DateTime;

impl Timed for Matter {
    fn clocks(&self) -> &[Clock] {
        &self.clocks
    }

    fn clocks_mut(&mut self) -> &mut Vec<Clock> {
        &mut self.clocks
    }

    fn ended(&mut self, rule: &str) {
        if rule == CONSENT_WINDOW {
            self.consents.lapse();
        }
    }
}

impl Promising for Matter {
    type Event = Event;

    fn name_of(event: &Event) -> &'static str {
        event.name()
    }

    fn is_over(&self) -> bool {
        self.is_over()
    }

    fn is_void(&self) -> bool {
        self.is_void()
    }

    /// Another organ has it from now on, with clocks of its own.
    fn begins_again(event: &Event) -> bool {
        matches!(event, Event::PassedUp(_) | Event::ReturnedDown(_))
    }

    /// A joint unit's promise is kept by its own act alone.
    fn keeps(&self, rule: &ClockRule, clock: &Clock, event: &Event) -> bool {
        match event {
            Event::OpinionGiven(given) if rule.owner == Owner::Joint => given.unit == clock.owner,
            Event::JointReleased(released) if rule.owner == Owner::Joint => {
                released.unit == clock.owner
            }
            Event::DemandHanded(handed) => handed.ask.is_some(),
            Event::AccountabilityProposed(proposed) => answers(&rule.id, proposed.ground),
            Event::DutyCleared(cleared) => clears(&rule.id, cleared.flag),
            // Corrected to another class, it is no demand and goes to no other body (P-20); any other correction leaves it owed.
            Event::CorrectionApproved(_) if rule.id == "hand-demand" => !self.owes_handing(),
            Event::OriginalChecked(_) if rule.id == "lost-original-look" => !self.misses_original(),
            // Several may wait: the promise is kept with the last.
            Event::AccountabilityAgreed(_) | Event::AccountabilityDeclined(_) => {
                decide_accountability::waiting(self).next().is_none()
            }
            Event::TalkRecorded(_) | Event::AccountabilityConcluded(_) => {
                let none = conclude_accountability::due(self).next().is_none();
                none && record_talk::due(self).next().is_none()
            }
            _ => true,
        }
    }

    fn owed(&self, owner: Owner, event: &Event, ctx: &Context<'_>) -> Vec<Owed> {
        match (owner, event) {
            // Joint units come one after the other, each with a clock of its own.
            (Owner::Joint, Event::JointNamed(named)) => {
                let units = named.units.iter();
                units
                    .map(|joint| Owed::by(&joint.unit, None).beside())
                    .collect()
            }
            (_, Event::AssignmentNoticed(noticed)) => vec![Owed::by(&noticed.to, None)],
            // Whose office kept it looks, whoever missed it: they alone, and those above them, may look into it.
            (Owner::Actor, Event::OriginalChecked(checked)) => {
                let kept = self.numbered_original(checked.number);
                let organ = kept.and_then(|original| ctx.office.organ_of(&original.unit));
                let organ = organ.cloned().unwrap_or_else(|| owner_of(self, owner, ctx));
                vec![Owed::by(&organ, None)]
            }
            (Owner::Joint, _) => vec![Owed::by(&owner_of(self, owner, ctx), None).beside()],
            _ => vec![Owed::by(&owner_of(self, owner, ctx), None)],
        }
    }

    /// A notice names the day itself.
    fn within(_: Owner, event: &Event) -> Option<Term> {
        match event {
            Event::AssignmentNoticed(noticed) => Some(Term::CalendarDays(noticed.days)),
            _ => None,
        }
    }

    crate::slips_of!();

    fn issuer(&self, owner: &UnitId, from: Issuer, ctx: &Context<'_>) -> UnitId {
        ladder::issuer(self, owner, from, ctx)
    }

    fn holds(&self, condition: Condition) -> bool {
        holds(self, condition)
    }

    fn carried_from(&self, rule: &ClockRule) -> Option<DateTime> {
        self.first_handed().filter(|_| rule.carries_on)
    }
}

/// Whether a proposal by a ground keeps the promise to look at what a flag shows.
fn answers(rule: &str, ground: AccountGround) -> bool {
    use AccountGround::{Destroyed, Hidden, LightTouch, Lost, Overturned};
    match rule {
        "light-touch-look" => ground == LightTouch,
        "lost-original-look" => matches!(ground, Lost | Hidden | Destroyed),
        _ => ground == Overturned,
    }
}

/// Whether a flag that was looked into is the one that a promise is about.
fn clears(rule: &str, flag: DutyFlag) -> bool {
    match rule {
        "light-touch-look" => flag == DutyFlag::LightTouch,
        "lost-original-look" => flag == DutyFlag::Lost,
        "passing-look" => flag == DutyFlag::Passing,
        "public-notice" => flag == DutyFlag::Notice,
        _ => flag == DutyFlag::Overturned,
    }
}

fn holds(matter: &Matter, condition: Condition) -> bool {
    match condition {
        Condition::RealName => matter.real_name(),
        Condition::Anonymous => !matter.real_name(),
        Condition::InScope => !matter.excluded,
        Condition::Excluded => matter.excluded,
        Condition::ResultRequired => matter
            .assignment()
            .is_some_and(|a| Mode::wants_result(a.mode)),
        Condition::AwaitingAcceptance => matter.stage == Stage::Signed,
        Condition::SupplementWaiting => matter.talk.waiting().next().is_some(),
        Condition::AwaitingScreening => matter.stage == Stage::Registered,
        Condition::AwaitingReply => {
            let open = matter.open_parts().next().is_some();
            matter.stage == Stage::Concluded && !matter.is_part() && !open
        }
        Condition::Overturned => matter.owes_first_handlers(),
        Condition::NoticeOwed => matter.owes_notice(),
        Condition::LightTouch => matter.is_light_touch(),
        Condition::OriginalMissing => matter.misses_original() && matter.is_loss_open(),
        Condition::PassedAround => matter.is_passed_around(),
        Condition::LiaisonOwed => matter.owed_by_liaison().is_some(),
        // What only procedures are.
        Condition::ByHotline
        | Condition::BySample
        | Condition::ItemsFixed
        | Condition::MonthsLeft => false,
        Condition::Whole => !matter.is_part(),
        Condition::Part => matter.is_part(),
        Condition::ToldOneToOne => {
            let answer = matter.answering.answer();
            answer.is_some_and(|answer| !answer.mode.is_public())
        }
        Condition::Unevaluated => {
            let windows = matter.clocks.iter().rev();
            let mut last = windows.filter(|clock| clock.rule == WINDOW).take(1);
            matter.real_name()
                && matter.is_answered()
                && matter.answering.is_unevaluated()
                && last.any(|clock| clock.ended.as_ref().is_some_and(|end| end.by == TIME_OVER))
        }
        Condition::PleaOpen => matter.answering.open_pleas().next().is_some(),
        Condition::RefusalUntold => matter.answering.untold().next().is_some(),
        Condition::IdentityAsked => matter.identity_asked().next().is_some(),
        Condition::DemandOwed => matter.owes_handing(),
        Condition::HandingAsked => matter.consents.awaiting().next().is_some(),
        Condition::Assigned => matter.assignment().is_some(),
        Condition::Visit => matter.channel == Channel::Visit,
        Condition::Collective => matter.is_collective(),
        Condition::Emergency => matter.urgency() == Urgency::Emergency,
        Condition::Unscanned => matter.intake.arrival.unscanned,
        Condition::MessageLeft => matter.is_message(),
        Condition::WantedAbove => matter.owes_superior(),
        Condition::PassedUp => matter.awaits_acknowledgement(),
        Condition::BelongsAbove => matter.passing.above,
        Condition::FastTrack => matter.routing.fast,
        Condition::OrdinaryTrack => !matter.routing.fast,
    }
}

fn owner_of(matter: &Matter, owner: Owner, ctx: &Context<'_>) -> UnitId {
    match owner {
        Owner::Holder => matter.holder.clone(),
        Owner::Assigner => {
            let unit = matter.assigner();
            ctx.office.organ_of(unit).unwrap_or(unit).clone()
        }
        Owner::Liaison => matter.owed_by_liaison().unwrap_or(&matter.holder).clone(),
        Owner::Receiver => matter.receiver.clone(),
        // Joint units are named by the event itself; see `owners_of`.
        Owner::Joint | Owner::Addressee => matter.holder.clone(),
        // Of procedures alone.
        Owner::Runner | Owner::Party => matter.holder.clone(),
        Owner::Hands => {
            let unit = matter.hands();
            if *unit == matter.holder {
                unit.clone()
            } else {
                ctx.office.organ_of(unit).unwrap_or(unit).clone()
            }
        }
        Owner::Reporter => REPORTER.into(),
        Owner::Keeper => matter.keeper(ctx).unwrap_or(&matter.receiver).clone(),
        Owner::Actor => {
            let unit = ctx.actor.unit().unwrap_or(&matter.holder);
            ctx.office.organ_of(unit).unwrap_or(unit).clone()
        }
    }
}

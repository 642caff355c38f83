//! Ask for a correction (申请更正, P-03): an entry made at the desk is wrong. The old value, the new one and the
//! reason are kept; another person approves or refuses, and only then anything changes. The number stays.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::form::{Field, Kind, Source};
use crate::matter::state::repair::{Entries, Naming, Request, Wanted};
use crate::matter::{Channel, Class, Matter, Origin, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskCorrection {
    #[serde(flatten)]
    now: Entries,
    reason: SealedRef,
}

/// A correction was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAsked {
    /// What stands.
    pub was: Box<Entries>,
    /// What shall stand.
    pub now: Box<Entries>,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotStanding = "not-standing" => "此件已并入他件或者已作废，不能更正；已并入的，请在主件上更正。",
    Waiting = "waiting" => "已有一项更正或者作废申请等候审批，请先办完那一项。",
    NothingChanged = "nothing-changed" => "没有要更正的内容，请至少填写一项与现在不同的值。",
    NotRegistered = "not-registered" => "此件尚未登记，类别请在登记时填写。",
    ClassCrosses = "class-crosses" => "更正后的类别改变了是否受理，不能用更正，请在筛查时核定类别。",
    WantedAbove = "wanted-above" => "此件登记为上级要求报结果，来源只能更正为上级交办或者上级转送。",
    VisitRecorded = "visit-recorded" => "已登记来访记录、代表或者多名来访人，渠道不能再改，请作废后重新登记。",
    AfterActs = "after-acts" => "收到时间不能晚于现在，也不能晚于已经记录的办理，请核对。",
    BeforeCalendar = "before-calendar" => "收到时间早于日历的第一年，无法计算时限，请核对日期。",
    OfWhole = "of-whole" => "来源、渠道、收到时间和署名方式以原件为准，请在原件上更正。",
}

impl Step for AskCorrection {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-correction",
        noun: "corrections",
        zh: "申请更正",
        help: "登记有误的，填写正确的值和理由；另一人审批同意后才改，原值留痕，编号不变。没有错的项不填。",
        basis: "更正保留原值、理由和审批人（P-03）",
        mechanisms: &["P-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("class", "类别", Kind::Choice(Class::CODES)).optional(),
            Field::new("region", "问题发生地", Kind::From(Source::Regions)).optional(),
            Field::new("origin", "来源", Kind::Choice(Origin::CODES)).optional(),
            Field::new("channel", "渠道", Kind::Choice(Channel::CODES)).optional(),
            Field::new("received", "收到时间", Kind::DateTime)
                .optional()
                .help("更正后，自收到时间起算的时限随之重算"),
            Field::new("naming", "署名方式", Kind::Choice(Naming::CODES)).optional(),
            Field::new("reason", "更正理由", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.exists() || matches!(matter.stage, Stage::Joined | Stage::Voided) {
            return Err(Refusal::NotStanding);
        }
        if matter.repair.asked.is_some() { Err(Refusal::Waiting) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let now = self.now.changing(matter);
        if now.is_empty() {
            return Err(Refusal::NothingChanged);
        }
        fits(matter, &now, ctx)?;
        consequences(matter, &now, ctx).ok_or(Refusal::BeforeCalendar)?;
        let was = Box::new(Entries::standing(matter, &now));
        Ok(vec![Event::CorrectionAsked(CorrectionAsked { was, now: Box::new(now), reason: self.reason })])
    }
}

/// Whether the entries may stand beside what else is recorded.
pub(super) fn fits(matter: &Matter, now: &Entries, ctx: &Context<'_>) -> Result<(), Refusal> {
    let of_report = now.origin.is_some() || now.channel.is_some() || now.received.is_some();
    if matter.is_part() && (of_report || now.naming.is_some()) {
        return Err(Refusal::OfWhole);
    }
    if let Some(class) = now.class {
        let was = matter.class.ok_or(Refusal::NotRegistered)?;
        if was.is_excluded() != class.is_excluded() {
            return Err(Refusal::ClassCrosses);
        }
    }
    let arrival = &matter.intake.arrival;
    if arrival.wants_result && now.origin.is_some_and(|origin| !origin.is_superior()) {
        return Err(Refusal::WantedAbove);
    }
    let visit = arrival.visit.as_ref();
    let told = visit.is_some_and(|visit| {
        visit.heads > 1 || !visit.representatives.is_empty() || visit.members.is_some()
    });
    if now.channel.is_some() && (told || matter.intake.heard) {
        return Err(Refusal::VisitRecorded);
    }
    if now.received.is_some_and(|received| received > latest(matter, ctx)) {
        return Err(Refusal::AfterActs);
    }
    Ok(())
}

/// The latest time at which it can have arrived: before anything was done about it.
fn latest(matter: &Matter, ctx: &Context<'_>) -> DateTime {
    let ended = matter.clocks.iter().filter_map(|clock| clock.ended.as_ref().map(|end| end.at));
    let counted = matter.clocks.iter().map(|clock| clock.from);
    let counted = counted.filter(|from| *from > matter.received);
    let routed = matter.assignments.iter().map(|assignment| assignment.routed);
    ended.chain(counted).chain(routed).fold(ctx.now.local, DateTime::min)
}

/// What follows for the clocks; none where the calendar does not reach back so far.
pub(super) fn consequences(matter: &Matter, now: &Entries, ctx: &Context<'_>) -> Option<Vec<Event>> {
    let mut after = matter.clone();
    now.enter(&mut after);
    let mut events = Vec::new();
    if now.received.is_some() {
        events.extend(clocks::recounted(&after, ctx).ok()?);
    }
    events.extend(clocks::groundless(matter, &after, "matter.correction-approved", ctx));
    Some(events)
}

impl CorrectionAsked {
    /// Waits for another person.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.repair.asked = Some(Request {
            asker: record.by.person().cloned(),
            wanted: Wanted::Correction { was: self.was.clone(), now: self.now.clone() },
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

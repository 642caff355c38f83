//! Pass up (上报): an item that belongs to the superior organ goes there, whole, and leaves nothing behind
//! but a line without content (处理检举控告工作规则第十五条: within five working days, not copied, not
//! excerpted, knowledge not widened). Its keys are wrapped for the superior alone (ADR 0008).
//!
//! [`super::report_up`] is another act: the result of what a superior assigned goes up, and stays here.

use super::Event;
use super::route::accused_organs;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::{PersonId, UnitId};
use crate::matter::{Custody, Matter, PassGround, PassedLine, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct PassUp {
    ground: PassGround,
}

/// The matter was passed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedUp {
    /// By which organ.
    pub from: UnitId,
    /// To which organ.
    pub to: UnitId,
    /// Why.
    pub ground: PassGround,
    /// Persons who see nothing of it from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<PersonId>,
}

crate::refusals! {
    NotReady = "not-ready" => "此件不在登记、筛查、批示环节，不能上报；已分办的，先由承办单位退回。",
    UnderStudy = "under-study" => "此件正在研判，请等领导审定后再上报。",
    HasRepeats = "has-repeats" => "此件并有重复件，请先撤销并案，再逐件上报。",
    Split = "split" => "此件是拆分件或者已经拆分，请先撤销拆分，再全件上报。",
    OriginalOut = "original-out" => "此件有纸质原件借出未还，请先归还，随件一并报送。",
    NobodyAbove = "nobody-above" =>
        "本系统里没有可以报送的上级机关；反映本机关主要负责人的，由专人当面报送上级，不在系统内办理。",
}

impl Step for PassUp {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "pass-up",
        noun: "pass-ups",
        zh: "上报上级",
        help: "属于上级纪委监委受理的，全件上报：本机关从此看不到内容，只在上报登记簿留一行不含内容的记录。",
        basis: "《纪检监察机关处理检举控告工作规则》第十五条：五个工作日内报送，不得留存、复制、摘抄",
        mechanisms: &["S0-20"],
        performer: Performer::Person,
        fields: &[Field::new("ground", "上报事由", Kind::Choice(PassGround::CODES))],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let early = matches!(
            matter.stage,
            Stage::Received | Stage::Registered | Stage::Screened | Stage::Instructed
        );
        if !matter.exists() || !early || matter.assignment().is_some() {
            return Err(Refusal::NotReady);
        }
        if matter.study().is_some() {
            return Err(Refusal::UnderStudy);
        }
        if !matter.repeats.is_empty() {
            return Err(Refusal::HasRepeats);
        }
        if matter.splitting.of.is_some() || !matter.splitting.parts.is_empty() {
            return Err(Refusal::Split);
        }
        if matter.any_original(Custody::Lent) {
            return Err(Refusal::OriginalOut);
        }
        target(matter, ctx).map(drop).ok_or(Refusal::NobodyAbove)
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let from = ctx.office.organ_of(&matter.holder).ok_or(Refusal::NobodyAbove)?.clone();
        let to = target(matter, ctx).ok_or(Refusal::NobodyAbove)?;
        let (ground, recused) = (self.ground, Vec::new());
        Ok(vec![Event::PassedUp(PassedUp { from, to, ground, recused })])
    }
}

/// The nearest organ above that is neither the accused's nor led by somebody who may not know of it.
fn target(matter: &Matter, ctx: &Context<'_>) -> Option<UnitId> {
    let (office, rules, on) = (ctx.office, ctx.rules, ctx.now.on());
    let barred = accused_organs(matter, ctx);
    let fits = |organ: &UnitId| {
        let led = matter.recused.iter().any(|one| office.leads(rules, one, organ, on));
        !led && !barred.contains(organ)
    };
    let mut organ = office.superior_of(office.organ_of(&matter.holder)?)?;
    while !fits(organ) {
        organ = office.superior_of(organ)?;
    }
    Some(organ.clone())
}

impl PassedUp {
    /// It begins anew with the superior; below, a line without content stays.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.passing.lines.push(PassedLine {
            from: self.from.clone(),
            to: self.to.clone(),
            ground: self.ground,
            by: record.by.person().cloned(),
            at: record.happened,
            received: matter.received,
            channel: matter.channel,
            origin: matter.intake.arrival.origin,
            heads: matter.heads(),
            signed: None,
            returned: None,
        });
        matter.begin_again(&self.to, record.happened, vec![self.to.clone()]);
        matter.entered_at = record.at;
        matter.recused.extend(self.recused.iter().cloned());
        matter.intake.arrival.origin = crate::matter::Origin::Subordinate;
    }
}

#[cfg(test)]
pub(crate) mod tests;

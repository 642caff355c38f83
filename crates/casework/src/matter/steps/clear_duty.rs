//! Nobody has to answer (核查不追责): a leader looked into what the ledger shows, and it is no failing that somebody
//! answers for. The flag goes from the list with what was found and why, and stands among what was cleared; what
//! happens later raises it anew. Never by who handled it: whoever answers does not clear themselves.

use super::Event;
use crate::act::{Act, Performer};
use crate::escalation::{acting_organ, answers_for_loss, supervises};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::state::accountability::Cleared;
use crate::matter::{DutyFlag, Matter};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ClearDuty {
    flag: String,
    found: SealedRef,
    reason: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// It was looked into, and nobody has to answer for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyCleared {
    /// Which flag.
    pub flag: DutyFlag,
    /// Whose failing it seemed.
    pub unit: UnitId,
    /// The entries that were looked at, by version.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub proof: BTreeSet<i64>,
    /// What was found out.
    pub found: SealedRef,
    /// Why nobody answers.
    pub reason: SealedRef,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NothingOpen = "nothing-open" => "此件没有须追责而没有处理的情形，不用核查。",
    NotOpen = "not-open" => "没有这种情形，或者已经有人处理，请重新选择。",
    NotYours = "not-yours" => "只能核查下级、本机关交办的单位和本机关自己收的件；别的机关交办的，请由交办机关核查。",
    OwnCase = "own-case" => "您是此件的承办人、分管领导，或者原件由您的单位保管，不能核查自己，请由另一位领导核查。",
}

/// Flags that nobody dealt with.
pub(crate) fn open<'a>(matter: &'a Matter, ctx: &'a Context<'_>) -> impl Iterator<Item = DutyFlag> + 'a {
    let often = matter.accountability.times_passed() >= ctx.rules.duties.passing.times;
    let open = matter.flags().into_iter().filter(|(_, settled)| !settled).map(|(flag, _)| flag);
    open.filter(move |flag| *flag != DutyFlag::Passing || often)
}

/// Whether whoever acts handled it, led the handling, or kept what is missing.
fn is_own(matter: &Matter, unit: &UnitId, ctx: &Context<'_>) -> bool {
    let first = matter.accountability.first.iter().flat_map(|first| &first.people);
    let accepted = matter.accepted();
    let now = accepted.into_iter().flat_map(|accepted| [&accepted.handler, &accepted.leader]);
    let handled = first.chain(now).any(|person: &PersonId| ctx.actor.involves(person));
    let organ = ctx.office.organ_of(unit) == Some(unit);
    handled || (!organ && ctx.actor.unit() == Some(unit))
}

/// Whether an organ may clear a unit of a flag. What another organ assigned is cleared by that one, or from above: who
/// was given a matter does not clear its own offices of how they handled it.
fn may_clear(matter: &Matter, (flag, unit): (DutyFlag, &UnitId), organ: &UnitId, ctx: &Context<'_>) -> bool {
    if flag == DutyFlag::Lost && answers_for_loss(organ, unit, ctx) {
        return true;
    }
    let given = ctx.office.organ_of(matter.assigner()) != Some(organ);
    let own = ctx.office.organ_of(unit) == Some(organ);
    supervises(matter, organ, unit, ctx) && !(own && given)
}

impl Step for ClearDuty {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "clear-duty",
        noun: "duty-clearances",
        zh: "核查不追责",
        help: "对账本列出的须追责情形，核查以后认为没有人应当追责的，写明查明的情况和不追责的理由，由领导登记；以后再发生的，重新列出。",
        basis: "追究责任情形须逐件核查处理（S0-25、S1-15）；不能以简单约谈提醒、批评教育代替追责问责，不追责的须有理由（S0-07）",
        mechanisms: &["S0-25", "S0-07", "S1-15", "S3-16"],
        performer: Performer::Person,
        fields: &[
            Field::new("flag", "情形", Kind::From(Source::OpenDuties)),
            Field::new("found", "查明的情况", Kind::Text { max: 1000 }),
            Field::new("reason", "不追责的理由", Kind::Text { max: 500 }),
            Field::new("files", "证明材料", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if open(matter, ctx).next().is_some() { Ok(()) } else { Err(Refusal::NothingOpen) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let flag = open(matter, ctx).find(|flag| flag.as_str() == self.flag).ok_or(Refusal::NotOpen)?;
        let proofs = || matter.accountability.showing(flag);
        let unit = proofs().last().map_or(&matter.holder, |proof| &proof.unit).clone();
        if is_own(matter, &unit, ctx) {
            return Err(Refusal::OwnCase);
        }
        if !acting_organ(ctx).is_some_and(|organ| may_clear(matter, (flag, &unit), organ, ctx)) {
            return Err(Refusal::NotYours);
        }
        Ok(vec![Event::DutyCleared(DutyCleared {
            flag,
            unit,
            proof: proofs().map(|proof| proof.version).collect(),
            found: self.found,
            reason: self.reason,
            files: self.files,
        })])
    }
}

impl DutyCleared {
    /// It is dealt with, until something new shows it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.files.extend(self.files.iter().cloned());
        let (flag, proof) = (self.flag, self.proof.clone());
        matter.accountability.cleared.push(Cleared { flag, proof });
    }
}

#[cfg(test)]
pub(crate) mod tests;

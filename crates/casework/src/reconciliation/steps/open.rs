//! Open a reconciliation (开展对账): the month's figures are counted and frozen, and what does not agree is listed.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::reconciliation::{Figures, Found, Reconciliation, Stage, month_of};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenReconciliation {
    month: String,
}

/// A reconciliation was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationOpened {
    /// Its number.
    pub number: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Whose book.
    pub organ: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// The first day of the month.
    pub month: Date,
    /// The figures as counted.
    pub figures: Figures,
    /// What does not agree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Found>,
}

crate::refusals! {
    Opened = "opened" => "这次对账已经开展。",
    NoPerson = "no-person" => "对账须由工作人员开展。",
    NotOver = "not-over" => "只能对已经过完的月份，本月请在月底之后对账。",
    BegunBefore = "begun-before" => "这个月已经有一次对账，请打开那一次继续核对。",
}

impl Step for OpenReconciliation {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "open-reconciliation",
        noun: "opening",
        zh: "开展对账",
        help: "选定月份，按台账取出期初、本期收、本期出、期末，逐项列出差异；差异都说明了原因才能签字，确认后本月才能通报。",
        basis: "登记录入、信息更新、定期对账、办结销账（S0-22）；按月对账为默认设置，可由本单位调整",
        mechanisms: &["S0-22", "S2-07"],
        performer: Performer::Person,
        fields: &[Field::new("month", "月份", Kind::From(Source::Own("months")))],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        if state.core.exists() { Err(Refusal::Opened) } else { Ok(()) }
    }

    fn decide(self, _: &Reconciliation, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let told = &ctx.facts.reconciliation;
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        let over = |month: &Date| month.last_of_month() < ctx.happened.date();
        let month = month_of(&self.month).filter(over).ok_or(Refusal::NotOver)?;
        if told.begun.contains(&month) {
            return Err(Refusal::BegunBefore);
        }
        let counted = told.counted.clone().ok_or(Refusal::NotOver)?;
        Ok(vec![Event::ReconciliationOpened(ReconciliationOpened {
            number,
            unit: unit.clone(),
            organ: ctx.office.organ_of(unit).unwrap_or(unit).clone(),
            sight: sight_of(unit, ctx),
            month,
            figures: counted.figures,
            found: counted.found,
        })])
    }
}

impl ReconciliationOpened {
    /// It begins.
    pub fn evolve(&self, state: &mut Reconciliation, record: &Recorded<()>) {
        state.core.number.clone_from(&self.number);
        state.core.unit = self.unit.clone();
        state.core.sight.clone_from(&self.sight);
        state.core.opened = record.happened;
        state.organ = self.organ.clone();
        state.month = Some(self.month);
        state.stage = Stage::Comparing;
        state.take(&self.figures, &self.found, record.at);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::ids::MatterId;
    use crate::matter::{Inflow, Outflow};
    use crate::reconciliation::{Counted, DifferenceKind};
    use serde_json::{Value, json};

    const OPEN: &str = OpenReconciliation::ACT.name;

    pub(crate) fn february() -> Value {
        json!({"month": "2026-02"})
    }

    pub(crate) fn found(id: u128, kind: DifferenceKind) -> Found {
        Found {
            kind,
            matter: Some(MatterId(uuid::Uuid::from_u128(id))),
            unit: None,
            figures: None,
        }
    }

    pub(crate) fn counted(found: Vec<Found>) -> Counted {
        Counted {
            figures: Figures {
                opening: 3,
                came: vec![(Inflow::Received, 2), (Inflow::Assigned, 1)],
                went: vec![(Outflow::WrittenOff, 2)],
                closing: 4,
            },
            found,
        }
    }

    /// The shell counts this from now on.
    pub(crate) fn told(
        mut story: Proceeding<Reconciliation>,
        counted: Counted,
    ) -> Proceeding<Reconciliation> {
        story.facts.reconciliation.counted = Some(counted);
        story
    }

    fn new() -> Proceeding<Reconciliation> {
        told(Proceeding::new(), counted(vec![found(7, DifferenceKind::Unsigned)]))
    }

    pub(crate) fn opened() -> Proceeding<Reconciliation> {
        new().act("prov-clerk", OPEN, february())
    }

    fn begun() -> Proceeding<Reconciliation> {
        let mut story = new();
        let february = month_of("2026-02");
        story.facts.reconciliation.begun.extend(february);
        story
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("opened", || opened().by("prov-clerk").refused(OPEN, february())),
            case("no-person", || new().timer().refused(OPEN, february())),
            case("not-over", || new().by("prov-clerk").refused(OPEN, json!({"month": "2026-03"}))),
            case("begun-before", || begun().by("prov-clerk").refused(OPEN, february())),
        ]
    };

    #[test]
    fn figures_are_frozen_as_counted_s0_22() {
        let state = opened().state;
        assert!(state.figures.balance());
        assert_eq!((state.figures.opening, state.figures.closing), (3, 4));
        assert_eq!(state.differences.len(), 1);
        assert_eq!(state.organ, "prov".into());
    }
}

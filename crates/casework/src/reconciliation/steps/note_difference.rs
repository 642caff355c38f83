//! Note a difference (登记账目差异) that comparing another record showed: the paper book, the national platform, what
//! an organ above or below says.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::MatterId;
use crate::reconciliation::{DifferenceKind, Found, Reconciliation, Record, Side};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NoteDifference {
    record: Record,
    side: Side,
    matter: Option<String>,
    what: SealedRef,
}

/// A difference was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceNoted {
    /// Its number.
    pub difference: u32,
    /// The record that was compared.
    pub record: Record,
    /// Which side has it.
    pub side: Side,
    /// Which matter, where there is one here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterId>,
    /// What differs.
    pub what: SealedRef,
}

crate::refusals! {
    NotComparing = "not-comparing" => "对账已经签字或确认，不能再登记差异；请由信访室主任退回核对。",
    NoMatter = "no-matter" => "没有查到这个编号的信访件，请核对编号；本单位没有登记的，编号留空。",
}

impl Step for NoteDifference {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "note-difference",
        noun: "difference",
        zh: "登记账目差异",
        help: "与纸质台账、全国平台、上级和下级的台账核对，不一致的逐项登记。",
        basis: "定期对账（S0-22）；不遗漏、不丢失（S2-07）",
        mechanisms: &["S0-22", "S2-07"],
        performer: Performer::Person,
        fields: &[
            Field::new("record", "核对哪本账", Kind::Choice(Record::CODES)),
            Field::new("side", "哪边有", Kind::Choice(Side::CODES)),
            Field::new("matter", "信访件编号", Kind::Word { max: 40 })
                .optional()
                .help("本单位登记了的填编号"),
            Field::new("what", "差异", Kind::Text { max: 300 })
                .help("写明对方台账上的编号、日期；不得写入举报人信息"),
        ],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        if state.compares() { Ok(()) } else { Err(Refusal::NotComparing) }
    }

    fn decide(self, state: &Reconciliation, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let named = self.matter.is_some_and(|number| !number.trim().is_empty());
        let matter = ctx.facts.reconciliation.matter;
        if named && matter.is_none() {
            return Err(Refusal::NoMatter);
        }
        Ok(vec![Event::DifferenceNoted(DifferenceNoted {
            difference: state.last + 1,
            record: self.record,
            side: self.side,
            matter: matter.filter(|_| named),
            what: self.what,
        })])
    }
}

impl DifferenceNoted {
    /// It waits for its cause.
    pub fn evolve(&self, state: &mut Reconciliation, _: &Recorded<()>) {
        let mut difference = state.next(Found {
            kind: DifferenceKind::Noted,
            matter: self.matter,
            unit: None,
            figures: None,
        });
        difference.noted = Some((self.record, self.side, self.what.clone()));
        state.differences.push(difference);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::opened;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const NOTE: &str = NoteDifference::ACT.name;

    fn fields() -> Value {
        json!({"record": "paper", "side": "there", "what": sealed(1)})
    }

    fn numbered() -> Value {
        json!({"record": "national", "side": "both", "what": sealed(1), "matter": "990101-2026-1-0000001"})
    }

    pub(crate) fn noted() -> Proceeding<Reconciliation> {
        opened().act("prov-clerk", NOTE, fields())
    }

    /// The same about a matter that is registered here.
    pub(crate) fn noted_of_a_matter() -> Proceeding<Reconciliation> {
        let mut story = opened();
        story.facts.reconciliation.matter = Some(MatterId(uuid::Uuid::from_u128(9)));
        story.act("prov-clerk", NOTE, numbered())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-comparing", || signed().by("prov-clerk").refused(NOTE, fields())),
            case("no-matter", || opened().by("prov-clerk").refused(NOTE, numbered())),
        ]
    };

    #[test]
    fn it_is_one_difference_more_s0_22() {
        assert_eq!(noted().state.differences.len(), 2);
        let known = noted_of_a_matter().state.differences.remove(1);
        assert!(known.found.matter.is_some() && known.cause.is_none());
    }
}

//! Withdraw a draft (撤回通报稿): the period may be drafted again, with figures counted anew.

use super::Event;
use crate::act::{Act, Performer};
use crate::bulletin::{Bulletin, Stage};
use crate::form::{Field, Kind};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct WithdrawBulletin {
    reason: SealedRef,
}

/// A draft was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinWithdrawn {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NoDraft = "no-draft" => "通报已经签发或者撤回，不能再撤回。",
}

impl Step for WithdrawBulletin {
    type State = Bulletin;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "withdraw-bulletin",
        noun: "withdrawal",
        zh: "撤回通报稿",
        help: "数字需要重新取、或者不再通报的，写明理由撤回；这个时段可以重新拟。",
        basis: "定期通报（S0-21）；撤回须说明理由为默认设置，可由本单位调整",
        mechanisms: &["S0-21"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 300 })],
    };

    fn ground(bulletin: &Bulletin, _: &Context<'_>) -> Result<(), Refusal> {
        if bulletin.is_draft() { Ok(()) } else { Err(Refusal::NoDraft) }
    }

    fn decide(self, _: &Bulletin, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let reason = self.reason;
        Ok(vec![Event::BulletinWithdrawn(BulletinWithdrawn { reason })])
    }
}

impl BulletinWithdrawn {
    /// It is over.
    pub fn evolve(&self, bulletin: &mut Bulletin, record: &Recorded<()>) {
        bulletin.stage = Stage::Withdrawn;
        bulletin.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::drafted;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const WITHDRAW: &str = WithdrawBulletin::ACT.name;

    fn fields() -> Value {
        json!({"reason": sealed(5)})
    }

    pub(crate) fn withdrawn() -> Proceeding<Bulletin> {
        drafted().act("city-head", WITHDRAW, fields())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> =
        || vec![case("no-draft", || signed().by("city-head").refused(WITHDRAW, fields()))];

    #[test]
    fn nothing_is_owed_for_it_any_more() {
        let core = withdrawn().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }
}

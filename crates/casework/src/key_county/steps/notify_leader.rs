//! Notify the principal leader (点对点通报主要负责人): what the check found goes to one person and to nobody else of the
//! county (S1-24).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::key_county::state::leaders;
use crate::key_county::{KeyCounty, Notice};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NotifyLeader {
    to: PersonId,
    text: SealedRef,
}

/// The leader was notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderNotified {
    /// Which notice, from 1.
    pub notice: u32,
    /// About which check.
    pub check: u32,
    /// To whom.
    pub to: PersonId,
    /// What it says.
    pub text: SealedRef,
}

crate::refusals! {
    NothingChecked = "nothing-checked" => "没有待通报的检查；先登记每月全覆盖检查，再通报。",
    NotLeader = "not-leader" => "收件人须是这个县现任的主要负责人，请重新选择；没有的，先核对任职。",
}

impl Step for NotifyLeader {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "notify-leader",
        noun: "notice",
        zh: "点对点通报主要负责人",
        help: "把检查结果写给这个县的主要负责人本人；县里其他人看不到，也不知道有这份通报。签收后才显示正文，并留有阅知时间。",
        basis: "检查结果点对点通报县纪委监委主要负责人（S1-24）",
        mechanisms: &["S1-24"],
        performer: Performer::Person,
        fields: &[
            Field::new("to", "主要负责人", Kind::From(Source::Own("leaders"))),
            Field::new("text", "通报内容", Kind::Text { max: 2000 })
                .help("写检查结果和要求；不得写入举报人信息"),
        ],
    };

    fn ground(state: &KeyCounty, _: &Context<'_>) -> Result<(), Refusal> {
        let due = state.is_named() && state.untold().is_some();
        if due { Ok(()) } else { Err(Refusal::NothingChecked) }
    }

    fn decide(self, state: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let check = state.untold().ok_or(Refusal::NothingChecked)?.number;
        if !leaders(state, ctx).contains(&self.to) {
            return Err(Refusal::NotLeader);
        }
        Ok(vec![Event::LeaderNotified(LeaderNotified {
            notice: state.notices.len() as u32 + 1,
            check,
            to: self.to,
            text: self.text,
        })])
    }
}

impl LeaderNotified {
    /// That one person may know of it.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.core.confide(&self.to);
        state.notices.push(Notice {
            number: self.notice,
            check: self.check,
            to: self.to.clone(),
            text: self.text.clone(),
            sent: record.happened,
            read: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::decide::tests::named;
    use super::super::record_check::tests::recorded;
    use super::*;
    use crate::access;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, WORLD, case, sealed};
    use serde_json::{Value, json};

    const NOTIFY: &str = NotifyLeader::ACT.name;

    fn fields(to: &str) -> Value {
        json!({"to": to, "text": sealed(4)})
    }

    pub(crate) fn notified() -> Proceeding<KeyCounty> {
        recorded().act("prov-head", NOTIFY, fields("county-a-principal"))
    }

    #[test]
    fn that_one_person_and_nobody_else_of_the_county_knows_s1_24() {
        let story = notified();
        let (office, rules, on) = (&WORLD.office, &WORLD.rules, story.now.date());
        let sees = |person: &str| access::sees(office, rules, &person.into(), on, &story.state.core);
        assert!(sees("county-a-principal") && sees("prov-head"));
        for other in ["county-a-head", "county-a-clerk", "county-a-leader", "city-principal", "county-b-principal"] {
            assert!(!sees(other), "{other}");
        }
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-checked", || named().by("prov-head").refused(NOTIFY, fields("county-a-principal"))),
            case("not-leader", || recorded().by("prov-head").refused(NOTIFY, fields("county-a-clerk"))),
        ]
    };
}

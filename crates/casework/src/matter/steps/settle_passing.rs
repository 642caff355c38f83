//! Settle who leads (会商定责): units pushed a matter to and fro as not their own; a panel decides which one leads
//! and which leader answers for it (S3-16).

use super::Event;
use crate::act::{Act, Performer};
use crate::escalation::acting_organ;
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::Matter;
use crate::matter::state::accountability::Led;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SettlePassing {
    panel: Vec<PersonId>,
    unit: UnitId,
    leader: PersonId,
    opinion: SealedRef,
}

/// It was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassingSettled {
    /// Who sat over it.
    pub panel: Vec<PersonId>,
    /// Which unit leads.
    pub unit: UnitId,
    /// Which leader answers for it.
    pub leader: PersonId,
    /// Why.
    pub opinion: SealedRef,
}

crate::refusals! {
    NotPassed = "not-passed" => "此件没有多次退回、推出，不需要会商定责。",
    Settled = "settled" => "已经会商定责，主办单位和责任领导见经过。",
    NotYours = "not-yours" => "推来推去的单位不能自己会商，请由上级机关或者交办机关会商。",
    TooFew = "too-few" => "会商须有本人以外的人员参加，请补选会商人员。",
    LeaderElsewhere = "leader-elsewhere" => "责任领导须是所定主办单位（或其机关）的人员，请重新选择。",
}

impl Step for SettlePassing {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "settle-passing",
        noun: "leading-unit",
        zh: "会商定责",
        help: "对单位之间多次退回、推出的件，由交办机关会商，明确一个主办单位和责任领导，点名记录在案。",
        basis: "解决职能交叉、推诿扯皮，明确主办单位和责任领导（S3-16）；退回几次算推诿为默认设置，可由本单位调整",
        mechanisms: &["S3-16"],
        performer: Performer::Person,
        fields: &[
            Field::new("panel", "会商人员", Kind::Several(Source::Colleagues)),
            Field::new("unit", "主办单位", Kind::From(Source::LateUnits)),
            Field::new("leader", "责任领导", Kind::From(Source::Persons)),
            Field::new("opinion", "会商意见", Kind::Text { max: 600 }),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if matter.accountability.led.is_some() {
            return Err(Refusal::Settled);
        }
        let often = matter.accountability.times_passed() >= ctx.rules.duties.passing.times;
        if often { Ok(()) } else { Err(Refusal::NotPassed) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let own = acting_organ(ctx);
        let mut passed = matter.accountability.proofs.iter();
        let pushed = passed.any(|proof| {
            proof.what == crate::matter::Proved::PassedOn && ctx.office.organ_of(&proof.unit) == own
        });
        if pushed {
            return Err(Refusal::NotYours);
        }
        if self.panel.iter().all(|person| ctx.actor.involves(person)) {
            return Err(Refusal::TooFew);
        }
        let organ = ctx.office.organ_of(&self.unit);
        let of_unit = |post: &crate::office::Post| ctx.office.organ_of(&post.unit) == organ;
        if !ctx.office.posts_of(&self.leader, ctx.now.on()).any(of_unit) {
            return Err(Refusal::LeaderElsewhere);
        }
        Ok(vec![Event::PassingSettled(PassingSettled {
            panel: self.panel,
            unit: self.unit,
            leader: self.leader,
            opinion: self.opinion,
        })])
    }
}

impl PassingSettled {
    /// One leads, and answers for it.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let (unit, leader, at) = (self.unit.clone(), self.leader.clone(), record.happened);
        matter.accountability.led = Some(Led { unit, leader, at });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, Story, case, sealed};
    use crate::refusal::Refused;
    use serde_json::{Value, json};

    const SETTLE: &str = "settle-passing";

    fn back(story: Story, person: &str) -> Story {
        story.act(person, "return", json!({"reason": sealed(17)}))
    }

    /// County A said it is not theirs, and so did county B.
    pub(crate) fn passed() -> Story {
        let once = back(Story::routed(), "county-a-clerk").route("prov-clerk", "county-b");
        back(once, "county-b-clerk")
    }

    fn led(panel: &[&str], leader: &str) -> Value {
        json!({"panel": panel, "unit": "county-a", "leader": leader, "opinion": sealed(95)})
    }

    const PANEL: &[&str] = &["prov-head", "prov-leader"];

    /// A panel of the province named county A and its leader.
    pub(crate) fn settled() -> Story {
        passed().act("prov-head", SETTLE, led(PANEL, "county-a-leader"))
    }

    /// County A took it in hand after all.
    pub(crate) fn taken_in_hand() -> Story {
        let naming = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
        let fields = json!({"to": "county-a", "requirement": sealed(1), "summary": sealed(1)});
        let again = passed().act("prov-leader", "designate", fields);
        again.act("county-a-clerk", "sign", json!({})).act("county-a-head", "accept", naming)
    }

    #[test]
    fn the_second_return_is_to_be_settled_by_whoever_assigned_it_s3_16() {
        let owes = |story: &Story| {
            let open = story.matter.open_clocks();
            open.iter().find(|clock| clock.rule == "passing-look").map(|clock| clock.owner.clone())
        };
        assert_eq!(owes(&back(Story::routed(), "county-a-clerk")), None);
        assert_eq!(owes(&passed()), Some("prov".into()));
        assert_eq!((owes(&settled()), owes(&taken_in_hand())), (None, None));
    }

    fn settling(story: Story, person: &str, fields: Value) -> Option<Refused> {
        story.by(person).when(SETTLE, fields).refused()
    }

    #[test]
    fn who_leads_and_who_answers_is_named_s3_16() {
        let matter = settled().matter;
        let led = matter.accountability.led.unwrap();
        assert_eq!((led.unit.as_str(), led.leader.as_str()), ("county-a", "county-a-leader"));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-passed", || settling(Story::routed(), "prov-head", led(PANEL, "county-a-leader"))),
            case("settled", || settling(settled(), "prov-head", led(PANEL, "county-a-leader"))),
            case("not-yours", || settling(passed(), "county-a-head", led(PANEL, "county-a-leader"))),
            case("too-few", || settling(passed(), "prov-head", led(&["prov-head"], "county-a-leader"))),
            case("leader-elsewhere", || settling(passed(), "prov-head", led(PANEL, "prov-leader"))),
        ]
    };
}

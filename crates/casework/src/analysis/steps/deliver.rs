//! Deliver an analysis (点对点送达): to one receiver at a time, each with what that receiver may see. The principal
//! leader of an organ below gets its own part in person (S1-35); an office of the own organ, as the office that
//! supervises, and whoever ordered the analysis get all of it (S1-42).

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::state::receivers;
use crate::analysis::{Analysis, Delivery, Way};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DeliverAnalysis {
    to: String,
    way: Way,
    #[serde(default)]
    findings: Vec<String>,
    words: Option<SealedRef>,
}

/// It went to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisDelivered {
    /// Which delivery, from 1.
    pub delivery: u32,
    /// To which unit.
    pub unit: UnitId,
    /// To whom of it in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PersonId>,
    /// How.
    pub way: Way,
    /// Whether all of it.
    pub whole: bool,
    /// Which findings, of an own part.
    pub findings: Vec<u32>,
    /// What is said beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<SealedRef>,
}

crate::refusals! {
    NotJudged = "not-judged" => "领导批示以后才能送达。",
    NoReceiver = "no-receiver" => "不能送给这个单位，或者已经送过：可以送下级机关的主要负责人、本机关内设部门和委托单位。",
    NoFinding = "no-finding" => "没有这个问题，请重新选择。",
}

impl Step for DeliverAnalysis {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "deliver-analysis",
        noun: "delivery",
        zh: "点对点送达",
        help: "一次送一个收件人。下级机关送主要负责人本人，只含该机关自己的数字和选出的问题；本机关内设部门、委托单位送全文。对方签收后这里显示时间。",
        basis: "半年形势分析点对点反馈各市书记，抄送监督检查部门（S1-35）；定制分析送委托单位（S1-42）；签收期限为默认设置，可由本单位调整",
        mechanisms: &["S1-35", "S1-42"],
        performer: Performer::Person,
        fields: &[
            Field::new("to", "送给谁", Kind::From(Source::Own("receivers"))),
            Field::new("way", "方式", Kind::Choice(Way::CODES)),
            Field::new("findings", "连同哪些问题", Kind::Several(Source::Own("findings")))
                .optional()
                .help("送全文的不用选"),
            Field::new("words", "附言", Kind::Text { max: 1000 })
                .optional()
                .help("不得写入举报人信息"),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_judged() { Ok(()) } else { Err(Refusal::NotJudged) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let receivers = receivers(state, ctx);
        let receiver = receivers.into_iter().find(|known| known.word() == self.to);
        let receiver = receiver.ok_or(Refusal::NoReceiver)?;
        let named = self.findings.iter();
        let named = named.map(|number| state.finding(number).map(|known| known.number));
        let findings: Option<BTreeSet<u32>> = named.collect();
        let findings = findings.ok_or(Refusal::NoFinding)?;
        Ok(vec![Event::AnalysisDelivered(AnalysisDelivered {
            delivery: state.deliveries.len() as u32 + 1,
            unit: receiver.unit,
            to: receiver.to,
            way: self.way,
            whole: receiver.whole,
            findings: findings.into_iter().collect(),
            words: self.words,
        })])
    }
}

impl AnalysisDelivered {
    /// The receiver may know of it.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        state.core.involve(&self.unit);
        state.deliveries.push(Delivery {
            number: self.delivery,
            unit: self.unit.clone(),
            to: self.to.clone(),
            way: self.way,
            whole: self.whole,
            findings: self.findings.clone(),
            words: self.words.clone(),
            sent: record.happened,
            received: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::instruct::tests::instructed;
    use super::super::submit::tests::submitted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DELIVER: &str = DeliverAnalysis::ACT.name;
    pub(crate) const LEADER: &str = "county-a/county-a-principal";

    fn to(receiver: &str, findings: &[&str]) -> Value {
        json!({"to": receiver, "way": "main", "findings": findings, "words": sealed(28)})
    }

    pub(crate) fn delivered() -> Proceeding<Analysis> {
        let copy = json!({"to": "city-supervision", "way": "copy"});
        instructed()
            .act("city-head", DELIVER, to(LEADER, &["1"]))
            .act("city-head", DELIVER, copy)
    }

    #[test]
    fn each_receiver_has_its_own_part_s1_35() {
        let state = delivered().state;
        let leader = PersonId::from("county-a-principal");
        let other = PersonId::from("county-a-head");
        let county = ["county-a".into()];
        let seen = |person: &PersonId| {
            let of = state.delivered_to(person, &county);
            of.map(|delivery| (delivery.whole, delivery.findings.clone())).collect::<Vec<_>>()
        };
        assert_eq!(seen(&leader), [(false, vec![1])]);
        assert_eq!(seen(&other), [], "it went to one person");
        assert!(!state.is_whole_for(&leader, &county));
        let office = ["city-supervision".into()];
        assert!(state.is_whole_for(&other, &office));
        assert!(!state.is_whole_for(&other, &["county-b".into()]));
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        assert!(open.any(|clock| clock.rule == "analysis-receipt" && clock.item() == Some(2)));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-judged", || submitted().by("city-head").refused(DELIVER, to(LEADER, &[]))),
            case("no-receiver", || instructed().by("city-head").refused(DELIVER, to("prov", &[]))),
            case("no-receiver", || delivered().by("city-head").refused(DELIVER, to(LEADER, &[]))),
            case("no-finding", || instructed().by("city-head").refused(DELIVER, to(LEADER, &["9"]))),
        ]
    };
}

//! Receive an analysis (签收): whoever it was delivered to, in person where it was sent in person.

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::Analysis;
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReceiveAnalysis {
    delivery: String,
}

/// It was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisReceived {
    /// Which delivery.
    pub delivery: u32,
    /// By whom.
    pub by: PersonId,
}

crate::refusals! {
    NothingSent = "nothing-sent" => "没有送您签收的分析。",
    NotYours = "not-yours" => "这份分析不是送您的，或者已经签收。",
}

impl Step for ReceiveAnalysis {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "receive-analysis",
        noun: "receipt",
        zh: "签收分析",
        help: "送主要负责人的由本人签收，送部门的由部门人员签收；签收的时间送达单位看得到。",
        basis: "点对点送达须有签收（S1-35）；期限为默认设置，可由本单位调整",
        mechanisms: &["S1-35", "S1-42"],
        performer: Performer::Person,
        fields: &[Field::new("delivery", "哪一份", Kind::From(Source::Own("unreceived")))],
    };

    fn ground(state: &Analysis, ctx: &Context<'_>) -> Result<(), Refusal> {
        let some = state.unreceived(ctx).next().is_some();
        if some { Ok(()) } else { Err(Refusal::NothingSent) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut waiting = state.unreceived(ctx);
        let found = waiting.find(|known| known.number.to_string() == self.delivery);
        let delivery = found.ok_or(Refusal::NotYours)?.number;
        let by = ctx.actor.person().ok_or(Refusal::NotYours)?.clone();
        Ok(vec![Event::AnalysisReceived(AnalysisReceived { delivery, by })])
    }
}

impl AnalysisReceived {
    /// Who received it, and when.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        let mut all = state.deliveries.iter_mut();
        if let Some(delivery) = all.find(|known| known.number == self.delivery) {
            delivery.received = Some((self.by.clone(), record.happened));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::deliver::tests::delivered;
    use super::super::instruct::tests::instructed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const RECEIVE: &str = ReceiveAnalysis::ACT.name;

    fn of(delivery: &str) -> Value {
        json!({"delivery": delivery})
    }

    pub(crate) fn received() -> Proceeding<Analysis> {
        delivered().act("county-a-principal", RECEIVE, of("1"))
    }

    #[test]
    fn who_received_it_and_when_stands_with_it_s1_35() {
        let state = received().state;
        assert!(state.deliveries[0].received.is_some() && state.deliveries[1].received.is_none());
        let open = state.core.clocks.iter().filter(|clock| clock.is_open());
        let waiting: Vec<_> = open.filter(|clock| clock.rule == "analysis-receipt").collect();
        assert_eq!(waiting.len(), 1, "the other one still waits");
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-sent", || {
                instructed().by("county-a-principal").refused(RECEIVE, of("1"))
            }),
            case("nothing-sent", || delivered().by("county-a-head").refused(RECEIVE, of("1"))),
            case("not-yours", || delivered().by("county-a-principal").refused(RECEIVE, of("2"))),
        ]
    };
}

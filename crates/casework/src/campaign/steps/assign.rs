//! Assign the items of a topic area in one batch (分领域集中发函交办): one letter a unit, one day for all.

use super::Event;
use super::launch::days;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, Paper};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AssignByTopic {
    domain: String,
    until: Date,
    demand: SealedRef,
}

/// Items of a topic area were assigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAssigned {
    /// Which topic area.
    pub domain: String,
    /// The items.
    pub items: Vec<u32>,
    /// By when the result is owed.
    pub until: Date,
    /// Days until then.
    pub days: u32,
    /// What is demanded.
    pub demand: SealedRef,
    /// Under which number the letters went out, one number for all units.
    #[serde(flatten)]
    pub paper: Paper,
}

/// The series of these letters, by their kind in the catalogue.
pub(crate) const LETTER: &str = "campaign-assignment";

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NothingLeft = "nothing-left" => "这一领域没有待交办的项目。",
    PastDay = "past-day" => "期限须晚于今日，请更正。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for AssignByTopic {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "assign-by-topic",
        noun: "assignment",
        zh: "分领域集中交办",
        help: "一次交办一个领域里所有未交办的在办项目：每个单位一份交办通知单，同一个期限。",
        basis: "重点领域筛选“三多”举报，集中发函交办，严格限期办结（S1-29）；期限由本单位自定",
        mechanisms: &["S1-29"],
        performer: Performer::Person,
        fields: &[
            Field::new("domain", "领域", Kind::From(Source::Own("topics"))),
            Field::new("until", "报结果期限", Kind::Date),
            Field::new("demand", "交办要求", Kind::Text { max: 1000 })
                .help("写给承办单位，不得写入举报人信息"),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let on = ctx.happened.date();
        if self.until <= on {
            return Err(Refusal::PastDay);
        }
        let of_topic = campaign.items.iter().filter(|item| {
            item.is_open() && item.assigned_until.is_none() && item.traits.domains.contains(&self.domain)
        });
        let items: Vec<u32> = of_topic.map(|item| item.number).collect();
        if items.is_empty() {
            return Err(Refusal::NothingLeft);
        }
        Ok(vec![Event::BatchAssigned(BatchAssigned {
            domain: self.domain,
            items,
            until: self.until,
            days: days(on, self.until),
            demand: self.demand,
            paper: Paper::next(ctx).ok_or(Refusal::NoNumber)?,
        })])
    }
}

impl BatchAssigned {
    /// Each is owed by that day.
    pub fn evolve(&self, campaign: &mut Campaign, _: &Recorded<()>) {
        for number in &self.items {
            if let Some(item) = campaign.item_mut(*number) {
                item.assigned_until = Some(self.until);
            }
        }
        campaign.letters.push(self.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::include::tests::included;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const ASSIGN: &str = AssignByTopic::ACT.name;

    fn fields(domain: &str, until: &str) -> Value {
        json!({"domain": domain, "until": until, "demand": sealed(1)})
    }

    pub(crate) fn assigned() -> Proceeding<Campaign> {
        included().act("prov-head", ASSIGN, fields("education", "2026-05-29"))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(ASSIGN, fields("education", "2026-05-29"))),
            case("nothing-left", || assigned().by("prov-head").refused(ASSIGN, fields("education", "2026-05-29"))),
            case("no-number", || {
                let mut story = included().by("prov-head");
                story.facts.slip_number = None;
                story.refused(ASSIGN, fields("education", "2026-05-29"))
            }),
            case("past-day", || included().by("prov-head").refused(ASSIGN, fields("education", "2026-03-02"))),
        ]
    };

    #[test]
    fn every_item_is_owed_by_the_day_of_the_letter_s1_29() {
        let clocks = assigned().state.core.clocks;
        let owed = clocks.iter().filter(|clock| clock.rule == "campaign-assigned");
        let days: Vec<_> = owed.map(|clock| clock.due.date().to_string()).collect();
        assert_eq!(days, ["2026-05-29", "2026-05-29"]);
    }
}

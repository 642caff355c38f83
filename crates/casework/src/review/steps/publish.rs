//! Publish a case review (公布评查结果): every score counts, and each item that lost points goes to its unit as a
//! numbered deficiency list (负分问题清单).

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::PersonId;
use crate::review::item::List;
use crate::review::state::Published;
use crate::review::{Review, Stage};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishReview {}

/// The scores are out, and the lists with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPublished {
    /// The year of the lists' numbers.
    pub year: i16,
    /// The day.
    pub on: Date,
    /// Who published it.
    pub by: PersonId,
    /// The lists that went out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<Issued>,
}

/// A list that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// About which item.
    pub item: u32,
    /// Its number within the year.
    pub serial: u32,
}

crate::refusals! {
    NotScoring = "not-scoring" => "还没有评分，或者结果已经公布，现在不能公布。",
    NoPerson = "no-person" => "评查结果须由工作人员公布。",
    Unsettled = "unsettled" => "还有评查件没有裁定得分，全部裁定以后再公布。",
}

impl Step for PublishReview {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "publish-review",
        noun: "publication",
        zh: "公布评查结果",
        help: "公布各件得分和等次，有扣分的同时下发负分问题清单，承办单位十五日内对单整改。公布后不能更改。",
        basis: "90分以上优秀、考核加分，70分以下不合格、全市晾晒通报、考核扣分（S3-06、S3-07）；评分同时下发负分问题清单，15日内对单整改（S3-09、S3-10）",
        mechanisms: &["S3-06", "S3-07", "S3-09", "S3-10"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if review.stage == Stage::Scoring { Ok(()) } else { Err(Refusal::NotScoring) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let mut lists = Vec::new();
        for item in &review.items {
            let settled = item.settled.as_ref().ok_or(Refusal::Unsettled)?;
            if !settled.deductions.is_empty() {
                let serial = ctx.facts.review.last_list + lists.len() as u32 + 1;
                lists.push(Issued { item: item.number, serial });
            }
        }
        let on = ctx.now.on();
        Ok(vec![Event::ReviewPublished(ReviewPublished { year: on.year(), on, by, lists })])
    }
}

impl ReviewPublished {
    /// The lists are out.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        review.stage = Stage::Published;
        let (year, at) = (self.year, record.happened);
        review.published = Some(Published { year, at });
        for issued in &self.lists {
            if let Some(item) = review.item_mut(issued.item) {
                item.list = Some(List {
                    serial: issued.serial,
                    year: self.year,
                    on: self.on,
                    by: self.by.clone(),
                });
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, case};
    use crate::review::ItemState;
    use crate::review::tests::{paneled, published, scored, settled};
    use serde_json::json;

    const PUBLISH: &str = "publish-review";

    #[test]
    fn what_lost_points_goes_out_as_a_numbered_list_due_in_fifteen_days_s3_09_s3_10() {
        let review = published().state;
        let list = |item: usize| review.items[item].list.as_ref().map(|list| list.serial);
        assert_eq!([list(0), list(1), list(2)], [Some(8), None, Some(9)]);
        let state = |item: usize| review.state_of(&review.items[item]);
        assert_eq!([state(0), state(1)], [ItemState::Owed, ItemState::Clean]);
        let due = |item| {
            let clock = review.core.clocks_about(item).next().unwrap();
            (clock.owner.as_str(), clock.due.date().to_string())
        };
        assert_eq!(due(1), ("county-a", "2026-03-17".to_owned()));
        // A department without account answers on paper: whoever runs the session watches over it.
        assert_eq!(due(3), ("prov-petition", "2026-03-17".to_owned()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-scoring", || paneled().by("prov-head").refused(PUBLISH, json!({}))),
            case("no-person", || settled().timer().refused(PUBLISH, json!({}))),
            case("unsettled", || scored().by("prov-head").refused(PUBLISH, json!({}))),
        ]
    };
}

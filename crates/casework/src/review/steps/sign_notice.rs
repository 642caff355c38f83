//! Sign the notice of unqualified results (签发不合格件通报): a leader signs, it gets its number and goes to the organs
//! of the city, each of which owes an acknowledgement.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::{PersonId, UnitId};
use crate::procedure::Issued;
use crate::review::Review;
use crate::review::notice::{Receipt, Signed};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignNotice {}

/// A notice of unqualified results was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSigned {
    /// Whose.
    pub organ: UnitId,
    /// Of which year.
    pub year: i16,
    /// Its number within the organ's year.
    pub serial: u32,
    /// By whom.
    pub by: PersonId,
    /// To whom it goes.
    pub to: Vec<UnitId>,
}

crate::refusals! {
    NoDraft = "no-draft" => "没有待签发的通报稿，先由信访室拟稿。",
    NoPerson = "no-person" => "通报须由领导签发。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for SignNotice {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-review-notice",
        noun: "notice-signature",
        zh: "签发不合格件通报",
        help: "看过通报稿后签发，编发文号，发各单位签收；签发后不能再改。",
        basis: "70分以下不合格，全市晾晒通报（S3-07）；通报由领导签发（S0-16）",
        mechanisms: &["S3-07"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = review.notice.is_some() && review.owes_notice();
        if waits { Ok(()) } else { Err(Refusal::NoDraft) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let unit = ctx.actor.unit().ok_or(Refusal::NoPerson)?;
        Ok(vec![Event::NoticeSigned(NoticeSigned {
            organ: ctx.office.organ_of(unit).unwrap_or(unit).clone(),
            year: ctx.now.on().year(),
            serial: ctx.facts.slip_number.ok_or(Refusal::NoNumber)?,
            by,
            to: review.told(ctx),
        })])
    }
}

impl NoticeSigned {
    /// It is out.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        let signed = self.signed(record);
        let Some(notice) = &mut review.notice else { return };
        notice.signed = Some(signed);
        for unit in &self.to {
            notice.receipts.push(Receipt {
                unit: unit.clone(),
                acknowledged: None,
                measures: None,
            });
            review.core.involve(unit);
        }
    }

    fn signed(&self, record: &Recorded<()>) -> Signed {
        Signed {
            organ: self.organ.clone(),
            year: self.year,
            serial: self.serial,
            by: self.by.clone(),
            on: record.happened.date(),
        }
    }

    /// The number it took for good.
    pub(in crate::review) fn issued(&self) -> Issued {
        Issued {
            letter: crate::review::notice::LETTER,
            organ: self.organ.clone(),
            year: self.year,
            serial: self.serial,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft_notice::tests::drafted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::procedure::Procedure;
    use crate::review::tests::published;
    use serde_json::json;

    const SIGN: &str = SignNotice::ACT.name;

    pub(crate) fn signed() -> Proceeding<Review> {
        drafted().act("prov-leader", SIGN, json!({}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-draft", || published().by("prov-leader").refused(SIGN, json!({}))),
            case("no-person", || drafted().timer().refused(SIGN, json!({}))),
            case("no-number", || {
                let mut story = drafted().by("prov-leader");
                story.facts.slip_number = None;
                story.refused(SIGN, json!({}))
            }),
        ]
    };

    #[test]
    fn it_takes_a_number_and_every_organ_owes_an_acknowledgement_s3_07() {
        let story = signed();
        let issued = story.events.iter().filter_map(|event| Review::issued(&event.event));
        let issued: Vec<_> = issued.map(|paper| (paper.letter, paper.serial)).collect();
        assert_eq!(issued, [("review-notice", 7)]);
        let notice = story.state.notice.as_ref().unwrap();
        let owing = story.state.core.clocks.iter();
        let owing = owing.filter(|clock| clock.rule == "review-notice-receipt" && clock.is_open());
        assert_eq!(owing.count(), notice.receipts.len());
        assert!(notice.receipts.iter().any(|receipt| receipt.unit == "county-a".into()));
    }

    #[test]
    fn it_is_owed_from_the_day_the_results_are_out_s3_07() {
        let owed = |story: Proceeding<Review>| {
            let mut clocks = story.state.core.clocks.into_iter();
            clocks.any(|clock| clock.rule == "review-notice" && clock.is_open())
        };
        assert!(owed(published()) && !owed(signed()));
    }
}

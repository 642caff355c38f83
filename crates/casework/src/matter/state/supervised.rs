//! Whether a matter is under supervision (督办件), and how far the last word is: what the book of supervised
//! matters lists it by. Only what was signed counts: a draft is told to nobody it is about.

use super::supervision::{Slip, SlipState};
use super::{Demand, Matter};
use crate::codes;
use jiff::civil::DateTime;

codes! {
    /// How far the supervision of a matter is.
    pub enum Under {
        /// A leader ordered it, and no slip went out yet.
        Ordered = "ordered" => "批示督办",
        /// A slip waits for its answer.
        Sent = "sent" => "待答复",
        /// The answer waits for its examination.
        Answered = "answered" => "待审核",
        /// The answer was refused.
        Returned = "returned" => "退回重答",
        /// The answer was accepted.
        Accepted = "accepted" => "已认可",
    }
}

/// What the book of supervised matters tells of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnderSupervision<'a> {
    /// How far it is.
    pub state: Under,
    /// The slip that counts: the last one whose answer is not accepted, or else the last one.
    pub slip: Option<&'a Slip>,
    /// By when an answer was owed.
    pub answer_due: Option<DateTime>,
    /// When it was answered last.
    pub answered: Option<DateTime>,
    /// When that answer was examined.
    pub examined: Option<DateTime>,
}

impl Matter {
    /// Its supervision; nothing where no slip went out and no leader ordered one.
    pub fn under_supervision(&self) -> Option<UnderSupervision<'_>> {
        let signed = |slip: &&Slip| slip.signed.is_some();
        let open = |slip: &&Slip| slip.state(self) != SlipState::Accepted;
        let slips = || self.supervision.slips.iter().rev().filter(signed);
        let Some(slip) = slips().find(open).or_else(|| slips().next()) else {
            let ordered = self.accountability.demands.contains(&Demand::Supervise);
            return ordered.then_some(UnderSupervision {
                state: Under::Ordered,
                slip: None,
                answer_due: None,
                answered: None,
                examined: None,
            });
        };
        let last = slip.answers.last();
        Some(UnderSupervision {
            state: match slip.state(self) {
                SlipState::Answered => Under::Answered,
                SlipState::Returned => Under::Returned,
                SlipState::Accepted => Under::Accepted,
                _ => Under::Sent,
            },
            slip: Some(slip),
            answer_due: slip.answer_clock(self).map(|clock| clock.due),
            answered: last.map(|answer| answer.at),
            examined: last.and_then(|answer| Some(answer.examined.as_ref()?.at)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Under;
    use crate::given::{Story, sealed};
    use crate::matter::Matter;
    use crate::matter::steps::{examine_answer::tests::answered, sign_slip::tests::signed};
    use serde_json::json;

    fn under(matter: &Matter) -> Option<Under> {
        Some(matter.under_supervision()?.state)
    }

    #[test]
    fn what_is_only_drafted_is_not_supervised_and_what_was_signed_stays_s0_21() {
        assert_eq!(under(&Story::routed().matter), None);
        let story = signed();
        let sent = story.matter.under_supervision().unwrap();
        assert_eq!((sent.state, sent.answered), (Under::Sent, None));
        assert!(sent.slip.is_some() && sent.answer_due.is_some());
        assert_eq!(under(&answered().matter), Some(Under::Answered));
        let verdict = |fields| answered().act("prov-head", "examine-answer", fields).matter;
        let refused = verdict(json!({"verdict": "refuse", "note": sealed(68)}));
        assert_eq!(under(&refused), Some(Under::Returned));
        let accepted = verdict(json!({"verdict": "accept"}));
        assert_eq!(under(&accepted), Some(Under::Accepted));
        assert!(accepted.under_supervision().unwrap().examined.is_some());
    }

    #[test]
    fn a_leader_orders_it_before_any_slip() {
        let order = json!({"text": sealed(10), "demands": ["supervise"]});
        let story = Story::screened().act("prov-leader", "instruct", order);
        assert_eq!(under(&story.matter), Some(Under::Ordered));
    }
}

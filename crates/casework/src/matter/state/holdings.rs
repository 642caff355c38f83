//! Which organ had it when (在手起止): what a book balances by (对账, S0-22). Derived from what happened,
//! organ by organ: moves inside one organ do not count.

use super::{Matter, Stage};
use crate::ids::UnitId;
use crate::matter::steps::Event;
use jiff::civil::DateTime;

crate::codes! {
    /// How it came to an organ.
    pub enum Inflow {
        /// Received there first.
        Received = "received" => "收到",
        /// Handed on by another organ.
        Assigned = "assigned" => "分来",
        /// Passed up by an organ below.
        PassedUp = "passed-up" => "下级上报",
        /// Inflow back, from an organ it was handed to or passed up to.
        CameBack = "came-back" => "退回",
        /// Opened again after it was over.
        Reopened = "reopened" => "重新办理",
        /// Begun as a part of another.
        Begun = "begun" => "拆分另立",
    }
}

crate::codes! {
    /// How it left an organ's hands.
    pub enum Outflow {
        /// Written off there.
        WrittenOff = "written-off" => "办结销号",
        /// Handed on to another organ.
        HandedOn = "handed-on" => "转出",
        /// Given back to who handed it on.
        GivenBack = "given-back" => "退回",
        /// Passed up to an organ above.
        PassedUp = "passed-up" => "上报",
        /// Joined into another matter.
        Joined = "joined" => "并入",
        /// Voided.
        Voided = "voided" => "作废",
    }
}

/// A time in an organ's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Which organ.
    pub organ: UnitId,
    /// Since when, local.
    pub from: DateTime,
    /// How it came.
    pub came: Inflow,
    /// Until when and how it left; none while it is there.
    pub until: Option<(DateTime, Outflow)>,
    /// When its coming was entered, and its leaving: what is entered after a month was reconciled shows in
    /// the next reconciliation (P-09, S0-22). Milliseconds since the epoch, UTC.
    pub entered: (i64, Option<i64>),
}

/// Every time in an organ's hands, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings(pub Vec<Holding>);

impl Holding {
    fn end(&mut self, until: (DateTime, Outflow), at: i64) {
        self.until = Some(until);
        self.entered.1 = Some(at);
    }
}

impl Matter {
    /// The organ in whose hands it is: the one it was handed to last, else who received it.
    pub fn organ(&self) -> &UnitId {
        let across = |a: &&super::Assignment| a.returned.is_none() && !a.inside;
        let last = self.assignments.iter().rev().find(across);
        last.map_or(&self.receiver, |assignment| &assignment.to_organ)
    }

    /// Notes what an event changed about whose hands it is in.
    pub(super) fn note_holding(&mut self, event: &Event, (happened, at): (DateTime, i64)) {
        let organ = self.organ().clone();
        let over = match self.stage {
            Stage::WrittenOff => Some(Outflow::WrittenOff),
            Stage::Joined => Some(Outflow::Joined),
            Stage::Voided => Some(Outflow::Voided),
            _ => None,
        };
        let first = self.holdings.0.is_empty();
        let open = self
            .holdings
            .0
            .last_mut()
            .filter(|last| last.until.is_none());
        match (open, over) {
            (Some(open), Some(went)) => open.end((happened, went), at),
            (Some(open), None) if open.organ != organ => {
                open.end((happened, left_by(event)), at);
                self.begin_holding(organ, (happened, at), came_by(event));
            }
            (None, None) => {
                let came = match event {
                    Event::PartBegun(_) => Inflow::Begun,
                    _ if first => Inflow::Received,
                    _ => Inflow::Reopened,
                };
                self.begin_holding(organ, (happened, at), came);
            }
            (Some(_), None) | (None, Some(_)) => {}
        }
    }

    fn begin_holding(&mut self, organ: UnitId, (from, at): (DateTime, i64), came: Inflow) {
        self.holdings.0.push(Holding {
            organ,
            from,
            came,
            until: None,
            entered: (at, None),
        });
    }
}

fn left_by(event: &Event) -> Outflow {
    match event {
        Event::PassedUp(_) => Outflow::PassedUp,
        Event::Returned(_) | Event::ReturnedDown(_) => Outflow::GivenBack,
        _ => Outflow::HandedOn,
    }
}

fn came_by(event: &Event) -> Inflow {
    match event {
        Event::PassedUp(_) => Inflow::PassedUp,
        Event::Returned(_) | Event::ReturnedDown(_) => Inflow::CameBack,
        _ => Inflow::Assigned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{Story, sealed};
    use serde_json::json;

    fn told(story: &Story) -> Vec<(&str, &'static str, &'static str)> {
        let holdings = story.matter.holdings.0.iter();
        let went = |holding: &Holding| holding.until.map_or("", |(_, went)| went.as_str());
        holdings
            .map(|h| (h.organ.as_str(), h.came.as_str(), went(h)))
            .collect()
    }

    #[test]
    fn it_goes_from_hand_to_hand_and_back_s0_22() {
        let routed = Story::routed();
        assert_eq!(
            told(&routed),
            [
                ("prov", "received", "handed-on"),
                ("county-a", "assigned", "")
            ]
        );
        let back = routed.act("county-a-clerk", "return", json!({"reason": sealed(17)}));
        assert_eq!(
            told(&back)[1..],
            [
                ("county-a", "assigned", "given-back"),
                ("prov", "came-back", "")
            ]
        );
    }

    #[test]
    fn what_is_over_is_in_nobodys_hands_until_it_is_opened_again() {
        let over = Story::written_off();
        assert_eq!(told(&over).last().map(|last| last.2), Some("written-off"));
        let reopened = json!({"ground": "review", "reason": sealed(24)});
        let again = over.act("prov-head", "reopen", reopened);
        assert_eq!(
            told(&again).last().map(|last| (last.1, last.2)),
            Some(("reopened", ""))
        );
    }

    #[test]
    fn one_holding_follows_the_other_and_no_two_run_at_once() {
        for story in [
            Story::routed(),
            Story::accepted(),
            Story::written_off(),
            Story::joined(),
        ] {
            let holdings = &story.matter.holdings.0;
            for (one, next) in holdings.iter().zip(&holdings[1..]) {
                let until = one.until.expect("only the last may run").0;
                assert!(one.from <= until && until <= next.from);
            }
        }
    }
}

//! What books (台账) list and sort a matter by, kept from its events: the days on which it passed the
//! milestones of its life, and the number the national platform knows it by (P-18, S0-22).

use super::{Finding, Matter, Mode, Stage};
use crate::ids::UnitId;
use crate::matter::steps::Event;
use crate::{code::Code, codes};
use jiff::civil::DateTime;

/// The milestones of a matter, each the last time it was passed; local times of the happening.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Booked {
    /// A leader instructed. Stays, though a return asks for another instruction.
    pub instructed: Option<DateTime>,
    /// It was handed on.
    pub routed: Option<DateTime>,
    /// The result was reported.
    pub reported: Option<DateTime>,
    /// It was concluded (办结).
    pub concluded: Option<DateTime>,
    /// The result was told.
    pub replied: Option<DateTime>,
    /// The national platform's number (全国平台编号).
    pub national: Option<String>,
    /// Every number of the platform it ever bore; they stay its own.
    pub bore: Vec<String>,
}

codes! {
    /// How a matter came to a unit: what parts 本级自收件 from 上级转送件.
    pub enum CameBy {
        /// The unit received it itself.
        Own = "own" => "本级自收",
        /// A unit above or beside handed it on.
        Above = "above" => "上级交转",
        /// A unit below passed it up.
        Below = "below" => "下级上报",
        /// It came within the organ.
        Inside = "inside" => "本机关内分办",
        /// The unit only sees it.
        Seen = "seen" => "仅知悉",
    }
}

impl Booked {
    /// Whether a number of the platform is or was this matter's.
    pub fn bore(&self, number: &str) -> bool {
        self.bore.iter().any(|known| known == number)
    }

    /// Notes what an event says of the milestones.
    pub(crate) fn note(&mut self, event: &Event, happened: DateTime) {
        match event {
            Event::Instructed(_) => self.instructed = Some(happened),
            Event::PartBegun(event) => self.instructed = event.instructed,
            Event::PartReopened(_) => self.replied = None,
            Event::Routed(_) => self.routed = Some(happened),
            Event::ResultReported(_) => self.reported = Some(happened),
            Event::AuditPassed(_) => self.concluded = Some(happened),
            Event::Replied(_) => self.replied = Some(happened),
            Event::NumberedNationally(event) => self.bore.push(event.number.clone()),
            Event::Reopened(_) => {
                self.reported = None;
                self.concluded = None;
                self.replied = None;
            }
            _ => {}
        }
    }
}

impl Matter {
    /// How it came to a unit that sees it.
    pub fn came_by(&self, unit: &UnitId) -> CameBy {
        if self.receiver == *unit {
            let from_below = self.passing.arrived_at(unit).is_some();
            return if from_below {
                CameBy::Below
            } else {
                CameBy::Own
            };
        }
        let given = |a: &&super::Assignment| a.to == *unit || (a.to_organ == *unit && !a.inside);
        match self.assignments.iter().find(given) {
            Some(assignment) if assignment.inside => CameBy::Inside,
            Some(assignment) if assignment.upward => CameBy::Below,
            Some(_) => CameBy::Above,
            None => CameBy::Seen,
        }
    }

    /// How it was last handed from one organ to another; what stayed in the house is handled here.
    pub fn mode(&self) -> Option<Mode> {
        let standing = |a: &&super::Assignment| a.returned.is_none();
        let mut standing = self.assignments.iter().rev().filter(standing);
        let last = standing.clone().next();
        standing.find(|a| !a.inside).or(last).map(|a| a.mode)
    }

    /// The finding as a whole (是否属实): nothing while an issue is unanswered.
    pub fn finding(&self) -> Option<Finding> {
        let found: Option<Vec<Finding>> = self.issues().map(|(.., issue)| issue.finding).collect();
        let found = found.filter(|found| !found.is_empty())?;
        let all = |finding| found.iter().all(|one| *one == finding);
        let any = |finding| found.contains(&finding);
        Some(if all(Finding::True) {
            Finding::True
        } else if any(Finding::True) || any(Finding::Partly) {
            Finding::Partly
        } else if all(Finding::Untrue) {
            Finding::Untrue
        } else {
            Finding::Unproven
        })
    }

    /// How many arrivals it holds (件次): its own and those of the repeats that joined it. A part holds
    /// none, for the report is the whole's; one that joined another is counted there.
    pub fn arrivals(&self) -> usize {
        if self.stage == Stage::Joined {
            return 0;
        }
        self.reports.len() + self.repeats.len()
    }
}

/// Every way a matter comes to a unit, for filters.
pub const CAME_BY: &[Code] = CameBy::CODES;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Story;

    #[test]
    fn milestones_are_the_days_on_which_things_happened_s0_22() {
        let concluded = Story::concluded().matter;
        let booked = &concluded.booked;
        assert!(booked.instructed.is_some() && booked.routed > booked.instructed);
        assert!(booked.reported > booked.routed && booked.concluded >= booked.reported);
        assert_eq!(booked.replied, None);
        assert!(Story::replied().matter.booked.replied.is_some());
    }

    #[test]
    fn what_is_taken_up_again_is_not_concluded() {
        let reopened = serde_json::json!({"ground": "review", "reason": crate::given::sealed(24)});
        let story = Story::written_off().act("prov-head", "reopen", reopened);
        let booked = story.matter.booked;
        assert_eq!((booked.concluded, booked.replied), (None, None));
        assert!(booked.routed.is_some());
    }

    #[test]
    fn a_matter_is_its_receivers_own_and_comes_to_the_county_from_above() {
        let matter = Story::routed().matter;
        assert_eq!(matter.came_by(&matter.receiver), CameBy::Own);
        assert_eq!(matter.came_by(&"county-a".into()), CameBy::Above);
        assert_eq!(matter.came_by(&"city".into()), CameBy::Seen);
    }

    #[test]
    fn a_finding_is_given_when_every_issue_is_answered_s4_11() {
        assert_eq!(Story::accepted().matter.finding(), None);
        assert!(Story::reported().matter.finding().is_some());
    }
}

//! The course of a matter (提出问题、研判问题、督办问题、解决问题, S0-06): four stations of one closed loop, told from
//! its events alone, so that every matter can be traced from the report to the solved demand, and what is stuck
//! is seen with whom.

use super::steps::Event;
use super::{Matter, Satisfaction, Stage};
use crate::clocks::Clock;
use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::step::Recorded;
use jiff::civil::Date;

codes! {
    /// A station of the loop.
    pub enum Station {
        /// Somebody reported it.
        Raised = "raised" => "提出",
        /// It was studied, and somebody decided.
        Studied = "studied" => "研判",
        /// It was pressed.
        Pressed = "pressed" => "督办",
        /// The demand is solved.
        Solved = "solved" => "解决",
    }
}

codes! {
    /// How it was studied, the weightiest last.
    pub enum Study {
        /// Screened by the petition office.
        Screening = "screening" => "信访室筛查",
        /// A leader instructed.
        Instruction = "instruction" => "领导批示",
        /// Several offices studied it, and a leader decided.
        Collective = "collective" => "集体研判、领导审定",
    }
}

codes! {
    /// How far it is solved, the farthest last.
    pub enum Solution {
        /// Left out at the gate: whom to turn to was told or is owed.
        Excluded = "excluded" => "不属受理范围，已甄别",
        /// The result passed its audit.
        Concluded = "concluded" => "已办结",
        /// The reporter or the public was told.
        Answered = "answered" => "已答复",
        /// The reporter was told and is not satisfied (结而不服).
        Contested = "contested" => "已答复，举报人不满意",
        /// The reporter is satisfied with the result.
        Satisfied = "satisfied" => "已答复，举报人认可",
        /// The reporter lets it rest.
        Settled = "settled" => "已答复，举报人自愿息访",
    }
}

codes! {
    /// What pressed it.
    pub enum Pressing {
        /// A warning before a day.
        Warning = "warning" => "预警通知",
        /// Urged: by phone, letter, on the spot, online, or in the lists.
        Urging = "urging" => "催办",
        /// A slip that was signed.
        Slip = "slip" => "督办文书",
        /// A result or an answer that was sent back.
        Return = "return" => "审核退回",
        /// Accountability was proposed.
        Accountability = "accountability" => "追责建议",
    }
}

/// The course of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// When it was raised first.
    pub raised: Option<Date>,
    /// How often it was raised again, joined reports and new facts counted.
    pub again: u32,
    /// When and how it was studied, and who decided.
    pub studied: Option<(Date, Study, Option<PersonId>)>,
    /// When it was handed on last: whoever was given it learns no more of what went before.
    pub handed: Option<Date>,
    /// What pressed it: how often, and when last.
    pub pressed: Vec<(Pressing, u32, Date)>,
    /// How far it is solved, and since when.
    pub solved: Option<(Date, Solution)>,
    /// When it was taken off the book.
    pub written_off: Option<Date>,
    /// How often it was opened again.
    pub reopened: u32,
}

impl Course {
    /// What the events say, in their order.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Recorded<Event>>) -> Self {
        let mut course = Self::default();
        for recorded in events {
            course.note(recorded);
        }
        course
    }

    /// Where it stands now: the station it has not passed yet.
    pub fn station(&self) -> Station {
        match (&self.studied, &self.solved) {
            (_, Some(_)) => Station::Solved,
            (Some(_), None) => Station::Pressed,
            (None, None) if self.handed.is_some() => Station::Pressed,
            (None, None) => Station::Studied,
        }
    }

    fn note(&mut self, recorded: &Recorded<Event>) {
        let on = recorded.happened.date();
        match &recorded.event {
            Event::Received(_) | Event::PartBegun(_) => self.raised = self.raised.or(Some(on)),
            Event::RepeatTaken(_) => self.again += 1,
            Event::Routed(_) => self.handed = Some(on),
            Event::Reopened(_) => {
                self.reopened += 1;
                (self.solved, self.written_off) = (None, None);
            }
            Event::WrittenOff(_) => self.written_off = Some(on),
            event => {
                self.note_study(event, recorded, on);
                self.note_pressing(event, on);
                self.note_solution(event, on);
            }
        }
    }

    fn note_study(&mut self, event: &Event, recorded: &Recorded<Event>, on: Date) {
        let decider = || recorded.by.authority().cloned();
        let (on, study, by) = match event {
            Event::Screened(_) | Event::ScreenedOut(_) => (on, Study::Screening, decider()),
            Event::Instructed(event) => (on, Study::Instruction, Some(event.leader.clone())),
            Event::InstructionEntered(event) => (
                event.written,
                Study::Instruction,
                Some(event.leader.clone()),
            ),
            Event::PhoneInstructed(_) => (on, Study::Instruction, None),
            Event::StudyDecided(_) => (on, Study::Collective, decider()),
            _ => return,
        };
        let lighter = |known: &(Date, Study, Option<PersonId>)| known.1 <= study;
        if self.studied.as_ref().is_none_or(lighter) {
            self.studied = Some((on, study, by));
        }
    }

    fn note_pressing(&mut self, event: &Event, on: Date) {
        let what = match event {
            Event::ClockWarned(_) => Pressing::Warning,
            Event::Reminded(_) | Event::Urged(_) => Pressing::Urging,
            Event::SlipSigned(_) => Pressing::Slip,
            Event::AuditReturned(_) | Event::AnswerRefused(_) => Pressing::Return,
            Event::AccountabilityProposed(_) => Pressing::Accountability,
            _ => return,
        };
        match self.pressed.iter_mut().find(|(known, ..)| *known == what) {
            Some((_, times, last)) => (*times, *last) = (*times + 1, on),
            None => self.pressed.push((what, 1, on)),
        }
        self.pressed.sort_by_key(|(what, ..)| *what);
    }

    fn note_solution(&mut self, event: &Event, on: Date) {
        let solution = match event {
            Event::ScreenedOut(_) => Solution::Excluded,
            Event::ExclusionSentBack(_) => {
                self.solved = None;
                return;
            }
            Event::AuditPassed(_) => Solution::Concluded,
            Event::Replied(_) => Solution::Answered,
            Event::Evaluated(event) => said(event.result),
            Event::Settled(_) => Solution::Settled,
            _ => return,
        };
        if self.solved.is_none_or(|(_, known)| known <= solution) {
            self.solved = Some((on, solution));
        }
    }
}

fn said(result: Satisfaction) -> Solution {
    match result {
        Satisfaction::Satisfied | Satisfaction::Basically => Solution::Satisfied,
        Satisfaction::Dissatisfied => Solution::Contested,
    }
}

/// What a matter is stuck at: the promise longest overdue, and who owes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck<'a> {
    /// The promise.
    pub clock: &'a Clock,
    /// Who owes it.
    pub with: &'a UnitId,
}

impl Matter {
    /// What it is stuck at, if a promise of the office is overdue on a day.
    pub fn stuck(&self, on: Date) -> Option<Stuck<'_>> {
        let owed = self.owed_clocks().into_iter();
        let mut over = owed.filter(|clock| clock.paused.is_none() && clock.due.date() < on);
        let over = over.next().filter(|_| !matches!(self.stage, Stage::Voided));
        over.map(|clock| Stuck {
            clock,
            with: &clock.owner,
        })
    }
}

#[cfg(test)]
mod tests;

//! What the rules of arrival (收件规则) keep of a matter beside its channel, class and leads.

use super::arrival::{Arrival, Secrecy, Turn, Urgency, Visit, Way};
use super::codes::Channel;
use super::parts::Report;
use crate::ids::ReportId;
use crate::matter::Matter;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of how a matter came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intake {
    /// How it arrived; urgency and secrecy as they stand now.
    pub arrival: Arrival,
    /// Whether it came to an organ above the one that should have it (越级).
    pub over_level: bool,
    /// Whether it is new to the organs, once registered.
    pub turn: Option<Turn>,
    /// What came of checking names (实名核实).
    pub checks: BTreeMap<ReportId, NameCheck>,
    /// Whether a leader was told of it at once.
    pub leader_told: bool,
    /// Whether it was instructed by telephone and the paper is owed.
    pub paper_owed: bool,
    /// Calls made about it.
    pub calls: u32,
    /// Whether the visit has its record.
    pub heard: bool,
    /// Whether the superior that wants the result has it.
    pub reported_up: bool,
    /// The arrivals that joined it as repeats, in the order they joined.
    pub again: Vec<Came>,
}

/// What came of checking a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameCheck {
    /// Its bearer confirmed.
    Confirmed,
    /// Its bearer was not reached; the name stands as declared.
    Unreached,
    /// Its bearer denied it, or would not confirm: handled as anonymous.
    Denied,
}

impl NameCheck {
    /// Whether nothing is left to check.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Unreached)
    }
}

/// One arrival of a grievance that came again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// When.
    pub on: DateTime,
    /// By which channel.
    pub channel: Channel,
    /// Over the head of the level that should have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub over_level: bool,
    /// How many came.
    #[serde(default)]
    pub heads: u32,
    /// Whether a superior wants the result of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wants_result: bool,
}

/// How often and how long a grievance has come (S4-26).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurrence {
    /// Arrivals in all, the first one included.
    pub times: usize,
    /// How many of them were over-level.
    pub over_level: usize,
    /// People who came in all (人次).
    pub heads: u32,
    /// The first arrival.
    pub from: Date,
    /// The last one.
    pub until: Date,
}

impl Matter {
    /// How urgent it is now.
    pub fn urgency(&self) -> Urgency {
        self.intake.arrival.urgency
    }

    /// How secret it is now.
    pub fn secrecy(&self) -> Secrecy {
        self.intake.arrival.secrecy
    }

    /// Whether five or more came together (集体访, P-12).
    pub fn is_collective(&self) -> bool {
        let visit = self.intake.arrival.visit.as_ref();
        visit.is_some_and(Visit::is_collective)
    }

    /// How many stood at the window (人次); none where nobody visited.
    pub fn heads(&self) -> u32 {
        let visit = self.intake.arrival.visit.as_ref();
        visit.map_or(0, |visit| visit.heads)
    }

    /// Whether a report counts as real-name: declared, and not denied since.
    pub fn is_named(&self, report: &Report) -> bool {
        report.real_name && self.intake.checks.get(&report.id) != Some(&NameCheck::Denied)
    }

    /// Whether a superior that wants the result still waits for it.
    pub fn owes_superior(&self) -> bool {
        self.intake.arrival.wants_result && !self.intake.reported_up
    }

    /// Whether it came as a message on the line, which nobody answered.
    pub fn is_message(&self) -> bool {
        self.intake.arrival.way == Some(Way::Message)
    }

    /// How it came, as an arrival among others of the same grievance.
    pub fn came(&self) -> Came {
        Came {
            on: self.received,
            channel: self.channel,
            over_level: self.intake.over_level,
            heads: self.heads(),
            wants_result: self.owes_superior(),
        }
    }

    /// How often and how long it has come.
    pub fn recurrence(&self) -> Recurrence {
        let first = self.came();
        let all = || std::iter::once(&first).chain(&self.intake.again);
        let days = || all().map(|came| came.on.date());
        let known = 1 + self.intake.again.len();
        Recurrence {
            // Repeats taken before their arrivals were recorded count by their number alone.
            times: known.max(1 + self.repeats.len()),
            over_level: all().filter(|came| came.over_level).count(),
            heads: all().map(|came| came.heads).sum(),
            from: days().min().unwrap_or(Date::ZERO),
            until: days().max().unwrap_or(Date::ZERO),
        }
    }
}

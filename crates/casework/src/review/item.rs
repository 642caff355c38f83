//! An item of a case review: what is scored, by whom, what it came to, and what became of it.

use super::Reviewed;
use super::steps::open_investigation::Ground;
use crate::ids::{PersonId, UnitId};
use crate::rules::Sheet;
use crate::sealed::{FileRef, SealedRef};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number in the session, from 1.
    pub number: u32,
    /// What is scored.
    pub of: Of,
    /// What the unit found by itself (自查自纠), oldest first.
    pub self_checks: Vec<SealedRef>,
    /// The sheets of the reviewers: the last of each.
    pub scored: Vec<Scored>,
    /// What the chair settled.
    pub settled: Option<Settled>,
    /// The deficiency list that went out.
    pub list: Option<List>,
    /// What was handed in to put it right, oldest first.
    pub rectified: Vec<Rectified>,
    /// The duty investigation (责任倒查) of it.
    pub investigation: Option<Investigation>,
}

/// What is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Of {
    /// A matter of the office.
    Matter(Reviewed),
    /// A matter of a department without account, by an imported list (外部件).
    Outside(Outside),
}

/// A matter from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// The department, in words.
    pub department: String,
    /// Its number there.
    pub reference: String,
    /// When it came in there.
    pub came: Date,
    /// What it is about.
    pub subject: SealedRef,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<SealedRef>,
}

impl Outside {
    /// What it is drawn by: its department and its number there.
    pub fn name(&self) -> String {
        format!("{}/{}", self.department, self.reference)
    }
}

/// A line of a sheet: the reason, how often, and what it cost then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// The reason's code in the sheet.
    pub code: String,
    /// How often.
    pub count: u32,
    /// What it costs each time.
    pub points: u32,
}

/// A reviewer's sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Who scored.
    pub by: PersonId,
    /// What cost points.
    pub deductions: Vec<Deduction>,
    /// What is left of the hundred.
    pub score: u32,
    /// What the reviewer remarked.
    pub remark: Option<SealedRef>,
}

/// The score that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What cost points.
    pub deductions: Vec<Deduction>,
    /// What is left of the hundred.
    pub score: u32,
    /// The grade's id.
    pub grade: String,
    /// Why, where the sheets lay far apart.
    pub reason: Option<SealedRef>,
    /// Whether the review changes the original conclusion at its root (S1-15).
    pub overturned: bool,
}

/// A deficiency list (负分问题清单).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its number within the organ's year.
    pub serial: u32,
    /// The year.
    pub year: i16,
    /// The day it went out.
    pub on: Date,
    /// Who issued it.
    pub by: PersonId,
}

/// What was handed in to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectified {
    /// What was done.
    pub text: SealedRef,
    /// The proof.
    pub files: Vec<FileRef>,
    /// Whether it came on paper and was recorded by the office.
    pub on_paper: bool,
    /// Who handed it in, or recorded it.
    pub by: PersonId,
    /// When.
    pub at: DateTime,
    /// Whether it was accepted; nothing while it waits.
    pub accepted: Option<bool>,
    /// What was said of it.
    pub opinion: Option<SealedRef>,
}

/// A duty investigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Investigation {
    /// Why.
    pub grounds: Vec<Ground>,
    /// Who answers for how it was first handled.
    pub first: Vec<PersonId>,
    /// What is to be found out.
    pub reason: SealedRef,
    /// Since when.
    pub opened: DateTime,
    /// What was decided.
    pub outcome: Option<Outcome>,
}

/// What was decided on who answers for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What was found out.
    pub found: SealedRef,
    /// Who answers, and how.
    pub people: Vec<Answerable>,
    /// Why nobody answers.
    pub none: Option<SealedRef>,
    /// Whether it ended in a talk or in education alone.
    pub light: bool,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: DateTime,
}

/// Somebody who answers, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answerable {
    /// Who: a person or a unit.
    pub name: SealedRef,
    /// How: an answer of the sheet.
    pub measure: String,
    /// The paper's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
}

crate::codes! {
    /// Where an item stands.
    pub enum ItemState {
        /// Nobody scored it yet.
        Unscored = "unscored" => "待评分",
        /// Scored, and not settled.
        Unsettled = "unsettled" => "待裁定",
        /// Settled, and not published.
        Settled = "settled" => "已定分",
        /// Published without a deficiency.
        Clean = "clean" => "无负分问题",
        /// The list is out.
        Owed = "owed" => "待整改",
        /// Put right, and not judged.
        Rectified = "rectified" => "待审核整改",
        /// Not accepted.
        Refused = "refused" => "整改退回",
        /// Accepted.
        Accepted = "accepted" => "整改通过",
        /// A duty investigation is under way.
        Investigated = "investigated" => "责任倒查",
        /// It was decided who answers, and how.
        Answered = "answered" => "倒查办结",
    }
}

impl Item {
    /// An item nobody scored yet.
    pub fn new(number: u32, of: Of) -> Self {
        Self {
            number,
            of,
            self_checks: Vec::new(),
            scored: Vec::new(),
            settled: None,
            list: None,
            rectified: Vec::new(),
            investigation: None,
        }
    }

    /// The matter, where it is one of the office.
    pub fn reviewed(&self) -> Option<&Reviewed> {
        match &self.of {
            Of::Matter(reviewed) => Some(reviewed),
            Of::Outside(_) => None,
        }
    }

    /// The unit of the office that answers for it.
    pub fn unit(&self) -> Option<&UnitId> {
        self.reviewed().map(|reviewed| &reviewed.unit)
    }

    /// How far the sheets lie apart.
    pub fn spread(&self) -> u32 {
        let scores = || self.scored.iter().map(|sheet| sheet.score);
        let least = scores().min().unwrap_or_default();
        scores().max().unwrap_or_default() - least
    }

    /// The mean of the sheets, rounded to a whole point.
    pub fn mean(&self) -> Option<u32> {
        let count = self.scored.len() as u32;
        let sum: u32 = self.scored.iter().map(|sheet| sheet.score).sum();
        (count > 0).then(|| (sum + count / 2) / count)
    }

    /// Where it stands.
    pub fn state(&self, published: bool) -> ItemState {
        let Some(settled) = &self.settled else {
            return if self.scored.is_empty() {
                ItemState::Unscored
            } else {
                ItemState::Unsettled
            };
        };
        if !published {
            return ItemState::Settled;
        }
        if let Some(investigation) = &self.investigation {
            return match investigation.outcome {
                Some(_) => ItemState::Answered,
                None => ItemState::Investigated,
            };
        }
        if settled.deductions.is_empty() {
            return ItemState::Clean;
        }
        match self.rectified.last().map(|last| last.accepted) {
            None => ItemState::Owed,
            Some(None) => ItemState::Rectified,
            Some(Some(false)) => ItemState::Refused,
            Some(Some(true)) => ItemState::Accepted,
        }
    }
}

/// A line of a sheet as a form sends it: a reason without a number counts nothing.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// The reason's code.
    pub code: String,
    /// How often.
    #[serde(default)]
    pub count: u32,
}

/// What a sheet comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What cost points.
    pub deductions: Vec<Deduction>,
    /// What is left of the hundred.
    pub score: u32,
}

/// Counts the lines of a sheet; `None` where a code is not of the sheet or stands twice.
pub fn counted(sheet: &Sheet, lines: &[Line]) -> Option<Counted> {
    let mut deductions: Vec<Deduction> = Vec::new();
    for line in lines.iter().filter(|line| line.count > 0) {
        let (_, reason) = sheet.reason(&line.code)?;
        if deductions.iter().any(|known| known.code == line.code) {
            return None;
        }
        deductions.push(Deduction {
            code: line.code.clone(),
            count: line.count,
            points: reason.points,
        });
    }
    let score = sheet.score(deductions.iter().map(|one| (&*one.code, one.count)));
    Some(Counted { deductions, score })
}

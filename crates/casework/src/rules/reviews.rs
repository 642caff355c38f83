//! Score sheets of case reviews (评分表), `reviews/*.toml`: dimensions, what costs points and how many, and
//! what follows from a score.

use super::{Invalid, Rules};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a sheet without a deduction comes to.
pub const FULL: u32 = 100;

/// A score sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Permanent id, e.g. `case-review`.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Whether only first letters and visits are scored by it.
    #[serde(default)]
    pub first_only: bool,
    /// Whether what handling caused is scored by it: matters that came again or over a level (S3-14).
    #[serde(default)]
    pub by_repeats: bool,
    /// How many of a hundred are drawn where nothing else is said.
    #[serde(default = "tenth")]
    pub share: u32,
    /// How many must have scored an item before it is settled.
    pub reviewers: usize,
    /// From which spread on the chair gives a reason.
    pub spread: u32,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// What follows from a score, highest first.
    #[serde(rename = "grade")]
    pub grades: Vec<ScoreGrade>,
    /// How somebody answers for an item.
    #[serde(rename = "answer")]
    pub answers: Vec<Answer>,
    /// What is looked at.
    #[serde(rename = "dimension")]
    pub dimensions: Vec<Dimension>,
}

fn tenth() -> u32 {
    10
}

/// A grade (等次).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreGrade {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// The least score.
    pub from: u32,
    /// What follows, in words; empty for nothing.
    pub consequence: String,
    /// Points in the unit's assessment of the year (考核加分、扣分).
    pub assessment: i32,
}

/// A way of answering (追责方式).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Whether it is a talk or education alone (S0-07).
    #[serde(default)]
    pub light: bool,
}

/// A dimension (评查项目) with its share of the hundred points.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Its points: nobody loses more here, however many reasons there are.
    pub points: u32,
    /// What costs points.
    #[serde(rename = "deduction")]
    pub deductions: Vec<Reason>,
}

/// A reason that costs points (扣分事由).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Permanent code, e.g. `main-issue-avoided`.
    pub code: String,
    /// What an office calls it.
    pub name: String,
    /// What it costs each time.
    pub points: u32,
    /// What is asked for to put it right.
    pub demand: String,
}

impl Sheet {
    /// A reason with the dimension it belongs to.
    pub fn reason(&self, code: &str) -> Option<(&Dimension, &Reason)> {
        self.dimensions.iter().find_map(|dimension| {
            let mut reasons = dimension.deductions.iter();
            let found = reasons.find(|reason| reason.code == code)?;
            Some((dimension, found))
        })
    }

    /// What is left of the hundred points: each dimension loses at most its own.
    pub fn score<'a>(&self, counted: impl IntoIterator<Item = (&'a str, u32)> + Clone) -> u32 {
        let lost = |dimension: &Dimension| {
            let own = counted.clone().into_iter().filter_map(|(code, count)| {
                let mut reasons = dimension.deductions.iter();
                let reason = reasons.find(|reason| reason.code == code)?;
                Some(reason.points.saturating_mul(count))
            });
            own.fold(0, u32::saturating_add).min(dimension.points)
        };
        FULL.saturating_sub(self.dimensions.iter().map(lost).sum())
    }

    /// The grade of a score.
    pub fn grade(&self, score: u32) -> Option<&ScoreGrade> {
        self.grades.iter().find(|grade| score >= grade.from)
    }

    /// Refuses a sheet that does not add up.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        let wrong = |reason: String| {
            Err(Invalid {
                path: format!("reviews/{}.toml", self.id),
                reason,
            })
        };
        let points: u32 = self
            .dimensions
            .iter()
            .map(|dimension| dimension.points)
            .sum();
        if points != FULL {
            return wrong(format!("the dimensions have {points} points, not {FULL}"));
        }
        if self.reviewers == 0 {
            return wrong("`reviewers` is 0: nobody would score".into());
        }
        let falls = self
            .grades
            .windows(2)
            .all(|pair| pair[0].from > pair[1].from);
        if !falls || self.grades.last().is_none_or(|last| last.from != 0) {
            return wrong("the grades do not fall to 0".into());
        }
        let mut answers = BTreeSet::new();
        if let Some(twice) = self
            .answers
            .iter()
            .find(|answer| !answers.insert(&answer.id))
        {
            return wrong(format!("`{}` stands twice", twice.id));
        }
        let mut codes = BTreeSet::new();
        for reason in self
            .dimensions
            .iter()
            .flat_map(|dimension| &dimension.deductions)
        {
            if reason.points == 0 {
                return wrong(format!("`{}` costs nothing", reason.code));
            }
            if !codes.insert(&reason.code) {
                return wrong(format!("`{}` stands twice", reason.code));
            }
        }
        Ok(())
    }
}

impl Rules {
    /// The sheet of an id.
    pub fn sheet(&self, id: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::WORLD;

    fn sheet() -> &'static Sheet {
        WORLD.rules.sheet("case-review").unwrap()
    }

    #[test]
    fn a_dimension_loses_at_most_its_own_points_s3_05() {
        assert_eq!(sheet().score([]), 100);
        assert_eq!(sheet().score([("delayed", 1)]), 95);
        assert_eq!(sheet().score([("delayed", 9)]), 80);
        assert_eq!(sheet().score([("delayed", u32::MAX), ("no-reply", 1)]), 70);
    }

    #[test]
    fn ninety_is_excellent_and_under_seventy_unqualified_s3_06_s3_07() {
        let grade = |score| &*sheet().grade(score).unwrap().id;
        assert_eq!(
            [100, 90, 89, 70, 69, 67, 0].map(grade),
            [
                "excellent",
                "excellent",
                "qualified",
                "qualified",
                "unqualified",
                "unqualified",
                "unqualified",
            ]
        );
    }

    #[test]
    fn a_sheet_that_does_not_add_up_is_refused_by_file_and_reason() {
        let refused = |change: fn(&mut Sheet)| {
            let mut sheet = sheet().clone();
            change(&mut sheet);
            sheet.check().unwrap_err().to_string()
        };
        type Change = fn(&mut Sheet);
        let cases: [(Change, &str); 5] = [
            (|sheet| sheet.dimensions[0].points = 30, "110 points"),
            (|sheet| sheet.reviewers = 0, "nobody"),
            (|sheet| sheet.grades.reverse(), "do not fall"),
            (
                |sheet| sheet.dimensions[0].deductions[0].points = 0,
                "costs nothing",
            ),
            (
                |sheet| sheet.dimensions[0].deductions[0].code = "no-reply".into(),
                "stands twice",
            ),
        ];
        for (change, says) in cases {
            let told = refused(change);
            assert!(
                told.contains(says) && told.contains("reviews/case-review.toml"),
                "{told}"
            );
        }
    }
}

//! Kinds of inspections (检查种类) and how checks are judged, `inspections.toml`.

use super::{Listed, Rules};
use serde::Deserialize;

crate::codes! {
    /// How an inspection comes to its items.
    #[derive(Default)]
    pub enum Way {
        /// A population is fixed and a sample of it drawn.
        #[default]
        Drawn = "drawn" => "抽查",
        /// A population is fixed, and all of it is checked.
        Full = "full" => "全查",
        /// Places are visited, openly or without notice (明察暗访).
        Venue = "venue" => "明察暗访",
        /// Complaints about handling are collected, notified and answered; untrue answers are drawn from.
        Hotline = "hotline" => "来电反映核查",
    }
}

crate::codes! {
    /// Which matters a kind looks at, among those that arrived in its period or are meant by a book.
    #[derive(Default)]
    pub enum Population {
        /// Everything that arrived.
        #[default]
        Arrived = "arrived" => "时段内收到的信访件",
        /// First reports.
        First = "first" => "时段内收到的初次举报",
        /// Signed for late, or not at all though due.
        LateSigned = "late-signed" => "时段内收到、逾期签收的信访件",
        /// First reports past their term and not concluded.
        OverdueFirst = "overdue-first" => "逾期未结的初次举报",
        /// Concluded, and the reporter is not satisfied (结而不服).
        Dissatisfied = "dissatisfied" => "结而不服的信访件",
    }
}

/// A kind of inspection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionKind {
    /// Permanent id, e.g. `platform`.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// How it comes to its items.
    #[serde(default)]
    pub way: Way,
    /// Which matters it looks at.
    #[serde(default)]
    pub population: Population,
    /// How many of a hundred are drawn where nothing else is said.
    #[serde(default = "tenth")]
    pub share: u32,
    /// Whether it looks at how the platform is used (平台运用): only these count in that figure of an assessment.
    #[serde(default)]
    pub platform: bool,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

fn tenth() -> u32 {
    10
}

/// Which units are watched more closely next month (重点抽查名单, S0-18).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityRule {
    /// Clocks whose lapse is slow signing (慢签收).
    pub slow_sign: Vec<String>,
    /// Clocks whose lapse is slow handling (慢办理).
    pub slow_handle: Vec<String>,
    /// From how many slow matters on, of either sort.
    pub least: u32,
    /// How many times the share of others they are drawn at.
    pub times: u32,
    /// Where it comes from.
    pub basis: String,
}

impl Rules {
    /// The kind of an id.
    pub fn inspection(&self, id: &str) -> Option<&InspectionKind> {
        self.inspections.iter().find(|kind| kind.id == id)
    }

    /// The name of a problem that a check may find; its id where the list no longer has it.
    pub fn problem_name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.problems.iter().find(|problem| problem.id == id);
        known.map_or(id, |problem: &Listed| &problem.name)
    }
}

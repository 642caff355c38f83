//! How alike two matters were found to be when a person decided about them (比对依据): measures, never words.
//!
//! The machine's words name places and people; what is kept of them are numbers in thousandths and signs, so
//! that weights can be learned from decisions without a text being opened again.

use crate::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// What the machine took two matters for.
    pub enum Alike {
        /// The same matter.
        Same = "same" => "同一事项",
        /// Separate claims of separate people against one respondent.
        Group = "group" => "同一群体",
        /// The same place or body, another problem.
        Related = "related" => "相关",
        /// Nothing that tells.
        None = "none" => "无关",
    }
}

codes! {
    /// What two matters have or lack in common.
    pub enum InCommon {
        /// The same person brought both.
        Reporter = "reporter" => "同一举报人",
        /// The same accused in both.
        Subject = "subject" => "同一被反映人",
        /// Accused in both, none the same.
        OtherSubject = "other-subject" => "被反映人不同",
        /// Nearly the same words about two different names.
        Template = "template" => "文字如出一个模板",
        /// Each speaks of a claim of its own.
        SeparateClaims = "separate-claims" => "各自主张",
        /// Word for word the same.
        Identical = "identical" => "文字相同",
    }
}

/// How alike two matters are. Shares are thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// The version of the weights.
    pub weights: u32,
    /// What the machine took them for.
    pub level: Alike,
    /// How probable it held that they are one.
    pub score: u16,
    /// Likeness of content.
    pub alike: u16,
    /// A shared name, together with likeness of content.
    pub named: u16,
    /// How much of one's title the other contains.
    pub title: u16,
    /// Nearly the same words.
    pub equal: u16,
    /// What they have or lack in common.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<InCommon>,
}

impl Likeness {
    /// What a clerk was told: 同一事项 0.93.
    #[must_use]
    pub fn zh(&self) -> String {
        format!("{} {:.2}", self.level.zh(), f32::from(self.score) / 1000.0)
    }
}

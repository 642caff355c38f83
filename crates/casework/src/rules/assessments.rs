//! How the organs below are assessed (考核), `assessments.toml`: what is measured, what it weighs, and what
//! is added and taken off.

use super::{Invalid, Rules};
use serde::Deserialize;
use std::collections::BTreeSet;

crate::codes! {
    /// The closed list of what can be measured of an organ and a month: a part of a whole, each a list.
    pub enum Measure {
        /// Results reported by their day, of those due in the month.
        OnTime = "on-time" => "按期办结率",
        /// The same of first reports.
        FirstOnTime = "first-on-time" => "初次举报按期办结率",
        /// Satisfied or basically satisfied, of those who evaluated.
        Satisfaction = "satisfaction" => "群众满意度",
        /// Evaluated, of the conclusions of the month.
        Participation = "participation" => "参评率",
        /// Answered, of the real-name matters concluded in the month.
        Replied = "replied" => "实名反馈率",
        /// Points of case reviews, of a hundred each.
        Quality = "quality" => "初次举报办理质量",
        /// Sound, of the items that spot checks looked at.
        Platform = "platform" => "平台运用合格率",
        /// True or partly true, of the matters concluded in the month.
        Verified = "verified" => "查实率",
        /// Repeats, of what arrived in the month.
        Repeated = "repeated" => "重复举报率",
        /// Above the level that should have had it, of what arrived in the month.
        OverLevel = "over-level" => "越级举报率",
        /// Excellent, of the items reviewed.
        Excellent = "excellent" => "评查优秀",
        /// Unqualified, of the items reviewed.
        Unqualified = "unqualified" => "评查不合格",
        /// Notices (通报), of the slips signed out to the organ.
        Notices = "notices" => "被通报",
    }
}

/// How organs are assessed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Most points added in a month.
    pub bonus: i64,
    /// Most points taken off in a month.
    pub penalty: i64,
    /// How many frozen months are recounted when the next is frozen.
    pub look_back: usize,
    /// What is measured.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
    /// Points for each item of something.
    #[serde(default, rename = "point")]
    pub points: Vec<PointRule>,
    /// Points that a person gives or takes.
    #[serde(default, rename = "award")]
    pub awards: Vec<AwardRule>,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// An indicator (考核指标).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Permanent id.
    pub id: String,
    /// What it measures.
    pub measure: Measure,
    /// What an office calls it.
    pub name: String,
    /// Which of the five, or of the X, it belongs to.
    pub group: String,
    /// Its share of the hundred points; nothing where it is only told.
    pub weight: i64,
    /// What has to be reached, in percent.
    pub target: i64,
    /// Whether less is better.
    #[serde(default)]
    pub lower: bool,
    /// Under which participation it counts in proportion only, in percent.
    #[serde(default)]
    pub floor: Option<i64>,
    /// Whether an organ may be given a target of its own.
    #[serde(default)]
    pub aim: bool,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// Points for each item of something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointRule {
    /// Permanent id.
    pub id: String,
    /// What is counted.
    pub measure: Measure,
    /// What an office calls it.
    pub name: String,
    /// Points for each.
    pub each: i64,
    /// Where it comes from.
    pub basis: String,
}

/// Points that a person gives or takes with a reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardRule {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// How many.
    pub points: i64,
}

impl Scheme {
    /// The indicator of an id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|known| known.id == id)
    }

    /// What an office calls an indicator or what gives points; its id where the list no longer has it.
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        let points = self.points.iter().map(|rule| (&rule.id, &rule.name));
        let awards = self.awards.iter().map(|rule| (&rule.id, &rule.name));
        let indicators = self.indicators.iter().map(|rule| (&rule.id, &rule.name));
        let mut known = indicators.chain(points).chain(awards);
        known
            .find(|(known, _)| *known == id)
            .map_or(id, |(_, name)| name)
    }

    /// Which measure stands behind an id.
    pub fn measure_of(&self, id: &str) -> Option<Measure> {
        let points = self.points.iter().map(|rule| (&rule.id, rule.measure));
        let indicators = self.indicators.iter().map(|rule| (&rule.id, rule.measure));
        let mut known = indicators.chain(points);
        known
            .find(|(known, _)| *known == id)
            .map(|(_, measure)| measure)
    }

    /// Everything that is measured, once each.
    pub fn measures(&self) -> BTreeSet<Measure> {
        let points = self.points.iter().map(|rule| rule.measure);
        let indicators = self.indicators.iter().map(|rule| rule.measure);
        indicators.chain(points).collect()
    }

    /// Weights make a hundred, and ids stand once.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        let wrong = |reason: String| Invalid {
            path: "assessments.toml".into(),
            reason: format!("scheme `{}` {reason}", self.id),
        };
        let weights: i64 = self.indicators.iter().map(|rule| rule.weight).sum();
        if weights != 100 {
            return Err(wrong(format!("weighs {weights} points, not 100")));
        }
        let mut seen = BTreeSet::new();
        let points = self.points.iter().map(|rule| &rule.id);
        let awards = self.awards.iter().map(|rule| &rule.id);
        let indicators = self.indicators.iter().map(|rule| &rule.id);
        for id in indicators.chain(points).chain(awards) {
            if !seen.insert(id) {
                return Err(wrong(format!("has `{id}` twice")));
            }
        }
        Ok(())
    }
}

impl Rules {
    /// The scheme of an id.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|known| known.id == id)
    }
}

#[cfg(test)]
mod tests {
    use crate::given::WORLD;
    use crate::rules::{Rules, Source};

    const TEXT: &str = include_str!("../../../../catalogue/assessments.toml");

    fn refused(text: &str) -> String {
        let path = "assessments.toml";
        Rules::parse([Source { path, text }], String::new())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_shipped_scheme_weighs_a_hundred_and_names_everything_s1_25() {
        let scheme = WORLD.rules.scheme("petition").unwrap();
        let weight = |id: &str| scheme.indicator(id).unwrap().weight;
        assert!(weight("on-time") > 0 && weight("satisfaction") > 0);
        assert_eq!(scheme.name_of("notices"), "被通报");
        assert_eq!(scheme.name_of("gone"), "gone");
    }

    #[test]
    fn weights_that_make_no_hundred_and_ids_that_stand_twice_are_refused() {
        let short = TEXT.replacen("weight = 25", "weight = 24", 1);
        assert!(refused(&short).contains("weighs 99 points"));
        let twice = TEXT.replacen("id = \"platform\"", "id = \"quality\"", 1);
        assert!(refused(&twice).contains("`quality` twice"));
    }
}

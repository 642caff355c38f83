//! What is counted, and what a metric is made of: `metrics.toml`.

use super::{Axis, Cell, Flag};
use crate::matter::{Channel, Class};
use crate::office::Level;
use crate::rules::Invalid;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Every definition.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// How seldom chance must do as much, in a hundred, before a change is called one.
    pub chance_percent: u8,
    /// What is counted.
    #[serde(rename = "count")]
    pub counts: Vec<CountRule>,
    /// What is told.
    #[serde(rename = "metric")]
    pub metrics: Vec<Metric>,
    /// What is counted on pages of its own.
    #[serde(default, rename = "elsewhere")]
    pub elsewhere: Vec<Elsewhere>,
}

/// A count: what of an axis.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRule {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// What one of it is: 件, 人次.
    pub unit: String,
    /// By which day it is counted.
    pub axis: Axis,
    /// All of these are true of it.
    #[serde(default)]
    pub all: Vec<Flag>,
    /// At least one of these is, if there are any.
    #[serde(default)]
    pub any: Vec<Flag>,
    /// None of these is.
    #[serde(default)]
    pub none: Vec<Flag>,
    /// Of one class alone.
    #[serde(default)]
    pub class: Option<Class>,
    /// Of one channel alone.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Of these kinds of procedures alone, where it counts what procedures score or check.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Of these grades alone, where it counts what reviews scored.
    #[serde(default)]
    pub grades: Vec<String>,
    /// Who is counted.
    pub population: String,
}

/// A metric: a count, or a count of another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// What is counted.
    pub part: String,
    /// Of what.
    #[serde(default)]
    pub whole: Option<String>,
    /// Whether it is a mean: the part are points, and the whole how many were scored.
    #[serde(default)]
    pub mean: bool,
    /// How it is calculated.
    pub formula: String,
    /// Whether less is better, or more; nothing where neither is.
    #[serde(default)]
    pub lower: Option<bool>,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// A metric that has a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// What an office calls it.
    pub name: String,
    /// How it is calculated.
    pub formula: String,
    /// On which page.
    pub page: String,
    /// What the page is called.
    pub page_name: String,
    /// Where it comes from.
    pub basis: String,
}

/// What is looked at: everything, or one channel, class, level or domain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// One channel.
    pub channel: Option<Channel>,
    /// One class.
    pub class: Option<Class>,
    /// One managing level.
    pub level: Option<Level>,
    /// One domain tag.
    pub domain: Option<String>,
}

impl Filter {
    /// Whether a cell is looked at.
    pub fn takes(&self, cell: &Cell<'_>) -> bool {
        self.channel.is_none_or(|one| one.as_str() == cell.channel)
            && self.class.is_none_or(|one| one.as_str() == cell.class)
            && self.level.is_none_or(|one| one.as_str() == cell.level)
            && self
                .domain
                .as_deref()
                .is_none_or(|one| cell.domains().any(|known| known == one))
    }

    /// Whether everything is.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

impl CountRule {
    /// Whether it counts a cell of its axis.
    pub fn counts(&self, cell: &Cell<'_>) -> bool {
        let has = |flag: &Flag| cell.has(*flag);
        self.all.iter().all(has)
            && (self.any.is_empty() || self.any.iter().any(has))
            && !self.none.iter().any(has)
            && self.class.is_none_or(|one| one.as_str() == cell.class)
            && self.channel.is_none_or(|one| one.as_str() == cell.channel)
            && (self.kinds.is_empty() || self.kinds.iter().any(|one| one == cell.kind()))
            && (self.grades.is_empty() || self.grades.iter().any(|one| one == cell.grade()))
    }
}

impl Metrics {
    /// The count of an id.
    pub fn count(&self, id: &str) -> Option<&CountRule> {
        self.counts.iter().find(|known| known.id == id)
    }

    /// The metric of an id.
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|known| known.id == id)
    }

    /// Refuses what repeats an id or names a count that is not there.
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        let wrong = |reason: String| {
            Err(Invalid {
                path: "metrics.toml".into(),
                reason,
            })
        };
        let ids = self.counts.iter().map(|count| &count.id);
        let ids = ids.chain(self.metrics.iter().map(|metric| &metric.id));
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                return wrong(format!("`{id}` stands twice"));
            }
        }
        for metric in &self.metrics {
            for named in std::iter::once(&metric.part).chain(&metric.whole) {
                if self.count(named).is_none() {
                    let id = &metric.id;
                    return wrong(format!("metric `{id}` names the unknown count `{named}`"));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../../../catalogue/metrics.toml");

    fn shipped() -> Metrics {
        toml::from_str(TEXT).unwrap()
    }

    #[test]
    fn every_metric_is_made_of_counts_that_are_there() {
        let metrics = shipped();
        assert_eq!(metrics.check(), Ok(()));
        let mut short = metrics.clone();
        short.counts.retain(|count| count.id != "received");
        assert!(short.check().is_err());
        let mut twice = metrics;
        twice.metrics.push(twice.metrics[0].clone());
        assert!(twice.check().is_err());
    }

    #[test]
    fn a_part_is_never_counted_where_its_whole_is_not() {
        let metrics = shipped();
        let letters: Vec<char> = Flag::ALL.iter().map(|flag| flag.letter()).collect();
        for metric in &metrics.metrics {
            let part = metrics.count(&metric.part).unwrap();
            let Some(whole) = metric.whole.as_ref().and_then(|id| metrics.count(id)) else {
                continue;
            };
            if part.axis != whole.axis {
                continue;
            }
            for mask in 0_u32..1 << 11 {
                // Letters of the matter, then those of the conclusion or the promise, eleven at a time.
                for half in letters.chunks(11) {
                    let held = half
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| mask >> at & 1 == 1);
                    let flags: String = held.map(|(_, letter)| *letter).collect();
                    let all: String = part.all.iter().map(|flag| flag.letter()).collect();
                    let kind = part.kinds.first().map_or("web", |kind| kind);
                    let grade = part.grades.first().map_or("A", |grade| grade);
                    let word = format!("{flags}{all}|{kind}|{grade}|county|rural");
                    let cell = Cell::parse(&word).unwrap();
                    assert!(
                        !part.counts(&cell) || whole.counts(&cell),
                        "{}: {word}",
                        metric.id
                    );
                }
            }
        }
    }

    #[test]
    fn what_procedures_count_is_of_kinds_and_grades_that_are_there() {
        let rules = &crate::given::WORLD.rules;
        let metrics = shipped();
        let counts = metrics.counts.iter();
        for count in counts.filter(|count| count.axis.is_of_procedures()) {
            let apart = count.axis == Axis::Checked || count.kinds.len() == 1;
            assert!(apart, "{}: points of two sheets are not added up", count.id);
            for kind in &count.kinds {
                let known = match count.axis {
                    Axis::Checked => rules.inspection(kind).is_some(),
                    _ => rules.sheet(kind).is_some(),
                };
                assert!(known, "{}: {kind}", count.id);
                for grade in &count.grades {
                    let sheet = rules.sheet(kind).unwrap();
                    assert!(
                        sheet.grades.iter().any(|known| known.id == *grade),
                        "{grade}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_slow_is_what_the_priority_list_calls_so() {
        let priority = &crate::given::WORLD.rules.priority;
        let of = |rule: &String| crate::figures::slow(rule);
        assert!(
            priority
                .slow_sign
                .iter()
                .all(|rule| of(rule) == Some(Flag::SlowSign))
        );
        assert!(
            priority
                .slow_handle
                .iter()
                .all(|rule| of(rule) == Some(Flag::SlowHandle))
        );
    }

    #[test]
    fn a_filter_takes_what_fits_it() {
        let cell = Cell::parse("fns|letter|A|county|rural fees").unwrap();
        let domain = |id: &str| Filter {
            domain: Some(id.to_owned()),
            ..Filter::default()
        };
        assert!(Filter::default().takes(&cell) && domain("fees").takes(&cell));
        assert!(!domain("business").takes(&cell));
        let appeals = Filter {
            class: Some(Class::Appeal),
            ..Filter::default()
        };
        assert!(!appeals.takes(&cell) && !appeals.is_open());
    }
}

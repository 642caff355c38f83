//! What an analysis counts, and by which rule a finding is marked.

use crate::figures::{Figure, Metrics, Sign};
use crate::ids::UnitId;
use crate::matter::{Channel, Class};
use crate::office::{Level, Office};
use crate::rules::{Rules, Section};
use crate::sealed::SealedRef;
use serde::{Deserialize, Serialize};

/// A figure as it stood when an analysis was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// What it is of: `metric:repeat-rate`, `domain:rural`, `class:A`, `unit:x`.
    pub about: String,
    /// How many.
    pub part: i64,
    /// Of how many; nothing where it is a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<i64>,
    /// How many a year before.
    pub year_part: i64,
    /// Of how many a year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_whole: Option<i64>,
    /// What the change against the year before comes to.
    pub year: Sign,
    /// How many in the time before.
    pub before_part: i64,
    /// Of how many in the time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_whole: Option<i64>,
    /// What the change against the time before comes to.
    pub before: Sign,
    /// In how many organs below there is any.
    pub units: i64,
}

crate::codes! {
    /// What kind of problem a finding is (S0-03).
    pub enum Mark {
        /// Several organs have it.
        General = "general" => "普遍性",
        /// A case was chosen for it.
        Typical = "typical" => "典型性",
        /// It grew worse by more than chance.
        Emerging = "emerging" => "苗头性",
    }
}

/// A theme as it was frozen: its figure is the line `theme:` and its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its number, from 1.
    pub number: u32,
    /// The words that decide, the two of which it is made first, a comma between them.
    pub words: SealedRef,
}

impl Theme {
    /// The name of its figure.
    pub fn about(&self) -> String {
        format!("theme:{}", self.number)
    }
}

/// Themes of a time, and how many reports of how many were read for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Themes {
    /// The themes, the largest first.
    pub found: Vec<Theme>,
    /// How many reports were read.
    pub read: i64,
    /// Of how many.
    pub all: i64,
}

impl Themes {
    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.all == 0
    }
}

/// What the shell counted or looked up for an act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// How many events of the ledger the figures stand on, by the last published checkpoint.
    pub checkpoint: Option<i64>,
    /// The figures.
    pub lines: Vec<Frozen>,
    /// Themes; their figures are among the lines.
    pub themes: Themes,
    /// Whether the organ has one of the kind and time already.
    pub stands: bool,
}

impl Frozen {
    /// The marks of a finding about it, but for what a person chooses.
    pub fn marks(&self, rules: &Rules) -> Vec<Mark> {
        let worse = self.worse(&rules.metrics);
        let marks = [
            (
                Mark::General,
                self.part > 0 && self.units >= rules.analyses.general_units,
            ),
            (Mark::Emerging, self.year == worse || self.before == worse),
        ];
        let held = marks.into_iter().filter(|(_, holds)| *holds);
        held.map(|(mark, _)| mark).collect()
    }

    /// Whether it is too few to be told where it could point at somebody: of persons by how high they are managed
    /// (T3).
    pub fn is_small(&self, rules: &Rules) -> bool {
        self.about.starts_with("level:") && (1..rules.analyses.small).contains(&self.part)
    }

    /// Which change is one for the worse: less, where more is better.
    fn worse(&self, metrics: &Metrics) -> Sign {
        let metric = self
            .about
            .strip_prefix("metric:")
            .or_else(|| Some(self.about.strip_prefix("of:")?.rsplit_once(':')?.1))
            .and_then(|id| metrics.metric(id));
        match metric.and_then(|metric| metric.lower) {
            Some(false) => Sign::Fall,
            _ => Sign::Rise,
        }
    }
}

/// The figures a section tells, in its order: all of a sort are told by how many there are, and those of which
/// there is nothing are not.
pub fn of_section<'a>(lines: &'a [Frozen], section: &Section) -> Vec<&'a Frozen> {
    let mut told: Vec<&Frozen> = Vec::new();
    for about in &section.figures {
        match about.strip_suffix('*') {
            Some(sort) => {
                let is_of = |line: &&Frozen| line.part > 0 && line.about.starts_with(sort);
                // Of what nothing was said about is no part.
                let mut of: Vec<&Frozen> = lines.iter().filter(is_of).collect();
                of.retain(|line| line.about != sort);
                of.sort_by_key(|line| (-line.part, &line.about));
                told.extend(of);
            }
            None => told.extend(lines.iter().find(|line| line.about == *about)),
        }
    }
    told
}

/// Domains that hold so large a share of what arrived that each is a topic of its own (S3-15), with that share in
/// tenths of a percent.
pub fn topics<'a>(lines: &'a [Frozen], rules: &Rules) -> Vec<(&'a Frozen, i64)> {
    let total = lines.iter().find(|line| line.about == "metric:total");
    let total = total.map_or(0, |line| line.part);
    let share = |line: &'a Frozen| {
        let figure = Figure {
            part: line.part,
            whole: Some(total),
            days: 0,
        };
        Some((line, figure.share()?))
    };
    let domains = lines
        .iter()
        .filter(|line| line.about.starts_with("domain:"));
    let least = rules.analyses.topic_percent * 10;
    let few = |line: &Frozen| line.part < rules.analyses.small;
    let mut topics: Vec<_> = domains.filter_map(share).collect();
    topics.retain(|(line, share)| *share >= least && !few(line));
    topics.sort_by_key(|(line, share)| (-share, &line.about));
    topics
}

/// What an office calls what a figure is of.
pub fn about_zh(about: &str, rules: &Rules, office: &Office) -> String {
    let Some((by, id)) = about.split_once(':') else {
        return about.to_owned();
    };
    let known = match by {
        "metric" => rules.metrics.metric(id).map(|one| one.name.clone()),
        "domain" => {
            let mut domains = rules.domains.iter();
            domains
                .find(|one| one.id == id)
                .map(|one| format!("{}领域", one.name))
        }
        "class" => Class::parse(id).map(|one| one.zh().to_owned()),
        "channel" => Channel::parse(id).map(|one| one.zh().to_owned()),
        "level" => Level::parse(id).map(|one| format!("{}管理干部", one.zh())),
        "policy" => Some(rules.analyses.policy_zh(id).to_owned()),
        "of" => id.rsplit_once(':').map(|(unit, metric)| {
            let metric = rules.metrics.metric(metric).map_or(metric, |one| &one.name);
            format!("{}{metric}", office.unit_name(&UnitId::from(unit)))
        }),
        // Its words are sealed; the page beside tells them.
        "theme" => Some(format!("主题{id}")),
        "unit" => Some(office.unit_name(&UnitId::from(id)).to_owned()),
        _ => None,
    };
    known.unwrap_or_else(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::WORLD;

    fn frozen(about: &str, (year, before): (Sign, Sign), units: i64) -> Frozen {
        Frozen {
            about: about.to_owned(),
            part: 9,
            whole: None,
            year_part: 3,
            year_whole: None,
            year,
            before_part: 8,
            before_whole: None,
            before,
            units,
        }
    }

    #[test]
    fn a_mark_is_computed_and_a_few_more_are_no_emerging_problem_s0_03() {
        let marks = |about, signs, units| frozen(about, signs, units).marks(&WORLD.rules);
        assert_eq!(
            marks("domain:rural", (Sign::Rise, Sign::Chance), 1),
            [Mark::Emerging]
        );
        assert_eq!(
            marks("domain:rural", (Sign::Chance, Sign::Chance), 3),
            [Mark::General]
        );
        assert_eq!(marks("domain:rural", (Sign::Chance, Sign::Fall), 2), []);
        let both = marks("metric:on-time-rate", (Sign::Fall, Sign::Same), 4);
        assert_eq!(both, [Mark::General, Mark::Emerging]);
        assert_eq!(
            marks("metric:on-time-rate", (Sign::Rise, Sign::Same), 1),
            []
        );
    }

    fn counted(about: &str, part: i64) -> Frozen {
        Frozen {
            part,
            ..frozen(about, (Sign::Same, Sign::Same), 1)
        }
    }

    #[test]
    fn a_section_tells_what_there_is_most_of_first() {
        let lines = [
            "domain:a",
            "metric:total",
            "domain:b",
            "domain:c",
            "domain:",
        ]
        .map(String::from);
        let lines: Vec<Frozen> = lines
            .iter()
            .zip([2, 40, 7, 0, 9])
            .map(|(about, part)| counted(about, part))
            .collect();
        let section = Section {
            id: "s".into(),
            name: "s".into(),
            figures: ["metric:total", "metric:gone", "domain:*"]
                .map(String::from)
                .into(),
            mechanisms: Vec::new(),
        };
        let told = of_section(&lines, &section);
        let told: Vec<&str> = told.iter().map(|line| &*line.about).collect();
        assert_eq!(told, ["metric:total", "domain:b", "domain:a"]);
    }

    #[test]
    fn a_domain_that_holds_a_large_share_is_a_topic_s3_15() {
        let rules = &WORLD.rules;
        let shared = |parts: [i64; 3]| {
            let lines = ["metric:total", "domain:village-assets", "domain:roads"];
            let lines: Vec<Frozen> = lines
                .iter()
                .zip(parts)
                .map(|(about, part)| counted(about, part))
                .collect();
            let told = topics(&lines, rules);
            told.iter()
                .map(|(line, share)| (line.about.clone(), *share))
                .collect::<Vec<_>>()
        };
        assert_eq!(shared([30, 20, 8]), [("domain:village-assets".into(), 667)]);
        assert_eq!(shared([3, 2, 1]), [], "two are no topic");
        assert_eq!(shared([0, 0, 0]), []);
    }

    #[test]
    fn a_few_persons_of_a_level_are_not_told_t3() {
        let small = |about, part| counted(about, part).is_small(&WORLD.rules);
        assert!(small("level:county", 1) && small("level:county", 2));
        assert!(
            !small("level:county", 3) && !small("level:county", 0) && !small("domain:rural", 1)
        );
    }

    #[test]
    fn what_it_is_of_has_a_name() {
        let zh = |about| about_zh(about, &WORLD.rules, &WORLD.office);
        assert_eq!(zh("metric:repeat-rate"), "重复举报率");
        assert_eq!(zh("domain:rural"), "乡村振兴与脱贫衔接领域");
        assert_eq!(zh("class:A"), "检举控告类");
        assert_eq!(zh("policy:rural"), "乡村振兴");
        assert_eq!(zh("theme:2"), "主题2");
        let own = format!("{}重复举报率", zh("unit:city"));
        assert_eq!(zh("of:city:repeat-rate"), own);
        assert_eq!(zh("unit:city"), WORLD.office.unit_name(&"city".into()));
        assert_eq!(
            (zh("gone"), zh("domain:gone")),
            ("gone".into(), "gone".into())
        );
    }
}

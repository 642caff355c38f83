//! Kinds of analyses (综合分析), what each looks at, and by which rule a finding is marked, `analyses.toml`.

use super::Invalid;
use crate::analysis::Showing;
use crate::figures::Metrics;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Everything about analyses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analyses {
    /// How many organs below must have something for it to be general.
    pub general_units: i64,
    /// Below how many a part is not told where telling it could point at somebody (T3).
    pub small: i64,
    /// From which share of what arrived on, in percent, a domain is proposed as a topic of its own.
    pub topic_percent: i64,
    /// The role of who leads an organ: what goes to an organ below goes to them in person (S1-35).
    pub leader: String,
    /// Where the rules come from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// Major decisions whose carrying out is looked at (S1-57).
    #[serde(default, rename = "policy")]
    pub policies: Vec<Policy>,
    /// Which concluded matters are proposed as typical cases, the strongest rule first.
    #[serde(default)]
    pub typical: Vec<TypicalRule>,
    /// How themes are found; nothing where an office wants none.
    #[serde(default)]
    pub themes: Option<ThemeRule>,
    /// What may be looked at.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// Kinds.
    #[serde(rename = "kind")]
    pub kinds: Vec<AnalysisKind>,
}

/// A major decision (重大决策部署), and the domains in which one sees whether it is carried out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Its domains.
    pub domains: Vec<String>,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// How themes (主题) are found in the reports of a time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeRule {
    /// Fewer reports are no theme, and no word of fewer is in a label (T3).
    pub least: usize,
    /// Words of a larger share of all reports, in percent, tell nothing.
    pub common_percent: usize,
    /// Themes at most.
    pub most: usize,
    /// Reports read at most; of more, so many are drawn by the time.
    pub texts: usize,
    /// Verbs and sayings that may stand in a label; things do by themselves.
    pub acts: Vec<String>,
    /// Things that stand in reports of any matter, by kind; none of them stands in a label.
    pub plain: BTreeMap<String, Vec<String>>,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// A rule that proposes a concluded matter as a typical case (典型案例).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypicalRule {
    /// Permanent id.
    pub id: String,
    /// What an office calls it: the reason beside the proposal.
    pub name: String,
    /// All of these it shows.
    #[serde(default)]
    pub all: Vec<Showing>,
    /// At least one of these, if there are any.
    #[serde(default)]
    pub any: Vec<Showing>,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

impl TypicalRule {
    /// Whether a matter that shows these is proposed.
    pub fn holds(&self, shown: &BTreeSet<Showing>) -> bool {
        let any = self.any.is_empty() || self.any.iter().any(|one| shown.contains(one));
        any && self.all.iter().all(|one| shown.contains(one))
    }
}

/// A section of an analysis (栏目).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Which figures it tells: `metric:repeat-rate`, or all of a sort, `domain:*`, the most first.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// A kind of analysis.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnalysisKind {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// What its report is about, with a place for the time and one for the domain it studies alone: its title is
    /// 关于…的分析报告.
    #[serde(default = "about")]
    pub about: String,
    /// What it looks at.
    pub sections: Vec<String>,
    /// Whether an organ has one of a time, and no second.
    #[serde(default)]
    pub single: bool,
    /// Whether somebody has to have ordered it.
    #[serde(default)]
    pub ordered: bool,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

fn about() -> String {
    "{period}{domain}信访举报情况".to_owned()
}

impl AnalysisKind {
    /// What a report of it is about: 2026年上半年信访举报形势.
    pub fn about_zh(&self, period: &str, domain: &str) -> String {
        let domain = match domain {
            "" => String::new(),
            name => format!("{name}领域"),
        };
        let about = self.about.replace("{period}", period);
        about.replace("{domain}", &domain)
    }
}

impl Analyses {
    /// The kind of an id.
    pub fn kind(&self, id: &str) -> Option<&AnalysisKind> {
        self.kinds.iter().find(|known| known.id == id)
    }

    /// What an office calls a section; its id where the list no longer has it.
    pub fn section_zh<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.sections.iter().find(|known| known.id == id);
        known.map_or(id, |known| &known.name)
    }

    /// What an office calls a major decision; its id where the list no longer has it.
    pub fn policy_zh<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.policies.iter().find(|known| known.id == id);
        known.map_or(id, |known| &known.name)
    }

    /// The sections of a kind, in its order.
    pub fn sections_of<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Section> {
        let named = self.kind(kind).into_iter().flat_map(|kind| &kind.sections);
        named.filter_map(|id| self.sections.iter().find(|known| known.id == *id))
    }

    /// Refuses a kind that names a section that is not there, and a section or a decision that names a figure or
    /// a domain that is not there.
    pub(crate) fn check(&self, metrics: &Metrics, domains: &[&str]) -> Result<(), Invalid> {
        let sections = |kind: &AnalysisKind| {
            let gone = kind.sections.iter().find(|id| !self.has_section(id));
            gone.map(|id| format!("kind `{}` names the unknown section `{id}`", kind.id))
        };
        let figures = |section: &Section| {
            let figures = &mut section.figures.iter();
            let gone = figures.find(|about| !self.has_figure(about, metrics, domains));
            gone.map(|about| {
                format!(
                    "section `{}` tells the unknown figure `{about}`",
                    section.id
                )
            })
        };
        let domains = |policy: &Policy| {
            let gone = policy.domains.iter().find(|id| !domains.contains(&&***id));
            gone.map(|id| format!("policy `{}` names the unknown domain `{id}`", policy.id))
        };
        // A label of a word that stands in one or two reports would tell of them (T3).
        let small = self.small.max(2);
        let theme = self.themes.as_ref();
        let theme = theme.filter(|rule| (rule.least as i64) < small || rule.texts == 0);
        let theme = theme.map(|rule| {
            format!(
                "themes of {} reports in {} tell of single ones",
                rule.least, rule.texts
            )
        });
        let open = |rule: &TypicalRule| {
            let says = rule.all.is_empty() && rule.any.is_empty();
            says.then(|| {
                format!(
                    "the typical case `{}` names nothing a matter shows",
                    rule.id
                )
            })
        };
        let timeless = |kind: &AnalysisKind| {
            let named = kind.about.contains("{period}");
            (!named).then(|| {
                format!(
                    "the report of kind `{}` does not name its {{period}}",
                    kind.id
                )
            })
        };
        let wrong = self.kinds.iter().find_map(sections);
        let wrong = wrong.or_else(|| self.kinds.iter().find_map(timeless));
        let wrong = wrong.or(theme);
        let wrong = wrong.or_else(|| self.typical.iter().find_map(open));
        let wrong = wrong.or_else(|| self.sections.iter().find_map(figures));
        match wrong.or_else(|| self.policies.iter().find_map(domains)) {
            None => Ok(()),
            Some(reason) => Err(Invalid {
                path: "analyses.toml".into(),
                reason,
            }),
        }
    }

    fn has_section(&self, id: &str) -> bool {
        self.sections.iter().any(|known| known.id == id)
    }

    fn has_figure(&self, about: &str, metrics: &Metrics, domains: &[&str]) -> bool {
        match about.split_once(':') {
            Some(("metric", id)) => metrics.metric(id).is_some(),
            Some(("domain", id)) => id == "*" || domains.contains(&id),
            Some(("policy", id)) => id == "*" || self.policies.iter().any(|one| one.id == id),
            Some(("class" | "channel" | "level" | "unit", id)) => id == "*",
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Analyses;
    use crate::given::WORLD;

    #[test]
    fn a_kind_looks_at_sections_that_are_there_s0_02() {
        let rules = &WORLD.rules;
        let domains: Vec<&str> = rules.domains.iter().map(|one| &*one.id).collect();
        let check = |change: fn(&mut Analyses)| {
            let mut changed = rules.analyses.clone();
            change(&mut changed);
            let told = changed.check(&rules.metrics, &domains);
            told.map_err(|invalid| invalid.reason)
        };
        assert_eq!(check(|_| ()), Ok(()));
        assert_eq!(rules.analyses.section_zh("rural"), "乡村振兴与脱贫衔接");
        assert_eq!(rules.analyses.section_zh("gone"), "gone");
        let no_section = check(|all| all.sections.retain(|section| section.id != "rural"));
        assert!(no_section.unwrap_err().contains("unknown section `rural`"));
        let no_time = check(|all| all.kinds[0].about = "信访举报情况".to_owned());
        assert!(no_time.unwrap_err().contains("does not name its {period}"));
        let no_figure = check(|all| all.sections[0].figures.push("metric:gone".into()));
        assert!(
            no_figure
                .unwrap_err()
                .contains("unknown figure `metric:gone`")
        );
        let says_nothing = check(|all| all.typical[0].all.clear());
        assert!(says_nothing.is_ok(), "the rule still names one of several");
        let says_nothing = check(|all| {
            all.typical[0].all.clear();
            all.typical[0].any.clear();
        });
        assert!(says_nothing.unwrap_err().contains("names nothing"));
        let single = check(|all| all.themes.as_mut().unwrap().least = 2);
        assert!(single.unwrap_err().contains("tell of single ones"));
        let no_domain = check(|all| all.policies[0].domains.push("gone".into()));
        assert!(no_domain.unwrap_err().contains("unknown domain `gone`"));
    }
}

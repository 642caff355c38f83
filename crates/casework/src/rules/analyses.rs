//! Kinds of analyses (综合分析), what each looks at, and by which rule a finding is marked, `analyses.toml`.

use super::{Invalid, Listed};
use serde::Deserialize;

/// Everything about analyses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analyses {
    /// How many organs below must have something for it to be general.
    pub general_units: i64,
    /// Where the rule comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// What may be looked at.
    #[serde(rename = "section")]
    pub sections: Vec<Listed>,
    /// Kinds.
    #[serde(rename = "kind")]
    pub kinds: Vec<AnalysisKind>,
}

/// A kind of analysis.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnalysisKind {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// What it looks at.
    pub sections: Vec<String>,
    /// Whether somebody has to have ordered it.
    #[serde(default)]
    pub ordered: bool,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
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

    /// Refuses a kind that names a section that is not there.
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        for kind in &self.kinds {
            for section in &kind.sections {
                if !self.sections.iter().any(|known| known.id == *section) {
                    return Err(Invalid {
                        path: "analyses.toml".into(),
                        reason: format!("kind `{}` names the unknown section `{section}`", kind.id),
                    });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Analyses;

    const TEXT: &str = include_str!("../../../../catalogue/analyses.toml");

    #[test]
    fn a_kind_looks_at_sections_that_are_there_s0_02() {
        let mut shipped: Analyses = toml::from_str(TEXT).unwrap();
        assert_eq!(shipped.check(), Ok(()));
        assert_eq!(shipped.section_zh("rural"), "乡村振兴与脱贫衔接");
        assert_eq!(shipped.section_zh("gone"), "gone");
        shipped.sections.retain(|section| section.id != "rural");
        assert!(shipped.check().is_err());
    }
}

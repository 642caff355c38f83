//! Add a finding (提出问题): what a figure shows, in words, with its cause and a suggestion. Of what kind it is
//! follows from the figure by rule (S0-03).

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Finding, Mark};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AddFinding {
    section: String,
    about: String,
    problem: SealedRef,
    cause: SealedRef,
    suggestion: SealedRef,
}

/// A problem was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingAdded {
    /// Its number, from 1.
    pub finding: u32,
    /// In which section.
    pub section: String,
    /// Which figure shows it.
    pub about: String,
    /// What kind of problem it is.
    pub marks: Vec<Mark>,
    /// The problem in words.
    pub problem: SealedRef,
    /// Why it is there.
    pub cause: SealedRef,
    /// What should be done.
    pub suggestion: SealedRef,
}

crate::refusals! {
    NotRaised = "not-raised" => "这项分析已经报送，不能再提出问题；新的问题请另开一项分析。",
    NoSection = "no-section" => "这种分析没有这一栏目，请重新选择。",
    NoFigure = "no-figure" => "定数里没有这一项，请选一项定了数的。",
}

impl Step for AddFinding {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "add-finding",
        noun: "finding",
        zh: "提出问题",
        help: "选一项定了数的，写明问题、原因和建议；是普遍性还是苗头性问题由数字按规则判定，典型性由人选案例。",
        basis: "普遍性、典型性、苗头性问题，找出问题原因（S0-03）；建议转化为监督措施（S1-37）",
        mechanisms: &["S0-02", "S0-03", "S1-37"],
        performer: Performer::Person,
        fields: &[
            Field::new("section", "栏目", Kind::From(Source::Own("sections"))),
            Field::new("about", "依据哪项数字", Kind::From(Source::Own("abouts"))),
            Field::new("problem", "问题", Kind::Text { max: 1000 })
                .help("不得写入举报人信息；不点被反映人姓名"),
            Field::new("cause", "原因", Kind::Text { max: 1000 }),
            Field::new("suggestion", "建议", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_raised() { Ok(()) } else { Err(Refusal::NotRaised) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let kind = ctx.rules.analyses.kind(&state.kind);
        let known = kind.is_some_and(|kind| kind.sections.contains(&self.section));
        if !known {
            return Err(Refusal::NoSection);
        }
        let line = state.line(&self.about).ok_or(Refusal::NoFigure)?;
        Ok(vec![Event::FindingAdded(FindingAdded {
            finding: state.findings.len() as u32 + 1,
            marks: line.marks(ctx.rules),
            section: self.section,
            about: self.about,
            problem: self.problem,
            cause: self.cause,
            suggestion: self.suggestion,
        })])
    }
}

impl FindingAdded {
    /// It stands in the analysis.
    pub fn evolve(&self, state: &mut Analysis, _: &Recorded<()>) {
        state.findings.push(Finding {
            number: self.finding,
            section: self.section.clone(),
            about: self.about.clone(),
            marks: self.marks.clone(),
            problem: self.problem.clone(),
            cause: self.cause.clone(),
            suggestion: self.suggestion.clone(),
            pointed: false,
            task: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::opened;
    use super::super::submit::tests::submitted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const FIND: &str = AddFinding::ACT.name;

    fn of(section: &str, about: &str) -> Value {
        json!({"section": section, "about": about, "problem": sealed(21), "cause": sealed(22),
            "suggestion": sealed(23)})
    }

    pub(crate) fn found() -> Proceeding<Analysis> {
        opened()
            .act("city-clerk", FIND, of("rural", "domain:rural"))
            .act("city-clerk", FIND, of("repeats", "metric:repeat-rate"))
    }

    #[test]
    fn its_kind_follows_from_the_figure_s0_03() {
        let findings = found().state.findings;
        assert_eq!(findings[0].marks, [Mark::Emerging]);
        assert_eq!(findings[1].marks, [Mark::General]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-raised", || {
                submitted().by("city-clerk").refused(FIND, of("rural", "domain:rural"))
            }),
            case("no-section", || {
                opened().by("city-clerk").refused(FIND, of("politics", "domain:rural"))
            }),
            case("no-figure", || opened().by("city-clerk").refused(FIND, of("rural", "domain:fees"))),
        ]
    };
}

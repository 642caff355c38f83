//! Typical cases (典型案例) as they are proposed: which concluded matters show something, by rules that stand in the
//! catalogue (`analyses.toml`, `[[typical]]`). A rule proposes and says why; a person chooses, and tells the case in
//! words of their own, or leaves it with a reason (S0-01, S0-03).

use super::Analysis;
use crate::matter::{Finding, Matter, Satisfaction, Turn};
use crate::rules::{Rules, TypicalRule};
use std::collections::BTreeSet;

crate::codes! {
    /// What a concluded matter shows.
    pub enum Showing {
        /// What it says was found true, or partly.
        Found = "found" => "查实",
        /// Somebody was dealt with.
        Dealt = "dealt" => "处理到人",
        /// A loss was made good.
        Recovered = "recovered" => "挽回损失",
        /// Its reporter settled of their own will.
        Settled = "settled" => "息诉息访",
        /// Its reporter is satisfied with the result.
        Satisfied = "satisfied" => "举报人满意",
        /// It came again and again.
        Repeated = "repeated" => "重复举报",
        /// It is about a domain that the analysis tells of.
        Domain = "domain" => "属于所分析的领域",
    }
}

crate::codes! {
    /// Why a proposed case is left.
    pub enum LeftGround {
        /// It shows nothing others do not.
        Common = "common" => "不够典型",
        /// Whoever reads it would know who reported.
        Telling = "telling" => "写出来可能认出举报人",
        /// It is not over yet.
        Pending = "pending" => "还在复查、申诉",
        /// Another reason.
        Other = "other" => "其他",
    }
}

/// What a matter shows, as it stands.
pub fn shown(matter: &Matter, domains: &BTreeSet<String>) -> BTreeSet<Showing> {
    let round = matter.answering.round();
    let said = round.and_then(|round| round.evaluation);
    let result = matter.result.as_ref();
    let holds = |showing: Showing| match showing {
        Showing::Found => matches!(matter.finding(), Some(Finding::True | Finding::Partly)),
        Showing::Dealt => result.is_some_and(|result| result.people > 0),
        Showing::Recovered => result.is_some_and(|result| result.recovered_yuan > 0),
        Showing::Settled => round.is_some_and(|round| round.settled),
        Showing::Satisfied => said.is_some_and(|said| {
            matches!(
                said.result,
                Satisfaction::Satisfied | Satisfaction::Basically
            )
        }),
        Showing::Repeated => !matter.repeats.is_empty() || matter.intake.turn == Some(Turn::Repeat),
        Showing::Domain => matter.domains.iter().any(|id| domains.contains(id)),
    };
    Showing::ALL
        .iter()
        .copied()
        .filter(|one| holds(*one))
        .collect()
}

/// The rules that propose it, in the order of the catalogue.
pub fn held<'a>(rules: &'a Rules, shown: &BTreeSet<Showing>) -> Vec<&'a TypicalRule> {
    let all = rules.analyses.typical.iter();
    all.filter(|rule| rule.holds(shown)).collect()
}

impl Analysis {
    /// The domains it tells of: those its sections name, those of the decisions they look at, and the one it is
    /// about.
    pub fn domains(&self, rules: &Rules) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = self.focus.0.iter().cloned().collect();
        for section in rules.analyses.sections_of(&self.kind) {
            for about in &section.figures {
                match about.split_once(':') {
                    Some(("domain", id)) if id != "*" => {
                        found.insert(id.to_owned());
                    }
                    Some(("policy", id)) => {
                        let policies = rules.analyses.policies.iter();
                        let of = policies.filter(|policy| id == "*" || policy.id == id);
                        found.extend(of.flat_map(|policy| policy.domains.iter().cloned()));
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Story;
    use crate::given::WORLD;

    fn of(matter: &Matter, domains: &[&str]) -> Vec<Showing> {
        let domains = domains.iter().map(|id| (*id).to_owned()).collect();
        shown(matter, &domains).into_iter().collect()
    }

    #[test]
    fn what_is_proposed_follows_from_what_was_found_and_recovered_s0_01() {
        let mut matter = Story::concluded().matter;
        let result = matter.result.as_mut().unwrap();
        (result.people, result.recovered_yuan) = (0, 0);
        assert!(!of(&matter, &[]).contains(&Showing::Dealt));
        assert_eq!(
            held(&WORLD.rules, &shown(&matter, &BTreeSet::new())).len(),
            0
        );
        let result = matter.result.as_mut().unwrap();
        (result.people, result.recovered_yuan) = (1, 93_000);
        matter.domains = vec!["rural".into()];
        let found = of(&matter, &["rural"]);
        for showing in [
            Showing::Found,
            Showing::Dealt,
            Showing::Recovered,
            Showing::Domain,
        ] {
            assert!(found.contains(&showing), "{showing:?} of {found:?}");
        }
        let held = held(&WORLD.rules, &found.into_iter().collect());
        assert_eq!(held[0].id, "dealt");
    }

    #[test]
    fn a_grievance_that_came_again_and_was_settled_is_proposed_s0_01() {
        let of: BTreeSet<Showing> = [Showing::Settled, Showing::Repeated].into();
        let held = held(&WORLD.rules, &of);
        assert_eq!(
            held.iter().map(|rule| &*rule.id).collect::<Vec<_>>(),
            ["settled"]
        );
    }

    #[test]
    fn an_analysis_tells_of_the_domains_of_its_sections() {
        let mut state = super::super::steps::open::tests::opened().state;
        assert!(state.domains(&WORLD.rules).contains("rural"));
        assert!(!state.domains(&WORLD.rules).contains("ecology"));
        state.focus.0 = Some("ecology".into());
        assert!(state.domains(&WORLD.rules).contains("ecology"));
    }
}

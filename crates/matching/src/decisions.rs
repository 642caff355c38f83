//! Weights learned from an office's own decisions (比对判定): joined, or told apart, each with what was seen.
//!
//! No text is opened: measures were kept with each decision. Decisions are parted into ten by matter, so that no pair
//! of a matter is judged by weights that saw another pair of it. What is learned is only offered where it judges
//! what neither has seen no worse than the weights in force do: decisions taken while these were in force, or later
//! ones, about matters of which no earlier decision tells.

use crate::judgement::Evidence;
use crate::measure::Scores;
use crate::model::{Learned, Model};
use crate::retrain::{Decided, learn};
use std::collections::BTreeSet;

/// Decisions of either kind that are the least to learn from.
pub const LEAST: usize = 20;
/// Into how many parts matters are parted.
const PARTS: usize = 10;

/// Two matters somebody decided about, by any numbers that tell matters apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The later one.
    pub new: u64,
    /// The earlier one.
    pub old: u64,
    /// Whether both are one.
    pub same: bool,
    /// What was seen.
    pub seen: Evidence,
    /// The version of the weights that were in force when it was taken.
    pub weights: u32,
}

/// Why there are no new weights.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CannotWeigh {
    /// Too few of a kind.
    #[error(
        "{same} decisions say the same matter and {apart} say not; {LEAST} of each are the least to learn from"
    )]
    Few {
        /// How many joined.
        same: usize,
        /// How many told apart.
        apart: usize,
    },
    /// The weights in force have seen nearly all of them.
    #[error(
        "of the decisions that version {version}, the weights in force, has not learned from, {same} say the same \
         matter and {apart} say not; {LEAST} of each are the least to compare by"
    )]
    Seen {
        /// The version in force.
        version: u32,
        /// How many joined.
        same: usize,
        /// How many told apart.
        apart: usize,
    },
    /// The weights in force are better.
    #[error(
        "on decisions neither has seen the new weights are worse (F1 {:.3}, Brier {:.3}) than those in force (F1 {:.3}, Brier {:.3}); nothing is changed",
        .0.learned.f1, .0.learned_miss, .0.in_force.f1, .0.in_force_miss
    )]
    Worse(Box<Weighed>),
}

/// Weights learned, and how they judge what they have not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// Of all decisions.
    pub weights: Learned,
    /// How many said the same matter.
    pub same: usize,
    /// How many said not.
    pub apart: usize,
    /// How many matters they fall into.
    pub matters: usize,
    /// How many of the decisions neither the new weights nor those in force have seen.
    pub unseen: usize,
    /// The new weights on these.
    pub learned: Scores,
    /// The weights in force on the same.
    pub in_force: Scores,
    /// How far probabilities are from what was decided, squared (Brier).
    pub learned_miss: f64,
    /// The same of the weights in force.
    pub in_force_miss: f64,
}

/// Learns from decisions.
///
/// # Errors
/// Too few decisions, too few that the weights in force have not seen, or weights that judge worse than those.
pub fn learn_from(decisions: &[Decision], model: &Model) -> Result<Weighed, CannotWeigh> {
    let same = decisions.iter().filter(|decision| decision.same).count();
    let apart = decisions.len() - same;
    if same < LEAST || apart < LEAST {
        return Err(CannotWeigh::Few { same, apart });
    }
    let (of, matters) = matters(decisions);
    let unseen = unseen(decisions, &of, model.version);
    let unseen_same = unseen.iter().filter(|at| decisions[**at].same).count();
    let unseen_apart = unseen.len() - unseen_same;
    if unseen_same < LEAST || unseen_apart < LEAST {
        return Err(CannotWeigh::Seen {
            version: model.version,
            same: unseen_same,
            apart: unseen_apart,
        });
    }
    let decided: Vec<Decided> = decisions
        .iter()
        .zip(&of)
        .map(|(decision, matter)| Decided::seen(&decision.seen, model, decision.same, matter.0))
        .collect();
    let parts: Vec<Model> = (0..PARTS)
        .map(|part| {
            let held_out =
                |matter: &(usize, usize)| matter.0 % PARTS == part || matter.1 % PARTS == part;
            let kept = decided.iter().zip(&of).filter(|(_, of)| !held_out(of));
            let kept: Vec<Decided> = kept.map(|(decided, _)| *decided).collect();
            Model {
                learned: learn(&kept),
                ..model.clone()
            }
        })
        .collect();
    let learned = |at: usize| decisions[at].seen.probability(&parts[of[at].0 % PARTS]);
    let in_force = |at: usize| decisions[at].seen.probability(model);
    let weighed = Weighed {
        weights: learn(&decided),
        same,
        apart,
        matters,
        unseen: unseen.len(),
        learned: scores((decisions, &unseen), model, &learned),
        in_force: scores((decisions, &unseen), model, &in_force),
        learned_miss: miss((decisions, &unseen), &learned),
        in_force_miss: miss((decisions, &unseen), &in_force),
    };
    let worse = weighed.learned.f1 < weighed.in_force.f1 - 1e-9
        || weighed.learned.f1 < weighed.in_force.f1 + 1e-9
            && weighed.learned_miss > weighed.in_force_miss;
    if worse {
        return Err(CannotWeigh::Worse(Box::new(weighed)));
    }
    Ok(weighed)
}

/// Which decisions the weights in force have not learned from, nor from another about one of their matters. Versions
/// count up: what was decided under these or later ones came after they were learned.
fn unseen(decisions: &[Decision], of: &[(usize, usize)], version: u32) -> Vec<usize> {
    let both = || decisions.iter().zip(of).enumerate();
    let seen: BTreeSet<usize> = both()
        .filter(|(_, (decision, _))| decision.weights < version)
        .flat_map(|(_, (_, matter))| [matter.0, matter.1])
        .collect();
    let is_new = |matter: &(usize, usize)| !seen.contains(&matter.0) && !seen.contains(&matter.1);
    both()
        .filter(|(_, (_, matter))| is_new(matter))
        .map(|(at, _)| at)
        .collect()
}

/// The matters of each decision, and how many there are: what was joined is one.
fn matters(decisions: &[Decision]) -> (Vec<(usize, usize)>, usize) {
    let mut known: Vec<u64> = decisions
        .iter()
        .flat_map(|one| [one.new, one.old])
        .collect();
    known.sort_unstable();
    known.dedup();
    let place = |id: u64| known.binary_search(&id).expect("every matter was listed");
    let mut of: Vec<usize> = (0..known.len()).collect();
    for decision in decisions.iter().filter(|decision| decision.same) {
        let (one, other) = (
            root(&of, place(decision.new)),
            root(&of, place(decision.old)),
        );
        of[one.max(other)] = one.min(other);
    }
    let mut roots: Vec<usize> = (0..known.len()).map(|at| root(&of, at)).collect();
    roots.sort_unstable();
    roots.dedup();
    let number = |id: u64| {
        let root = root(&of, place(id));
        roots.binary_search(&root).expect("every root was listed")
    };
    let both = |decision: &Decision| (number(decision.new), number(decision.old));
    (decisions.iter().map(both).collect(), roots.len())
}

fn root(of: &[usize], mut at: usize) -> usize {
    while of[at] != at {
        at = of[at];
    }
    at
}

/// Decisions, and which of them are meant.
type Chosen<'a> = (&'a [Decision], &'a [usize]);

fn scores((decisions, some): Chosen, model: &Model, probability: &dyn Fn(usize) -> f32) -> Scores {
    let said = |at: usize| probability(at) >= model.same && !decisions[at].seen.separate_claims;
    Scores::of(some.iter().map(|&at| (decisions[at].same, said(at))))
}

fn miss((decisions, some): Chosen, probability: &dyn Fn(usize) -> f32) -> f64 {
    let far = |at: &usize| {
        let is = f64::from(u8::from(decisions[*at].same));
        (f64::from(probability(*at)) - is).powi(2)
    };
    some.iter().map(far).sum::<f64>() / some.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::Measures;

    /// An office where a shared name decides and titles say nothing: other than the shipped weights hold.
    fn decided(named: f32, title: f32, same: bool, new: u64) -> Decision {
        let measures = Measures {
            named,
            title,
            equal: 0.0,
        };
        let seen = Evidence {
            measures,
            alike: 0.5,
            ..Evidence::default()
        };
        Decision {
            new,
            old: 10_000 + new,
            same,
            seen,
            weights: 1,
        }
    }

    fn office() -> Vec<Decision> {
        let spread = |at: u64| at as f32 / 100.0;
        let same = (0..30).map(|at| decided(0.45 + spread(at), 0.1, true, at));
        let apart = (30..60).map(|at| decided(0.3 - spread(at - 30) / 2.0, 0.9, false, at));
        same.chain(apart).collect()
    }

    #[test]
    fn an_office_teaches_its_own_weights() {
        let weighed = learn_from(&office(), &Model::shipped()).unwrap();
        assert!(
            weighed.learned.f1 > weighed.in_force.f1 + 0.1,
            "{weighed:?}"
        );
        assert_eq!((weighed.same, weighed.apart, weighed.matters), (30, 30, 90));
    }

    #[test]
    fn too_few_decisions_are_refused_by_name() {
        let few = &office()[20..];
        let refused = learn_from(few, &Model::shipped()).unwrap_err();
        assert_eq!(
            refused,
            CannotWeigh::Few {
                same: 10,
                apart: 30
            }
        );
        assert!(refused.to_string().contains("20 of each"));
    }

    /// The weights an office learned from the decisions above, as version two.
    fn second() -> Model {
        Model {
            version: 2,
            learned: learn_from(&office(), &Model::shipped()).unwrap().weights,
            ..Model::shipped()
        }
    }

    #[test]
    fn weights_are_not_compared_on_what_they_have_seen() {
        let refused = learn_from(&office(), &second()).unwrap_err();
        let seen = CannotWeigh::Seen {
            version: 2,
            same: 0,
            apart: 0,
        };
        assert_eq!(refused, seen);
        assert!(refused.to_string().contains("version 2"), "{refused}");
        // Another decision about a matter they have learned from tells nothing new either.
        let again = office().into_iter().map(|old| Decision {
            old: old.old + 50_000,
            weights: 2,
            ..old
        });
        let all: Vec<Decision> = office().into_iter().chain(again).collect();
        assert_eq!(learn_from(&all, &second()).unwrap_err(), seen);
    }

    #[test]
    fn worse_weights_are_refused() {
        // Since then the same was decided about new matters; before, an erring clerk had decided the other way round.
        let since = office().into_iter().map(|old| Decision {
            new: old.new + 100,
            old: old.old + 100,
            weights: 2,
            ..old
        });
        let erring = office().into_iter().map(|old| Decision {
            new: old.new + 200,
            old: old.old + 200,
            same: !old.same,
            weights: 1,
            ..old
        });
        let all: Vec<Decision> = since.chain(erring).collect();
        let refused = learn_from(&all, &second()).unwrap_err();
        let CannotWeigh::Worse(weighed) = &refused else {
            panic!("{refused}")
        };
        assert_eq!(weighed.unseen, 60);
        assert!(weighed.learned_miss > weighed.in_force_miss);
        assert!(refused.to_string().contains("nothing is changed"));
    }
}

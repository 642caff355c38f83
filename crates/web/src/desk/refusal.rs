//! What a refused act is answered with: its form again as it was filled, or, where the person may not,
//! the roles that may.

use app::Failure;
use casework::access::Relation;
use casework::rules::Grant;

use crate::desk::form::Attempt;
use crate::problem::Problem;
use crate::site::Shared;

/// What the form shows again: everything that was typed, with the fields to be mended or the sentence why
/// not. What no form can mend is a problem.
pub fn back(
    front: &Shared,
    act: &str,
    failure: Failure,
    attempt: Attempt,
) -> Result<(Attempt, Option<String>), Problem> {
    match failure {
        Failure::Invalid(errors) => Ok((Attempt { errors, ..attempt }, None)),
        Failure::Refused(refused) => Ok((attempt, Some(refused.0.sentence.to_owned()))),
        taken @ (Failure::Conflict | Failure::AlreadyClaimed { .. }) => {
            Ok((attempt, Some(taken.to_string())))
        }
        failure => Err(told(front, act, failure)),
    }
}

/// A failure of an act as a problem; where the person may not, the sentence names who may.
pub fn told(front: &Shared, act: &str, failure: Failure) -> Problem {
    let Failure::Forbidden { act: zh } = &failure else {
        return failure.into();
    };
    let rules = front.app().rules();
    let mut roles: Vec<&str> = Vec::new();
    let mut stands = Vec::new();
    for role in &rules.roles {
        let grants = role.may.iter().filter(|grant| names(grant, act));
        let relations: Vec<_> = grants.map(|grant| &grant.relations).collect();
        if !relations.is_empty() {
            roles.push(&role.name);
            stands.extend(relations.into_iter().flatten().copied());
        }
    }
    if roles.is_empty() {
        return failure.into();
    }
    let (units, roles) = (units(&stands), roles.join("、"));
    let sentence = format!(
        "“{zh}”由{units}{roles}办理，您现在的岗位或者单位不能办理。确需由您办理的，请本机关负责人调整岗位。"
    );
    Problem {
        sentence,
        ..Problem::from(failure)
    }
}

/// Of which units those who may are, in the words of an office; nothing where any unit will do.
fn units(stands: &[Relation]) -> String {
    if stands.contains(&Relation::Sight) {
        return String::new();
    }
    let mut words: Vec<&str> = Vec::new();
    for relation in Relation::ALL.iter().filter(|known| stands.contains(known)) {
        let word = match relation {
            Relation::Unit | Relation::Organ => "承办",
            Relation::Assigner => "交办",
            Relation::Above => "上级",
            Relation::Party => "经办过的",
            Relation::Joint => "协办",
            Relation::Zone => "分管片区的",
            Relation::Liaison => "联系",
            Relation::Asked => "征求意见的",
            Relation::Handler | Relation::Member | Relation::Sight => continue,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match (words.is_empty(), stands.contains(&Relation::Member)) {
        (false, _) => format!("{}单位的", words.join("、")),
        (true, true) => "名单所列的".to_owned(),
        (true, false) => String::new(),
    }
}

fn names(grant: &Grant, act: &str) -> bool {
    grant.acts.iter().any(|known| known == act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_is_named_by_how_their_unit_stands_to_it() {
        let said = |stands: &[Relation]| units(stands);
        let supervise = [
            Relation::Above,
            Relation::Organ,
            Relation::Unit,
            Relation::Assigner,
        ];
        assert_eq!(said(&supervise), "承办、交办、上级单位的");
        assert_eq!(
            said(&[Relation::Party, Relation::Handler]),
            "经办过的单位的"
        );
        assert_eq!(said(&[Relation::Member]), "名单所列的");
        assert_eq!(said(&[Relation::Sight, Relation::Unit]), "");
        assert_eq!(said(&[]), "");
    }
}

//! What a refused act is answered with: its form again as it was filled, or, where the person may not,
//! the roles that may.

use app::Failure;
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
    let granted = rules
        .roles
        .iter()
        .filter(|role| role.may.iter().any(|grant| names(grant, act)));
    let roles: Vec<&str> = granted.map(|role| &*role.name).collect();
    if roles.is_empty() {
        return failure.into();
    }
    let sentence = format!(
        "“{zh}”由此件承办、交办单位的{}办理，您现在的岗位不能办理。确需由您办理的，请本机关负责人调整岗位。",
        roles.join("、")
    );
    Problem {
        sentence,
        ..Problem::from(failure)
    }
}

fn names(grant: &Grant, act: &str) -> bool {
    grant.acts.iter().any(|known| known == act)
}

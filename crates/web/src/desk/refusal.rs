//! Who can do it: a forbidden act is answered with the roles that may.

use app::Failure;
use casework::rules::Grant;

use crate::problem::Problem;
use crate::site::Shared;

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

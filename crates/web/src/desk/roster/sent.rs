//! A month as it was sent: a person and a leader a day.

use app::queries::roster::RosterForm;
use serde_json::{Map, Value, json};

/// The name of a day's person in the form, and the id of its control.
pub fn person(on: &str) -> String {
    format!("person-{on}")
}

/// The name of a day's leader.
pub fn leader(on: &str) -> String {
    format!("leader-{on}")
}

/// Puts what was sent in the place of what stands.
pub fn fill(form: &mut RosterForm, pairs: &[(String, String)]) {
    let sent = |name: String| {
        let pair = pairs.iter().find(|(known, _)| *known == name);
        pair.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    for day in &mut form.days {
        day.person = sent(person(&day.day.on));
        day.leader = sent(leader(&day.day.on));
    }
}

/// The order's fields; or what is missing: the id of the control and a sentence.
pub fn duties(form: &RosterForm) -> Result<Map<String, Value>, Vec<(String, String)>> {
    let mut errors = Vec::new();
    let mut duties = Vec::new();
    for day in &form.days {
        let on = &day.day.on;
        match (day.person.is_empty(), day.leader.is_empty()) {
            (true, true) => {}
            (false, false) => {
                duties.push(json!({"from": on, "person": day.person, "leader": day.leader}));
            }
            (true, false) => {
                errors.push((person(on), format!("{on} 选了带班领导，还要选值班人员")));
            }
            (false, true) => {
                errors.push((leader(on), format!("{on} 选了值班人员，还要选带班领导")));
            }
        }
    }
    if errors.is_empty() && duties.is_empty() {
        let first = form
            .days
            .first()
            .map_or_else(|| "main".to_owned(), |day| person(&day.day.on));
        errors.push((first, "至少排一天，再公布".to_owned()));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let unit = json!(form.organ.id);
    Ok([
        ("unit".to_owned(), unit),
        ("duties".to_owned(), json!(duties)),
    ]
    .into_iter()
    .collect())
}

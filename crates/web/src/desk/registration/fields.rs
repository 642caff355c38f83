//! Fields that are filled with a name and stored under an id (P-27): a unit, a person, a place. The whole
//! name, its pinyin or its initials will do, with script and without.

use app::queries::lookup::{self, Hit, Meant, Sought};
use app::queries::registration::Forms;
use casework::form::FieldError;

use crate::desk::form::{Ask, Control, Filled, Line};
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// A page with ids in place of names, and the names that mean nothing or too much.
pub struct Resolved {
    /// The page.
    pub filled: Filled,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// Lists longer than this are looked up instead of being opened.
const LISTED_MAX: usize = 30;

/// The kind a field's name means, whatever row it lies in.
fn sought(name: &str) -> Option<Sought> {
    match name.rsplit('.').next()? {
        "unit" | "to" => Some(Sought::Unit),
        "person" => Some(Sought::Person),
        "region" => Some(Sought::Region),
        _ => None,
    }
}

/// Reads every such field as the id it means.
pub async fn resolve(
    front: &Shared,
    signed: &Signed,
    _: &Forms,
    filled: &Filled,
) -> Result<Resolved, Problem> {
    let mut resolved = filled.clone();
    let mut errors = Vec::new();
    for (name, typed) in filled.pairs() {
        // What a reporter calls a unit is words, not one of ours.
        let Some(kind) = sought(name).filter(|_| !name.starts_with("accused.")) else {
            continue;
        };
        if typed.trim().is_empty() {
            continue;
        }
        match lookup::meant(front.app(), &signed.person, kind, typed).await? {
            Meant::One(id) => resolved.set(name, &id),
            Meant::Nothing => errors.push(error(name, "没有找到，请写全称或拼音首字母".to_owned())),
            Meant::Several(hits) => errors.push(error(name, several(&hits))),
        }
    }
    Ok(Resolved {
        filled: resolved,
        errors,
    })
}

/// A long list as a field to be typed in; a short one stays a list.
pub fn typed(front: &Shared, ask: Ask) -> Ask {
    let Some(kind) = sought(&ask.name) else {
        return ask;
    };
    match &ask.control {
        Control::Select { options, .. } if options.len() > LISTED_MAX => {
            let chosen = options.iter().find(|option| option.chosen);
            let value = chosen.map_or(String::new(), |option| option.value.clone());
            let line = line(front, kind, value);
            Ask {
                control: Control::Line(line),
                ..ask
            }
        }
        _ => ask,
    }
}

fn line(front: &Shared, kind: Sought, value: String) -> Line {
    let word = Sought::ALL.iter().find(|(known, ..)| *known == kind);
    Line {
        kind: "text",
        max: Some(120),
        value: lookup::shown(front.app(), kind, &value),
        keyboard: "",
        lookup: word.map_or("", |(_, word, _)| word),
    }
}

fn several(hits: &[Hit]) -> String {
    let told: Vec<String> = hits
        .iter()
        .take(4)
        .map(|hit| format!("{}（{}）", hit.zh, hit.value))
        .collect();
    format!("有几个都相符，请写明是哪一个：{}", told.join("、"))
}

fn error(name: &str, sentence: String) -> FieldError {
    FieldError {
        field: name.to_owned(),
        sentence,
    }
}

//! The golden matrix of rights: role × act × relation, as `catalogue/roles.toml` grants them.
//!
//! A change of rights shows as a change of `access-matrix.txt`, which a reviewer reads. Run with
//! `UPDATE_GOLDEN=1` to write it again.

use casework::access::{READINGS, Relation, grants, grants_anywhere};
use casework::rules::{Rules, Sight, Source};
use std::fs;

const MATRIX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access-matrix.txt");
const ROLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/roles.toml");

/// The word of a relation in the catalogue.
fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Unit => "unit",
        Relation::Organ => "organ",
        Relation::Assigner => "assigner",
        Relation::Above => "above",
        Relation::Party => "party",
        Relation::Joint => "joint",
        Relation::Zone => "zone",
        Relation::Liaison => "liaison",
        Relation::Handler => "handler",
        Relation::Sight => "sight",
        Relation::Asked => "asked",
        Relation::Member => "member",
    }
}

fn acts() -> Vec<(&'static str, &'static str)> {
    let matter = casework::matter::steps::ACTS.iter();
    let office = casework::office::steps::ACTS.iter();
    let procedures = casework::procedure::noun::acts();
    let named = matter
        .chain(office)
        .chain(procedures)
        .map(|act| (act.name, act.zh));
    named
        .chain(READINGS.iter().map(|reading| (*reading, "")))
        .collect()
}

fn matrix(rules: &Rules) -> String {
    let mut text = String::from(
        "Who may do what: a block a role, a line an act, a column a relation to the matter.\n\
         `x` granted, `.` denied; `any` are acts that concern no matter. Acts left out are denied.\n",
    );
    for role in &rules.roles {
        let sees = match role.sees {
            Sight::Organ => "what its organ may see",
            Sight::Unit => "what its unit may see",
            Sight::Nothing => "no matter",
        };
        text.push_str(&format!("\n{} {} — sees {sees}", role.id, role.name));
        for slot in &role.signs {
            text.push_str(&format!("; signs as {}", slot.as_str()));
        }
        if role.recuses_others {
            text.push_str("; recuses others");
        }
        text.push('\n');
        let columns: Vec<&str> = Relation::ALL
            .iter()
            .map(|relation| word(*relation))
            .collect();
        text.push_str(&format!("  {:<18} {} any\n", "", columns.join(" ")));
        for (act, zh) in acts() {
            line(&mut text, rules, &role.id, (act, zh));
        }
    }
    text
}

fn line(text: &mut String, rules: &Rules, role: &str, (act, zh): (&str, &str)) {
    let marks: Vec<bool> = Relation::ALL
        .iter()
        .map(|relation| grants(rules, role, act, &[*relation]))
        .collect();
    let anywhere = grants_anywhere(rules, role, act);
    if !anywhere && !marks.contains(&true) {
        return;
    }
    text.push_str(&format!("  {act:<18}"));
    let widths = Relation::ALL
        .iter()
        .map(|relation| word(*relation).len())
        .chain([3]);
    for (granted, width) in marks.into_iter().chain([anywhere]).zip(widths) {
        let mark = if granted { "x" } else { "." };
        text.push_str(&format!(" {mark:<width$}"));
    }
    *text = text.trim_end().to_owned();
    if !zh.is_empty() {
        text.push_str(&format!("  {zh}"));
    }
    text.push('\n');
}

#[test]
fn rights_are_what_the_golden_matrix_says_t24_s1_53() {
    let roles = fs::read_to_string(ROLES).unwrap();
    let source = Source {
        path: "roles.toml",
        text: &roles,
    };
    let rules = Rules::parse([source], String::new()).unwrap();
    let now = matrix(&rules);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(MATRIX, &now).unwrap();
        return;
    }
    let golden = fs::read_to_string(MATRIX).unwrap();
    let first = now
        .lines()
        .zip(golden.lines())
        .find(|(now, golden)| now != golden);
    assert!(
        now == golden,
        "rights changed, first at {first:?}; if that is meant, run with UPDATE_GOLDEN=1"
    );
}

//! Who bears which part of a matter (S2-01), and where a study of it stands (S1-33), as facts.

use super::dossier::View;
use casework::UnitId;
use casework::code::Code;
use casework::rules::Part;

/// Label and value: the four parts of the responsibility, and the study under way.
pub(super) fn facts(view: &View<'_>) -> Vec<(&'static str, String)> {
    let mut facts = chain(view);
    facts.extend(study(view));
    facts
}

/// 主要领导负总责、分管领导直接抓、信访室组织协调、承办部门分工负责: whoever bears each part in the organ that has
/// the matter in hand. Who is recused bears none.
fn chain(view: &View<'_>) -> Vec<(&'static str, String)> {
    let hands = view.matter.hands();
    let mut facts = Vec::new();
    for (part, Code { zh, .. }) in Part::ALL.iter().zip(Part::CODES) {
        let names = match part {
            Part::Department => handling(view, hands),
            Part::Head | Part::Leader | Part::Petition => bearers(view, hands, *part),
        };
        if !names.is_empty() {
            facts.push((*zh, names.join("、")));
        }
    }
    facts
}

/// People of the organ whose role bears the part.
fn bearers(view: &View<'_>, hands: &UnitId, part: Part) -> Vec<String> {
    let (office, on) = (&view.reader.office, view.reader.on());
    let bears = |role: &str| view.app.rules().role(role).and_then(|role| role.part) == Some(part);
    let colleagues = office.colleagues_of(hands, on).into_iter();
    let free = colleagues.filter(|(person, _)| !view.matter.recused.contains(&person.id));
    free.filter_map(|(person, _)| {
        let post = office.posts_of(&person.id, on).find(|post| {
            bears(&post.role) && office.organ_of(&post.unit) == office.organ_of(hands)
        })?;
        let acting = if post.acting {
            "（主持工作）"
        } else {
            ""
        };
        Some(format!("{}{acting}", person.name))
    })
    .collect()
}

/// The department that handles it: the holder where it is an inner office, with its handler.
fn handling(view: &View<'_>, hands: &UnitId) -> Vec<String> {
    let office = &view.reader.office;
    let inner = office.unit(hands).filter(|unit| !unit.kind.is_organ());
    let handler = view
        .matter
        .handler()
        .map(|person| office.person_name(person));
    let unit = inner.map(|unit| unit.name.as_str());
    let words: Vec<&str> = unit.into_iter().chain(handler).collect();
    if words.is_empty() {
        Vec::new()
    } else {
        vec![words.join(" ")]
    }
}

/// Which offices have said what in the study under way, and whose opinion is missing.
fn study(view: &View<'_>) -> Option<(&'static str, String)> {
    let study = view.matter.study()?;
    let office = &view.reader.office;
    let mut words: Vec<String> = study
        .opinions
        .iter()
        .map(|given| format!("{}：{}", office.unit_name(&given.unit), given.stance.zh()))
        .collect();
    words.extend(
        study
            .missing()
            .map(|unit| format!("{}：还没有提出意见", office.unit_name(unit))),
    );
    words.push(format!("由{}审定", office.person_name(&study.leader)));
    Some(("研判", words.join("；")))
}

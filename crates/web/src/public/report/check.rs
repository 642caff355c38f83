//! Checks the answers of one page by the fields of the act itself: no second list of limits.

use casework::act::Act;
use casework::form::{Field, Seal, Unsealed, parse};
use serde_json::{Map, Value};

use super::answers::Answers;
use super::organs::Organs;
use super::step::Step;
use crate::parts::Errors;

/// What is wrong with the answers of a page. The application checks everything again when the
/// report is filed; this only tells the reporter while the page is still open.
pub fn check(step: Step, answers: &Answers, organs: &Organs) -> Errors {
    let mut errors = by_fields(step, answers);
    match step {
        Step::Organ if !organs.has(answers.get("unit")) => {
            return Errors::one("unit", "请选一个受理机关");
        }
        Step::Naming if answers.get("real_name").is_empty() => {
            return Errors::one("real_name", "请选“实名”或“匿名”");
        }
        Step::Identity => unreachable_reporter(answers, &mut errors),
        Step::Accused if answers.accused_shown() == 1 && is_empty(answers) => {
            errors.add("accused.0.name", "姓名、单位、职务请至少写一样");
        }
        _ => {}
    }
    errors
}

fn is_empty(answers: &Answers) -> bool {
    ["name", "unit", "post"]
        .iter()
        .all(|part| answers.accused(0, part).is_empty())
}

/// A real-name report stands on a name and a way to reach the person; the act refuses it otherwise,
/// in one sentence. Here each field has its own.
fn unreachable_reporter(answers: &Answers, errors: &mut Errors) {
    if answers.get("reporter.name").is_empty() {
        let sentence = "请填写姓名；不愿意留姓名的，请返回上一步改选“匿名”";
        errors.add("reporter.name", sentence);
    }
    let reached = ["reporter.phone", "reporter.other"];
    if reached.iter().all(|name| answers.get(name).is_empty()) {
        errors.add(
            "reporter.phone",
            "请填写联系电话，或者在下面写明其他联系方式",
        );
    }
}

fn by_fields(step: Step, answers: &Answers) -> Errors {
    let asked = |name: &str| step.fields().contains(&name) && name != "files";
    let fields: Vec<Field> = receive()
        .fields
        .iter()
        .filter(|field| asked(field.name))
        .copied()
        .collect();
    let input: Map<String, Value> = answers
        .fields()
        .into_iter()
        .filter(|(name, _)| asked(name))
        .collect();
    let mut seal = Seal {
        act: "receive",
        sealer: &mut Unsealed,
        open: &|_, _| true,
    };
    Errors(parse(&fields, &input, &mut seal).err().unwrap_or_default())
}

fn receive() -> &'static Act {
    let acts = casework::matter::steps::ACTS;
    acts.iter()
        .find(|act| act.name == "receive")
        .expect("a matter begins with being received")
}

//! From any point of any story to its end, by rights: what is missing is a person who may act, and an
//! office can always appoint one.

use crate::access;
use crate::form::Source;
use crate::given::{Story, World, sealed};
use crate::ids::{PersonId, UnitId};
use crate::matter::steps::{conclude_accountability, decide_accountability, record_talk};
use crate::matter::{Proved, Stage, choices};
use serde_json::{Value, json};
use std::sync::LazyLock;

static RESERVE: LazyLock<World> = LazyLock::new(World::with_reserve);

/// More acts than any life needs: stops a story that turns in circles.
const ACTS_MAX: usize = 60;

/// Brings a matter to its end by people newly appointed, each within their rights.
pub(super) fn close(story: Story) -> Story {
    let mut story = Story {
        office: &RESERVE.office,
        ..story
    };
    for _ in 0..ACTS_MAX {
        story = match story.matter.is_over() {
            true if story.matter.open_clocks().is_empty() => return story,
            true => afterwards(story),
            false => next(story),
        };
    }
    panic!(
        "no end in sight: {:?} held by {}",
        story.matter.stage, story.matter.holder
    )
}

fn next(story: Story) -> Story {
    if story.matter.study().is_some() {
        return settle_study(story);
    }
    if story.matter.awaits_exclusion_review() {
        return by_holder(
            story,
            "head",
            "review-exclusion",
            json!({"review": "confirm"}),
        );
    }
    match story.matter.stage {
        Stage::Received => by_holder(story, "clerk", "register", json!({"class": "E"})),
        Stage::Registered => {
            let out = json!({"class": "E", "reason": sealed(1)});
            by_holder(story, "clerk", "screen", out)
        }
        Stage::Screened => by_holder(story, "leader", "instruct", json!({"text": sealed(1)})),
        Stage::Instructed => route(story),
        Stage::Routed => by_holder(story, "clerk", "sign", json!({})),
        Stage::Signed => accept(story),
        Stage::Accepted | Stage::Reported if !in_reserve(story.matter.handler()) => replace(story),
        Stage::Accepted if story.matter.handling.is_paused() => {
            by_holder(story, "handler", "resume", json!({"reason": sealed(1)}))
        }
        Stage::Accepted => find_and_report(story),
        Stage::Reported => sign(story),
        Stage::Countersigned if story.matter.owed_by_liaison().is_some() => {
            let liaison = story
                .matter
                .owed_by_liaison()
                .map(|unit| organ(&story, unit));
            let who = format!("{}-reserve-leader", liaison.unwrap());
            story.act(
                &who,
                "review-liaison",
                json!({"word": "agree", "opinion": sealed(1)}),
            )
        }
        Stage::Countersigned if story.matter.routing.reviewed == Some(false) => {
            let back = json!({"verdict": "return", "opinion": sealed(1)});
            by_assigner(story, "head", "audit", back)
        }
        Stage::Countersigned => audit(story),
        Stage::Concluded if story.matter.is_part() => {
            by_assigner(story, "clerk", "write-off", json!({}))
        }
        Stage::Concluded | Stage::Replied if story.matter.open_parts().next().is_some() => {
            let part = story
                .matter
                .open_parts()
                .next()
                .map(|part| part.part.matter);
            let concluded = json!({"part": part, "concluded": true});
            story.when("note-part", concluded).done()
        }
        Stage::Concluded => by_assigner(
            story,
            "clerk",
            "reply",
            json!({"mode": "phone", "text": sealed(1)}),
        ),
        Stage::Replied if story.matter.owes_superior() => {
            by_assigner(story, "clerk", "report-up", json!({"text": sealed(1)}))
        }
        Stage::Replied => by_assigner(story, "clerk", "write-off", json!({})),
        Stage::WrittenOff | Stage::Joined | Stage::Voided => story,
    }
}

/// What is still owed after the end: somebody of the reserve keeps it.
fn afterwards(story: Story) -> Story {
    let rule = story.matter.open_clocks()[0].rule.clone();
    match &*rule {
        "identity-approval" => {
            let keeper = organ(&story, &story.matter.receiver);
            refuse_identity(story, &keeper)
        }
        "handing-approval" => {
            let asked = story.matter.consents.awaiting().next();
            let asked = asked.map(|asked| asked.number.to_string());
            let fields = json!({"request": asked, "verdict": "refuse", "opinion": sealed(1)});
            by_holder(story, "head", "decide-handing", fields)
        }
        "hand-demand" => {
            let owed = story.matter.consents.open();
            let body = owed.map(|ask| ask.body.clone()).next();
            let fields = json!({"body": body, "summary": sealed(1)});
            by_holder(story, "clerk", "hand-demand", fields)
        }
        "return-original" => {
            let lent = story
                .matter
                .originals
                .iter()
                .find(|original| original.loan.is_some());
            let lent = lent.expect("something is lent");
            let fields = json!({"original": lent.number.to_string()});
            let units = [&lent.unit, &UnitId::from("prov"), &story.matter.holder];
            let head = somebody(&story, "head", units, "return-original");
            story.act(&head, "return-original", fields)
        }
        "evaluation" | "consent-answer" => {
            let due = story.matter.open_clocks()[0].due;
            let now = due
                .checked_add(jiff::ToSpan::minutes(1))
                .unwrap()
                .max(story.now);
            Story { now, ..story }.timer("warn").done()
        }
        "evaluation-call" => by_assigner(
            story,
            "clerk",
            "call-back",
            json!({"via": "phone", "outcome": "declined"}),
        ),
        "judge-reopening" => {
            let plea = story
                .matter
                .answering
                .open_pleas()
                .next()
                .map(|plea| plea.number.to_string());
            let fields = json!({"plea": plea, "verdict": "refuse", "reason": sealed(1)});
            by_assigner(story, "supervisor", "judge-reopening", fields)
        }
        "tell-refusal" => {
            let plea = story
                .matter
                .answering
                .untold()
                .next()
                .map(|plea| plea.number.to_string());
            let fields = json!({"plea": plea, "mode": "phone", "text": sealed(1)});
            by_assigner(story, "clerk", "tell-refusal", fields)
        }
        "return-visit" => by_assigner(
            story,
            "clerk",
            "visit-back",
            json!({"via": "phone", "found": sealed(1)}),
        ),
        "repair-decision" => {
            let fields = json!({"decision": "refuse", "note": sealed(1)});
            by_holder(story, "head", "decide-repair", fields)
        }
        "public-notice" => {
            let on = story.now.date();
            let fields = json!({"on": on, "audience": "offices", "text": sealed(1)});
            by_assigner(story, "head", "publicise", fields)
        }
        "first-handling-duty" => {
            let unit = story.matter.accountability.first.as_ref();
            let unit = unit.map(|first| first.unit.clone());
            let fields = json!({"ground": "overturned", "form": "suggestion", "unit": unit, "reason": sealed(1)});
            by_assigner(story, "head", "propose-accountability", fields)
        }
        "light-touch-look" | "lost-original-look" => {
            let (ground, what) = match &*rule {
                "light-touch-look" => ("light-touch", Proved::LightTouch),
                _ => ("lost", Proved::Lost),
            };
            let mut proofs = story.matter.accountability.proofs.iter().rev();
            let unit = proofs
                .find(|proof| proof.what == what)
                .map(|proof| proof.unit.clone());
            let fields =
                json!({"ground": ground, "form": "suggestion", "unit": unit, "reason": sealed(1)});
            // Who owes the look may have nothing to do with the matter any more, which went elsewhere since: then
            // whoever assigned it looks, or the organ above both.
            let owner = &story.matter.open_clocks()[0].owner;
            let units = [owner, story.matter.assigner()];
            let head = somebody(&story, "head", units, "propose-accountability");
            story.act(&head, "propose-accountability", fields)
        }
        "accountability-decision" => {
            let known = decide_accountability::waiting(&story.matter).next();
            let known = known.expect("a proposal waits");
            let fields = json!({"proposal": known.number.to_string(), "decision": "refuse", "note": sealed(1)});
            let leader = somebody(&story, "leader", [&known.organ], "decide-accountability");
            story.act(&leader, "decide-accountability", fields)
        }
        "accountability-result" => {
            let talk = record_talk::due(&story.matter).next();
            if let Some(known) = talk {
                let number = known.number.to_string();
                let fields = json!({"proposal": number, "present": sealed(1), "text": sealed(2)});
                let head = somebody(&story, "head", [&known.organ], "record-talk");
                return story.act(&head, "record-talk", fields);
            }
            let known = conclude_accountability::due(&story.matter).next();
            let known = known.expect("a result is due");
            let number = known.number.to_string();
            let fields = json!({"proposal": number, "found": sealed(1), "none": sealed(2)});
            let head = somebody(&story, "head", [&known.organ], "conclude-accountability");
            story.act(&head, "conclude-accountability", fields)
        }
        other => panic!("nobody keeps {other} after the end"),
    }
}

/// The leader named decides; where they no longer can, another does.
fn settle_study(story: Story) -> Story {
    let fields = json!({"class": "E", "opinion": sealed(1), "without": sealed(1)});
    let named = story.matter.study().unwrap().leader.clone();
    if story
        .clone()
        .by_if_posted(&named)
        .is_some_and(|s| s.permitted("decide-study").is_some())
    {
        return story.act(named.as_str(), "decide-study", fields);
    }
    by_holder(story, "leader", "decide-study", fields)
}

/// Whoever has the role in the first of these units' organs where they may do it, or in the organ above all.
fn somebody<const N: usize>(story: &Story, role: &str, units: [&UnitId; N], act: &str) -> String {
    let organs = units.map(|unit| organ(story, unit)).into_iter();
    let mut people = organs
        .chain(["prov".into()])
        .map(|organ| format!("{organ}-reserve-{role}"));
    let may = |person: &String| {
        let asked = story.clone().by_if_posted(&person.as_str().into());
        asked.is_some_and(|story| story.permitted(act).is_some())
    };
    people.find(may).expect("some organ may")
}

fn in_reserve(person: Option<&PersonId>) -> bool {
    person.is_some_and(|person| person.as_str().contains("-reserve-"))
}

fn organ(story: &Story, unit: &UnitId) -> UnitId {
    story.office.organ_of(unit).unwrap().clone()
}

fn by_holder(story: Story, role: &str, act: &str, fields: Value) -> Story {
    let holder = organ(&story, &story.matter.holder);
    story.act(&format!("{holder}-reserve-{role}"), act, fields)
}

fn by_assigner(story: Story, role: &str, act: &str, fields: Value) -> Story {
    let assigner = organ(&story, story.matter.assigner());
    story.act(&format!("{assigner}-reserve-{role}"), act, fields)
}

fn refuse_identity(story: Story, keeper: &UnitId) -> Story {
    let asked = story.matter.identity_asked().next();
    let asked = asked.map(|asked| asked.number.to_string());
    let fields = json!({"request": asked, "verdict": "refuse", "opinion": sealed(1)});
    story.act(&format!("{keeper}-reserve-head"), "decide-identity", fields)
}

fn route(story: Story) -> Story {
    let holder = organ(&story, &story.matter.holder);
    let keeps = story.matter.original_with(story.office, &holder);
    if keeps && story.matter.identity_asked().next().is_some() {
        return refuse_identity(story, &holder);
    }
    let designates = story.matter.routing.undesignated;
    let offered = choices(Source::Receivers, Some(&story.matter), &story.context());
    let to = &offered
        .first()
        .expect("some unit of the office is not accused")
        .value
        .clone();
    if designates {
        let fields = json!({"to": to, "requirement": sealed(1), "summary": sealed(1)});
        return by_holder(story, "leader", "designate", fields);
    }
    let fields = json!({"to": to, "mode": "assign", "summary": sealed(1)});
    by_holder(story, "clerk", "route", fields)
}

fn accept(story: Story) -> Story {
    let holder = organ(&story, &story.matter.holder);
    let named = json!({"handler": format!("{holder}-reserve-handler"),
                       "leader": format!("{holder}-reserve-leader")});
    by_holder(story, "head", "accept", named)
}

/// Whoever handles it is recused, so that the unit names somebody who can.
fn replace(story: Story) -> Story {
    let handler = story.matter.handler().cloned();
    by_holder(
        story,
        "head",
        "recuse",
        json!({"person": handler, "reason": sealed(1)}),
    )
}

fn find_and_report(story: Story) -> Story {
    if let Some((lead, issue)) = story.matter.unreconciled() {
        let issue = format!("{lead}.{issue}");
        let found = json!({"issue": issue, "finding": "unproven", "grounds": sealed(1)});
        return by_holder(story, "handler", "find", found);
    }
    by_holder(
        story,
        "handler",
        "report-result",
        json!({"summary": sealed(1), "joint_missing": sealed(1)}),
    )
}

fn sign(story: Story) -> Story {
    let (role, slot) = match story.matter.signatures.len() {
        0 => ("handler", "handler"),
        1 => ("leader", "leader"),
        _ => ("principal", "head"),
    };
    by_holder(
        story,
        role,
        "countersign",
        json!({"slot": slot, "opinion": "agree"}),
    )
}

fn audit(story: Story) -> Story {
    if story.matter.unreconciled().is_none() {
        return by_assigner(story, "head", "audit", json!({"verdict": "pass"}));
    }
    by_assigner(
        story,
        "head",
        "audit",
        json!({"verdict": "return", "opinion": sealed(1)}),
    )
}

#[test]
fn the_reserve_is_nobody_a_story_has_met() {
    for person in RESERVE
        .office
        .people
        .keys()
        .filter(|person| in_reserve(Some(person)))
    {
        assert!(crate::given::WORLD.office.person(person).is_none());
        let on = jiff::civil::date(2026, 3, 2);
        assert!(!access::viewing_units(&RESERVE.office, &RESERVE.rules, person, on).is_empty());
    }
}

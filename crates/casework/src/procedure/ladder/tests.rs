//! Promises of procedures climb: drafted by a timer, signed, answered, examined; whoever owes nothing in
//! it, or may not know of an item, meets no slip.

use super::Command;
use crate::access;
use crate::campaign::Campaign;
use crate::campaign::steps::include::tests::included;
use crate::escalation::plan;
use crate::form::Source;
use crate::given::WORLD;
use crate::given::proceeding::Proceeding;
use crate::given::sealed;
use crate::ids::{PersonId, UnitId};
use crate::matter::supervision::SlipState;
use crate::procedure::{Procedure, ground};
use crate::rules::RungKind;
use serde_json::json;

/// A story goes on morning by morning, a timer running, until so many slips were drafted.
pub(crate) fn mornings<P: Procedure>(mut story: Proceeding<P>, slips: usize) -> Proceeding<P> {
    for _ in 0..200 {
        if story.state.core().slips.len() >= slips {
            return story;
        }
        story = story.timed("warn");
        story.now = story.now.date().tomorrow().unwrap().at(8, 0, 0, 0);
    }
    panic!("no slip number {slips} is ever drafted");
}

/// Somebody of an organ who has a right to an act.
fn somebody<P: Procedure>(story: &Proceeding<P>, act: &'static str, organ: &UnitId) -> String {
    let (office, rules, on) = (&WORLD.office, &WORLD.rules, story.now.date());
    let core = story.state.core();
    let may = |person: &&PersonId| {
        let actor = access::own(office, rules, person, act, Some(core), on);
        let unit = actor.and_then(|actor| actor.unit().cloned());
        unit.is_some_and(|unit| office.organ_of(&unit) == Some(organ))
    };
    let mut leaders: Vec<&PersonId> = office.people.keys().filter(may).collect();
    leaders.sort_by_key(|person| !person.as_str().contains("leader"));
    let person = leaders
        .first()
        .unwrap_or_else(|| panic!("nobody of {organ} may {act}"));
    person.as_str().to_owned()
}

fn acted<P: Procedure>(
    story: Proceeding<P>,
    (act, addressee): (&'static str, bool),
    fields: serde_json::Value,
) -> Proceeding<P> {
    let slip = story.state.core().slips.last().unwrap();
    let unit = if addressee { &slip.to } else { &slip.organ };
    let organ = WORLD.office.organ_of(unit).unwrap().clone();
    let person = somebody(&story, act, &organ);
    story.act(&person, act, fields)
}

pub(crate) fn signed<P: Procedure>(story: Proceeding<P>) -> Proceeding<P> {
    let slip = story.state.core().slips.len().to_string();
    acted(story, ("sign-slip", false), json!({"slip": slip}))
}

fn answered<P: Procedure>(story: Proceeding<P>) -> Proceeding<P> {
    let slip = story.state.core().slips.len().to_string();
    let fields = json!({"slip": slip, "text": sealed(2)});
    acted(story, ("answer-slip", true), fields)
}

fn examined<P: Procedure>(story: Proceeding<P>, verdict: &str) -> Proceeding<P> {
    let fields = json!({"verdict": verdict, "note": sealed(3)});
    acted(story, ("examine-answer", false), fields)
}

/// Stories in which the first promise of a procedure climbs, and the time to answer ends in every way.
pub(crate) fn climbed<P: Procedure>(story: Proceeding<P>) -> Vec<Proceeding<P>> {
    let first = signed(mornings(story, 1));
    let second = signed(mornings(first.clone(), 2));
    vec![
        examined(answered(examined(answered(first), "refuse")), "accept"),
        examined(answered(second), "accept"),
    ]
}

fn states(story: &Proceeding<Campaign>) -> Vec<SlipState> {
    let slips = story.state.core.slips.iter();
    slips.map(|slip| slip.state(&story.state)).collect()
}

#[test]
fn what_a_unit_owes_in_a_campaign_climbs_and_an_accepted_answer_stops_it_s0_16_s0_13() {
    let drafted = mornings(included(), 1);
    let slip = &drafted.state.core.slips[0];
    assert_eq!(
        (slip.kind, slip.organ.as_str()),
        (RungKind::Reminder, "prov")
    );
    assert_eq!(slip.by, None, "nobody but a timer drafted it");
    let [refused, accepted] = climbed(included()).try_into().ok().unwrap();
    assert_eq!(states(&refused), [SlipState::Accepted]);
    assert_eq!(states(&accepted), [SlipState::Sent, SlipState::Accepted]);
    let about = accepted.state.core.slips[1].about[0].clock;
    let clock = &accepted.state.core.clocks[about as usize - 1];
    assert!(clock.climb.stopped && clock.climb.next().is_none());
    let numbered = accepted.state.core.slips[1].signed.as_ref().unwrap();
    assert_eq!(numbered.number, "督办〔2026〕7号");
}

#[test]
fn the_plan_of_a_procedure_says_beforehand_what_goes_out() {
    let story = included();
    let due = story.state.core.clocks.iter().map(|clock| clock.due.date());
    let planned = plan(&story.state, due.max().unwrap());
    assert!(
        planned
            .iter()
            .any(|planned| planned.kind == RungKind::Warning),
        "{planned:?}"
    );
}

#[test]
fn a_unit_knows_of_its_own_slips_alone_and_nobody_of_one_about_what_they_may_not_know_t3_t4() {
    let story = signed(mornings(included(), 1));
    let to = story.state.core.slips[0].to.clone();
    let other = UnitId::from(if to.as_str() == "county-a" {
        "county-b"
    } else {
        "county-a"
    });
    let may = |story: &Proceeding<Campaign>| {
        let ctx = story.context();
        let ground = ground(&story.state, "answer-slip", &ctx);
        let open = super::choices(&story.state, Source::OwedSlips, &ctx).unwrap();
        (ground.unwrap().is_ok(), open.len())
    };
    let of = |unit: &UnitId| {
        let mut people = WORLD.office.people.keys();
        let in_it = |person: &&PersonId| {
            let mut posts = WORLD.office.posts_of(person, story.now.date());
            posts.any(|post| WORLD.office.organ_of(&post.unit) == Some(unit))
        };
        let person = people.find(in_it).unwrap().as_str().to_owned();
        story.clone().by(&person)
    };
    assert_eq!(may(&of(&to)), (true, 1));
    assert_eq!(may(&of(&other)), (false, 0));
    let mut recused = of(&to);
    recused.facts.hidden = recused
        .state
        .items()
        .iter()
        .map(|item| item.number)
        .collect();
    assert_eq!(may(&recused), (false, 0));
}

#[test]
fn a_person_drafts_and_urges_about_what_a_procedure_promises_s0_27_s0_28() {
    let story = included();
    let clock = story
        .state
        .core
        .clocks
        .iter()
        .find(|clock| clock.owner.as_str() == "county-a");
    let clock = clock.unwrap().number.to_string();
    let slip = json!({"kind": "supervision", "clock": clock, "demand": sealed(61)});
    let drafted = story.act("prov-head", "draft-slip", slip.clone());
    let known = &drafted.state.core.slips[0];
    assert_eq!((known.to.as_str(), known.by.is_some()), ("county-a", true));
    let twice = drafted
        .clone()
        .by("prov-head")
        .refused("draft-slip", slip.clone());
    assert_eq!(twice.unwrap().code, "waiting");
    let other = drafted.clone().by("county-b-head");
    assert!(
        ground(&other.state, "urge", &other.context())
            .unwrap()
            .is_err()
    );
    let call = json!({"clock": clock, "mode": "phone", "outcome": "told", "number": sealed(71),
        "words": sealed(74), "suggestions": [{"text": sealed(75)}]});
    let urged = drafted.act("prov-head", "urge", call);
    let urging = &urged.state.core.urgings[0];
    assert_eq!((urging.suggestions, urging.to.as_str()), (1, "county-a"));
    let rows = crate::procedure::rows::rows(&urged.state, crate::rows::Offset::CHINA);
    let tables = rows
        .keys()
        .filter(|(table, _)| *table == crate::rows::Table::ProcedureUrgings);
    assert_eq!(tables.count(), 1);
}

#[test]
fn a_rung_is_held_and_a_draft_taken_back() {
    let story = included();
    let held = story.act(
        "prov-head",
        "hold-rung",
        json!({"rung": "2.reminder", "until": "2026-03-30",
        "reason": sealed(4)}),
    );
    assert_eq!(held.state.core.holds.len(), 1);
    let drafted = mornings(held, 1);
    let taken = json!({"slip": "1", "reason": sealed(5)});
    let back = drafted.act("prov-head", "withdraw-draft", taken);
    assert_eq!(states(&back), [SlipState::Withdrawn]);
    assert_eq!(Command::<Campaign>::ACTS.len(), 7);
}

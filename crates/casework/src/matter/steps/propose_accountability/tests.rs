//! Proposing to hold to account.

use crate::given::{Case, Story, case, sealed};
use crate::matter::AccountGround;
use serde_json::{Value, json};

const PROPOSE: &str = "propose-accountability";

fn fields(unit: &str) -> Value {
    json!({"form": "talk", "unit": unit, "reason": sealed(81)})
}

/// County A is late with everything.
fn late() -> Story {
    Story::routed().at("2026-03-10T08:00").timer("warn").done()
}

/// A talk with county A was proposed.
pub(crate) fn proposed() -> Story {
    proposed_by("prov-head")
}

/// Somebody proposes it.
pub(crate) fn proposed_by(person: &str) -> Story {
    late().act(person, PROPOSE, fields("county-a"))
}

/// A suggestion about county A by a ground.
pub(crate) fn proposing(story: Story, ground: &str) -> Story {
    let fields = json!({"ground": ground, "form": "suggestion", "unit": "county-a", "reason": sealed(81)});
    story.act("prov-head", PROPOSE, fields)
}

fn found(story: Story, finding: &str) -> Story {
    ["1.1", "1.2"].iter().fold(story, |story, issue| {
        let fields = json!({"issue": issue, "finding": finding, "grounds": sealed(13)});
        story.act("county-a-handler", "find", fields)
    })
}

fn audited(story: Story, people: Value) -> Story {
    let result = json!({"summary": sealed(14), "people": people});
    let story = story.act("county-a-handler", "report-result", result).sign_all();
    story.act("prov-head", "audit", json!({"verdict": "pass", "opinion": sealed(20)}))
}

fn again(story: Story) -> Story {
    story.act("prov-leader", "reopen", json!({"ground": "review", "reason": sealed(24)}))
}

/// County A found that nothing was true; handled again, everything was.
pub(crate) fn overturned() -> Story {
    let first = audited(found(Story::accepted(), "untrue"), json!([]));
    audited(found(again(first), "true"), json!([]))
}

/// County A took in hand what a leader demanded something of.
fn instructed(demands: &[&str]) -> Story {
    let naming = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = Story::screened().act("prov-leader", "instruct", json!({"text": sealed(10), "demands": demands}));
    let story = story.route("prov-clerk", "county-a").act("county-a-clerk", "sign", json!({}));
    story.act("county-a-head", "accept", naming)
}

/// A leader demanded something; it was borne out, and somebody was only talked to.
pub(crate) fn demanding(demands: &[&str]) -> Story {
    audited(found(instructed(demands), "true"), json!([{"how": "reminding-talk"}]))
}

/// A typical case was handed on, with the document it rests on.
pub(crate) fn transferred() -> Story {
    let fields = json!({"ground": "formalism", "form": "transfer", "unit": "county-a",
                        "reason": sealed(81), "document": sealed(88)});
    late().act("prov-head", PROPOSE, fields)
}

/// A talk stood where accountability was demanded: somebody asked why, or it is handled again.
pub(crate) fn looked_at() -> Vec<Story> {
    let light = || demanding(&["accountability"]);
    vec![proposing(light(), "light-touch"), again(light())]
}

/// What had to be made known is handled again instead.
pub(crate) fn noticed_again() -> Story {
    again(demanding(&["notice"]))
}

#[test]
fn a_person_proposes_and_it_waits_for_another() {
    let story = proposed();
    let proposal = &story.matter.supervision.proposals[0];
    assert_eq!((proposal.number, proposal.agreed), (1, None));
    assert_eq!(proposal.organ.as_str(), "prov");
    assert!(!proposal.proof.is_empty(), "the lapses of the ledger prove it");
}

#[test]
fn a_changed_conclusion_is_owed_until_the_first_handlers_answer_s1_15_s1_14() {
    let story = overturned();
    let open = |story: &Story| {
        let mut clocks = story.matter.clocks.iter();
        clocks.any(|clock| clock.rule == "first-handling-duty" && clock.is_open())
    };
    assert!(open(&story) && story.matter.owes_first_handlers());
    let story = proposing(story, "overturned");
    let proposal = &story.matter.supervision.proposals[0];
    assert_eq!(proposal.ground, AccountGround::Overturned);
    assert_eq!(proposal.first, ["county-a-handler".into(), "county-a-leader".into()]);
    assert!(!open(&story) && !story.matter.owes_first_handlers());
}

#[test]
fn the_same_conclusion_again_is_no_failing_of_the_first_handlers() {
    let first = audited(found(Story::accepted(), "true"), json!([]));
    let story = audited(found(again(first), "partly"), json!([]));
    assert!(!story.matter.owes_first_handlers());
}

#[test]
fn a_talk_where_accountability_was_demanded_is_seen_s0_07() {
    assert!(demanding(&["accountability"]).matter.is_light_touch());
    assert!(!demanding(&["swift"]).matter.is_light_touch());
    let heavier = audited(found(instructed(&["accountability"]), "true"), json!([{"how": "party-discipline"}]));
    assert!(!heavier.matter.is_light_touch());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-late", || {
            let story = Story::routed().by("prov-head");
            story.when(PROPOSE, fields("county-a")).refused()
        }),
        case("unit-unknown", || {
            late().by("prov-head").when(PROPOSE, fields("county-b")).refused()
        }),
        case("not-yours", || {
            let story = late().by_actor(crate::Actor::Timer);
            story.when(PROPOSE, fields("county-a")).refused()
        }),
        case("waiting", || {
            proposed().by("prov-head").when(PROPOSE, fields("county-a")).refused()
        }),
        case("document-missing", || {
            let mut fields = fields("county-a");
            fields["form"] = json!("transfer");
            late().by("prov-head").when(PROPOSE, fields).refused()
        }),
    ]
};

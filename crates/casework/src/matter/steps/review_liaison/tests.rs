//! Review by the liaison office.

use crate::given::{Case, Story, WORLD, case, sealed};
use crate::office::{Office, Related, RelationKind};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// An office of the province keeps liaison with county A.
static BOUND: LazyLock<Office> = LazyLock::new(|| {
    let mut office = WORLD.office.clone();
    office.related.push(Related {
        unit: "prov-supervision".into(),
        towards: "county-a".into(),
        kind: RelationKind::Liaison,
        member: None,
        from: jiff::civil::date(2020, 1, 1),
        until: None,
    });
    office
});

fn bound(story: Story) -> Story {
    Story { office: &BOUND, ..story }
}

/// Signed by three at county A, with which an office of the province keeps liaison.
pub(crate) fn awaiting() -> Story {
    let handler = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    bound(Story::instructed())
        .act("prov-clerk", "route", json!({"to": "county-a", "mode": "assign"}))
        .act("county-a-clerk", "sign", json!({}))
        .act("county-a-head", "accept", handler)
        .find()
        .report_result()
        .sign_all()
}

fn review(word: &str) -> Value {
    json!({"word": word, "opinion": sealed(97)})
}

/// The liaison office does not agree.
pub(crate) fn objected() -> Story {
    awaiting().act("prov-unit-head", "review-liaison", review("object"))
}

/// The liaison office agrees.
pub(crate) fn agreed() -> Story {
    awaiting().act("prov-unit-head", "review-liaison", review("agree"))
}

/// It was sent back before the liaison office had looked at it.
pub(crate) fn sent_back() -> Story {
    let back = json!({"verdict": "return", "opinion": sealed(20)});
    awaiting().act("prov-head", "audit", back)
}

fn pass(story: Story) -> Option<&'static str> {
    let when = story.by("prov-head").when("audit", json!({"verdict": "pass"}));
    when.outcome.err().map(|refused| refused.code)
}

#[test]
fn the_liaison_office_looks_at_it_before_whoever_audits_s3_20() {
    let clocks = awaiting().matter;
    let owed = clocks.open_clocks().into_iter().find(|clock| clock.rule == "liaison-review");
    assert_eq!(owed.map(|clock| clock.owner.as_str()), Some("prov-supervision"));
    assert_eq!(pass(awaiting()), Some("liaison-owed"));
    assert_eq!(pass(agreed()), None);
}

#[test]
fn what_it_objects_to_goes_back_and_is_looked_at_anew_s3_20() {
    assert_eq!(pass(objected()), Some("liaison-objects"));
    let back = json!({"verdict": "return", "opinion": sealed(20)});
    let again = objected()
        .act("prov-head", "audit", back)
        .report_result()
        .sign_all();
    assert!(again.matter.owed_by_liaison().is_some());
}

#[test]
fn nobody_else_reviews_and_nobody_where_no_relation_binds_s3_20() {
    assert!(awaiting().by("county-a-leader").permitted("review-liaison").is_none());
    assert!(Story::countersigned().matter.owed_by_liaison().is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-owed", || agreed().by("prov-unit-head").when("review-liaison", review("agree")).refused()),
        case("own-result", || {
            awaiting().by("county-a-leader").when("review-liaison", review("agree")).refused()
        }),
    ]
};

//! The rules of access, one by one.

use super::*;
use crate::given::{OfficeWhen, Story, WORLD, office_when, person, sealed};
use crate::matter::steps::ACTS;
use jiff::civil::date;
use serde_json::json;

fn seen(story: &Story, who: &str) -> bool {
    sees(
        story.office,
        story.rules,
        &person(who),
        story.now.date(),
        &story.matter,
    )
}

fn may(story: &Story, who: &str, act: &str) -> bool {
    let (on, matter) = (story.now.date(), Some(&story.matter));
    permit(story.office, story.rules, &person(who), act, matter, on).is_some()
}

/// The story under a changed office.
fn under(story: Story, when: OfficeWhen) -> Story {
    assert!(when.outcome.is_ok());
    Story {
        office: Box::leak(Box::new(when.office)),
        ..story
    }
}

#[test]
fn the_holder_and_everyone_above_see_and_nobody_beside_or_below() {
    let story = Story::accepted();
    for who in [
        "prov-clerk",
        "city-leader",
        "county-a-principal",
        "county-a-handler",
    ] {
        assert!(seen(&story, who), "{who}");
    }
    for who in [
        "county-b-principal",
        "town-a1-officer",
        "bureau-officer",
        "nobody",
    ] {
        assert!(!seen(&story, who), "{who}");
    }
}

#[test]
fn a_role_that_sees_its_unit_does_not_see_the_organs_other_matters() {
    assert!(
        !seen(&Story::signed(), "county-a-handler"),
        "nobody of the office handles it yet"
    );
    assert!(seen(&Story::accepted(), "county-a-handler"));
    assert!(!seen(&Story::accepted(), "prov-unit-head"));
}

#[test]
fn a_related_unit_sees_from_then_on_p_05() {
    let fields = json!({"unit": "prov-supervision", "towards": "county-a", "kind": "liaison",
                        "from": "2026-01-01"});
    let story = under(Story::instructed(), office_when("relate-units", fields));
    assert!(!seen(&story, "prov-unit-head"));
    let story = story.route("prov-clerk", "county-a");
    assert!(seen(&story, "prov-unit-head"));
}

#[test]
fn the_three_administrators_see_no_matter_at_all_t17_t20() {
    for admin in ["system-admin", "security-admin", "audit-admin"] {
        let units = viewing_units(
            &WORLD.office,
            &WORLD.rules,
            &person(admin),
            date(2026, 3, 2),
        );
        assert!(units.is_empty(), "{admin}");
        assert!(!seen(&Story::accepted(), admin), "{admin}");
        let acts = ACTS
            .iter()
            .map(|act| act.name)
            .filter(|act| *act != "erase");
        for act in acts {
            assert!(!may(&Story::accepted(), admin, act), "{admin} may {act}");
        }
    }
}

#[test]
fn the_recused_lose_sight_and_every_act_t4() {
    let fields = json!({"person": "county-a-leader", "reason": sealed(16)});
    let story = Story::reported().act("county-a-head", "recuse", fields);
    assert!(!seen(&story, "county-a-leader"));
    for act in ACTS
        .iter()
        .map(|act| act.name)
        .chain(READINGS.iter().copied())
    {
        assert!(!may(&story, "county-a-leader", act), "{act}");
    }
    assert!(seen(&story, "county-a-principal"), "nobody else is touched");
}

#[test]
fn the_accused_and_who_only_bears_the_name_lose_sight_up_the_tree_t4() {
    let accused = Story::received().register(None, Some("city-principal"));
    let accused = accused.act("prov-clerk", "screen", json!({"class": "A"}));
    let accused = accused.act("prov-leader", "instruct", json!({"text": sealed(11)}));
    let refused = accused.clone().by("prov-clerk");
    let refused = refused
        .when("route", json!({"to": "city", "mode": "assign"}))
        .refused()
        .unwrap();
    assert_eq!(refused.code, "unit-accused");
    let accused = accused.route("prov-clerk", "county-a");
    assert!(
        !seen(&accused, "city-principal"),
        "the superior who is accused"
    );
    assert!(
        !seen(&accused, "city-clerk"),
        "and nobody of the accused's organ between"
    );
    let named = Story::received().facts(|facts| facts.namesakes = vec![person("prov-leader")]);
    let named = named.register(None, None);
    assert!(!seen(&named, "prov-leader") && !may(&named, "prov-leader", "recuse"));
}

#[test]
fn what_is_not_granted_is_denied_t24() {
    let everything = [Relation::Unit, Relation::Sight, Relation::Handler];
    assert!(
        !grants(&WORLD.rules, "emperor", "sign", &everything),
        "an unknown role"
    );
    assert!(
        !grants(&WORLD.rules, "clerk", "behead", &everything),
        "an unknown act"
    );
    assert!(!grants(&WORLD.rules, "clerk", "sign", &[]), "no relation");
    assert!(
        !grants(&WORLD.rules, "case-supervisor", "sign", Relation::ALL),
        "no grant"
    );
    assert!(!knows("behead") && knows("sign") && knows("appoint") && knows("read-trail"));
    assert!(
        !may(&Story::signed(), "nobody", "accept"),
        "an unknown person"
    );
    assert!(
        !may(&Story::signed(), "town-a1-officer", "accept"),
        "no relation to the matter"
    );
}

#[test]
fn a_right_towards_a_matter_is_none_without_one_t24() {
    let anywhere = |who: &str, act: &str| {
        permit(
            &WORLD.office,
            &WORLD.rules,
            &person(who),
            act,
            None,
            date(2026, 3, 2),
        )
        .is_some()
    };
    assert!(anywhere("prov-clerk", "receive") && anywhere("system-admin", "appoint"));
    assert!(anywhere("audit-admin", "read-office"));
    for act in [
        "route",
        "reply",
        "ask-identity",
        "decide-identity",
        "disclose-identity",
        "read-trail",
        "recuse",
        "appoint",
    ] {
        assert!(!anywhere("prov-clerk", act), "{act}");
    }
}

#[test]
fn nobody_acts_on_what_they_may_not_see_t4_t24() {
    let returned = Story::routed().act("county-a-clerk", "return", json!({"reason": sealed(17)}));
    assert!(!seen(&returned, "county-a-leader"));
    for act in ACTS
        .iter()
        .map(|act| act.name)
        .chain(READINGS.iter().copied())
    {
        assert!(
            !may(&returned, "county-a-leader", act),
            "the county once held it, but may not {act}"
        );
        assert!(!may(&Story::signed(), "county-a-handler", act), "{act}");
    }
}

#[test]
fn suspended_and_expired_posts_give_no_right() {
    let suspended = under(
        Story::signed(),
        office_when("suspend", json!({"person": "county-a-head"})),
    );
    assert!(!seen(&suspended, "county-a-head") && !may(&suspended, "county-a-head", "accept"));
    let fields = json!({"person": "county-a-head", "unit": "county-a-petition",
                        "role": "petition-head", "until": "2026-03-02"});
    let last_day = under(Story::signed(), office_when("dismiss", fields));
    assert!(
        may(&last_day, "county-a-head", "accept"),
        "the last day counts"
    );
    let expired = last_day.at("2026-03-03T00:00");
    assert!(!seen(&expired, "county-a-head") && !may(&expired, "county-a-head", "accept"));
}

#[test]
fn of_several_posts_the_one_that_grants_the_act_is_the_one_acted_in() {
    let fields =
        json!({"person": "county-a-clerk", "unit": "prov-petition", "role": "petition-head"});
    let story = under(Story::countersigned(), office_when("appoint", fields));
    let story = story.by("county-a-clerk");
    let actor = story.permitted("audit").unwrap();
    assert_eq!(actor.unit().map(UnitId::as_str), Some("prov-petition"));
}

#[test]
fn relations_are_read_off_the_tree() {
    let story = Story::accepted();
    let related = |who: &str| {
        let post = story
            .office
            .posts_of(&person(who), story.now.date())
            .next()
            .unwrap();
        story.matter.relations(story.office, post, &person(who))
    };
    use Relation::{Above, Assigner, Handler, Organ, Party, Sight, Unit};
    assert_eq!(related("county-a-principal"), [Unit, Party, Sight]);
    assert_eq!(related("county-a-handler"), [Organ, Party, Handler, Sight]);
    assert_eq!(related("prov-head"), [Assigner, Above, Party, Sight]);
    assert_eq!(related("city-head"), [Above, Sight]);
    assert_eq!(related("county-b-head"), []);
    let story = Story::under_study();
    let post = story
        .office
        .posts_of(&person("prov-cases-officer"), story.now.date())
        .next();
    let asked = story
        .matter
        .relations(story.office, post.unwrap(), &person("prov-cases-officer"));
    assert_eq!(asked, [Organ, Assigner, Party, Sight, Relation::Asked]);
}

#[test]
fn a_recused_administrator_may_not_even_erase_t4() {
    assert!(may(&Story::written_off(), "security-admin", "erase"));
    let fields = json!({"person": "security-admin", "reason": sealed(16)});
    let story = Story::written_off().act("prov-head", "recuse", fields);
    assert!(!may(&story, "security-admin", "erase"));
}

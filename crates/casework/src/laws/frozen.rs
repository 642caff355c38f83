//! Frozen examples: one stored event of every kind, which every later version must still read.
//!
//! The file only grows. A new kind is added by running the test once with `UPDATE_GOLDEN=1`; a line
//! that stands is never written again.

use super::random::BEGINNINGS;
use crate::actor::Actor;
use crate::given::proceeding::{Proceeding, clock_events, slip_events};
use crate::given::{OfficeWhen, Story, WORLD, endings, office_when, report, sealed};
use crate::matter::Matter;
use crate::procedure::Procedure;
use crate::step::{Context, Facts, Recorded};
use crate::{
    analysis, assessment, bulletin, campaign, inspection, key_county, linkage, matter, office,
    proposal, reconciliation, review,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frozen-events.jsonl");

fn frozen() -> String {
    std::fs::read_to_string(PATH).unwrap_or_default()
}

#[test]
fn every_kind_has_a_stored_example() {
    let mut stored = frozen();
    let kinds = matter::steps::KINDS
        .iter()
        .chain(office::steps::KINDS)
        .chain(inspection::steps::KINDS)
        .chain(campaign::steps::KINDS)
        .chain(review::steps::KINDS)
        .chain(linkage::steps::KINDS)
        .chain(reconciliation::steps::KINDS)
        .chain(bulletin::steps::KINDS)
        .chain(assessment::steps::KINDS)
        .chain(analysis::steps::KINDS)
        .chain(key_county::steps::KINDS)
        .chain(proposal::steps::KINDS);
    let has = |stored: &str, kind: &str| stored.contains(&format!("{{\"kind\":\"{kind}\","));
    let missing: Vec<&str> = kinds.copied().filter(|kind| !has(&stored, kind)).collect();
    if std::env::var_os("UPDATE_GOLDEN").is_none() {
        assert!(
            missing.is_empty(),
            "no example of {missing:?}: run once with UPDATE_GOLDEN=1"
        );
        return;
    }
    let told = told();
    for kind in missing {
        let example = told
            .get(kind)
            .unwrap_or_else(|| panic!("no story tells of {kind}"));
        writeln!(stored, "{example}").unwrap();
    }
    std::fs::write(PATH, stored).unwrap();
}

#[test]
fn every_stored_example_loads_and_encodes_byte_for_byte() {
    let stored = frozen();
    assert!(stored.lines().count() >= matter::steps::KINDS.len() + office::steps::KINDS.len());
    for line in stored.lines() {
        let noun = line
            .strip_prefix("{\"kind\":\"")
            .and_then(|rest| rest.split_once('.'));
        let encoded = match noun.map(|(noun, _)| noun) {
            Some("office") => again::<office::steps::Event>(line),
            Some("inspection") => again::<inspection::steps::Event>(line),
            Some("campaign") => again::<campaign::steps::Event>(line),
            Some("proposal") => again::<proposal::steps::Event>(line),
            Some("key-county") => again::<key_county::steps::Event>(line),
            Some("assessment") => again::<assessment::steps::Event>(line),
            Some("review") => again::<review::steps::Event>(line),
            Some("linkage") => again::<linkage::steps::Event>(line),
            Some("reconciliation") => again::<reconciliation::steps::Event>(line),
            Some("bulletin") => again::<bulletin::steps::Event>(line),
            Some("analysis") => again::<analysis::steps::Event>(line),
            _ => again::<matter::steps::Event>(line),
        };
        let encoded = encoded.unwrap_or_else(|wrong| panic!("{wrong}: {line}"));
        assert_eq!(String::from_utf8(encoded).unwrap(), line);
    }
}

fn again<E: Serialize + DeserializeOwned>(line: &str) -> serde_json::Result<Vec<u8>> {
    serde_json::from_str::<Recorded<E>>(line).map(|event| event.encode())
}

#[test]
fn stored_examples_still_change_a_matter() {
    let mut matter = Matter::new(Story::new().matter.id);
    let stored = frozen();
    let events = stored
        .lines()
        .filter(|line| line.starts_with("{\"kind\":\"matter."));
    for line in events {
        matter.apply(&serde_json::from_str(line).unwrap());
    }
    assert!(matter.exists() && matter.version as usize >= matter::steps::KINDS.len());
}

/// The fullest example of each kind that the stories of this crate tell.
fn told() -> BTreeMap<&'static str, String> {
    let mut told = BTreeMap::new();
    let mut keep = |kind: &'static str, encoded: Vec<u8>| {
        let encoded = String::from_utf8(encoded).unwrap();
        let kept = told.entry(kind).or_insert_with(String::new);
        if encoded.len() > kept.len() {
            *kept = encoded;
        }
    };
    for story in stories() {
        for event in &story.events {
            keep(event.event.kind(), event.encode());
        }
    }
    for event in WORLD.founding.iter().cloned().chain(office_events()) {
        keep(event.event.kind(), event.encode());
    }
    of_procedure(&mut keep, inspection::tests::stories());
    of_procedure(&mut keep, campaign::tests::stories());
    of_procedure(&mut keep, review::tests::stories());
    of_procedure(&mut keep, linkage::tests::stories());
    of_procedure(&mut keep, reconciliation::tests::stories());
    of_procedure(&mut keep, bulletin::tests::stories());
    of_procedure(&mut keep, assessment::tests::stories());
    of_procedure(&mut keep, analysis::tests::stories());
    of_procedure(&mut keep, key_county::tests::stories());
    of_procedure(&mut keep, proposal::tests::stories());
    told
}

/// Examples of a procedure's events: those its stories tell, and one of every event of clocks and slips.
fn of_procedure<P: Procedure>(
    keep: &mut impl FnMut(&'static str, Vec<u8>),
    told: Vec<Proceeding<P>>,
) {
    let story = Story::new();
    let clocks = clock_events::<P::Event>().into_iter();
    let slips = slip_events::<P>().into_iter();
    let others = clocks
        .chain(slips)
        .map(|event| Recorded::new(event, &story.context()));
    let told = told.into_iter().flat_map(|story| story.events);
    for event in told.chain(others) {
        keep(P::kind_of(&event.event), event.encode());
    }
}

fn stories() -> Vec<Story> {
    let mut stories: Vec<Story> = BEGINNINGS.iter().map(|story| story()).collect();
    stories.push(imported());
    stories.push(Story::joined());
    stories.push(Story::registered().when("take-repeat", repeat()).done());
    stories.push(joint());
    stories.push(matter::steps::confirm_handover::tests::handed_over());
    stories.push(matter::steps::confirm_handover::tests::declined());
    stories.push(matter::steps::pass_over::tests::passed());
    stories.push(Story::routed().act("prov-clerk", "remind", json!({"words": sealed(31)})));
    stories.extend(matter::steps::decide_repair::tests::decided());
    stories.extend(matter::steps::issue_assignment::tests::endings());
    stories.push(matter::steps::note_part::tests::taken_up_again());
    stories.push(matter::steps::note_campaign::tests::noted());
    stories.push(matter::steps::review_liaison::tests::agreed());
    stories.push(matter::steps::undo_split::tests::undone());
    stories.push(matter::steps::take_part_back::tests::whole_again());
    stories.push(matter::steps::separate::tests::out_again());
    stories.push(matter::steps::tell_apart::tests::apart());
    stories.push(matter::steps::release_repeat::tests::without_it_again());
    let clocks = Story::routed().at("2026-03-05T08:00").timer("warn").done();
    stories.push(clocks.at("2026-03-10T08:00").timer("warn").done());
    stories.push(moved());
    stories.extend(crate::escalation::tests::endings());
    let accepted = Story::accepted();
    let handled = accepted
        .act(
            "county-a-handler",
            "choose-disposal",
            json!({"lead": "1", "disposal": "settled"}),
        )
        .act("county-a-handler", "progress", json!({"note": sealed(18)}));
    stories.push(handled);
    stories.push(Story::routed().act("county-a-clerk", "return", json!({"reason": sealed(17)})));
    let refuse = json!({"slot": "handler", "opinion": "refuse", "note": sealed(19)});
    stories.push(Story::reported().act("county-a-handler", "countersign", refuse));
    let noted = json!({"slot": "handler", "opinion": "agree", "note": sealed(19)});
    stories.push(Story::reported().act("county-a-handler", "countersign", noted));
    for verdict in ["pass", "return"] {
        let fields = json!({"verdict": verdict, "opinion": sealed(20)});
        stories.push(Story::countersigned().act("prov-head", "audit", fields));
    }
    let reason = json!({"reason": sealed(23)});
    stories.push(Story::concluded().act("prov-clerk", "write-off", reason));
    stories.push(deciding());
    stories.push(Story::transcribed().act(
        "prov-leader",
        "check-entry",
        json!({"entered": "1", "word": "object", "note": sealed(45)}),
    ));
    for (review, note) in [("confirm", sealed(46)), ("send-back", sealed(47))] {
        let fields = json!({"review": review, "note": note});
        stories.push(Story::unreviewed().act("prov-head", "review-exclusion", fields));
    }
    stories.push(after_the_end());
    stories.push(recused_and_lifted());
    stories.extend(endings());
    stories.push(supplemented());
    stories.extend(crate::given::identity_requests());
    stories.extend(of_handling());
    let (first, second) = (
        json!({"number": "12388-0001"}),
        json!({"number": "12388-0002"}),
    );
    let numbered = Story::registered().act("prov-clerk", "number-nationally", first);
    stories.push(numbered.act("prov-clerk", "number-nationally", second));
    stories.extend(originals());
    stories.extend(crate::given::answers());
    stories.extend(matter::steps::hand_demand::tests::told());
    stories
}

fn imported() -> Story {
    let story = Story::new().facts(|facts| {
        facts.number = Some("330681-2016-1-0000123".into());
        facts.report = Some(report(77));
        facts.namesakes = vec!["county-a-clerk".into()];
    });
    let run = crate::ids::RunId(uuid::Uuid::from_u128(5));
    let file = file();
    let accused = json!({"name": sealed(4), "unit": sealed(33), "post": sealed(34)});
    let fields = json!({"channel": "letter", "unit": "county-a", "title": sealed(1), "text": sealed(2),
        "reporter": sealed(3), "accused": [accused], "files": [file], "sender_number": "12345-678",
        "source": sealed(35), "past_reply": sealed(36)});
    story
        .by_actor(Actor::Import { run })
        .when("receive", fields)
        .done()
}

fn repeat() -> serde_json::Value {
    json!({"matter": sealed(7)["id"], "number": "330000-2026-4-0000025", "real_name": true,
           "recused": ["prov-head"]})
}

fn joint() -> Story {
    let opinion = json!({"opinion": sealed(41)});
    let released = json!({"unit": "county-b", "reason": sealed(42)});
    matter::steps::name_joint::tests::joined_by_two()
        .act("bureau-officer", "give-opinion", opinion)
        .act("county-a-clerk", "release-joint", released)
}

fn moved() -> Story {
    let story = Story::routed();
    let late: Vec<(String, String)> = crate::given::calendar_files();
    let text = |name: &str, text: &str| match name {
        "2026.toml" => text.replace(
            "days_off = [",
            "days_off = [\n  { on = \"2026-03-04\", name = \"临时放假\" },",
        ),
        _ => text.to_owned(),
    };
    let files: Vec<_> = late.iter().map(|(n, t)| (n.clone(), text(n, t))).collect();
    let calendar = calendar::Calendar::parse(files.iter().map(|(n, t)| (&**n, &**t))).unwrap();
    Story {
        calendar: Box::leak(Box::new(calendar)),
        ..story
    }
    .timer("recount")
    .done()
}

/// A study decided though opinions were missing, then presented and read.
fn deciding() -> Story {
    let decision = json!({"class": "A", "opinion": sealed(42), "without": sealed(43)});
    let leaders = json!({"leaders": ["prov-leader", "prov-principal"]});
    Story::under_study()
        .act("prov-leader", "decide-study", decision)
        .act("prov-clerk", "present", leaders)
        .act("prov-principal", "circle", json!({}))
}

fn after_the_end() -> Story {
    let story = Story::written_off();
    let id = story.matter.reports[0].id;
    let opened = story
        .ask_identity("prov-clerk")
        .approve_identity("prov-head")
        .act("prov-clerk", "disclose-identity", json!({"request": "1"}));
    let erased = json!({"report": id, "extent": "identity", "basis": "云纪档〔2026〕3号"});
    let erased = opened.by("security-admin").when("erase", erased).done();
    erased.act(
        "prov-head",
        "reopen",
        json!({"ground": "review", "reason": sealed(24)}),
    )
}

/// A file as an upload hands it in.
fn file() -> serde_json::Value {
    json!({"id": sealed(30)["id"], "name": sealed(31), "size": 1024,
           "media_type": "image/jpeg", "commitment": format!("{:064x}", 32)})
}

fn supplemented() -> Story {
    let added = json!({"text": sealed(40), "files": [file()]});
    let story = Story::accepted().reporter("supplement", added).done();
    let story = story.act(
        "county-a-handler",
        "ask-reporter",
        json!({"text": sealed(43)}),
    );
    let answer = json!({"question": "1", "text": sealed(44), "files": [file()]});
    let story = story.reporter("answer-question", answer).done();
    story.act(
        "county-a-handler",
        "note-supplements",
        json!({"opinion": sealed(41)}),
    )
}

/// Contacts, permissions, a meeting, an extension, a pause.
fn of_handling() -> Vec<Story> {
    let by = "county-a-handler";
    let contact = |purpose: &str| {
        json!({"purpose": purpose, "mode": "phone", "content": sealed(45),
               "unreached": purpose == "clues"})
    };
    let contacted = ["acceptance", "progress", "clues"];
    let told = |story: Story, purpose: &&str| story.act(by, "contact", contact(purpose));
    let refused = || json!({"decision": "refuse", "note": sealed(47)});
    let approved = || json!({"decision": "approve", "note": sealed(47)});
    let asked = || {
        let fields = json!({"until": "2026-06-20", "reason": sealed(51)});
        Story::accepted().act(by, "ask-extension", fields)
    };
    let minutes = json!({"on": "2026-03-02", "participants": sealed(48), "opinions": sealed(49),
                         "decision": sealed(50), "files": [file()]});
    let result = json!({"summary": sealed(14), "rectification": sealed(56), "files": [file()],
                        "people": [{"how": "admonition", "name": sealed(55)}]});
    vec![
        contacted.iter().fold(Story::accepted_real_name(), told),
        Story::asked_to_contact().act("prov-head", "decide-contact", refused()),
        Story::asked_to_contact().act("prov-head", "decide-contact", approved()),
        Story::found()
            .act(by, "hold-meeting", minutes)
            .act(by, "report-result", result),
        asked().act("prov-head", "decide-extension", refused()),
        asked().act("prov-head", "decide-extension", approved()),
        Story::asked_to_pause().act("prov-head", "decide-pause", refused()),
        Story::asked_to_pause()
            .act("prov-head", "decide-pause", approved())
            .act(by, "resume", json!({"reason": sealed(54)})),
    ]
}

/// Originals kept, handed, declined, lent, brought back, lost and archived.
fn originals() -> [Story; 2] {
    let taken = |answer: &str| json!({"original": "1", "answer": answer, "note": sealed(61)});
    let handed = json!({"original": "1", "to": "prov-head"});
    let noted = json!({"original": "1", "note": sealed(62)});
    let lost = json!({"original": "1", "found": "missing", "note": sealed(63)});
    let moved = Story::registered()
        .keeping()
        .act("prov-clerk", "hand-original", handed.clone())
        .act("prov-head", "take-original", taken("decline"))
        .act("prov-clerk", "hand-original", handed)
        .act("prov-head", "take-original", taken("take"));
    let lent = json!({"original": "1", "to": "prov-clerk", "purpose": sealed(64)});
    let moved = moved
        .act("prov-head", "lend-original", lent)
        .act("prov-head", "return-original", noted)
        .act("prov-head", "check-original", lost);
    let filed = json!({"original": "1", "box": "2026-03", "volume": "17"});
    let archived = Story::written_off()
        .keeping()
        .act("prov-clerk", "archive-original", filed);
    [moved, archived]
}

fn recused_and_lifted() -> Story {
    let recused = json!({"person": "prov-clerk", "reason": sealed(16)});
    let lifted = json!({"person": "prov-clerk", "reason": sealed(26)});
    Story::registered()
        .act("prov-head", "recuse", recused)
        .act("prov-head", "lift-recusal", lifted)
}

fn struck_cadre() -> OfficeWhen {
    let cadre = json!({"name": "方小满", "unit": "石门村", "post": "会计", "rank": "village",
                       "managed_at": "township"});
    office_when("enter-cadres", json!({"cadres": [cadre]}))
        .when("strike-cadre", json!({"number": 1}))
}

/// Acts of the office that founding it did not take.
fn office_events() -> Vec<Recorded<office::steps::Event>> {
    let lent = json!({"principal": "prov-leader", "delegate": "prov-head", "acts": ["instruct"],
        "matters": ["A"], "from": "2026-03-02", "until": "2026-03-06", "paper": "云纪办〔2026〕3号"});
    let whens = [
        office_when(
            "move-unit",
            json!({"unit": "town-a1", "parent": "county-b"}),
        ),
        office_when(
            "dismiss",
            json!({"person": "prov-clerk", "unit": "prov-petition", "role": "clerk"}),
        ),
        office_when("suspend", json!({"person": "prov-clerk"})),
        office::steps::ask_removal::tests::asked("prov-clerk"),
        office_when(
            "relate-units",
            json!({"unit": "prov-supervision", "towards": "county-a",
            "kind": "liaison", "from": "2026-04-01", "until": "2026-12-31"}),
        ),
        office_when("delegate", lent.clone()),
        office_when("delegate", lent).when("revoke-delegation", json!({"number": 1})),
        office_when(
            "admit-partner",
            json!({"partner": "12345热线", "unit": "prov"}),
        ),
        office_when(
            "admit-partner",
            json!({"partner": "12345热线", "unit": "prov"}),
        )
        .when("revoke-partner", json!({"partner": "12345热线"})),
        office_when(
            "publish-roster",
            json!({"unit": "prov", "duties": [{"from": "2026-03-07", "until": "2026-03-08",
                "person": "prov-clerk", "leader": "prov-leader"}]}),
        ),
        office_when(
            "hand-over-classified",
            json!({"unit": "prov", "channel": "letter", "handed_to": "prov-principal"}),
        ),
        office_when(
            "enter-cadres",
            json!({"cadres": [{"name": "方小满", "unit": "石门村", "post": "会计", "rank": "village",
            "managed_at": "township", "region": "990101", "organ": "county-a"}]}),
        ),
        struck_cadre(),
        office_when(
            "adopt-catalogue",
            json!({"catalogue": "c1", "calendar": "2010-2027"}),
        ),
    ];
    let story = Story::new().by("system-admin");
    let facts = Facts::default();
    let ctx = Context {
        facts: &facts,
        ..story.context()
    };
    whens
        .iter()
        .map(|when| Recorded::new(when.event().clone(), &ctx))
        .collect()
}

//! Any sequence of acts: it replays, a refusal changes nothing, and the state stays sound.

use super::closing;
use super::random::{BEGINNINGS, Move, moves};
use crate::access;
use crate::actor::Actor;
use crate::given::{Story, When};
use crate::ids::PersonId;
use crate::matter::rows::rows;
use crate::matter::steps::route::accused_organs;
use crate::matter::steps::{ACTS, Event, KINDS};
use crate::matter::{CountersignSlot, Matter, Stage};
use crate::office;
use crate::rows::{Cell, Offset, Rows, Table, difference};
use crate::step::{Context, Recorded};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The beginnings, told once.
static TOLD: LazyLock<Vec<Story>> =
    LazyLock::new(|| BEGINNINGS.iter().map(|tell| tell()).collect());

/// Plays the acts one by one, and hands each step of the way to `look`.
fn play(beginning: usize, acts: &[Move], mut look: impl FnMut(&Matter, &When)) -> Story {
    let mut story = TOLD[beginning].clone();
    for act in acts {
        if let Some(when) = act.try_on(story.clone()) {
            look(&story.matter, &when);
            story = when.story;
        }
    }
    story
}

/// Plays those of the acts that whoever tries them has a right to.
fn play_by_right(beginning: usize, acts: &[Move]) -> Story {
    acts.iter().fold(TOLD[beginning].clone(), |story, act| {
        let tried = act.try_by_right(story.clone());
        tried.map_or(story, |when| when.story)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_replays_to_the_same_state(at in 0..BEGINNINGS.len(), acts in moves(30)) {
        let story = play(at, &acts, |before, when| match &when.outcome {
            Ok(_) => assert!(when.story.matter.version > before.version),
            Err(_) => assert_eq!(&when.story.matter, before, "a refusal changes nothing"),
        });
        let stored: Vec<Vec<u8>> = story.events.iter().map(Recorded::encode).collect();
        let read: Vec<Recorded<Event>> =
            stored.iter().map(|bytes| serde_json::from_slice(bytes).unwrap()).collect();
        prop_assert_eq!(&read, &story.events);
        prop_assert_eq!(read.iter().map(Recorded::encode).collect::<Vec<_>>(), stored);
        let replayed = Matter::replay(story.matter.id, &read);
        prop_assert_eq!(rows(&replayed, Offset::CHINA), rows(&story.matter, Offset::CHINA));
        prop_assert_eq!(replayed, story.matter);
    }

    #[test]
    fn rows_before_and_the_difference_are_the_rows_after(at in 0..BEGINNINGS.len(), acts in moves(30)) {
        play(at, &acts, |before, when| {
            let (before, after) =
                (rows(before, Offset::CHINA), rows(&when.story.matter, Offset::CHINA));
            let mut written: Rows = before.clone();
            let difference = difference(&before, &after);
            for (table, key) in &difference.deleted {
                assert!(written.remove(&(*table, key_of(key))).is_some());
            }
            for (table, row) in difference.written {
                assert_eq!(row.len(), table.columns().len(), "{}", table.name());
                written.insert((table, key_of(&row[..table.key_columns()])), row);
            }
            assert_eq!(written, after);
        });
    }

    #[test]
    fn the_state_stays_sound(at in 0..BEGINNINGS.len(), acts in moves(30)) {
        play(at, &acts, |_, when| check(&when.story));
    }

    #[test]
    fn the_recused_pass_no_door_t4(at in 1..BEGINNINGS.len(), acts in moves(20)) {
        let story = play(at, &acts, |_, _| {});
        let on = story.now.date();
        for person in &story.matter.recused {
            assert!(!access::sees(story.office, story.rules, person, on, &story.matter));
            for act in ACTS.iter().map(|act| act.name).chain(access::READINGS.iter().copied()) {
                let matter = Some(&story.matter);
                let permitted = access::permit(story.office, story.rules, person, act, matter, on);
                assert_eq!(permitted, None, "{person} may {act}");
            }
        }
    }

    #[test]
    fn a_delegate_never_gains_what_the_principal_lacks_p_08_t4(
        at in 1..BEGINNINGS.len(),
        acts in moves(12),
        lent in proptest::collection::vec((0..10_000usize, 0..10_000usize, 0..10usize), 1..12),
    ) {
        let story = lend(play(at, &acts, |_, _| {}), &lent);
        let on = story.now.date();
        let (office, rules, matter) = (story.office, story.rules, &story.matter);
        for person in office.people.keys() {
            for act in ACTS.iter().map(|act| act.name) {
                let own = access::own(office, rules, person, act, Some(matter), on);
                let permitted = access::permit(office, rules, person, act, Some(matter), on);
                for principal in access::principals(office, rules, person, act, matter, on) {
                    prop_assert!(principal != *person);
                    let theirs = access::own(office, rules, &principal, act, Some(matter), on);
                    prop_assert!(theirs.is_some(), "{principal} may not {act}, but {person} for them");
                    prop_assert!(access::sees(office, rules, person, on, matter));
                    prop_assert!(!matter.recused.contains(person) && !matter.recused.contains(&principal));
                    prop_assert!(!crate::rules::NEVER_LENT.contains(&act));
                }
                match (own, permitted) {
                    (Some(own), permitted) => prop_assert_eq!(Some(own), permitted),
                    (None, Some(actor)) => prop_assert!(actor.authority() != Some(person)),
                    (None, None) => {}
                }
            }
        }
    }

    #[test]
    fn every_matter_can_be_brought_to_its_end_and_every_clock_with_it(
        at in 0..BEGINNINGS.len(),
        acts in moves(30),
    ) {
        let story = play_by_right(at, &acts);
        if story.matter.exists() {
            let story = closing::close(story);
            prop_assert!(story.matter.open_clocks().is_empty());
        }
    }
}

/// The story in an office where people lent each other whatever they could.
fn lend(story: Story, lent: &[(usize, usize, usize)]) -> Story {
    let people: Vec<&PersonId> = story.office.people.keys().collect();
    let classes = &story.rules.act_classes;
    let mut office = story.office.clone();
    for (principal, delegate, class) in lent {
        let fields = serde_json::json!({"principal": people[principal % people.len()],
            "delegate": people[delegate % people.len()], "until": story.now.date(),
            "acts": [classes[class % classes.len()].id]});
        let command = office::steps::Command::read("delegate", fields)
            .unwrap()
            .unwrap();
        let ctx = Context {
            actor: &Actor::Console,
            ..story.context()
        };
        for event in command.decide(&office, &ctx).into_iter().flatten() {
            office.apply(&Recorded::new(event, &ctx));
        }
    }
    Story {
        office: Box::leak(Box::new(office)),
        ..story
    }
}

fn key_of(cells: &[Cell]) -> String {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Int(number) => number.to_string(),
        Cell::Bool(_) | Cell::Null => panic!("no key is made of {cell:?}"),
    };
    cells.iter().map(text).collect::<Vec<_>>().join("\u{1f}")
}

/// What must hold of every matter at every time.
fn check(story: &Story) {
    let matter = &story.matter;
    if !matter.exists() {
        assert!(rows(matter, Offset::CHINA).is_empty());
        return;
    }
    assert!(
        story.office.unit(&matter.holder).is_some(),
        "somebody of the office holds it"
    );
    assert!(
        matter.sight.contains(&matter.holder),
        "who holds it sees it"
    );
    assert_eq!(
        matter.sight.iter().collect::<BTreeSet<_>>().len(),
        matter.sight.len()
    );
    let accused = accused_organs(matter, &story.context());
    let here = story.office.organ_of(&matter.holder);
    let passed_on = matter
        .assignments
        .iter()
        .any(|a| !a.inside && a.returned.is_none());
    for organ in matter
        .sight
        .iter()
        .filter_map(|unit| story.office.organ_of(unit))
    {
        let knows = Some(organ) != here && passed_on && accused.contains(organ);
        assert!(!knows, "the accused's organ sees it (T4)");
    }
    check_stage(matter);
    check_clocks(story);
    let held = rows(matter, Offset::CHINA);
    assert_eq!(
        held.keys()
            .filter(|(table, _)| *table == Table::Matters)
            .count(),
        1
    );
    assert_eq!(
        held.keys()
            .filter(|(table, _)| *table == Table::Visible)
            .count(),
        if matter.is_void() {
            0
        } else {
            matter.sight.len()
        }
    );
    let voids = held
        .keys()
        .filter(|(table, _)| *table == Table::Voids)
        .count();
    assert_eq!(
        voids,
        if matter.is_void() {
            matter.sight.len()
        } else {
            0
        }
    );
}

fn check_stage(matter: &Matter) {
    let stage = matter.stage;
    assert_eq!(stage == Stage::Joined, matter.joined_into.is_some());
    let assignment = matter.assignment();
    if matches!(
        stage,
        Stage::Routed | Stage::Signed | Stage::Accepted | Stage::Reported
    ) {
        assert_eq!(assignment.map(|a| &a.to), Some(&matter.holder), "{stage:?}");
    }
    if matches!(stage, Stage::Accepted | Stage::Reported) {
        assert!(
            matter.handler().is_some(),
            "{stage:?} without anybody responsible (S1-14)"
        );
    }
    if let Some(accepted) = matter.accepted() {
        let named = [&accepted.handler, &accepted.leader];
        assert_ne!(named[0], named[1]);
        assert!(
            named.iter().all(|p| !matter.recused.contains(*p)),
            "a recused person handles it"
        );
    }
    let slots: Vec<_> = matter.signatures.iter().map(|sign| sign.slot).collect();
    assert_eq!(
        slots,
        CountersignSlot::ALL[..slots.len()],
        "signatures are in order"
    );
    let signers: BTreeSet<_> = matter.signatures.iter().map(|sign| &sign.person).collect();
    assert_eq!(signers.len(), slots.len(), "three people sign");
    if stage == Stage::Countersigned {
        assert_eq!(slots.len(), CountersignSlot::ALL.len());
    }
    if matter.excluded {
        assert!(matches!(
            stage,
            Stage::Concluded | Stage::Replied | Stage::WrittenOff
        ));
    }
}

fn check_clocks(story: &Story) {
    let matter = &story.matter;
    let open = matter.open_clocks();
    let outlives = |rule: &str| story.rules.clock(rule).is_some_and(|rule| rule.outlives);
    if matter.is_void() {
        assert!(open.is_empty(), "a void matter owes something");
    }
    if matter.is_over() {
        let all = open.iter().all(|clock| outlives(&clock.rule));
        assert!(all, "{:?} with an open clock", matter.stage);
    }
    let rules: BTreeSet<_> = open
        .iter()
        .map(|clock| (&clock.rule, &clock.owner, clock.about))
        .collect();
    assert_eq!(
        rules.len(),
        open.len(),
        "one promise of a kind about one thing at a time"
    );
    assert!(
        matter
            .clocks
            .iter()
            .zip(1..)
            .all(|(clock, number)| clock.number == number)
    );
    assert!(
        matter
            .clocks
            .iter()
            .all(|clock| clock.warned <= clock.warn_on.len())
    );
    assert!(matter.clocks.iter().all(|clock| clock.due >= clock.from));
}

#[test]
fn random_acts_reach_every_step_and_every_event() {
    // The calendar does not change while these stories are told; a corrected arrival moves a clock now
    // and then.
    let wanted: BTreeSet<&str> = KINDS
        .iter()
        .copied()
        .filter(|kind| *kind != MOVED)
        .collect();
    let (mut acts, mut events) = (BTreeSet::new(), BTreeSet::new());
    // The more acts there are, the more lives it takes to meet each of them where it is meant.
    for seed in 0..150 * ACTS.len() as u64 {
        let moves: Vec<Move> = (0..40).map(|at| Move::drawn(seed * 1_000 + at)).collect();
        play(seed as usize % BEGINNINGS.len(), &moves, |_, when| {
            let told = when.outcome.iter().flatten();
            events.extend(told.map(|event| event.event.kind()));
        });
        acts.extend(moves.iter().map(Move::name));
        if acts.len() == ACTS.len() && wanted.is_subset(&events) {
            break;
        }
    }
    assert_eq!(acts, ACTS.iter().map(|act| act.name).collect());
    let missing: Vec<_> = wanted.difference(&events).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

/// A changed calendar or a corrected arrival moves a clock.
const MOVED: &str = "matter.clock-moved.v1";

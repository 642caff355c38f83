//! Random acts: any step, by anyone, with fields that mostly fit and sometimes are nonsense.

use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::form::{Field, Kind, Source};
use crate::given::{Story, When, file, joined, report, sealed};
use crate::ids::PersonId;
use crate::matter::choices;
use crate::matter::steps::{ACTS, Command, ground};
use jiff::ToSpan;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// One random act: what it is made of.
#[derive(Debug, Clone)]
pub(super) struct Move {
    act: usize,
    who: usize,
    seed: u64,
    minutes: u32,
}

/// Up to `most` random acts.
pub(super) fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec(any::<u64>().prop_map(Move::drawn), 0..most)
}

/// Where a random story begins.
pub(crate) const BEGINNINGS: &[fn() -> Story] = &[
    Story::new,
    Story::received,
    Story::identity_asked,
    Story::identity_approved,
    Story::identity_approved_for_weeks,
    Story::registered,
    Story::instructed,
    Story::routed,
    Story::signed,
    Story::accepted,
    Story::found,
    Story::reported,
    Story::signed_by_two,
    Story::countersigned,
    Story::concluded_real_name,
    Story::concluded,
    crate::matter::steps::confirm_handover::tests::half_way,
    crate::matter::steps::name_joint::tests::joined_by_two,
    crate::matter::steps::designate::tests::returned_twice,
    Story::screened_out,
    Story::unreviewed,
    Story::under_study,
    Story::opined,
    Story::transcribed,
    Story::written_off,
    Story::permitted_to_contact,
    Story::asked_to_contact,
    Story::asked_to_extend,
    Story::asked_to_pause,
    Story::paused,
    Story::letter_from_above,
    Story::letter_from_above_concluded,
    Story::visit,
    Story::cleared,
    Story::handed_over,
    Story::feedback_approved,
    Story::pleading,
    Story::refused_again,
    Story::window_over,
    crate::matter::steps::review_liaison::tests::awaiting,
    crate::matter::steps::split::tests::in_two,
    crate::matter::steps::begin_part::tests::begun,
    crate::matter::steps::note_part::tests::whole_concluded,
    crate::matter::steps::note_part::tests::all_concluded,
    crate::matter::steps::separate::tests::in_another,
    crate::matter::steps::release_repeat::tests::with_repeat,
    crate::matter::steps::decide_extension::tests::asked,
    crate::matter::steps::decide_repair::tests::correction_asked,
    crate::matter::steps::decide_repair::tests::void_asked,
    crate::matter::steps::pass_up::tests::passed_up,
    crate::matter::steps::return_down::tests::returned_down,
    crate::matter::steps::ask_consent::tests::asked,
    crate::matter::steps::answer_consent::tests::given,
    crate::matter::steps::ask_handing::tests::handing_asked,
    crate::matter::steps::decide_handing::tests::approved,
    crate::matter::steps::draft_slip::tests::drafted,
    crate::matter::steps::sign_slip::tests::signed,
    crate::matter::steps::examine_answer::tests::answered,
    crate::matter::steps::decide_accountability::tests::agreed,
    crate::matter::steps::conclude_accountability::tests::agreed,
    crate::matter::steps::settle_passing::tests::passed,
    crate::matter::steps::propose_accountability::tests::overturned,
];

impl Move {
    /// The act of a seed.
    pub(super) fn drawn(seed: u64) -> Self {
        let mut dice = Dice(seed);
        Self {
            act: dice.below(ACTS.len() as u64) as usize,
            who: dice.below(10_000) as usize,
            // Some wait for days, some act within the hour: what an approval opens shuts again soon.
            minutes: if dice.one_in(2) {
                dice.below(90)
            } else {
                dice.below(4_000)
            } as u32,
            seed: dice.next(),
        }
    }

    /// The step's name.
    pub(super) fn name(&self) -> &'static str {
        ACTS[self.act].name
    }

    /// Tries the act, whether or not whoever tries it has the right; `None` where its fields make no command at all.
    pub(super) fn try_on(&self, story: Story) -> Option<When> {
        let (story, command) = self.made(story)?;
        Some(story.decide(command))
    }

    /// Tries the act as the program lets it be tried; `None` also where whoever tries it has no right to it.
    pub(super) fn try_by_right(&self, story: Story) -> Option<When> {
        let (story, command) = self.made(story)?;
        let may = story.actor.person().is_none()
            || !story.matter.exists()
            || story.permitted(self.name()).is_some();
        may.then(|| story.decide(command))
    }

    fn made(&self, story: Story) -> Option<(Story, Command)> {
        let mut dice = Dice(self.seed);
        let act = self.act_on(&story);
        let story = self.prepare(story, act, &mut dice);
        let fields = match act.name {
            "take-repeat" => repeat(&story, &mut dice),
            "release-repeat" => {
                json!({"matter": story.matter.repeats.first().map(|repeat| repeat.matter)})
            }
            "begin-part" => crate::matter::steps::begin_part::tests::any(),
            "note-part" => json!({"part": part(&story), "concluded": dice.one_in(2)}),
            "note-campaign" => {
                let state = if dice.one_in(2) {
                    "open"
                } else {
                    "written-off"
                };
                crate::matter::steps::note_campaign::tests::note(state)
            }
            "take-part-back" => json!({"part": part(&story)}),
            "receive" if dice.one_in(2) => plain(fill(act.fields, &story, &mut dice)),
            _ => fill(act.fields, &story, &mut dice),
        };
        let command = Command::read(act.name, fields)?.ok()?;
        Some((story, command))
    }

    /// The act itself, or every second time the next one that can be meant now: most acts cannot at
    /// most times, and a life of refusals alone goes nowhere.
    fn act_on(&self, story: &Story) -> &'static Act {
        let after = ACTS.iter().cycle().skip(self.act).take(ACTS.len());
        let ctx = story.context();
        let meant = |act: &&Act| matches!(ground(act.name, &story.matter, &ctx), Some(Ok(())));
        let next = after
            .into_iter()
            .find(|act| self.seed % 2 == 1 && meant(act));
        next.unwrap_or(&ACTS[self.act])
    }

    fn prepare(&self, mut story: Story, act: &Act, dice: &mut Dice) -> Story {
        story.now = story
            .now
            .checked_add(i64::from(self.minutes).minutes())
            .unwrap();
        let late = i64::from(self.minutes / 7).minutes();
        story.happened = dice.one_in(5).then(|| story.now.checked_sub(late).unwrap());
        story.facts.number = (!dice.one_in(9)).then(|| "330000-2026-4-0000017".to_owned());
        story.facts.report = Some(report(u128::from(dice.below(3))));
        story.facts.reachable = dice.one_in(2);
        story.facts.other = dice.one_in(2).then(|| joined("main"));
        if let Some(of) = &story.matter.splitting.of {
            story.facts.other = Some(crate::step::Other {
                matter: of.whole.matter,
                ..joined("whole")
            });
        }
        story.facts.part = dice.one_in(2).then(|| crate::matter::Joined {
            matter: crate::ids::MatterId(uuid::Uuid::from_u128(dice.below(1 << 40).into())),
            number: "part".to_owned(),
        });
        story.facts.slip_number = (!dice.one_in(9)).then_some(7);
        story.facts.speaker = (!dice.one_in(9)).then(|| story.filing());
        story.facts.namesakes = Vec::new();
        if dice.one_in(6) {
            story.facts.namesakes.push(any_person(&story, dice));
        }
        story.actor = match act.performer {
            Performer::Timer => Actor::Timer,
            Performer::Reporter => Actor::Reporter,
            Performer::Sender if dice.one_in(2) => Actor::Citizen,
            Performer::Sender | Performer::Person => {
                let who = self.somebody(&story, act.name);
                return story.by(who.as_str());
            }
        };
        story
    }

    /// A person with a right to the act more often than not.
    fn somebody(&self, story: &Story, act: &str) -> PersonId {
        let on = story.now.date();
        let permitted = |person: &&PersonId| {
            let matter = Some(&story.matter).filter(|matter| matter.exists());
            crate::access::permit(story.office, story.rules, person, act, matter, on).is_some()
        };
        let all: Vec<&PersonId> = story.office.people.keys().collect();
        let fit: Vec<&PersonId> = all.iter().copied().filter(permitted).collect();
        // Only who asked may open, and few ask: chance alone would hardly ever find them.
        let asker = story
            .matter
            .identity_requests
            .iter()
            .rev()
            .find(|asked| asked.is_live());
        if let Some(asked) =
            asker.filter(|_| matches!(act, "disclose-identity" | "withdraw-identity"))
        {
            return asked.asker.clone();
        }
        let list = if fit.is_empty() || self.who.is_multiple_of(5) {
            &all
        } else {
            &fit
        };
        list[self.who % list.len()].clone()
    }
}

/// A report of which only what a citizen says is filled: the rest seldom fits together by chance.
fn plain(mut report: Value) -> Value {
    const OF_OFFICE: [&str; 10] = [
        "way",
        "origin",
        "platform",
        "wants_result",
        "urgency",
        "secrecy",
        "heads",
        "representatives",
        "members",
        "late_reason",
    ];
    if let Some(fields) = report.as_object_mut() {
        fields.retain(|name, _| !OF_OFFICE.contains(&&**name));
    }
    report
}

fn part(story: &Story) -> Option<crate::ids::MatterId> {
    let parts = &story.matter.splitting.parts;
    parts.first().map(|part| part.part.matter)
}

fn repeat(story: &Story, dice: &mut Dice) -> Value {
    let recused: Vec<PersonId> = (0..dice.below(3))
        .map(|_| any_person(story, dice))
        .collect();
    json!({"matter": sealed(u128::from(dice.below(3)))["id"], "number": "r",
           "real_name": dice.one_in(2), "recused": recused})
}

fn any_person(story: &Story, dice: &mut Dice) -> PersonId {
    let people: Vec<&PersonId> = story.office.people.keys().collect();
    (*dice.pick(&people)).clone()
}

fn fill(fields: &[Field], story: &Story, dice: &mut Dice) -> Value {
    let mut filled = Map::new();
    for field in fields {
        let left_out = if field.required {
            dice.one_in(60)
        } else {
            dice.one_in(3)
        };
        if !left_out {
            filled.insert(field.name.to_owned(), value(field.kind, story, dice));
        }
    }
    Value::Object(filled)
}

fn value(kind: Kind, story: &Story, dice: &mut Dice) -> Value {
    match kind {
        Kind::Line { .. } | Kind::Text { .. } | Kind::Named { .. } | Kind::Identity => {
            sealed(dice.below(1 << 40).into())
        }
        Kind::Word { .. } => json!(dice.pick(&["main", "other", "", "2026〕1号", "12388-0042"])),
        Kind::Choice(codes) => {
            let word = if dice.one_in(50) {
                "nonsense"
            } else {
                dice.pick(codes).value
            };
            json!(word)
        }
        Kind::From(source) => json!(choice(source, story, dice)),
        Kind::Several(source) => json!([choice(source, story, dice)]),
        Kind::Date => {
            let day = jiff::civil::date(2026, 3, 2).saturating_add((dice.below(140) as i64).days());
            json!(if dice.one_in(2) {
                "2026-03-02".to_owned()
            } else {
                day.to_string()
            })
        }
        Kind::DateTime => json!("2026-03-03T09:00"),
        Kind::Number { min, max } => json!(min + (dice.below(1000) as i64).min(max - min)),
        Kind::Flag => json!(dice.one_in(2)),
        Kind::Files { .. } if dice.one_in(2) => json!([file()]),
        Kind::Files { .. } => json!([]),
        Kind::Group { fields, min, max } => {
            let count = (min + dice.below(3) as usize).min(max);
            Value::Array((0..count).map(|_| fill(fields, story, dice)).collect())
        }
    }
}

/// What a page would offer; sometimes what it would not.
fn choice(source: Source, story: &Story, dice: &mut Dice) -> String {
    let offered = choices(source, Some(&story.matter), &story.context());
    if offered.is_empty() || dice.one_in(8) {
        let units: Vec<&str> = story
            .office
            .units
            .keys()
            .map(|unit| unit.as_str())
            .collect();
        let nonsense = ["nowhere", "9.9", "0", "1.0", "", "prov-clerk"];
        let list = if dice.one_in(2) {
            &units[..]
        } else {
            &nonsense[..]
        };
        return (*dice.pick(list)).to_owned();
    }
    dice.pick(&offered).value.clone()
}

/// SplitMix64: the same seed throws the same dice, so that a failing case can be told again.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len() as u64);
        &list[at as usize]
    }
}

//! Record a month's full check (登记每月全覆盖检查): the inspections by which everything overdue and everything
//! concluded but not accepted was checked in the county (S1-23). What they found is counted, not typed.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::key_county::{Check, KeyCounty, Made};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordCheck {
    inspections: Vec<String>,
}

/// A month's full check was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRecorded {
    /// Which check of the county it is, from 1.
    pub check: u32,
    /// By which inspections, with what they came to in the county.
    pub made: Vec<Made>,
}

crate::refusals! {
    NotNamed = "not-named" => "还没有列为重点督导县，或者已经退出。",
    NotMade = "not-made" => "所选的检查不是列入以后对这个县开展的全查，或者已经登记过，请重新选择。",
    Unchecked = "unchecked" => "所选的全查还有没有检查的项，全部检查完再登记。",
}

impl Step for RecordCheck {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-check",
        noun: "check",
        zh: "登记每月全覆盖检查",
        help: "先在“抽查检查”里对这个县开展逾期未结初次举报全查、结而不服全查，逐件检查完毕，再在这里登记。",
        basis: "省县直通，每月全覆盖检查逾期未结的初次举报和结而不服的信访件（S1-23）",
        mechanisms: &["S1-23"],
        performer: Performer::Person,
        fields: &[Field::new("inspections", "全查", Kind::Several(Source::Own("made")))],
    };

    fn ground(state: &KeyCounty, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_named() { Ok(()) } else { Err(Refusal::NotNamed) }
    }

    fn decide(self, state: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let made = &ctx.facts.key_county.made;
        let of = |number: &String| made.iter().find(|made| made.number == *number).cloned();
        let found: Option<Vec<Made>> = self.inspections.iter().map(of).collect();
        let found = found.filter(|found| !found.is_empty()).ok_or(Refusal::NotMade)?;
        let known = |made: &Made| {
            let before = state.checks.iter().flat_map(|check| &check.made);
            before.into_iter().any(|known| known.number == made.number)
        };
        if found.iter().any(known) {
            return Err(Refusal::NotMade);
        }
        if found.iter().any(|made| made.checked < made.items) {
            return Err(Refusal::Unchecked);
        }
        Ok(vec![Event::CheckRecorded(CheckRecorded {
            check: state.checks.len() as u32 + 1,
            made: found,
        })])
    }
}

impl CheckRecorded {
    /// Its leader is to be told.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.checks.push(Check {
            number: self.check,
            at: record.happened,
            made: self.made.clone(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::decide::tests::named;
    use super::super::propose::tests::proposed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const RECORD: &str = RecordCheck::ACT.name;

    fn fields(number: &str) -> Value {
        json!({"inspections": [number]})
    }

    fn made(number: &str, checked: u32) -> Made {
        Made {
            number: number.to_owned(),
            kind: "overdue-first".to_owned(),
            items: 2,
            checked,
            faulted: 1,
        }
    }

    fn having(mut story: Proceeding<KeyCounty>, checked: u32) -> Proceeding<KeyCounty> {
        story.facts.key_county.made = vec![made("JC-prov-2026-0001", checked), made("JC-prov-2026-0002", 2)];
        story
    }

    pub(crate) fn recorded() -> Proceeding<KeyCounty> {
        having(named(), 2).act("prov-head", RECORD, fields("JC-prov-2026-0001"))
    }

    pub(crate) fn twice() -> Proceeding<KeyCounty> {
        recorded().act("prov-head", RECORD, fields("JC-prov-2026-0002"))
    }

    #[test]
    fn what_was_found_is_counted_and_the_next_month_is_owed_s1_23() {
        let state = recorded().state;
        assert_eq!((state.checks[0].made[0].items, state.checks[0].made[0].faulted), (2, 1));
        let open = state.core.clocks.iter().filter(|clock| clock.is_open());
        let mut rules: Vec<_> = open.map(|clock| &*clock.rule).collect();
        rules.sort_unstable();
        assert_eq!(rules, ["key-county-check", "key-county-notice", "key-county-term"]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-named", || proposed().by("prov-head").refused(RECORD, fields("JC-prov-2026-0001"))),
            case("not-made", || having(named(), 2).by("prov-head").refused(RECORD, fields("none"))),
            case("not-made", || recorded().by("prov-head").refused(RECORD, fields("JC-prov-2026-0001"))),
            case("unchecked", || {
                having(named(), 1).by("prov-head").refused(RECORD, fields("JC-prov-2026-0001"))
            }),
        ]
    };
}

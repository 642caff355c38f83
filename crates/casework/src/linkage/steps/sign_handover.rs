//! Sign the handover letter (签发移交函): it has a number of the receiver's own series and goes out.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::UnitId;
use crate::linkage::{Issued, Linkage, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignHandover {}

/// The handover letter is out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverSigned {
    /// Which one, within the linkage.
    pub letter: u32,
    /// The organ whose letter it is.
    pub organ: UnitId,
    /// The year of its number.
    pub year: i16,
    /// Its number within the year.
    pub serial: u32,
}

crate::refusals! {
    NoDraft = "no-draft" => "没有待签发的移交函，先由承接单位拟稿。",
    NotReceiver = "not-receiver" => "移交函由承接单位签发，请由该单位办理。",
    OwnDraft = "own-draft" => "移交函须由拟稿人以外的人签发，请本单位负责人签发。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for SignHandover {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-handover-letter",
        noun: "handover-signature",
        zh: "签发移交函",
        help: "看过移交函后签发：编本单位文号发出，督促有权处理的单位依法解决。",
        basis: "承接单位以移交函交职能部门或者地方党委政府，督促依法解决（S1-51）；拟稿、签发分开为默认设置",
        mechanisms: &["S1-51", "S1-53"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || linkage.draft().is_none() {
            return Err(Refusal::NoDraft);
        }
        if linkage.is_receiver(ctx) { Ok(()) } else { Err(Refusal::NotReceiver) }
    }

    fn decide(self, linkage: &Linkage, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let draft = linkage.draft().ok_or(Refusal::NoDraft)?;
        if ctx.actor.person() == draft.by.as_ref() {
            return Err(Refusal::OwnDraft);
        }
        Ok(vec![Event::HandoverSigned(HandoverSigned {
            letter: draft.number,
            organ: draft.organ.clone(),
            year: ctx.now.on().year(),
            serial: ctx.facts.linkage.letter.ok_or(Refusal::NoNumber)?,
        })])
    }
}

impl HandoverSigned {
    /// It is out.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        let issued = Issued {
            year: self.year,
            serial: self.serial,
            on: record.happened.date(),
            by: record.by.person().cloned(),
        };
        let mut letters = linkage.handovers.iter_mut();
        if let Some(letter) = letters.find(|letter| letter.number == self.letter) {
            letter.issued = Some(issued);
        }
        linkage.stage = Stage::HandedOver;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::acknowledge_prompt::tests::acknowledged;
    use super::super::draft_handover::tests::drafted;
    use super::super::sign_prompt::tests::numbered;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const SIGN: &str = SignHandover::ACT.name;

    pub(crate) fn handed_over() -> Proceeding<Linkage> {
        drafted().act("city-head", SIGN, json!({}))
    }

    #[test]
    fn the_receivers_letter_bears_a_number_of_its_own_s1_51() {
        let state = handed_over().state;
        let issued = state.handovers[0].issued.as_ref().unwrap();
        assert_eq!((issued.year, issued.serial, state.stage), (2026, 1, Stage::HandedOver));
        assert!(state.core.clocks.iter().all(|clock| clock.rule != "linkage-handover" || !clock.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-draft", || numbered(acknowledged()).by("city-head").refused(SIGN, json!({}))),
            case("not-receiver", || drafted().by("prov-head").refused(SIGN, json!({}))),
            case("own-draft", || drafted().by("city-clerk").refused(SIGN, json!({}))),
            case("no-number", || {
                let mut story = drafted().by("city-head");
                story.facts.linkage.letter = None;
                story.refused(SIGN, json!({}))
            }),
        ]
    };
}

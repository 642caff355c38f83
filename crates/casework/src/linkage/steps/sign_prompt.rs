//! Sign the prompt letter (签发提示函): only then it has a number, goes to the receiver and, in copy, to the
//! supervision-inspection office, and the receiver's clocks begin.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::UnitId;
use crate::linkage::{Issued, Linkage, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignPrompt {}

/// The prompt letter is out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptSigned {
    /// The organ whose letter it is.
    pub organ: UnitId,
    /// The year of its number.
    pub year: i16,
    /// Its number within the year.
    pub serial: u32,
}

crate::refusals! {
    NotProposed = "not-proposed" => "没有待签发的提示函，可能已经签发或者撤回；还没有提出的，先提出联动处置。",
    OwnDraft = "own-draft" => "提示函须由拟稿人以外的人签发，请信访室主任或者分管领导签发。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for SignPrompt {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-prompt",
        noun: "prompt-signature",
        zh: "签发提示函",
        help: "看过提示函后签发：文书编号发出，承接单位可以看到并开始计时，同时抄送监督检查室。",
        basis: "信访室以提示函附举报原件发派驻派出机构或者地市纪委监委，抄送监督检查室（S1-50）；拟稿、签发分开为默认设置",
        mechanisms: &["S1-50", "S1-53"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(linkage: &Linkage, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = linkage.runs() && linkage.stage == Stage::Proposed;
        if waits { Ok(()) } else { Err(Refusal::NotProposed) }
    }

    fn decide(self, linkage: &Linkage, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if ctx.actor.person() == linkage.proposer.as_ref() {
            return Err(Refusal::OwnDraft);
        }
        let unit = &linkage.core.unit;
        Ok(vec![Event::PromptSigned(PromptSigned {
            organ: ctx.office.organ_of(unit).unwrap_or(unit).clone(),
            year: ctx.now.on().year(),
            serial: ctx.facts.linkage.letter.ok_or(Refusal::NoNumber)?,
        })])
    }
}

impl PromptSigned {
    /// The receiver knows of its part, the supervision-inspection office of all.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        let (receiver, inspection) = (linkage.receiver.clone(), linkage.inspection.clone());
        linkage.core.involve(&receiver);
        if !linkage.core.sight.contains(&inspection) {
            linkage.core.sight.push(inspection);
        }
        linkage.prompt = Some(Issued {
            year: self.year,
            serial: self.serial,
            on: record.happened.date(),
            by: record.by.person().cloned(),
        });
        linkage.stage = Stage::Prompted;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::propose::tests::proposed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    pub(crate) const SIGN: &str = SignPrompt::ACT.name;

    pub(crate) fn numbered(mut story: Proceeding<Linkage>) -> Proceeding<Linkage> {
        story.facts.linkage.letter = Some(1);
        story
    }

    pub(crate) fn prompted() -> Proceeding<Linkage> {
        numbered(proposed()).act("prov-head", SIGN, json!({}))
    }

    #[test]
    fn it_goes_to_the_receiver_and_in_copy_to_the_inspection_office_s1_50() {
        let state = prompted().state;
        assert_eq!(state.core.parties, ["city".into()]);
        assert!(state.core.sight.contains(&"prov-supervision".into()));
        let owed: Vec<_> = state.core.clocks.iter().filter(|clock| clock.is_open()).collect();
        let owed: Vec<_> = owed.iter().map(|clock| (&*clock.rule, clock.owner.as_str())).collect();
        assert_eq!(owed, [("linkage-acknowledge", "city"), ("linkage-feedback", "city")]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-proposed", || prompted().by("prov-head").refused(SIGN, json!({}))),
            case("own-draft", || numbered(proposed()).by("prov-clerk").refused(SIGN, json!({}))),
            case("no-number", || proposed().by("prov-head").refused(SIGN, json!({}))),
        ]
    };
}

//! Record what came of a proposal (登记追责结果): who was held to account and how, or why nobody was. Only after
//! it was agreed to; a talk has its own record.

use super::Event;
use super::decide_accountability::{any, named};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::supervision::{AccountForm, AccountOutcome, AccountState, Proposal};
use crate::proposal::is_unissued;
use crate::review::item::Answerable;
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ConcludeAccountability {
    proposal: String,
    found: SealedRef,
    #[serde(default)]
    people: Vec<Answerable>,
    none: Option<SealedRef>,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// It was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountabilityConcluded {
    /// Which proposal.
    pub proposal: u32,
    /// What was found out.
    pub found: SealedRef,
    /// Who answers, and how.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Answerable>,
    /// Why nobody answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<SealedRef>,
    /// Whether it ended in a talk or in education alone (S0-07).
    pub light: bool,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NothingDue = "nothing-due" => "没有经审定、尚未落实的问责建议；建议经领导审定后再登记结果。",
    ProposalUnknown = "proposal-unknown" => "没有这项尚未落实的建议，可能已经登记。",
    NotYours = "not-yours" => "这项建议由另一机关提出，请由该机关登记结果。",
    NotIssued = "not-issued" =>
        "本机关没有签发过这个文号的监察建议书；请先拟监察建议书，由领导签发后，填已签发的文号。",
    Unsaid = "unsaid" => "请列出追责对象和方式；没有追责的，写明不追责的理由，两者只填一项。",
}

/// Suggestions and transfers that were agreed to and not carried out yet.
pub(crate) fn due(matter: &Matter) -> impl Iterator<Item = &Proposal> {
    let proposals = matter.supervision.proposals.iter();
    proposals.filter(|known| {
        known.form != AccountForm::Talk && known.state() == AccountState::Agreed
    })
}

const PEOPLE: &[Field] = &[
    Field::new("name", "人员或者单位", Kind::Line { max: 40 }),
    Field::new("measure", "追责方式", Kind::From(Source::Measures)),
    Field::new("paper", "文号", Kind::Word { max: 40 })
        .optional()
        .help("监察建议书须填已签发的文号"),
];

impl Step for ConcludeAccountability {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "conclude-accountability",
        noun: "accountability-results",
        zh: "登记追责结果",
        help: "记下查明的情况，逐人（单位）登记追责方式和文号；经查不应追责的，写明理由。",
        basis: "追究责任情形的处理（S0-25）；不能以简单约谈提醒、批评教育代替追责问责（S0-07）",
        mechanisms: &["S0-25", "S0-07", "S1-15", "S3-19"],
        performer: Performer::Person,
        fields: &[
            Field::new("proposal", "追责建议", Kind::From(Source::AccountDue)),
            Field::new("found", "查明的情况", Kind::Text { max: 1000 }),
            Field::new("people", "追责对象", Kind::Group { fields: PEOPLE, min: 0, max: 20 }).optional(),
            Field::new("none", "不追责的理由", Kind::Text { max: 500 }).optional(),
            Field::new("files", "证明材料", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        any(matter, due(matter), ctx, (Refusal::NothingDue, Refusal::NotYours))
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let refusals = (Refusal::ProposalUnknown, Refusal::NotYours);
        let known = named(matter, due(matter), &self.proposal, ctx, refusals)?;
        if self.people.is_empty() != self.none.is_some() {
            return Err(Refusal::Unsaid);
        }
        let issued = &ctx.facts.issued;
        if self.people.iter().any(|one| is_unissued(&one.measure, one.paper.as_deref(), issued)) {
            return Err(Refusal::NotIssued);
        }
        let each = self.people.iter();
        let light = !self.people.is_empty() && each.clone().all(|one| ctx.rules.is_light(&one.measure));
        Ok(vec![Event::AccountabilityConcluded(AccountabilityConcluded {
            proposal: known.number,
            found: self.found,
            people: self.people,
            none: self.none,
            light,
            files: self.files,
        })])
    }
}

impl AccountabilityConcluded {
    /// Somebody answered for it, or nobody had to.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.handling.files.extend(self.files.iter().cloned());
        let mut proposals = matter.supervision.proposals.iter_mut();
        if let Some(known) = proposals.find(|known| known.number == self.proposal) {
            let (held, light, at) = (self.people.len(), self.light, record.happened);
            known.outcome = Some(AccountOutcome { held, light, at });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

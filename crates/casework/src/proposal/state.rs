//! What a supervision proposal is.

use super::LETTER;
use super::steps::{self, Event};
use crate::clocks::{Clock, Owed, Promising};
use crate::ids::{MatterId, PersonId, ProcedureId, UnitId};
use crate::matter::Choice;
use crate::procedure::{Core, Issued, Item, Lookup, Noun, Procedure};
use crate::rules::{ClockRule, Condition, Owner, Rules};
use crate::sealed::SealedRef;
use crate::step::Context;
use calendar::Term;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where it stands.
    pub enum Stage {
        /// It waits for a leader.
        Drafted = "drafted" => "待签发",
        /// It is out, and an answer is owed.
        Signed = "signed" => "已签发，待答复",
        /// The answer waits to be examined.
        Answered = "answered" => "已答复，待审核",
        /// The answer was not accepted; another is owed.
        Refused = "refused" => "答复退回，待重新答复",
        /// The answer was accepted.
        Accepted = "accepted" => "已采纳落实",
        /// The leader did not sign it.
        Declined = "declined" => "不予签发",
    }
}

/// To whom it goes: a unit of the tree, or a body outside whose answer the office enters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// A unit of the tree.
    Unit(UnitId),
    /// A body outside it, by its name.
    Outside(SealedRef),
}

/// The matter it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Which.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
}

/// When it was signed, and under which number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Of which year its number is.
    pub year: i16,
    /// Which of the organ's proposals of that year.
    pub serial: u32,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: DateTime,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: DateTime,
    /// Who entered it.
    pub by: Option<PersonId>,
    /// What was put right.
    pub text: SealedRef,
    /// What came of it: accepted or not, with which words, when.
    pub examined: Option<(bool, SealedRef, DateTime)>,
}

/// A supervision proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What every procedure has.
    pub core: Core,
    /// Whose.
    pub organ: UnitId,
    /// To whom.
    pub to: Option<Addressee>,
    /// Where it stands.
    pub stage: Stage,
    /// Who drafted it.
    pub drafter: Option<PersonId>,
    /// Where it comes from: a case review, a duty investigation, an accountability result.
    pub source: Option<SealedRef>,
    /// The matter it comes from, where it comes from one.
    pub subject: Option<Subject>,
    /// What was found.
    pub found: Option<SealedRef>,
    /// What is proposed.
    pub demand: Option<SealedRef>,
    /// How many working days an answer may take.
    pub days: u32,
    /// Its signature.
    pub signed: Option<Signed>,
    /// Why the leader did not sign it.
    pub declined: Option<SealedRef>,
    /// Answers, oldest first.
    pub answers: Vec<Answer>,
}

impl Proposal {
    /// The unit that owes an answer: the addressee, or the office that enters it for a body outside.
    pub fn answering(&self) -> &UnitId {
        match &self.to {
            Some(Addressee::Unit(unit)) => unit,
            _ => &self.core.unit,
        }
    }

    /// Whether whoever acts may answer: people of the addressee, and for a body outside those of the office.
    pub(crate) fn may_answer(&self, ctx: &Context<'_>) -> bool {
        let own = ctx.actor.unit().and_then(|unit| ctx.office.organ_of(unit));
        own.is_some() && own == ctx.office.organ_of(self.answering())
    }
}

impl Promising for Proposal {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, _: &Clock, _: &Event) -> bool {
        true
    }

    fn owed(&self, owner: Owner, _: &Event, _: &Context<'_>) -> Vec<Owed> {
        match owner {
            Owner::Party => vec![Owed::by(self.answering(), None)],
            _ => vec![Owed::by(&self.core.unit, None)],
        }
    }

    fn within(_: Owner, event: &Event) -> Option<Term> {
        match event {
            Event::ProposalSigned(event) => Some(Term::WorkingDays(event.days)),
            _ => None,
        }
    }

    fn holds(&self, _: Condition) -> bool {
        false
    }
}

impl Procedure for Proposal {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Proposal;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            organ: UnitId(String::new()),
            to: None,
            stage: Stage::Drafted,
            drafter: None,
            source: None,
            subject: None,
            found: None,
            demand: None,
            days: 0,
            signed: None,
            declined: None,
            answers: Vec::new(),
        }
    }

    fn kind(&self) -> &str {
        Noun::Proposal.as_str()
    }

    fn kind_zh<'a>(_: &'a Rules, _: &'a str) -> &'a str {
        "监察建议书"
    }

    fn period(&self) -> Option<(Date, Date)> {
        None
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::ProposalDrafted(_) => "拟监察建议书",
            Event::ProposalSigned(_) => "签发监察建议书",
            Event::ProposalDeclined(_) => "不予签发",
            Event::ProposalAnswered(_) => "答复监察建议书",
            Event::ProposalAccepted(_) => "审核认可",
            Event::ProposalRefused(_) => "审核退回",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        if list != "below" {
            return Vec::new();
        }
        let own = ctx.actor.unit().and_then(|unit| ctx.office.organ_of(unit));
        let units = ctx.office.units.values();
        let below = units.filter(|unit| own.is_some_and(|own| ctx.office.is_above(own, &unit.id)));
        below
            .map(|unit| Choice::plain(unit.id.as_str(), &unit.name))
            .collect()
    }

    /// The organ's own item, never the addressee's: the letter does not name the matter, and neither does its page
    /// below.
    fn items(&self) -> Vec<Item> {
        let item = self.subject.as_ref().map(|subject| Item {
            number: 1,
            matter: subject.matter,
            unit: self.core.unit.clone(),
            state: self.stage.as_str(),
        });
        item.into_iter().collect()
    }

    fn about(&self) -> Option<MatterId> {
        self.subject.as_ref().map(|subject| subject.matter)
    }

    fn lookup(&self, act: &str) -> Option<Lookup> {
        (act == steps::draft::NAME).then_some(Lookup::Matter)
    }

    fn issues(act: &str) -> Option<&'static str> {
        (act == steps::sign::NAME).then_some(LETTER)
    }

    fn issued(event: &Event) -> Option<Issued> {
        match event {
            Event::ProposalSigned(event) => Some(Issued {
                letter: LETTER,
                organ: event.organ.clone(),
                year: event.year,
                serial: event.serial,
            }),
            _ => None,
        }
    }
}

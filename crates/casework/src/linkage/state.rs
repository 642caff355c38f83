//! What a linkage is.

mod promises;

use super::steps::{self, Event};
use crate::ids::{MatterId, PersonId, ProcedureId, UnitId};
use crate::matter::Choice;
use crate::office::UnitKind;
use crate::procedure::{Core, Item, Noun, Procedure};
use crate::rows::{Offset, Rows};
use crate::rules::{Ground, Rules};
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where a linkage stands.
    pub enum Stage {
        /// Proposed, and the prompt letter not signed.
        Proposed = "proposed" => "待签发提示函",
        /// The prompt letter is out.
        Prompted = "prompted" => "已发提示函，待签收",
        /// The receiver has it.
        Acknowledged = "acknowledged" => "已签收，待移交",
        /// Handed over to whoever can solve it.
        HandedOver = "handed-over" => "已移交，办理中",
        /// The receiver says what came of it.
        Resulted = "resulted" => "已反馈结果，待审核",
        /// Closed with its result.
        Concluded = "concluded" => "已办结",
        /// The receiver gave it back: it is not theirs.
        Returned = "returned" => "已退回",
        /// Withdrawn before the letter went out.
        Withdrawn = "withdrawn" => "已撤回",
    }
}

crate::codes! {
    /// What came of the demand.
    pub enum Outcome {
        /// The demand was met.
        Solved = "solved" => "诉求已解决",
        /// Part of it was.
        Partly = "partly" => "部分解决，其余已明确措施和时限",
        /// It cannot be met by law or policy, and was explained.
        Explained = "explained" => "依法依规不能满足，已解释说明",
    }
}

/// The matter a linkage is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Which.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// When it came in.
    pub received: Date,
}

/// A letter that was signed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The year of its number.
    pub year: i16,
    /// Its number within the year, in the series of its organ and kind.
    pub serial: u32,
    /// The day.
    pub on: Date,
    /// Who signed it.
    pub by: Option<PersonId>,
}

/// A handover letter (移交函).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Its number within the linkage, from 1.
    pub number: u32,
    /// The organ that issues it.
    pub organ: UnitId,
    /// To which sort of body, by the catalogue.
    pub body: String,
    /// The body's name in full.
    pub name: SealedRef,
    /// What it is told.
    pub summary: SealedRef,
    /// What is asked of it.
    pub demand: SealedRef,
    /// By when it is to answer.
    pub answer_by: Date,
    /// Who drafted it.
    pub by: Option<PersonId>,
    /// How it was signed out; none while it is a draft.
    pub issued: Option<Issued>,
}

/// What the receiver told of its progress, or of the result (定期反馈).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// When.
    pub at: DateTime,
    /// What came of it; none where it is progress.
    pub outcome: Option<Outcome>,
    /// In words.
    pub words: SealedRef,
    /// Why the petition office sent a result back.
    pub sent_back: Option<SealedRef>,
}

/// What the supervision-inspection office urged (督促).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urging {
    /// When.
    pub at: DateTime,
    /// What.
    pub words: SealedRef,
}

/// What was agreed with somebody beside the four parties (协调联动, S1-46).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coordination {
    /// With whom, by the catalogue.
    pub with: String,
    /// On which day.
    pub on: Date,
    /// What.
    pub words: SealedRef,
}

/// The solved demand (S0-06).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// What came of it.
    pub outcome: Outcome,
    /// In words.
    pub words: SealedRef,
    /// The day it was found to be so.
    pub on: Date,
}

/// A linkage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linkage {
    /// What every procedure has.
    pub core: Core,
    /// Where it stands.
    pub stage: Stage,
    /// Of which class.
    pub class: String,
    /// What it is called.
    pub title: Option<SealedRef>,
    /// The matter.
    pub subject: Option<Subject>,
    /// To whom the prompt letter goes.
    pub receiver: UnitId,
    /// The supervision-inspection office that gets a copy.
    pub inspection: UnitId,
    /// Why it is important; for the organ itself.
    pub ground: Option<SealedRef>,
    /// The forward copy: what the matter says, in the office's words.
    pub summary: Option<SealedRef>,
    /// What is asked of the receiver.
    pub demand: Option<SealedRef>,
    /// Whether name and contact went along by the reporter's consent, on an annex of their own (P-20).
    pub annexed: bool,
    /// Who proposed it.
    pub proposer: Option<PersonId>,
    /// How the prompt letter was signed out.
    pub prompt: Option<Issued>,
    /// When the receiver took it.
    pub acknowledged: Option<DateTime>,
    /// Handover letters, by number.
    pub handovers: Vec<Handover>,
    /// What was fed back, oldest first.
    pub feedbacks: Vec<Feedback>,
    /// What was urged, oldest first.
    pub urgings: Vec<Urging>,
    /// What was agreed with others, oldest first.
    pub coordinations: Vec<Coordination>,
    /// What came of it.
    pub solved: Option<Solved>,
    /// Why it was returned or withdrawn.
    pub ended: Option<SealedRef>,
}

impl Linkage {
    /// Whether it goes on.
    pub fn runs(&self) -> bool {
        self.core.exists() && self.core.over.is_none()
    }

    /// Whether the receiver has it in hand.
    pub fn is_in_hand(&self) -> bool {
        matches!(self.stage, Stage::Acknowledged | Stage::HandedOver)
    }

    /// Whether whoever acts does so for the receiver.
    pub(crate) fn is_receiver(&self, ctx: &Context<'_>) -> bool {
        organ(ctx) == Some(&self.receiver)
    }

    /// The handover letter that waits for a signature.
    pub fn draft(&self) -> Option<&Handover> {
        self.handovers.iter().rev().find(|one| one.issued.is_none())
    }

    /// It ends.
    pub(crate) fn end(&mut self, stage: Stage, at: DateTime) {
        self.stage = stage;
        self.core.over = Some(at);
    }
}

/// The organ of whoever acts.
pub(crate) fn organ<'a>(ctx: &'a Context<'_>) -> Option<&'a UnitId> {
    ctx.actor.unit().and_then(|unit| ctx.office.organ_of(unit))
}

/// Whether a prompt letter may go from an organ to a unit.
pub(crate) fn may_receive(from: &UnitId, to: &UnitId, ctx: &Context<'_>) -> bool {
    ctx.office.unit(to).is_some_and(|unit| {
        unit.parent.as_ref() == Some(from) && ctx.rules.linkage.receivers.kinds.contains(&unit.kind)
    })
}

/// Whether a unit is the supervision-inspection office of an organ.
pub(crate) fn is_inspection_of(organ: &UnitId, unit: &UnitId, ctx: &Context<'_>) -> bool {
    let kind = ctx.office.unit(unit).map(|unit| unit.kind);
    kind == Some(UnitKind::SupervisionOffice) && ctx.office.organ_of(unit) == Some(organ)
}

fn units(fits: impl Fn(&UnitId) -> bool, ctx: &Context<'_>) -> Vec<Choice> {
    let fitting = ctx.office.units.values().filter(|unit| fits(&unit.id));
    fitting
        .map(|unit| Choice::plain(unit.id.as_str(), &unit.name))
        .collect()
}

impl Procedure for Linkage {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Linkage;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            stage: Stage::Proposed,
            class: String::new(),
            title: None,
            subject: None,
            receiver: UnitId(String::new()),
            inspection: UnitId(String::new()),
            ground: None,
            summary: None,
            demand: None,
            annexed: false,
            proposer: None,
            prompt: None,
            acknowledged: None,
            handovers: Vec::new(),
            feedbacks: Vec::new(),
            urgings: Vec::new(),
            coordinations: Vec::new(),
            solved: None,
            ended: None,
        }
    }

    fn kind(&self) -> &str {
        &self.class
    }

    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str {
        let class = rules.linkage.class(kind);
        class.map_or(kind, |class| &class.name)
    }

    fn period(&self) -> Option<(Date, Date)> {
        None
    }

    fn next(&self) -> &'static [&'static str] {
        match self.handovers.iter().any(|letter| letter.issued.is_some()) {
            false => &[
                "sign-prompt",
                "acknowledge-prompt",
                "sign-handover-letter",
                "draft-handover-letter",
                "judge-linkage-result",
            ],
            true => &[
                "sign-handover-letter",
                "judge-linkage-result",
                "feed-back-progress",
            ],
        }
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::LinkageProposed(_) => "提出联动处置",
            Event::PromptSigned(_) => "签发提示函",
            Event::LinkageWithdrawn(_) => "撤回",
            Event::PromptAcknowledged(_) => "签收提示函",
            Event::PromptReturned(_) => "退回提示函",
            Event::HandoverDrafted(_) => "拟移交函",
            Event::HandoverSigned(_) => "签发移交函",
            Event::ProgressFedBack(_) => "反馈进展",
            Event::ResultFedBack(_) => "反馈结果",
            Event::LinkageUrged(_) => "督促",
            Event::CoordinationRecorded(_) => "登记协调联动",
            Event::ResultSentBack(_) => "退回结果",
            Event::LinkageConcluded(_) => "办结",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        let plain = |known: &Ground| Choice::plain(&known.id, &known.name);
        let Some(organ) = organ(ctx) else {
            return Vec::new();
        };
        match list {
            "classes" => ctx.rules.linkage.classes.iter().map(plain).collect(),
            "counterparts" => ctx.rules.linkage.counterparts.iter().map(plain).collect(),
            "receivers" => units(|unit| may_receive(organ, unit, ctx), ctx),
            "inspections" => units(|unit| is_inspection_of(organ, unit, ctx), ctx),
            _ => Vec::new(),
        }
    }

    fn items(&self) -> Vec<Item> {
        let item = self.subject.as_ref().map(|subject| Item {
            number: 1,
            matter: subject.matter,
            unit: self.receiver.clone(),
            state: self.stage.as_str(),
        });
        item.into_iter().collect()
    }

    fn about(&self) -> Option<MatterId> {
        self.subject.as_ref().map(|subject| subject.matter)
    }

    fn details(&self, offset: Offset, rows: &mut Rows) {
        super::rows::all(self, offset, rows);
    }
}

//! Urge (登记催办): what was done to press a unit, by telephone with a call slip (催办话单, P-30), by letter, on
//! the spot, on the platform, or by hearing a report (S0-11, S2-16). Each is recorded against the matter and
//! counted per unit with the suggestions it made (S0-28). The clock itself does not move.

use super::draft_slip::{SUGGESTION, Suggestion};
use crate::act::{Act, Performer};
use crate::clocks::Clock;
use crate::escalation::{Supervised, pressed};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{Checked, UrgeMode, UrgeOutcome, Urging};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct Urge<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    clock: String,
    mode: UrgeMode,
    number: Option<SealedRef>,
    callee: Option<SealedRef>,
    script: Option<SealedRef>,
    outcome: UrgeOutcome,
    promised: Option<Date>,
    words: Option<SealedRef>,
    progress: Option<SealedRef>,
    quality: Option<SealedRef>,
    effect: Option<SealedRef>,
    registration: Option<Checked>,
    routing: Option<Checked>,
    flow: Option<Checked>,
    disposal: Option<Checked>,
    #[serde(default)]
    suggestions: Vec<Suggestion>,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// A unit was urged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urged {
    /// Who was urged.
    pub to: UnitId,
    /// By which organ.
    pub organ: UnitId,
    /// About which promise: the clock's rule.
    pub rule: String,
    /// About which item of a procedure, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// How.
    pub mode: UrgeMode,
    /// What came of it.
    pub outcome: UrgeOutcome,
    /// The number that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Box<SealedRef>>,
    /// Who was spoken to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callee: Option<Box<SealedRef>>,
    /// What was to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<Box<SealedRef>>,
    /// Until when they promised to finish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Date>,
    /// What was said or found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Box<SealedRef>>,
    /// How far it is (S2-16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Box<SealedRef>>,
    /// How well it is handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Box<SealedRef>>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Box<SealedRef>>,
    /// What was looked at: registration, routing, flow, disposal (S2-15).
    #[serde(default, skip_serializing_if = "Looked::is_empty")]
    pub looked: Looked,
    /// Suggestions, each counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<SealedRef>,
    /// What was brought back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// The four things a look at a matter asks (督办重点检查项, S2-15).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Whether registration is in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<Checked>,
    /// Whether it was routed in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Checked>,
    /// Whether the flow is clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Checked>,
    /// Whether it was disposed of in time, by the classes of disposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposal: Option<Checked>,
}

impl Looked {
    /// Whether nothing was looked at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "此件现在没有走着的时限，不需要催办。",
    ClockUnknown = "clock-unknown" => "没有这个走着的时限，请重新选择。",
    NotYours = "not-yours" => "只能催办本机关、下级或本机关交办的单位；请由有权督办的机关催办。",
    NumberMissing = "number-missing" => "电话催办的，请写明拨打的号码。",
    WordsMissing = "words-missing" => "已接通或承诺的，请记下对方说明的情况。",
    FindingsMissing = "findings-missing" => "实地督办、听取汇报的，请写明办理进度、质量和效果。",
    PromiseMissing = "promise-missing" => "对方承诺限期办结的，请写明承诺的日期。",
    PromisePast = "promise-past" => "承诺办结的日期不能早于催办当天。",
}

/// What is told of an urging about a matter.
pub(crate) const OF_MATTER: &[Field] = &[
    Field::new("clock", "催办的时限", Kind::From(Source::OwedClocks)),
    Field::new("mode", "催办方式", Kind::Choice(UrgeMode::CODES)),
    Field::new("outcome", "催办结果", Kind::Choice(UrgeOutcome::CODES)),
    Field::new("words", "对方说明、催办情况", Kind::Text { max: 600 }).optional(),
    Field::new("promised", "承诺办结日期", Kind::Date).optional(),
    Field::new("number", "拨打号码", Kind::Line { max: 30 }).optional().help("电话催办的必填"),
    Field::new("callee", "接话人", Kind::Line { max: 60 }).optional(),
    Field::new("script", "话术", Kind::Text { max: 500 }).optional(),
    Field::new("progress", "办理进度", Kind::Text { max: 300 }).optional(),
    Field::new("quality", "办理质量", Kind::Text { max: 300 }).optional(),
    Field::new("effect", "办理效果", Kind::Text { max: 300 }).optional(),
    Field::new("registration", "受理登记是否规范", Kind::Choice(Checked::CODES)).optional(),
    Field::new("routing", "分流是否及时", Kind::Choice(Checked::CODES)).optional(),
    Field::new("flow", "流转是否清楚", Kind::Choice(Checked::CODES)).optional(),
    Field::new("disposal", "是否按处置类别及时处置", Kind::Choice(Checked::CODES)).optional(),
    Field::new("suggestions", "督办建议", Kind::Group { fields: SUGGESTION, min: 0, max: 20 }).optional(),
    Field::new("files", "材料", Kind::Files { max: 5 }).optional(),
];

/// What is told of one about a promise in a procedure: it keeps no files, and has no flow of a report to be
/// looked at.
pub(crate) const OF_PROCEDURE: &[Field] = &[
    Field::new("clock", "催办的时限", Kind::From(Source::OwedClocks)),
    Field::new("mode", "催办方式", Kind::Choice(UrgeMode::CODES)),
    Field::new("outcome", "催办结果", Kind::Choice(UrgeOutcome::CODES)),
    Field::new("words", "对方说明、催办情况", Kind::Text { max: 600 }).optional(),
    Field::new("promised", "承诺办结日期", Kind::Date).optional(),
    Field::new("number", "拨打号码", Kind::Line { max: 30 }).optional().help("电话催办的必填"),
    Field::new("callee", "接话人", Kind::Line { max: 60 }).optional(),
    Field::new("script", "话术", Kind::Text { max: 500 }).optional(),
    Field::new("progress", "办理进度", Kind::Text { max: 300 }).optional(),
    Field::new("quality", "办理质量", Kind::Text { max: 300 }).optional(),
    Field::new("effect", "办理效果", Kind::Text { max: 300 }).optional(),
    Field::new("suggestions", "督办建议", Kind::Group { fields: SUGGESTION, min: 0, max: 20 }).optional(),
];

impl<S: Supervised> Step for Urge<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "urge",
        noun: "urgings",
        zh: "登记催办",
        help: "把一次催办记在案上：电话的记话单（号码、话术、结果），实地督办、听取汇报的记进度、质量、效果。按单位计数，时限不变。",
        basis: "网络、电话、发函、实地督导（S0-11）；听取汇报、电话询问、派人实地察看（S2-16）；督办重点检查项（S2-15）；催办话单（P-30）",
        mechanisms: &["S0-11", "S0-27", "S0-28", "S2-15", "S2-16", "P-30"],
        performer: Performer::Person,
        fields: S::URGE,
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        if of.is_over() || of.pressing(ctx).is_empty() {
            return Err(Refusal::NothingOwed);
        }
        Ok(())
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let refusals = (Refusal::ClockUnknown, Refusal::NotYours);
        let (clock, organ) = pressed(of, &self.clock, ctx, refusals)?;
        self.check(ctx)?;
        let item = of.item_of(clock);
        Ok(vec![self.urged((clock, item), organ).into()])
    }
}

impl<S> Urge<S> {
    /// What each mode and outcome must tell.
    fn check(&self, ctx: &Context<'_>) -> Result<(), Refusal> {
        let spoke = matches!(self.outcome, UrgeOutcome::Told | UrgeOutcome::Promised);
        let looked = matches!(self.mode, UrgeMode::OnSite | UrgeMode::Hearing);
        let found = [&self.progress, &self.quality, &self.effect];
        if self.mode == UrgeMode::Phone && self.number.is_none() {
            return Err(Refusal::NumberMissing);
        }
        if looked && found.iter().any(|part| part.is_none()) {
            return Err(Refusal::FindingsMissing);
        }
        if spoke && !looked && self.words.is_none() {
            return Err(Refusal::WordsMissing);
        }
        match (self.outcome, self.promised) {
            (UrgeOutcome::Promised, None) => Err(Refusal::PromiseMissing),
            (_, Some(day)) if day < ctx.happened.date() => Err(Refusal::PromisePast),
            _ => Ok(()),
        }
    }

    fn urged(self, (clock, item): (&Clock, Option<u32>), organ: UnitId) -> Urged {
        Urged {
            to: clock.owner.clone(),
            organ,
            rule: clock.rule.clone(),
            item,
            mode: self.mode,
            outcome: self.outcome,
            number: self.number.map(Box::new),
            callee: self.callee.map(Box::new),
            script: self.script.map(Box::new),
            promised: self.promised,
            words: self.words.map(Box::new),
            progress: self.progress.map(Box::new),
            quality: self.quality.map(Box::new),
            effect: self.effect.map(Box::new),
            looked: Looked {
                registration: self.registration,
                routing: self.routing,
                flow: self.flow,
                disposal: self.disposal,
            },
            suggestions: self.suggestions.into_iter().map(|said| said.text).collect(),
            files: self.files,
        }
    }
}

impl Urged {
    /// Counts it.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        of.keep_files(&self.files);
        of.note_urging(Urging {
            at: record.happened,
            by: record.by.person().cloned(),
            organ: self.organ.clone(),
            to: self.to.clone(),
            rule: self.rule.clone(),
            item: self.item,
            mode: self.mode,
            outcome: self.outcome,
            suggestions: self.suggestions.len(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! What an analysis is.

mod choices;
mod promises;

pub use choices::days;
pub(crate) use choices::receivers;

use super::figures::{Frozen, Mark, Themes};
use super::steps::{self, Event};
use super::typical::LeftGround;
use crate::ids::{MatterId, PersonId, ProcedureId, UnitId};
use crate::matter::Choice;
use crate::procedure::{Core, Item, Lookup, Noun, Procedure};
use crate::rules::Rules;
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::{Date, DateTime};

crate::codes! {
    /// Where an analysis stands: the four stages of the loop (S0-06), and before them the plan.
    pub enum Stage {
        /// It stands in the plan of a year (S1-36).
        Planned = "planned" => "列入计划",
        /// Problems are raised.
        Raised = "raised" => "提出问题",
        /// A leader judges them.
        Judged = "judged" => "研判问题",
        /// They are tasked and followed.
        Followed = "followed" => "督办问题",
        /// They are solved.
        Solved = "solved" => "解决问题",
    }
}

/// A problem found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its number, from 1.
    pub number: u32,
    /// In which section.
    pub section: String,
    /// Which figure shows it.
    pub about: String,
    /// What kind of problem it is.
    pub marks: Vec<Mark>,
    /// The problem in words.
    pub problem: SealedRef,
    /// Why it is there.
    pub cause: SealedRef,
    /// What should be done.
    pub suggestion: SealedRef,
    /// Whether the leader wants it followed.
    pub pointed: bool,
    /// Who does something about it.
    pub task: Option<Task>,
}

/// A case chosen for a finding, told without who reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// For which finding.
    pub finding: u32,
    /// Which matter.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Who has it in hand.
    pub unit: UnitId,
    /// What it shows.
    pub account: SealedRef,
}

/// A proposed case that is not told, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which matter.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Why.
    pub ground: LeftGround,
    /// Why in words.
    pub words: Option<SealedRef>,
    /// Who left it, and when, local.
    pub by: (Option<PersonId>, DateTime),
}

/// What a unit is to do about a finding: a suggestion that became a measure with an owner (S1-37).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Whose it is.
    pub unit: UnitId,
    /// What is demanded.
    pub demand: SealedRef,
    /// What it reported, oldest first.
    pub reports: Vec<Progress>,
    /// Whether it waits to be judged.
    pub waits: bool,
    /// When it was accepted as solved, local.
    pub solved: Option<DateTime>,
}

impl Task {
    /// Where it stands, in a word.
    pub fn standing(&self) -> &'static str {
        match (self.solved, self.waits) {
            (Some(_), _) => "已解决",
            (None, true) => "待认可",
            (None, false) => "解决中",
        }
    }
}

/// What a unit reported, or what it was told when it was sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// When, local.
    pub at: DateTime,
    /// Of which kind: 进展, 已解决, 退回.
    pub kind: &'static str,
    /// In words.
    pub words: SealedRef,
}

crate::codes! {
    /// How an analysis is delivered.
    pub enum Way {
        /// It is addressed to them.
        Main = "main" => "主送",
        /// They get a copy.
        Copy = "copy" => "抄送",
    }
}

/// A delivery: one receiver, and what of the analysis that receiver may see (S1-35, S1-42).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number, from 1.
    pub number: u32,
    /// To which unit.
    pub unit: UnitId,
    /// To whom of it in person; nobody else there sees what it says.
    pub to: Option<PersonId>,
    /// How.
    pub way: Way,
    /// Whether all of it, or the receiver's own part alone.
    pub whole: bool,
    /// Which findings, of an own part.
    pub findings: Vec<u32>,
    /// What is said beside it.
    pub words: Option<SealedRef>,
    /// When it was sent, local.
    pub sent: DateTime,
    /// Who received it, and when, local.
    pub received: Option<(PersonId, DateTime)>,
}

impl Delivery {
    /// Whether it is meant for somebody who reads through these units.
    pub fn is_for(&self, person: &PersonId, units: &[UnitId]) -> bool {
        let own = || units.contains(&self.unit);
        self.to.as_ref().map_or_else(own, |to| to == person)
    }
}

/// An analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// What every procedure has.
    pub core: Core,
    /// Whose.
    pub organ: UnitId,
    /// Of which kind of the catalogue.
    pub kind: String,
    /// Who ordered it.
    pub ordered_by: Option<UnitId>,
    /// Which domain it is about, and which organ or department answers for that (S1-56).
    pub focus: (Option<String>, Option<UnitId>),
    /// By when it is to be made, where it was planned.
    pub due: Option<Date>,
    /// What it looks at.
    pub days: Option<(Date, Date)>,
    /// Where it stands.
    pub stage: Stage,
    /// How many events of the ledger its figures stand on.
    pub checkpoint: Option<i64>,
    /// Its figures.
    pub lines: Vec<Frozen>,
    /// What the reports of its time speak of.
    pub themes: Themes,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Cases chosen.
    pub cases: Vec<Chosen>,
    /// Proposed cases that were left.
    pub left: Vec<Left>,
    /// Who instructed what, and when.
    pub instruction: Option<(PersonId, SealedRef, DateTime)>,
    /// To whom it went.
    pub deliveries: Vec<Delivery>,
}

impl Analysis {
    /// Whether problems are still raised.
    pub(crate) fn is_raised(&self) -> bool {
        self.core.exists() && self.stage == Stage::Raised
    }

    /// A finding by its number in a form.
    pub(crate) fn finding(&self, number: &str) -> Option<&Finding> {
        let number: u32 = number.parse().ok()?;
        self.findings.iter().find(|known| known.number == number)
    }

    pub(crate) fn finding_mut(&mut self, number: u32) -> Option<&mut Finding> {
        self.findings
            .iter_mut()
            .find(|known| known.number == number)
    }

    /// The frozen figure of a name.
    pub fn line(&self, about: &str) -> Option<&Frozen> {
        self.lines.iter().find(|known| known.about == about)
    }

    /// Whether a leader has judged it: only then it goes anywhere.
    pub fn is_judged(&self) -> bool {
        matches!(self.stage, Stage::Followed | Stage::Solved)
    }

    /// What went to somebody who reads through these units.
    pub fn delivered_to<'a>(
        &'a self,
        person: &'a PersonId,
        units: &'a [UnitId],
    ) -> impl Iterator<Item = &'a Delivery> {
        let deliveries = self.deliveries.iter();
        deliveries.filter(|delivery| delivery.is_for(person, units))
    }

    /// Whether somebody who reads through these units sees all of it: who runs it and who stands above, and whom
    /// all of it was delivered to.
    pub fn is_whole_for(&self, person: &PersonId, units: &[UnitId]) -> bool {
        let mut delivered = self.delivered_to(person, units);
        self.core.is_whole_for(units) || delivered.any(|delivery| delivery.whole)
    }

    /// What waits for whoever acts to receive it.
    pub(crate) fn unreceived<'a>(
        &'a self,
        ctx: &'a Context<'_>,
    ) -> impl Iterator<Item = &'a Delivery> {
        let unit = ctx.actor.unit();
        let organ = unit.and_then(|unit| ctx.office.organ_of(unit));
        let units: Vec<UnitId> = unit.into_iter().chain(organ).cloned().collect();
        let person = ctx.actor.person();
        let waits = move |delivery: &&Delivery| {
            let own = person.is_some_and(|person| delivery.is_for(person, &units));
            own && delivery.received.is_none()
        };
        self.deliveries.iter().filter(waits)
    }

    /// Findings that wait for somebody to be tasked.
    pub(crate) fn untasked(&self) -> impl Iterator<Item = &Finding> {
        let followed = self.stage == Stage::Followed;
        let findings = self.findings.iter();
        findings.filter(move |known| followed && known.pointed && known.task.is_none())
    }

    /// Tasks that a unit still owes, with their findings.
    pub(crate) fn owed_by<'a>(
        &'a self,
        ctx: &'a Context<'_>,
    ) -> impl Iterator<Item = (&'a Finding, &'a Task)> {
        let unit = ctx.actor.unit();
        let organ = unit.and_then(|unit| ctx.office.organ_of(unit));
        let own = move |task: &Task| Some(&task.unit) == unit || Some(&task.unit) == organ;
        let tasks = self.findings.iter();
        let tasks = tasks.filter_map(|known| Some((known, known.task.as_ref()?)));
        tasks.filter(move |(_, task)| task.solved.is_none() && !task.waits && own(task))
    }

    /// Tasks that wait to be judged.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|known| known.task.as_ref().is_some_and(|task| task.waits))
    }

    /// Whether everything the leader pointed at was solved.
    pub(crate) fn is_solved(&self) -> bool {
        let solved = |known: &Finding| {
            known
                .task
                .as_ref()
                .is_some_and(|task| task.solved.is_some())
        };
        self.findings
            .iter()
            .filter(|known| known.pointed)
            .all(solved)
    }
}

impl Procedure for Analysis {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Analysis;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            organ: UnitId(String::new()),
            kind: String::new(),
            ordered_by: None,
            focus: (None, None),
            due: None,
            days: None,
            stage: Stage::Raised,
            checkpoint: None,
            lines: Vec::new(),
            themes: Themes::default(),
            findings: Vec::new(),
            cases: Vec::new(),
            left: Vec::new(),
            instruction: None,
            deliveries: Vec::new(),
        }
    }

    fn kind(&self) -> &str {
        &self.kind
    }

    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str {
        rules
            .analyses
            .kind(kind)
            .map_or(Noun::Analysis.zh(), |known| &known.name)
    }

    fn period(&self) -> Option<(Date, Date)> {
        self.days
    }

    fn next(&self) -> &'static [&'static str] {
        &[
            "freeze-analysis",
            "instruct-analysis",
            "task-finding",
            "judge-task",
            "report-task",
            "receive-analysis",
            "add-finding",
        ]
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::AnalysisOpened(_) => "开展分析，定数",
            Event::AnalysisPlanned(_) => "列入计划",
            Event::AnalysisFrozen(_) => "定数",
            Event::FindingAdded(_) => "提出问题",
            Event::CaseChosen(_) => "选定典型案例",
            Event::CaseLeft(_) => "不选为典型案例",
            Event::AnalysisSubmitted(_) => "报送",
            Event::AnalysisInstructed(_) => "领导批示",
            Event::TaskGiven(_) => "交办",
            Event::TaskProgressed(_) => "报告进展",
            Event::TaskReported(_) => "报告已解决",
            Event::TaskAccepted(_) => "认可解决",
            Event::TaskReturned(_) => "退回继续解决",
            Event::AnalysisDelivered(_) => "送达",
            Event::AnalysisReceived(_) => "签收",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        choices::offered(self, list, ctx)
    }

    fn items(&self) -> Vec<Item> {
        let items = self.cases.iter().zip(1..);
        items
            .map(|(chosen, number)| Item {
                number,
                matter: chosen.matter,
                unit: chosen.unit.clone(),
                state: "chosen",
            })
            .collect()
    }

    fn lookup(&self, act: &str) -> Option<Lookup> {
        matches!(act, "choose-case" | "leave-case").then_some(Lookup::Matter)
    }
}

//! Enter an instruction (代录批示, P-07): a leader wrote on paper; a clerk enters it, naming the leader,
//! the day it was written and, by the event itself, who entered it and when. The scan goes with it. The
//! leader is asked to say whether it is what they wrote.

use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::state::deciding::Entered;
use crate::matter::{Demand, Matter, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct EnterInstruction {
    #[serde(default)]
    demands: Vec<String>,
    leader: PersonId,
    written: Date,
    text: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// An instruction was entered for a leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionEntered {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Who wrote it.
    pub leader: PersonId,
    /// On which day.
    pub written: Date,
    /// The instruction.
    pub text: SealedRef,
    /// The scanned paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scan: Vec<FileRef>,
    /// What it demands besides handling (S0-07).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
}

crate::refusals! {
    NotScreened = "not-screened" => "此件尚未筛查，或已办结，现在不需要批示。",
    UnderStudy = "under-study" => "此件正在研判，请由审定领导审定。",
    LeaderMayNot = "leader-may-not" => "所选人员不能批示此件，请核对纸上的署名。",
    Yourself = "yourself" => "本人的批示请直接填写，不用代录。",
    NotYetWritten = "not-yet-written" => "书写日期不能晚于今天，请核对纸上的日期。",
    BeforeArrival = "before-arrival" => "书写日期不能早于收到举报的日期，请核对纸上的日期。",
}

impl Step for EnterInstruction {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "enter-instruction",
        noun: "entered-instructions",
        zh: "代录批示",
        help: "把领导在阅批单上写的批示录入，附扫描件；页面写明某某批示、某某代录，并请领导核对。",
        basis: "纸质批示代录（P-07）；批示与件绑定（S0-04）",
        mechanisms: &["P-07", "S0-04", "S2-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("leader", "批示领导", Kind::From(Source::Instructors)),
            Field::new("written", "书写日期", Kind::Date),
            Field::new("text", "批示原文", Kind::Text { max: 500 }),
            Field::new("demands", "批示要求", Kind::Several(Source::Demands)).optional(),
            Field::new("files", "扫描件", Kind::Files { max: 5 })
                .optional()
                .help("请附上；没有的会注明未附扫描件"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.study().is_some() {
            return Err(Refusal::UnderStudy);
        }
        let open = matches!(
            matter.stage,
            Stage::Screened | Stage::Instructed | Stage::Routed | Stage::Signed | Stage::Accepted
        );
        if open { Ok(()) } else { Err(Refusal::NotScreened) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if ctx.actor.person() == Some(&self.leader) {
            return Err(Refusal::Yourself);
        }
        if self.written > ctx.now.on() {
            return Err(Refusal::NotYetWritten);
        }
        if self.written < matter.received.date() {
            return Err(Refusal::BeforeArrival);
        }
        // The post counts that was held on the day of the paper.
        let (office, rules, on) = (ctx.office, ctx.rules, self.written);
        let may = access::own(office, rules, &self.leader, "instruct", Some(matter), on);
        may.ok_or(Refusal::LeaderMayNot)?;
        Ok(vec![Event::InstructionEntered(InstructionEntered {
            number: matter.deciding.entered.len() as u32 + 1,
            leader: self.leader,
            written: self.written,
            text: self.text,
            scan: self.files,
            demands: Demand::read(&self.demands),
        })])
    }
}

impl InstructionEntered {
    /// Opens the way to routing, and asks the leader.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.instructed = true;
        matter.deciding.instructions += 1;
        matter.read_by(&self.leader);
        matter.deciding.entered.push(Entered {
            number: self.number,
            leader: self.leader.clone(),
            written: self.written,
            at: record.happened,
            scan: self.scan.clone(),
            word: None,
        });
        if matter.stage == Stage::Screened {
            matter.stage = Stage::Instructed;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

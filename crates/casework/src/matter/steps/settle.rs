//! Settle (息访, S4-23): the reporter, of their own will, does not go on with it. Recorded with day, mode
//! and document; nobody may be pressed to it.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::Matter;
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// How the reporter settled.
    pub enum SettlementMode {
        /// In writing.
        Written = "written" => "书面表示",
        /// By word of mouth, recorded.
        Oral = "oral" => "口头表示，作了记录",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Settle {
    mode: SettlementMode,
    on: Date,
    #[serde(default)]
    voluntary: bool,
    note: Option<SealedRef>,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// The reporter settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// How.
    pub mode: SettlementMode,
    /// On which day.
    pub on: Date,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
    /// The document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotTold = "not-told" => "还没有答复举报人，不能登记息访；请先答复。",
    Already = "already" => "这次办理已经登记息访。",
    NotVoluntary = "not-voluntary" => "息访须出于举报人自愿；不是自愿的，不能登记。",
    InTheFuture = "in-the-future" => "息访日期不能晚于今天，请更正。",
}

impl Step for Settle {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "settle",
        noun: "settlement",
        zh: "登记息访",
        help: "举报人自愿息访的，记下日期、方式和书面材料；此后安排一次回访。",
        basis: "自愿息访（S4-23）",
        mechanisms: &["S4-23"],
        performer: Performer::Person,
        fields: &[
            Field::new("mode", "方式", Kind::Choice(SettlementMode::CODES)),
            Field::new("on", "日期", Kind::Date),
            Field::new("voluntary", "出于举报人自愿", Kind::Flag).optional(),
            Field::new("note", "说明", Kind::Text { max: 1000 }).optional(),
            Field::new("files", "书面材料", Kind::Files { max: 3 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.is_answered() {
            return Err(Refusal::NotTold);
        }
        let settled = matter.answering.round().is_some_and(|round| round.settled);
        if settled { Err(Refusal::Already) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !self.voluntary {
            return Err(Refusal::NotVoluntary);
        }
        if self.on > ctx.now.on() {
            return Err(Refusal::InTheFuture);
        }
        Ok(vec![Event::Settled(Settled {
            mode: self.mode,
            on: self.on,
            note: self.note,
            files: self.files,
        })])
    }
}

impl Settled {
    /// Stands for the present conclusion.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(round) = matter.answering.round_mut() {
            round.settled = true;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

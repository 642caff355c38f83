//! Supplement (补充材料): the reporter returns with the query code and adds what they know, in words or
//! files (S2-10). Anonymous reporters too: the code is all it takes, and all that is known (T9).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::state::talk::WAITING_MAX;
use crate::matter::{Matter, Supplement as Added};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Filing, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Supplement {
    text: Option<SealedRef>,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// The reporter added something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplemented {
    /// Number within the matter.
    pub number: u32,
    /// Which filing speaks.
    pub from: Filing,
    /// What is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<SealedRef>,
    /// What came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    CodeMissing = "code-missing" => "补充材料须由举报人凭查询码提交。",
    Over = "over" => "这件举报已经办完，不再接收补充。有新的情况，请重新举报，并写明原来的编号。",
    NothingSaid = "nothing-said" => "请写几句话，或者选择要补充的材料。",
    TooMany = "too-many" => "您补充的材料已有多份正在等候查看，请过几天再来补充。",
}

impl Step for Supplement {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "supplement",
        noun: "supplements",
        zh: "补充材料",
        help: "举报人凭查询码补充线索和证据，承办单位随即看到。",
        basis: "多次与举报人联系，补充线索证据（S2-10）",
        mechanisms: &["S2-10"],
        performer: Performer::Reporter,
        fields: &[
            Field::new("text", "要补充的情况", Kind::Text { max: 3000 }).optional(),
            Field::new("files", "材料", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if ctx.facts.speaker.is_none() {
            return Err(Refusal::CodeMissing);
        }
        if !matter.exists() || matter.is_over() {
            return Err(Refusal::Over);
        }
        if matter.talk.waiting().count() >= WAITING_MAX {
            return Err(Refusal::TooMany);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let from = ctx.facts.speaker.clone().ok_or(Refusal::CodeMissing)?;
        if self.text.is_none() && self.files.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        Ok(vec![Event::Supplemented(Supplemented {
            number: matter.talk.supplements.len() as u32 + 1,
            from,
            text: self.text,
            files: self.files,
        })])
    }
}

impl Supplemented {
    /// Waits for somebody to take note of it.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.talk.supplements.push(Added {
            number: self.number,
            from: self.from.clone(),
            answers: None,
            text: self.text.clone(),
            files: self.files.clone(),
            at: record.happened,
            noted: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

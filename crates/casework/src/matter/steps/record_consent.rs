//! Record an answer (登记转送答复): what the reporter said by telephone, in person or in writing about whether
//! name and contact may go along, with who took it, when and how (P-20). A consent is never guessed.

use super::Event;
use super::answer_consent::{Taken, said};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::consent::{ConsentAnswer, ConsentVia};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordConsent {
    ask: String,
    answer: ConsentAnswer,
    via: ConsentVia,
    note: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

crate::refusals! {
    NotAsked = "not-asked" => "没有等候举报人答复的征求，或者已经转出，不能再改。",
    NothingChanged = "nothing-changed" => "举报人现在的答复已经是这样，不用再登记。",
    ScanMissing = "scan-missing" => "书面答复的，请附书面材料的扫描件；扫描件只在举报人身份经批准查看时打开。",
    ScanUnasked = "scan-unasked" => "只有书面答复的附扫描件；电话、当面答复的，请在经过里写明。",
    WrongWay = "wrong-way" => "举报人凭查询码的答复由本人提交，不能代为登记。",
}

impl Step for RecordConsent {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-consent",
        noun: "consent-records",
        zh: "登记转送答复",
        help: "举报人在电话里、当面或者来信答复的，由听到、收到的人登记：怎样答复、怎样核对是本人。没有明确说同意的，不登记为同意。",
        basis: "业务外诉求经举报人同意带身份转送（P-20）；不答复不算同意",
        mechanisms: &["P-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("ask", "哪一项征求", Kind::From(Source::ConsentAsks)),
            Field::new("answer", "举报人的答复", Kind::Choice(ConsentAnswer::CODES)),
            Field::new("via", "答复方式", Kind::Choice(ConsentVia::TO_A_CLERK)),
            Field::new("note", "经过", Kind::Text { max: 500 })
                .help("谁在什么时候怎样联系、怎样核对是本人；书面的写明原件存放在哪里"),
            Field::new("files", "书面材料扫描件", Kind::Files { max: 3 })
                .optional()
                .help("书面答复的必附；有举报人的姓名和签名，与举报人身份一样经批准才能查看"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let asked = matter.is_demand() && matter.consents.open().next().is_some();
        if asked { Ok(()) } else { Err(Refusal::NotAsked) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.via == ConsentVia::Code {
            return Err(Refusal::WrongWay);
        }
        match (self.via == ConsentVia::Writing, self.files.is_empty()) {
            (true, true) => return Err(Refusal::ScanMissing),
            (false, false) => return Err(Refusal::ScanUnasked),
            _ => {}
        }
        let number = self.ask.parse::<u32>().ok();
        let ask = matter.consents.open().find(|ask| Some(ask.number) == number);
        let ask = ask.ok_or(Refusal::NotAsked)?;
        let taken = Taken { note: Some(self.note), files: self.files.into_iter().map(closed).collect() };
        let said = said(ask, self.answer, self.via, taken);
        Ok(vec![said.ok_or(Refusal::NothingChanged)?])
    }
}

/// A scan names who reported: it has no copy for everybody, and opens like the identity alone (T1, T13).
fn closed(file: FileRef) -> FileRef {
    FileRef { clean: None, ..file }
}

#[cfg(test)]
pub(crate) mod tests;

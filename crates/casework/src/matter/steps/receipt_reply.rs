//! The reporter's receipt for the answer (答复回执, P-24): signed, by fingerprint, by a witness, confirmed
//! on the telephone; a refusal to sign is recorded with who was there. The scan is kept with it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, ReceiptKind};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReceiptReply {
    kind: ReceiptKind,
    witness: Option<SealedRef>,
    note: Option<SealedRef>,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// The receipt was given, or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyReceipted {
    /// How.
    pub kind: ReceiptKind,
    /// Who was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<SealedRef>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
    /// The scan of the signed paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotTold = "not-told" => "此件还没有一对一答复举报人，没有回执可登记；请先答复。",
    Already = "already" => "这次答复的回执已经登记。",
    WitnessMissing = "witness-missing" => "由见证人签名或者举报人拒绝签收的，请写明见证人。",
}

impl Step for ReceiptReply {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "receipt-reply",
        noun: "reply-receipt",
        zh: "登记答复回执",
        help: "打印答复回执请举报人签收；不会写字的可以按指印，也可以由见证人签名；拒绝签收的照实记下。",
        basis: "上门、电话答复回执（P-24）；答复留存归档（S2-12）",
        mechanisms: &["P-24", "S2-12"],
        performer: Performer::Person,
        fields: &[
            Field::new("kind", "签收方式", Kind::Choice(ReceiptKind::CODES)),
            Field::new("witness", "见证人", Kind::Line { max: 60 }).optional().help("见证人签名或拒绝签收的必填"),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional(),
            Field::new("files", "回执扫描件", Kind::Files { max: 3 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let round = matter.answering.round().ok_or(Refusal::NotTold)?;
        let told = round.answer.as_ref().is_some_and(|answer| !answer.mode.is_public());
        match (told && matter.is_answered(), round.receipt) {
            (false, _) => Err(Refusal::NotTold),
            (true, Some(_)) => Err(Refusal::Already),
            (true, None) => Ok(()),
        }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let witnessed = matches!(self.kind, ReceiptKind::Witness | ReceiptKind::Refused);
        if witnessed && self.witness.is_none() {
            return Err(Refusal::WitnessMissing);
        }
        Ok(vec![Event::ReplyReceipted(ReplyReceipted {
            kind: self.kind,
            witness: self.witness,
            note: self.note,
            files: self.files,
        })])
    }
}

impl ReplyReceipted {
    /// Notes it in the present round.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(round) = matter.answering.round_mut() {
            round.receipt = Some(self.kind);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

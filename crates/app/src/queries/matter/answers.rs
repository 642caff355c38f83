//! How a matter was answered, in words: told how, receipt, what the reporter thinks, settlement, and
//! what asks for it to be handled again.

use super::dossier::View;
use casework::matter::{Plea, Round};

/// A line of the part: label and words.
pub type Line = (&'static str, String);

impl View<'_> {
    /// The lines of the present conclusion; empty before there is one.
    pub(super) fn answers(&self) -> Vec<Line> {
        let answering = &self.matter.answering;
        let Some(round) = answering.round() else {
            return Vec::new();
        };
        let mut lines = told(round);
        if round.settled {
            lines.push(("息访", "举报人自愿息访".to_owned()));
        }
        if answering.visits > 0 {
            lines.push(("回访", format!("{}次", answering.visits)));
        }
        if let Some(draft) = &answering.feedback {
            let state = if draft.approved {
                "已批准，待公开"
            } else {
                "待审批"
            };
            lines.push(("公开反馈", format!("{}，{state}", draft.mode.zh())));
        }
        lines.extend(answering.pleas.iter().map(plea));
        lines
    }
}

fn told(round: &Round) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(answer) = &round.answer else {
        return lines;
    };
    let attitude = answer
        .attitude
        .map_or(String::new(), |attitude| format!("，{}", attitude.zh()));
    lines.push((
        "答复",
        format!("{} {}{attitude}", answer.at.date(), answer.mode.zh()),
    ));
    if !answer.mode.is_public() {
        let receipt = round.receipt.map_or("未登记", |receipt| receipt.zh());
        lines.push(("回执", receipt.to_owned()));
        let said = match round.evaluation {
            Some(said) => format!(
                "过程{}，结果{}（{}）",
                said.process.zh(),
                said.result.zh(),
                said.via.zh()
            ),
            None if round.called_off => "没有评价，已回访".to_owned(),
            None if round.tries > 0 => format!("没有评价，回访{}次未联系上", round.tries),
            None => "还没有评价".to_owned(),
        };
        lines.push(("满意度", said));
    }
    lines
}

fn plea(plea: &Plea) -> Line {
    let judged = match (plea.granted, plea.told) {
        (None, _) => "待审定",
        (Some(true), _) => "重新办理",
        (Some(false), false) => "存查，待告知",
        (Some(false), true) => "存查，已告知",
    };
    ("重新办理", format!("{}：{judged}", plea.ground.zh()))
}

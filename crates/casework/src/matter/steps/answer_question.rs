//! Answer a question (回答询问): the reporter answers what the office asked, with the query code (S2-10).
//! The answer is a supplement like any other: somebody must take note of it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Matter, Supplement};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Filing, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerQuestion {
    question: String,
    text: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// The reporter answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// Number of the supplement it is.
    pub number: u32,
    /// The question it answers.
    pub question: u32,
    /// Which filing speaks.
    pub from: Filing,
    /// What is said.
    pub text: SealedRef,
    /// What came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    CodeMissing = "code-missing" => "须由举报人凭查询码回答。",
    NotAsked = "not-asked" => "没有等候您回答的问题，或者您已经回答过。",
    Over = "over" => "这件举报已经办完，不再接收回答。",
}

impl Step for AnswerQuestion {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "answer-question",
        noun: "answers",
        zh: "回答询问",
        help: "举报人凭查询码回答承办单位的问题，可以附材料；不愿回答的可以不答。",
        basis: "多次与举报人联系，补充线索证据（S2-10）",
        mechanisms: &["S2-10"],
        performer: Performer::Reporter,
        fields: &[
            Field::new("question", "问题", Kind::From(Source::Questions)),
            Field::new("text", "回答", Kind::Text { max: 3000 }),
            Field::new("files", "材料", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let Some(filing) = &ctx.facts.speaker else {
            return Err(Refusal::CodeMissing);
        };
        if matter.is_over() {
            return Err(Refusal::Over);
        }
        match matter.talk.open_to(filing).next() {
            Some(_) => Ok(()),
            None => Err(Refusal::NotAsked),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let from = ctx.facts.speaker.clone().ok_or(Refusal::CodeMissing)?;
        let asked = self.question.parse::<u32>().ok();
        let question = matter.talk.open_to(&from).find(|known| Some(known.number) == asked);
        let question = question.ok_or(Refusal::NotAsked)?.number;
        Ok(vec![Event::QuestionAnswered(QuestionAnswered {
            number: matter.talk.supplements.len() as u32 + 1,
            question,
            from,
            text: self.text,
            files: self.files,
        })])
    }
}

impl QuestionAnswered {
    /// Answers the question, and waits for somebody to take note.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let talk = &mut matter.talk;
        let asked = talk.questions.iter_mut().find(|question| question.number == self.question);
        if let Some(question) = asked {
            question.answered = Some(self.number);
        }
        talk.supplements.push(Supplement {
            number: self.number,
            from: self.from.clone(),
            answers: Some(self.question),
            text: Some(self.text.clone()),
            files: self.files.clone(),
            at: record.happened,
            noted: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

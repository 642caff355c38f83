//! What a citizen learns with the query code: the number, the day, one of four words, and what the office
//! asks them. Results are told one to one, never here.

mod handing;

pub use handing::{ConsentAskedView, GoneView, Handing};

use crate::audience::Opener;
use crate::reporter::{self, Own};
use crate::{App, CodeDigest, Fault, vault};
use casework::matter::steps::evaluate::WINDOW;
use casework::matter::{Matter, Plea, PleaGround, Satisfaction, Status};
use casework::step::Filing;
use serde::Serialize;

/// A report's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusPage {
    /// The number given on filing.
    pub number: String,
    /// The word's permanent name.
    pub status: &'static str,
    /// The word.
    pub status_zh: &'static str,
    /// The day it was received.
    pub received_on: String,
    /// The four words in order, and whether each is reached.
    pub steps: Vec<(&'static str, bool)>,
    /// What the office asks this reporter and waits to hear.
    pub questions: Vec<AskedView>,
    /// What this reporter added, oldest first.
    pub added: Vec<AddedView>,
    /// Whether it was voided: the number stands for nothing any more.
    pub is_void: bool,
    /// Whether more may be added.
    pub may_add: bool,
    /// What the reporter may say of how it was done.
    pub voice: Voice,
    /// What went on to another body, and what the reporter is asked about it (P-20).
    pub handing: Handing,
}

/// What the reporter may say now, and what was said (评价、申请重新办理). Nothing of the result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// Until which day they may evaluate; none where they may not.
    pub evaluate_until: Option<String>,
    /// What they said: of the process, of the result.
    pub evaluated: Option<(&'static str, &'static str)>,
    /// Whether they may ask for it to be handled again because they are not satisfied.
    pub may_object: bool,
    /// Whether they may bring new facts.
    pub may_bring_facts: bool,
    /// What became of the last request, in words; empty where there was none.
    pub request_zh: &'static str,
}

/// A question to the reporter who shows the code, and to nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedView {
    /// What the answer names.
    pub number: String,
    /// The day it was asked.
    pub asked_on: String,
    /// The question.
    pub text: String,
}

/// What the reporter added: that it arrived, not what it says. Whoever finds the code by chance learns
/// nothing from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddedView {
    /// The day.
    pub on: String,
    /// 回答询问 or 补充材料.
    pub zh: &'static str,
    /// How many files came with it.
    pub files: usize,
    /// Whether somebody has read it.
    pub noted: bool,
}

/// The status of a query code. A wrong code and an unknown one look the same: nothing.
///
/// # Errors
/// The database does not answer.
pub async fn status(app: &App, code: &CodeDigest) -> Result<Option<StatusPage>, Fault> {
    let Some(own) = reporter::own(app, code).await? else {
        return Ok(None);
    };
    let questions = questions(app, &own.live, &own.filing).await?;
    let (added, may_add) = (added(&own.live, &own.filing), !own.live.is_over());
    let handing = handing::told(app, &own).await?;
    Ok(Some(StatusPage {
        questions,
        added,
        may_add,
        handing,
        ..page(own)
    }))
}

/// What is told of a filing to whoever filed it, without what passes between the office and the reporter
/// alone: where it went as a repeat, it stands as the other does.
pub(crate) fn page(Own { own, live, .. }: Own) -> StatusPage {
    let status = live.status();
    let steps = Status::ALL
        .iter()
        .map(|step| (step.zh(), *step <= status))
        .collect();
    StatusPage {
        number: own.number.clone(),
        status: status.as_str(),
        status_zh: status.zh(),
        received_on: own.received.date().to_string(),
        steps,
        questions: Vec::new(),
        added: Vec::new(),
        is_void: own.is_void(),
        may_add: false,
        voice: voice(&own, &live),
        handing: Handing::default(),
    }
}

async fn questions(app: &App, live: &Matter, filing: &Filing) -> Result<Vec<AskedView>, Fault> {
    let mut asked = Vec::new();
    for question in live.talk.open_to(filing).filter(|_| !live.is_over()) {
        // An erased question has nothing to say any more.
        let stream = live.id.stream();
        let text = vault::one(
            app,
            &Opener::Reporter,
            &stream,
            &question.text,
            "ask-reporter.text",
        )
        .await?;
        asked.extend(text.map(|text| AskedView {
            number: question.number.to_string(),
            asked_on: question.at.date().to_string(),
            text,
        }));
    }
    Ok(asked)
}

fn added(live: &Matter, filing: &Filing) -> Vec<AddedView> {
    let own = live
        .talk
        .supplements
        .iter()
        .filter(|added| added.from == *filing);
    own.map(|added| AddedView {
        on: added.at.date().to_string(),
        zh: if added.answers.is_some() {
            "回答询问"
        } else {
            "补充材料"
        },
        files: added.files.len(),
        noted: added.noted.is_some(),
    })
    .collect()
}

/// Who sent a repeat hears nothing of the matter it went into, and evaluates nothing there.
fn voice(own: &Matter, live: &Matter) -> Voice {
    let Some(round) = live
        .answering
        .round()
        .filter(|_| own.id == live.id && live.is_answered())
    else {
        return Voice::default();
    };
    let said = round.evaluation;
    let windows = live.clocks.iter().rev();
    let window = windows.into_iter().find(|clock| clock.rule == WINDOW);
    let open = window.filter(|clock| said.is_none() && clock.is_open());
    let own_pleas = live
        .answering
        .pleas
        .iter()
        .filter(|plea| plea.reason.is_some());
    let of_round = |plea: &&Plea| plea.round == live.answering.rounds.len();
    let last = own_pleas.clone().rfind(of_round);
    let objected = own_pleas
        .clone()
        .filter(of_round)
        .any(|plea| plea.ground == PleaGround::Dissatisfied);
    let waits = last.is_some_and(|plea| plea.granted.is_none());
    let no = Satisfaction::Dissatisfied;
    let unhappy = said.is_some_and(|said| said.process == no || said.result == no);
    let may = live.erased.is_empty() && !waits;
    Voice {
        evaluate_until: open.map(|clock| clock.due.date().to_string()),
        evaluated: said.map(|said| (said.process.zh(), said.result.zh())),
        may_object: may && unhappy && !objected,
        may_bring_facts: may,
        request_zh: last.map_or("", request_zh),
    }
}

fn request_zh(plea: &Plea) -> &'static str {
    match (plea.granted, plea.told) {
        (None, _) => "您的申请已经收到，由没有办过这件的人审定。",
        (Some(true), _) => "经审定，这件重新办理。",
        (Some(false), false) => "您的申请已经审定，工作人员会把结果和理由告诉您。",
        (Some(false), true) => "您的申请已经审定，结果和理由已经告诉您。",
    }
}

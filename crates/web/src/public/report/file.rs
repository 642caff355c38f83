//! Filing (提交): the last button. From here on the report cannot be lost.

use app::{Failure, Fault, Order, Subject, Who};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::check;
use super::page::{self, Question};
use super::step::Step;
use crate::parts::Errors;
use crate::problem::{Problem, unexpected};
use crate::public::{challenge, receipt};
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::Front;

/// Checks every page once more, files the report and shows its receipt.
pub async fn file(
    front: &Front,
    peer: Peer,
    mut question: Question,
    sent: &Sent,
) -> Result<Response, Problem> {
    if let Some((step, errors)) = first_wrong(&question, sent) {
        question.errors = errors;
        return back_to(question, step);
    }
    if !may_file(front, peer, &question, sent) {
        return challenge::pose(front, question.frame, "/report", sent, false);
    }
    let draft = question.answers.get("draft").to_owned();
    let now = front.app().now();
    if !draft.is_empty() && !front.drafts.send(&draft, now.at) {
        return Err(sent_before());
    }
    let order = Order {
        subject: Subject::NewMatter,
        act: "receive".to_owned(),
        fields: question.answers.fields(),
        happened: None,
    };
    let failure = match front.app().execute(&Who::Citizen, order).await {
        Ok(done) => {
            let filed = done
                .filed
                .ok_or_else(|| unexpected("a report was filed without receipt"));
            return receipt::show(front, question.frame, filed?, now);
        }
        Err(failure) => failure,
    };
    if !matches!(failure, Failure::Fault(Fault::Unknown(_))) {
        front.drafts.release(&draft);
    }
    refused(question, failure)
}

/// Both counts are always kept, so that a flood on one office is seen whoever it comes from.
fn may_file(front: &Front, peer: Peer, question: &Question, sent: &Sent) -> bool {
    let by_office = front.limiter.is_office_within(question.answers.get("unit"));
    let by_peer = front.limiter.is_within(peer, Toll::Report);
    (by_office && by_peer) || challenge::has_answered(front, sent)
}

fn first_wrong(question: &Question, sent: &Sent) -> Option<(Step, Errors)> {
    let asked = Step::path(question.answers.is_named());
    let checked = asked.map(|step| {
        (
            step,
            check::check(step, &question.answers, &question.organs),
        )
    });
    let wrong = checked.into_iter().find(|(_, errors)| !errors.is_empty());
    let untrue = || {
        let sentence = "请勾选“愿意对如实反映负责”后再提交";
        let unticked = sent.get("truthful") != Some("yes");
        unticked.then(|| (Step::Check, Errors::one("truthful", sentence)))
    };
    wrong.or_else(untrue)
}

/// Not filed: the page that can mend it, with every answer in it.
fn refused(mut question: Question, failure: Failure) -> Result<Response, Problem> {
    let problem = Problem::from(failure);
    let step = problem
        .errors
        .iter()
        .find_map(|error| Step::asking(&error.field));
    question.errors = Errors(problem.errors);
    if question.errors.is_empty() {
        let reference = problem
            .reference
            .map(|reference| format!("（编号 {reference}）"));
        let reference = reference.unwrap_or_default();
        let sentence = format!("没有提交成功。{}{reference}", problem.sentence);
        question.errors = Errors::one("truthful", &sentence);
    }
    let page = back_to(question, step.unwrap_or(Step::Check))?;
    let status = if problem.status.is_server_error() {
        problem.status
    } else {
        StatusCode::OK
    };
    Ok((status, page).into_response())
}

fn back_to(mut question: Question, step: Step) -> Result<Response, Problem> {
    if step != Step::Check {
        question.answers.set("then", "check");
    }
    question.step = step;
    Ok(page::show(question)?.into_response())
}

/// The button was pressed twice, or the page sent again: one report is enough, and its code was
/// shown once.
fn sent_before() -> Problem {
    Problem {
        code: "sent-before",
        title: "这件举报已经提交过",
        sentence: "我们已经收到，不必重交。查询码只在提交成功时显示一次，请返回那一页记下；\
                   确实没有看到的，可以从首页重新举报，并说明是同一件事。"
            .to_owned(),
        ..Problem::of(StatusCode::CONFLICT)
    }
}

//! The pages of the report form: one template a question.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::answers::{ACCUSED_MAX, Answers};
use super::organs::Organs;
use super::step::Step;
use crate::parts::{Choice, Choices, Errors, Field};
use crate::problem::{Problem, html};
use crate::public::Frame;
use crate::site::Front;

/// A question on its way to the page.
pub struct Question {
    /// Around the page.
    pub frame: Frame,
    /// To whom one may report.
    pub organs: Organs,
    /// What is answered already.
    pub answers: Answers,
    /// Which question.
    pub step: Step,
    /// Most attachments, as the office sets it.
    pub files_max: usize,
    /// Largest attachment in MiB, as the office sets it.
    pub file_mib_max: usize,
    /// What was wrong with the last answer.
    pub errors: Errors,
}

macro_rules! pages {
    ($($name:ident = $path:literal { $($field:ident: $kind:ty),* }),* $(,)?) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        struct $name { frame: Frame, q: Question, $($field: $kind),* }
    )*};
}

pages! {
    OrganPage = "public/report/organ.html" { choices: Vec<Choice> },
    NamingPage = "public/report/naming.html" { choices: Vec<Choice> },
    IdentityPage = "public/report/identity.html" {},
    AccusedPage = "public/report/accused.html" { names: Vec<[String; 3]> },
    TextPage = "public/report/text.html" {},
    FilesPage = "public/report/files.html" {},
    CheckPage = "public/report/check.html" {},
}

/// Shows the question.
pub fn show(q: Question) -> Result<Response, Problem> {
    let frame = q.frame.clone();
    let page = match q.step {
        Step::Organ => {
            let choices = q.organs.choices(q.answers.get("at"), q.answers.get("unit"));
            html(&OrganPage { frame, choices, q })
        }
        Step::Naming => html(&NamingPage {
            frame,
            choices: namings(&q.answers),
            q,
        }),
        Step::Identity => html(&IdentityPage { frame, q }),
        Step::Accused => {
            let name =
                |at: usize| ["name", "unit", "post"].map(|part| format!("accused.{at}.{part}"));
            let names = (0..q.answers.accused_shown()).map(name).collect();
            html(&AccusedPage { frame, names, q })
        }
        Step::Text => html(&TextPage { frame, q }),
        Step::Files => html(&FilesPage { frame, q }),
        Step::Check => html(&CheckPage { frame, q }),
    };
    Ok(page?.into_response())
}

fn namings(answers: &Answers) -> Vec<Choice> {
    let choice = |value: &str, label: &str, hint: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        chosen: answers.get("real_name") == value,
    };
    vec![
        choice(
            "true",
            "实名",
            "优先办理，办结后把结果告诉您本人。需要留下真实姓名和联系方式。",
        ),
        choice("false", "匿名", "不留任何个人信息。凭查询码查看进度。"),
    ]
}

impl Question {
    /// A question without errors, asked next to others already answered.
    pub fn new(front: &Front, frame: Frame, organs: Organs, answers: Answers, step: Step) -> Self {
        let settings = &front.app().rules().settings;
        Self {
            frame,
            organs,
            answers,
            step,
            files_max: settings.attachments_max,
            file_mib_max: settings.attachment_mib_max,
            errors: Errors::default(),
        }
    }

    fn hidden(&self) -> Vec<(String, String)> {
        self.answers.hidden(self.step)
    }

    fn can_go_back(&self) -> bool {
        self.step.previous(self.answers.is_named()).is_some()
    }

    fn receiver(&self) -> String {
        self.organs.name(self.answers.get("unit"))
    }

    fn title(&self) -> String {
        let (prefix, title) = (self.errors.title_prefix(), self.step.title());
        format!("{prefix}{title} - {}", self.frame.site_name())
    }

    fn line<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        Field::line(name, label, self.answers.get(name), &self.errors)
    }

    fn choices<'a>(&'a self, name: &'a str, legend: &'a str, of: &'a [Choice]) -> Choices<'a> {
        Choices::new(name, legend, of, &self.errors)
    }

    fn can_add(&self) -> bool {
        self.answers.accused_shown() < ACCUSED_MAX
    }

    /// Each accused on one line, for checking.
    fn accused_lines(&self) -> Vec<String> {
        let line = |at: usize| {
            let parts = ["name", "unit", "post"].map(|part| self.answers.accused(at, part));
            let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            said.join("，")
        };
        (0..self.answers.accused_shown())
            .map(line)
            .filter(|line| !line.is_empty())
            .collect()
    }
}

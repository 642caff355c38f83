//! The questions, their order, and where each button leads.

use super::answers::ACCUSED_MAX;
use super::check;
use super::page::Question;
use crate::parts::Errors;
use crate::shell::sent::Sent;

/// A question, one a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To which organ.
    Organ,
    /// Real-name or anonymous.
    Naming,
    /// Who reports; real-name only.
    Identity,
    /// Whom it is about.
    Accused,
    /// What happened.
    Text,
    /// Attachments.
    Files,
    /// Check your answers.
    Check,
}

const ORDER: [Step; 7] = [
    Step::Organ,
    Step::Naming,
    Step::Identity,
    Step::Accused,
    Step::Text,
    Step::Files,
    Step::Check,
];

impl Step {
    /// The step a page names; the first one when it names none.
    pub fn parse(word: &str) -> Self {
        ORDER
            .into_iter()
            .find(|step| step.as_str() == word)
            .unwrap_or(Self::Organ)
    }

    /// The word in the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Naming => "naming",
            Self::Identity => "identity",
            Self::Accused => "accused",
            Self::Text => "text",
            Self::Files => "files",
            Self::Check => "check",
        }
    }

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Organ => "您要向哪里反映",
            Self::Naming => "您愿意实名举报吗",
            Self::Identity => "怎样联系您",
            Self::Accused => "您要反映谁",
            Self::Text => "请写下事情的经过",
            Self::Files => "有照片、录音或者文件吗",
            Self::Check => "请核对后提交",
        }
    }

    /// Which of the six: who reports belongs to the question before it.
    pub fn ordinal(self) -> &'static str {
        match self {
            Self::Organ => "一",
            Self::Naming | Self::Identity => "二",
            Self::Accused => "三",
            Self::Text => "四",
            Self::Files => "五",
            Self::Check => "六",
        }
    }

    /// The fields of the act that this page asks for.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Organ => &["unit"],
            Self::Naming => &["real_name"],
            Self::Identity => &["reporter"],
            Self::Accused => &["accused"],
            Self::Text => &["title", "text"],
            Self::Files => &["files"],
            Self::Check => &[],
        }
    }

    /// The page that asks for a field.
    pub fn asking(field: &str) -> Option<Self> {
        let root = field.split('.').next().unwrap_or(field);
        ORDER.into_iter().find(|step| step.fields().contains(&root))
    }

    /// The questions that this reporter is asked.
    pub fn path(is_named: bool) -> impl Iterator<Item = Self> {
        ORDER
            .into_iter()
            .filter(move |step| is_named || *step != Self::Identity)
    }

    fn next(self, is_named: bool) -> Self {
        Self::path(is_named)
            .skip_while(|step| *step != self)
            .nth(1)
            .unwrap_or(Self::Check)
    }

    /// The question before.
    pub fn previous(self, is_named: bool) -> Option<Self> {
        Self::path(is_named).take_while(|step| *step != self).last()
    }
}

/// Which button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// On to the next question, or file.
    Next,
    /// Back, keeping what is written, checking nothing.
    Back,
    /// Another accused.
    Add,
    /// Without this accused.
    Remove(usize),
    /// Upload what was chosen.
    Attach,
    /// Without this attachment.
    Detach(usize),
    /// The same page in the other size of type.
    Size,
    /// From the last page to one question and back.
    Change(Step),
}

impl Go {
    /// Reads the button.
    pub fn read(sent: &Sent) -> Self {
        let at = |name| sent.get(name).and_then(|value: &str| value.parse().ok());
        if let Some(at) = at("remove") {
            return Self::Remove(at);
        }
        if let Some(at) = at("detach") {
            return Self::Detach(at);
        }
        match sent.get("go").unwrap_or("next") {
            "back" => Self::Back,
            "add" => Self::Add,
            "attach" => Self::Attach,
            "size" => Self::Size,
            word => match word.strip_prefix("change-") {
                Some(step) => Self::Change(Step::parse(step)),
                None => Self::Next,
            },
        }
    }
}

/// Moves the question on. Only `Next` checks; every other button keeps what is written as it is.
pub fn turn(question: &mut Question, go: Go) {
    let answers = &mut question.answers;
    let step = question.step;
    match go {
        Go::Next => next(question),
        Go::Back => {
            let back = step.previous(answers.is_named());
            question.step = back.unwrap_or(Step::Organ);
            answers.set("then", "");
        }
        Go::Add => {
            let shown = answers.accused_shown();
            answers.set("shown", &(shown + 1).min(ACCUSED_MAX).to_string());
        }
        Go::Remove(at) => answers.remove_accused(at),
        Go::Detach(at) => answers.remove_file(at),
        Go::Size => {
            let large = if question.frame.large { "" } else { "large" };
            answers.set("type", large);
            question.frame.large = !question.frame.large;
        }
        Go::Change(to) => {
            answers.set("then", "check");
            question.step = to;
        }
        Go::Attach => {}
    }
    if go == Go::Attach && question.errors.is_empty() && question.answers.files.is_empty() {
        question.errors = Errors::one("files", "还没有选择材料；没有材料的，直接按“继续”");
    }
}

fn next(question: &mut Question) {
    let step = question.step;
    if step == Step::Accused {
        question.answers.compact_accused();
    }
    let found = check::check(step, &question.answers, &question.organs);
    question.errors.0.extend(found.0);
    if !question.errors.is_empty() {
        return;
    }
    let answers = &mut question.answers;
    if step == Step::Organ
        && question
            .organs
            .leads_further(answers.get("unit"), answers.get("at"))
    {
        let unit = answers.get("unit").to_owned();
        answers.set("at", &unit);
        return;
    }
    let was_missing = step == Step::Naming && answers.is_named() && answers.has_no_identity();
    if step == Step::Naming && !answers.is_named() {
        answers.forget_identity();
    }
    let to_check = answers.get("then") == "check" && !was_missing;
    question.step = if to_check {
        Step::Check
    } else {
        step.next(answers.is_named())
    };
    if question.step == Step::Check {
        answers.set("then", "");
    }
}

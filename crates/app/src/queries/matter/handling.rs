//! What the dossier shows of the handling: the talk through the query code, the three feedbacks, the
//! permission to contact.

use super::dossier::View;
use super::files::FileView;
use crate::queries::todo::shown;
use crate::{Fault, reading, vault};
use casework::matter::{Feedback, Matter};
use serde::Serialize;

/// Something said through the query code.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// 询问1, 回答询问1, 补充1.
    pub zh: String,
    /// Whether the reporter said it.
    pub by_reporter: bool,
    /// Whose filing; empty where there is only one.
    pub filing: String,
    /// When.
    pub at: String,
    /// What; empty where only files came.
    pub text: String,
    /// What came with it.
    pub files: Vec<FileView>,
    /// 待回答, 已回答, 待签阅, 已签阅.
    pub state_zh: &'static str,
    /// Whether somebody has still to do something.
    pub waiting: bool,
}

/// One of the three feedbacks to a real-name reporter (三反馈).
#[derive(Debug, Clone, Serialize)]
pub struct FeedbackView {
    /// 事前, 事中, 事后.
    pub zh: &'static str,
    /// 受理告知, 进展反馈, 结果答复.
    pub what_zh: &'static str,
    /// When it was given; empty before.
    pub on: String,
    /// How it was given; empty before.
    pub mode_zh: &'static str,
}

/// A permission to contact that the reader holds (联系授权, P-19).
#[derive(Clone, Serialize)]
pub struct ContactView {
    /// Name and ways to reach, and nothing else.
    pub parts: Vec<(&'static str, String)>,
    /// Until when.
    pub until: String,
}

impl std::fmt::Debug for ContactView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactView")
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// Facts of the handling: an extension, a pause.
pub(super) fn facts(matter: &Matter) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(extension) = &matter.handling.extension {
        let state = match extension.approved {
            None => "待审批",
            Some(true) => "已同意",
            Some(false) => "未同意",
        };
        facts.push(("延期", format!("申请延至{}，{state}", extension.until)));
    }
    if let Some(pause) = &matter.handling.pause {
        let state = pause.since.map(|since| format!("自{}起中止", since.date()));
        facts.push(("中止", state.unwrap_or_else(|| "待审批".to_owned())));
    }
    facts
}

impl View<'_> {
    /// The talk through the query code, oldest first.
    pub(super) fn talk(&self) -> Result<Vec<Said>, Fault> {
        let talk = &self.matter.talk;
        let one = self.matter.repeats.is_empty();
        let filing = |number: &str| {
            if one {
                String::new()
            } else {
                number.to_owned()
            }
        };
        let minute = |at: jiff::civil::DateTime| at.strftime("%Y-%m-%d %H:%M").to_string();
        let mut said = Vec::new();
        for question in &talk.questions {
            let waiting = question.answered.is_none();
            said.push((
                question.at,
                Said {
                    zh: format!("询问{}", question.number),
                    by_reporter: false,
                    filing: filing(&question.to.number),
                    at: minute(question.at),
                    text: self.texts.of(&question.text)?.to_owned(),
                    files: Vec::new(),
                    state_zh: if waiting {
                        "待举报人回答"
                    } else {
                        "已回答"
                    },
                    waiting,
                },
            ));
        }
        for added in &talk.supplements {
            let answers = added.answers.map(|question| format!("回答询问{question}"));
            let waiting = added.noted.is_none();
            let files = added.files.iter().map(|file| self.file(file));
            said.push((
                added.at,
                Said {
                    zh: answers.unwrap_or_else(|| "补充材料".to_owned()),
                    by_reporter: true,
                    filing: filing(&added.from.number),
                    at: minute(added.at),
                    text: self.optional(added.text.as_ref())?,
                    files: files.collect::<Result<_, _>>()?,
                    state_zh: if waiting { "待签阅" } else { "已签阅" },
                    waiting,
                },
            ));
        }
        said.sort_by_key(|(at, _)| *at);
        Ok(said.into_iter().map(|(_, said)| said).collect())
    }

    /// The three feedbacks; none for an anonymous report.
    pub(super) fn feedbacks(&self, replied: Option<(String, &'static str)>) -> Vec<FeedbackView> {
        // Of a part the reporter hears through the whole.
        if !self.matter.real_name() || self.matter.is_part() {
            return Vec::new();
        }
        let told = |zh, what_zh, feedback| {
            let contact = self.matter.handling.told(feedback);
            FeedbackView {
                zh,
                what_zh,
                on: contact
                    .map(|contact| contact.at.date().to_string())
                    .unwrap_or_default(),
                mode_zh: contact.map_or("", |contact| contact.mode.zh()),
            }
        };
        let (on, mode_zh) = replied.unwrap_or_default();
        vec![
            told("事前", "受理告知", Feedback::Acceptance),
            told("事中", "进展反馈", Feedback::Progress),
            FeedbackView {
                zh: "事后",
                what_zh: "结果答复",
                on,
                mode_zh,
            },
        ]
    }

    /// What a permission to contact opens to the reader: name and ways to reach. Every look is recorded
    /// first (T18).
    pub(super) async fn contact(&self) -> Result<Option<ContactView>, Fault> {
        let (matter, reader) = (self.matter, self.reader);
        let held = matter.handling.permission_of(&reader.person, reader.now.at);
        let Some(permission) = held else {
            return Ok(None);
        };
        let (Some(report), Some(casework::matter::Decided::Until(until))) = (
            matter
                .reports
                .iter()
                .find(|report| report.id == permission.report),
            permission.decided,
        ) else {
            return Ok(None);
        };
        let opened = reading::Event::Contact {
            matter: matter.id,
            report: report.id,
        };
        reading::record(self.app, &reader.person, opened).await?;
        let stream = matter.id.stream();
        let identity =
            vault::identity(self.app, &reader.opener(), &stream, &report.identity).await?;
        let parts = match identity {
            None => vec![("联系方式", vault::ERASED.to_owned())],
            Some(known) => [
                ("姓名", known.name),
                ("联系电话", known.phone),
                ("其他联系方式", known.other),
            ]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        };
        Ok(Some(ContactView {
            parts,
            until: shown(until),
        }))
    }
}

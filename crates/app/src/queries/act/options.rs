//! What a list of a form offers now. Where a choice stands for something sealed in the matter, the words of
//! it are opened for the reader and stand beside its number.

use super::{Choice, Ground};
use crate::Fault;
use crate::vault::Texts;
use casework::form::Source;
use casework::matter::{Matter, choices};
use papers::kind::FileKind;

/// The choices of a list.
pub(super) fn options(source: Source, ground: &Ground<'_>) -> Result<Vec<Choice>, Fault> {
    let open = (ground.own)(source);
    let open = open.unwrap_or_else(|| choices(source, ground.matter, ground.ctx));
    let mut options = Vec::with_capacity(open.len());
    for (at, choice) in open.into_iter().enumerate() {
        let words = match ground.matter {
            Some(matter) => words(source, matter, ground.texts, at, &choice.value)?,
            None => None,
        };
        options.push(Choice {
            value: choice.value,
            zh: choice.zh + words.as_deref().unwrap_or_default(),
            reason: choice.reason,
        });
    }
    Ok(options)
}

/// The sealed words of a choice, the `at`-th of its list.
fn words(
    source: Source,
    matter: &Matter,
    texts: &Texts,
    at: usize,
    value: &str,
) -> Result<Option<String>, Fault> {
    let sealed = match source {
        Source::Leads => matter.leads.get(at).map(|lead| &lead.subject),
        Source::Pleas | Source::Untold => {
            let plea = matter.answering.plea(value);
            plea.and_then(|plea| plea.reason.as_ref())
        }
        Source::IdentityAsked | Source::IdentityOwn | Source::IdentityApproved => {
            let request = matter.identity_request(value);
            request.map(|request| &request.purpose)
        }
        Source::Issues => return issue(matter, texts, at),
        Source::HandingAsked => return handing(matter, texts, value),
        Source::CleanFiles => return Ok(clean(matter, value)),
        Source::Receivers
        | Source::OwedClocks
        | Source::Rungs
        | Source::DraftSlips
        | Source::OwedSlips
        | Source::AnsweredSlips
        | Source::LateUnits
        | Source::Proposals
        | Source::AccountDue
        | Source::OpenDuties
        | Source::Demands
        | Source::TalksDue
        | Source::Joints
        | Source::Units
        | Source::Handlers
        | Source::Persons
        | Source::Leaders
        | Source::Chiefs
        | Source::Categories
        | Source::Domains
        | Source::Regions
        | Source::Disposals
        | Source::Reports
        | Source::Filings
        | Source::Questions
        | Source::ContactParts
        | Source::ConsentAsks
        | Source::Measures
        | Source::Recused
        | Source::Partners
        | Source::Originals
        | Source::Colleagues
        | Source::ActClasses
        | Source::Classes
        | Source::Instructors
        | Source::StudyOffices
        | Source::Bodies
        | Source::Platforms
        | Source::Entered
        | Source::Own(_)
        | Source::Roles => None,
    };
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    Ok(Some(format!("：{}", texts.of(sealed)?)))
}

/// The beginning of an issue, and how it was found.
fn issue(matter: &Matter, texts: &Texts, at: usize) -> Result<Option<String>, Fault> {
    let Some((_, _, issue)) = matter.issues().nth(at) else {
        return Ok(None);
    };
    let text: String = texts.of(&issue.text)?.chars().take(40).collect();
    let answer = issue.finding.map_or("未答", |finding| finding.zh());
    Ok(Some(format!("：{text}（{answer}）")))
}

/// What a request to hand a demand on says.
fn handing(matter: &Matter, texts: &Texts, value: &str) -> Result<Option<String>, Fault> {
    let number = value.parse::<u32>().ok();
    let mut requests = matter.consents.awaiting();
    let Some(request) = requests.find(|request| Some(request.number) == number) else {
        return Ok(None);
    };
    let (purpose, summary) = (texts.of(&request.purpose)?, texts.of(&request.summary)?);
    Ok(Some(format!("：{purpose}。转送内容：{summary}")))
}

/// What kind of file the cleaned copy is.
fn clean(matter: &Matter, value: &str) -> Option<String> {
    let held = matter.held_file(value.parse().ok()?)?;
    let kind = FileKind::of_mime(&held.file.clean.as_ref()?.media_type);
    Some(format!("　{}", kind.map_or("文件", FileKind::name)))
}

//! Notices that went with what was assigned (交办通知单, S2-14): for the organ that issued one and those above it,
//! and for whom it is addressed to. The matter stands on it by its number, and who reported nowhere.

use super::dossier::View;
use crate::queries::reader::Reader;
use crate::{App, Failure, official, reading, vault};
use casework::PersonId;
use casework::matter::AssignmentNotice;
use casework::matter::steps::issue_assignment::LETTER;
use casework::office::Office;
use papers::paper::{Official, in_words};
use serde::Serialize;

/// A notice, as the dossier lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeView {
    /// Number within the matter.
    pub notice: u32,
    /// 交办〔2026〕1号.
    pub number: String,
    /// To whom.
    pub to: String,
    /// By when the result is owed.
    pub until: String,
}

impl View<'_> {
    /// The notices the reader may see, oldest first.
    pub(super) fn notices(&self) -> Vec<NoticeView> {
        let notices = self.matter.assigning.notices.iter();
        let known = notices.filter(|notice| is_known(self.reader, notice));
        known
            .map(|notice| NoticeView {
                notice: notice.number,
                number: numbered(self.app, notice),
                to: self.reader.office.unit_name(&notice.to).to_owned(),
                until: notice.until.to_string(),
            })
            .collect()
    }
}

/// The paper of a notice; printing it is recorded.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn assignment(
    app: &App,
    person: &PersonId,
    (number, notice): (&str, u32),
) -> Result<Official, Failure> {
    let reader = Reader::of(app, person).await?;
    let (matter, _) = reader.matter(app, number).await?;
    let rule = app.rules().letter(LETTER).ok_or(Failure::NotFound)?;
    let notice = matter.assigning.notice(notice);
    let notice = notice.filter(|notice| is_known(&reader, notice));
    let notice = notice.ok_or(Failure::NotFound)?;
    let read = reading::Event::Printed {
        matter: matter.id,
        form: rule.id.clone(),
        identity: false,
    };
    reading::record(app, person, read).await?;
    let texts = vault::texts(app, &reader.opener(), &matter.id.stream()).await?;
    let office = &reader.office;
    let signatory = notice
        .by
        .as_ref()
        .map(|by| office.person_name(by).to_owned());
    Ok(official::issued(
        rule,
        &official::Facts {
            organ: office.unit_name(&notice.organ).to_owned(),
            addressee: office.unit_name(&notice.to).to_owned(),
            year: notice.year,
            serial: Some(notice.serial),
            date: Some(notice.at.date()),
            signatory,
            matter: matter.number.clone(),
            received: Some(matter.received.date()),
            reason: reason(office, notice),
            demand: texts.of(&notice.demand)?.to_owned(),
            answer_by: Some(notice.until),
            ..official::Facts::default()
        },
    ))
}

/// By which instruction it was assigned; its words stay with the organ.
fn reason(office: &Office, notice: &AssignmentNotice) -> String {
    let instruction = notice.instruction.as_ref().map(|instruction| {
        let leader = office.person_name(&instruction.leader);
        format!("根据{leader}{}批示，", in_words(instruction.on))
    });
    let instruction = instruction.unwrap_or_default();
    format!("{instruction}现将上列信访件交你单位办理。")
}

fn numbered(app: &App, notice: &AssignmentNotice) -> String {
    let rule = app.rules().letter(LETTER);
    rule.map_or_else(String::new, |rule| {
        rule.numbered(notice.year, Some(notice.serial))
    })
}

fn is_known(reader: &Reader, notice: &AssignmentNotice) -> bool {
    let office = &reader.office;
    let mut units = reader.units.iter();
    units.any(|unit| {
        let organ = office.organ_of(unit);
        organ == Some(&notice.organ)
            || organ == office.organ_of(&notice.to)
            || office.is_above(unit, &notice.organ)
    })
}

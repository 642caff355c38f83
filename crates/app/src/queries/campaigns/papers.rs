//! The papers of a campaign: the monthly notice, which counts and names no matter, and the letters that assign
//! items by topic area, one a unit.

use super::known;
use crate::official::{self, Facts};
use crate::queries::print::printed;
use crate::{App, Failure, campaigns, vault};
use ::papers::paper::{Official, in_words};
use casework::PersonId;
use casework::campaign::Campaign;
use casework::campaign::state::Notice;
use casework::procedure::Noun;

/// A monthly notice.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn notice(
    app: &App,
    person: &PersonId,
    (number, notice): (&str, u32),
) -> Result<Official, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    let mut notices = campaign.notices.iter();
    let notice = notices.find(|known| known.number == notice);
    let notice = notice.filter(|notice| whole || notice.signed.is_some());
    let notice = notice.ok_or(Failure::NotFound)?;
    let stream_id = campaign.core.id.stream(Noun::Campaign);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let rule = app
        .rules()
        .letter("campaign-notice")
        .ok_or(Failure::NotFound)?;
    let name = |person: &PersonId| reader.office.person_name(person).to_owned();
    let signed = notice.signed.as_ref();
    let organ = organ(&reader.office, &campaign);
    Ok(official::issued(
        rule,
        &Facts {
            organ,
            addressee: "各参加单位".to_owned(),
            year: notice.paper.year.unwrap_or_else(|| notice.until.year()),
            serial: signed.map(|_| notice.paper.serial.unwrap_or(notice.number)),
            date: signed.map(|(_, on)| *on),
            signatory: Some(signed.map_or_else(String::new, |(by, _)| name(by))),
            matter: campaign.core.number.clone(),
            reason: summary(notice),
            demand: texts.of(&notice.demand)?.to_owned(),
            period: format!("{}年{}月", notice.until.year(), notice.until.month()),
            lines: lines(&reader.office, notice),
            marks: if signed.is_none() {
                vec!["送签稿".to_owned()]
            } else {
                Vec::new()
            },
            printed: printed(&reader),
            ..Facts::default()
        },
    ))
}

fn organ(office: &casework::office::Office, campaign: &Campaign) -> String {
    let unit = &campaign.core.unit;
    let organ = office.organ_of(unit).unwrap_or(unit);
    office.unit_name(organ).to_owned()
}

fn summary(notice: &Notice) -> String {
    let sum = |of: fn(&casework::campaign::Figures) -> u32| -> u32 {
        notice.lines.iter().map(|line| of(&line.figures)).sum()
    };
    let items = sum(|figures| figures.items);
    let written_off = sum(|figures| figures.written_off);
    let share = (written_off * 100).checked_div(items).unwrap_or(0);
    format!(
        "截至{}，共列入{items}件，已包案{}件，已化解{}件，已销号{written_off}件，销号率{share}%。",
        in_words(notice.until),
        sum(|figures| figures.contracted),
        sum(|figures| figures.resolved),
    )
}

fn lines(office: &casework::office::Office, notice: &Notice) -> Vec<Vec<String>> {
    let line = |line: &casework::campaign::steps::draft_notice::Line| {
        let figures = &line.figures;
        let late = match (line.late, line.returned) {
            (0, 0) => "无".to_owned(),
            (late, returned) => format!("超期{late}，退回{returned}"),
        };
        vec![
            office.unit_name(&line.unit).to_owned(),
            figures.items.to_string(),
            figures.contracted.to_string(),
            figures.resolved.to_string(),
            figures.written_off.to_string(),
            late,
        ]
    };
    notice.lines.iter().map(line).collect()
}

/// The letter that assigned a unit its items of a topic area.
///
/// # Errors
/// As [`notice`].
pub async fn letter(
    app: &App,
    person: &PersonId,
    (number, letter, to): (&str, usize, &str),
) -> Result<Official, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    let serial = u32::try_from(letter).ok();
    let letter = letter
        .checked_sub(1)
        .and_then(|at| campaign.letters.get(at));
    let letter = letter.ok_or(Failure::NotFound)?;
    let unit = casework::UnitId::from(to);
    if !whole && !reader.units.contains(&unit) {
        return Err(Failure::NotFound);
    }
    let seen = campaigns::visible(app, &reader, campaign.core.id).await?;
    let items = letter
        .items
        .iter()
        .filter_map(|number| campaign.item(*number));
    let items: Vec<_> = items.filter(|item| item.unit == unit).collect();
    if items.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut lines = Vec::new();
    for item in items.iter().filter(|item| seen.contains(&item.number)) {
        let sql = "SELECT number FROM matters WHERE matter_id = $1";
        let rows = app
            .store()
            .rows(sql, &[item.matter.to_string().into()])
            .await?;
        let matter = rows.first().map_or(Ok(""), |row| row.text(0))?.to_owned();
        let grade = app.rules().campaigns.grade(&item.grade);
        lines.push(vec![
            format!("第{}项", item.number),
            matter,
            format!("{}件次", item.traits.filings),
            grade.map_or_else(String::new, |grade| grade.name.clone()),
        ]);
    }
    let stream_id = campaign.core.id.stream(Noun::Campaign);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let rule = app
        .rules()
        .letter("campaign-assignment")
        .ok_or(Failure::NotFound)?;
    let mut domains = app.rules().domains.iter();
    let domain = domains.find(|domain| domain.id == letter.domain);
    Ok(official::issued(
        rule,
        &Facts {
            organ: organ(&reader.office, &campaign),
            addressee: reader.office.unit_name(&unit).to_owned(),
            year: letter.paper.year.unwrap_or_else(|| letter.until.year()),
            serial: letter.paper.serial.or(serial),
            matter: campaign.core.number.clone(),
            reason: domain.map_or_else(String::new, |domain| domain.name.clone()),
            demand: texts.of(&letter.demand)?.to_owned(),
            answer_by: Some(letter.until),
            lines,
            printed: printed(&reader),
            ..Facts::default()
        },
    ))
}

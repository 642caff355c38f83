//! A supervision proposal (监察建议书, S3-12) as its page and its paper show it. Where it comes from and why a leader did
//! not sign it stay with the organ; whom it is addressed to reads the letter and its own answers.

use super::procedures::load;
use super::reader::Reader;
use super::todo::minute;
use crate::official::{self, Facts};
use crate::{App, Failure, Fault, campaigns, slips, vault};
use ::papers::paper::Official;
use casework::office::Office;
use casework::procedure::Noun;
use casework::proposal::state::Subject;
use casework::proposal::{Addressee, LETTER, MEASURE, Proposal, Stage};
use casework::sealed::SealedRef;
use casework::{MatterId, PersonId, UnitId};
use serde::Serialize;
use serde_json::Value as Json;
use store::Value;

/// A proposal.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// Its number in the program.
    pub number: String,
    /// Its number as a letter; nothing while it is a draft.
    pub letter: Option<String>,
    /// To whom.
    pub to: String,
    /// Where it comes from; for the organ alone.
    pub source: String,
    /// The matter it comes from, where the reader may open that; for the organ alone.
    pub matter: Option<String>,
    /// What was found.
    pub found: String,
    /// What is proposed.
    pub demand: String,
    /// Who drafted it, and who signed it and when.
    pub drafter: String,
    /// The same of its signature; empty while it is a draft.
    pub signed: String,
    /// Why the leader did not sign it; for the organ alone.
    pub declined: String,
    /// Answers, oldest first.
    pub answers: Vec<AnswerView>,
}

/// An answer.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// When, and who entered it.
    pub at: String,
    /// What was put right.
    pub text: String,
    /// What came of it, in words; empty while it waits.
    pub verdict: String,
    /// With which words.
    pub note: String,
}

struct Known {
    reader: Reader,
    state: Proposal,
    texts: vault::Texts,
}

impl Known {
    fn said(&self, text: Option<&SealedRef>) -> Result<String, Fault> {
        let text = text.map(|text| self.texts.of(text)).transpose()?;
        Ok(text.unwrap_or_default().to_owned())
    }

    fn to(&self) -> Result<String, Fault> {
        match &self.state.to {
            Some(Addressee::Unit(unit)) => Ok(self.reader.office.unit_name(unit).to_owned()),
            Some(Addressee::Outside(body)) => self.said(Some(body)),
            None => Ok(String::new()),
        }
    }
}

async fn known(app: &App, person: &PersonId, number: &str) -> Result<Known, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<Proposal>(app, &reader, number).await?;
    let stream_id = state.core.id.stream(Noun::Proposal);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    Ok(Known {
        reader,
        state,
        texts,
    })
}

/// A proposal's page.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn proposal(app: &App, person: &PersonId, number: &str) -> Result<Told, Failure> {
    let known = known(app, person, number).await?;
    let state = &known.state;
    let whole = state.core.is_whole_for(&known.reader.units);
    let own = |text: &Option<SealedRef>| known.said(text.as_ref().filter(|_| whole));
    let office = &known.reader.office;
    let name = |person: &PersonId| office.person_name(person).to_owned();
    let mut answers = Vec::new();
    for answer in &state.answers {
        let by = answer.by.as_ref().map(name).unwrap_or_default();
        let examined = answer.examined.as_ref();
        answers.push(AnswerView {
            at: format!("{}　{by}", minute(answer.at)),
            text: known.said(Some(&answer.text))?,
            verdict: examined.map_or_else(String::new, |(accepted, _, at)| {
                let word = if *accepted {
                    "认可"
                } else {
                    "退回重新答复"
                };
                format!("{word}　{}", minute(*at))
            }),
            note: known.said(examined.map(|(_, note, _)| note))?,
        });
    }
    let matter = match state.subject.as_ref().filter(|_| whole) {
        Some(subject) => matter(app, &known.reader, subject).await?,
        None => None,
    };
    let signed = state.signed.as_ref();
    Ok(Told {
        matter,
        number: state.core.number.clone(),
        letter: numbered(app, state),
        to: known.to()?,
        source: own(&state.source)?,
        found: known.said(state.found.as_ref())?,
        demand: known.said(state.demand.as_ref())?,
        drafter: state
            .drafter
            .as_ref()
            .filter(|_| whole)
            .map(name)
            .unwrap_or_default(),
        signed: signed.map_or_else(String::new, |signed| {
            format!("{}　{}", minute(signed.at), name(&signed.by))
        }),
        declined: own(&state.declined)?,
        answers,
    })
}

/// The number of the matter a proposal comes from, if the reader may open it now.
async fn matter(app: &App, reader: &Reader, subject: &Subject) -> Result<Option<String>, Failure> {
    match Box::pin(reader.matter(app, &subject.number)).await {
        Ok((matter, _)) => Ok(Some(matter.number)),
        Err(Failure::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Which proposals come from a matter, for its own page: told to who may know of the whole proposal, never to
/// whom it is addressed.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn of_matter(
    app: &App,
    reader: &Reader,
    matter: MatterId,
) -> Result<Option<(&'static str, String)>, Fault> {
    if reader.units.is_empty() {
        return Ok(None);
    }
    let mut params: Vec<Value> = vec![matter.to_string().into()];
    let units = campaigns::units(reader, &mut params);
    // Its item is the organ's own: whom a proposal is addressed to has a line of `procedure_visible` as well.
    let sql = format!(
        "SELECT p.number, p.stage, p.unit_id FROM procedure_items i \
         JOIN procedures p ON p.procedure_id = i.procedure_id \
         WHERE i.matter_id = $1 AND i.noun = 'proposal' AND EXISTS (SELECT 1 FROM procedure_visible v \
         WHERE v.procedure_id = i.procedure_id AND v.unit_id IN ({units})) ORDER BY p.opened_at, p.number"
    );
    let mut told = Vec::new();
    for row in &app.store().rows(&sql, &params).await? {
        let runner = UnitId::from(row.text(2)?);
        let office = &reader.office;
        let organ = office.organ_of(&runner).unwrap_or(&runner);
        let mut own = reader.units.iter();
        if own.any(|unit| *unit == runner || unit == organ || office.is_above(unit, organ)) {
            let stage = Stage::parse(row.text(1)?).map_or("", Stage::zh);
            told.push(format!("{}，{stage}", row.text(0)?));
        }
    }
    Ok(Some(("监察建议", told.join("；"))).filter(|(_, told)| !told.is_empty()))
}

/// A proposal as a letter.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn paper(app: &App, person: &PersonId, number: &str) -> Result<Official, Failure> {
    let known = known(app, person, number).await?;
    let state = &known.state;
    let rule = app.rules().letter(LETTER).ok_or(Failure::NotFound)?;
    let signed = state.signed.as_ref();
    let clocks = state.core.clocks.iter();
    let answer = clocks.rev().find(|clock| clock.rule == "proposal-answer");
    Ok(official::issued(
        rule,
        &Facts {
            organ: known.reader.office.unit_name(&state.organ).to_owned(),
            addressee: known.to()?,
            year: signed.map_or(state.core.opened.year(), |signed| signed.year),
            serial: signed.map(|signed| signed.serial),
            date: signed.map(|signed| signed.at.date()),
            reason: known.said(state.found.as_ref())?,
            demand: known.said(state.demand.as_ref())?,
            answer_by: answer.map(|clock| clock.due.date()),
            marks: match signed {
                Some(_) => Vec::new(),
                None => vec!["送签稿".to_owned()],
            },
            ..Facts::default()
        },
    ))
}

fn numbered(app: &App, state: &Proposal) -> Option<String> {
    let rule = app.rules().letter(LETTER)?;
    let signed = state.signed.as_ref()?;
    Some(rule.numbered(signed.year, Some(signed.serial)))
}

/// Of the numbers that somebody is said to have answered under, those of proposals that the organ issued.
pub(crate) async fn issued(
    app: &App,
    (office, unit): (&Office, &UnitId),
    people: Option<&Json>,
) -> Result<Vec<String>, Fault> {
    let organ = office.organ_of(unit).unwrap_or(unit);
    let mut issued = Vec::new();
    for one in people.and_then(Json::as_array).into_iter().flatten() {
        let word = |name: &str| one.get(name).and_then(Json::as_str).unwrap_or_default();
        let paper = word("paper");
        if word("measure") != MEASURE {
            continue;
        }
        let Some((year, serial)) = read(app, paper) else {
            continue;
        };
        if slips::is_taken(app, (organ, LETTER, year), serial).await? {
            issued.push(paper.to_owned());
        }
    }
    Ok(issued)
}

/// Year and serial of a number as the catalogue writes it: 监建〔2026〕3号.
fn read(app: &App, paper: &str) -> Option<(i16, u32)> {
    let mut digits = paper
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (year, serial) = (digits.next()?.parse().ok()?, digits.next()?.parse().ok()?);
    let rule = app.rules().letter(LETTER)?;
    (rule.numbered(year, Some(serial)) == paper).then_some((year, serial))
}

/// The address of the proposal of a number, for a reader who may open it.
pub(crate) async fn address(
    app: &App,
    reader: &Reader,
    (organ, paper): (&UnitId, &str),
) -> Result<Option<String>, Fault> {
    let Some((year, serial)) = read(app, paper) else {
        return Ok(None);
    };
    let Some(owner) = slips::owner(app, (organ, LETTER, year), serial).await? else {
        return Ok(None);
    };
    let sql = "SELECT number FROM procedures WHERE procedure_id = $1";
    let rows = app.store().rows(sql, &[owner.into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let number = row.text(0)?.to_owned();
    match load::<Proposal>(app, reader, &number).await {
        Ok(_) => Ok(Some(format!("/desk/{}/{number}", Noun::Proposal.plural()))),
        Err(Failure::NotFound) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(other) => Err(Fault::Stored(other.to_string())),
    }
}

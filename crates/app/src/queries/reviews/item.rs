//! One item of a session: what is scored, the sheet to fill, the sheets that were filled, what was settled, and
//! what was handed in to put it right.

use super::session::{ItemLine, line};
use super::{Known, known};
use crate::queries::proposals;
use crate::vault::{self, Texts};
use crate::{App, Failure, Fault, files, reading};
use casework::PersonId;
use casework::ids::FileId;
use casework::procedure::Procedure;
use casework::review::item::Investigation;
use casework::review::panel::{Part, conflict};
use casework::review::{Deduction, Item, Of, Review, Stage};
use casework::rules::Sheet;
use casework::sealed::SealedRef;
use serde::Serialize;

/// An item as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct ItemPage {
    /// The session's number.
    pub session: String,
    /// What the list of the session says of it.
    pub line: ItemLine,
    /// Of a department without account: what it is about, when it came, what came of it.
    pub outside: Option<Outside>,
    /// What the unit found by itself.
    pub self_checks: Vec<String>,
    /// The sheets of the reviewers; nothing for the unit under review.
    pub sheets: Vec<SheetLine>,
    /// What counts.
    pub lost: Vec<Lost>,
    /// Why, in the chair's words.
    pub reason: Option<String>,
    /// What was handed in, oldest first.
    pub proofs: Vec<Proof>,
    /// The duty investigation, for whoever runs the session.
    pub investigation: Option<Investigated>,
    /// The sheet to fill; empty where the reader neither scores nor settles the item now.
    pub asks: Vec<Asked>,
    /// Whether the reader may score it now.
    pub scores: bool,
    /// Whether the reader may settle it now.
    pub settles: bool,
    /// The remark of the reader's own sheet.
    pub remark: String,
}

/// What is known of a matter from outside.
#[derive(Debug, Clone, Serialize)]
pub struct Outside {
    /// What it is about.
    pub subject: String,
    /// When it came in there.
    pub came: String,
    /// What came of it.
    pub result: String,
}

/// A reviewer's sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetLine {
    /// Whose.
    pub person: String,
    /// What is left of the hundred.
    pub score: u32,
    /// What cost points.
    pub lost: Vec<Lost>,
    /// What was remarked.
    pub remark: String,
}

/// What cost points.
#[derive(Debug, Clone, Serialize)]
pub struct Lost {
    /// Under which dimension.
    pub dimension: String,
    /// Why.
    pub reason: String,
    /// How often.
    pub count: u32,
    /// What it cost in all.
    pub points: u32,
    /// What is asked for to put it right.
    pub demand: String,
}

/// What was handed in.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    /// When.
    pub at: String,
    /// Who handed it in, or recorded it.
    pub by: String,
    /// Whether it came on paper.
    pub on_paper: bool,
    /// What was done.
    pub text: String,
    /// The proof: id and name.
    pub files: Vec<(String, String)>,
    /// What was said of it; nothing while it waits.
    pub accepted: Option<bool>,
    /// In words.
    pub opinion: String,
}

/// A duty investigation (责任倒查).
#[derive(Debug, Clone, Serialize)]
pub struct Investigated {
    /// Why, in words.
    pub grounds: String,
    /// Who answers for how it was first handled.
    pub first: String,
    /// What is to be found out.
    pub reason: String,
    /// Since when.
    pub opened: String,
    /// What was found out; nothing while it goes on.
    pub found: Option<String>,
    /// Who answers, how, by which paper.
    pub people: Vec<(String, String, String)>,
    /// Where the supervision proposals among those papers are, for who may open them: number and address.
    pub proposals: Vec<(String, String)>,
    /// Why nobody answers.
    pub none: String,
    /// Who decided, and when.
    pub decided: String,
    /// Whether it ended in a talk or in education alone (S0-07).
    pub light: bool,
}

impl Investigated {
    /// Where the paper of a number is.
    pub fn address(&self, paper: &str) -> Option<&str> {
        let mut known = self.proposals.iter().filter(|(number, _)| number == paper);
        known.next().map(|(_, address)| address.as_str())
    }
}

/// A dimension of the sheet to fill.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: u32,
    /// Its reasons.
    pub reasons: Vec<Reason>,
}

/// A reason on the sheet to fill.
#[derive(Debug, Clone, Serialize)]
pub struct Reason {
    /// Its place on the sheet, from 0.
    pub at: usize,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it costs each time.
    pub points: u32,
    /// What the reader, or the chair, put down before.
    pub count: Option<u32>,
    /// What the reviewers put down, in the order of their sheets; for the chair.
    pub others: Vec<u32>,
}

/// One item.
///
/// # Errors
/// [`Failure::NotFound`] where the session or the item does not exist for the reader.
pub async fn item(
    app: &App,
    person: &PersonId,
    number: &str,
    item: u32,
) -> Result<ItemPage, Failure> {
    let known = known(app, person, number).await?;
    let found = known.item(item)?;
    reading::record_list(app, person, &format!("{number}-{item}")).await?;
    let stream = known.review.core.id.stream(Review::NOUN);
    let texts = vault::texts(app, &known.reader.opener(), &stream).await?;
    let mut page = page(app, &known, found, &texts)?;
    if let Some(case) = &mut page.investigation {
        let organ = known.reader.office.organ_of(&known.review.core.unit);
        let organ = organ.unwrap_or(&known.review.core.unit);
        for (_, _, paper) in &case.people {
            let address = proposals::address(app, &known.reader, (organ, paper)).await?;
            case.proposals
                .extend(address.map(|address| (paper.clone(), address)));
        }
    }
    Ok(page)
}

fn page(app: &App, known: &Known, item: &Item, texts: &Texts) -> Result<ItemPage, Fault> {
    let review = &known.review;
    let sheet = review.sheet(app.rules());
    let sheets = known.sees_sheets(item);
    let settled = item.settled.as_ref().filter(|_| known.sees_score(item));
    let (scores, settles) = may(known, item);
    let own = item.scored.iter().find(|one| one.by == known.reader.person);
    // One sheet at a time: who chairs scores first, and settles on the next visit.
    let settles = settles && !(scores && own.is_none());
    let scores = scores && !settles;
    let opened = |reference: &SealedRef| texts.of(reference).map(str::to_owned);
    let filled = |one: &casework::review::Scored| {
        Ok(SheetLine {
            person: known.reader.office.person_name(&one.by).to_owned(),
            score: one.score,
            lost: lost(sheet, &one.deductions),
            remark: or_empty(texts, one.remark.as_ref())?,
        })
    };
    let outside = match &item.of {
        Of::Outside(outside) => Some(Outside {
            subject: opened(&outside.subject)?,
            came: outside.came.to_string(),
            result: or_empty(texts, outside.result.as_ref())?,
        }),
        Of::Matter(_) => None,
    };
    Ok(ItemPage {
        session: review.core.number.clone(),
        line: line(app, known, item),
        outside,
        self_checks: item
            .self_checks
            .iter()
            .map(opened)
            .collect::<Result<_, _>>()?,
        sheets: match sheets {
            true => item
                .scored
                .iter()
                .map(filled)
                .collect::<Result<_, Fault>>()?,
            false => Vec::new(),
        },
        lost: settled
            .map(|settled| lost(sheet, &settled.deductions))
            .unwrap_or_default(),
        reason: settled
            .filter(|_| sheets)
            .and_then(|settled| settled.reason.as_ref())
            .map(opened)
            .transpose()?,
        proofs: proofs(known, item, texts)?,
        investigation: match item.investigation.as_ref().filter(|_| known.whole) {
            Some(one) => Some(investigated(known, sheet, one, texts)?),
            None => None,
        },
        asks: if scores || settles {
            asks(sheet, item, (known, settles))
        } else {
            Vec::new()
        },
        scores,
        settles,
        remark: or_empty(texts, own.and_then(|own| own.remark.as_ref()))?,
    })
}

fn or_empty(texts: &Texts, reference: Option<&SealedRef>) -> Result<String, Fault> {
    let opened = reference.map(|reference| texts.of(reference)).transpose()?;
    Ok(opened.unwrap_or_default().to_owned())
}

/// Whether the reader may score the item now, and whether they may settle it.
fn may(known: &Known, item: &Item) -> (bool, bool) {
    let (review, reader) = (&known.review, &known.reader);
    let Some(member) = review.member(&reader.person) else {
        return (false, false);
    };
    let open = matches!(review.stage, Stage::Opened | Stage::Scoring);
    let aside = member.aside.contains(&item.number)
        || conflict(item, &reader.person, &reader.office, reader.on()).is_some();
    let sits = open && !aside && member.part != Part::Observer;
    let settles = sits && member.part == Part::Chair && !item.scored.is_empty();
    (sits && item.settled.is_none(), settles)
}

fn lost(sheet: Option<&Sheet>, deductions: &[Deduction]) -> Vec<Lost> {
    let each = deductions.iter().map(|one| {
        let found = sheet.and_then(|sheet| sheet.reason(&one.code));
        Lost {
            dimension: found
                .map(|(dimension, _)| dimension.name.clone())
                .unwrap_or_default(),
            reason: found.map_or_else(|| one.code.clone(), |(_, reason)| reason.name.clone()),
            count: one.count,
            points: one.points.saturating_mul(one.count),
            demand: found
                .map(|(_, reason)| reason.demand.clone())
                .unwrap_or_default(),
        }
    });
    each.collect()
}

/// The deductions of an item as they stand in its list.
pub(super) fn deficiencies(app: &App, known: &Known, item: &Item) -> Vec<Lost> {
    let settled = item.settled.as_ref().map(|settled| &*settled.deductions);
    lost(known.review.sheet(app.rules()), settled.unwrap_or_default())
}

fn proofs(known: &Known, item: &Item, texts: &Texts) -> Result<Vec<Proof>, Fault> {
    let one = |one: &casework::review::item::Rectified| {
        let file = |file: &casework::sealed::FileRef| {
            Ok((file.id.to_string(), texts.of(&file.name)?.to_owned()))
        };
        let opinion = one
            .opinion
            .as_ref()
            .map(|opinion| texts.of(opinion))
            .transpose()?;
        Ok(Proof {
            at: one.at.strftime("%Y-%m-%d %H:%M").to_string(),
            by: known.reader.office.person_name(&one.by).to_owned(),
            on_paper: one.on_paper,
            text: texts.of(&one.text)?.to_owned(),
            files: one.files.iter().map(file).collect::<Result<_, Fault>>()?,
            accepted: one.accepted,
            opinion: opinion.unwrap_or_default().to_owned(),
        })
    };
    item.rectified.iter().map(one).collect()
}

fn investigated(
    known: &Known,
    sheet: Option<&Sheet>,
    one: &Investigation,
    texts: &Texts,
) -> Result<Investigated, Fault> {
    let office = &known.reader.office;
    let named = |people: &[PersonId]| {
        let names: Vec<&str> = people
            .iter()
            .map(|person| office.person_name(person))
            .collect();
        names.join("、")
    };
    let grounds: Vec<&str> = one.grounds.iter().map(|ground| ground.zh()).collect();
    let outcome = one.outcome.as_ref();
    let mut people = Vec::new();
    for held in outcome.map(|outcome| &*outcome.people).unwrap_or_default() {
        let mut answers = sheet
            .map(|sheet| sheet.answers.iter())
            .into_iter()
            .flatten();
        let how = answers.find(|answer| answer.id == held.measure);
        people.push((
            texts.of(&held.name)?.to_owned(),
            how.map_or_else(|| held.measure.clone(), |how| how.name.clone()),
            held.paper.clone().unwrap_or_default(),
        ));
    }
    let found = outcome
        .map(|outcome| texts.of(&outcome.found))
        .transpose()?;
    Ok(Investigated {
        grounds: grounds.join("、"),
        first: named(&one.first),
        reason: texts.of(&one.reason)?.to_owned(),
        opened: one.opened.date().to_string(),
        found: found.map(str::to_owned),
        people,
        proposals: Vec::new(),
        none: or_empty(texts, outcome.and_then(|outcome| outcome.none.as_ref()))?,
        decided: outcome.map_or_else(String::new, |outcome| {
            format!("{}　{}", outcome.at.date(), office.person_name(&outcome.by))
        }),
        light: outcome.is_some_and(|outcome| outcome.light),
    })
}

fn asks(sheet: Option<&Sheet>, item: &Item, (known, settles): (&Known, bool)) -> Vec<Asked> {
    let own = item.scored.iter().find(|one| one.by == known.reader.person);
    let settled = item.settled.as_ref().map(|settled| &settled.deductions);
    let before = settled.or(own.map(|own| &own.deductions));
    let count = |deductions: &[Deduction], code: &str| {
        deductions
            .iter()
            .find(|one| one.code == code)
            .map(|one| one.count)
    };
    let mut at = 0;
    let mut asked = Vec::new();
    for dimension in sheet.into_iter().flat_map(|sheet| &sheet.dimensions) {
        let mut reasons = Vec::new();
        for reason in &dimension.deductions {
            let others = item
                .scored
                .iter()
                .map(|one| count(&one.deductions, &reason.code));
            reasons.push(Reason {
                at,
                code: reason.code.clone(),
                name: reason.name.clone(),
                points: reason.points,
                count: before.and_then(|before| count(before, &reason.code)),
                others: match settles {
                    true => others.map(Option::unwrap_or_default).collect(),
                    false => Vec::new(),
                },
            });
            at += 1;
        }
        asked.push(Asked {
            name: dimension.name.clone(),
            points: dimension.points,
            reasons,
        });
    }
    asked
}

/// A proof that was handed in, for whoever sees the item: the cleaned copy where there is one.
///
/// # Errors
/// [`Failure::NotFound`] where it does not exist for the reader, or is held back.
pub async fn proof(
    app: &App,
    person: &PersonId,
    (number, item): (&str, u32),
    file: FileId,
) -> Result<files::Opened, Failure> {
    let known = known(app, person, number).await?;
    let found = known.item(item)?;
    let mut handed = found.rectified.iter().flat_map(|one| &one.files);
    let found = handed.find(|one| one.id == file).ok_or(Failure::NotFound)?;
    reading::record_list(app, person, &format!("{number}-{item}-proof")).await?;
    let stream = known.review.core.id.stream(Review::NOUN);
    let opened = files::of_procedure(app, &known.reader, &stream, found).await?;
    opened.ok_or(Failure::NotFound)
}

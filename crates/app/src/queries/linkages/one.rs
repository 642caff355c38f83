//! One linkage: the four parts of the loop from report to solved demand (S0-06), its letters and feedback.

use super::known;
use crate::linkages::{HANDOVER, PROMPT};
use crate::queries::reader::Reader;
use crate::vault::Texts;
use crate::{App, Failure, Fault};
use casework::linkage::{Feedback, Handover, Issued, Linkage, Stage};
use casework::sealed::SealedRef;
use casework::{PersonId, access};
use jiff::civil::Date;
use serde::Serialize;

/// What a linkage shows besides what every procedure shows.
#[derive(Debug, Clone, Serialize)]
pub struct LinkageView {
    /// Its number.
    pub number: String,
    /// The class it is of.
    pub class_zh: String,
    /// Whether the reader may know all of it, and not only the receiver's part.
    pub whole: bool,
    /// The number of the matter.
    pub matter: String,
    /// Whether the reader may open the matter.
    pub opens_matter: bool,
    /// The receiver.
    pub receiver: String,
    /// The supervision-inspection office that gets a copy.
    pub inspection: String,
    /// Why it is important; for whoever may know all of it.
    pub ground: Option<String>,
    /// The forward copy.
    pub summary: String,
    /// What is asked of the receiver.
    pub demand: String,
    /// Whether name and contact went along by the reporter's consent.
    pub annexed: bool,
    /// The number of the prompt letter; none while it is a draft.
    pub prompt: Option<String>,
    /// The four parts of the loop, in order.
    pub parts: Vec<Part>,
    /// Handover letters.
    pub handovers: Vec<HandoverLine>,
    /// What was fed back, oldest first.
    pub feedbacks: Vec<FeedbackLine>,
    /// What was urged: the day, the words.
    pub urgings: Vec<(String, String)>,
    /// What was agreed with others: the day, with whom, the words.
    pub coordinations: Vec<(String, String, String)>,
    /// The solved demand.
    pub solved: Option<SolvedView>,
    /// Why it was returned or withdrawn.
    pub ended: Option<String>,
}

/// A part of the loop: 提出问题, 研判问题, 督办问题, 解决问题.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// What it is called.
    pub zh: &'static str,
    /// The day it was reached.
    pub on: Option<String>,
    /// What happened, in words.
    pub words: String,
}

/// A handover letter.
#[derive(Debug, Clone, Serialize)]
pub struct HandoverLine {
    /// Its number within the linkage.
    pub number: u32,
    /// The body's name in full.
    pub name: String,
    /// Its number as a letter; none while it is a draft.
    pub issued: Option<String>,
    /// The day it went out.
    pub on: Option<String>,
    /// By when it is to be answered.
    pub answer_by: String,
}

/// What was fed back.
#[derive(Debug, Clone, Serialize)]
pub struct FeedbackLine {
    /// The day.
    pub on: String,
    /// What came of it; 进展 where it is progress.
    pub outcome_zh: &'static str,
    /// In words.
    pub words: String,
    /// Why it was sent back.
    pub sent_back: Option<String>,
}

/// The solved demand.
#[derive(Debug, Clone, Serialize)]
pub struct SolvedView {
    /// What came of it.
    pub outcome_zh: &'static str,
    /// In words.
    pub words: String,
    /// The day.
    pub on: String,
}

/// What a linkage shows besides.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn linkage(app: &App, person: &PersonId, number: &str) -> Result<LinkageView, Failure> {
    let (reader, linkage, texts) = known(app, person, number).await?;
    let whole = linkage.core.is_whole_for(&reader.units);
    let subject = linkage.subject.as_ref().ok_or(Failure::NotFound)?;
    let opens_matter = may_open(app, &reader, &linkage).await?;
    let told = |text: &Option<SealedRef>| opened(&texts, text.as_ref());
    let text = |text: &SealedRef| Ok::<_, Fault>(texts.of(text)?.to_owned());
    let name = |unit| reader.office.unit_name(unit).to_owned();
    let shown = linkage.handovers.iter();
    let shown = shown.filter(|letter| is_shown(letter, &linkage, &reader));
    let urged = linkage.urgings.iter();
    let urged = urged.map(|one| Ok((one.at.date().to_string(), text(&one.words)?)));
    let coordinated = linkage.coordinations.iter().filter(|_| whole).map(|one| {
        let with = app.rules().linkage.counterpart(&one.with);
        let with = with.map_or(&one.with, |with| &with.name).clone();
        Ok((one.on.to_string(), with, text(&one.words)?))
    });
    let class = app.rules().linkage.class(&linkage.class);
    Ok(LinkageView {
        number: linkage.core.number.clone(),
        class_zh: class.map_or(&linkage.class, |class| &class.name).clone(),
        whole,
        matter: subject.number.clone(),
        opens_matter,
        receiver: name(&linkage.receiver),
        inspection: name(&linkage.inspection),
        ground: if whole {
            Some(told(&linkage.ground)?)
        } else {
            None
        },
        summary: told(&linkage.summary)?,
        demand: told(&linkage.demand)?,
        annexed: linkage.annexed,
        prompt: linkage
            .prompt
            .as_ref()
            .map(|issued| numbered(app, PROMPT, issued)),
        parts: parts(app, &linkage),
        handovers: shown
            .map(|letter| line(app, letter, &texts))
            .collect::<Result<_, _>>()?,
        feedbacks: linkage
            .feedbacks
            .iter()
            .map(|one| fed_back(one, &texts))
            .collect::<Result<_, _>>()?,
        urgings: urged.collect::<Result<_, Fault>>()?,
        coordinations: coordinated.collect::<Result<_, Fault>>()?,
        solved: match &linkage.solved {
            Some(solved) => Some(SolvedView {
                outcome_zh: solved.outcome.zh(),
                words: text(&solved.words)?,
                on: solved.on.to_string(),
            }),
            None => None,
        },
        ended: linkage.ended.as_ref().map(text).transpose()?,
    })
}

fn opened(texts: &Texts, text: Option<&SealedRef>) -> Result<String, Fault> {
    text.map_or(Ok(String::new()), |text| texts.of(text).map(str::to_owned))
}

/// Whether the reader may open the matter, too.
async fn may_open(app: &App, reader: &Reader, linkage: &Linkage) -> Result<bool, Fault> {
    let Some(subject) = &linkage.subject else {
        return Ok(false);
    };
    let matter = crate::stream::matter(app, subject.matter).await?;
    let (office, rules) = (&reader.office, app.rules());
    Ok(access::sees(
        office,
        rules,
        &reader.person,
        reader.on(),
        &matter,
    ))
}

/// A draft is known to the organ whose letter it will be.
pub(super) fn is_shown(letter: &Handover, linkage: &Linkage, reader: &Reader) -> bool {
    let own = || {
        reader
            .units
            .iter()
            .any(|unit| reader.office.organ_of(unit) == Some(&letter.organ))
    };
    letter.issued.is_some() || own() && reader.units.contains(&linkage.receiver)
}

/// A letter's number in words.
pub(super) fn numbered(app: &App, kind: &str, issued: &Issued) -> String {
    let rule = app.rules().letter(kind);
    let number = rule.map(|rule| rule.numbered(issued.year, Some(issued.serial)));
    number.unwrap_or_else(|| format!("{}-{}", issued.year, issued.serial))
}

fn line(app: &App, letter: &Handover, texts: &Texts) -> Result<HandoverLine, Fault> {
    let issued = letter.issued.as_ref();
    Ok(HandoverLine {
        number: letter.number,
        name: texts.of(&letter.name)?.to_owned(),
        issued: issued.map(|issued| numbered(app, HANDOVER, issued)),
        on: issued.map(|issued| issued.on.to_string()),
        answer_by: letter.answer_by.to_string(),
    })
}

fn fed_back(feedback: &Feedback, texts: &Texts) -> Result<FeedbackLine, Fault> {
    let sent_back = feedback.sent_back.as_ref();
    Ok(FeedbackLine {
        on: feedback.at.date().to_string(),
        outcome_zh: feedback.outcome.map_or("进展", |outcome| outcome.zh()),
        words: texts.of(&feedback.words)?.to_owned(),
        sent_back: sent_back
            .map(|why| texts.of(why).map(str::to_owned))
            .transpose()?,
    })
}

/// The loop from report to solved demand (S0-06).
fn parts(app: &App, linkage: &Linkage) -> Vec<Part> {
    let day = |on: Date| Some(on.to_string());
    let class = app.rules().linkage.class(&linkage.class);
    let prompt = linkage.prompt.as_ref();
    let issued = linkage
        .handovers
        .iter()
        .filter(|letter| letter.issued.is_some())
        .count();
    let told = linkage.feedbacks.len();
    let followed = match linkage.stage {
        Stage::Proposed => Stage::Proposed.zh().to_owned(),
        Stage::Returned | Stage::Withdrawn => linkage.stage.zh().to_owned(),
        _ => format!("提示函已发，移交函{issued}份，反馈{told}次"),
    };
    let solved = linkage.solved.as_ref();
    vec![
        Part {
            zh: "提出问题",
            on: linkage
                .subject
                .as_ref()
                .and_then(|subject| day(subject.received)),
            words: "收到举报".to_owned(),
        },
        Part {
            zh: "研判问题",
            on: day(linkage.core.opened.date()),
            words: class.map_or_else(String::new, |class| class.name.clone()),
        },
        Part {
            zh: "督办问题",
            on: prompt.and_then(|issued| day(issued.on)),
            words: followed,
        },
        Part {
            zh: "解决问题",
            on: solved.and_then(|solved| day(solved.on)),
            words: solved
                .map_or("尚未办结", |solved| solved.outcome.zh())
                .to_owned(),
        },
    ]
}

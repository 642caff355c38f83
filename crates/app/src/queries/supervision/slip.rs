//! One slip (督办文书) of a matter or of a procedure: what it says, to whom, where it stands and what was answered. The matter's number
//! stands on it and never who reported.

use super::super::lamp::Lamp;
use super::super::procedures::load;
use super::super::reader::Reader;
use crate::queries::print::printed;
use crate::vault::Texts;
use crate::{App, Failure, Fault, official, reading, slips, vault};
use casework::access;
use casework::clocks::Clock;
use casework::escalation::Supervised;
use casework::matter::supervision::{Slip, SlipState};
use casework::procedure::{Number, Procedure};
use casework::{PersonId, SealedRef, UnitId, with_noun};
use jiff::civil::{Date, DateTime};
use papers::paper::Official;
use serde::Serialize;

/// The page.
#[derive(Debug, Clone)]
pub struct SlipPage {
    /// The number of the matter or procedure.
    pub matter: String,
    /// The address of its page.
    pub of: String,
    /// The slip's number within it.
    pub slip: u32,
    /// 督办单.
    pub kind_zh: &'static str,
    /// 督办〔2026〕7号, or empty.
    pub number: String,
    /// Whose.
    pub organ: String,
    /// To whom.
    pub to: String,
    /// About which promises: name, due day, whether it is kept by now.
    pub about: Vec<(String, String, bool)>,
    /// What is demanded; what the ladder's own slips say where nobody wrote anything.
    pub demand: String,
    /// What was studied together before; for the issuing organ and those above it alone.
    pub studied: String,
    /// Suggestions.
    pub suggestions: Vec<String>,
    /// How long an answer may take, as a day; empty before it is signed.
    pub answer_by: String,
    /// When and by whom it was signed.
    pub signed: String,
    /// When and by whom it was drafted.
    pub drafted: String,
    /// Where it stands.
    pub state: SlipState,
    /// The lamp of its time to answer, while an answer is owed.
    pub lamp: Option<Lamp>,
    /// Answers, oldest first.
    pub answers: Vec<AnswerView>,
    /// The paper it is, by its kind in the catalogue; none where an office took the kind out.
    pub paper: Option<Official>,
    /// Acts the reader may perform on it: noun, word.
    pub acts: Vec<(&'static str, &'static str)>,
}

/// An answer.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What was answered.
    pub text: String,
    /// Files: id and name.
    pub files: Vec<(String, String)>,
    /// What came of it: 认可, 退回, or empty.
    pub verdict: &'static str,
    /// When and by whom.
    pub examined: String,
    /// With which words.
    pub note: String,
}

/// The page of a slip.
///
/// # Errors
/// It does not exist, or the reader may not know of it; or a fault.
pub async fn slip(
    app: &App,
    person: &PersonId,
    (number, slip): (&str, u32),
) -> Result<SlipPage, Failure> {
    let reader = Reader::of(app, person).await?;
    if let Some(noun) = number
        .parse::<Number>()
        .ok()
        .and_then(|number| number.noun())
    {
        return with_noun!(noun, P => {
            let (state, _) = load::<P>(app, &reader, number).await?;
            Box::pin(of_procedure(app, &reader, &state, slip)).await
        });
    }
    let (matter, _) = reader.matter(app, number).await?;
    let found = known(&reader, &matter, slip)?;
    reading::record(app, person, reading::Event::Matter { matter: matter.id }).await?;
    let texts = vault::texts(app, &reader.opener(), &matter.id.stream()).await?;
    let about = Whole {
        number: &matter.number,
        at: format!("/desk/matters/{}", matter.number),
        name: "信访件",
        received: matter.received.date(),
        may: &|act: &str| {
            let (office, rules, on) = (&reader.office, app.rules(), reader.on());
            access::permit(office, rules, person, act, Some(&matter), on).is_some()
        },
    };
    Ok(shown(app, &reader, &matter, (found, &texts, about))?)
}

/// A slip about what is promised in a procedure: for the organ whose it is and those above it, and once it
/// is signed for whom it is addressed to; for nobody who may not know of an item it is about (T4).
async fn of_procedure<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
    slip: u32,
) -> Result<SlipPage, Failure> {
    let found = known(reader, state, slip)?;
    let core = state.core();
    let addressed = reader.units.iter().any(|unit| {
        let office = &reader.office;
        *unit == found.to || office.organ_of(unit) == office.organ_of(&found.to)
    });
    let hidden = slips::hidden(app, reader, state).await?;
    let clocks = found
        .about
        .iter()
        .filter_map(|about| state.clock(about.clock));
    let tells = clocks
        .filter_map(Clock::item)
        .all(|item| !hidden.contains(&item));
    if !tells || !(addressed || reader.supervises(&found.organ)) {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, &reader.person, "procedure-slip").await?;
    let texts = vault::texts(app, &reader.opener(), &core.id.stream(P::NOUN)).await?;
    let about = Whole {
        number: &core.number,
        at: format!("/desk/{}/{}", P::NOUN.plural(), core.number),
        name: P::NOUN.zh(),
        received: core.opened.date(),
        may: &|act: &str| {
            let (office, rules, on) = (&reader.office, app.rules(), reader.on());
            access::own(office, rules, &reader.person, act, Some(core), on).is_some()
        },
    };
    Ok(shown(app, reader, state, (found, &texts, about))?)
}

/// The slip of a number, if the reader may know of it: a draft exists for those who supervise, not for whom
/// it is about.
fn known<'a, S: Supervised>(reader: &Reader, state: &'a S, slip: u32) -> Result<&'a Slip, Failure> {
    let slip = state.slip(slip).ok_or(Failure::NotFound)?;
    let known = slip.signed.is_some() || reader.supervises(&slip.organ);
    Some(slip).filter(|_| known).ok_or(Failure::NotFound)
}

/// The matter or procedure a slip belongs to.
struct Whole<'a> {
    number: &'a str,
    at: String,
    name: &'static str,
    received: Date,
    /// Whether the reader may perform an act on it.
    may: &'a dyn Fn(&str) -> bool,
}

fn shown<S: Supervised>(
    app: &App,
    reader: &Reader,
    state: &S,
    (slip, texts, whole): (&Slip, &Texts, Whole<'_>),
) -> Result<SlipPage, Fault> {
    let own = reader.supervises(&slip.organ);
    let open = |reference: Option<&SealedRef>| -> Result<String, Fault> {
        Ok(reference
            .map(|r| texts.of(r))
            .transpose()?
            .unwrap_or_default()
            .to_owned())
    };
    let office = &reader.office;
    let by = |person: Option<&PersonId>| {
        person.map_or_else(
            || "系统定时".to_owned(),
            |p| office.person_name(p).to_owned(),
        )
    };
    let stands = slip.state(state);
    let clock = slip.answer_clock(state);
    let mut answers = Vec::new();
    for answer in &slip.answers {
        let mut files = Vec::new();
        for file in &answer.files {
            files.push((file.id.to_string(), texts.of(&file.name)?.to_owned()));
        }
        let examined = answer.examined.as_ref();
        answers.push(AnswerView {
            at: minute(answer.at),
            by: by(answer.by.as_ref()),
            text: texts.of(&answer.text)?.to_owned(),
            files,
            verdict: examined.map_or("", |e| {
                if e.accepted {
                    "认可，停止督办"
                } else {
                    "退回重答"
                }
            }),
            examined: examined.map_or_else(String::new, |e| {
                format!("{}　{}", minute(e.at), by(e.by.as_ref()))
            }),
            note: open(examined.and_then(|e| e.note.as_ref()))?,
        });
    }
    let mut suggestions = Vec::new();
    for said in &slip.words.suggestions {
        suggestions.push(texts.of(said)?.to_owned());
    }
    let demand = match &slip.words.demand {
        Some(demand) => texts.of(demand)?.to_owned(),
        None => "请抓紧办理，并按期书面答复办理进展和预计完成时间；已经超期的，一并说明原因。"
            .to_owned(),
    };
    let signed = slip.signed.as_ref();
    let said = Said {
        demand: &demand,
        suggestions: &suggestions,
        reason: usual(app, state, slip, &whole),
        answer_by: clock.map(|clock| clock.due.date()),
    };
    let paper = paper(app, reader, (state, slip), (&whole, said));
    Ok(SlipPage {
        paper,
        matter: whole.number.to_owned(),
        slip: slip.number,
        kind_zh: slip.kind.zh(),
        number: signed.map_or_else(String::new, |signed| signed.number.clone()),
        organ: office.unit_name(&slip.organ).to_owned(),
        to: office.unit_name(&slip.to).to_owned(),
        about: about(app, state, slip),
        demand,
        studied: if own {
            open(slip.words.studied.as_ref())?
        } else {
            String::new()
        },
        suggestions,
        answer_by: clock.map_or_else(String::new, |clock| clock.due.date().to_string()),
        signed: signed.map_or_else(String::new, |s| {
            format!("{}　{}", minute(s.at), by(s.by.as_ref()))
        }),
        drafted: format!("{}　{}", minute(slip.drafted), by(slip.by.as_ref())),
        state: stands,
        lamp: clock
            .filter(|_| stands.is_owed())
            .map(|c| Lamp::of_clock(app, c, reader.now)),
        answers,
        acts: acts(reader, whole.may, slip, stands),
        of: whole.at,
    })
}

fn about<S: Supervised>(app: &App, state: &S, slip: &Slip) -> Vec<(String, String, bool)> {
    let clocks = slip
        .about
        .iter()
        .filter_map(|about| Some((about, state.clock(about.clock)?)));
    clocks
        .map(|(about, clock)| {
            let name = super::promise(app, &clock.rule).to_owned();
            (name, about.due.date().to_string(), !clock.is_open())
        })
        .collect()
}

/// Why a slip is issued, in the words of its promises.
fn usual<S: Supervised>(app: &App, state: &S, slip: &Slip, whole: &Whole<'_>) -> String {
    let about: Vec<String> = about(app, state, slip)
        .into_iter()
        .map(|(name, due, _)| format!("“{name}”应于{due}前完成"))
        .collect();
    format!(
        "{}{}，{}，尚未完成。",
        whole.name,
        whole.number,
        about.join("，")
    )
}

/// What the paper says beside the facts of the slip.
struct Said<'a> {
    demand: &'a str,
    suggestions: &'a [String],
    reason: String,
    answer_by: Option<Date>,
}

/// The paper: it has no place for who reported, and the matter stands on it by its number alone.
fn paper<S: Supervised>(
    app: &App,
    reader: &Reader,
    (state, slip): (&S, &Slip),
    (whole, said): (&Whole<'_>, Said<'_>),
) -> Option<Official> {
    let rule = app.rules().letter(slip.kind.as_str())?;
    let (office, signed) = (&reader.office, slip.signed.as_ref());
    let name = |unit: &UnitId| office.unit_name(unit).to_owned();
    let clock = slip.first(state);
    let promise = clock.map_or_else(String::new, |clock| {
        super::promise(app, &clock.rule).to_owned()
    });
    let standing = clock.map_or_else(String::new, |clock| {
        Lamp::of_clock(app, clock, reader.now).words
    });
    let at = signed.map_or(slip.drafted, |signed| signed.at).date();
    let signatory = signed.and_then(|signed| signed.by.as_ref());
    let numbered = said.suggestions.iter().zip(1..);
    let demand: Vec<String> = std::iter::once(said.demand.to_owned())
        .chain(numbered.map(|(text, number)| format!("建议{number}：{text}")))
        .collect();
    let mut paper = official::issued(
        rule,
        &official::Facts {
            organ: name(&slip.organ),
            addressee: name(&slip.to),
            year: at.year(),
            date: signed.map(|signed| signed.at.date()),
            signatory: Some(signatory.map_or("", |by| office.person_name(by)).to_owned()),
            matter: whole.number.to_owned(),
            received: Some(whole.received),
            lines: vec![vec![
                name(&slip.to),
                promise.clone(),
                "1".to_owned(),
                standing.clone(),
            ]],
            clock: promise,
            due: slip.about.first().map(|about| about.due.date()),
            standing,
            reason: said.reason,
            demand: demand.join("\n"),
            answer_by: said.answer_by,
            period: format!("{}年{}月", at.year(), at.month()),
            marks: if signed.is_none() {
                vec!["送签稿".to_owned()]
            } else {
                Vec::new()
            },
            printed: printed(reader),
            ..official::Facts::default()
        },
    );
    if let Some(signed) = signed {
        paper.number.clone_from(&signed.number);
    }
    Some(paper)
}

/// What may be done with it now by the reader.
fn acts(
    reader: &Reader,
    may: &dyn Fn(&str) -> bool,
    slip: &Slip,
    state: SlipState,
) -> Vec<(&'static str, &'static str)> {
    let office = &reader.office;
    let organs: Vec<_> = reader
        .units
        .iter()
        .filter_map(|unit| office.organ_of(unit))
        .collect();
    let own = organs.contains(&&slip.organ);
    let addressed = office
        .organ_of(&slip.to)
        .is_some_and(|organ| organs.contains(&organ));
    let fit: &[&str] = match state {
        SlipState::Draft if own => &["sign-slip", "withdraw-draft"],
        SlipState::Sent | SlipState::Returned if addressed => &["answer-slip"],
        SlipState::Answered if own => &["examine-answer"],
        _ => &[],
    };
    let described = |name: &str| {
        let mut acts = casework::matter::steps::ACTS.iter();
        acts.find(|act| act.name == name)
    };
    let offered = fit.iter().filter_map(|name| described(name));
    let offered = offered.filter(|act| may(act.name));
    offered.map(|act| (act.noun, act.zh)).collect()
}

fn minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

//! The repeat card (重复提示卡, P-28, S1-44): what the typing clerk may see of earlier matters by the same
//! reporter or about the same accused, found by blind index, and of those whose words are like the typed ones.
//! What is out of sight is not there (T3).
//!
//! A match opens titles and says something about who reported, so that every matter shown has a reading
//! in its trail (T18).

mod alike;

use super::reader::{Reader, seen};
use super::trail::actor_in_words;
use crate::audience::Unwritten;
use crate::blind_index::{Entry, SUBJECT, looked_under};
use crate::likeness::{digest, report};
use crate::reading::{self, Event};
use crate::stream::MatterEvent;
use crate::{App, Failure, Fault, vault};
use casework::PersonId;
use casework::matter::{Finding, Matter, steps};
use matching::{Judgement, Level, Report};
use sealing::normal;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Value;

/// What the clerk has typed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The reporter's name.
    pub name: String,
    /// The reporter's telephone.
    pub phone: String,
    /// The reporter's id number.
    pub id_number: String,
    /// Names of the accused.
    pub accused: Vec<String>,
    /// The title.
    pub title: String,
    /// What is reported.
    pub text: String,
    /// Numbers of earlier matters the clerk has said are not the same.
    pub apart: Vec<String>,
}

/// An earlier matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What it may be to the typed report, and how probable it is that both are one matter: 同一事项 0.93.
    /// Empty where only a name or a number is shared.
    pub likely: String,
    /// Why it is shown: 电话相同、被反映人同名；内容相似 0.82.
    pub why: String,
    /// The day it was received.
    pub received_on: String,
    /// Where it stands and in whose hands.
    pub stands: String,
    /// The last result, in words.
    pub result: String,
    /// Who answered and when; empty where nobody did.
    pub answered: String,
    /// Whether it can take this one as a repeat.
    pub open: bool,
    /// Whether the clerk has said that it is not the same.
    pub apart: bool,
}

/// Matters shown at most.
const CARDS_MAX: usize = 6;

const SAME_PHONE: &str = "举报人电话相同";
const SAME_ID: &str = "举报人证件号相同";

/// What sharing an entry of a namespace means.
const WHYS: [(&str, &str); 4] = [
    ("phone", SAME_PHONE),
    ("id-number", SAME_ID),
    ("name", "举报人同名"),
    (SUBJECT, "被反映人同名"),
];

/// The cards for what was typed.
///
/// # Errors
/// The reader may not receive reports, or the database does not answer.
pub async fn repeats(app: &App, person: &PersonId, typed: &Typed) -> Result<Vec<Card>, Failure> {
    let reader = Reader::of(app, person).await?;
    if !reader.may(app, "receive") {
        return Err(Failure::NotFound);
    }
    let mut asked = Asked {
        report: Report {
            title: typed.title.clone(),
            text: typed.text.clone(),
            ..Report::default()
        },
        ..Asked::default()
    };
    let subjects = typed.accused.iter().take(5);
    let subjects = subjects.filter_map(|name| digest(app, name));
    asked.report.subjects = subjects.collect();
    for (namespace, why, normalised) in keys(typed) {
        let entry = Entry::of(app, namespace, Some(normalised), String::new());
        let token = entry.map(|entry| entry.token);
        asked
            .keys
            .extend(token.map(|token| (namespace, why, token)));
    }
    let mut cards = found(app, &reader, asked, |_| true).await?;
    for card in &mut cards {
        card.apart = typed.apart.contains(&card.number);
    }
    cards.sort_by_key(|card| card.apart);
    Ok(cards)
}

/// The cards for a matter that was received already (查重): what it may be a repeat of, as far as the reader may know of
/// both. What a person has told apart from it, and what it was joined with, is not offered again.
///
/// # Errors
/// The reader may not know of it, or may not decide about its repeats; the refusal where that cannot be meant now.
pub async fn of_matter(app: &App, person: &PersonId, number: &str) -> Result<Vec<Card>, Failure> {
    super::act::form(app, person, number, "distinctions").await?;
    let reader = Reader::of(app, person).await?;
    let (matter, _) = reader.matter(app, number).await?;
    reading::record(app, person, Event::Matter { matter: matter.id }).await?;
    let organs = reader.organs();
    let own = organs
        .iter()
        .map(|organ| casework::UnitId::from(organ.as_str()));
    let organ = own
        .clone()
        .find(|organ| matter.original_with(&reader.office, organ));
    let is_original = organ.is_some();
    let Some(organ) = organ.or_else(|| own.clone().next()) else {
        return Ok(Vec::new());
    };
    let report = report(
        app,
        (&reader.opener(), &organ),
        (&matter, &Unwritten::default()),
    )
    .await?;
    let mut asked = Asked {
        report,
        ..Asked::default()
    };
    let sql = "SELECT namespace, token FROM blind WHERE stream_id = $1";
    for row in app.store().rows(sql, &[matter.id.stream().into()]).await? {
        let known = WHYS
            .iter()
            .find(|(namespace, _)| row.text(0).is_ok_and(|own| own == *namespace));
        // Whoever has the copy alone learns nothing of who reported (T5).
        let known = known.filter(|(namespace, _)| is_original || *namespace == SUBJECT);
        if let Some((namespace, why)) = known {
            asked.keys.push((namespace, why, row.blob(1)?.to_vec()));
        }
    }
    let is_offered = |other: &Matter| {
        let joined = |one: &Matter, other: &Matter| {
            let into = one.joined_into.as_ref();
            into.is_some_and(|into| into.matter == other.id)
        };
        other.id != matter.id
            && !matter.is_apart_from(other.id)
            && !other.is_apart_from(matter.id)
            && !joined(other, &matter)
            && !joined(&matter, other)
    };
    found(app, &reader, asked, is_offered).await
}

/// What is looked for: by which keys, why, and by which words.
#[derive(Default)]
struct Asked {
    keys: Vec<(&'static str, &'static str, Vec<u8>)>,
    report: Report,
}

/// The cards of what was asked for, the likeliest first.
async fn found(
    app: &App,
    reader: &Reader,
    asked: Asked,
    is_offered: impl Fn(&Matter) -> bool,
) -> Result<Vec<Card>, Failure> {
    let mut found: BTreeMap<String, Shared> = BTreeMap::new();
    for (namespace, why, token) in &asked.keys {
        for number in numbers(app, reader, namespace, token).await? {
            let shared = found.entry(number).or_default();
            if !shared.why.contains(why) {
                shared.why.push(why);
            }
        }
    }
    let brought = found.iter().filter(|(_, shared)| shared.is_reporters());
    let brought: Vec<String> = brought.map(|(number, _)| number.clone()).collect();
    for likely in alike::likely(app, reader, asked.report, &brought).await? {
        found.entry(likely.number).or_default().judged = Some(likely.judgement);
    }
    let mut cards = Vec::new();
    for (number, shared) in found {
        match reader.matter(app, &number).await {
            Ok((matter, events)) if is_offered(&matter) => cards.push((shared, matter, events)),
            Ok(_) | Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    cards.sort_by_key(|(shared, matter, _)| std::cmp::Reverse((shared.rank(), matter.received)));
    cards.truncate(CARDS_MAX);
    let mut shown = Vec::new();
    for (shared, matter, events) in cards {
        shown.push(card(app, reader, &matter, &events, &shared).await?);
    }
    Ok(shown)
}

/// What a matter shares with the typed report.
#[derive(Default)]
struct Shared {
    why: Vec<&'static str>,
    judged: Option<Judgement>,
}

impl Shared {
    /// Whether the same person brought it: by a number, for many bear one name.
    fn is_reporters(&self) -> bool {
        self.why.contains(&SAME_PHONE) || self.why.contains(&SAME_ID)
    }

    /// The same matter first, then who shares more with it.
    fn rank(&self) -> (Option<Level>, usize) {
        (
            self.judged.as_ref().map(|judged| judged.level),
            self.why.len(),
        )
    }

    fn likely(&self) -> String {
        let judged = self.judged.as_ref();
        judged.map_or_else(String::new, |judged| {
            format!("{} {:.2}", judged.level.zh(), judged.score)
        })
    }

    fn words(&self) -> String {
        let shared = self.why.join("、");
        let like = self.judged.iter().map(|judged| judged.reasons.clone());
        let both = Some(shared).into_iter().chain(like);
        let both: Vec<String> = both.filter(|words| !words.is_empty()).collect();
        both.join("；")
    }
}

/// Namespace, reason and normalised value of everything typed.
fn keys(typed: &Typed) -> Vec<(&'static str, &'static str, String)> {
    let [phone, id_number, name, subject] = WHYS;
    let own = [
        (phone, normal::phone(&typed.phone)),
        (id_number, normal::id_number(&typed.id_number)),
        (name, normal::name(&typed.name)),
    ];
    let accused = typed.accused.iter().take(5);
    let accused = accused.map(|name| (subject, normal::name(name)));
    own.into_iter()
        .chain(accused)
        .filter_map(|((namespace, why), value)| Some((namespace, why, value?)))
        .collect()
}

/// Numbers of the newest matters within sight under a plain token.
async fn numbers(
    app: &App,
    reader: &Reader,
    namespace: &str,
    token: &[u8],
) -> Result<Vec<String>, Failure> {
    let mut numbers = Vec::new();
    for token in looked_under(app, namespace, token, &reader.organs()) {
        for number in under(app, reader, namespace, token).await? {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    Ok(numbers)
}

/// Numbers of the newest matters within sight under one token.
async fn under(
    app: &App,
    reader: &Reader,
    namespace: &str,
    token: Vec<u8>,
) -> Result<Vec<String>, Fault> {
    let (units, unit_params) = store::list(4, reader.units.iter().map(|unit| unit.as_str()));
    // Ids are ordered by time, so that the index itself gives the newest first.
    let sql = format!(
        "SELECT m.number, b.stream_id FROM blind b \
         JOIN visible v ON v.matter_id = substr(b.stream_id, 8) AND v.unit_id IN {units} \
         JOIN matters m ON m.matter_id = v.matter_id \
         WHERE b.namespace = $1 AND b.token = $2 AND {} \
         ORDER BY b.stream_id DESC LIMIT 12",
        seen("v", 3)
    );
    let mut params = vec![
        namespace.into(),
        Value::Blob(token),
        reader.person.as_str().into(),
    ];
    params.extend(unit_params);
    let rows = app.store().rows(&sql, &params).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

async fn card(
    app: &App,
    reader: &Reader,
    matter: &Matter,
    events: &[MatterEvent],
    shared: &Shared,
) -> Result<Card, Failure> {
    reading::record(app, &reader.person, Event::Matter { matter: matter.id }).await?;
    let texts = vault::texts(app, &reader.opener(), &matter.id.stream()).await?;
    let report = matter.reports.first().map(|report| &report.title);
    let part = matter.splitting.of.as_ref().map(|of| &of.title);
    let title = report.or(part);
    let title = title.map_or(Ok(vault::ERASED), |title| texts.of(title))?;
    let hands = reader.office.unit_name(matter.hands());
    Ok(Card {
        number: matter.number.clone(),
        title: title.to_owned(),
        likely: shared.likely(),
        why: shared.words(),
        received_on: matter.received.date().to_string(),
        stands: format!("{}，在{hands}手里", matter.stage.zh()),
        result: result(matter),
        answered: answered(app, reader, events),
        open: matter.joined_into.is_none() && !matter.is_part(),
        apart: false,
    })
}

/// The findings so far: 属实1个，不实2个.
fn result(matter: &Matter) -> String {
    if matter.excluded {
        return "筛查剔除".to_owned();
    }
    let findings: Vec<Finding> = matter
        .issues()
        .filter_map(|(.., issue)| issue.finding)
        .collect();
    let counted = Finding::CODES.iter().filter_map(|code| {
        let count = findings
            .iter()
            .filter(|finding| finding.as_str() == code.value)
            .count();
        (count > 0).then(|| format!("{}{count}个", code.zh))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        "尚无结论".to_owned()
    } else {
        counted.join("，")
    }
}

/// Who gave the last reply, and when.
fn answered(app: &App, reader: &Reader, events: &[MatterEvent]) -> String {
    let replied = |event: &&MatterEvent| matches!(event.event, steps::Event::Replied(_));
    let Some(reply) = events.iter().rev().find(replied) else {
        return String::new();
    };
    let who = actor_in_words(app, &reader.office, &reply.by);
    format!("{who}，{}", reply.happened.date())
}

//! The repeat card (重复提示卡, P-28, S1-44): what the typing clerk may see of earlier matters by the same
//! reporter or about the same accused, found by blind index, and of those whose words are like the typed ones.
//! What is out of sight is not there (T3).
//!
//! A match opens titles and says something about who reported, so that every matter shown has a reading
//! in its trail (T18).

mod alike;

use super::reader::{Reader, seen};
use super::trail::actor_in_words;
use crate::blind_index::{Entry, looked_under};
use crate::reading::{self, Event};
use crate::stream::MatterEvent;
use crate::{App, Failure, Fault, vault};
use casework::PersonId;
use casework::matter::{Finding, Matter, steps};
use matching::{Judgement, Level};
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
}

/// Matters shown at most.
const CARDS_MAX: usize = 6;

const SAME_PHONE: &str = "举报人电话相同";
const SAME_ID: &str = "举报人证件号相同";

/// The cards for what was typed.
///
/// # Errors
/// The reader may not receive reports, or the database does not answer.
pub async fn repeats(app: &App, person: &PersonId, typed: &Typed) -> Result<Vec<Card>, Failure> {
    let reader = Reader::of(app, person).await?;
    if !reader.may(app, "receive") {
        return Err(Failure::NotFound);
    }
    let mut found: BTreeMap<String, Shared> = BTreeMap::new();
    for (namespace, why, normalised) in keys(typed) {
        for number in numbers(app, &reader, namespace, &normalised).await? {
            let shared = found.entry(number).or_default();
            if !shared.why.contains(&why) {
                shared.why.push(why);
            }
        }
    }
    let brought = found.iter().filter(|(_, shared)| shared.is_reporters());
    let brought: Vec<String> = brought.map(|(number, _)| number.clone()).collect();
    for likely in alike::likely(app, &reader, typed, &brought).await? {
        found.entry(likely.number).or_default().judged = Some(likely.judgement);
    }
    let mut cards = Vec::new();
    for (number, shared) in found {
        match reader.matter(app, &number).await {
            Ok((matter, events)) => cards.push((shared, matter, events)),
            Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    cards.sort_by_key(|(shared, matter, _)| std::cmp::Reverse((shared.rank(), matter.received)));
    cards.truncate(CARDS_MAX);
    let mut shown = Vec::new();
    for (shared, matter, events) in cards {
        shown.push(card(app, &reader, &matter, &events, &shared).await?);
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
    let own = [
        ("phone", SAME_PHONE, normal::phone(&typed.phone)),
        ("id-number", SAME_ID, normal::id_number(&typed.id_number)),
        ("name", "举报人同名", normal::name(&typed.name)),
    ];
    let accused = typed.accused.iter().take(5);
    let accused = accused.map(|name| ("subject-name", "被反映人同名", normal::name(name)));
    own.into_iter()
        .chain(accused)
        .filter_map(|(namespace, why, value)| Some((namespace, why, value?)))
        .collect()
}

/// Numbers of the newest matters within sight under a key.
async fn numbers(
    app: &App,
    reader: &Reader,
    namespace: &str,
    normalised: &str,
) -> Result<Vec<String>, Failure> {
    let value = Some(normalised.to_owned());
    let Some(entry) = Entry::of(app, namespace, value, String::new()) else {
        return Ok(Vec::new());
    };
    let organs = reader.organs();
    let mut numbers = Vec::new();
    for token in looked_under(app, namespace, &entry.token, &organs) {
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

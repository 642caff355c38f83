//! An analysis (综合分析) as its page and its paper show it: the figures as they were frozen, what was found, chosen,
//! instructed and tasked, and where the loop is stuck. Whoever runs it and the organs above see all of it; a unit
//! that was tasked sees its own part (T3). A case is told only to whoever may open its matter (T4).

use super::procedures::load;
use super::reader::Reader;
use crate::official::{self, Facts};
use crate::queries::print::printed;
use crate::{App, Failure, vault};
use ::papers::chart::{self, Bar};
use ::papers::paper::Official;
use casework::PersonId;
use casework::analysis::{Analysis, Chosen, Finding, Frozen, Mark, Stage, about_zh};
use casework::figures::{Figure, Sign, percent};
use casework::procedure::Noun;
use serde::Serialize;

/// An analysis.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// Its number.
    pub number: String,
    /// What kind it is.
    pub kind: String,
    /// Who ordered it; empty where nobody did.
    pub ordered_by: String,
    /// How many events of the ledger its figures stand on.
    pub checkpoint: Option<i64>,
    /// Whether the reader sees all of it.
    pub whole: bool,
    /// The four stages of the loop, and whether each is reached.
    pub stages: Vec<(&'static str, bool)>,
    /// What it waits for now; empty where it is over.
    pub waits: String,
    /// The whole, in a sentence.
    pub standing: String,
    /// Its metrics.
    pub metrics: Vec<Row>,
    /// What it is made of: by what, the parts, and a drawing.
    pub parts: Vec<(&'static str, Vec<Row>, String)>,
    /// What was found.
    pub findings: Vec<Found>,
    /// What the leader said: who, when, what.
    pub instruction: Option<(String, String, String)>,
}

/// A frozen figure.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What it is of.
    pub name: String,
    /// Now, in words.
    pub now: String,
    /// Against the year before, in words.
    pub year: String,
    /// Against the time before, in words.
    pub before: String,
    /// Its list on the page of figures: a count and what is looked at.
    pub list: Option<String>,
}

/// A finding.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Its number.
    pub number: u32,
    /// In which section.
    pub section: String,
    /// Which figure shows it.
    pub figure: String,
    /// What kind of problem it is.
    pub marks: Vec<&'static str>,
    /// In words.
    pub problem: String,
    /// Why.
    pub cause: String,
    /// What should be done.
    pub suggestion: String,
    /// Whether the leader wants it followed.
    pub pointed: bool,
    /// Cases that show it: the matter's number and what it shows.
    pub cases: Vec<(String, String)>,
    /// Who does something about it.
    pub task: Option<Tasked>,
}

/// A task.
#[derive(Debug, Clone, Serialize)]
pub struct Tasked {
    /// Whose.
    pub unit: String,
    /// What is demanded.
    pub demand: String,
    /// Where it stands, in words.
    pub state: String,
    /// What was reported: when, of which kind, what.
    pub reports: Vec<(String, &'static str, String)>,
}

struct Known {
    reader: Reader,
    state: Analysis,
    texts: vault::Texts,
}

/// An analysis's page.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn analysis(app: &App, person: &PersonId, number: &str) -> Result<Told, Failure> {
    let known = known(app, person, number).await?;
    let (state, office) = (&known.state, &known.reader.office);
    let whole = state.core.is_whole_for(&known.reader.units);
    let mut findings = Vec::new();
    for finding in &state.findings {
        let own = finding
            .task
            .as_ref()
            .is_some_and(|task| known.reader.units.contains(&task.unit));
        if whole || own {
            findings.push(known.found(app, finding).await?);
        }
    }
    let lines = |by: &'static str| {
        let of = state
            .lines
            .iter()
            .filter(move |line| line.about.starts_with(by));
        of.filter(|_| whole)
    };
    let row = |line: &Frozen| known.row(app, line);
    let part = |by: &'static str, zh: &'static str| {
        let rows: Vec<Row> = lines(by).map(row).collect();
        let bars = lines(by)
            .take(8)
            .map(|line| Bar::new(&row(line).name, line.part));
        let svg = chart::bars(&format!("{zh}，件"), &bars.collect::<Vec<_>>());
        (zh, rows, svg)
    };
    let parts = [
        part("domain:", "反映的领域"),
        part("class:", "类别"),
        part("unit:", "下级机关"),
    ];
    let instruction = state.instruction.as_ref().filter(|_| whole);
    Ok(Told {
        number: state.core.number.clone(),
        kind: app
            .rules()
            .analyses
            .kind(&state.kind)
            .map_or("", |kind| &kind.name)
            .to_owned(),
        ordered_by: state
            .ordered_by
            .as_ref()
            .map_or("", |unit| office.unit_name(unit))
            .to_owned(),
        checkpoint: state.checkpoint.filter(|_| whole),
        whole,
        stages: Stage::ALL
            .iter()
            .map(|stage| (stage.zh(), *stage <= state.stage))
            .collect(),
        waits: known.waits(),
        standing: if whole {
            known.standing(app)
        } else {
            String::new()
        },
        metrics: lines("metric:").map(row).collect(),
        parts: parts
            .into_iter()
            .filter(|(_, rows, _)| !rows.is_empty())
            .collect(),
        instruction: match instruction {
            Some((by, words, at)) => Some((
                office.person_name(by).to_owned(),
                super::todo::minute(*at),
                known.texts.of(words)?.to_owned(),
            )),
            None => None,
        },
        findings,
    })
}

async fn known(app: &App, person: &PersonId, number: &str) -> Result<Known, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<Analysis>(app, &reader, number).await?;
    let stream_id = state.core.id.stream(Noun::Analysis);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    Ok(Known {
        reader,
        state,
        texts,
    })
}

impl Known {
    fn row(&self, app: &App, line: &Frozen) -> Row {
        let figure = |part: i64, whole: Option<i64>| Figure {
            part,
            whole,
            days: 0,
        };
        let now = figure(line.part, line.whole);
        let against = |part: i64, whole: Option<i64>, sign: Sign| {
            let tenths = match line.whole {
                Some(_) => now
                    .share()
                    .zip(figure(part, whole).share())
                    .map(|(now, then)| now - then),
                None => percent(part, line.part),
            };
            let by = tenths.map_or_else(
                || format!("原为{part}"),
                |tenths| in_words(tenths, line.whole.is_some()),
            );
            match sign {
                Sign::Alone => sign.zh().to_owned(),
                sign => format!("{by}，{}", sign.zh()),
            }
        };
        Row {
            name: about_zh(&line.about, app.rules(), &self.reader.office),
            now: match now.whole {
                Some(whole) => format!("{}（{}／{whole}）", share(now.share()), line.part),
                None => line.part.to_string(),
            },
            year: against(line.year_part, line.year_whole, line.year),
            before: against(line.before_part, line.before_whole, line.before),
            list: self.list(app, line),
        }
    }

    /// The address of the matters a figure counts, as they are now.
    fn list(&self, app: &App, line: &Frozen) -> Option<String> {
        let (from, until) = self.state.days?;
        let (by, id) = line.about.split_once(':')?;
        let metric = app.rules().metrics.metric(id);
        let (count, unit, also) = match by {
            "metric" => (
                metric?.part.as_str(),
                self.state.organ.as_str(),
                String::new(),
            ),
            "unit" => ("received", id, String::new()),
            by => ("received", self.state.organ.as_str(), format!("&{by}={id}")),
        };
        Some(format!(
            "/desk/figures/{count}?unit={unit}&from={from}&until={until}{also}"
        ))
    }

    async fn found(&self, app: &App, finding: &Finding) -> Result<Found, Failure> {
        let rules = app.rules();
        let mut cases = Vec::new();
        let of = |chosen: &&Chosen| chosen.finding == finding.number;
        for chosen in self.state.cases.iter().filter(of) {
            match self.reader.matter(app, &chosen.number).await {
                Ok(_) => cases.push((
                    chosen.number.clone(),
                    self.texts.of(&chosen.account)?.to_owned(),
                )),
                Err(Failure::NotFound) => {}
                Err(failure) => return Err(failure),
            }
        }
        let task = match &finding.task {
            None => None,
            Some(task) => {
                let mut reports = Vec::new();
                for report in &task.reports {
                    let words = self.texts.of(&report.words)?.to_owned();
                    reports.push((super::todo::minute(report.at), report.kind, words));
                }
                Some(Tasked {
                    unit: self.reader.office.unit_name(&task.unit).to_owned(),
                    demand: self.texts.of(&task.demand)?.to_owned(),
                    state: match (task.solved, task.waits) {
                        (Some(at), _) => format!("{}认可解决", super::todo::minute(at)),
                        (None, true) => "报告已解决，待认可".to_owned(),
                        (None, false) => "解决中".to_owned(),
                    },
                    reports,
                })
            }
        };
        let line = self.state.line(&finding.about);
        Ok(Found {
            number: finding.number,
            section: rules.analyses.section_zh(&finding.section).to_owned(),
            figure: line.map_or_else(String::new, |line| {
                let row = self.row(app, line);
                format!(
                    "{}{}，同比{}；环比{}",
                    row.name, row.now, row.year, row.before
                )
            }),
            marks: finding.marks.iter().map(|mark: &Mark| mark.zh()).collect(),
            problem: self.texts.of(&finding.problem)?.to_owned(),
            cause: self.texts.of(&finding.cause)?.to_owned(),
            suggestion: self.texts.of(&finding.suggestion)?.to_owned(),
            pointed: finding.pointed,
            cases,
            task,
        })
    }

    /// Where the loop stands still.
    fn waits(&self) -> String {
        let findings = &self.state.findings;
        let pointed = || findings.iter().filter(|known| known.pointed);
        let tasked = pointed().filter_map(|known| known.task.as_ref());
        match self.state.stage {
            Stage::Raised if findings.is_empty() => "待提出问题".to_owned(),
            Stage::Raised => "待报送".to_owned(),
            Stage::Judged => "待领导批示".to_owned(),
            Stage::Followed => {
                let untasked = pointed().filter(|known| known.task.is_none()).count();
                let open = tasked
                    .clone()
                    .filter(|task| task.solved.is_none() && !task.waits)
                    .count();
                let waiting = tasked.filter(|task| task.waits).count();
                format!("待交办{untasked}个，解决中{open}个，待认可{waiting}个")
            }
            Stage::Solved => String::new(),
        }
    }

    /// The whole in a sentence.
    fn standing(&self, app: &App) -> String {
        let said = [
            "metric:total",
            "metric:repeat-rate",
            "metric:over-level-rate",
            "metric:true-rate",
        ];
        let lines = said.iter().filter_map(|about| self.state.line(about));
        let rows = lines.map(|line| {
            let row = self.row(app, line);
            let unit = if line.whole.is_none() { "件" } else { "" };
            format!(
                "{}{}{unit}，同比{}，环比{}",
                row.name, row.now, row.year, row.before
            )
        });
        let rows: Vec<String> = rows.collect();
        if rows.is_empty() {
            String::new()
        } else {
            format!("{}。", rows.join("；"))
        }
    }
}

fn share(tenths: Option<i64>) -> String {
    tenths.map_or_else(
        || "—".to_owned(),
        |tenths| format!("{}.{}%", tenths / 10, tenths % 10),
    )
}

/// A change in words: 下降13.7%.
fn in_words(tenths: i64, is_share: bool) -> String {
    let size = tenths.abs();
    let unit = if is_share { "个百分点" } else { "%" };
    match tenths {
        0 => "持平".to_owned(),
        less if less < 0 => format!("下降{}.{}{unit}", size / 10, size % 10),
        _ => format!("上升{}.{}{unit}", size / 10, size % 10),
    }
}

/// The paper of an analysis.
///
/// # Errors
/// [`Failure::NotFound`] where it does not exist, and to whoever sees a part of it alone.
pub async fn paper(app: &App, person: &PersonId, number: &str) -> Result<Official, Failure> {
    let told = analysis(app, person, number).await?;
    let known = known(app, person, number).await?;
    let (from, until) = known
        .state
        .days
        .filter(|_| told.whole)
        .ok_or(Failure::NotFound)?;
    let rule = app.rules().letter("analysis").ok_or(Failure::NotFound)?;
    let office = &known.reader.office;
    let line = |found: &Found| {
        let owner = found.task.as_ref().map_or("", |task| &task.unit);
        vec![
            format!("{}. {}", found.number, found.section),
            found.marks.join("、"),
            found.problem.clone(),
            found.cause.clone(),
            found.suggestion.clone(),
            owner.to_owned(),
        ]
    };
    let opened = known.state.core.opened.date();
    let months = casework::bulletin::Period { from, until };
    Ok(official::issued(
        rule,
        &Facts {
            organ: office.unit_name(&known.state.organ).to_owned(),
            addressee: match told.ordered_by.as_str() {
                "" => "本机关领导".to_owned(),
                unit => unit.to_owned(),
            },
            year: opened.year(),
            date: Some(opened),
            period: format!("{}信访举报{}", months.zh(), told.kind),
            standing: told.standing.clone(),
            reason: told.parts.iter().map(sentence).collect::<Vec<_>>().join(""),
            lines: told.findings.iter().map(line).collect(),
            printed: printed(&known.reader),
            ..Facts::default()
        },
    ))
}

/// What something is made of, in a sentence.
fn sentence((zh, rows, _): &(&'static str, Vec<Row>, String)) -> String {
    let parts = rows
        .iter()
        .take(8)
        .map(|row| format!("{}{}件", row.name, row.now));
    format!("{zh}：{}。", parts.collect::<Vec<_>>().join("、"))
}

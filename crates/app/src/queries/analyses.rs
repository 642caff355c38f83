//! An analysis (综合分析) as its page and its paper show it: the figures as they were frozen, what was found, chosen,
//! instructed and tasked, and where the loop is stuck. Whoever runs it and the organs above see all of it; a unit
//! that was tasked sees its own part (T3). A case is told only to whoever may open its matter (T4).

mod draft;
mod plan;
mod prompts;
mod prose;
mod report;
mod themes;
mod typical;

pub use draft::Section;
pub use plan::{Plan, PlanRow, Planned, Standing, plan};
pub use prompts::{Prompt, prompts};
pub use report::paper;
pub use themes::{OfTheme, ThemeRow, Themed, theme};
pub use typical::{Proposed, ProposedCase};

use super::procedures::load;
use super::reader::Reader;
use crate::{App, Failure, vault};
use casework::PersonId;
use casework::analysis::{Analysis, Chosen, Finding, Frozen, Mark, Stage};
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
    /// Which domain it is about, and who answers for that; empty where nothing was said.
    pub focus: (String, String),
    /// By when it is to be made; empty where it was not planned.
    pub due: String,
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
    /// What it is made of: domains and organs below.
    pub parts: Vec<Section>,
    /// What its sections say by themselves.
    pub sections: Vec<Section>,
    /// Domains that hold so large a share that each is a topic of its own: id, name, and the share in words.
    pub topics: Vec<(String, String, String)>,
    /// Whether the reader may open an analysis, also of such a topic.
    pub may_open: bool,
    /// What the reports of its time speak of.
    pub themed: Themed,
    /// What was found.
    pub findings: Vec<Found>,
    /// What the leader said: who, when, what.
    pub instruction: Option<(String, String, String)>,
    /// To whom it went: all of them to whoever runs it and to those above, one's own to a receiver.
    pub deliveries: Vec<Delivered>,
    /// What it tells a receiver of the own organ.
    pub own: Vec<Row>,
    /// Typical cases as they are proposed, to whoever may choose one now.
    pub typical: Option<Proposed>,
}

/// A delivery.
#[derive(Debug, Clone, Serialize)]
pub struct Delivered {
    /// Its number.
    pub number: u32,
    /// To whom: the unit, and the person where it was sent in person.
    pub to: String,
    /// 主送, 抄送.
    pub way: &'static str,
    /// 全文, 本单位部分.
    pub extent: &'static str,
    /// What is said beside it.
    pub words: String,
    /// When it was sent.
    pub sent: String,
    /// Who received it, and when; empty while nobody did.
    pub received: String,
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
    /// Where it stands, in a word: 已解决, 待认可, 解决中.
    pub standing: &'static str,
    /// The same with when.
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
    let units = &known.reader.units;
    let whole = state.is_whole_for(person, units);
    let mut findings = Vec::new();
    for finding in &state.findings {
        if known.may_read(person, finding) {
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
        focus: known.focus(app),
        due: state.due.map_or_else(String::new, |due| due.to_string()),
        checkpoint: state.checkpoint.filter(|_| whole),
        whole,
        stages: Stage::ALL
            .iter()
            .filter(|stage| **stage != Stage::Planned)
            .map(|stage| (stage.zh(), *stage <= state.stage))
            .collect(),
        waits: known.waits(),
        standing: if whole {
            known.standing(app)
        } else {
            String::new()
        },
        metrics: lines("metric:").map(row).collect(),
        parts: if whole { known.parts(app) } else { Vec::new() },
        sections: if whole {
            known.sections(app)
        } else {
            Vec::new()
        },
        themed: match whole {
            true => known.themes(app)?,
            false => Themed::default(),
        },
        topics: if whole { known.topics(app) } else { Vec::new() },
        may_open: known.reader.may(app, Noun::Analysis.opening().name),
        instruction: match instruction {
            Some((by, words, at)) => Some((
                office.person_name(by).to_owned(),
                super::todo::minute(*at),
                known.texts.of(words)?.to_owned(),
            )),
            None => None,
        },
        deliveries: known.deliveries(person)?,
        own: known.own(app, person),
        typical: Box::pin(known.typical(app, person)).await?,
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
    /// Whether a finding is told: of an analysis one may see whole, or of one's own task, or of what was delivered.
    fn may_read(&self, person: &PersonId, finding: &Finding) -> bool {
        let (state, units) = (&self.state, &self.reader.units);
        let task = finding.task.as_ref();
        let own = task.is_some_and(|task| units.contains(&task.unit));
        let mut delivered = state.delivered_to(person, units);
        own || state.is_whole_for(person, units)
            || delivered.any(|delivery| delivery.findings.contains(&finding.number))
    }

    fn focus(&self, app: &App) -> (String, String) {
        let (domain, unit) = &self.state.focus;
        let of = |id: &String| {
            let mut domains = app.rules().domains.iter();
            let known = domains.find(|one| one.id == *id);
            known.map_or_else(|| id.clone(), |one| one.name.clone())
        };
        let name = |unit| self.reader.office.unit_name(unit).to_owned();
        let domain = domain.as_ref().map(of).unwrap_or_default();
        (domain, unit.as_ref().map(name).unwrap_or_default())
    }

    fn deliveries(&self, person: &PersonId) -> Result<Vec<Delivered>, Failure> {
        let (state, office) = (&self.state, &self.reader.office);
        let runs = state.core.is_whole_for(&self.reader.units);
        let mut found = Vec::new();
        for one in &state.deliveries {
            if !runs && !one.is_for(person, &self.reader.units) {
                continue;
            }
            let to = one.to.as_ref().map_or("", |to| office.person_name(to));
            let words = one.words.as_ref().map(|words| self.texts.of(words));
            let received = one
                .received
                .as_ref()
                .map(|(by, at)| format!("{} {}", office.person_name(by), super::todo::minute(*at)));
            found.push(Delivered {
                number: one.number,
                to: format!("{} {to}", office.unit_name(&one.unit))
                    .trim_end()
                    .to_owned(),
                way: one.way.zh(),
                extent: if one.whole {
                    "全文"
                } else {
                    "本单位部分"
                },
                words: words.transpose()?.unwrap_or_default().to_owned(),
                sent: super::todo::minute(one.sent),
                received: received.unwrap_or_default(),
            });
        }
        Ok(found)
    }

    /// The figures of an organ below that were delivered to it: its own and no other's.
    fn own(&self, app: &App, person: &PersonId) -> Vec<Row> {
        let delivered = self.state.delivered_to(person, &self.reader.units);
        let parts = delivered.filter(|one| !one.whole);
        let told = parts.flat_map(|one| {
            let (total, rates) = (format!("unit:{}", one.unit), format!("of:{}:", one.unit));
            let lines = self.state.lines.iter();
            lines.filter(move |line| line.about == total || line.about.starts_with(&rates))
        });
        told.map(|line| self.row(app, line)).collect()
    }

    fn row(&self, app: &App, line: &Frozen) -> Row {
        let [year, before] = self.changes(app, line);
        Row {
            name: self.name(app, line),
            now: self.now(app, line),
            year,
            before,
            list: self.list(app, line).filter(|_| !line.is_small(app.rules())),
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
            "of" => {
                let (unit, metric) = id.rsplit_once(':')?;
                let metric = app.rules().metrics.metric(metric)?;
                (metric.part.as_str(), unit, String::new())
            }
            "theme" => {
                return Some(format!(
                    "/desk/analyses/{}/themes/{id}",
                    self.state.core.number
                ));
            }
            // What several domains make up together has no list of its own.
            "policy" => return None,
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
                    standing: task.standing(),
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
            figure: line.map_or_else(String::new, |line| self.ground(app, line)),
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
            Stage::Planned => "已列入计划，待定数".to_owned(),
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

    /// The whole in a few sentences.
    fn standing(&self, app: &App) -> String {
        let said = [
            "metric:total",
            "metric:repeat-rate",
            "metric:over-level-rate",
            "metric:true-rate",
        ];
        let lines = said.iter().filter_map(|about| self.state.line(about));
        self.overall(app, &lines.collect::<Vec<_>>())
    }
}

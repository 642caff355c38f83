//! The parts of a dossier, in words.

use super::files::FileView;
use super::timeline::left;
use crate::files::Quarantined;
use crate::queries::basis::in_words;
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::queries::todo::shown;
use crate::vault::Texts;
use crate::{App, Fault};
use casework::clocks::{Basis, Clock};
use casework::ids::FileId;
use casework::matter::{Lead, Matter};
use casework::sealed::SealedRef;
use serde::Serialize;
use std::collections::HashMap;

/// A report with its text.
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    /// Number.
    pub number: String,
    /// 实名 or 匿名.
    pub name_zh: &'static str,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
    /// The accused in the reporter's words.
    pub accused: Vec<AccusedView>,
    /// Attachments.
    pub files: Vec<FileView>,
    /// An answer given before it came here.
    pub past_reply: Option<String>,
    /// The row of an old book, whole.
    pub source: Option<String>,
    /// Whether its texts were destroyed.
    pub erased: bool,
}

/// An accused in the reporter's words.
#[derive(Debug, Clone, Serialize)]
pub struct AccusedView {
    /// Name.
    pub name: String,
    /// Unit, or empty.
    pub unit: String,
    /// Post, or empty.
    pub post: String,
}

/// A lead.
#[derive(Debug, Clone, Serialize)]
pub struct LeadView {
    /// Number within the matter.
    pub number: u32,
    /// The accused.
    pub subject: String,
    /// Post and employer, or empty.
    pub post: String,
    /// Rank.
    pub rank_zh: &'static str,
    /// Managing level.
    pub managed_zh: &'static str,
    /// The unit of this office the subject belongs to, or empty.
    pub unit: String,
    /// Disposal, or empty.
    pub disposal: String,
    /// Issues.
    pub issues: Vec<IssueView>,
}

/// An issue.
#[derive(Debug, Clone, Serialize)]
pub struct IssueView {
    /// `1.2`.
    pub number: String,
    /// Category in words.
    pub category: String,
    /// What is alleged.
    pub text: String,
    /// Finding, or empty while open.
    pub finding_zh: &'static str,
    /// Grounds, or empty.
    pub grounds: String,
}

/// A clock that explains itself.
#[derive(Debug, Clone, Serialize)]
pub struct ClockView {
    /// What is promised.
    pub zh: String,
    /// Its lamp.
    pub lamp: Lamp,
    /// Who owes it.
    pub owner: String,
    /// The rule it comes from.
    pub basis: String,
    /// How long.
    pub term: String,
    /// How an extension or a pause moved it, or empty.
    pub moved: String,
    /// From when it counts.
    pub from: String,
    /// Until when.
    pub due: String,
    /// What ended it, or empty.
    pub ended: String,
    /// Whether it is still owed.
    pub open: bool,
    /// Day by day, why; only for terms of at most sixty days.
    pub days: Vec<calendar::Day>,
}

/// What the parts of a dossier are made from.
pub(super) struct View<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a Reader,
    pub(super) matter: &'a Matter,
    pub(super) texts: &'a Texts,
    /// Which text the reader gets.
    pub(super) reads: super::copy::Reads,
    /// Which other matters the reader may be told of.
    pub(super) kin: super::kin::Kin,
    /// Files nobody reads now, and why.
    pub(super) held_back: HashMap<FileId, Quarantined>,
}

/// Days of an explained clock at most: longer ones name their dates only.
const EXPLAINED_MAX: usize = 60;

impl View<'_> {
    pub(super) fn optional(&self, reference: Option<&SealedRef>) -> Result<String, Fault> {
        reference.map_or(Ok(String::new()), |reference| {
            self.texts.of(reference).map(str::to_owned)
        })
    }

    pub(super) fn hands(&self) -> String {
        let office = &self.reader.office;
        let hands = self.matter.hands();
        let unit = office.unit_name(hands);
        match self
            .matter
            .handler()
            .filter(|_| *hands == self.matter.holder)
        {
            Some(person) => format!("{unit} · {}", office.person_name(person)),
            None => unit.to_owned(),
        }
    }

    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let (matter, office) = (self.matter, &self.reader.office);
        let class = matter.class.map_or("未登记", |class| class.zh());
        let domains: Vec<&str> = matter
            .domains
            .iter()
            .filter_map(|id| self.app.rules().domain_name(id))
            .collect();
        let place = office
            .units
            .values()
            .find(|unit| unit.region == matter.region);
        let entered = shown(matter.entered_at);
        let minute = if self.reads.is_copy() {
            "%Y-%m-%d"
        } else {
            "%Y-%m-%d %H:%M"
        };
        let received = matter.received.strftime(minute).to_string();
        let mut facts = vec![
            ("收到", received.clone()),
            ("渠道", matter.channel.zh().to_owned()),
            (
                "署名",
                if matter.real_name() {
                    "实名"
                } else {
                    "匿名"
                }
                .to_owned(),
            ),
            ("类别", class.to_owned()),
            ("领域", domains.join("、")),
            (
                "发生地",
                place.map_or_else(|| matter.region.clone(), |unit| unit.place.clone()),
            ),
            ("首收机关", office.unit_name(&matter.receiver).to_owned()),
        ];
        if received != entered && !self.reads.is_copy() {
            facts.insert(1, ("录入", entered));
        }
        if let Some(person) = &matter.first_handler {
            facts.push(("首办责任人", office.person_name(person).to_owned()));
        }
        if matter.reopened > 0 {
            facts.push(("重新办理", format!("{}次", matter.reopened)));
        }
        if !self.reads.is_copy() {
            facts.extend(super::intake::facts(self.app.rules(), matter));
        }
        facts.extend(super::handling::facts(self.matter));
        facts.extend(self.answering());
        facts.extend(super::deciding::facts(self));
        facts.retain(|(_, value)| !value.is_empty());
        facts
    }

    pub(super) fn reports(&self) -> Result<Vec<ReportView>, Fault> {
        if self.reads.is_copy() {
            return self.copied();
        }
        let mut views = Vec::new();
        for report in &self.matter.reports {
            let mut accused = Vec::new();
            for one in &report.accused {
                accused.push(AccusedView {
                    name: self.texts.of(&one.name)?.to_owned(),
                    unit: self.optional(one.unit.as_ref())?,
                    post: self.optional(one.post.as_ref())?,
                });
            }
            let mut files = Vec::new();
            for file in &report.files {
                files.push(self.file(file)?);
            }
            views.push(ReportView {
                number: report.number.clone(),
                name_zh: if self.matter.is_named(report) {
                    "实名"
                } else {
                    "匿名"
                },
                title: self.texts.of(&report.title)?.to_owned(),
                text: self.texts.of(&report.text)?.to_owned(),
                accused,
                files,
                past_reply: report
                    .past_reply
                    .as_ref()
                    .map(|r| self.optional(Some(r)))
                    .transpose()?,
                source: report
                    .source
                    .as_ref()
                    .map(|r| self.optional(Some(r)))
                    .transpose()?,
                erased: self.matter.erased.contains(&report.id),
            });
        }
        Ok(views)
    }

    pub(super) fn leads(&self) -> Result<Vec<LeadView>, Fault> {
        self.matter
            .leads
            .iter()
            .map(|lead| self.lead(lead))
            .collect()
    }

    fn lead(&self, lead: &Lead) -> Result<LeadView, Fault> {
        let rules = self.app.rules();
        let edition = self
            .matter
            .edition
            .as_deref()
            .and_then(|id| rules.edition(id));
        let mut issues = Vec::new();
        for (issue, number) in lead.issues.iter().zip(1..) {
            let category = edition.and_then(|edition| edition.name_of(&issue.category));
            issues.push(IssueView {
                number: format!("{}.{number}", lead.number),
                category: category.unwrap_or_else(|| issue.category.clone()),
                text: self.texts.of(&issue.text)?.to_owned(),
                finding_zh: issue.finding.map_or("", |finding| finding.zh()),
                grounds: self.optional(issue.grounds.as_ref())?,
            });
        }
        let name_of = |id: &str| {
            let known = rules.disposals.iter().find(|disposal| disposal.id == id);
            known.map_or_else(|| id.to_owned(), |disposal| disposal.name.clone())
        };
        let unit = lead
            .unit
            .as_ref()
            .map(|unit| self.reader.office.unit_name(unit).to_owned());
        Ok(LeadView {
            number: lead.number,
            subject: self.texts.of(&lead.subject)?.to_owned(),
            post: self.optional(lead.post.as_ref())?,
            rank_zh: lead.rank.zh(),
            managed_zh: lead.managed_at.zh(),
            unit: unit.unwrap_or_default(),
            disposal: lead
                .disposal
                .as_ref()
                .map(|d| name_of(&d.disposal))
                .unwrap_or_default(),
            issues,
        })
    }

    pub(super) fn clocks(&self) -> Vec<ClockView> {
        let open = self.matter.open_clocks().into_iter();
        let ended = self
            .matter
            .clocks
            .iter()
            .filter(|clock| !clock.is_open())
            .rev();
        let all = open.chain(ended);
        let told = all.filter(|clock| self.reader.is_told(self.app, clock));
        let shown = told.filter(|clock| self.reads.shows(clock.from) || clock.is_open());
        shown.map(|clock| self.clock(clock)).collect()
    }

    fn clock(&self, clock: &Clock) -> ClockView {
        let rule = self.app.rules().clock(&clock.rule);
        let region = self
            .reader
            .office
            .unit(&clock.owner)
            .map(|unit| &*unit.region);
        let counted = rule
            .filter(|_| clock.is_running())
            .and_then(|rule| match clock.basis {
                Basis::Rule => Some((clock.from, super::intake::explained(rule.term, clock))),
                Basis::Said(term) => Some((clock.from, term)),
                Basis::Left { from, term } => Some((from, term)),
                Basis::Until(_) => None,
            });
        let calendar = self.app.calendar();
        let days = counted.and_then(|(from, term)| calendar.explain(from, term, region).ok());
        let minute = |time: jiff::civil::DateTime| time.strftime("%Y-%m-%d %H:%M").to_string();
        ClockView {
            zh: rule.map_or_else(|| clock.rule.clone(), |rule| rule.name.clone()),
            lamp: Lamp::of_clock(self.app, clock, self.reader.now),
            owner: if clock.is_window() {
                "举报人".to_owned()
            } else {
                self.reader.office.unit_name(&clock.owner).to_owned()
            },
            basis: rule.map(|rule| in_words(&rule.basis)).unwrap_or_default(),
            term: match clock.basis {
                Basis::Said(term) => term.zh(),
                _ => rule
                    .map(|rule| super::intake::term(rule.term, clock))
                    .unwrap_or_default(),
            },
            moved: moved(clock),
            from: minute(clock.from),
            due: clock.due.date().to_string(),
            ended: clock
                .ended
                .as_ref()
                .map(|end| minute(end.at))
                .unwrap_or_default(),
            open: clock.is_open(),
            days: days
                .filter(|days| days.len() <= EXPLAINED_MAX)
                .unwrap_or_default(),
        }
    }
}

/// What an extension or a pause did to a clock, in words.
fn moved(clock: &Clock) -> String {
    let minute = |time: jiff::civil::DateTime| time.strftime("%Y-%m-%d %H:%M").to_string();
    match (clock.paused, clock.basis) {
        (Some(paused), _) => {
            format!(
                "自{}起中止，剩余{}，恢复后续计",
                minute(paused.at),
                left(paused.left)
            )
        }
        (None, Basis::Rule) => String::new(),
        (None, Basis::Said(_)) => "期限由文书写明".to_owned(),
        (None, Basis::Left { from, term }) => {
            format!("中止后自{}恢复，续计剩余的{}", minute(from), left(term))
        }
        (None, Basis::Until(until)) => format!("经批准延期至{until}"),
    }
}

pub(super) fn size_in_words(bytes: i64) -> String {
    match bytes {
        0..=1_023 => format!("{bytes} B"),
        1_024..=1_048_575 => format!("{} KB", bytes / 1_024),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

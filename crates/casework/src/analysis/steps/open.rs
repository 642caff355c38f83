//! Open an analysis (开展综合分析): the figures of a time that lies behind are counted and frozen, with how many
//! events of the ledger they stand on.

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::state::days;
use crate::analysis::{Analysis, Frozen, Stage, Themes};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenAnalysis {
    kind: String,
    period: String,
    ordered_by: Option<UnitId>,
    domain: Option<String>,
    responsible: Option<UnitId>,
    due: Option<Date>,
    title: Option<SealedRef>,
}

/// An analysis was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisOpened {
    /// Its number.
    pub number: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Whose it is.
    pub organ: UnitId,
    /// Who may know of it.
    pub sight: Vec<UnitId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// Of which kind.
    pub kind: String,
    /// Who ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_by: Option<UnitId>,
    /// Which domain it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Who answers for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<UnitId>,
    /// The first day it looks at.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// How many events of the ledger its figures stand on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<i64>,
    /// Its figures.
    pub lines: Vec<Frozen>,
    /// Its themes.
    #[serde(default, skip_serializing_if = "Themes::is_empty")]
    pub themes: Themes,
}

/// An analysis was planned: its figures are counted once its time is over (S1-36).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisPlanned {
    /// Its number.
    pub number: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Whose it is.
    pub organ: UnitId,
    /// Who may know of it.
    pub sight: Vec<UnitId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// Of which kind.
    pub kind: String,
    /// Who ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_by: Option<UnitId>,
    /// Which domain it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Who answers for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<UnitId>,
    /// The first day it looks at.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// By when it is to be made.
    pub due: Date,
    /// How many days that is.
    pub days: u32,
}

crate::refusals! {
    Opened = "opened" => "这项分析已经开展。",
    NoPerson = "no-person" => "分析须由工作人员开展。",
    NoKind = "no-kind" => "没有这种分析，请重新选择。",
    NotOver = "not-over" => "只能分析已经过完的时段，请重新选择。",
    DueEarly = "due-early" => "计划完成日期应在今天和分析时段以后，请重新填写。",
    NoDomain = "no-domain" => "没有这个领域，请重新选择。",
    NotBelow = "not-below" => "责任单位须是本机关的内设部门或者所辖单位，请重新选择。",
    Stands = "stands" => "本机关这一时段的这种分析已经有人开展，请到综合分析里打开它，在那一项里继续。",
    NotOrdered = "not-ordered" => "定制分析须填写由哪个单位委托。",
}

impl Step for OpenAnalysis {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "open-analysis",
        noun: "opening",
        zh: "开展综合分析",
        help: "选定种类和时段，系统按当时的台账定数，同时记下台账存证的位置；以后台账再变，这里的数不变。",
        basis: "每月分析（S0-01），半年形势分析、专题分析、定制分析（S1-34至S1-36、S1-42）；种类为默认设置，可由本单位调整",
        mechanisms: &["S0-01", "S1-34", "S1-35", "S1-36", "S1-42", "S1-43"],
        performer: Performer::Person,
        fields: &[
            Field::new("kind", "种类", Kind::From(Source::Own("kinds"))),
            Field::new("period", "时段", Kind::From(Source::Own("periods"))),
            Field::new("ordered_by", "委托单位", Kind::From(Source::Units))
                .optional()
                .help("定制分析填写"),
            Field::new("domain", "领域", Kind::From(Source::Domains))
                .optional()
                .help("只研究一个领域的填写：一市一领域、一行业一重点"),
            Field::new("responsible", "责任单位", Kind::From(Source::Units))
                .optional()
                .help("这个领域由哪个机关、部门负责纠偏"),
            Field::new("due", "计划完成日期", Kind::Date)
                .optional()
                .help("列入年度计划的填写，时段过完以后再定数；不填的现在定数"),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以种类和时段为名"),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        if state.core.exists() {
            Err(Refusal::Opened)
        } else {
            Ok(())
        }
    }

    fn decide(self, _: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        let kind = ctx.rules.analyses.kind(&self.kind).ok_or(Refusal::NoKind)?;
        let (from, until) = days(&self.period).ok_or(Refusal::NotOver)?;
        let today = ctx.happened.date();
        if kind.ordered && self.ordered_by.is_none() {
            return Err(Refusal::NotOrdered);
        }
        if kind.single && ctx.facts.analysis.stands {
            return Err(Refusal::Stands);
        }
        let organ = ctx.office.organ_of(unit).unwrap_or(unit);
        let domain = self.domain.as_ref();
        if domain.is_some_and(|id| !ctx.rules.domains.iter().any(|one| one.id == *id)) {
            return Err(Refusal::NoDomain);
        }
        let below = |unit: &UnitId| {
            let own = ctx.office.organ_of(unit) == Some(organ) && unit != organ;
            own || ctx.office.is_above(organ, unit)
        };
        if self.responsible.as_ref().is_some_and(|unit| !below(unit)) {
            return Err(Refusal::NotBelow);
        }
        let (unit, organ, sight) = (unit.clone(), organ.clone(), sight_of(unit, ctx));
        let Some(due) = self.due else {
            if until >= today {
                return Err(Refusal::NotOver);
            }
            return Ok(vec![Event::AnalysisOpened(AnalysisOpened {
                number,
                unit,
                organ,
                sight,
                title: self.title,
                kind: kind.id.clone(),
                ordered_by: self.ordered_by,
                domain: self.domain,
                responsible: self.responsible,
                from,
                until,
                checkpoint: ctx.facts.analysis.checkpoint,
                lines: ctx.facts.analysis.lines.clone(),
                themes: ctx.facts.analysis.themes.clone(),
            })]);
        };
        if due <= until || due < today {
            return Err(Refusal::DueEarly);
        }
        let days = today.until(due).map_or(0, |span| span.get_days());
        Ok(vec![Event::AnalysisPlanned(AnalysisPlanned {
            number,
            unit,
            organ,
            sight,
            title: self.title,
            kind: kind.id.clone(),
            ordered_by: self.ordered_by,
            domain: self.domain,
            responsible: self.responsible,
            from,
            until,
            due,
            days: u32::try_from(days).unwrap_or_default(),
        })])
    }
}

impl AnalysisPlanned {
    /// It stands in the plan, and who answers for its domain knows.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        state.core.number.clone_from(&self.number);
        state.core.unit = self.unit.clone();
        state.core.sight.clone_from(&self.sight);
        state.core.opened = record.happened;
        state.organ = self.organ.clone();
        state.kind.clone_from(&self.kind);
        state.ordered_by.clone_from(&self.ordered_by);
        state.focus = (self.domain.clone(), self.responsible.clone());
        self.responsible
            .iter()
            .for_each(|unit| state.core.involve(unit));
        state.days = Some((self.from, self.until));
        state.due = Some(self.due);
        state.stage = Stage::Planned;
    }
}

impl AnalysisOpened {
    /// Problems are raised.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        state.core.number.clone_from(&self.number);
        state.core.unit = self.unit.clone();
        state.core.sight.clone_from(&self.sight);
        state.core.opened = record.happened;
        state.organ = self.organ.clone();
        state.kind.clone_from(&self.kind);
        state.ordered_by.clone_from(&self.ordered_by);
        state.focus = (self.domain.clone(), self.responsible.clone());
        self.responsible
            .iter()
            .for_each(|unit| state.core.involve(unit));
        state.days = Some((self.from, self.until));
        state.stage = Stage::Raised;
        state.checkpoint = self.checkpoint;
        state.lines.clone_from(&self.lines);
        state.themes.clone_from(&self.themes);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::figures::Sign;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const OPEN: &str = OpenAnalysis::ACT.name;

    pub(crate) fn monthly() -> Value {
        json!({"kind": "monthly", "period": "2026-02-01/1"})
    }

    fn line(about: &str, before: Sign, units: i64) -> Frozen {
        Frozen {
            about: about.to_owned(),
            part: 12,
            whole: None,
            year_part: 10,
            year_whole: None,
            year: Sign::Chance,
            before_part: 2,
            before_whole: None,
            before,
            units,
        }
    }

    pub(crate) fn told() -> Proceeding<Analysis> {
        let mut story = Proceeding::new();
        story.facts.analysis.checkpoint = Some(71);
        story.facts.analysis.lines = vec![
            line("domain:rural", Sign::Rise, 2),
            line("metric:repeat-rate", Sign::Chance, 4),
        ];
        story
    }

    pub(crate) fn opened() -> Proceeding<Analysis> {
        told().act("city-head", OPEN, monthly())
    }

    #[test]
    fn figures_are_frozen_where_the_ledger_stood_s0_01() {
        let state = opened().state;
        assert_eq!((state.lines.len(), state.checkpoint), (2, Some(71)));
        assert_eq!(
            state.days.map(|(_, until)| until.to_string()).as_deref(),
            Some("2026-02-28")
        );
    }

    /// The first quarter, about one domain that one county answers for, to be made in April.
    pub(crate) fn planned() -> Proceeding<Analysis> {
        let fields = json!({"kind": "planned", "period": "2026-01-01/3", "due": "2026-04-15",
            "domain": "village-assets", "responsible": "county-a"});
        told().act("city-head", OPEN, fields)
    }

    #[test]
    fn what_is_planned_is_owed_by_its_day_s1_36() {
        let state = planned().state;
        assert_eq!((state.stage, state.lines.len()), (Stage::Planned, 0));
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        let owed = open.find(|clock| clock.rule == "analysis-plan").unwrap();
        assert!(
            owed.due.to_string().starts_with("2026-04-15"),
            "{}",
            owed.due
        );
        assert_eq!(state.core.parties, ["county-a".into()]);
    }

    fn beside(field: &str, value: &str) -> Option<crate::refusal::Refused> {
        let mut fields = monthly();
        fields[field] = json!(value);
        told().by("city-head").refused(OPEN, fields)
    }

    fn asked(kind: &str, period: &str) -> Option<crate::refusal::Refused> {
        let fields = json!({"kind": kind, "period": period});
        told().by("city-head").refused(OPEN, fields)
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("opened", || {
                opened().by("city-head").refused(OPEN, monthly())
            }),
            case("no-person", || told().timer().refused(OPEN, monthly())),
            case("no-kind", || asked("weekly", "2026-02-01/1")),
            case("not-over", || asked("monthly", "2026-03-01/1")),
            case("stands", || {
                let mut story = told();
                story.facts.analysis.stands = true;
                story.by("city-head").refused(OPEN, monthly())
            }),
            case("due-early", || beside("due", "2026-02-28")),
            case("no-domain", || beside("domain", "gone")),
            case("not-below", || beside("responsible", "prov")),
            case("not-ordered", || asked("ordered", "2026-02-01/1")),
        ]
    };
}

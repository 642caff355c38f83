//! Draft a bulletin (拟工作通报): the figures of every organ below are counted and frozen; a person judges them. No
//! bulletin of a month that was not reconciled.

use super::Event;
use crate::act::{Act, Performer};
use crate::bulletin::state::below;
use crate::bulletin::{Bulletin, Line, Period, Stage, Totals};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DraftBulletin {
    period: String,
    title: Option<SealedRef>,
    summary: SealedRef,
    demand: SealedRef,
    praised: Option<Vec<UnitId>>,
    criticised: Option<Vec<UnitId>>,
}

/// A bulletin was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinDrafted {
    /// Its number.
    pub number: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Whose it is.
    pub organ: UnitId,
    /// Who may know of it before it is signed.
    pub sight: Vec<UnitId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// The first day it looks back on.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// A line each organ.
    pub lines: Vec<Line>,
    /// The whole.
    pub totals: Totals,
    /// The whole a year before.
    pub before: Totals,
    /// How a person judges it.
    pub summary: SealedRef,
    /// What is demanded.
    pub demand: SealedRef,
    /// Organs praised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub praised: Vec<UnitId>,
    /// Organs criticised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criticised: Vec<UnitId>,
}

crate::refusals! {
    Drafted = "drafted" => "通报已经拟出。",
    NoPerson = "no-person" => "通报须由工作人员拟出。",
    NotOver = "not-over" => "只能通报已经过完的时段，请重新选择。",
    NotReconciled = "not-reconciled" => "所选时段还有月份没有对账确认，请先完成对账再拟通报。",
    DraftedBefore = "drafted-before" => "这个时段的通报已经拟出或者签发，请打开那一份。",
    NobodyBelow = "nobody-below" => "本机关没有下级机关，没有可通报的单位。",
    BothWays = "both-ways" => "同一单位不能既表扬又批评，请更正。",
    NotBelow = "not-below" => "表扬、批评的单位须是本机关的下级机关，请重新选择。",
}

impl Step for DraftBulletin {
    type State = Bulletin;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draft-bulletin",
        noun: "opening",
        zh: "拟工作通报",
        help: "选定时段，按台账取出各单位收件、按期办结、超期、督办数和同比，写明评述和要求，送领导签发；只列数字，不列件。",
        basis: "交办督办件定期通报（S0-21）；纪检监察信访工作通报（S3-01）；先对账后通报为默认设置，可由本单位调整",
        mechanisms: &["S0-21", "S3-01", "S2-23"],
        performer: Performer::Person,
        fields: &[
            Field::new("period", "时段", Kind::From(Source::Own("periods"))),
            Field::new("summary", "评述", Kind::Text { max: 2000 })
                .help("总体评价和存在的问题；不得写入举报人、被反映人信息"),
            Field::new("demand", "工作要求", Kind::Text { max: 1000 }),
            Field::new("praised", "通报表扬", Kind::Several(Source::Own("below"))).optional(),
            Field::new("criticised", "通报批评", Kind::Several(Source::Own("below"))).optional(),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以种类和时段为名"),
        ],
    };

    fn ground(bulletin: &Bulletin, ctx: &Context<'_>) -> Result<(), Refusal> {
        if bulletin.core.exists() {
            return Err(Refusal::Drafted);
        }
        match Bulletin::organ(ctx) {
            Some(organ) if below(organ, ctx).is_empty() => Err(Refusal::NobodyBelow),
            _ => Ok(()),
        }
    }

    fn decide(self, _: &Bulletin, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let told = &ctx.facts.bulletin;
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        let over = |period: &Period| period.until < ctx.happened.date();
        let period = Period::parse(&self.period).filter(over).ok_or(Refusal::NotOver)?;
        if told.drafted {
            return Err(Refusal::DraftedBefore);
        }
        if !told.reconciled {
            return Err(Refusal::NotReconciled);
        }
        let organ = ctx.office.organ_of(unit).unwrap_or(unit);
        let (praised, criticised) = judged(self.praised, self.criticised, organ, ctx)?;
        Ok(vec![Event::BulletinDrafted(BulletinDrafted {
            number,
            unit: unit.clone(),
            organ: organ.clone(),
            sight: sight_of(unit, ctx),
            title: self.title,
            from: period.from,
            until: period.until,
            lines: told.lines.clone(),
            totals: told.totals,
            before: told.before,
            summary: self.summary,
            demand: self.demand,
            praised,
            criticised,
        })])
    }
}

/// Who is praised and who criticised: organs below, and none both ways.
fn judged(
    praised: Option<Vec<UnitId>>,
    criticised: Option<Vec<UnitId>>,
    organ: &UnitId,
    ctx: &Context<'_>,
) -> Result<(Vec<UnitId>, Vec<UnitId>), Refusal> {
    let (praised, criticised) = (praised.unwrap_or_default(), criticised.unwrap_or_default());
    let known = below(organ, ctx);
    if praised.iter().any(|unit| criticised.contains(unit)) {
        return Err(Refusal::BothWays);
    }
    if praised.iter().chain(&criticised).any(|unit| !known.contains(&unit)) {
        return Err(Refusal::NotBelow);
    }
    Ok((praised, criticised))
}

impl BulletinDrafted {
    /// It waits for a leader.
    pub fn evolve(&self, bulletin: &mut Bulletin, record: &Recorded<()>) {
        bulletin.core.number.clone_from(&self.number);
        bulletin.core.unit = self.unit.clone();
        bulletin.core.sight.clone_from(&self.sight);
        bulletin.core.opened = record.happened;
        bulletin.organ = self.organ.clone();
        bulletin.period = Some(Period { from: self.from, until: self.until });
        bulletin.stage = Stage::Drafted;
        bulletin.lines.clone_from(&self.lines);
        (bulletin.totals, bulletin.before) = (self.totals, self.before);
        bulletin.summary = Some(self.summary.clone());
        bulletin.demand = Some(self.demand.clone());
        bulletin.praised.clone_from(&self.praised);
        bulletin.criticised.clone_from(&self.criticised);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DRAFT: &str = DraftBulletin::ACT.name;

    fn line(unit: &str) -> Line {
        Line {
            unit: unit.into(),
            received: 9,
            settled: 6,
            on_time: 5,
            late: 1,
            overdue: 2,
            slips: 1,
        }
    }

    /// The month is reconciled, and this was counted.
    pub(crate) fn reconciled() -> Proceeding<Bulletin> {
        let mut story = Proceeding::new();
        let told = &mut story.facts.bulletin;
        told.reconciled = true;
        told.lines = vec![line("county-a"), line("county-b")];
        told.totals.total = 44;
        told.before.total = 51;
        told.serial = Some(3);
        story
    }

    fn fields(period: &str) -> Value {
        json!({"period": period, "summary": sealed(1), "demand": sealed(2)})
    }

    fn judging(praised: &str, criticised: &str) -> Value {
        let mut fields = fields("2026-02");
        fields["praised"] = json!([praised]);
        fields["criticised"] = json!([criticised]);
        fields
    }

    pub(crate) fn drafted() -> Proceeding<Bulletin> {
        reconciled().act("city-head", DRAFT, judging("county-a", "county-b"))
    }

    fn unreconciled() -> Proceeding<Bulletin> {
        let mut story = reconciled();
        story.facts.bulletin.reconciled = false;
        story
    }

    fn known() -> Proceeding<Bulletin> {
        let mut story = reconciled();
        story.facts.bulletin.drafted = true;
        story
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("drafted", || drafted().by("city-head").refused(DRAFT, fields("2026-02"))),
            case("no-person", || reconciled().timer().refused(DRAFT, fields("2026-02"))),
            case("not-over", || reconciled().by("city-head").refused(DRAFT, fields("2026-03"))),
            case("not-reconciled", || unreconciled().by("city-head").refused(DRAFT, fields("2026-02"))),
            case("drafted-before", || known().by("city-head").refused(DRAFT, fields("2026-02"))),
            case("nobody-below", || reconciled().by("town-b1-officer").refused(DRAFT, fields("2026-02"))),
            case("both-ways", || {
                reconciled().by("city-head").refused(DRAFT, judging("county-a", "county-a"))
            }),
            case("not-below", || reconciled().by("city-head").refused(DRAFT, judging("county-a", "town-a1"))),
        ]
    };

    #[test]
    fn figures_are_frozen_and_nobody_below_knows_of_a_draft_s0_21() {
        let state = drafted().state;
        assert_eq!(state.lines.len(), 2);
        assert!(state.core.parties.is_empty());
    }
}

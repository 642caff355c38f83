//! Report the week's write-offs (报送一周销号): a unit states its figure, the program counts the items. What
//! differs, or is late without saying why, goes back by rule.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::state::{Returned, WeekReport};
use crate::campaign::{Campaign, Phase};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportWeek {
    until: Date,
    written_off: u32,
    reason: Option<SealedRef>,
}

/// A unit reported its week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekReported {
    /// Which unit.
    pub unit: UnitId,
    /// The last day of the seven.
    pub until: Date,
    /// What the unit says it wrote off.
    pub stated: u32,
    /// What the items say.
    pub counted: u32,
    /// Why it is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
}

/// The report went back to the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekReturned {
    /// Which unit.
    pub unit: UnitId,
    /// The last day of the seven.
    pub until: Date,
    /// Why.
    pub why: Returned,
}

crate::refusals! {
    NotClearing = "not-clearing" => "只在动态清零阶段每周报送。",
    NoParty = "no-party" => "本单位不是参加单位，不用报送。",
    NotYet = "not-yet" => "这一周还没有过完，请在周末当日或之后报送。",
    Reported = "reported" => "这一周已经报送。",
}

impl Step for ReportWeek {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "report-week",
        noun: "week",
        zh: "报送一周销号",
        help: "填本周最后一日和销号件数；程序按逐件台账核对，不符的、迟报又不说明原因的当场退回重报。",
        basis: "四月起一周一销号，各市报送上周情况（S4-13）；七日一报、退回后两个工作日重报为默认设置，可由本单位调整",
        mechanisms: &["S4-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("until", "本周最后一日", Kind::Date),
            Field::new("written_off", "本周销号件数", Kind::Number { min: 0, max: 9999 }),
            Field::new("reason", "迟报原因", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(campaign: &Campaign, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !campaign.runs() || campaign.phase != Phase::Clear {
            return Err(Refusal::NotClearing);
        }
        let organ = Campaign::organ(ctx);
        let party = organ.is_some_and(|organ| campaign.core.parties.contains(organ));
        if party { Ok(()) } else { Err(Refusal::NoParty) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = Campaign::organ(ctx).ok_or(Refusal::NoParty)?.clone();
        if self.until > ctx.happened.date() {
            return Err(Refusal::NotYet);
        }
        let done = |week: &&WeekReport| week.unit == unit && week.returned.is_none();
        if campaign.weeks.iter().filter(done).any(|week| week.until == self.until) {
            return Err(Refusal::Reported);
        }
        let counted = campaign.written_off_between(&unit, week_to(self.until));
        let late = campaign.is_week_late(&unit, ctx) && self.reason.is_none();
        let why = match self.written_off == counted {
            false => Some(Returned::Differs),
            true => Some(Returned::Late).filter(|_| late),
        };
        let until = self.until;
        let reported = WeekReported {
            unit: unit.clone(),
            until,
            stated: self.written_off,
            counted,
            reason: self.reason,
        };
        let returned = why.map(|why| Event::WeekReturned(WeekReturned { unit, until, why }));
        Ok([Event::WeekReported(reported)].into_iter().chain(returned).collect())
    }
}

/// The seven days that end on one.
fn week_to(until: Date) -> (Date, Date) {
    (until.saturating_sub(6.days()), until)
}

impl Campaign {
    /// Whether a unit's week is overdue.
    fn is_week_late(&self, unit: &UnitId, ctx: &Context<'_>) -> bool {
        let mut clocks = self.core.clocks.iter();
        clocks.any(|clock| {
            let week = clock.rule.starts_with("campaign-week") && clock.owner == *unit;
            week && clock.is_open() && ctx.happened > clock.due
        })
    }
}

impl WeekReported {
    /// It is kept.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        campaign.weeks.push(WeekReport {
            unit: self.unit.clone(),
            until: self.until,
            stated: self.stated,
            counted: self.counted,
            at: record.happened,
            returned: None,
        });
    }
}

impl WeekReturned {
    /// The unit owes it again.
    pub fn evolve(&self, campaign: &mut Campaign, _: &Recorded<()>) {
        let mut weeks = campaign.weeks.iter_mut().rev();
        if let Some(week) = weeks.find(|week| week.unit == self.unit && week.until == self.until) {
            week.returned = Some(self.why);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::begin_phase::tests::clearing;
    use super::super::contract::tests::contracted;
    use super::super::write_off::tests::written_off;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const REPORT: &str = ReportWeek::ACT.name;

    fn fields(until: &str, written_off: u32) -> Value {
        json!({"until": until, "written_off": written_off})
    }

    /// The county wrote one off, and said two.
    pub(crate) fn returned() -> Proceeding<Campaign> {
        let story = written_off().at("2026-03-06T09:00");
        story.act("county-a-head", REPORT, fields("2026-03-06", 2))
    }

    /// It was sent back, and said one.
    pub(crate) fn reported() -> Proceeding<Campaign> {
        returned().act("county-a-head", REPORT, fields("2026-03-06", 1))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-clearing", || contracted().by("county-a-head").refused(REPORT, fields("2026-03-02", 0))),
            case("no-party", || clearing().by("county-b-head").refused(REPORT, fields("2026-03-02", 0))),
            case("not-yet", || clearing().by("county-a-head").refused(REPORT, fields("2026-03-08", 0))),
            case("reported", || reported().by("county-a-head").refused(REPORT, fields("2026-03-06", 1))),
        ]
    };

    #[test]
    fn what_differs_from_the_items_goes_back_s4_13() {
        let weeks = reported().state.weeks;
        let told: Vec<_> = weeks.iter().map(|week| (week.stated, week.counted, week.returned)).collect();
        assert_eq!(told, [(2, 1, Some(Returned::Differs)), (1, 1, None)]);
    }

    #[test]
    fn late_without_a_reason_goes_back_s4_13() {
        let late = || written_off().at("2026-03-20T09:00");
        let bare = late().act("county-a-head", REPORT, fields("2026-03-08", 1));
        assert_eq!(bare.state.weeks[0].returned, Some(Returned::Late));
        let mut said = fields("2026-03-08", 1);
        said["reason"] = json!(sealed(4));
        let told = late().act("county-a-head", REPORT, said);
        assert_eq!(told.state.weeks[0].returned, None);
    }
}

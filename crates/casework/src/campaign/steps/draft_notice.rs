//! Draft a monthly notice (拟月通报): a line each unit, counted from the items, frozen until it is signed.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::state::Notice;
use crate::campaign::{Campaign, Figures, Paper};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DraftNotice {
    until: Date,
    demand: SealedRef,
}

/// A notice was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDrafted {
    /// Its number within the campaign.
    pub number: u32,
    /// The last day it counts.
    pub until: Date,
    /// A line each unit.
    pub lines: Vec<Line>,
    /// What is demanded.
    pub demand: SealedRef,
}

/// How a unit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which unit.
    pub unit: UnitId,
    /// How its items stand.
    pub figures: Figures,
    /// Weeks that went back.
    pub returned: u32,
    /// Promises it did not keep in time.
    pub late: u32,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoItems = "no-items" => "还没有列入一件，没有可通报的情况。",
    NotYet = "not-yet" => "统计截止日不能晚于今日。",
    Waiting = "waiting" => "上一期通报还没有签发，先签发再拟下一期。",
}

impl Step for DraftNotice {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draft-monthly-notice",
        noun: "notice",
        zh: "拟月通报",
        help: "按逐件台账统计各单位列入、包案、化解、销号和超期情况，形成通报送签；只列数字，不列件。",
        basis: "一月一通报（S4-13）；通报只计数、不列具体信访件（S0-21）",
        mechanisms: &["S4-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("until", "统计截止", Kind::Date),
            Field::new("demand", "工作要求", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if !campaign.runs() {
            return Err(Refusal::NotRunning);
        }
        if !campaign.items.iter().any(|item| item.is_in()) {
            return Err(Refusal::NoItems);
        }
        match campaign.notices.last() {
            Some(last) if last.signed.is_none() => Err(Refusal::Waiting),
            _ => Ok(()),
        }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.until > ctx.happened.date() {
            return Err(Refusal::NotYet);
        }
        let units = campaign.core.parties.iter();
        Ok(vec![Event::NoticeDrafted(NoticeDrafted {
            number: campaign.notices.len() as u32 + 1,
            until: self.until,
            lines: units.map(|unit| line(campaign, unit)).collect(),
            demand: self.demand,
        })])
    }
}

fn line(campaign: &Campaign, unit: &UnitId) -> Line {
    let weeks = campaign.weeks.iter().filter(|week| week.unit == *unit);
    let clocks = campaign.core.clocks.iter().filter(|clock| clock.owner == *unit);
    Line {
        unit: unit.clone(),
        figures: campaign.figures_of(unit),
        returned: weeks.filter(|week| week.returned.is_some()).count() as u32,
        late: clocks.filter(|clock| clock.lapsed).count() as u32,
    }
}

impl NoticeDrafted {
    /// It waits for a signature.
    pub fn evolve(&self, campaign: &mut Campaign, _: &Recorded<()>) {
        campaign.notices.push(Notice {
            number: self.number,
            until: self.until,
            lines: self.lines.clone(),
            demand: self.demand.clone(),
            signed: None,
            paper: Paper::default(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::launch::tests::launched;
    use super::super::report_week::tests::reported;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DRAFT: &str = DraftNotice::ACT.name;

    fn fields(until: &str) -> Value {
        json!({"until": until, "demand": sealed(1)})
    }

    pub(crate) fn drafted() -> Proceeding<Campaign> {
        reported().act("prov-head", DRAFT, fields("2026-03-06"))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(DRAFT, fields("2026-03-02"))),
            case("no-items", || launched().by("prov-head").refused(DRAFT, fields("2026-03-02"))),
            case("not-yet", || reported().by("prov-head").refused(DRAFT, fields("2026-03-31"))),
            case("waiting", || drafted().by("prov-head").refused(DRAFT, fields("2026-03-06"))),
        ]
    };

    #[test]
    fn it_counts_each_unit_and_names_no_matter_s4_13() {
        let notice = drafted().state.notices.remove(0);
        let county = notice.lines.iter().find(|line| line.unit == "county-a".into()).unwrap();
        assert_eq!((county.figures.items, county.figures.written_off, county.returned), (2, 1, 1));
    }
}

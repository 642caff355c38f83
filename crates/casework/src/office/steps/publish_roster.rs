//! Publish a duty roster (公布值班表): who takes in what arrives at night or on a day off, and which
//! leader leads. What arrives on such a day is then for that day and not for the next working day
//! (P-15), and an emergency finds its leader (P-11).

use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::CountersignSlot;
use crate::office::{Duty, Office};
use crate::rules::Rules;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishRoster {
    unit: UnitId,
    #[serde(default)]
    duties: Vec<NewDuty>,
}

#[derive(Debug, Clone, Deserialize)]
struct NewDuty {
    from: Date,
    until: Option<Date>,
    person: PersonId,
    leader: PersonId,
}

/// A roster was published. It takes the place of what was published for the same days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPublished {
    /// Of which organ.
    pub unit: UnitId,
    /// The duties.
    pub duties: Vec<Duty>,
}

crate::refusals! {
    NotAnOrgan = "not-an-organ" => "值班表按机关公布，请选择纪委监委机关、乡镇纪委或派驻机构。",
    NotYours = "not-yours" => "只能公布本机关的值班表。",
    PeriodReversed = "period-reversed" => "截止日早于起始日，请更正。",
    Overlapping = "overlapping" => "同一天排了两班，请更正。",
    CannotReceive = "cannot-receive" => "值班人员须在本机关任职并能接收来件，请另排。",
    CannotInstruct = "cannot-instruct" => "带班领导须是本机关能够批示的领导，请另排。",
}

const DUTY: &[Field] = &[
    Field::new("from", "自", Kind::Date),
    Field::new("until", "至", Kind::Date).optional().help("只值一天的不填"),
    Field::new("person", "值班人员", Kind::From(Source::Persons)),
    Field::new("leader", "带班领导", Kind::From(Source::Persons)),
];

impl Step for PublishRoster {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "publish-roster",
        noun: "rosters",
        zh: "公布值班表",
        help: "夜间、节假日有人值班的，来件当日计；无人值班的，自下一工作日计。重新公布的，以新的为准。",
        basis: "值班值守；夜间、节假日来件自下一工作日计，另有值班安排的除外（P-15）",
        mechanisms: &["P-15", "P-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("unit", "机关", Kind::From(Source::Units)),
            Field::new("duties", "值班", Kind::Group { fields: DUTY, min: 1, max: 62 }),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let organ = office.unit(&self.unit).filter(|unit| unit.kind.is_organ());
        let unit = organ.ok_or(Refusal::NotAnOrgan)?.id.clone();
        let own = ctx.actor.unit().is_none_or(|at| office.organ_of(at) == Some(&unit));
        if !own {
            return Err(Refusal::NotYours);
        }
        let mut duties: Vec<Duty> = self.duties.into_iter().map(NewDuty::whole).collect();
        duties.sort_by_key(|duty| duty.from);
        if duties.iter().any(|duty| duty.until < duty.from) {
            return Err(Refusal::PeriodReversed);
        }
        if duties.windows(2).any(|two| two[1].from <= two[0].until) {
            return Err(Refusal::Overlapping);
        }
        for duty in &duties {
            check(duty, &unit, office, ctx)?;
        }
        Ok(vec![Event::RosterPublished(RosterPublished { unit, duties })])
    }
}

impl NewDuty {
    fn whole(self) -> Duty {
        let until = self.until.unwrap_or(self.from);
        Duty { from: self.from, until, person: self.person, leader: self.leader }
    }
}

/// Whether both may do on duty what duty is for. Posts are those of today: a roster is for days to come.
fn check(duty: &Duty, unit: &UnitId, office: &Office, ctx: &Context<'_>) -> Result<(), Refusal> {
    let (on, rules) = (ctx.now.on(), ctx.rules);
    if !receives(office, rules, &duty.person, unit, on) {
        return Err(Refusal::CannotReceive);
    }
    if leads(office, rules, &duty.leader, unit, on) { Ok(()) } else { Err(Refusal::CannotInstruct) }
}

/// Who may stand on a roster of an organ: those who take in what arrives, and those who lead.
pub fn stand_ins(
    office: &Office,
    rules: &Rules,
    organ: &UnitId,
    on: Date,
) -> (Vec<PersonId>, Vec<PersonId>) {
    let here = office.colleagues_of(organ, on);
    let all = || here.iter().map(|(person, _)| &person.id);
    let people = all().filter(|id| receives(office, rules, id, organ, on));
    let leaders = all().filter(|id| leads(office, rules, id, organ, on));
    (people.cloned().collect(), leaders.cloned().collect())
}

fn receives(office: &Office, rules: &Rules, id: &PersonId, organ: &UnitId, on: Date) -> bool {
    office.posts_of(id, on).any(|post| {
        office.organ_of(&post.unit) == Some(organ)
            && access::grants_anywhere(rules, &post.role, "receive")
    })
}

fn leads(office: &Office, rules: &Rules, id: &PersonId, organ: &UnitId, on: Date) -> bool {
    let here = office.posts_of(id, on).any(|post| office.organ_of(&post.unit) == Some(organ));
    here && office.signs(rules, id, CountersignSlot::Leader, on)
}

impl RosterPublished {
    /// Puts it in force.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.put_roster(&self.unit, &self.duties);
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! Begin a part (另立拆分件): the other half of splitting, on the matter that begins. Both halves are one
//! write; nobody performs this one by itself.
//!
//! It begins where the whole stands and with what protects it: who may not know of the whole may not know
//! of the part, and what is owed of it is owed from the day the report arrived (T4, P-13).

use super::Event;
use super::route::accused_organs;
use crate::act::{Act, Performer};
use crate::clocks::ClockOpened;
use crate::ids::{PersonId, UnitId};
use crate::matter::{Arrival, Channel, Class, Joined, Lead, Matter, PartOf, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// The command, made by [`BeginPart::of`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BeginPart {
    begun: PartBegun,
    carried: Vec<ClockOpened>,
}

/// A part began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartBegun {
    /// Its number.
    pub number: String,
    /// Of which matter it is a part.
    pub whole: Joined,
    /// Whether the report is real-name.
    pub real_name: bool,
    /// A title made of its leads.
    pub title: SealedRef,
    /// Its leads, sealed anew under its own key.
    pub leads: Vec<Lead>,
    /// When the report arrived.
    pub received: DateTime,
    /// When the whole was first handed on, where it came back since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<DateTime>,
    /// When a leader instructed the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructed: Option<DateTime>,
    /// How the report came.
    pub channel: Channel,
    /// From where it came, how urgent and how secret it is.
    #[serde(default, skip_serializing_if = "Arrival::is_plain")]
    pub arrival: Box<Arrival>,
    /// The organ that received it.
    pub receiver: UnitId,
    /// The unit that holds it.
    pub holder: UnitId,
    /// The division it concerns.
    pub region: String,
    /// Its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// The edition its categories are from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Domain tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// Where it stands.
    pub stage: Stage,
    /// Who may not know of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<PersonId>,
    /// Who of the office is accused in the report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accused: Vec<PersonId>,
    /// Organs the accused belong to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<UnitId>,
    /// Units that may see it.
    pub sight: Vec<UnitId>,
}

crate::refusals! {
    Begun = "begun" => "这一件已经有了。",
}

impl BeginPart {
    /// What begins when some leads leave a matter: its number, and the texts as sealed anew.
    pub fn of(
        whole: &Matter,
        number: String,
        (title, leads): (SealedRef, Vec<Lead>),
        ctx: &Context<'_>,
    ) -> Self {
        let arrival = &whole.intake.arrival;
        let barred = accused_organs(whole, ctx);
        let is_barred =
            |unit: &UnitId| ctx.office.organ_of(unit).is_some_and(|organ| barred.contains(organ));
        let mut sight = ctx.office.sight_of(&whole.holder, ctx.now.on());
        sight.retain(|unit| whole.sight.contains(unit) || !is_barred(unit));
        let begun = PartBegun {
            number,
            whole: Joined { matter: whole.id, number: whole.number.clone() },
            real_name: whole.real_name(),
            title,
            leads,
            received: whole.received,
            handed: whole.first_handed(),
            instructed: whole.booked.instructed.filter(|_| whole.instructed),
            channel: whole.channel,
            arrival: Box::new(Arrival {
                origin: arrival.origin,
                urgency: arrival.urgency,
                secrecy: arrival.secrecy,
                ..Arrival::default()
            }),
            receiver: whole.receiver.clone(),
            holder: whole.holder.clone(),
            region: whole.region.clone(),
            class: whole.class,
            edition: whole.edition.clone(),
            domains: whole.domains.clone(),
            stage: whole.stage,
            recused: whole.recused.iter().cloned().collect(),
            accused: whole.accused.iter().cloned().collect(),
            sight,
            barred,
        };
        Self { begun, carried: carried(whole, ctx) }
    }
}

/// What the part owes from the start as the whole does, from when it counted and until when it was due.
fn carried(whole: &Matter, ctx: &Context<'_>) -> Vec<ClockOpened> {
    let into_parts = |rule: &str| ctx.rules.clock(rule).is_some_and(|rule| rule.into_parts);
    let running = whole.clocks.iter().filter(|clock| clock.is_running() && into_parts(&clock.rule));
    let copied = running.zip(1..).map(|(clock, number)| ClockOpened {
        number,
        rule: clock.rule.clone(),
        owner: clock.owner.clone(),
        from: clock.from,
        due: clock.due,
        provisional: clock.provisional,
        warn_on: clock.warn_on.iter().copied().filter(|on| *on > ctx.now.on()).collect(),
        catalogue: clock.catalogue.clone(),
        calendar: clock.calendar.clone(),
        counted: clock.counted,
        about: None,
        rungs: clock.climb.rungs.clone(),
        within: None,
    });
    copied.collect()
}

impl Step for BeginPart {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "begin-part",
        noun: "parts",
        zh: "另立拆分件",
        help: "随“拆分分办”一并记录。",
        basis: "一件多人的拆分分办（P-02）",
        mechanisms: &["P-02"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Err(Refusal::Begun) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let carried = self.carried.into_iter().map(Event::ClockOpened);
        Ok([Event::PartBegun(self.begun)].into_iter().chain(carried).collect())
    }
}

impl PartBegun {
    /// Begins the matter.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.number = self.number.clone();
        matter.stage = self.stage;
        matter.received = self.received;
        matter.entered_at = record.at;
        matter.receiver = self.receiver.clone();
        matter.holder = self.holder.clone();
        matter.region = self.region.clone();
        matter.channel = self.channel;
        matter.intake.arrival = Arrival::clone(&self.arrival);
        matter.class = self.class;
        matter.edition = self.edition.clone();
        matter.domains = self.domains.clone();
        matter.leads = self.leads.clone();
        matter.instructed = self.instructed.is_some();
        matter.recused.extend(self.recused.iter().cloned());
        matter.accused.extend(self.accused.iter().cloned());
        matter.routing.barred.extend(self.barred.iter().cloned());
        matter.sight = self.sight.clone();
        matter.splitting.of = Some(PartOf {
            whole: self.whole.clone(),
            real_name: self.real_name,
            title: self.title.clone(),
            handed: self.handed,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

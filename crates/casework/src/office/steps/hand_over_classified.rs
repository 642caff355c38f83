//! Note that something too secret was handed over (涉密件交接登记): what is above the installation's grade
//! is not taken in at all. One line stays, that something came, when, by which channel and to whom it
//! was handed by hand; nothing of what it says (P-16).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::Channel;
use crate::office::{Classified, Office};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HandOverClassified {
    unit: UnitId,
    channel: Channel,
    handed_to: PersonId,
}

/// Something too secret for the installation was handed over by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassifiedHandedOver {
    /// To which organ it came.
    pub unit: UnitId,
    /// By which channel.
    pub channel: Channel,
    /// To whom it was handed.
    pub handed_to: PersonId,
}

crate::refusals! {
    NotAnOrgan = "not-an-organ" => "请选择收到涉密件的机关。",
    NotYours = "not-yours" => "只能登记本机关收到的涉密件。",
    ToOneself = "to-oneself" => "涉密件须当面移交给另一人，不能交给登记人自己。",
}

impl Step for HandOverClassified {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hand-over-classified",
        noun: "classified",
        zh: "涉密件交接登记",
        help: "密级超过本系统的不录入，当面移交专人；这里只留收到时间、渠道和交给谁，不留任何内容。",
        basis: "超过本系统密级的内容不进系统，只留不含内容的登记（P-16）",
        mechanisms: &["P-16"],
        performer: Performer::Person,
        fields: &[
            Field::new("unit", "收到的机关", Kind::From(Source::Units)),
            Field::new("channel", "渠道", Kind::Choice(Channel::CODES)),
            Field::new("handed_to", "当面交给", Kind::From(Source::Persons)),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let organ = office.unit(&self.unit).filter(|unit| unit.kind.is_organ());
        let unit = organ.ok_or(Refusal::NotAnOrgan)?.id.clone();
        if ctx.actor.unit().is_some_and(|at| office.organ_of(at) != Some(&unit)) {
            return Err(Refusal::NotYours);
        }
        if ctx.actor.person() == Some(&self.handed_to) {
            return Err(Refusal::ToOneself);
        }
        Ok(vec![Event::ClassifiedHandedOver(ClassifiedHandedOver {
            unit,
            channel: self.channel,
            handed_to: self.handed_to,
        })])
    }
}

impl ClassifiedHandedOver {
    /// Adds the line.
    pub fn evolve(&self, office: &mut Office, record: &Recorded<()>) {
        office.classified.push(Classified {
            unit: self.unit.clone(),
            channel: self.channel,
            on: record.happened,
            handed_to: self.handed_to.clone(),
            by: record.by.person().cloned(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

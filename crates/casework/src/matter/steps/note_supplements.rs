//! Take note of supplements (签阅补充): whoever has the matter in hand reads what the reporter added, and
//! says so; until then a clock runs, so that nothing added is overlooked (S2-10).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NoteSupplements {
    opinion: Option<SealedRef>,
}

/// Somebody read what waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementsNoted {
    /// The numbers read.
    pub numbers: Vec<u32>,
    /// What is to be done with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

crate::refusals! {
    NothingWaits = "nothing-waits" => "没有等候签阅的补充材料。",
}

impl Step for NoteSupplements {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "note-supplements",
        noun: "supplement-notes",
        zh: "签阅补充",
        help: "看过举报人补充的全部材料后签阅；可写明怎样处理，举报人看不到。",
        basis: "补充线索证据须有人查看（S2-10）",
        mechanisms: &["S2-10"],
        performer: Performer::Person,
        fields: &[Field::new("opinion", "处理意见", Kind::Text { max: 600 }).optional()],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        match matter.talk.waiting().next() {
            Some(_) => Ok(()),
            None => Err(Refusal::NothingWaits),
        }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let numbers = matter.talk.waiting().map(|supplement| supplement.number).collect();
        let opinion = self.opinion;
        Ok(vec![Event::SupplementsNoted(SupplementsNoted { numbers, opinion })])
    }
}

impl SupplementsNoted {
    /// Nothing waits any more.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        for supplement in &mut matter.talk.supplements {
            if self.numbers.contains(&supplement.number) {
                supplement.noted = Some(record.happened);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! What was passed up (上报, 处理检举控告工作规则第十五条): to whom, by whom, when, and nothing of what it says.

use super::arrival::Origin;
use super::codes::Channel;
use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::matter::{Lead, Matter};
use crate::office::{Level, Office};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

codes! {
    /// Why a matter belongs to the superior organ.
    pub enum PassGround {
        /// The superior organ manages the accused.
        SuperiorCadre = "superior-cadre" => "反映上级管理的干部",
        /// It is about the head, the leadership or the organ itself.
        OwnLeadership = "own-leadership" => "反映本机关主要负责人、领导班子成员",
    }
}

/// What passing up left behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passing {
    /// One line each time it was passed up, oldest first.
    pub lines: Vec<PassedLine>,
    /// Whether it went to the superior organ without the organ it was sent to ever seeing it.
    pub straight: bool,
    /// Whether the registration says that a superior organ manages an accused.
    pub above: bool,
}

/// A line of the register of what was passed up (上报登记簿). It holds no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedLine {
    /// The organ that passed it up.
    pub from: UnitId,
    /// To which organ.
    pub to: UnitId,
    /// Why.
    pub ground: PassGround,
    /// Who did; the rule itself where nobody of the office had it in hand.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime,
    /// When the organ received it.
    pub received: DateTime,
    /// By which channel.
    pub channel: Channel,
    /// From where it came.
    pub origin: Origin,
    /// How many came.
    pub heads: u32,
    /// When the superior confirmed that it has it: all that the organ is told.
    pub signed: Option<DateTime>,
    /// When the superior gave it back.
    pub returned: Option<DateTime>,
}

impl Passing {
    /// Whether its keys are wrapped for a superior organ and those it hands the matter on to.
    pub fn is_closed(&self) -> bool {
        self.straight || self.lines.iter().any(|line| line.returned.is_none())
    }

    /// The line by which it came to an organ that holds it now.
    pub fn arrived_at(&self, organ: &UnitId) -> Option<&PassedLine> {
        let mut standing = self.lines.iter().rev().filter(|l| l.returned.is_none());
        standing.next().filter(|line| line.to == *organ)
    }

    /// The line by which it came last and that still stands, to be changed.
    pub(crate) fn standing_mut(&mut self) -> Option<&mut PassedLine> {
        self.lines.iter_mut().rev().find(|l| l.returned.is_none())
    }
}

impl Matter {
    /// For which organs its keys are wrapped, in order; nothing where everybody the key file serves may
    /// open them. The organ it was passed up to, and those to which that organ handed it on.
    pub fn audience(&self) -> Vec<UnitId> {
        if !self.passing.is_closed() {
            return Vec::new();
        }
        let given = self.assignments.iter().filter(|a| a.returned.is_none());
        let along = self.routing.joint.iter().filter(|joint| !joint.released);
        let mut organs = vec![self.receiver.clone(), self.holder.clone()];
        organs.extend(given.map(|assignment| assignment.to_organ.clone()));
        organs.extend(along.map(|joint| joint.organ.clone()));
        organs.sort();
        organs.dedup();
        organs
    }

    /// The leads whose accused are managed above the organ that holds the matter (干部管理权限): it belongs
    /// to the superior organ. None where a superior handed the matter down, or where nobody stands above.
    pub fn leads_above(&self, office: &Office) -> Vec<&Lead> {
        let Some(level) = self.keeps_below(office) else {
            return Vec::new();
        };
        self.leads
            .iter()
            .filter(|lead| lead.managed_at < level)
            .collect()
    }

    /// The level of the organ that holds the matter, where what is managed above that level belongs to the
    /// superior: there is one, and it did not itself hand the matter down.
    pub fn keeps_below(&self, office: &Office) -> Option<Level> {
        let organ = office.organ_of(&self.holder)?;
        office.superior_of(organ)?;
        let outside = self
            .assignments
            .iter()
            .rev()
            .filter(|a| a.returned.is_none() && !a.inside);
        let mut last = outside.take(1);
        let from_above = last.any(|a| office.is_above(&a.from_organ, organ));
        office
            .unit(organ)
            .map(|unit| unit.level)
            .filter(|_| !from_above)
    }

    /// Whether it was passed up and the organ that has it now did not confirm it yet.
    pub fn awaits_acknowledgement(&self) -> bool {
        let line = self.passing.arrived_at(&self.receiver);
        line.is_some_and(|line| line.signed.is_none())
    }

    /// Begins anew in another organ's hands: what was received stays, what was done with it does not.
    pub(crate) fn begin_again(&mut self, organ: &UnitId, received: DateTime, sight: Vec<UnitId>) {
        let fresh = Self::new(self.id);
        let was = std::mem::replace(self, fresh);
        self.version = was.version;
        self.number = was.number;
        self.received = received;
        self.entered_at = was.entered_at;
        self.receiver = organ.clone();
        self.holder = organ.clone();
        self.region = was.region;
        self.channel = was.channel;
        self.intake.arrival = was.intake.arrival;
        self.intake.arrival.wants_result = false;
        self.run = was.run;
        self.reports = was.reports;
        self.clocks = was.clocks;
        self.recused = was.recused;
        self.accused = was.accused;
        self.erased = was.erased;
        self.talk = was.talk;
        self.sight = sight;
        self.routing.barred = was.routing.barred;
        self.originals = was.originals;
        self.merging.once = was.merging.once;
        self.splitting = was.splitting;
        self.touched_at = was.touched_at;
        self.booked.national = was.booked.national;
        self.booked.bore = was.booked.bore;
        self.passing = was.passing;
        self.passing.above = false;
        for original in &mut self.originals {
            original.unit = organ.clone();
            original.place = None;
            original.handing = None;
        }
    }
}

//! Wrong entries put right (更正、作废, P-03): what is asked for, and waits for another person's decision.

use super::arrival::{Origin, Visit};
use super::codes::{Channel, Class, Stage};
use crate::codes;
use crate::ids::PersonId;
use crate::matter::Matter;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// What of a matter's entries is being put right, or was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repair {
    /// The request that waits for another person.
    pub asked: Option<Request>,
    /// How it was voided, where it was.
    pub voided: Option<Voiding>,
}

/// A request to correct or to void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who asks: never who decides.
    pub asker: Option<PersonId>,
    /// What for.
    pub wanted: Wanted,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A correction: what stood, and what shall stand.
    Correction {
        /// What stood when it was asked.
        was: Box<Entries>,
        /// What shall stand.
        now: Box<Entries>,
    },
    /// That the matter be void.
    Void(VoidGround),
}

/// A matter that was voided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voiding {
    /// Why.
    pub ground: VoidGround,
    /// When.
    pub at: DateTime,
    /// Who asked.
    pub asker: Option<PersonId>,
    /// Who approved.
    pub approver: Option<PersonId>,
}

codes! {
    /// Why a matter is void (作废事由).
    pub enum VoidGround {
        /// The same paper was entered twice.
        Duplicate = "duplicate-entry" => "重复录入",
        /// It was no report at all.
        Mistaken = "wrong-entry" => "误录入",
        /// Entered to try the program.
        Trial = "trial" => "测试录入",
    }
}

codes! {
    /// Whether a report is real-name (署名方式).
    pub enum Naming {
        /// It is.
        Named = "real-name" => "实名",
        /// It is not.
        Anonymous = "anonymous" => "匿名",
    }
}

/// The entries that may be corrected: a closed list. What is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entries {
    /// Class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Division it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// From where it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// How it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// When it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<DateTime>,
    /// Whether it is real-name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<Naming>,
}

impl Entries {
    /// What stands now, of those that `like` names.
    pub fn standing(matter: &Matter, like: &Self) -> Self {
        let naming = match matter.reports.first() {
            Some(report) if report.real_name => Naming::Named,
            _ => Naming::Anonymous,
        };
        Self {
            class: matter.class.filter(|_| like.class.is_some()),
            region: like.region.as_ref().map(|_| matter.region.clone()),
            origin: like.origin.map(|_| matter.intake.arrival.origin),
            channel: like.channel.map(|_| matter.channel),
            received: like.received.map(|_| matter.received),
            naming: like.naming.map(|_| naming),
        }
    }

    /// Leaves out what stands already.
    pub fn changing(self, matter: &Matter) -> Self {
        let was = Self::standing(matter, &self);
        Self {
            class: self.class.filter(|now| was.class != Some(*now)),
            region: self.region.filter(|now| was.region.as_ref() != Some(now)),
            origin: self.origin.filter(|now| was.origin != Some(*now)),
            channel: self.channel.filter(|now| was.channel != Some(*now)),
            received: self.received.filter(|now| was.received != Some(*now)),
            naming: self.naming.filter(|now| was.naming != Some(*now)),
        }
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Its entries in words: label and value.
    pub fn in_words(&self, region: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        words.extend(self.class.map(|class| ("类别", class.zh().to_owned())));
        words.extend(
            self.region
                .as_deref()
                .map(|code| ("问题发生地", region(code))),
        );
        words.extend(self.origin.map(|origin| ("来源", origin.zh().to_owned())));
        words.extend(
            self.channel
                .map(|channel| ("渠道", channel.zh().to_owned())),
        );
        let time = |at: DateTime| at.strftime("%Y-%m-%d %H:%M").to_string();
        words.extend(self.received.map(|at| ("收到时间", time(at))));
        words.extend(
            self.naming
                .map(|naming| ("署名方式", naming.zh().to_owned())),
        );
        words
    }

    /// Enters them. Open clocks that count from the arrival count from the arrival as corrected.
    pub(crate) fn enter(&self, matter: &mut Matter) {
        matter.class = self.class.or(matter.class);
        if let Some(region) = &self.region {
            matter.region = region.clone();
        }
        if let Some(origin) = self.origin {
            matter.intake.arrival.origin = origin;
        }
        if let Some(channel) = self.channel {
            enter_channel(matter, channel);
        }
        if let Some(received) = self.received {
            let was = std::mem::replace(&mut matter.received, received);
            let running = matter.clocks.iter_mut().filter(|clock| clock.is_open());
            running
                .filter(|clock| clock.from == was)
                .for_each(|clock| clock.from = received);
        }
        if let (Some(naming), Some(report)) = (self.naming, matter.reports.first_mut()) {
            report.real_name = naming == Naming::Named;
            // A name that was denied stays denied for the name it was; the corrected one counts.
            if naming == Naming::Named {
                matter.intake.checks.remove(&report.id);
            }
        }
    }
}

/// The way belongs to the channel; whoever comes in person is one visitor at least.
fn enter_channel(matter: &mut Matter, channel: Channel) {
    matter.channel = channel;
    let arrival = &mut matter.intake.arrival;
    arrival.way = arrival.way.filter(|way| way.channel() == channel);
    arrival.visit = match channel {
        Channel::Visit => arrival.visit.take().or(Some(Visit {
            heads: 1,
            representatives: Vec::new(),
            members: None,
        })),
        _ => None,
    };
}

impl Matter {
    /// Whether it was voided (作废): it is in no list but the register of voids.
    pub fn is_void(&self) -> bool {
        self.stage == Stage::Voided
    }
}

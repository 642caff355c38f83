//! Which rungs of its ladder a clock has, on which days, and by which organ: recorded when it opens and
//! whenever it moves, so that what goes out on a day can be read from one index (T21).

use super::Clock;
use super::promising::Promising;
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::rules::{ClockRule, Issuer, RungKind, RungTime};
use crate::step::Context;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// A rung of one clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungDay {
    /// What goes out.
    pub kind: RungKind,
    /// On which day.
    pub on: Date,
    /// By which organ.
    pub from: UnitId,
}

/// How far a clock has climbed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Climb {
    /// Its rungs above the warning, the lowest first.
    pub rungs: Vec<RungDay>,
    /// The highest that was drafted.
    pub reached: Option<RungKind>,
    /// Rungs held back, and until which day.
    pub held: Vec<(RungKind, Date)>,
    /// Whether an answer was accepted: it climbs no further (S0-13).
    pub stopped: bool,
}

impl Climb {
    /// The rungs still to be climbed, with the day they are due on once a hold is over.
    pub fn left(&self) -> impl Iterator<Item = (&RungDay, Date)> {
        let above = |rung: &&RungDay| !self.stopped && Some(rung.kind) > self.reached;
        self.rungs.iter().filter(above).map(|rung| {
            let held = self.held.iter().filter(|(kind, _)| *kind == rung.kind);
            let until = held.map(|(_, until)| *until).max();
            (rung, until.map_or(rung.on, |until| until.max(rung.on)))
        })
    }

    /// The next slip to be drafted, and the day; of several on one day the highest.
    pub fn next(&self) -> Option<(&RungDay, Date)> {
        let slips = self.left().filter(|(rung, _)| rung.kind.is_slip());
        slips.min_by_key(|(rung, on)| (*on, std::cmp::Reverse(rung.kind)))
    }

    /// The slip to be drafted on a day: the highest rung reached by then.
    pub fn due(&self, on: Date) -> Option<&RungDay> {
        let due = self
            .left()
            .filter(|(rung, day)| rung.kind.is_slip() && *day <= on);
        due.map(|(rung, _)| rung).max_by_key(|rung| rung.kind)
    }

    /// New days; a clock that is not overdue any more begins at the foot again.
    pub(super) fn moved(&mut self, rungs: &[RungDay], begins_again: bool) {
        self.rungs = rungs.to_vec();
        if begins_again {
            (self.reached, self.stopped) = (None, false);
            self.held.clear();
        }
    }
}

/// What goes out next about a clock: a warning or a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// When.
    pub at: DateTime,
    /// What.
    pub kind: RungKind,
    /// By which organ.
    pub from: UnitId,
}

impl Clock {
    /// What goes out next about it.
    pub fn going(&self) -> Option<Going> {
        if !self.is_running() {
            return None;
        }
        let warning = self.warn_on.get(self.warned).filter(|_| !self.lapsed);
        let warning = warning.map(|on| Going {
            at: on.at(0, 0, 0, 0),
            kind: RungKind::Warning,
            from: self
                .climb
                .rungs
                .first()
                .map_or(&self.owner, |rung| &rung.from)
                .clone(),
        });
        let slip = self.climb.next().map(|(rung, on)| Going {
            at: on.at(0, 0, 0, 0),
            kind: rung.kind,
            from: rung.from.clone(),
        });
        warning.into_iter().chain(slip).min_by_key(|going| going.at)
    }
}

/// The days of a rule's ladder for a due date.
pub(super) fn rungs<T: Promising>(
    state: &T,
    rule: &ClockRule,
    owner: &UnitId,
    due: Date,
    ctx: &Context<'_>,
) -> Vec<RungDay> {
    // What outlives the matter is pressed by urging: a slip about it would outlive its answer.
    let ladder = rule.ladder.as_deref().filter(|_| !rule.outlives);
    let ladder = ladder.and_then(|id| ctx.rules.ladder(id));
    let region = ctx.office.unit(owner).map(|unit| &*unit.region);
    let rungs = ladder.into_iter().flat_map(|ladder| &ladder.rungs);
    let dated = rungs.filter_map(|rung| {
        let RungTime::WorkingDays(days) = rung.when else {
            return None;
        };
        let on = ctx.calendar.add_working_days(due, days, region).ok()?;
        let from = state.issuer(owner, rung.from, ctx);
        Some(RungDay {
            kind: rung.kind,
            on,
            from,
        })
    });
    dated.collect()
}

/// The organ a rung is taken by. The accused's organ supervises nobody (T4).
pub(super) fn issuer(matter: &Matter, owner: &UnitId, from: Issuer, ctx: &Context<'_>) -> UnitId {
    let own = ctx.office.organ_of(owner).unwrap_or(owner);
    let free = |organ: &&UnitId| !matter.routing.barred.contains(*organ);
    let above = || {
        let line = ctx.office.line_of(own).filter(|unit| unit.kind.is_organ());
        let mut organs = line.map(|unit| &unit.id).filter(|organ| *organ != own);
        organs.find(|organ| free(organ) && matter.sight.contains(*organ))
    };
    let organ = match from {
        Issuer::Own => Some(own).filter(free),
        Issuer::Assigner => ctx.office.organ_of(matter.assigner()).filter(free),
        Issuer::Above => None,
    };
    organ.or_else(above).unwrap_or(own).clone()
}

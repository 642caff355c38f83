//! One story being played: time goes on, timers tick, deeds are rehearsed and noted.

use super::profile::{Content, Profile};
use super::{Deed, Reference, Span};
use crate::draw::Draw;
use crate::office::{Crew, OfficePlan};
use crate::rehearsal::{Cast, Mishap, World};
use crate::texts::{Library, Slots};
use app::Who;
use casework::matter::Matter;
use casework::{PersonId, UnitId};
use jiff::Span as Days;
use jiff::civil::DateTime;
use serde_json::{Map, Value};

/// Why a life is not told further.
#[derive(Debug)]
pub(super) enum Stop {
    /// The year is over, or it came to a halt.
    Over,
    /// The plan is wrong.
    Mishap(Mishap),
}

impl From<Mishap> for Stop {
    fn from(mishap: Mishap) -> Self {
        Self::Mishap(mishap)
    }
}

pub(super) struct Life<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) office: &'a OfficePlan,
    pub(super) library: &'a Library,
    pub(super) profile: &'a Profile<'a>,
    pub(super) draw: Draw,
    pub(super) now: DateTime,
    /// Which of the story's matters acts now.
    pub(super) at: usize,
    pub(super) cast: Cast,
    pub(super) deeds: Vec<Deed>,
    until: DateTime,
    last: DateTime,
}

impl<'a> Life<'a> {
    pub(super) fn new(
        profile: &'a Profile<'a>,
        office: &'a OfficePlan,
        world: &'a World<'a>,
        span: &Span,
        library: &'a Library,
    ) -> Self {
        Self {
            world,
            office,
            library,
            profile,
            draw: Draw::part(office.seed, profile.index + 1_000),
            now: DateTime::ZERO,
            at: 0,
            cast: Cast::default(),
            deeds: Vec::new(),
            until: span.until,
            last: DateTime::ZERO,
        }
    }

    /// Begins the next matter at a moment.
    pub(super) fn begin(&mut self, at: DateTime) {
        self.at = self.cast.enter();
        self.now = at;
        self.last = at;
    }

    pub(super) fn matter(&self) -> &Matter {
        &self.cast.matters[self.at]
    }

    pub(super) fn slots(&self) -> &'a Slots {
        match &self.profile.content {
            Content::Accusation(tale) => &tale.facts[0].1,
            Content::Other(other) => &other.slots,
        }
    }

    /// A phrase of a list, filled.
    pub(super) fn say(&mut self, list: &[String]) -> String {
        self.slots().fill(self.draw.text(list))
    }

    /// The people of an organ; every organ a story passes through has some.
    pub(super) fn crew(&self, organ: &UnitId) -> Result<&'a Crew, Stop> {
        self.office.crews.get(organ).ok_or_else(|| {
            let reason = format!("{organ} has no people");
            Stop::Mishap(Mishap {
                act: "crew".into(),
                at: self.now,
                reason,
            })
        })
    }

    /// The people who audit and reply: of the organ that handed the matter on last.
    pub(super) fn assigning(&self) -> Result<&'a Crew, Stop> {
        let unit = self.matter().assigner();
        let organ = self.world.office.organ_of(unit).unwrap_or(unit).clone();
        self.crew(&organ)
    }

    /// Somebody does something now.
    pub(super) fn act(
        &mut self,
        who: &PersonId,
        act: &'static str,
        fields: Value,
    ) -> Result<(), Stop> {
        self.deed(Who::Staff(who.clone()), act, fields, None, None)
    }

    /// Somebody enters now what was done a working day ago.
    pub(super) fn act_entered_later(
        &mut self,
        who: &PersonId,
        act: &'static str,
        fields: Value,
    ) -> Result<(), Stop> {
        let happened = self.now;
        self.working_days(1, 2);
        self.deed(Who::Staff(who.clone()), act, fields, Some(happened), None)
    }

    pub(super) fn deed(
        &mut self,
        who: Who,
        act: &'static str,
        fields: Value,
        happened: Option<DateTime>,
        refers: Option<Reference>,
    ) -> Result<(), Stop> {
        let halted = self.profile.fate.stalls_at == Some(act) && self.at == 0;
        if halted || self.now > self.until {
            return Err(Stop::Over);
        }
        self.tick(self.now)?;
        let fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        self.note(Deed {
            at: self.now,
            happened,
            who,
            life: self.at,
            act,
            fields,
            refers,
        })?;
        Ok(())
    }

    /// Lets the timers run up to the end of the year.
    pub(super) fn finish(&mut self) -> Result<(), Mishap> {
        let until = self.until;
        self.tick(until)
    }

    /// The timer looks every morning at six at what is due (S0-16).
    fn tick(&mut self, before: DateTime) -> Result<(), Mishap> {
        loop {
            let next = self
                .matter()
                .clocks
                .iter()
                .filter_map(|clock| clock.next())
                .min();
            let Some(next) = next else { return Ok(()) };
            let tick = morning(next.max(self.last));
            if tick >= before {
                return Ok(());
            }
            let (at, fields) = (tick, Map::new());
            let who = Who::Timer;
            self.note(Deed {
                at,
                happened: None,
                who,
                life: self.at,
                act: "warn",
                fields,
                refers: None,
            })?;
        }
    }

    fn note(&mut self, deed: Deed) -> Result<(), Mishap> {
        self.cast.perform(self.world, &deed)?;
        self.last = deed.at;
        self.deeds.push(deed);
        Ok(())
    }

    /// Time goes on by minutes of office hours.
    pub(super) fn minutes(&mut self, least: i64, most: i64) {
        let on = self
            .now
            .saturating_add(Days::new().minutes(self.draw.between(least, most)));
        self.now = self.in_office(on);
    }

    /// Time goes on by working days; a slack matter takes longer now and then.
    pub(super) fn wait(&mut self, usual: (i64, i64), slack: (i64, i64)) {
        let (least, most) = if self.profile.fate.slack && self.draw.chance(350) {
            slack
        } else {
            usual
        };
        self.working_days(least, most);
    }

    /// What arrives on the last day is entered on the last day.
    pub(super) fn no_later_than_now(&mut self, arrived: DateTime) {
        self.now = if self.now > self.until {
            arrived
        } else {
            self.now
        };
    }

    pub(super) fn working_days(&mut self, least: i64, most: i64) {
        let days = self.draw.between(least, most);
        if days == 0 {
            return self.minutes(20, 150);
        }
        let on = self
            .world
            .calendar
            .add_working_days(self.now.date(), days, None);
        let on = on.unwrap_or(self.now.date());
        let minute = self.draw.between(8 * 60 + 40, 17 * 60 + 20);
        self.now = on.at(
            (minute / 60) as i8,
            (minute % 60) as i8,
            self.draw.between(0, 59) as i8,
            0,
        );
    }

    /// The same time if the office is open then; else soon after it opens.
    fn in_office(&mut self, at: DateTime) -> DateTime {
        let open = |on| self.world.calendar.is_working(on, None).unwrap_or(true);
        let minute = i64::from(at.hour()) * 60 + i64::from(at.minute());
        if open(at.date()) && (8 * 60 + 30..17 * 60 + 30).contains(&minute) {
            return at;
        }
        let day = if open(at.date()) && minute < 12 * 60 {
            0
        } else {
            1
        };
        let from = at.date().saturating_add(Days::new().days(day));
        let on = self.world.calendar.on_or_after(from, None).unwrap_or(from);
        let minute = 8 * 60 + 35 + self.draw.between(0, 80);
        on.at(
            (minute / 60) as i8,
            (minute % 60) as i8,
            self.draw.between(0, 59) as i8,
            0,
        )
    }
}

fn morning(after: DateTime) -> DateTime {
    let six = after.date().at(6, 0, 0, 0);
    if six >= after {
        six
    } else {
        six.saturating_add(Days::new().days(1))
    }
}

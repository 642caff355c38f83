//! Who reports what, where, when and how: shares as the field shows them (field.md section 4).

use super::{Fate, Span};
use crate::draw::{Deck, Draw};
use crate::names;
use crate::office::{County, OfficePlan, PROVINCE, PROVINCE_CODE, Town};
use crate::rehearsal::World;
use crate::texts::{Library, Matterless, Slots, Subject, Tale};
use casework::{PersonId, UnitId};
use jiff::Span as Days;
use jiff::civil::{Date, DateTime};
use std::collections::BTreeSet;

/// One story before it is played.
#[derive(Debug, Clone)]
pub struct Profile<'a> {
    /// Its number in the year: the seed of its own draws.
    pub index: u64,
    /// What is told.
    pub content: Content<'a>,
    /// The division it concerns.
    pub region: String,
    /// The organ that receives it.
    pub receiver: UnitId,
    /// The organ that will handle it.
    pub handling: UnitId,
    /// The person of the office who is accused, with their unit, if one is.
    pub own: Option<(PersonId, UnitId)>,
    /// Its turns.
    pub fate: Fate,
    /// The first report, then the repeats.
    pub arrivals: Vec<Arrival>,
}

/// What is told.
#[derive(Debug, Clone)]
pub enum Content<'a> {
    /// An accusation.
    Accusation(Tale<'a>),
    /// Anything else.
    Other(Matterless<'a>),
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// When it arrives.
    pub at: DateTime,
    /// By which channel.
    pub channel: &'static str,
    /// Whether with a name.
    pub real_name: bool,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// Draws every story of the year, earliest first.
pub(super) fn profiles<'a>(
    office: &OfficePlan,
    world: &World<'_>,
    span: &Span,
    library: &'a Library,
) -> Vec<Profile<'a>> {
    let mut drawing = Drawing::new(office, world, span, library);
    let mut profiles = Vec::new();
    let mut reports = 0;
    while reports < span.reports {
        let profile = drawing.profile(profiles.len() as u64, span.reports - reports);
        reports += profile.arrivals.len();
        profiles.push(profile);
    }
    profiles.sort_by_key(|profile| (profile.arrivals[0].at, profile.index));
    profiles
}

struct Drawing<'a, 'w> {
    office: &'w OfficePlan,
    world: &'w World<'w>,
    span: &'w Span,
    library: &'a Library,
    draw: Draw,
    names: Deck<bool>,
    channels: Deck<&'static str>,
    classes: Deck<&'static str>,
    subjects: Deck<Subject>,
    told: BTreeSet<String>,
}

impl<'a, 'w> Drawing<'a, 'w> {
    fn new(
        office: &'w OfficePlan,
        world: &'w World<'w>,
        span: &'w Span,
        library: &'a Library,
    ) -> Self {
        let part = |number| Draw::part(office.seed, number);
        Self {
            office,
            world,
            span,
            library,
            draw: part(1),
            names: Deck::new(part(2), &[(true, 41), (false, 59)]),
            channels: Deck::new(
                part(3),
                &[("web", 50), ("letter", 25), ("phone", 15), ("visit", 10)],
            ),
            classes: Deck::new(
                part(4),
                &[("A", 70), ("D", 18), ("E", 6), ("F", 3), ("C", 2), ("B", 1)],
            ),
            subjects: Deck::new(
                part(5),
                &[
                    (Subject::Village, 40),
                    (Subject::Town, 19),
                    (Subject::County, 18),
                    (Subject::Institution, 15),
                    (Subject::City, 6),
                    (Subject::Province, 2),
                ],
            ),
            told: BTreeSet::new(),
        }
    }

    fn profile(&mut self, index: u64, most: usize) -> Profile<'a> {
        let (county, town) = self.place();
        let class = self.classes.deal();
        let subject = if class == "A" {
            self.subjects.deal()
        } else {
            Subject::Town
        };
        let first = self.moment();
        let region = match subject {
            Subject::Village | Subject::Town => town.code.clone(),
            Subject::County | Subject::Institution => county.code.clone(),
            Subject::City => city_code(county),
            Subject::Province => PROVINCE_CODE.to_owned(),
        };
        let (receiver, handling) = self.organs(subject, county, town);
        let real_name = self.names.deal();
        let days_ago = i64::from((self.span.until.date() - first.date()).get_days());
        let mut fate = Fate::draw(&mut self.draw, real_name, days_ago);
        let own = self.office.crews.get(&UnitId::from(&*town.code));
        let own = own.filter(|_| fate.accuses_own && subject == Subject::Town && class == "A");
        let own = own.map(|crew| crew.handlers[0].clone());
        fate.accuses_own = own.is_some();
        fate.namesake &= class == "A" && own.is_none();
        let mut slots = self.slots(county, town);
        if let Some(namesake) = own.clone().or_else(|| self.namesake(&handling, &fate)) {
            slots.set("name", self.name_of(&namesake));
        }
        let content = self.content(class, subject, slots, first.date());
        let channel = self.channels.deal();
        let at = self.open_hours(first, channel);
        let mut arrivals = vec![self.arrival(&content, 0, at, channel, real_name)];
        let plain = own.is_none() && !fate.namesake;
        if class == "A" && plain && most > 1 && self.draw.chance(95) {
            self.repeat(&content, real_name, most - 1, &mut arrivals);
        }
        let own = own.map(|person| (person, UnitId::from(&*town.code)));
        Profile {
            index,
            content,
            region,
            receiver,
            handling,
            own,
            fate,
            arrivals,
        }
    }

    /// Somebody of the handling organ whose name an accused happens to bear.
    fn namesake(&self, handling: &UnitId, fate: &Fate) -> Option<PersonId> {
        let crew = self.office.crews.get(handling)?;
        (fate.namesake && crew.inspection.is_some()).then(|| crew.handlers[0].clone())
    }

    fn name_of(&self, person: &PersonId) -> String {
        let account = self
            .office
            .accounts
            .iter()
            .find(|account| account.person == *person);
        account.map_or_else(String::new, |account| account.name.clone())
    }

    fn place(&mut self) -> (&'w County, &'w Town) {
        let cities = &self.office.cities;
        let city = self.draw.pick(cities);
        // Two counties of four have people of their own; they are also where more people live.
        let at = *self.draw.pick(&[0, 0, 0, 0, 1, 1, 1, 2, 3]);
        let county = &city.counties[at];
        (county, self.draw.pick(&county.towns))
    }

    fn slots(&mut self, county: &County, town: &Town) -> Slots {
        let mut slots = Slots::default();
        let city = self
            .office
            .cities
            .iter()
            .find(|city| city.code == city_code(county));
        slots.set("county", county.name);
        slots.set("city", city.map_or(PROVINCE, |city| city.name));
        slots.set("town", town.name);
        slots.set("village", self.draw.pick(&town.villages).clone());
        slots.set(
            "group",
            format!(
                "{}组",
                self.draw
                    .pick(&["一", "二", "三", "四", "五", "六", "七", "八"])
            ),
        );
        slots.set("name", names::citizen(&mut self.draw));
        slots
    }

    fn content(
        &mut self,
        class: &str,
        subject: Subject,
        mut slots: Slots,
        on: Date,
    ) -> Content<'a> {
        if class != "A" {
            let fitting: Vec<_> = self
                .library
                .others
                .iter()
                .filter(|o| o.class == class)
                .collect();
            let other = *self.draw.pick(&fitting);
            slots.set("post", "干部");
            slots.set("body", other.body.clone());
            return Content::Other(Matterless::new(other, slots, &mut self.draw, on));
        }
        let fitting: Vec<_> = self
            .library
            .grievances
            .iter()
            .filter(|g| g.subject == subject)
            .collect();
        let grievance = *self.draw.pick(&fitting);
        slots.set("post", self.draw.pick(&grievance.posts).clone());
        let unit = slots.fill(self.draw.text(&grievance.units));
        slots.set("unit", unit);
        Content::Accusation(Tale::new(grievance, slots, &mut self.draw, on))
    }

    /// Who receives it, and who handles it by managing authority, among those that have people.
    fn organs(&mut self, subject: Subject, county: &County, town: &Town) -> (UnitId, UnitId) {
        let staffed = |code: &str| self.office.crews.contains_key(&UnitId::from(code));
        let city = city_code(county);
        let county_or_city = if staffed(&county.code) {
            county.code.clone()
        } else {
            city.clone()
        };
        let dispatched = format!("{PROVINCE_CODE}-d1");
        let village = if staffed(&town.code) && self.draw.chance(450) {
            town.code.clone()
        } else {
            county_or_city.clone()
        };
        let handling = match subject {
            Subject::Village => village,
            Subject::Town | Subject::County | Subject::Institution => county_or_city.clone(),
            Subject::City => city.clone(),
            Subject::Province if self.draw.chance(500) => dispatched,
            Subject::Province => PROVINCE_CODE.to_owned(),
        };
        let receiver = match (subject, self.draw.below(100)) {
            (Subject::Province, _) | (_, 90..) => PROVINCE_CODE.to_owned(),
            (Subject::City, _) | (_, 70..90) => city,
            _ => county_or_city,
        };
        (receiver.as_str().into(), handling.as_str().into())
    }

    fn repeat(
        &mut self,
        content: &Content<'a>,
        real_name: bool,
        most: usize,
        arrivals: &mut Vec<Arrival>,
    ) {
        let mut at = arrivals[0].at;
        let again = if self.draw.chance(180) {
            2.min(most)
        } else {
            1
        };
        for nth in 1..=again {
            at = at.saturating_add(Days::new().days(self.draw.between(9, 70)));
            let channel = self.channels.deal();
            // A repeat never says more of its reporter than the first report did.
            let named = self.names.deal() && real_name;
            let at = self.open_hours(at, channel);
            if at >= self.span.until {
                return;
            }
            arrivals.push(self.arrival(content, nth, at, channel, named));
        }
    }

    /// A report in words nobody has used yet.
    fn arrival(
        &mut self,
        content: &Content<'a>,
        nth: usize,
        at: DateTime,
        channel: &'static str,
        real_name: bool,
    ) -> Arrival {
        let mut told = self.tell(content, nth);
        for _ in 0..TELLINGS_MAX {
            if self.told.insert(told.1.clone()) {
                break;
            }
            told = self.tell(content, nth);
        }
        let (title, text) = told;
        Arrival {
            at,
            channel,
            real_name,
            title,
            text,
        }
    }

    fn tell(&mut self, content: &Content<'a>, nth: usize) -> (String, String) {
        match content {
            Content::Accusation(tale) => tale.tell(self.library, nth, &mut self.draw),
            Content::Other(other) => other.tell(self.library, nth, &mut self.draw),
        }
    }

    /// A moment of the year: more on working days, more in spring and before the year's end.
    fn moment(&mut self) -> DateTime {
        let days = (self.span.until.date() - self.span.from).get_days();
        loop {
            let ahead = self.draw.between(0, i64::from(days));
            let on = self.span.from.saturating_add(Days::new().days(ahead));
            let works = self.world.calendar.is_working(on, None).unwrap_or(true);
            let busy = matches!(on.month(), 3 | 4 | 11 | 12);
            let often = if works { 900 } else { 260 } + if busy { 100 } else { 0 };
            if !self.draw.chance(often) {
                continue;
            }
            let minute = if self.draw.chance(820) {
                self.draw.between(8 * 60 + 30, 14 * 60 + 30)
            } else {
                self.draw.between(7 * 60, 23 * 60)
            };
            let at = on.at(
                (minute / 60) as i8,
                (minute % 60) as i8,
                self.draw.between(0, 59) as i8,
                0,
            );
            if at < self.span.until {
                return at;
            }
        }
    }

    /// A window is open on working days only; the web always is.
    fn open_hours(&self, at: DateTime, channel: &str) -> DateTime {
        if channel == "web" {
            return at;
        }
        let on = self
            .world
            .calendar
            .on_or_after(at.date(), None)
            .unwrap_or(at.date());
        let hour = at.hour().clamp(9, 15);
        let open = on.at(hour, at.minute(), at.second(), 0);
        if open < self.span.until { open } else { at }
    }
}

/// Enough to find new words; a text that is still the same is caught by a test.
const TELLINGS_MAX: usize = 40;

fn city_code(county: &County) -> String {
    format!("{}00", &county.code[..4])
}

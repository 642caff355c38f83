//! A tale: one grievance with its people, places and facts, told as often as it is reported.

use super::{Grievance, Library, Other, Slots};
use crate::draw::Draw;
use jiff::civil::Date;

/// An accusation about to be told.
#[derive(Debug, Clone)]
pub struct Tale<'a> {
    /// Its templates.
    pub grievance: &'a Grievance,
    /// Places and persons.
    pub slots: Slots,
    /// Which facts, each with its own amounts and dates.
    pub facts: Vec<(usize, Slots)>,
}

/// An item that is no accusation to be handled.
#[derive(Debug, Clone)]
pub struct Matterless<'a> {
    /// Its templates.
    pub other: &'a Other,
    /// Places and persons.
    pub slots: Slots,
}

impl<'a> Tale<'a> {
    /// Draws the facts of a grievance, most often two.
    pub fn new(grievance: &'a Grievance, slots: Slots, draw: &mut Draw, on: Date) -> Self {
        let most = grievance.facts.len();
        let count = (*draw.pick(&[1, 1, 2, 2, 2, 3])).min(most);
        let mut order: Vec<usize> = (0..most).collect();
        draw.shuffle(&mut order);
        order.truncate(count);
        let drawn = order.into_iter().map(|fact| {
            let mut own = slots.clone();
            own.draw_fact(draw, on);
            (fact, own)
        });
        let facts = drawn.collect();
        Self {
            grievance,
            slots,
            facts,
        }
    }

    /// The title and text of one report; `nth` is 0 for the first, more for repeats in other words.
    pub fn tell(&self, library: &Library, nth: usize, draw: &mut Draw) -> (String, String) {
        let phrases = &library.phrases;
        let (_, first) = &self.facts[0];
        let title = first.fill(draw.text(&self.grievance.titles));
        let mut text = String::new();
        if nth > 0 {
            text.push_str(&first.fill(draw.text(&phrases.repeats)));
        } else if draw.chance(680) {
            text.push_str(&first.fill(draw.text(&phrases.openings)));
        }
        if draw.chance(450) || !text.ends_with('，') {
            text.push_str(&self.introduction(draw));
        }
        for (fact, slots) in &self.facts {
            let tells = &self.grievance.facts[*fact].tells;
            let shift = fact + self.slots.get("name").len() + slots.get("amount").len();
            text.push_str(&slots.fill(&tells[(nth + shift) % tells.len()]));
            if draw.chance(120) {
                text.push('\n');
            }
        }
        let (_, last) = &self.facts[self.facts.len() - 1];
        for (list, often) in [
            (&phrases.harm, 380),
            (&phrases.evidence, 560),
            (&phrases.appeals, 860),
        ] {
            if draw.chance(often) {
                text.push_str(&last.fill(draw.text(list)));
            }
        }
        (title, text)
    }

    fn introduction(&self, draw: &mut Draw) -> String {
        let frames: &[&str] = if self.slots.get("unit").contains('{') || draw.chance(300) {
            &[
                "我要反映{name}的问题。",
                "被反映人：{name}，{unit}{post}。",
                "反映对象是{unit}的{post}{name}。",
            ]
        } else {
            &[
                "{unit}{post}{name}，问题如下：",
                "现反映{unit}{post}{name}的有关问题。",
                "要说的是{unit}的{name}，现任{post}。",
                "{name}在{unit}任{post}，",
                "{unit}的{post}{name}这几年做的事，",
            ]
        };
        let frame: &str = draw.pick::<&str>(frames);
        self.slots.fill(frame)
    }

    /// How a clerk registers the facts: category and text, in order.
    pub fn issues(&self) -> Vec<(&str, String)> {
        let issue = |(fact, slots): &(usize, Slots)| {
            let fact = &self.grievance.facts[*fact];
            (fact.category.as_str(), slots.fill(&fact.issue))
        };
        self.facts.iter().map(issue).collect()
    }
}

impl<'a> Matterless<'a> {
    /// Draws what such an item tells of.
    pub fn new(other: &'a Other, mut slots: Slots, draw: &mut Draw, on: Date) -> Self {
        slots.draw_fact(draw, on);
        Self { other, slots }
    }

    /// The title and text of one report.
    pub fn tell(&self, library: &Library, nth: usize, draw: &mut Draw) -> (String, String) {
        let phrases = &library.phrases;
        let title = self.slots.fill(draw.text(&self.other.titles));
        let mut text = String::new();
        if nth > 0 {
            text.push_str(draw.text(&phrases.repeats));
        } else if draw.chance(500) {
            text.push_str(&self.slots.fill(draw.text(&phrases.openings)));
        }
        text.push_str(&self.slots.fill(draw.text(&self.other.tells)));
        for _ in 0..*draw.pick(&[0, 1, 1, 1, 2]) {
            text.push_str(&self.slots.fill(draw.text(&phrases.pleas)));
        }
        (title, text)
    }
}

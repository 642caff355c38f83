//! What a list is filtered by, as the words of its address.

use casework::campaign::ItemState;
use casework::matter::{CameBy, Channel, Class, Mode, Secrecy, Stage, Under, Urgency};
use casework::rules::Sort;
use jiff::civil::Date;

/// What a list is filtered by, and in which order it is read. Every part is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Through which of the reader's units.
    pub unit: Option<String>,
    /// By stage.
    pub stage: Option<Stage>,
    /// By channel.
    pub channel: Option<Channel>,
    /// By class.
    pub class: Option<Class>,
    /// By how it came to the unit.
    pub came_by: Option<CameBy>,
    /// By how it was handed on.
    pub mode: Option<Mode>,
    /// By present holder.
    pub holder: Option<String>,
    /// Real-name or anonymous.
    pub real_name: Option<bool>,
    /// With repeats or without.
    pub repeat: Option<bool>,
    /// Instructed by a leader, or not.
    pub instructed: Option<bool>,
    /// With a domain tag, or without.
    pub tagged: Option<bool>,
    /// Concluded, or not.
    pub concluded: Option<bool>,
    /// By how urgent it is.
    pub urgency: Option<Urgency>,
    /// By how secret it is.
    pub secrecy: Option<Secrecy>,
    /// Five or more came together, or not.
    pub collective: Option<bool>,
    /// Came to an organ above the one that should have it, or not.
    pub over_level: Option<bool>,
    /// A repeat, or a first arrival.
    pub again: Option<bool>,
    /// Without the national platform's number, or with it.
    pub unnumbered: Option<bool>,
    /// Overdue now.
    pub overdue: Option<bool>,
    /// Over, or still open.
    pub over: Option<bool>,
    /// Under supervision, or not.
    pub supervised: Option<bool>,
    /// By how far its supervision is.
    pub supervision: Option<Under>,
    /// Many years, levels and bodies, or not.
    pub three_many: Option<bool>,
    /// Backlog, or not.
    pub backlog: Option<bool>,
    /// In a campaign that the unit knows of, or not.
    pub campaigned: Option<bool>,
    /// By how far its contract is.
    pub contract: Option<ItemState>,
    /// Received from this day on.
    pub from: Option<Date>,
    /// Received until this day.
    pub to: Option<Date>,
    /// One number: ours, or the national platform's.
    pub number: Option<String>,
    /// The order wished for; see [`Filter::order`].
    pub sort: Option<Sort>,
}

impl Filter {
    /// The filter of a query string's pairs. Unknown names and values are left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            match name {
                "unit" => filter.unit = Some(value.to_owned()),
                "stage" => filter.stage = Stage::parse(value),
                "channel" => filter.channel = Channel::parse(value),
                "class" => filter.class = Class::parse(value),
                "came_by" => filter.came_by = CameBy::parse(value),
                "mode" => filter.mode = Mode::parse(value),
                "instructed" => filter.instructed = flag(value),
                "tagged" => filter.tagged = flag(value),
                "concluded" => filter.concluded = flag(value),
                "urgency" => filter.urgency = Urgency::parse(value),
                "secrecy" => filter.secrecy = Secrecy::parse(value),
                "collective" => filter.collective = flag(value),
                "over_level" => filter.over_level = flag(value),
                "again" => filter.again = flag(value),
                "unnumbered" => filter.unnumbered = flag(value),
                "sort" => filter.sort = Sort::parse(value),
                "holder" => filter.holder = Some(value.to_owned()),
                "real_name" => filter.real_name = flag(value),
                "repeat" => filter.repeat = flag(value),
                "overdue" => filter.overdue = flag(value),
                "over" => filter.over = flag(value),
                "supervised" => filter.supervised = flag(value),
                "supervision" => filter.supervision = Under::parse(value),
                "three_many" => filter.three_many = flag(value),
                "backlog" => filter.backlog = flag(value),
                "campaigned" => filter.campaigned = flag(value),
                "contract" => filter.contract = ItemState::parse(value),
                "from" => filter.from = value.parse().ok(),
                "to" => filter.to = value.parse().ok(),
                "number" => filter.number = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        filter
    }

    /// The pairs of a query string that say the same.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let word = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        let all = [
            ("unit", self.unit.clone()),
            ("stage", self.stage.map(|stage| stage.as_str().to_owned())),
            (
                "channel",
                self.channel.map(|channel| channel.as_str().to_owned()),
            ),
            ("class", self.class.map(|class| class.as_str().to_owned())),
            ("holder", self.holder.clone()),
            ("came_by", self.came_by.map(|word| word.as_str().to_owned())),
            ("mode", self.mode.map(|word| word.as_str().to_owned())),
            ("instructed", self.instructed.map(word)),
            ("tagged", self.tagged.map(word)),
            ("concluded", self.concluded.map(word)),
            ("urgency", self.urgency.map(|word| word.as_str().to_owned())),
            ("secrecy", self.secrecy.map(|word| word.as_str().to_owned())),
            ("collective", self.collective.map(word)),
            ("over_level", self.over_level.map(word)),
            ("again", self.again.map(word)),
            ("unnumbered", self.unnumbered.map(word)),
            ("real_name", self.real_name.map(word)),
            ("repeat", self.repeat.map(word)),
            ("overdue", self.overdue.map(word)),
            ("over", self.over.map(word)),
            ("supervised", self.supervised.map(word)),
            (
                "supervision",
                self.supervision.map(|word| word.as_str().to_owned()),
            ),
            ("three_many", self.three_many.map(word)),
            ("backlog", self.backlog.map(word)),
            ("campaigned", self.campaigned.map(word)),
            (
                "contract",
                self.contract.map(|word| word.as_str().to_owned()),
            ),
            ("from", self.from.map(|on| on.to_string())),
            ("to", self.to.map(|on| on.to_string())),
            ("number", self.number.clone()),
            ("sort", self.sort.map(|sort| sort.as_str().to_owned())),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// The order the list is read in. What is overdue, or backlog, is read by what is due first; the orders by
    /// milestones stand on an index of their own, which no other filter has, and give way to arrival.
    pub fn order(&self) -> Sort {
        if self.overdue == Some(true) || self.backlog == Some(true) {
            return Sort::Due;
        }
        let sort = self.sort.unwrap_or_default();
        let alone = self.stage.is_none()
            && self.channel.is_none()
            && self.class.is_none()
            && self.holder.is_none()
            && self.came_by.is_none()
            && self.mode.is_none()
            && self.number.is_none()
            && self.urgency.is_none()
            && self.secrecy.is_none()
            && self.supervision.is_none()
            && self.contract.is_none()
            && [
                self.real_name,
                self.repeat,
                self.instructed,
                self.tagged,
                self.over,
                self.collective,
                self.over_level,
                self.again,
                self.unnumbered,
                self.supervised,
                self.three_many,
                self.campaigned,
            ]
            .iter()
            .all(Option::is_none);
        match sort {
            Sort::Routed | Sort::Concluded if !alone => Sort::Arrival,
            sort => sort,
        }
    }

    /// This filter, with what a book asks for where nothing else was chosen.
    pub fn over_book<'a>(
        mut pairs: Vec<(String, String)>,
        book: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> Self {
        for (name, value) in book {
            pairs.retain(|(known, _)| known != name);
            pairs.push((name.clone(), value.clone()));
        }
        Self::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)))
    }
}

fn flag(word: &str) -> Option<bool> {
    match word {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

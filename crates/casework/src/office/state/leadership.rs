//! Who leads an organ, and to which organ goes what is about its leadership (处理检举控告工作规则第十五条).

use super::{Office, Unit};
use crate::ids::{PersonId, UnitId};
use crate::rules::{Part, Rules};
use jiff::civil::Date;

/// How people call a commission after the name of its place.
const COMMISSION: [&str; 10] = [
    "纪委监委",
    "纪委",
    "监委",
    "纪检委",
    "纪委机关",
    "纪委监委机关",
    "纪律检查委员会",
    "监察委员会",
    "监察委",
    "纪律检查委员会监察委员会",
];

/// Words of a post in a leadership.
const LEADING: [&str; 8] = [
    "书记",
    "常委",
    "委员",
    "主任",
    "班子",
    "领导",
    "负责人",
    "组长",
];

/// Words of a post in an inner office.
const INNER: [&str; 4] = ["室", "科", "处", "股"];

impl Office {
    /// The organ right above an organ.
    pub fn superior_of<'a>(&'a self, organ: &'a UnitId) -> Option<&'a UnitId> {
        let above = self.line_of(organ).skip(1);
        let mut organs = above.filter(|unit| unit.kind.is_organ());
        organs.next().map(|unit| &unit.id)
    }

    /// Whether a person belongs to the leadership of an organ.
    pub fn leads(&self, rules: &Rules, person: &PersonId, organ: &UnitId, on: Date) -> bool {
        self.posts_of(person, on).any(|post| {
            let part = rules.role(&post.role).and_then(|role| role.part);
            self.organ_of(&post.unit) == Some(organ)
                && matches!(part, Some(Part::Head | Part::Leader))
        })
    }

    /// Where an item goes that is about the leadership of the organ it was sent to, or about the organ
    /// itself: to the nearest organ above that none of the accused leads. `None` where it stays, or where
    /// nobody stands above.
    pub fn straight_up(
        &self,
        rules: &Rules,
        organ: &UnitId,
        accused: &[PersonId],
        about_organ: bool,
        on: Date,
    ) -> Option<UnitId> {
        let led = |organ: &UnitId| accused.iter().any(|one| self.leads(rules, one, organ, on));
        if !about_organ && !led(organ) {
            return None;
        }
        let mut above = self.superior_of(organ)?;
        while let Some(higher) = self.superior_of(above).filter(|_| led(above)) {
            above = higher;
        }
        Some(above.clone())
    }
}

impl Unit {
    /// Whether a report names this organ itself or its leadership: the accused's name is the organ's, or
    /// the unit is, with a leading post or none. Words of the reporter, so a post that is none of the
    /// leadership's stays where it is.
    pub fn is_meant(&self, name: &str, unit: &str, post: &str) -> bool {
        if !self.kind.is_organ() {
            return false;
        }
        if self.is_called(name) {
            return true;
        }
        let leads = LEADING.iter().any(|word| post.contains(word));
        let inner = INNER.iter().any(|word| post.contains(word));
        self.is_called(unit) && (post.trim().is_empty() || (leads && !inner))
    }

    fn is_called(&self, words: &str) -> bool {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        let whole = |name: &str| {
            words
                .strip_prefix(name)
                .is_some_and(|rest| ["", "机关", "领导", "领导班子", "班子"].contains(&rest))
        };
        let placed = words.strip_prefix(&*self.place);
        whole(&self.name)
            || (self.kind == super::UnitKind::Commission
                && !self.place.is_empty()
                && placed.is_some_and(|rest| COMMISSION.contains(&rest)))
    }
}

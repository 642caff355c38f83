//! Who is asked to decide, answer or read: one row a matter, kind and person or unit.

use crate::codes;
use crate::matter::{Matter, Stage};
use crate::rows::{Cell, Offset};
use Cell::{Bool, Int, Null};
use jiff::civil::DateTime;
use std::collections::BTreeMap;

pub(crate) const COLUMNS: &[&str] = &["matter_id", "kind", "who", "since_at", "done", "run_id"];

codes! {
    /// What somebody is asked for.
    pub enum Asked {
        /// The holder's leaders: an instruction (待批示).
        Instruct = "instruct" => "待批示",
        /// A leader: to read (待阅); done once circled.
        Read = "read" => "待阅",
        /// A unit: its opinion in a study (待研判); done once given.
        Opine = "opine" => "待研判",
        /// A leader: to decide a study (待审定).
        Decide = "decide" => "待审定",
        /// A leader: to check what was entered in their name (待核对); done once checked.
        Check = "check" => "待核对",
        /// The holder's head: to review an exclusion (待审定剔除).
        Review = "review" => "待审定剔除",
    }
}

/// By kind and who: since when, and whether it is done.
type Kept = BTreeMap<(&'static str, String), (DateTime, bool)>;

pub(super) fn rows(matter: &Matter, id: &str, offset: Offset) -> Vec<Vec<Cell>> {
    let mut kept = Kept::new();
    if !matter.is_over() {
        open(matter, &mut kept);
    }
    for entered in &matter.deciding.entered {
        // Several entries for one leader are one row: open while any of them is.
        let key = (Asked::Check.as_str(), entered.leader.to_string());
        let before = kept.get(&key).is_none_or(|(_, done)| *done);
        let done = before && (!entered.is_open() || matter.is_over());
        kept.insert(key, (entered.at, done));
    }
    let run = || matter.run.map_or(Null, |run| Cell::Text(run.to_string()));
    let row = |((kind, who), (since, done)): ((&str, String), (DateTime, bool))| {
        let text = |word: &str| Cell::Text(word.to_owned());
        let since = Int(offset.instant(since));
        vec![text(id), text(kind), text(&who), since, Bool(done), run()]
    };
    kept.into_iter().map(row).collect()
}

fn open(matter: &Matter, kept: &mut Kept) {
    let mut ask = |kind: Asked, who: &str, since: DateTime, done: bool| {
        kept.insert((kind.as_str(), who.to_owned()), (since, done));
    };
    if matter.stage == Stage::Screened && matter.study().is_none() {
        ask(
            Asked::Instruct,
            matter.holder.as_str(),
            matter.received,
            false,
        );
    }
    for circled in &matter.deciding.circled {
        ask(Asked::Read, circled.leader.as_str(), circled.at, true);
    }
    for presented in &matter.deciding.presented {
        ask(Asked::Read, presented.leader.as_str(), presented.at, false);
    }
    if let Some(study) = matter.study() {
        let missing: Vec<_> = study.missing().collect();
        for unit in &study.offices {
            let done = !missing.contains(&unit);
            ask(Asked::Opine, unit.as_str(), study.convened, done);
        }
        ask(Asked::Decide, study.leader.as_str(), study.convened, false);
    }
    if matter.awaits_exclusion_review() {
        let since = matter
            .deciding
            .exclusion
            .as_ref()
            .map_or(matter.received, |known| known.at);
        ask(Asked::Review, matter.holder.as_str(), since, false);
    }
}

//! The course of a matter in words (提出、研判、督办、解决, S0-06): told from the entries the reader may read, so that an
//! organ below learns nothing of what went before it had the matter.

use super::dossier::View;
use super::timeline;
use crate::queries::lamp::Lamp;
use crate::stream::MatterEvent;
use casework::matter::Stage;
use casework::matter::course::{Course, Solution, Station};
use serde::Serialize;

/// A station of the loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StationView {
    /// 提出, 研判, 督办, 解决.
    pub zh: &'static str,
    /// What happened there: the day and how; empty where nothing did yet.
    pub words: String,
    /// Whether it was passed.
    pub passed: bool,
    /// Whether the matter stands here now.
    pub here: bool,
}

impl View<'_> {
    /// The four stations, in their order.
    pub(super) fn course(&self, events: &[MatterEvent]) -> Vec<StationView> {
        let told = timeline::told_to(self, events).map(|(recorded, _)| recorded);
        let course = Course::of(told);
        let is_void = self.matter.stage == Stage::Voided;
        let at = (!is_void).then(|| course.station());
        let station = |station: Station, words: String| StationView {
            zh: station.zh(),
            passed: at.is_some_and(|at| station < at) || self.is_solved(&course),
            here: at == Some(station) && !self.is_solved(&course),
            words,
        };
        vec![
            station(Station::Raised, raised(&course)),
            station(Station::Studied, self.studied(&course)),
            station(Station::Pressed, self.pressed(&course)),
            station(Station::Solved, self.solved(&course)),
        ]
    }

    /// Nothing is owed to anybody any more.
    fn is_solved(&self, course: &Course) -> bool {
        course.written_off.is_some() && self.matter.is_over()
    }

    fn studied(&self, course: &Course) -> String {
        let Some((on, study, by)) = &course.studied else {
            return String::new();
        };
        let office = &self.reader.office;
        let by = by
            .as_ref()
            .map(|by| format!("（{}）", office.person_name(by)));
        format!("{on}　{}{}", study.zh(), by.unwrap_or_default())
    }

    fn pressed(&self, course: &Course) -> String {
        let counted = course.pressed.iter();
        let counted: Vec<String> = counted
            .map(|(what, times, last)| format!("{}{times}次（{last}）", what.zh()))
            .collect();
        let stuck = self.stuck();
        match (counted.is_empty(), stuck) {
            (true, None) => String::new(),
            (true, Some(stuck)) => stuck,
            (false, None) => counted.join("、"),
            (false, Some(stuck)) => format!("{}；{stuck}", counted.join("、")),
        }
    }

    /// 卡在南屏县纪委监委：上报结果，超期3个工作日; of promises the reader is shown.
    fn stuck(&self) -> Option<String> {
        let stuck = self.matter.stuck(self.reader.on())?;
        if !self.reads.shows(stuck.clock.from) {
            return None;
        }
        let rule = self.app.rules().clock(&stuck.clock.rule);
        let name = rule.map_or(&*stuck.clock.rule, |rule| &rule.name);
        let with = self.reader.office.unit_name(stuck.with);
        let late = Lamp::of_clock(self.app, stuck.clock, self.reader.now).words;
        Some(format!("卡在{with}：{name}，{late}"))
    }

    fn solved(&self, course: &Course) -> String {
        let again = match course.reopened {
            0 => String::new(),
            times => format!("重新办理{times}次；"),
        };
        let Some((on, solution)) = course.solved else {
            return format!("{again}未办结，现在{}", self.hands());
        };
        let off = course.written_off.map(|on| format!("，{on}销号"));
        let open = match (solution, &off) {
            (Solution::Concluded, None) => "，待答复",
            (_, None) => "，待销号",
            _ => "",
        };
        format!(
            "{again}{on}　{}{}{open}",
            solution.zh(),
            off.unwrap_or_default()
        )
    }
}

fn raised(course: &Course) -> String {
    let on = course.raised.map_or_else(String::new, |on| on.to_string());
    match course.again {
        0 => on,
        times => format!("{on}，重复{times}次"),
    }
}

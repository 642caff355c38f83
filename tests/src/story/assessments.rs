//! What an assessment shows besides, as lines: 得分年表, 目标, 异议, 未达标, 加扣分 of the year; 月得分 and 更正 of a
//! month (`月份=2026-03`), and 清单, the list behind a figure (`机关=… 指标=… 范围=分子`). Read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::Failure;
use app::queries::assessments::{self, Aim, Corrected, ItemLine, MonthPage, Ranked, Sought, Year};
use casework::PersonId;
use jiff::civil::Date;

/// The sections that stand here.
pub(super) const SECTIONS: &[&str] = &[
    "得分年表",
    "目标",
    "异议",
    "未达标",
    "加扣分",
    "月得分",
    "更正",
    "清单",
];

impl<D: Door> Telling<'_, D> {
    /// The lines of a section of an assessment.
    pub(super) async fn assessed(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let number = self.procedures[&sight.page].clone();
        let lines = match &*sight.section {
            "月得分" | "更正" | "清单" => self.of_month(sight, &person, &number).await,
            section => {
                let year = assessments::year(&self.world.app, &person, &number).await;
                year.map(|year| of_year(&year, section))
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    async fn of_month(
        &self,
        sight: &Sight,
        person: &PersonId,
        number: &str,
    ) -> Result<Vec<String>, Failure> {
        let app = &self.world.app;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map_or("", |(_, value)| value.as_str())
        };
        let day = format!("{}-01", chosen("月份")).parse::<Date>();
        let month = day.map_err(|_| Failure::NotFound)?;
        let told = assessments::month(app, person, number, month).await?;
        if sight.section == "更正" {
            return Ok(told.corrections.iter().map(corrected).collect());
        }
        if sight.section == "月得分" {
            return Ok(told.rows.iter().map(|row| ranked(&told, row)).collect());
        }
        let unit = self.unit(chosen("机关"));
        let wanted = chosen("指标");
        let points = told.rows.iter().flat_map(|row| &row.points);
        let mut names = told
            .indicators
            .iter()
            .map(|(id, _, name, ..)| (id, name))
            .chain(points.map(|(id, name, _)| (id, name)));
        let found = names.find(|(_, name)| *name == wanted);
        let (indicator, _) = found.ok_or(Failure::NotFound)?;
        let sought = Sought {
            month,
            unit: &unit,
            indicator,
            part: chosen("范围") == "分子",
            cursor: None,
        };
        let list = assessments::items(app, person, number, sought).await?;
        Ok(list.lines.iter().map(line).collect())
    }
}

fn of_year(year: &Year, section: &str) -> Vec<String> {
    match section {
        "目标" => year.aims.iter().map(aim).collect(),
        "异议" => {
            let asked = year.asked.iter().map(|one| {
                let decided = one.decided.as_ref();
                let decided = decided.map_or("待审定".to_owned(), |(verdict, why)| {
                    format!("{verdict}：{why}")
                });
                format!("{} {} {} {decided}", one.unit, one.what, one.reason)
            });
            asked.collect()
        }
        "未达标" => {
            let short = year.short.iter().map(|one| {
                let said = one.explained.as_deref().unwrap_or("待说明");
                format!("{} {} {} {said}", one.unit, one.month, one.indicator)
            });
            short.collect()
        }
        "加扣分" => {
            let given = year.given.iter();
            given
                .map(|one| format!("{} {} {:+} {}", one.unit, one.rule, one.points, one.note))
                .collect()
        }
        _ => {
            let rows = year.rows.iter().map(|row| {
                let scores = row.scores.iter().map(|(score, corrected)| {
                    let mark = if *corrected { "（更正）" } else { "" };
                    format!("{score}{mark}")
                });
                let scores: Vec<String> = scores.collect();
                format!("{} {} 平均{}", row.unit, scores.join(" "), row.mean)
            });
            rows.collect()
        }
    }
}

fn aim(aim: &Aim) -> String {
    format!(
        "{} {} {} 最近{} 累计{} {}",
        aim.unit, aim.indicator, aim.target, aim.last, aim.so_far, aim.standing
    )
}

fn ranked(told: &MonthPage, row: &Ranked) -> String {
    let names = told.indicators.iter().map(|(_, _, name, ..)| name);
    let cells = row.cells.iter().zip(names).map(|(cell, name)| {
        let short = if cell.reached == Some(false) {
            "未达"
        } else {
            ""
        };
        format!("{name}{}({}/{}){short}", cell.rate, cell.part, cell.whole)
    });
    let cells: Vec<String> = cells.collect();
    let points = row
        .points
        .iter()
        .map(|(_, name, words)| format!(" {name}{words}"));
    let rank = row
        .rank
        .map_or("未排名".to_owned(), |rank| format!("第{rank}"));
    let points: String = points.collect();
    format!(
        "{} {}分 {rank} {}{points}",
        row.unit,
        row.total,
        cells.join(" ")
    )
}

fn corrected(one: &Corrected) -> String {
    let changes = one.changes.iter();
    let changes: Vec<String> = changes
        .map(|(name, was, now)| format!("{name}{was}改为{now}"))
        .collect();
    let (was, now) = &one.scores;
    format!(
        "{} {} {} {was}改为{now}",
        one.unit,
        one.month,
        changes.join(" ")
    )
}

fn line(line: &ItemLine) -> String {
    let part = if line.part { "计入" } else { "不计入" };
    format!(
        "{} {} {} {} {part}",
        line.number, line.title, line.unit, line.stands
    )
}

//! What a campaign shows besides, as lines: 作战图, 名单, 逐条, 包案 and, by its number, an item (第1项). They have
//! no door of their own at the API: read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use super::pages;
use app::Failure;
use app::queries::act::Control;
use app::queries::campaigns::{self, Board, ItemRow, LeaderLine, Sifted};
use app::queries::procedures;
use casework::PersonId;
use casework::procedure::Noun;

/// The sections of a campaign that stand here.
pub(super) const SECTIONS: &[&str] = &["作战图", "名单", "逐条", "包案", "月通报", "交办单"];

/// Whether a section is one of these, or an item by its number.
pub(super) fn is_own(section: &str) -> bool {
    SECTIONS.contains(&section) || item_of(section).is_some()
}

fn item_of(section: &str) -> Option<u32> {
    section.strip_prefix('第')?.strip_suffix('项')?.parse().ok()
}

impl<D: Door> Telling<'_, D> {
    /// The lines of a section of a campaign.
    pub(super) async fn of_campaign(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let number = self.procedures[&sight.page].clone();
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map(|(_, value)| value.as_str())
        };
        let app = &self.world.app;
        let lines = match &*sight.section {
            "作战图" => campaigns::board(app, &person, &number)
                .await
                .map(|board| drawn(&board)),
            "名单" => self.proposed(&person, &number).await,
            "逐条" => {
                let unit = chosen("单位")
                    .map(|unit| self.unit(unit))
                    .unwrap_or_default();
                let state = if chosen("状态") == Some("不列入") {
                    "refused"
                } else {
                    ""
                };
                let finding = match chosen("研判") {
                    Some("属实或部分属实") => "proven",
                    _ => "",
                };
                let sifted = Sifted {
                    unit,
                    state: state.to_owned(),
                    finding: finding.to_owned(),
                    ..Sifted::default()
                };
                let items = campaigns::items(app, &person, &number, &sifted).await;
                items.map(|items| items.rows.iter().map(row).collect())
            }
            "包案" => {
                let leaders = campaigns::leaders(app, &person, &number).await;
                leaders.map(|leaders| {
                    let capacities = leaders.capacities.iter().map(|(_, name, people, items)| {
                        format!("身份 {name} {people}人 {items}项")
                    });
                    leaders.rows.iter().map(leader).chain(capacities).collect()
                })
            }
            "月通报" => campaigns::notice(app, &person, (&number, 1))
                .await
                .map(|paper| paper.lines()),
            "交办单" => {
                let unit = chosen("单位")
                    .map(|unit| self.unit(unit))
                    .unwrap_or_default();
                let letter = campaigns::letter(app, &person, (&number, 1, &unit)).await;
                letter.map(|paper| paper.lines())
            }
            section => {
                let item = item_of(section).unwrap_or_default();
                let item = campaigns::item(app, &person, (&number, item)).await;
                item.map(|item| {
                    let parts = item.parts.iter().flat_map(|part| {
                        let line = |(name, value): &(String, String)| {
                            format!("{} {name} {value}", part.zh)
                        };
                        part.lines.iter().map(line).collect::<Vec<_>>()
                    });
                    let plan = item.plan.iter();
                    let plan = plan.map(|file| format!("方案文件 {}", file.name));
                    parts.chain(plan).collect()
                })
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    /// What the form that takes matters in offers.
    async fn proposed(&self, person: &PersonId, number: &str) -> Result<Vec<String>, Failure> {
        let app = &self.world.app;
        let noun = Noun::Campaign;
        let form = procedures::form(app, person, noun, Some(number), "inclusion").await?;
        let mut lines = Vec::new();
        for field in &form.fields {
            if let Control::Several(open) = &field.control {
                let line = |choice: &app::queries::act::Choice| {
                    format!(
                        "{} {}",
                        choice.zh,
                        choice.reason.as_deref().unwrap_or_default()
                    )
                };
                lines.extend(open.iter().map(line));
            }
        }
        Ok(lines)
    }
}

fn drawn(board: &Board) -> Vec<String> {
    let total = &board.total;
    let mut lines = vec![format!(
        "合计 列入{} 包案{} 属实或部分属实{} 立案{} 化解{} 当场{} 息访{} 销号{} 回头看{} 收回{}元",
        total.items,
        total.contracted,
        total.proven,
        total.filed,
        total.resolved,
        total.on_the_spot,
        total.settled,
        total.written_off,
        total.looked_back,
        total.recovered / 100
    )];
    for phase in &board.phases {
        let now = if phase.now { " 现在" } else { "" };
        lines.push(format!("阶段 {} {}{now}", phase.zh, phase.until));
    }
    for level in &board.levels {
        let grades = board.grades.iter().zip(&level.grades);
        let grades: Vec<String> = grades
            .map(|((_, name), count)| format!("{name}{count}"))
            .collect();
        let (zh, grades, items) = (level.zh, grades.join(" "), level.items);
        lines.push(format!(
            "层级 {zh} {grades} 合计{items} 销号{}",
            level.written_off
        ));
    }
    for unit in &board.units {
        let (name, figures, received) = (&unit.name, &unit.figures, unit.received);
        lines.push(format!(
            "单位 {name} 列入{} 包案{} 销号{} 接待{}批{}人次 未开展：{}",
            figures.items,
            figures.contracted,
            figures.written_off,
            received.0,
            received.1,
            unit.missing.join("、")
        ));
    }
    for week in &board.weeks {
        let came = week
            .returned
            .map_or("相符".to_owned(), |why| format!("退回：{why}"));
        lines.push(format!(
            "周报 {} {} 所报{} 台账{} {came}",
            week.unit, week.until, week.stated, week.counted
        ));
    }
    for notice in &board.notices {
        let signed = notice.signed.as_ref();
        let signed = signed.map_or("待签发".to_owned(), |(by, on)| format!("{by}{on}签发"));
        lines.push(format!("通报 第{}期 {signed}", notice.number));
    }
    lines
}

fn row(row: &ItemRow) -> String {
    let many = if row.three_many { " 三多" } else { "" };
    format!(
        "第{}项 {} {} {}{many} {}件次 {} {} {} {}",
        row.item,
        row.matter,
        row.unit,
        row.grade,
        row.filings,
        row.state_zh,
        row.leader,
        row.lamp.words,
        row.lamp.due
    )
}

fn leader(line: &LeaderLine) -> String {
    format!(
        "{} {} {} 包案{} 在办{} 化解{} 销号{} {}",
        line.name,
        line.capacity,
        line.units.join("、"),
        line.taken,
        line.in_hand,
        line.resolved,
        line.written_off,
        pages::lamp(&serde_json::json!({"words": line.lamp.words, "due": line.lamp.due}))
    )
}

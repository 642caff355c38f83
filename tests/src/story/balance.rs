//! The balance of an organ's book (`收支 机关=… 月=2026-03`), the items of a figure (`收支明细 … 项=期末在手`) and the
//! wall chart (`挂图 机关=…`), as lines. They are pages, and read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::balance::{self, Balance, Flow, Item, WallRow};
use casework::UnitId;
use casework::matter::{Inflow, Outflow};
use jiff::civil::Date;

impl<D: Door> Telling<'_, D> {
    /// The lines of one of them.
    pub(super) async fn balance(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let app = &self.world.app;
        let organ = self.organ(chosen(sight, "机关"))?;
        let days = self.month(chosen(sight, "月"))?;
        let lines = match &*sight.page {
            "收支" => balance::balance(app, &person, &organ, days)
                .await
                .map(|balance| figures(&balance)),
            "收支明细" => {
                let zh = chosen(sight, "项");
                let flow = flow(zh).ok_or_else(|| format!("收支没有“{zh}”这一项"))?;
                let listed = balance::items(app, &person, &organ, days, flow, None).await;
                listed.map(|items| items.rows.iter().map(item).collect())
            }
            _ => {
                let chart = balance::wall(app, &person, Some(&organ)).await;
                chart.map(|wall| {
                    let stages: Vec<&str> = wall.stages.iter().map(|stage| stage.zh()).collect();
                    wall.rows
                        .iter()
                        .map(|row| chart_row(row, &stages))
                        .collect()
                })
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    fn organ(&self, name: &str) -> Result<UnitId, String> {
        let office = self.world.app.office();
        let unit = office.units.values().find(|unit| unit.name == name);
        unit.map(|unit| unit.id.clone())
            .ok_or_else(|| format!("没有“{name}”这个机构"))
    }

    fn month(&self, month: &str) -> Result<(Date, Date), String> {
        let first = match month {
            "" => self.world.now().date().first_of_month(),
            month => format!("{month}-01")
                .parse()
                .map_err(|_| format!("“{month}”不是月份"))?,
        };
        Ok((first, first.last_of_month()))
    }
}

fn chosen<'a>(sight: &'a Sight, label: &str) -> &'a str {
    let found = sight.filters.iter().find(|(known, _)| known == label);
    found.map_or("", |(_, value)| value)
}

fn flow(zh: &str) -> Option<Flow> {
    let came = Inflow::ALL.iter().map(|way| Flow::Came(*way));
    let went = Outflow::ALL.iter().map(|way| Flow::Went(*way));
    let mut all = [Flow::Opening, Flow::Closing]
        .into_iter()
        .chain(came)
        .chain(went);
    all.find(|flow| flow.zh() == zh)
}

fn figures(balance: &Balance) -> Vec<String> {
    let came = balance
        .came
        .iter()
        .map(|(way, count)| format!("收 {} {count}", way.zh()));
    let went = balance
        .went
        .iter()
        .map(|(way, count)| format!("出 {} {count}", way.zh()));
    let mut lines = vec![format!("期初在手 {}", balance.opening)];
    lines.extend(came);
    lines.extend(went);
    lines.push(format!("期末在手 {}", balance.closing));
    lines.push(format!(
        "{} ＋ {} ＝ {} ＋ {} {}",
        balance.opening,
        balance.received(),
        balance.left(),
        balance.closing,
        if balance.balances() { "平" } else { "不平" }
    ));
    lines
}

fn item(item: &Item) -> String {
    let (number, title, stage) = (&item.number, &item.title, item.stage_zh);
    format!(
        "{number} 《{title}》{stage} {}{} {}{}",
        item.from, item.came_zh, item.until, item.went_zh
    )
}

fn chart_row(row: &WallRow, stages: &[&str]) -> String {
    let counts = stages
        .iter()
        .zip(&row.counts)
        .filter(|(_, count)| **count > 0);
    let counts: Vec<String> = counts.map(|(zh, count)| format!("{zh}{count}")).collect();
    format!(
        "{} 在手{} 超期{} {}",
        row.name,
        row.total,
        row.overdue,
        counts.join(" ")
    )
}

//! Figures (`统计 机关=… 期=2026-h1`, filters `渠道=`, `类别=`, `领域=`) metric by metric and part by part, and the
//! matters behind one (`统计明细 … 项=repeats`), as lines.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::analyses::{self, Planned};
use app::queries::figures::{self, Check, Line, Period, Sought, Table};
use casework::UnitId;
use casework::figures::{Change, Figure, Filter};
use casework::matter::{Channel, Class};

impl<D: Door> Telling<'_, D> {
    /// The lines of one of them.
    pub(super) async fn figures(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let app = &self.world.app;
        let chosen = |label: &str| {
            let found = sight.filters.iter().find(|(known, _)| known == label);
            found.map(|(_, value)| &**value)
        };
        let organ = UnitId::from(&*self.unit(chosen("机关").unwrap_or_default()));
        let month = self.world.now().date().strftime("%Y-%m").to_string();
        let word = chosen("期").unwrap_or(&month);
        let period = Period::parse(word).ok_or_else(|| format!("“{word}”不是一段时间"))?;
        let rules = app.rules();
        let domain = |name: &str| rules.domains.iter().find(|one| one.name == name);
        let filter = Filter {
            channel: chosen("渠道")
                .and_then(|zh| Channel::ALL.iter().copied().find(|one| one.zh() == zh)),
            class: chosen("类别")
                .and_then(|zh| Class::ALL.iter().copied().find(|one| one.zh() == zh)),
            domain: chosen("领域").and_then(domain).map(|one| one.id.clone()),
            level: None,
        };
        let lines = match &*sight.page {
            "统计" => figures::table(app, &person, &organ, (period, &filter))
                .await
                .map(|table| told(&table)),
            _ => {
                let id = chosen("项").unwrap_or_default();
                let count = rules
                    .metrics
                    .count(id)
                    .ok_or_else(|| format!("没有“{id}”这一项"))?;
                let sought = Sought {
                    organ: &organ,
                    period,
                    filter: &filter,
                    count,
                };
                if count.axis.is_of_procedures() {
                    let checks = figures::checks(app, &person, sought, None).await;
                    let line = |row: Check| {
                        let Check {
                            number,
                            kind_zh,
                            item,
                            unit,
                            came,
                            on,
                            ..
                        } = row;
                        format!("{number} {kind_zh} 第{item}项 {unit} {came} {on}")
                    };
                    return checks
                        .map(|checks| checks.rows.into_iter().map(line).collect())
                        .map_err(|failure| Refusal::from(failure).to_string());
                }
                let items = figures::items(app, &person, sought, None).await;
                items.map(|items| {
                    let rows = items.rows.iter();
                    rows.map(|item| format!("{} 《{}》{}", item.number, item.title, item.stage_zh))
                        .collect()
                })
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }
}

impl<D: Door> Telling<'_, D> {
    /// The plan of a year (`分析计划 年=2026`), a line for each analysis.
    pub(super) async fn planned(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let year = sight.filters.iter().find(|(label, _)| label == "年");
        let year = year.and_then(|(_, year)| year.parse().ok());
        let plan = analyses::plan(&self.world.app, &person, year, None).await;
        let plan = plan.map_err(|failure| Refusal::from(failure).to_string())?;
        let mut lines = Vec::new();
        for row in plan.rows {
            for (quarter, planned) in (1..).zip(&row.quarters) {
                lines.extend(planned.iter().map(|one| {
                    let Planned {
                        name,
                        domain,
                        due,
                        standing,
                        ..
                    } = one;
                    let zh = standing.zh();
                    format!("{} 第{quarter}季度 {name} {domain} {due} {zh}", row.unit)
                }));
            }
        }
        Ok(lines)
    }
}

fn told(table: &Table) -> Vec<String> {
    let lines = table.lines.iter();
    let mut told: Vec<String> = lines
        .filter(|line| line.now.whole.unwrap_or(1) > 0)
        .map(one)
        .collect();
    for split in &table.splits {
        for part in &split.parts {
            let metrics: Vec<String> = part
                .lines
                .iter()
                .map(|line| format!("{}{}", line.metric.name, number(line, line.now)))
                .collect();
            told.push(format!(
                "按{}：{} {}",
                split.by.zh(),
                part.name,
                metrics.join(" ")
            ));
        }
    }
    told
}

fn one(line: &Line) -> String {
    format!(
        "{} {} 同比{} 环比{}",
        line.metric.name,
        number(line, line.now),
        against(&line.year),
        against(&line.before)
    )
}

fn number(line: &Line, figure: Figure) -> String {
    match figure.whole {
        Some(whole) if line.metric.mean => {
            let mean = figure.mean().map_or_else(|| "—".to_owned(), decimal);
            format!("{mean}分（{}/{whole}）", figure.part)
        }
        None => figure.part.to_string(),
        Some(whole) => {
            let share = figure
                .share()
                .map_or_else(|| "—".to_owned(), |tenths| format!("{}%", decimal(tenths)));
            format!("{share}（{}/{whole}）", figure.part)
        }
    }
}

fn against(change: &Change) -> String {
    let by = change.tenths.map_or_else(|| "—".to_owned(), decimal);
    format!("{by}（{}）", change.sign.zh())
}

fn decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

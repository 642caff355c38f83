//! The pages of the gate as lines: what came in, who is on duty, what was handed over by hand.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use super::pages::lamp;
use app::queries::gate::{self, Filter, Gate, Listing};
use app::queries::roster::Standing;
use app::queries::{classified, roster};
use casework::PersonId;

impl<D: Door> Telling<'_, D> {
    /// The lines of a page of the gate. They have no door of their own at the API: read inside.
    pub(super) async fn gate(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map(|(_, value)| value.as_str())
        };
        let lines = match &*sight.page {
            "值班表" => self.roster(&person, chosen("月")).await,
            "涉密登记" => self.handed_over(&person).await,
            _ => match chosen("清单") {
                Some(word) => self.listed(&person, word).await,
                None => self.today(&person).await,
            },
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    async fn today(&self, person: &PersonId) -> Result<Vec<String>, app::Failure> {
        let page = gate::gate(&self.world.app, person, None).await?;
        let mut lines = standing(&page.standing);
        lines.extend(figures(&page));
        for row in &page.urgent {
            lines.push(format!(
                "特急 {} {} {}",
                row.number, row.clock_zh, row.lamp.words
            ));
        }
        Ok(lines)
    }

    async fn listed(&self, person: &PersonId, word: &str) -> Result<Vec<String>, app::Failure> {
        let listing = Listing::parse(word).ok_or(app::Failure::NotFound)?;
        let asked = (listing, &Filter::default());
        let page = gate::list(&self.world.app, person, None, asked, None).await?;
        let mut lines = vec![format!("{} 共{}行", listing.zh(), page.rows.len())];
        for row in &page.rows {
            let lamp = serde_json::json!({"words": row.lamp.words, "due": row.lamp.due});
            let parts = [
                row.channel_zh,
                row.origin_zh,
                &row.visit,
                row.state_zh,
                row.stage_zh,
            ];
            lines.push(format!(
                "{} {} {}",
                row.number,
                parts.join(" "),
                self::lamp(&lamp)
            ));
        }
        Ok(lines)
    }

    async fn roster(
        &self,
        person: &PersonId,
        month: Option<&str>,
    ) -> Result<Vec<String>, app::Failure> {
        let page = roster::roster(&self.world.app, person, None, month).await?;
        let mut lines = standing(&page.standing);
        for day in page.month.weeks.iter().flatten().flatten() {
            if let Some((person, leader)) = &day.duty {
                lines.push(format!("{} {} {person} 带班{leader}", day.on, day.weekday));
            }
        }
        Ok(lines)
    }

    async fn handed_over(&self, person: &PersonId) -> Result<Vec<String>, app::Failure> {
        let page = classified::register(&self.world.app, person, None, None).await?;
        let mut lines = vec![format!("共{}条", page.total)];
        lines.extend(page.lines.iter().map(|line| {
            let (at, channel) = (&line.at, line.channel_zh);
            format!(
                "{} {at} {channel} 交给{} 由{}交",
                line.number, line.handed_to, line.by
            )
        }));
        Ok(lines)
    }
}

fn standing(standing: &Standing) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((person, leader)) = &standing.duty {
        lines.push(format!("今日值班{person}，带班{leader}"));
    }
    if let Some(from) = &standing.counted_from {
        lines.push(format!(
            "现在收到的，从{from}起算，依据：{}",
            standing.rule_zh
        ));
    }
    lines
}

fn figures(page: &Gate) -> Vec<String> {
    let mut lines = Vec::new();
    for row in page.arrived.channels.iter().filter(|row| row.filings > 0) {
        let visits = match row.visits {
            0 => String::new(),
            visits => format!(
                "，{visits}批次{}人次，集体访{}批次",
                row.heads, row.collective
            ),
        };
        let passed = match row.passed {
            0 => String::new(),
            passed => format!("，其中上报上级{passed}件次"),
        };
        lines.push(format!("{} {}件次{visits}{passed}", row.zh, row.filings));
    }
    for (_, zh, filings) in &page.arrived.origins {
        lines.push(format!("来源 {zh} {filings}件次"));
    }
    for (_, name, filings) in page.platforms.iter().filter(|(.., filings)| *filings > 0) {
        lines.push(format!("平台 {name} {filings}件次"));
    }
    for row in &page.owed {
        let (zh, unit) = (row.listing.zh(), row.listing.unit());
        lines.push(format!("{zh} {}{unit}，其中超期{}", row.count, row.over));
    }
    for row in &page.rates {
        let (done, due) = (row.done, row.due());
        let percent = row.percent();
        let zh = row.listing.zh();
        lines.push(format!(
            "{zh} {done}/{due} {percent}，未完成{}，未到期{}",
            row.missed, row.pending
        ));
    }
    lines
}

//! Key supervised counties in stories: the page 重点督导县名单 (with `县=… 指标=…` the list behind a figure), and of one
//! county 督导指标, 督导检查, 点对点通报. Read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::Failure;
use app::queries::key_counties::{self, MadeLine, NoticeLine, Row, Sign, Supervised};
use casework::PersonId;

/// The page that stands here.
pub(super) const PAGE: &str = "重点督导县名单";

/// The sections that stand here.
pub(super) const SECTIONS: &[&str] = &["督导指标", "督导检查", "点对点通报"];

impl<D: Door> Telling<'_, D> {
    /// The lines of the list of counties.
    pub(super) async fn counties(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map(|(_, value)| value.as_str())
        };
        let lines = match chosen("县") {
            None => self.proposed_counties(&person).await,
            Some(county) => {
                let county = self.unit(county);
                let which = (&*county, chosen("指标").unwrap_or_default());
                let list = key_counties::items(&self.world.app, &person, which, None).await;
                list.map(|list| {
                    let lines = list.lines.iter();
                    lines
                        .map(|line| format!("{} {} {}", line.number, line.title, line.stands))
                        .collect()
                })
            }
        };
        match lines {
            // Whoever has no county below finds no such page.
            Err(Failure::NotFound) => Ok(Vec::new()),
            lines => lines.map_err(|failure| Refusal::from(failure).to_string()),
        }
    }

    async fn proposed_counties(&self, person: &PersonId) -> Result<Vec<String>, Failure> {
        let told = key_counties::proposals(&self.world.app, person).await?;
        let line = |row: &Row| {
            let standing = match (row.held, row.asked) {
                (true, _) => "已提出或督导中",
                (false, true) => "符合提出条件",
                (false, false) => "不符合",
            };
            format!("{} {} {standing}", row.unit, told_signs(&row.signs))
        };
        Ok(told.rows.iter().map(line).collect())
    }

    /// The lines of a section of one county.
    pub(super) async fn key_county(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let number = &self.procedures[&sight.page];
        let person = self.person(&sight.who)?;
        let shown = key_counties::supervised(&self.world.app, &person, number).await;
        let shown = shown.map_err(|failure| Refusal::from(failure).to_string())?;
        Ok(match &*sight.section {
            "督导指标" => standing(&shown),
            "督导检查" => shown
                .checks
                .iter()
                .map(|(number, on, made)| {
                    let made: Vec<String> = made.iter().map(check).collect();
                    format!("第{number}次 {on} {}", made.join("；"))
                })
                .collect(),
            _ => shown.notices.iter().map(notice).collect(),
        })
    }
}

fn standing(shown: &Supervised) -> Vec<String> {
    let mut lines = vec![
        format!("提出时 {}", told_signs(&shown.then)),
        format!("现在 {}", told_signs(&shown.now)),
    ];
    if shown.lets_go {
        lines.push("符合退出条件".to_owned());
    }
    lines
}

fn told_signs(signs: &[Sign]) -> String {
    let sign = |sign: &Sign| {
        let (part, whole) = sign.counted;
        format!("{}{}({part}/{whole})", sign.zh, sign.rate)
    };
    let signs: Vec<String> = signs.iter().map(sign).collect();
    signs.join(" ")
}

fn check(line: &MadeLine) -> String {
    let (items, checked, faulted) = line.counts;
    format!("{} {items}项 已查{checked}项 有问题{faulted}项", line.kind)
}

fn notice(line: &NoticeLine) -> String {
    let read = match line.read {
        Some(_) => "阅知",
        None => "待签收",
    };
    let text = line.text.as_deref().unwrap_or("（签收后显示）");
    format!("{} {} {text} {read}", line.sent, line.to)
}

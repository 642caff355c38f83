//! Accounts by source (`来源账 机关=… 年=2014`) and the matters of a figure (`来源账明细 … 项=received-filed`), as lines.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::sources::{self, Figure, Line, Source, Sources, Standing, change};
use casework::UnitId;

impl<D: Door> Telling<'_, D> {
    /// The lines of one of them.
    pub(super) async fn sources(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let app = &self.world.app;
        let chosen = |label: &str| {
            let found = sight.filters.iter().find(|(known, _)| known == label);
            found.map_or("", |(_, value)| &**value)
        };
        let organ = UnitId::from(&*self.unit(chosen("机关")));
        let year = match chosen("年") {
            "" => self.world.now().date().year(),
            year => year.parse().map_err(|_| format!("“{year}”不是年份"))?,
        };
        let lines = match &*sight.page {
            "来源账" => sources::sources(app, &person, &organ, year)
                .await
                .map(|accounts| told(&accounts)),
            _ => {
                let word = chosen("项");
                let figure = Figure::parse(word).ok_or_else(|| format!("来源账没有“{word}”"))?;
                let items = sources::items(app, &person, (&organ, year), &figure, None).await;
                items.map(|items| {
                    let line = |item: &app::queries::balance::Item| {
                        format!("{} 《{}》{}", item.number, item.title, item.stage_zh)
                    };
                    items.rows.iter().map(line).collect()
                })
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }
}

fn told(accounts: &Sources) -> Vec<String> {
    let received = accounts.sum(&[Source::Own, Source::Judicial]);
    let mut lines = vec![
        line("上级转来", &accounts.sum(&[Source::Superior])),
        line("自收", &received),
        line("其中公检法移送", &accounts.sum(&[Source::Judicial])),
    ];
    let (before, now) = (&accounts.before, &accounts.now);
    let percent = change(before.matters, now.matters);
    let percent = percent.map_or_else(|| "无上年".to_owned(), |percent| format!("{percent}%"));
    lines.push(format!(
        "收到 上年{} 今年{} {percent}",
        before.matters, now.matters
    ));
    lines.push(format!(
        "来访 上年{}批{}人次 今年{}批{}人次",
        before.visits, before.visitors, now.visits, now.visitors
    ));
    lines
}

fn line(zh: &str, line: &Line) -> String {
    let counts = Standing::ALL
        .iter()
        .filter(|standing| line.at(standing) > 0);
    let counts: Vec<String> = counts
        .map(|standing| format!("{}{}", standing.zh(), line.at(standing)))
        .collect();
    let rate = line
        .rate()
        .map_or_else(String::new, |rate| format!(" 初核率{rate}%"));
    format!("{zh}{} {}{rate}", line.total(), counts.join(" "))
}

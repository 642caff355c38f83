//! What a reconciliation (账目, 差异) and a bulletin (通报, 各单位, 签收情况, 正文) show besides, as lines. They have no door
//! of their own at the API: read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::bulletins::{self, Told};
use app::queries::reconciliations::{self, Book};

/// The sections that stand here.
pub(super) const SECTIONS: &[&str] = &["账目", "差异", "通报", "各单位", "签收情况", "正文"];

impl<D: Door> Telling<'_, D> {
    /// The lines of a section.
    pub(super) async fn reconciled(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let number = self.procedures[&sight.page].clone();
        let app = &self.world.app;
        let lines = match &*sight.section {
            "账目" => reconciliations::book(app, &person, &number)
                .await
                .map(|book| figures(&book)),
            "差异" => reconciliations::book(app, &person, &number)
                .await
                .map(|book| differences(&book)),
            "正文" => bulletins::paper(app, &person, &number)
                .await
                .map(|paper| paper.lines()),
            section => bulletins::bulletin(app, &person, &number)
                .await
                .map(|told| of_bulletin(&told, section)),
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }
}

fn figures(book: &Book) -> Vec<String> {
    let figures = &book.figures;
    let came = figures.came.iter();
    let came = came.map(|(way, count)| format!("收 {} {count}", way.zh()));
    let went = figures.went.iter();
    let went = went.map(|(way, count)| format!("出 {} {count}", way.zh()));
    let mut lines = vec![format!("期初在手 {}", figures.opening)];
    lines.extend(came.chain(went));
    lines.push(format!("期末在手 {}", figures.closing));
    lines.push(format!(
        "{} ＋ {} ＝ {} ＋ {} {}",
        figures.opening,
        figures.received(),
        figures.left(),
        figures.closing,
        if figures.balance() { "平" } else { "不平" }
    ));
    let (signed, confirmed) = &book.hands;
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "无".to_owned());
    lines.push(format!("签字 {} 确认 {}", name(signed), name(confirmed)));
    lines
}

fn differences(book: &Book) -> Vec<String> {
    let line = |line: &reconciliations::Line| {
        let matter = line.matter.as_deref().unwrap_or("无编号");
        let cause = line.cause.as_deref().unwrap_or("未说明");
        format!(
            "第{}项 {} {matter} {} 原因：{cause} {}",
            line.number, line.zh, line.what, line.by
        )
    };
    let mut lines: Vec<String> = book.lines.iter().map(line).collect();
    lines.push(format!("共{}项，未说明{}项", book.lines.len(), book.open));
    lines
}

fn of_bulletin(told: &Told, section: &str) -> Vec<String> {
    match section {
        "各单位" => {
            let line = |row: &bulletins::Row| {
                let (name, line, judged) = (&row.name, &row.line, row.judged);
                format!(
                    "{name} 收{} 办结{} 按期{} 超期{} 未办{} 督办{} {judged}",
                    line.received, line.settled, line.on_time, line.late, line.overdue, line.slips
                )
            };
            told.lines.iter().map(line).collect()
        }
        "签收情况" => {
            let line = |receipt: &bulletins::Receipt| {
                let late = if receipt.late { " 逾期" } else { "" };
                let (name, measures) = (&receipt.name, &receipt.measures);
                match &receipt.acknowledged {
                    Some((by, at)) => format!("{name} {by} {at}签收{late} {measures}"),
                    None => format!("{name} 未签收{late}"),
                }
            };
            told.receipts.iter().map(line).collect()
        }
        _ => {
            let letter = told.letter.as_deref().unwrap_or("送签稿");
            vec![
                letter.to_owned(),
                told.whole.clone(),
                told.summary.clone(),
                told.demand.clone(),
            ]
        }
    }
}

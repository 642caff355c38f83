//! What an analysis shows besides, as lines: 闭环 (stages, what it waits for), 定数, 问题, 批示, 正文 (the report),
//! 主题 (themes), 以往 (what earlier analyses said), 案例建议 (matters proposed as typical cases, and those left), 栏目 (what its sections say, topics), 送达 (to whom it went), 本单位 (what it tells a receiver of itself).

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::analyses::{self, Found, Prompt, Row, ThemeRow, Told};

/// The sections that stand here.
pub(super) const SECTIONS: &[&str] = &[
    "闭环",
    "定数",
    "问题",
    "批示",
    "正文",
    "送达",
    "本单位",
    "栏目",
    "案例建议",
    "以往",
    "主题",
];

impl<D: Door> Telling<'_, D> {
    /// The lines of such a section.
    pub(super) async fn analysis(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let number = &self.procedures[&sight.page];
        let (app, person) = (&self.world.app, self.person(&sight.who)?);
        let lines = match &*sight.section {
            "以往" => {
                let prompts = analyses::prompts(app, &person, number).await;
                prompts.map(|prompts| prompts.iter().map(prompted).collect())
            }
            "正文" => {
                let paper = analyses::paper(app, &person, number).await;
                paper.map(|paper| paper.lines())
            }
            section => {
                let told = analyses::analysis(app, &person, number).await;
                told.map(|told| lines(&told, section))
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }
}

fn lines(told: &Told, section: &str) -> Vec<String> {
    match section {
        "定数" => {
            let row = |row: &Row| {
                format!(
                    "{} {} 同比{} 环比{}",
                    row.name, row.now, row.year, row.before
                )
            };
            let parts = told.parts.iter().flat_map(|part| &part.rows);
            let mut lines: Vec<String> = told.metrics.iter().chain(parts).map(row).collect();
            lines.extend(told.checkpoint.map(|_| "台账存证的位置已记下".to_owned()));
            lines
        }
        "栏目" => {
            let sections = told.sections.iter();
            let mut lines: Vec<String> = sections
                .map(|section| format!("{}：{}", section.name, section.words))
                .collect();
            let topics = told.topics.iter();
            lines.extend(topics.map(|(_, name, share)| format!("专题建议：{name}占{share}")));
            lines
        }
        "送达" => {
            let received = |one: &str| match one {
                "" => "待签收".to_owned(),
                one => format!("签收：{one}"),
            };
            let deliveries = told.deliveries.iter();
            deliveries
                .map(|one| {
                    let received = received(&one.received);
                    format!(
                        "{} {} {} {received} {}",
                        one.to, one.way, one.extent, one.words
                    )
                })
                .collect()
        }
        "主题" => {
            let themed = &told.themed;
            let line = |theme: &ThemeRow| {
                let (row, marks) = (&theme.row, theme.marks.join("、"));
                let (now, year, before) = (&row.now, &row.year, &row.before);
                format!("{} {now} 同比{year} 环比{before} 性质[{marks}]", row.name)
            };
            let mut lines: Vec<String> = themed.themes.iter().map(line).collect();
            lines.push(themed.words());
            lines
        }
        "案例建议" => {
            let proposed = told.typical.iter();
            let cases = proposed.clone().flat_map(|proposed| &proposed.cases);
            let mut lines: Vec<String> = cases
                .map(|case| {
                    let why = case.why.join("；");
                    let shows = case
                        .finding
                        .map_or_else(String::new, |nth| format!(" 可说明问题{nth}"));
                    format!(
                        "{} {}（{}） {why}{shows}",
                        case.number, case.title, case.unit
                    )
                })
                .collect();
            let left = proposed.flat_map(|proposed| &proposed.left);
            lines.extend(left.map(|(number, why, _)| format!("不选 {number} {why}")));
            lines
        }
        "本单位" => {
            let rows = told.own.iter();
            rows.map(|row| format!("{} {}", row.name, row.now))
                .collect()
        }
        "问题" => told.findings.iter().flat_map(found).collect(),
        "批示" => {
            let said = told.instruction.iter();
            said.map(|(by, _, words)| format!("{by}：{words}"))
                .collect()
        }
        _ => {
            let reached = told.stages.iter().filter(|(_, reached)| *reached);
            let reached: Vec<&str> = reached.map(|(zh, _)| *zh).collect();
            let (domain, unit) = &told.focus;
            let mut lines = vec![format!("{} {}", reached.join("、"), told.waits)];
            if !domain.is_empty() || !unit.is_empty() {
                lines.push(format!("领域 {domain} 责任单位 {unit}"));
            }
            if !told.due.is_empty() {
                lines.push(format!("计划完成 {}", told.due));
            }
            lines
        }
    }
}

fn prompted(prompt: &Prompt) -> String {
    let Prompt {
        organ,
        name,
        section,
        about,
        cause,
        suggestion,
        standing,
        ..
    } = prompt;
    format!("{section}：{about} 原因：{cause} 建议：{suggestion} 出自{organ}{name} {standing}")
}

fn found(found: &Found) -> Vec<String> {
    let mut lines = vec![format!(
        "{} {} 性质[{}] 问题：{} 原因：{} 建议：{} 依据：{}",
        found.number,
        found.section,
        found.marks.join("、"),
        found.problem,
        found.cause,
        found.suggestion,
        found.figure
    )];
    lines.extend(
        found
            .cases
            .iter()
            .map(|(number, account)| format!("案例 {number} {account}")),
    );
    if let Some(task) = &found.task {
        lines.push(format!(
            "承办 {} {} 要求：{}",
            task.unit, task.state, task.demand
        ));
        let reports = task.reports.iter();
        lines.extend(reports.map(|(_, kind, words)| format!("{kind} {words}")));
    }
    lines
}

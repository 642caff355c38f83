//! What an inspection shows besides, as lines: 检查项, 检查数字, 抽取证明. They have no door of their own at the
//! API: read inside. Where the seed decides which matters are drawn, no line names one.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::Failure;
use app::inspections::priority::Slow;
use app::queries::inspections::{self, Came, Figure, ItemLine, SlowLine};
use app::queries::procedures::inspection::{self, Inspected, Proof, Row, Which};
use casework::PersonId;

/// The pages that stand here.
pub(super) const PAGES: &[&str] = &["重点抽查名单", "抽查统计"];

/// The sections of an inspection that stand here.
pub(super) const SECTIONS: &[&str] = &["检查项", "检查数字", "抽取证明"];

impl<D: Door> Telling<'_, D> {
    /// The lines of the priority list or of the statistics.
    pub(super) async fn beside(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map(|(_, value)| value.as_str())
        };
        let lines = match (&*sight.page, chosen("单位")) {
            ("重点抽查名单", None) => self.priority(&person).await,
            ("重点抽查名单", Some(unit)) => {
                let signing = chosen("按") != Some("慢办理");
                self.slow(&person, (unit, signing)).await
            }
            _ => self.statistics(&person, chosen("机关")).await,
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    async fn priority(&self, person: &PersonId) -> Result<Vec<String>, Failure> {
        let list = inspections::priority_list(&self.world.app, person).await?;
        let line = |slow: &Slow| {
            let listed = if slow.listed {
                "重点抽查"
            } else {
                "未列入"
            };
            let (sign, handle) = (slow.slow_sign, slow.slow_handle);
            format!("{} 慢签收{sign} 慢办理{handle} {listed}", slow.name)
        };
        Ok(list.units.iter().map(line).collect())
    }

    async fn slow(
        &self,
        person: &PersonId,
        (unit, signing): (&str, bool),
    ) -> Result<Vec<String>, Failure> {
        let app = &self.world.app;
        let list = inspections::slow_list(app, person, (&self.unit(unit), signing), None).await?;
        let line = |line: &SlowLine| {
            let ended = line.ended.as_deref().unwrap_or("还没有办");
            let SlowLine {
                number,
                clock_zh,
                due,
                ..
            } = line;
            format!("{number} {clock_zh} {due}到期 {ended}")
        };
        Ok(list.lines.iter().map(line).collect())
    }

    async fn statistics(
        &self,
        person: &PersonId,
        organ: Option<&str>,
    ) -> Result<Vec<String>, Failure> {
        let app = &self.world.app;
        if let Some(organ) = organ {
            let on = app.now().on();
            let which = (&*self.unit(organ), Figure::Opinions);
            let period = (on.first_of_year(), on);
            let list = inspections::items(app, person, which, period, None).await?;
            let line = |line: &ItemLine| {
                format!(
                    "{} 第{}项 {} {}",
                    line.inspection, line.item, line.unit, line.state_zh
                )
            };
            return Ok(list.lines.iter().map(line).collect());
        }
        let told = inspections::statistics(app, person, (None, None)).await?;
        let line = |came: &Came| {
            let Came {
                name,
                inspections,
                checked,
                opinions,
                settled,
                filed,
                dealt,
                ..
            } = came;
            format!(
                "{name} 检查{inspections}次 {checked}项 督查意见{opinions}条 已销号{settled} \
                 立案{filed}人 处理{dealt}人次"
            )
        };
        let levels = told.levels.iter();
        let levels = levels.flat_map(|(sum, organs)| organs.iter().chain([sum]));
        Ok(levels.chain([&told.total]).map(line).collect())
    }

    /// The id of a unit by its name; what is no unit stays what it is.
    pub(super) fn unit(&self, name: &str) -> String {
        let office = self.world.app.office();
        let unit = office.units.values().find(|unit| unit.name == name);
        unit.map_or(name.to_owned(), |unit| unit.id.to_string())
    }

    /// The lines of a section of an inspection.
    pub(super) async fn inspected(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let number = &self.procedures[&sight.page];
        let person = self.person(&sight.who)?;
        let app = &self.world.app;
        let shown = inspection::inspected(app, &person, number, Which::default()).await;
        let shown = shown.map_err(|failure| Refusal::from(failure).to_string())?;
        Ok(match &*sight.section {
            "检查项" => shown.items.iter().map(item).collect(),
            "检查数字" => figures(&shown),
            _ => proof(shown.proof.as_ref(), |unit| shown.unit_name(unit)),
        })
    }
}

fn item(row: &Row) -> String {
    let said = row
        .said
        .iter()
        .map(|(zh, _, text)| format!(" {zh}：{text}"));
    let said: String = said.collect();
    let problems = row.problems.join("、");
    let known = if row.matter.is_some() {
        "可见编号"
    } else {
        ""
    };
    let parts = [&*row.unit, row.what, known, row.state_zh, &problems];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!(
        "第{}项 {}{said} {}",
        row.number,
        parts.join(" "),
        row.lamp.words
    )
}

fn figures(shown: &Inspected) -> Vec<String> {
    let line = |(_, zh, count): &(&str, &str, usize)| format!("{zh} {count}");
    let dealt = shown.dealt.iter();
    let dealt: Vec<String> = dealt.map(|(zh, count)| format!("{zh}{count}")).collect();
    let lines = shown.figures.iter().map(line);
    lines
        .chain((!dealt.is_empty()).then(|| dealt.join(" ")))
        .collect()
}

/// What a draw stands on, of an inspection or a case review.
pub(super) fn proof<'a>(
    proof: Option<&'a Proof>,
    named: impl Fn(&'a str) -> &'a str,
) -> Vec<String> {
    let Some(proof) = proof else {
        return Vec::new();
    };
    let mut lines = vec![format!("范围 {} 项", proof.count)];
    if proof.leaf.1.is_some() {
        lines.push("已写入存证".to_owned());
    }
    for (unit, candidates, places) in proof.drawn.iter().flat_map(|drawn| &drawn.places) {
        let priority = proof
            .drawn
            .iter()
            .any(|drawn| drawn.priority.contains(unit));
        let priority = if priority { " 重点抽查" } else { "" };
        let unit = named(unit);
        lines.push(format!("{unit} {candidates} 抽 {places}{priority}"));
    }
    let check = |(zh, holds): &(&str, bool)| {
        let holds = if *holds { "相符" } else { "不符" };
        format!("{holds} {zh}")
    };
    lines.extend(proof.checks.iter().map(check));
    lines
}

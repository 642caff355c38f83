//! Expectations: what a section shows, and what no door gives.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use super::inspections;
use super::key_counties;
use super::pages;
use super::prints;
use super::saying;
use super::supervision;
use app::evidence::{Outcome, verify};
use app::jobs::sequence;
use app::queries::todo;
use casework::PersonId;
use casework::code::Code;
use casework::matter::{Channel, Class, Stage};

impl<D: Door> Telling<'_, D> {
    /// The lines of a section as somebody sees it.
    pub(super) async fn lines(&mut self, sight: &Sight) -> Result<Vec<String>, String> {
        match &*sight.page {
            "账本" => return self.ledger().await,
            "晨报" | "移交清单" | "待确认交接" => return self.sheet(sight).await,
            "批量结果" | "带回结果" | "移送结果" => return Ok(self.results.clone()),
            "任务单内容" => return self.sheet_content(),
            "任务单" => return self.sheets(&self.person(&sight.who)?).await,
            "草稿" => return self.drafts(&self.person(&sight.who)?).await,
            "收件情况" | "值班表" | "涉密登记" => return self.gate(sight).await,
            "查找" | "重复提示" | "归类建议" | "电话查询" | "待阅" => {
                return self.desk(sight).await;
            }
            "统计" | "统计明细" => return Box::pin(self.figures(sight)).await,
            "分析计划" => return Box::pin(self.planned(sight)).await,
            "检索" => return Box::pin(self.search(sight)).await,
            "来源账" | "来源账明细" => return Box::pin(self.sources(sight)).await,
            "收支" | "收支明细" | "挂图" => return Box::pin(self.balance(sight)).await,
            "导出" => return self.export(sight).await,
            "统计导出" => return Box::pin(self.figures_taken(sight)).await,
            "表样" => return self.layout(sight).await,
            "账页" => return self.kept_book(sight).await,
            "平台台账" => return self.platform(sight).await,
            "平台对账" => return self.matching(sight).await,
            "导出记录" => return self.receipts(sight).await,
            "待办" => return self.todo(&self.person(&sight.who)?).await,
            page if inspections::PAGES.contains(&page) => return self.beside(sight).await,
            key_counties::PAGE => return Box::pin(self.counties(sight)).await,
            page if supervision::PAGES.contains(&page) => {
                return Box::pin(self.supervision(sight)).await;
            }
            "台账" => return self.book(&self.person(&sight.who)?, &sight.filters).await,
            _ => {}
        }
        if self.procedures.contains_key(&sight.page) {
            return Box::pin(self.procedure(sight)).await;
        }
        let known = self.known(&sight.page)?;
        let (number, code) = (known.number.clone(), known.code.clone());
        if sight.section == "进度" {
            let code = code.ok_or("此件没有查询码")?;
            let status = self
                .door
                .status(&self.world.app, &code)
                .await
                .map_err(told)?;
            // Who was handed a code at the desk goes on with the one that took its place (T7).
            let new = status
                .as_ref()
                .and_then(|page| page["new_query_code"].as_str());
            if let (Some(new), Some(known)) = (new, self.matters.get_mut(&sight.page)) {
                known.code = Some(new.to_owned());
            }
            return Ok(status.as_ref().map(pages::status).unwrap_or_default());
        }
        let person = self.person(&sight.who)?;
        if sight.section == "痕迹" {
            let trail = self
                .door
                .trail(&self.world.app, &person, &number)
                .await
                .map_err(told)?;
            return Ok(pages::trail(&trail));
        }
        if let Some(form) = prints::form(&self.world.app, &sight.section) {
            return prints::lines(&self.world.app, &person, &number, &form).await;
        }
        if sight.section == prints::ASSIGNMENT {
            return prints::assignment(&self.world.app, &person, &number).await;
        }
        if let Some(letter) = prints::letter(&self.world.app, &sight.section) {
            return prints::paragraphs(&self.world.app, &person, &number, &letter).await;
        }
        if sight.section == "文档" {
            return saying::documents(&self.world.app, &person, &number).await;
        }
        if sight.section == "用语" {
            let page = self.door.matter(&self.world.app, &person, &number).await;
            let page = page.map_err(told)?;
            return saying::words(&self.world.app, &person, (&number, &page)).await;
        }
        let section = if sight.section.is_empty() {
            "概要"
        } else {
            &*sight.section
        };
        if !pages::SECTIONS.contains(&section) {
            return Err(format!(
                "没有“{section}”这一栏；有：{}、痕迹、进度",
                pages::SECTIONS.join("、")
            ));
        }
        let page = self
            .door
            .matter(&self.world.app, &person, &number)
            .await
            .map_err(told)?;
        Ok(pages::matter(&page, section))
    }

    /// One line of the section holds every piece: that line.
    pub(super) async fn expect(&mut self, sight: &Sight) -> Result<Vec<String>, String> {
        let lines = self.lines(sight).await?;
        let pieces = self.pieces(sight);
        let fits = |line: &&String| pieces.iter().all(|piece| line.contains(piece));
        match lines.iter().find(fits) {
            Some(line) => Ok(vec![line.clone()]),
            None => Err(format!(
                "“{}”没有一行含有“{}”，所见为：\n      {}",
                sight.section,
                pieces.join("”“"),
                lines.join("\n      ")
            )),
        }
    }

    /// No line holds every piece; where no section is named, no door knows the matter.
    pub(super) async fn expect_not(&mut self, sight: &Sight) -> Result<Vec<String>, String> {
        if sight.page.ends_with('件') && sight.section.is_empty() {
            return self.no_door(sight).await;
        }
        if self.procedures.contains_key(&sight.page) && sight.section.is_empty() {
            return self.no_procedure(sight).await;
        }
        let lines = self.lines(sight).await?;
        let pieces = self.pieces(sight);
        match lines
            .iter()
            .find(|line| pieces.iter().all(|piece| line.contains(piece)))
        {
            Some(line) => Err(format!("不应见到：{line}")),
            None => Ok(vec![format!(
                "“{}”共{}行，均无此内容",
                sight.section,
                lines.len()
            )]),
        }
    }

    /// Every door a person has to a matter: all shut.
    async fn no_door(&mut self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let number = self.known(&sight.page)?.number.clone();
        let app = &self.world.app;
        let mut shown = Vec::new();
        for (name, page) in [
            ("信访件", self.door.matter(app, &person, &number).await),
            ("痕迹", self.door.trail(app, &person, &number).await),
        ] {
            match page {
                Err(refusal) if refusal.code == "not-found" => {
                    shown.push(format!("{name}：{}", refusal.sentence));
                }
                Err(refusal) => return Err(format!("{name}透露了此件：{refusal}")),
                Ok(_) => return Err(format!("{name}可以打开")),
            }
        }
        prints::are_shut(app, &person, &number).await?;
        let book = self.door.book(app, &person, &[]).await;
        let book = book.map(|page| pages::book(&page)).or_else(no_list)?;
        let todo = self.todo(&person).await?;
        for (name, lines) in [("台账", book), ("待办", todo)] {
            if lines.iter().any(|line| line.contains(&number)) {
                return Err(format!("{name}列有此件"));
            }
            shown.push(format!("{name}：无此件"));
        }
        Ok(shown)
    }

    /// The pieces, with matters and procedures by their numbers.
    fn pieces(&self, sight: &Sight) -> Vec<String> {
        let number = |piece: &String| match self.matters.get(piece) {
            Some(known) => known.number.clone(),
            None => self.procedures.get(piece).unwrap_or(piece).clone(),
        };
        sight.pieces.iter().map(number).collect()
    }

    /// The to-do sheet has no door of its own at the API: read inside.
    async fn todo(&self, person: &PersonId) -> Result<Vec<String>, String> {
        let sheet = todo::todo(&self.world.app, person)
            .await
            .map_err(|fault| fault.to_string())?;
        let page = serde_json::to_value(sheet).map_err(|error| error.to_string())?;
        Ok(pages::todo(&page))
    }

    async fn book(
        &self,
        person: &PersonId,
        filters: &[(String, String)],
    ) -> Result<Vec<String>, String> {
        let pair = |(label, choice): &(String, String)| {
            let pair = filter(label, choice);
            pair.ok_or_else(|| format!("台账没有“{label}={choice}”这种筛选"))
        };
        let pairs: Vec<(&str, &str)> = filters.iter().map(pair).collect::<Result<_, _>>()?;
        let page = self
            .door
            .book(&self.world.app, person, &pairs)
            .await
            .map_err(told)?;
        Ok(pages::book(&page))
    }

    /// The ledger, sequenced and verified as an outsider would.
    async fn ledger(&self) -> Result<Vec<String>, String> {
        let app = &self.world.app;
        if self.undo.is_empty() {
            sequence::sequence(app)
                .await
                .map_err(|fault| fault.to_string())?;
        }
        let outcome = verify(app, &[]).await.map_err(|fault| fault.to_string())?;
        Ok(vec![match outcome {
            Outcome::Sound(report) => format!("完好，待入账{}条", report.unsequenced),
            Outcome::Bad(bad) => format!("有误：{}", bad.why),
        }])
    }
}

/// The query name and value of a filter in words.
fn filter(label: &str, choice: &str) -> Option<(&'static str, &'static str)> {
    let of = |name, codes: &'static [Code]| {
        let code = codes.iter().find(|code| code.zh == choice)?;
        Some((name, code.value))
    };
    match (label, choice) {
        ("环节", _) => of("stage", Stage::CODES),
        ("渠道", _) => of("channel", Channel::CODES),
        ("类别", _) => of("class", Class::CODES),
        ("署名", "实名") => Some(("real_name", "yes")),
        ("署名", "匿名") => Some(("real_name", "no")),
        ("重复", "有重复件") => Some(("repeat", "yes")),
        ("重复", "无重复件") => Some(("repeat", "no")),
        ("时限", "已超期") => Some(("overdue", "yes")),
        ("时限", "未超期") => Some(("overdue", "no")),
        ("办理", "已了结") => Some(("over", "yes")),
        ("办理", "在办") => Some(("over", "no")),
        _ => None,
    }
}

fn no_list(refusal: Refusal) -> Result<Vec<String>, String> {
    match &*refusal.code {
        "forbidden" => Ok(Vec::new()),
        _ => Err(refusal.to_string()),
    }
}

fn told(refusal: Refusal) -> String {
    refusal.to_string()
}

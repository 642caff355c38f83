//! Case reviews in stories, beside what every procedure shows.
//!
//! ```text
//! 吴敏 应见 三月评查项 评查件 第1项 67 不合格        sections: 评查件, 评查组, 本次统计, 评查年度
//! 吴敏 应见 三月评查项 抽取证明 住建局 3 抽 2       what its draw stands on; 待抽名单: how many outside ones may be drawn
//! 吴敏 应见 三月评查项 第1项 扣分 推诿扯皮            one item: what it came to, its sheets, its proofs
//! 吴敏 应见 三月评查项 评分表1 主评裁定               the score sheet of an item, on paper
//! 吴敏 应见 三月评查项 清单1 评查〔2026〕1号          the deficiency list of an item, on paper
//! 吴敏 应见 三月评查项 通报 评查通报〔2026〕1号         the notice of what was unqualified, on paper; 签收: who has it
//! ```

use super::carry_out::Telling;
use super::door::Door;
use super::grammar::Sight;
use super::inspections::proof;
use app::queries::reviews::{self, ItemLine, ItemPage, Lost, Sought};

impl<D: Door> Telling<'_, D> {
    /// The lines of a section of a case review; nothing where there is no such section.
    pub(super) async fn review(
        &self,
        sight: &Sight,
        section: &str,
    ) -> Result<Option<Vec<String>>, String> {
        let number = &self.procedures[&sight.page];
        let (app, person) = (&self.world.app, self.person(&sight.who)?);
        let told = |failure: app::Failure| failure.to_string();
        let asked = |prefix: &str, suffix: &str| {
            let inner = section.strip_prefix(prefix)?.strip_suffix(suffix)?;
            inner.parse::<u32>().ok()
        };
        if let Some(item) = asked("第", "项") {
            let page = reviews::item(app, &person, number, item)
                .await
                .map_err(told)?;
            return Ok(Some(of_item(&page)));
        }
        if let Some(item) = asked("评分表", "") {
            let sheet = reviews::score_sheet(app, &person, number, item).await;
            return Ok(Some(sheet.map_err(told)?.lines()));
        }
        if let Some(item) = asked("清单", "") {
            let paper = reviews::paper(app, &person, number, item)
                .await
                .map_err(told)?;
            return Ok(Some(paper.official.lines()));
        }
        if section == "通报" {
            let paper = reviews::notice(app, &person, number).await.map_err(told)?;
            return Ok(Some(paper.lines()));
        }
        if section == "评查年度" {
            let year = reviews::year(app, &person, None, &Sought::default())
                .await
                .map_err(told)?;
            let units = year.figures.units.iter().map(|line| {
                format!(
                    "{} {}件 平均{} 考核{:+}",
                    line.unit, line.evaluated, line.average, line.assessment
                )
            });
            let codes = year
                .figures
                .codes
                .iter()
                .map(|line| format!("{} {}件", line.name, line.items));
            return Ok(Some(units.chain(codes).collect()));
        }
        if ![
            "评查件",
            "评查组",
            "本次统计",
            "抽取证明",
            "待抽名单",
            "签收",
        ]
        .contains(&section)
        {
            return Ok(None);
        }
        let session = reviews::session(app, &person, number).await.map_err(told)?;
        Ok(Some(match section {
            "抽取证明" => proof(session.proof.as_ref(), |unit| session.unit_name(unit)),
            "待抽名单" => vec![format!("{}件", session.pool)],
            "评查组" => {
                let seats = session.panel.iter();
                seats
                    .map(|seat| format!("{} {} 回避{:?}", seat.person, seat.part, seat.aside))
                    .collect()
            }
            "签收" => {
                let receipts = session.notice.into_iter().flat_map(|notice| notice.receipts);
                let line = |receipt: reviews::Receipt| {
                    let (by, at) = receipt.acknowledged.unwrap_or_default();
                    format!("{} {by} {at} {}", receipt.unit, receipt.measures)
                };
                receipts.map(line).collect()
            }
            "本次统计" => session
                .figures
                .iter()
                .map(|figures| {
                    format!(
                        "评查{}件 平均{} 优秀{} 不合格{} 清单{}份 整改通过{}份 责任倒查{}件 追责{}个",
                        figures.evaluated,
                        figures.average,
                        figures.excellent,
                        figures.unqualified,
                        figures.lists,
                        figures.accepted,
                        figures.cases,
 figures.held
                    )
                })
                .collect(),
            _ => session.items.iter().map(of_line).collect(),
        }))
    }
}

fn of_line(line: &ItemLine) -> String {
    let mut said = vec![format!("第{}项 {}", line.item, line.unit)];
    said.extend(line.matter.clone());
    said.extend(line.reference.clone());
    if line.sheets > 0 {
        said.push(format!("{}人评分 相差{}", line.sheets, line.spread));
    }
    said.extend(line.score.map(|score| format!("{score}分 {}", line.grade)));
    said.extend(line.list.clone());
    said.push(line.state.to_owned());
    for (holds, word) in [
        (line.late, "逾期"),
        (line.owes_case, "须责任倒查"),
        (line.overturned, "根本改变原结论"),
        (line.light, "以谈话教育代替追责"),
    ] {
        if holds {
            said.push(word.to_owned());
        }
    }
    said.join(" ")
}

fn of_item(page: &ItemPage) -> Vec<String> {
    let mut lines = vec![of_line(&page.line)];
    if let Some(outside) = &page.outside {
        lines.push(format!(
            "外部件 {} {} {}",
            outside.came, outside.subject, outside.result
        ));
    }
    lines.extend(page.self_checks.iter().map(|text| format!("自查 {text}")));
    lines.extend(page.lost.iter().map(|one| format!("扣分 {}", lost(one))));
    lines.extend(
        page.reason
            .iter()
            .map(|reason| format!("裁定理由 {reason}")),
    );
    for sheet in &page.sheets {
        let reasons: Vec<String> = sheet.lost.iter().map(lost).collect();
        lines.push(format!(
            "评分 {} {}分 {} {}",
            sheet.person,
            sheet.score,
            reasons.join("；"),
            sheet.remark
        ));
    }
    for proof in &page.proofs {
        let verdict = match proof.accepted {
            None => "待审核",
            Some(true) => "整改到位",
            Some(false) => "退回",
        };
        let paper = if proof.on_paper { " 纸质" } else { "" };
        let files: Vec<&str> = proof.files.iter().map(|(_, name)| &**name).collect();
        lines.push(format!(
            "整改 {}{paper} {} {} {verdict} {}",
            proof.by,
            proof.text,
            files.join("、"),
            proof.opinion
        ));
    }
    if let Some(one) = &page.investigation {
        lines.push(format!(
            "倒查 {} 首办 {} {}",
            one.grounds, one.first, one.reason
        ));
        lines.extend(
            one.found
                .iter()
                .map(|found| format!("结果 {found} {}", one.none)),
        );
        lines.extend(
            one.people
                .iter()
                .map(|(name, how, paper)| format!("追责 {name} {how} {paper}")),
        );
    }
    lines
}

fn lost(one: &Lost) -> String {
    format!(
        "{}/{} {}处 {}分",
        one.dimension, one.reason, one.count, one.points
    )
}

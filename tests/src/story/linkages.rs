//! What a linkage shows besides, as lines: 闭环, 四方, 提示函, 移交函, 反馈, 督促, 协调, 解决, and the book of all of them
//! (联动台账, narrowed by 情形, 环节, 承接单位). They have no door of their own at the API: read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::linkages::{self, BookRow, FeedbackLine, LinkageView, Sifted};
use casework::linkage::Stage;

/// The sections of a linkage that stand here.
pub(super) const SECTIONS: &[&str] = &[
    "闭环",
    "四方",
    "提示函",
    "移交函",
    "反馈",
    "督促",
    "协调",
    "解决",
    "联动台账",
];

impl<D: Door> Telling<'_, D> {
    /// The lines of a section of a linkage.
    pub(super) async fn of_linkage(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let number = self.procedures[&sight.page].clone();
        let app = &self.world.app;
        let lines = match &*sight.section {
            "提示函" => Box::pin(linkages::prompt(app, &person, &number))
                .await
                .map(|paper| paper.lines()),
            "移交函" => Box::pin(linkages::handover(app, &person, (&number, 1)))
                .await
                .map(|paper| paper.lines()),
            "联动台账" => {
                let sifted = self.sifted(sight);
                let book = Box::pin(linkages::book(app, &person, &sifted)).await;
                book.map(|book| book.rows.iter().map(row).collect())
            }
            section => Box::pin(linkages::linkage(app, &person, &number))
                .await
                .map(|linkage| told(&linkage, section)),
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    fn sifted(&self, sight: &Sight) -> Sifted {
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map(|(_, value)| value.as_str())
        };
        let mut classes = self.world.app.rules().linkage.classes.iter();
        let class = classes.find(|class| chosen("情形") == Some(&class.name));
        let mut stages = Stage::ALL.iter();
        let stage = stages.find(|stage| chosen("环节") == Some(stage.zh()));
        Sifted {
            class: class.map(|class| class.id.clone()).unwrap_or_default(),
            state: stage.map_or("", |stage| stage.as_str()).to_owned(),
            receiver: chosen("承接单位")
                .map(|unit| self.unit(unit))
                .unwrap_or_default(),
            cursor: None,
        }
    }
}

fn told(linkage: &LinkageView, section: &str) -> Vec<String> {
    match section {
        "闭环" => {
            let part = |part: &linkages::Part| {
                format!(
                    "{} {} {}",
                    part.zh,
                    part.on.as_deref().unwrap_or("未到"),
                    part.words
                )
            };
            linkage.parts.iter().map(part).collect()
        }
        "四方" => vec![
            format!("承接单位 {}", linkage.receiver),
            format!("抄送 {}", linkage.inspection),
            format!(
                "举报人身份 {}",
                if linkage.annexed {
                    "另行密送"
                } else {
                    "未随附"
                }
            ),
            format!("材料 {}", linkage.summary),
            format!(
                "为什么重点 {}",
                linkage.ground.as_deref().unwrap_or("不随函发出")
            ),
        ],
        "反馈" => {
            let line = |one: &FeedbackLine| {
                let back = one.sent_back.as_deref().map(|why| format!(" 退回：{why}"));
                format!(
                    "{} {} {}{}",
                    one.on,
                    one.outcome_zh,
                    one.words,
                    back.unwrap_or_default()
                )
            };
            linkage.feedbacks.iter().map(line).collect()
        }
        "督促" => linkage
            .urgings
            .iter()
            .map(|(on, words)| format!("{on} {words}"))
            .collect(),
        "协调" => {
            let line =
                |(on, with, words): &(String, String, String)| format!("{on} {with} {words}");
            linkage.coordinations.iter().map(line).collect()
        }
        _ => {
            let solved = linkage.solved.iter();
            solved
                .map(|one| format!("{} {} {}", one.on, one.outcome_zh, one.words))
                .collect()
        }
    }
}

fn row(row: &BookRow) -> String {
    format!(
        "{} {} {} {} 提示函{} 移交函{} 反馈{}次 {}",
        row.number,
        row.class_zh,
        row.receiver,
        row.state_zh,
        row.prompted,
        row.handed,
        row.feedbacks,
        row.outcome_zh
    )
}

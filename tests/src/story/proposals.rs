//! What a supervision proposal shows besides, as lines: 建议 (to whom, where from, what), 正文 (the letter), 答复.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::proposals::{self, AnswerView, Told};

/// The sections that stand here.
pub(super) const SECTIONS: &[&str] = &["建议", "正文", "答复"];

impl<D: Door> Telling<'_, D> {
    /// The lines of such a section.
    pub(super) async fn proposal(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let number = &self.procedures[&sight.page];
        let (app, person) = (&self.world.app, self.person(&sight.who)?);
        let lines = match &*sight.section {
            "正文" => {
                let paper = proposals::paper(app, &person, number).await;
                paper.map(|paper| paper.lines())
            }
            section => {
                let told = proposals::proposal(app, &person, number).await;
                told.map(|told| lines(&told, section))
            }
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }
}

fn lines(told: &Told, section: &str) -> Vec<String> {
    if section == "答复" {
        let line = |answer: &AnswerView| {
            format!(
                "{} {} {} {}",
                answer.at, answer.text, answer.verdict, answer.note
            )
        };
        return told.answers.iter().map(line).collect();
    }
    let letter = told.letter.as_deref().unwrap_or("未编号");
    vec![
        format!("{letter} 发{}", told.to),
        format!(
            "由来 {} 信访件 {}",
            told.source,
            told.matter.as_deref().unwrap_or("无")
        ),
        format!("拟稿 {} 签发 {}", told.drafter, told.signed),
        format!("不予签发 {}", told.declined),
        format!("发现的问题 {}", told.found),
        format!("监察建议 {}", told.demand),
    ]
}

//! Search (`检索 词=“低保 柳溪镇”`): how many there are, then a line for each hit with the marked words in 【】.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::search::{self, Line, Piece};

impl<D: Door> Telling<'_, D> {
    /// The results as somebody reads them.
    pub(super) async fn search(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let typed = sight.filters.iter().find(|(label, _)| label == "词");
        let typed = typed.map_or("", |(_, typed)| &**typed);
        let results = search::search(&self.world.app, &person, typed, 1).await;
        let results = results.map_err(|failure| Refusal::from(failure).to_string())?;
        if let Some(wrong) = results.wrong {
            return Ok(vec![wrong]);
        }
        let more = if results.more {
            "，还有更多，请加词"
        } else {
            ""
        };
        let mut lines = vec![format!("共{}件{more}", results.total)];
        lines.extend(results.rows.iter().map(line));
        Ok(lines)
    }
}

fn line(line: &Line) -> String {
    let snippet = match line.snippet.is_empty() {
        true => String::new(),
        false => format!(" “{}”", pieces(&line.snippet)),
    };
    format!(
        "{} 《{}》 见于{}{snippet} {} {}",
        line.number,
        pieces(&line.title),
        line.fields.join("、"),
        line.holder,
        line.stage_zh
    )
}

fn pieces(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.marked {
        true => format!("【{}】", piece.text),
        false => piece.text.clone(),
    };
    pieces.iter().map(piece).collect()
}

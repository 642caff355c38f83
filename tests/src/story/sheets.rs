//! The sheet of the morning and the lists of a hand-over as lines. They have no door of their own at the
//! API: read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::handover::{self, HandingLine};
use app::queries::morning;

impl<D: Door> Telling<'_, D> {
    /// The lines of 晨报, 移交清单 or 待确认交接.
    pub(super) async fn sheet(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let (app, person) = (&self.world.app, self.person(&sight.who)?);
        let told = |failure: app::Failure| Refusal::from(failure).to_string();
        match &*sight.page {
            "晨报" => {
                let sheet = morning::morning(app, &person).await;
                let sheet = sheet.map_err(|fault| told(fault.into()))?;
                Ok(sheet.parts.iter().flat_map(part).collect())
            }
            "待确认交接" => {
                let lines = handover::awaiting(app, &person).await;
                let lines = lines.map_err(|fault| told(fault.into()))?;
                Ok(lines.iter().map(line).collect())
            }
            _ => {
                let of = sight.filters.iter().find(|(label, _)| label == "人员");
                let of = of.map(|(_, name)| self.person(name)).transpose()?;
                let of = of.as_ref().map(casework::PersonId::as_str);
                let page = handover::of(app, &person, of).await.map_err(told)?;
                Ok(page.lines.iter().map(line).collect())
            }
        }
    }
}

fn part(part: &morning::Part) -> Vec<String> {
    let count = part.rows.len() + part.others;
    let mut lines = vec![format!("{} 共{count}件", part.zh)];
    lines.extend(part.rows.iter().map(|row| {
        let (number, next, due) = (&row.number, row.next_zh, &row.lamp.words);
        format!("{} {number} 下一步{next} {due}", part.zh)
    }));
    lines
}

fn line(line: &HandingLine) -> String {
    let (number, duties, from) = (&line.number, &line.duties, &line.from);
    format!("{number} {from}的{duties} {} {}", line.to, line.word)
}

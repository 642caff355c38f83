//! Batches: one act on several matters, and what came of each.

use super::carry_out::Telling;
use super::door::Door;
use super::fields::{Meaning, happened};
use super::grammar::{Act, Entry};
use app::batch::Batch;
use casework::form::Field;
use std::collections::BTreeMap;

/// The label of the batch's name; without it every batch is one of its own.
const NAME: &str = "批次";

impl<D: Door> Telling<'_, D> {
    /// Does `批量调整标记 甲件 乙件 …`; a line a matter of what came of it.
    pub(super) async fn several(&mut self, act: &Act) -> Result<Vec<String>, String> {
        let zh = act.name.trim_start_matches("批量");
        let acts = casework::matter::steps::ACTS.iter();
        let described = acts.into_iter().find(|known| known.zh == zh);
        let described = described.ok_or_else(|| format!("没有“{zh}”这个办理动作"))?;
        let aliases: Vec<&String> = act.matter.iter().chain(&act.also).collect();
        let mut numbers = Vec::new();
        for alias in &aliases {
            numbers.push(self.known(alias)?.number.clone());
        }
        let meaning = Meaning {
            app: &self.world.app,
            matters: &self.matters,
            files: &BTreeMap::new(),
            own: &BTreeMap::new(),
            on: self.world.now().date(),
            received: self.world.now().date(),
        };
        let is_once = |label: &str| label != NAME && !self.matters.contains_key(of_one(label).1);
        let once = entry(&act.fields, &|label| is_once(label));
        let mut batch = Batch {
            name: self.batch_name(&act.fields),
            noun: described.noun.to_owned(),
            fields: meaning.fields(described.fields, &once)?,
            happened: happened(&act.fields)?,
            numbers: numbers.clone(),
            each: BTreeMap::new(),
        };
        for (alias, number) in aliases.iter().zip(&batch.numbers) {
            let own = of_each(&act.fields, described.fields, alias);
            let own = meaning.fields(described.fields, &own)?;
            batch.each.insert(number.clone(), own);
        }
        let who = self.who(&act.who)?;
        let items = self.door.several(&self.world.app, &who, batch).await;
        let items = items.map_err(|refusal| format!("被拒绝：{refusal}"))?;
        let line = |(number, (outcome, sentence)): (&String, &(String, String))| {
            format!("{number} {outcome} {sentence}")
                .trim_end()
                .to_owned()
        };
        Ok(numbers.iter().zip(&items).map(line).collect())
    }

    fn batch_name(&self, entry: &Entry) -> String {
        let said = entry.values.iter().find(|(label, _)| label == NAME);
        let digits = |text: &str| {
            text.bytes()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        match said {
            Some((_, name)) => format!("story-{:0>16}", digits(name)),
            None => format!(
                "story-{:0>16}",
                self.world.now().to_string().replace([':', '.'], "-")
            ),
        }
    }
}

/// `全国平台编号·甲件` as label and matter.
fn of_one(label: &str) -> (&str, &str) {
    label.split_once('·').unwrap_or((label, ""))
}

fn entry(fields: &Entry, keep: &dyn Fn(&str) -> bool) -> Entry {
    let kept = fields.values.iter().filter(|(label, _)| keep(label));
    Entry {
        values: kept.cloned().collect(),
        ..Entry::default()
    }
}

/// What is filled for one matter apart.
fn of_each(fields: &Entry, known: &[Field], alias: &str) -> Entry {
    let own = |(label, value): &(String, String)| {
        let (label, of) = of_one(label);
        let is_field = known.iter().any(|field| field.zh == label);
        (of == alias && is_field).then(|| (label.to_owned(), value.clone()))
    };
    Entry {
        values: fields.values.iter().filter_map(own).collect(),
        ..Entry::default()
    }
}

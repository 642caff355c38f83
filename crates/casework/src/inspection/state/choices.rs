//! What the fields of an inspection's acts offer.

use super::{CheckItem, Inspection, ItemState};
use crate::matter::Choice;
use crate::office::Level;
use crate::rules::Way;
use crate::step::Context;

impl Inspection {
    /// What a list offers now. An item about a matter that whoever acts may not know is not there (T4).
    pub(super) fn offers(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        let all = |_: &CheckItem| true;
        let rules = ctx.rules;
        match list {
            "kinds" => {
                let kinds = rules.inspections.iter();
                kinds
                    .map(|kind| Choice::plain(&kind.id, &kind.name))
                    .collect()
            }
            "problems" => {
                let problems = rules.problems.iter();
                problems
                    .map(|problem| Choice::plain(&problem.id, &problem.name))
                    .collect()
            }
            "books" => {
                let books = rules.books.iter();
                books
                    .map(|book| Choice::plain(&book.id, &book.name))
                    .collect()
            }
            "measures" => {
                let measures = rules.measures.iter();
                measures
                    .map(|measure| Choice::plain(&measure.id, &measure.name))
                    .collect()
            }
            "found-faulty" => {
                let faulted = |item: &CheckItem| item.faulted;
                self.choose(ItemState::ALL, faulted, ctx)
            }
            "organs" => self.organs(ctx),
            "to-check" => self.choose(&[ItemState::ToCheck], all, ctx),
            "faulty" => self.choose(&[ItemState::Faulty], all, ctx),
            "rectified" => self.choose(&[ItemState::Rectified], all, ctx),
            "rectifying" => {
                let own = |item: &CheckItem| answers_for(item, ctx);
                self.choose(&[ItemState::Rectifying, ItemState::Refused], own, ctx)
            }
            "asked" => self.choose(&[ItemState::Asked], |item| answers_for(item, ctx), ctx),
            _ => Vec::new(),
        }
    }

    /// Commissions under whoever runs it, down to the county; those below are meant with theirs.
    fn organs(&self, ctx: &Context<'_>) -> Vec<Choice> {
        let own = ctx
            .office
            .organ_of(&self.core.unit)
            .unwrap_or(&self.core.unit);
        let units = ctx.office.units.values();
        let below = units.filter(|unit| {
            let organ = unit.kind.is_organ() && unit.level < Level::Township;
            organ && ctx.office.is_above(own, &unit.id)
        });
        below
            .map(|unit| Choice::plain(unit.id.as_str(), &unit.name))
            .collect()
    }

    fn choose(
        &self,
        states: &[ItemState],
        which: impl Fn(&CheckItem) -> bool,
        ctx: &Context<'_>,
    ) -> Vec<Choice> {
        let hidden = &ctx.facts.inspection.hidden;
        let offered = |item: &&CheckItem| {
            states.contains(&item.state) && which(item) && !hidden.contains(&item.number)
        };
        let found = self.items.iter().filter(offered);
        found.map(|item| self.choice(item, ctx)).collect()
    }

    fn choice(&self, item: &CheckItem, ctx: &Context<'_>) -> Choice {
        let unit = ctx.office.unit_name(&item.unit);
        let what = match (&item.matter, item.ground, item.visit) {
            (_, Some(ground), _) if self.way == Way::Hotline => ground.zh().to_owned(),
            (Some((_, number)), ..) if !ctx.facts.inspection.unnamed.contains(&item.number) => {
                number.clone()
            }
            (None, _, Some(visit)) => visit.zh().to_owned(),
            _ => String::new(),
        };
        let zh = format!("第{}项 {unit} {what}", item.number);
        Choice::plain(&item.number.to_string(), zh.trim_end())
    }
}

/// Whether whoever acts belongs to the unit that answers for an item.
pub(crate) fn answers_for(item: &CheckItem, ctx: &Context<'_>) -> bool {
    let Some(unit) = ctx.actor.unit() else {
        return false;
    };
    unit == &item.unit || ctx.office.organ_of(unit) == Some(&item.unit)
}

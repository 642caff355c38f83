//! What the fields of an assessment's acts offer.

use crate::assessment::Assessment;
use crate::matter::Choice;
use crate::rules::Scheme;
use crate::step::Context;

/// What a list offers now.
pub(super) fn offered(state: &Assessment, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
    let plain = |id: &str, name: &str| Choice::plain(id, name);
    if list == "schemes" {
        let schemes = ctx.rules.schemes.iter();
        return schemes
            .map(|scheme| plain(&scheme.id, &scheme.name))
            .collect();
    }
    let Some(scheme) = state.rules(ctx.rules) else {
        return Vec::new();
    };
    match list {
        "units" => {
            let units = state.units.iter();
            units
                .map(|unit| plain(unit.as_str(), ctx.office.unit_name(unit)))
                .collect()
        }
        "aims" => {
            let aims = scheme.indicators.iter().filter(|rule| rule.aim);
            aims.map(|rule| plain(&rule.id, &rule.name)).collect()
        }
        "awards" => {
            let awards = scheme.awards.iter();
            awards
                .map(|rule| plain(&rule.id, &format!("{}（{:+}分）", rule.name, rule.points)))
                .collect()
        }
        "months" => {
            let ripe = state.ripe(ctx.now.on());
            let named = |month: jiff::civil::Date| plain(&month.to_string(), &month_zh(month));
            ripe.map(named).into_iter().collect()
        }
        "objectable" => objectable(state, scheme, ctx),
        "objections" => {
            let open = state.objections.iter().filter(|one| one.decided.is_none());
            let named = |one: &crate::assessment::Objection| {
                let unit = ctx.office.unit_name(&one.unit);
                let zh = format!(
                    "{unit} {}{}",
                    month_zh(one.month),
                    scheme.name_of(&one.what)
                );
                plain(&one.number.to_string(), &zh)
            };
            open.map(named).collect()
        }
        "missed" => {
            let own = state.own(ctx);
            let open = state
                .missed
                .iter()
                .filter(|one| one.explained.is_none() && Some(&one.unit) == own);
            let named = |one: &crate::assessment::Missed| {
                let zh = format!("{}{}", month_zh(one.month), scheme.name_of(&one.indicator));
                plain(&one.number.to_string(), &zh)
            };
            open.map(named).collect()
        }
        _ => Vec::new(),
    }
}

/// What the organ of whoever acts may object to in the month published last.
fn objectable(state: &Assessment, scheme: &Scheme, ctx: &Context<'_>) -> Vec<Choice> {
    let (Some(own), Some(month)) = (state.own(ctx), state.months.last()) else {
        return Vec::new();
    };
    let Some(scored) = month.scored.iter().find(|scored| scored.unit == *own) else {
        return Vec::new();
    };
    let lines = scored.lines.iter().map(|line| &line.indicator);
    let all = lines.chain(scored.points.iter().map(|points| &points.rule));
    all.map(|what| Choice::plain(what, scheme.name_of(what)))
        .collect()
}

/// A month in words.
pub(crate) fn month_zh(month: jiff::civil::Date) -> String {
    format!("{}年{}月", month.year(), month.month())
}

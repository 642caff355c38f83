//! The other matter of a join or of its undoing: found before the step, its half written with it.

use super::Asked;
use crate::audience::{Opener, Unwritten};
use crate::execute::Who;
use crate::{App, Failure, likeness, search_index, stream};
use casework::access;
use casework::matter::steps as matter_steps;
use casework::matter::{self, Matter};
use casework::step::{Context, Other};
use casework::{Actor, MatterId};
use serde_json::Value;
use store::Write;

/// The other matter an order names, as far as the person may know of it. Where it decides whether both are one, how
/// alike they are.
pub(super) async fn other(
    asked: &Asked<'_>,
    actor: &Actor,
    unwritten: &Unwritten,
) -> Result<Option<Other>, Failure> {
    let Asked {
        app, who, order, ..
    } = *asked;
    let matter = asked.before;
    let (Who::Staff(person) | Who::Delegate(person, _)) = who else {
        return Ok(None);
    };
    let id = match &*order.act {
        "join" => named(app, order.fields.get("into")).await?,
        "tell-apart" => named(app, order.fields.get("from")).await?,
        "undo-split" => matter.splitting.of.as_ref().map(|of| of.whole.matter),
        "separate" => matter.joined_into.as_ref().map(|into| into.matter),
        _ => None,
    };
    let Some(id) = id else {
        return Ok(None);
    };
    let other = if id == matter.id {
        matter.clone()
    } else {
        stream::matter(app, id).await?
    };
    if !access::sees(asked.office, app.rules(), person, asked.now.on(), &other) {
        return Ok(None);
    }
    let open = other.joined_into.is_none() && !other.is_void() && !other.is_part();
    let organ = actor.unit().and_then(|unit| asked.office.organ_of(unit));
    let likeness = match organ {
        Some(organ) if DECIDING.contains(&&*order.act) && id != matter.id => {
            let eyes = (&Opener::acting(asked.office, actor), organ);
            let between = likeness::between(app, eyes, (matter, unwritten), &other);
            Box::pin(between).await?
        }
        _ => None,
    };
    Ok(Some(Other {
        matter: id,
        number: other.number,
        open,
        recused: other.recused.into_iter().collect(),
        likeness,
    }))
}

/// Acts that decide whether two matters are one.
const DECIDING: [&str; 2] = ["join", "tell-apart"];

async fn named(app: &App, number: Option<&Value>) -> Result<Option<MatterId>, Failure> {
    match number.and_then(Value::as_str) {
        Some(number) => Ok(app.matter_of(number).await?),
        None => Ok(None),
    }
}

/// Adds the other matter's half.
pub(super) async fn follow(
    asked: &Asked<'_>,
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    let Some(other) = &ctx.facts.other else {
        return Ok(());
    };
    match asked.act.name {
        "join" => take_repeat(asked.app, asked.before, other, ctx, write).await,
        "separate" => release_repeat(asked.app, asked.before, other, ctx, write).await,
        _ => Ok(()),
    }
}

/// The other half of joining, in the same write.
async fn take_repeat(
    app: &App,
    repeat: &Matter,
    other: &Other,
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    let before = stream::matter(app, other.matter).await?;
    let take = matter_steps::take_repeat::TakeRepeat {
        matter: repeat.id,
        number: repeat.number.clone(),
        real_name: repeat.real_name(),
        recused: repeat.recused.iter().cloned().collect(),
        accused: repeat.accused.iter().cloned().collect(),
        came: Some(repeat.came()),
    };
    let happened = ctx.happened.max(before.received);
    let ctx = Context { happened, ..*ctx };
    let command = matter_steps::Command::TakeRepeat(Box::new(take));
    let recorded = matter::decide(&before, command, &ctx)?;
    stream::append_matter(app, &before, &recorded, write);
    Box::pin(search_index::follow_events(app, &before, &recorded, write)).await?;
    Ok(())
}

/// The other half of undoing a join, in the same write.
async fn release_repeat(
    app: &App,
    repeat: &Matter,
    other: &Other,
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    let before = stream::matter(app, other.matter).await?;
    let release = matter_steps::release_repeat::ReleaseRepeat { matter: repeat.id };
    let command = matter_steps::Command::ReleaseRepeat(Box::new(release));
    let happened = ctx.happened.max(before.received);
    let ctx = Context { happened, ..*ctx };
    let recorded = matter::decide(&before, command, &ctx)?;
    stream::append_matter(app, &before, &recorded, write);
    Box::pin(search_index::follow_events(app, &before, &recorded, write)).await?;
    Ok(())
}

//! What acts of supervision offer: clocks, rungs, slips, proposals.

use super::{Choice, choice};
use crate::escalation::{Supervised, acting_organ, is_addressed, is_own, takes_forward};
use crate::form::Source;
use crate::matter::Matter;
use crate::matter::state::supervision::{Proposal, Slip, SlipState};
use crate::matter::steps::{
    answer_slip, clear_duty, conclude_accountability, decide_accountability, hold_rung,
    propose_accountability, record_talk, sign_slip,
};
use crate::step::Context;

pub(super) fn choices(source: Source, matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    match source {
        Source::OwedClocks
        | Source::Rungs
        | Source::DraftSlips
        | Source::OwedSlips
        | Source::AnsweredSlips => of_slips(source, matter, ctx),
        Source::LateUnits => late_units(matter, ctx),
        Source::OpenDuties => duties(matter, ctx),
        Source::AccountDue => proposals(matter, conclude_accountability::due(matter), ctx),
        Source::Proposals => proposals(matter, decide_accountability::waiting(matter), ctx),
        _ => proposals(matter, record_talk::due(matter), ctx),
    }
}

/// What acts on slips and rungs offer, of a matter or of a procedure.
pub(crate) fn of_slips<S: Supervised>(source: Source, of: &S, ctx: &Context<'_>) -> Vec<Choice> {
    match source {
        Source::OwedClocks => clocks(of, ctx),
        Source::Rungs => rungs(of, ctx),
        Source::DraftSlips => drafts(of, ctx),
        Source::OwedSlips => slips(
            answer_slip::owed(of).filter(|slip| is_addressed(of, slip, ctx)),
            ctx,
        ),
        _ => {
            let answered = of.slips_in(SlipState::Answered);
            slips(answered.filter(|slip| is_own(of, slip, ctx)), ctx)
        }
    }
}

fn clock_name<'a>(rule: &'a str, ctx: &'a Context<'_>) -> &'a str {
    ctx.rules.clock(rule).map_or(rule, |rule| &*rule.name)
}

fn clocks<S: Supervised>(of: &S, ctx: &Context<'_>) -> Vec<Choice> {
    let organ = acting_organ(ctx);
    let owed = of.pressing(ctx).into_iter();
    let own = owed.filter(|clock| organ.is_some_and(|organ| of.presses(organ, &clock.owner, ctx)));
    own.map(|clock| {
        let name = clock_name(&clock.rule, ctx);
        let owner = ctx.office.unit_name(&clock.owner);
        let words = format!("{name}（{owner}，{}到期）", clock.due.date());
        choice(&clock.number.to_string(), &words)
    })
    .collect()
}

fn rungs<S: Supervised>(of: &S, ctx: &Context<'_>) -> Vec<Choice> {
    let own = hold_rung::own(of, ctx);
    own.map(|(number, kind, on, _)| {
        let rule = of.clock(number).map_or("", |clock| &*clock.rule);
        let words = format!("{}：{}（{on}起）", clock_name(rule, ctx), kind.zh());
        choice(&format!("{number}.{}", kind.as_str()), &words)
    })
    .collect()
}

/// The organ's drafts, those first that whoever acts may sign.
fn drafts<S: Supervised>(of: &S, ctx: &Context<'_>) -> Vec<Choice> {
    let own: Vec<&Slip> = of
        .slips_in(SlipState::Draft)
        .filter(|slip| is_own(of, slip, ctx))
        .collect();
    let mine = own.iter().filter(|slip| sign_slip::may_sign(of, slip, ctx));
    let others = own
        .iter()
        .filter(|slip| !sign_slip::may_sign(of, slip, ctx));
    slips(mine.chain(others).copied(), ctx)
}

fn slips<'a>(slips: impl Iterator<Item = &'a Slip>, ctx: &Context<'_>) -> Vec<Choice> {
    slips
        .map(|slip| {
            let number = slip
                .signed
                .as_ref()
                .map_or("草稿", |signed| &*signed.number);
            let to = ctx.office.unit_name(&slip.to);
            let words = format!("{} {number}（{to}）", slip.kind.zh());
            choice(&slip.number.to_string(), &words)
        })
        .collect()
}

/// Units that are late, and before or after them those whose failing the ledger proves otherwise.
fn late_units(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let late = propose_accountability::late(matter).map(|clock| &clock.owner);
    let proved = matter.accountability.proofs.iter().map(|proof| &proof.unit);
    let mut units: Vec<Choice> = Vec::new();
    for unit in late.chain(proved) {
        let value = unit.as_str();
        if units.iter().all(|known| known.value != value) {
            units.push(choice(value, ctx.office.unit_name(unit)));
        }
    }
    units
}

/// What the ledger shows and nobody looked into yet.
fn duties(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let open = clear_duty::open(matter, ctx);
    open.map(|flag| choice(flag.as_str(), flag.zh())).collect()
}

fn proposals<'a>(
    matter: &Matter,
    proposals: impl Iterator<Item = &'a Proposal>,
    ctx: &Context<'_>,
) -> Vec<Choice> {
    let words = |known: &Proposal| {
        let unit = ctx.office.unit_name(&known.unit);
        choice(
            &known.number.to_string(),
            &format!("{}：{unit}（{}）", known.form.zh(), known.ground.zh()),
        )
    };
    let theirs = proposals.filter(|known| takes_forward(matter, &known.organ, ctx));
    theirs.map(words).collect()
}

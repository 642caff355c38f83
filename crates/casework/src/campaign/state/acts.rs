//! What the forms of a campaign's acts offer, and what its events are called.

use crate::campaign::{Campaign, Item, ItemState, steps::Event};
use crate::matter::{CampaignNote, Choice, ContractNote};
use crate::rules::Listed;
use crate::step::Context;

/// What a list of a campaign offers now.
pub(super) fn own_choices(campaign: &Campaign, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
    use ItemState::{Contracted, Open, Resolved, WrittenOff};
    let rules = &ctx.rules.campaigns;
    let listed = |listed: &Listed| Choice::plain(&listed.id, &listed.name);
    match list {
        "kinds" => {
            let kinds = rules.kinds.iter();
            kinds
                .map(|kind| Choice::plain(&kind.id, &kind.name))
                .collect()
        }
        "participants" => participants(ctx),
        "proposals" => proposals(campaign, ctx),
        "to-judge" | "to-contract" => campaign.choices(&[Open, Contracted], ctx),
        "to-resolve" => campaign.choices(&[Open, Contracted], ctx),
        "to-write-off" => campaign.choices(&[Resolved], ctx),
        "to-look-back" => campaign.choices(&[WrittenOff], ctx),
        "items" => campaign.choices(&[Open, Contracted, Resolved], ctx),
        "topics" => topics(campaign, ctx),
        "leaders" => leaders(ctx),
        "duties" => rules.duties.iter().map(listed).collect(),
        "actions" => {
            let actions = rules.actions.iter();
            actions
                .map(|action| Choice::plain(&action.id, &action.name))
                .collect()
        }
        "unsigned" => {
            let unsigned = campaign
                .notices
                .iter()
                .filter(|notice| notice.signed.is_none());
            unsigned
                .map(|notice| {
                    let zh = format!("第{}期（截至{}）", notice.number, notice.until);
                    Choice::plain(&notice.number.to_string(), &zh)
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Organs below that of whoever acts.
fn participants(ctx: &Context<'_>) -> Vec<Choice> {
    let Some(organ) = Campaign::organ(ctx) else {
        return Vec::new();
    };
    let units = ctx
        .office
        .units
        .values()
        .filter(|unit| unit.kind.is_organ());
    units
        .filter(|unit| ctx.office.is_above(organ, &unit.id))
        .map(|unit| Choice::plain(unit.id.as_str(), &unit.name))
        .collect()
}

fn proposals(campaign: &Campaign, ctx: &Context<'_>) -> Vec<Choice> {
    let kind = ctx.rules.campaigns.kind(&campaign.kind);
    let found = ctx.facts.campaign.found.iter();
    found
        .map(|found| {
            let grade = kind.and_then(|kind| ctx.rules.campaigns.graded(kind, &found.traits));
            let grade = grade.map_or("", |grade| &grade.name);
            let unit = ctx.office.unit_name(&found.unit);
            let times = found.traits.filings;
            Choice {
                value: found.number.clone(),
                zh: found.number.clone(),
                reason: Some(format!("{unit}，{times}件次，{grade}")),
            }
        })
        .collect()
}

/// Topic areas of open items.
fn topics(campaign: &Campaign, ctx: &Context<'_>) -> Vec<Choice> {
    let open = || campaign.items.iter().filter(|item| item.is_open());
    let domains = ctx.rules.domains.iter();
    domains
        .filter(|domain| open().any(|item| item.traits.domains.contains(&domain.id)))
        .map(|domain| Choice::plain(&domain.id, &domain.name))
        .collect()
}

/// People who may contract an item.
fn leaders(ctx: &Context<'_>) -> Vec<Choice> {
    let on = ctx.happened.date();
    let people = ctx.office.people.values();
    people
        .filter_map(|person| {
            let capacity = ctx.rules.capacity_of(ctx.office, &person.id, on)?;
            let choice = Choice::plain(person.id.as_str(), &person.name);
            Some(Choice {
                reason: Some(capacity.name.clone()),
                ..choice
            })
        })
        .collect()
}

/// What an office calls an event.
pub(super) fn event_zh(event: &Event) -> &'static str {
    match event {
        Event::CampaignLaunched(_) => "发起专项行动",
        Event::ItemIncluded(_) => "列入",
        Event::ItemRefused(_) => "不列入",
        Event::ItemJudged(_) => "初步研判",
        Event::ItemContracted(_) => "包案",
        Event::ActionHeld(_) => "接访、下访",
        Event::ItemResolved(_) => "化解",
        Event::ItemWrittenOff(_) => "销号",
        Event::ItemLookedBack(_) => "回头看通过",
        Event::ItemSentBack(_) => "回头看退回",
        Event::PhaseBegun(_) => "转入下一阶段",
        Event::WeekReported(_) => "周报销号",
        Event::WeekReturned(_) => "周报退回",
        Event::NoticeDrafted(_) => "拟月通报",
        Event::NoticeSigned(_) => "签发月通报",
        Event::BatchAssigned(_) => "分领域集中交办",
        Event::CampaignFinished(_) => "结束",
        other => crate::procedure::common_zh::<Campaign>(other),
    }
}

/// How an item stands, for the books of matters: told to those who know the whole campaign, and to the unit
/// that answers for it.
pub(super) fn noted(campaign: &Campaign, item: &Item) -> CampaignNote {
    let core = &campaign.core;
    let mut told = core.sight.clone();
    if !told.contains(&item.unit) {
        told.push(item.unit.clone());
    }
    let due = core.clocks_about(item.number).map(|clock| clock.due).min();
    let contract = item.contract.as_ref().map(|contract| ContractNote {
        leader: contract.leader.clone(),
        capacity: contract.capacity.clone(),
        team: contract.team.len() as u32,
        since: contract.since,
        due,
    });
    CampaignNote {
        campaign: core.id,
        number: core.number.clone(),
        item: item.number,
        state: item.state,
        told,
        contract,
    }
}

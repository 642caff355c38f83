//! What a field that draws on the matter, the office or the rules offers now.
//!
//! Pages list these; the check of a form accepts nothing else. Sealed names are not known here: a
//! lead is offered by its number, and the page puts the opened name beside it.

mod consent;
mod deciding;
mod supervision;

pub(crate) use supervision::of_slips;

use super::steps::route::check_receiver;
use super::{Class, CountersignSlot, IdentityRequest, Lead, Matter, Plea, RequestState, Sought};
use crate::form::Source;
use crate::ids::UnitId;
use crate::office::Proposal;
use crate::rules::Role;
use crate::step::Context;

/// A value that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub zh: String,
    /// Why it stands first, where it is proposed.
    pub reason: Option<String>,
}

impl Choice {
    /// One that is not proposed.
    pub fn plain(value: &str, zh: &str) -> Self {
        Self {
            value: value.to_owned(),
            zh: zh.to_owned(),
            reason: None,
        }
    }
}

/// The choices of a source for a matter; for acts that concern no matter, `None`.
pub fn choices(source: Source, matter: Option<&Matter>, ctx: &Context<'_>) -> Vec<Choice> {
    match source {
        Source::Receivers => matter.map_or_else(Vec::new, |matter| receivers(matter, ctx)),
        Source::Units => ctx
            .office
            .units
            .values()
            .map(|unit| choice(unit.id.as_str(), &unit.name))
            .collect(),
        Source::Handlers => of_matter(matter, |m| signatories(m, CountersignSlot::Handler, ctx)),
        Source::Chiefs => of_matter(matter, |m| signatories(m, CountersignSlot::Leader, ctx)),
        Source::Leaders => of_matter(matter, |m| leaders(m, ctx)),
        Source::Persons => people(ctx, |_| true),
        Source::Categories => categories(matter, ctx),
        Source::Domains => ctx
            .rules
            .domains
            .iter()
            .map(|d| choice(&d.id, &d.name))
            .collect(),
        Source::Regions => regions(ctx),
        Source::Disposals => ctx
            .rules
            .disposals_on(ctx.happened.date())
            .map(|d| choice(&d.id, &d.name))
            .collect(),
        Source::Leads => of_matter(matter, |matter| {
            let leads = matter.leads.iter();
            leads
                .map(|l| choice(&l.number.to_string(), &format!("线索{}", l.number)))
                .collect()
        }),
        Source::Issues => of_matter(matter, |matter| {
            let issues = matter.issues();
            issues
                .map(|(l, i, _)| choice(&format!("{l}.{i}"), &format!("线索{l}问题{i}")))
                .collect()
        }),
        Source::Reports => of_matter(matter, |matter| {
            let reports = matter.erasable();
            reports
                .map(|(id, number)| choice(&id.0.to_string(), number))
                .collect()
        }),
        Source::Filings => of_matter(matter, |matter| {
            let filings = matter.filings();
            filings
                .map(|filing| choice(&filing.number, &filing.number))
                .collect()
        }),
        Source::Questions => of_matter(matter, |matter| {
            let speaker = ctx.facts.speaker.as_ref();
            let open = speaker
                .into_iter()
                .flat_map(|filing| matter.talk.open_to(filing));
            open.map(|q| choice(&q.number.to_string(), &format!("问题{}", q.number)))
                .collect()
        }),
        Source::ContactParts => consent::parts(),
        Source::ConsentAsks => of_matter(matter, |matter| consent::asks(matter, ctx)),
        Source::HandingAsked => of_matter(matter, |matter| consent::requests(matter, ctx)),
        Source::CleanFiles => of_matter(matter, |matter| {
            let clean = matter
                .reported_files()
                .filter(|held| held.file.clean.is_some());
            clean
                .filter_map(|held| Some((held.file.id.to_string(), held.of?.1)))
                .map(|(id, number)| choice(&id, &format!("附件{number}")))
                .collect()
        }),
        Source::Measures => {
            let measures = ctx.rules.measures.iter();
            measures
                .map(|measure| choice(&measure.id, &measure.name))
                .collect()
        }
        Source::Joints => of_matter(matter, |matter| {
            let owing = matter.owing_joints().map(|joint| &joint.unit);
            owing
                .map(|unit| choice(unit.as_str(), ctx.office.unit_name(unit)))
                .collect()
        }),
        Source::Recused => of_matter(matter, |matter| {
            let recused = matter.recused.iter();
            recused
                .map(|id| choice(id.as_str(), ctx.office.person_name(id)))
                .collect()
        }),
        Source::Partners => {
            let standing = ctx
                .office
                .partners
                .iter()
                .filter(|p| p.revoked_at.is_none());
            standing.map(|p| choice(&p.name, &p.name)).collect()
        }
        Source::Pleas => of_matter(matter, |m| m.answering.open_pleas().map(plea).collect()),
        Source::Untold => of_matter(matter, |m| m.answering.untold().map(plea).collect()),
        Source::IdentityAsked | Source::IdentityOwn | Source::IdentityApproved => {
            of_matter(matter, |matter| identity_requests(source, matter, ctx))
        }
        Source::Originals => of_matter(matter, |matter| {
            let here = matter.originals.iter().filter(|o| o.archived.is_none());
            here.map(|o| {
                let words = format!("{} {}（{}）", o.custody, o.kind.zh(), o.custody().zh());
                choice(&o.number.to_string(), &words)
            })
            .collect()
        }),
        Source::Roles => ctx
            .rules
            .roles
            .iter()
            .map(|r| choice(&r.id, &r.name))
            .collect(),
        Source::Colleagues => deciding::colleagues(ctx),
        Source::ActClasses => listed(&ctx.rules.act_classes, |class| (&class.id, &class.name)),
        Source::Bodies => consent::bodies(matter, ctx),
        Source::Platforms => listed(&ctx.rules.platforms, |one| (&one.id, &one.name)),
        Source::Classes => Class::CODES
            .iter()
            .map(|code| choice(code.value, code.zh))
            .collect(),
        Source::Instructors => of_matter(matter, |matter| deciding::instructors(matter, ctx)),
        Source::StudyOffices => of_matter(matter, |matter| deciding::study_offices(matter, ctx)),
        Source::Demands => super::Demand::CODES
            .iter()
            .map(|code| choice(code.value, code.zh))
            .collect(),
        Source::Entered => of_matter(matter, deciding::entered),
        // Procedures keep these; a matter has none.
        Source::Own(_) => Vec::new(),
        Source::OwedClocks
        | Source::Rungs
        | Source::DraftSlips
        | Source::OwedSlips
        | Source::AnsweredSlips
        | Source::LateUnits
        | Source::Proposals
        | Source::AccountDue
        | Source::OpenDuties
        | Source::TalksDue => of_matter(matter, |m| supervision::choices(source, m, ctx)),
    }
}

fn of_matter(matter: Option<&Matter>, list: impl Fn(&Matter) -> Vec<Choice>) -> Vec<Choice> {
    matter.map_or_else(Vec::new, list)
}

fn listed<T>(list: &[T], words: impl Fn(&T) -> (&String, &String)) -> Vec<Choice> {
    let words = |entry| {
        let (id, name) = words(entry);
        choice(id, name)
    };
    list.iter().map(words).collect()
}

fn choice(value: &str, zh: &str) -> Choice {
    Choice::plain(value, zh)
}

/// Units that may be given the matter, the one proposed by managing authority first.
///
/// Offered are the holder's own offices and every organ of the tree; the accused's are left out.
fn receivers(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let here = ctx.office.organ_of(&matter.holder);
    let proposals: Vec<_> = matter
        .leads
        .iter()
        .filter_map(|lead| propose(matter, lead, ctx))
        .collect();
    let mut choices: Vec<Choice> = Vec::new();
    for unit in ctx.office.units.values() {
        let offered = unit.kind.is_organ() || ctx.office.organ_of(&unit.id) == here;
        if !offered || check_receiver(matter, &unit.id, ctx).is_err() {
            continue;
        }
        // Whom the petition office proposed stands before whom the rule proposes.
        let reason = match &matter.proposed {
            Some(to) => (*to == unit.id).then(|| "信访室拟办".to_owned()),
            None => reason(&proposals, &unit.id, matter.leads.len()),
        };
        choices.push(Choice {
            reason,
            ..choice(unit.id.as_str(), &unit.name)
        });
    }
    choices.sort_by_key(|choice| choice.reason.is_none());
    choices
}

/// Where one lead belongs by managing authority, with its number.
fn propose(matter: &Matter, lead: &Lead, ctx: &Context<'_>) -> Option<(u32, Proposal)> {
    let proposal = ctx
        .office
        .propose(lead.managed_at, &matter.region, lead.unit.as_ref());
    proposal.map(|proposal| (lead.number, proposal))
}

/// Why a unit is proposed: for every lead that belongs there. Leads that belong elsewhere are better
/// split off (拆分分办), and the reason says so.
fn reason(proposals: &[(u32, Proposal)], unit: &UnitId, leads: usize) -> Option<String> {
    let mine: Vec<_> = proposals
        .iter()
        .filter(|(_, proposal)| proposal.unit == *unit)
        .collect();
    let (_, first) = mine.first()?;
    if mine.len() == leads {
        return Some(first.reason.clone());
    }
    let numbers: Vec<String> = mine.iter().map(|(number, _)| number.to_string()).collect();
    Some(format!(
        "线索{}：{}；其余线索分属其他单位，可以拆分分办",
        numbers.join("、"),
        first.reason
    ))
}

/// People of the holder's organ who may sign in a slot and are not recused.
fn signatories(matter: &Matter, slot: CountersignSlot, ctx: &Context<'_>) -> Vec<Choice> {
    let on = ctx.now.on();
    let colleagues = ctx.office.colleagues_of(&matter.holder, on).into_iter();
    let free = colleagues.filter(|(person, _)| {
        !matter.recused.contains(&person.id) && ctx.office.signs(ctx.rules, &person.id, slot, on)
    });
    free.map(|(person, post)| {
        let role = ctx
            .rules
            .role(&post.role)
            .map_or(&*post.role, |role| &role.name);
        choice(person.id.as_str(), &format!("{}（{role}）", person.name))
    })
    .collect()
}

fn plea(plea: &Plea) -> Choice {
    let repeat = plea.repeat.as_ref().map_or("", |repeat| &repeat.number);
    choice(
        &plea.number.to_string(),
        format!("{} {repeat}", plea.ground.zh()).trim_end(),
    )
}

/// Requests to see an identity that the actor may decide on, withdraw or open.
fn identity_requests(source: Source, matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let Some(person) = ctx.actor.person() else {
        return Vec::new();
    };
    let fits = |request: &&IdentityRequest| match source {
        Source::IdentityAsked => request.state == RequestState::Asked && request.asker != *person,
        Source::IdentityOwn => request.is_live() && request.asker == *person,
        _ => request.may_open(person, ctx.now.at),
    };
    let named = |request: &IdentityRequest| {
        let report = matter
            .reports
            .iter()
            .find(|report| report.id == request.report);
        let report = report.map_or("", |report| &report.number);
        let asker = ctx.office.person_name(&request.asker);
        choice(
            &request.number.to_string(),
            &match request.what {
                Sought::Identity => format!("申请{}：{asker}，{report}", request.number),
                what => format!("申请{}：{asker}，{report}，{}", request.number, what.zh()),
            },
        )
    };
    matter
        .identity_requests
        .iter()
        .filter(fits)
        .map(named)
        .collect()
}

/// Leaders who may be asked, the one on duty proposed: at night and on days off there is no other
/// (P-11).
fn leaders(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let mut choices = signatories(matter, CountersignSlot::Leader, ctx);
    if let Some(duty) = ctx.office.on_duty(&matter.holder, ctx.now.on()) {
        for choice in &mut choices {
            let on_duty = choice.value == duty.leader.as_str();
            choice.reason = on_duty.then(|| "今日带班领导".to_owned());
        }
        choices.sort_by_key(|choice| choice.reason.is_none());
    }
    choices
}

fn people(ctx: &Context<'_>, fits: impl Fn(&Role) -> bool) -> Vec<Choice> {
    let on = ctx.now.on();
    let known = ctx.office.people.values().filter(|person| {
        let mut posts = ctx.office.posts_of(&person.id, on).peekable();
        posts.peek().is_none() || posts.any(|p| ctx.rules.role(&p.role).is_some_and(&fits))
    });
    known
        .map(|person| choice(person.id.as_str(), &person.name))
        .collect()
}

fn categories(matter: Option<&Matter>, ctx: &Context<'_>) -> Vec<Choice> {
    let on = matter
        .filter(|m| m.exists())
        .map_or(ctx.now.on(), |m| m.received.date());
    let edition = ctx.rules.edition_on(on);
    let choices = edition.into_iter().flat_map(|edition| edition.choices());
    choices.map(|(id, name)| choice(id, &name)).collect()
}

fn regions(ctx: &Context<'_>) -> Vec<Choice> {
    let mut regions: Vec<Choice> = Vec::new();
    for unit in ctx
        .office
        .units
        .values()
        .filter(|unit| unit.kind.is_organ())
    {
        if regions.iter().all(|known| known.value != unit.region) {
            regions.push(choice(&unit.region, &unit.place));
        }
    }
    regions.sort_by(|a, b| a.value.cmp(&b.value));
    regions
}

#[cfg(test)]
mod tests;

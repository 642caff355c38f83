//! Register (登记): number, class, category edition in force, domains, region, and the leads: one
//! subject each with rank and managing level, and its issues one by one (S4-11). Same day (S1-13).
//!
//! Over-level (越级) and first or repeat (初次、重复) are set here by rule; a person may correct them
//! later with a reason.
//!
//! By the petition office only (归口受理, S1-31, S2-05). Anyone of the office who is accused, or bears
//! an accused's name, loses sight of the matter with this very act (T4).

mod standing;

use super::Event;
use super::pass_up::PassedUp;
use super::route::{narrowed, organs_of};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::{Class, Issue, Lead, Matter, PassGround, Rank, Stage, Turn};
use crate::office::Level;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Register {
    class: Class,
    region: Option<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    leads: Vec<NewLead>,
}

#[derive(Debug, Clone, Deserialize)]
struct NewLead {
    subject: SealedRef,
    post: Option<SealedRef>,
    unit: Option<UnitId>,
    person: Option<PersonId>,
    rank: Rank,
    managed_at: Level,
    issues: Vec<NewIssue>,
}

#[derive(Debug, Clone, Deserialize)]
struct NewIssue {
    category: String,
    text: SealedRef,
}

/// The matter was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Its class.
    pub class: Class,
    /// The edition its categories are from.
    pub edition: String,
    /// Domain tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// The division it concerns.
    pub region: String,
    /// What the rules say of it beside its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Its leads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<Lead>,
    /// Persons who see nothing of it from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<PersonId>,
    /// Organs the accused belong to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<UnitId>,
    /// Units that may not see it any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrowed: Vec<UnitId>,
    /// Whether a superior organ manages one of the accused: it is to be passed up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub above: bool,
}

/// Whether it came over the head of the level that should have it, and whether it came before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// 越级.
    pub over_level: bool,
    /// 初次、重复.
    pub turn: Turn,
}

crate::refusals! {
    NotReceived = "not-received" => "此件不在待登记状态，不能登记；已登记的内容有误，请用更正。",
    NoEdition = "no-edition" => "收到当日没有可用的问题分类版本，请管理员补充分类目录。",
    LeadMissing = "lead-missing" => "检举控告类须至少登记一名被反映人及其问题。",
}

const ISSUE: &[Field] = &[
    Field::new("category", "问题类别", Kind::From(Source::Categories)),
    Field::new("text", "问题", Kind::Text { max: 1000 }).help("一个问题一项，办结时逐项对账"),
];

const LEAD: &[Field] = &[
    Field::new("subject", "被反映人", Kind::Line { max: 30 }),
    Field::new("post", "单位及职务", Kind::Line { max: 100 }).optional(),
    Field::new("rank", "职级", Kind::Choice(Rank::CODES)),
    Field::new("managed_at", "干部管理权限", Kind::Choice(Level::CODES)),
    Field::new("unit", "所在机构", Kind::From(Source::Units))
        .optional()
        .help("属于本系统机构的请选，分办时自动避开"),
    Field::new("person", "本系统人员", Kind::From(Source::Persons))
        .optional()
        .help("属于本系统人员的请选，此人将看不到本件"),
    Field::new("issues", "问题", Kind::Group { fields: ISSUE, min: 1, max: 20 }),
];

impl Step for Register {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "register",
        noun: "registration",
        zh: "登记",
        help: "逐人、逐问题登记；登记后进入筛查。",
        basis: "《纪检监察机关处理检举控告工作规则》统一登记；当日登记（S1-13）",
        mechanisms: &["S1-31", "S2-05", "S4-11", "S1-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("class", "类别", Kind::Choice(Class::CODES)),
            Field::new("region", "问题发生地", Kind::From(Source::Regions)).optional(),
            Field::new("domains", "领域", Kind::Several(Source::Domains)).optional(),
            Field::new("leads", "线索", Kind::Group { fields: LEAD, min: 0, max: 20 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() && matter.stage == Stage::Received {
            Ok(())
        } else {
            Err(Refusal::NotReceived)
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let edition = ctx.rules.edition_on(matter.received.date()).ok_or(Refusal::NoEdition)?;
        if self.class == Class::Accusation && self.leads.is_empty() {
            return Err(Refusal::LeadMissing);
        }
        let accused = self.leads.iter().filter_map(|lead| lead.person.clone());
        let mut recused: Vec<PersonId> = accused.chain(ctx.facts.namesakes.clone()).collect();
        recused.sort();
        recused.dedup();
        let leads: Vec<Lead> =
            self.leads.into_iter().zip(1..).map(|(lead, number)| lead.numbered(number)).collect();
        if let Some(passed) = straight_up(matter, &leads, &recused, ctx) {
            return Ok(vec![Event::PassedUp(passed)]);
        }
        let standing = standing::of(matter, &leads, ctx);
        let barred = organs_of(&leads, ctx);
        Ok(vec![Event::Registered(Registered {
            narrowed: narrowed(matter, &barred, ctx),
            barred,
            class: self.class,
            edition: edition.id.clone(),
            domains: self.domains,
            region: self.region.unwrap_or_else(|| matter.region.clone()),
            above: belongs_above(matter, &leads, ctx),
            standing: Some(standing),
            leads,
            recused,
        })])
    }
}

/// What is about the leadership of the organ that registers it, or the organ itself, is not registered
/// but goes to the superior at once (处理检举控告工作规则第十五条).
fn straight_up(
    matter: &Matter,
    leads: &[Lead],
    accused: &[PersonId],
    ctx: &Context<'_>,
) -> Option<PassedUp> {
    let organ = ctx.office.organ_of(&matter.holder)?;
    let itself = |lead: &Lead| lead.person.is_none() && lead.unit.as_ref() == Some(organ);
    let about_organ = leads.iter().any(itself);
    let on = ctx.now.on();
    let to = ctx.office.straight_up(ctx.rules, organ, accused, about_organ, on)?;
    let (from, ground) = (organ.clone(), PassGround::OwnLeadership);
    Some(PassedUp { from, to, ground, recused: accused.to_vec() })
}

/// Whether an accused is managed above the level of the organ that holds it (干部管理权限).
fn belongs_above(matter: &Matter, leads: &[Lead], ctx: &Context<'_>) -> bool {
    let level = matter.keeps_below(ctx.office);
    level.is_some_and(|level| leads.iter().any(|lead| lead.managed_at < level))
}

impl NewLead {
    fn numbered(self, number: u32) -> Lead {
        let issue = |new: NewIssue| Issue {
            category: new.category,
            text: new.text,
            finding: None,
            grounds: None,
        };
        Lead {
            number,
            subject: self.subject,
            post: self.post,
            unit: self.unit,
            person: self.person,
            rank: self.rank,
            managed_at: self.managed_at,
            disposal: None,
            issues: self.issues.into_iter().map(issue).collect(),
        }
    }
}

impl Registered {
    /// Takes over what was registered.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        // Registering what was passed up confirms that it came.
        if let Some(line) = matter.passing.standing_mut() {
            line.signed = line.signed.or(Some(record.happened));
        }
        // An emergency that was instructed by telephone needs no second instruction (P-11).
        let instructed = matter.instructed && !self.class.is_excluded();
        matter.stage = if instructed { Stage::Instructed } else { Stage::Registered };
        matter.class = Some(self.class);
        matter.edition = Some(self.edition.clone());
        matter.domains = self.domains.clone();
        matter.region = self.region.clone();
        if let Some(standing) = self.standing {
            matter.intake.over_level = standing.over_level;
            matter.intake.turn = Some(standing.turn);
        }
        matter.passing.above = self.above;
        matter.leads = self.leads.clone();
        matter.accused.extend(self.leads.iter().filter_map(|lead| lead.person.clone()));
        matter.recused.extend(self.recused.iter().cloned());
        matter.bar(&self.barred, &self.narrowed);
    }
}

#[cfg(test)]
pub(crate) mod tests;

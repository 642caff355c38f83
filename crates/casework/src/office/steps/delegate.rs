//! Delegate (授权、AB角、代签): lend classes of acts to another for a time. It ends by itself; it lends
//! no sight; and nothing that was lent is lent on (P-08). The acting person and the one acted for are
//! both recorded in every event (T20).

use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::Class;
use crate::office::{Delegation, Office};
use crate::rules::Rules;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Delegate {
    principal: Option<PersonId>,
    delegate: PersonId,
    acts: Vec<String>,
    #[serde(default)]
    matters: Vec<String>,
    from: Option<Date>,
    until: Date,
    paper: Option<String>,
}

/// Rights were lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightsDelegated {
    /// What was lent, by whom, to whom, until when.
    pub delegation: Delegation,
}

crate::refusals! {
    OwnOnly = "own-only" => "只能授出本人的权限，他人的由其本人授权。",
    PersonUnknown = "person-unknown" => "人员不存在，请先登记人员。",
    Itself = "itself" => "授权人与被授权人须为两人。",
    PeriodReversed = "period-reversed" => "授权截止日早于起始日，请更正。",
    OverAlready = "over-already" => "授权截止日已过，请更正。",
    NothingToLend = "nothing-to-lend" => "授权人的职务没有所选的权限，无从授权；请只选授权人自己能办的事项。",
    ClassUnknown = "class-unknown" => "没有这个类别，请重新选择。",
    NoSight = "no-sight" =>
        "被授权人看不到授权人所能看到的信访件。授权不增加查看范围，请授权给本机关能看到这些件的人员。",
}

impl Step for Delegate {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "delegate",
        noun: "delegations",
        zh: "授权",
        help: "外出、休假期间请人代办：到期自动终止，随时可以收回；办理痕迹写明某某代某某。授权不增加查看范围，应当回避的件不能代办。",
        basis: "AB角和授权管理（P-08）；代办写明两人姓名",
        mechanisms: &["P-08"],
        performer: Performer::Person,
        fields: &[
            Field::new("principal", "授权人", Kind::From(Source::Persons))
                .optional()
                .help("不填为本人"),
            Field::new("delegate", "被授权人", Kind::From(Source::Colleagues)),
            Field::new("acts", "授权事项", Kind::Several(Source::ActClasses)),
            Field::new("matters", "限于类别", Kind::Several(Source::Classes))
                .optional()
                .help("不选为各类信访件"),
            Field::new("from", "自", Kind::Date).optional().help("不填为今日"),
            Field::new("until", "至", Kind::Date).help("到这一天终了自动终止"),
            Field::new("paper", "授权书文号", Kind::Word { max: 40 }).optional(),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let principal = principal(self.principal, ctx.actor)?;
        if office.person(&principal).is_none() || office.person(&self.delegate).is_none() {
            return Err(Refusal::PersonUnknown);
        }
        if principal == self.delegate {
            return Err(Refusal::Itself);
        }
        let on = ctx.now.on();
        let from = self.from.unwrap_or(on);
        if self.until < from {
            return Err(Refusal::PeriodReversed);
        }
        if self.until < on {
            return Err(Refusal::OverAlready);
        }
        let known = self.matters.iter().map(|word| Class::parse(word));
        let matters: Vec<Class> = known.collect::<Option<_>>().ok_or(Refusal::ClassUnknown)?;
        let holds = |class: &String| has_any(office, ctx.rules, &principal, class, from.max(on));
        if !self.acts.iter().all(holds) {
            return Err(Refusal::NothingToLend);
        }
        check_sight(office, ctx.rules, (&principal, &self.delegate), from.max(on))?;
        let delegation = Delegation {
            number: office.delegations.len() as u32 + 1,
            principal,
            delegate: self.delegate,
            acts: self.acts,
            matters,
            from,
            until: self.until,
            paper: self.paper,
            revoked_at: None,
        };
        Ok(vec![Event::RightsDelegated(RightsDelegated { delegation })])
    }
}

/// Whose rights are lent: one's own. The console founds offices and may name anybody.
fn principal(named: Option<PersonId>, actor: &Actor) -> Result<PersonId, Refusal> {
    match (named, actor) {
        (Some(named), Actor::Console) => Ok(named),
        (Some(named), actor) if actor.person() != Some(&named) => Err(Refusal::OwnOnly),
        (_, actor) => actor.person().cloned().ok_or(Refusal::PersonUnknown),
    }
}

/// Whether a post of the person grants any act of the class.
fn has_any(office: &Office, rules: &Rules, person: &PersonId, class: &str, on: Date) -> bool {
    let Some(class) = rules.act_class(class) else { return false };
    office.posts_of(person, on).any(|post| {
        let granted = |act: &String| access::grants(rules, &post.role, act, access::Relation::ALL);
        class.acts.iter().any(granted)
    })
}

/// The delegate must see what the principal sees: a delegation lends no sight (T4).
fn check_sight(
    office: &Office,
    rules: &Rules,
    (principal, delegate): (&PersonId, &PersonId),
    on: Date,
) -> Result<(), Refusal> {
    let theirs = access::viewing_units(office, rules, delegate, on);
    let needed = access::viewing_units(office, rules, principal, on);
    // Whoever reads through an organ's eyes sees what its inner offices hold.
    let covered = |unit| theirs.contains(unit) || office.organ_of(unit).is_some_and(|o| theirs.contains(o));
    if needed.iter().all(covered) { Ok(()) } else { Err(Refusal::NoSight) }
}

impl RightsDelegated {
    /// Adds the delegation.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.delegations.push(self.delegation.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! Rehearsal (排演): an act is carried out in memory on the pure core, with the same form check, rights,
//! sight and rules as on the write path, before it enters the plan. No database, no seal, no key.

use crate::office::OfficePlan;
use crate::plan::{Deed, Reference};
use app::Who;
use calendar::Calendar;
use casework::access;
use casework::act::Performer;
use casework::form::{Identity, Seal, Sealer, Unsealed, parse};
use casework::ids::FileId;
use casework::matter::steps::{ACTS, Command, take_repeat::TakeRepeat};
use casework::matter::{self, Matter, choices};
use casework::office::{Office, steps as office_steps};
use casework::rows::Offset;
use casework::rules::Rules;
use casework::sealed::{FileRef, SealedRef};
use casework::step::{Context, Facts, Other, Recorded};
use casework::{Actor, MatterId, Moment, PersonId, ReportId, UnitId};
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What a rehearsal plays in: the office as founded, the rules, the calendar.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// Units and people.
    pub office: &'a Office,
    /// Rules in force.
    pub rules: &'a Rules,
    /// Working days.
    pub calendar: &'a Calendar,
}

/// An act of a plan that could not be carried out: a mistake of the plan, never of the office.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{act} at {at}: {reason}")]
pub struct Mishap {
    /// The act.
    pub act: String,
    /// When.
    pub at: DateTime,
    /// Why not.
    pub reason: String,
}

/// The matters of a story, as far as they have come.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// One a report, in the order of the story's lives.
    pub matters: Vec<Matter>,
    events: usize,
}

impl Cast {
    /// Adds a life about to begin and returns its place.
    pub fn enter(&mut self) -> usize {
        let at = self.matters.len();
        self.matters
            .push(Matter::new(MatterId(Uuid::from_u128(at as u128 + 1))));
        at
    }

    /// How many events were recorded.
    pub fn events(&self) -> usize {
        self.events
    }

    /// Carries out one deed.
    ///
    /// # Errors
    /// The form, the rights or the rules say no.
    pub fn perform(&mut self, world: &World<'_>, deed: &Deed) -> Result<(), Mishap> {
        let mishap = |reason: String| Mishap {
            act: deed.act.into(),
            at: deed.at,
            reason,
        };
        let act = ACTS.iter().find(|act| act.name == deed.act);
        let act = act.ok_or_else(|| mishap("no such act".into()))?;
        let before = self.matters[deed.life].clone();
        let now = moment(deed.at);
        let actor = actor(world, deed, act.performer, &before, now).map_err(mishap)?;
        let fields = self.resolved(deed);
        let mut facts = Facts {
            report: Some(report_id(deed.life)),
            number: Some(number(deed.life)),
            reachable: reachable(&fields),
            namesakes: namesakes(world.office, &fields),
            ..Facts::default()
        };
        if let Some(Reference::Number { of, .. }) = deed.refers {
            facts.other = Some(self.other(of));
        }
        let ctx = Context {
            now,
            happened: deed.happened.unwrap_or(deed.at),
            actor: &actor,
            office: world.office,
            rules: world.rules,
            calendar: world.calendar,
            facts: &facts,
        };
        let existing = before.exists().then_some(&before);
        let open = |source, word: &str| {
            choices(source, existing, &ctx)
                .iter()
                .any(|choice| choice.value == word)
        };
        let mut sealer = Rehearsed;
        let mut seal = Seal {
            act: act.name,
            sealer: &mut sealer,
            open: &open,
        };
        let json =
            parse(act.fields, &fields, &mut seal).map_err(|wrong| mishap(format!("{wrong:?}")))?;
        let command = Command::read(act.name, json).ok_or_else(|| mishap("no such act".into()))?;
        let command = command.map_err(|error| mishap(error.to_string()))?;
        let recorded =
            matter::decide(&before, command, &ctx).map_err(|no| mishap(no.code.into()))?;
        self.events += recorded.len();
        for event in &recorded {
            self.matters[deed.life].apply(event);
        }
        if let Some(Reference::Number { of, .. }) = deed.refers {
            self.take_repeat(&before, of, &ctx).map_err(mishap)?;
        }
        Ok(())
    }

    /// The other half of joining, as the write path does it.
    fn take_repeat(&mut self, repeat: &Matter, of: usize, ctx: &Context<'_>) -> Result<(), String> {
        let take = TakeRepeat {
            matter: repeat.id,
            number: repeat.number.clone(),
            real_name: repeat.real_name(),
            recused: repeat.recused.iter().cloned().collect(),
            accused: repeat.accused.iter().cloned().collect(),
            came: Some(repeat.came()),
        };
        let happened = ctx.happened.max(self.matters[of].received);
        let ctx = Context { happened, ..*ctx };
        let command = Command::TakeRepeat(Box::new(take));
        let recorded =
            matter::decide(&self.matters[of], command, &ctx).map_err(|no| no.code.to_owned())?;
        self.events += recorded.len();
        for event in &recorded {
            self.matters[of].apply(event);
        }
        Ok(())
    }

    fn other(&self, of: usize) -> Other {
        let other = &self.matters[of];
        Other {
            matter: other.id,
            number: other.number.clone(),
            open: other.joined_into.is_none(),
            recused: other.recused.iter().cloned().collect(),
            likeness: None,
        }
    }

    fn resolved(&self, deed: &Deed) -> Map<String, Value> {
        let mut fields = deed.fields.clone();
        match deed.refers {
            Some(Reference::Number { field, of }) => {
                fields.insert(field.into(), self.matters[of].number.clone().into());
            }
            Some(Reference::Report { field }) => {
                fields.insert(field.into(), report_id(deed.life).0.to_string().into());
            }
            None => {}
        }
        fields
    }
}

/// Founds an office in memory, order by order.
///
/// # Errors
/// The form or the rules say no.
pub fn found(
    plan: &OfficePlan,
    rules: &Rules,
    calendar: &Calendar,
    since: Date,
) -> Result<Office, Mishap> {
    let at = since.at(8, 0, 0, 0);
    let (mut office, facts) = (Office::default(), Facts::default());
    for order in &plan.orders {
        let mishap = |reason: String| Mishap {
            act: order.act.into(),
            at,
            reason,
        };
        let act = office_steps::ACTS.iter().find(|act| act.name == order.act);
        let act = act.ok_or_else(|| mishap("no such act".into()))?;
        let ctx = Context {
            now: moment(at),
            happened: at,
            actor: &Actor::Console,
            office: &office,
            rules,
            calendar,
            facts: &facts,
        };
        let open = |source, word: &str| {
            choices(source, None, &ctx)
                .iter()
                .any(|choice| choice.value == word)
        };
        let mut seal = Seal {
            act: act.name,
            sealer: &mut Unsealed,
            open: &open,
        };
        let json = parse(act.fields, &order.fields, &mut seal);
        let json = json.map_err(|wrong| mishap(format!("{wrong:?}")))?;
        let command = office_steps::Command::read(act.name, json);
        let command = command.ok_or_else(|| mishap("no such act".into()))?;
        let command = command.map_err(|error| mishap(error.to_string()))?;
        let events = command
            .decide(&office, &ctx)
            .map_err(|no| mishap(no.code.into()))?;
        let recorded: Vec<_> = events
            .into_iter()
            .map(|event| Recorded::new(event, &ctx))
            .collect();
        for event in &recorded {
            office.apply(event);
        }
    }
    Ok(office)
}

/// Seals nothing, and takes every file for one that is there.
struct Rehearsed;

impl Sealer for Rehearsed {
    fn text(&mut self, purpose: &str, text: &str) -> SealedRef {
        Unsealed.text(purpose, text)
    }

    fn named(&mut self, purpose: &str, text: &str) -> SealedRef {
        Unsealed.named(purpose, text)
    }

    fn identity(&mut self, identity: &Identity) -> SealedRef {
        Unsealed.identity(identity)
    }

    fn file(&mut self, token: &str) -> Option<FileRef> {
        Some(FileRef {
            id: FileId(Uuid::nil()),
            name: Unsealed.text("file.name", token),
            size: 1,
            media_type: "image/png".to_owned(),
            commitment: String::new(),
            clean: None,
        })
    }
}

/// The moment of a local time.
pub fn moment(local: DateTime) -> Moment {
    Moment {
        at: Offset::CHINA.instant(local),
        local,
    }
}

fn report_id(life: usize) -> ReportId {
    ReportId(Uuid::from_u128(life as u128 + 1_000))
}

fn number(life: usize) -> String {
    format!("rehearsed-{life}")
}

/// Who acts, if they may: the same question as on the write path.
fn actor(
    world: &World<'_>,
    deed: &Deed,
    performer: Performer,
    matter: &Matter,
    now: Moment,
) -> Result<Actor, String> {
    let Who::Staff(person) = &deed.who else {
        return match (&deed.who, performer) {
            (Who::Citizen, Performer::Sender) => Ok(Actor::Citizen),
            (Who::Timer, Performer::Timer) => Ok(Actor::Timer),
            _ => Err(format!("{:?} may not", deed.who)),
        };
    };
    let (office, rules, on) = (world.office, world.rules, now.on());
    if performer == Performer::Sender {
        let unit = deed
            .fields
            .get("unit")
            .and_then(Value::as_str)
            .map(UnitId::from);
        let organ = unit.as_ref().and_then(|unit| office.organ_of(unit));
        let mut posts = office.posts_of(person, on);
        let post = posts.find(|post| {
            office.organ_of(&post.unit) == organ
                && access::grants_anywhere(rules, &post.role, deed.act)
        });
        return post
            .map(|post| Actor::Person {
                person: person.clone(),
                unit: post.unit.clone(),
                role: post.role.clone(),
                behalf: None,
                acting: post.acting,
                sheet: None,
            })
            .ok_or_else(|| format!("{person} may not file there"));
    }
    access::permit(office, rules, person, deed.act, Some(matter), on)
        .ok_or_else(|| format!("{person} may not"))
}

fn reachable(fields: &Map<String, Value>) -> bool {
    let reporter = fields.get("reporter").cloned().unwrap_or_default();
    serde_json::from_value::<Identity>(reporter).is_ok_and(|identity| identity.reachable())
}

/// People of the office who bear a name entered for an accused.
fn namesakes(office: &Office, fields: &Map<String, Value>) -> Vec<PersonId> {
    let entries = |group: &str, name: &str| -> Vec<String> {
        let group = fields.get(group).and_then(Value::as_array);
        let names = group
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.get(name)?.as_str());
        names.map(str::to_owned).collect()
    };
    let names = [entries("accused", "name"), entries("leads", "subject")].concat();
    let mut found: Vec<PersonId> = names
        .iter()
        .flat_map(|name| office.bearers(name))
        .cloned()
        .collect();
    found.sort();
    found.dedup();
    found
}

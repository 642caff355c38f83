//! One attempt at an order: what it would write, given what is stored now.

use super::{Done, Filed, Order, Receipt, Spoken, Subject, Who, load, plain_actor};
use super::{earlier, split};
use crate::audience::{self, Opener, Unwritten};
use crate::files::{self, Uploaded};
use crate::moment::draw_id;
use crate::sealer::{self, Content, Key, Named, Sealing};
use crate::{App, Failure, Fault, forward, notices, numbers, office, partners, reporter, stream};
use casework::access;
use casework::act::{Act, Performer};
use casework::form::{Field, Kind, Seal, Source, parse};
use casework::ids::FileId;
use casework::matter::steps::{self as matter_steps, Event};
use casework::matter::{self, Channel, Matter, Number, choices};
use casework::office::{Office, steps as office_steps};
use casework::step::{Context, Facts, Filing, Other, Owed, Recorded};
use casework::{Actor, MatterId, Moment, PersonId, ReportId, UnitId};
use data_encoding::HEXLOWER;
use jiff::civil::DateTime;
use sealing::query_code::{self, QueryCode};
use sealing::spoken::{self, SpokenPassword};
use serde_json::{Map, Value};
use std::collections::HashMap;
use store::{Change, Claim, Guard, Write};

/// What an attempt would write and say.
pub(super) struct Attempt {
    pub(super) write: Write,
    pub(super) done: Done,
    /// The matter as it stands afterwards, for an order that follows in the same write.
    pub(super) after: Option<Standing>,
}

/// What an order finds: the matter, who speaks for whose filing, and the key its texts are under where
/// an earlier order of the same write drew it.
pub(super) struct Standing {
    pub(super) matter: Matter,
    pub(super) speaker: Option<Filing>,
    pub(super) content: Option<Content>,
    /// Keys drawn, files named and what the matter is found by since earlier orders of the same write.
    pub(super) unwritten: Unwritten,
}

pub(super) async fn attempt(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
) -> Result<Attempt, Failure> {
    match order.subject {
        Subject::Office => on_office(app, now, who, order, owed(app, order).await?),
        _ => {
            act_of(matter_steps::ACTS, &order.act)?;
            let (matter, speaker) = subject(app, now, who, order).await?;
            let standing = Standing {
                matter,
                speaker,
                content: None,
                unwritten: Unwritten::default(),
            };
            on_matter(app, now, who, order, standing).await
        }
    }
}

/// Attempts an order on a matter as it stands.
pub(super) async fn on_matter(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
    standing: Standing,
) -> Result<Attempt, Failure> {
    let act = act_of(matter_steps::ACTS, &order.act)?;
    let Standing {
        matter: before,
        speaker,
        mut content,
        mut unwritten,
    } = standing;
    // One snapshot for permitting and deciding: its version is what the write is guarded by.
    let office = app.office();
    let actor = permitted(app, &office, now, who, &act, &before, order)?;
    let report = ReportId(draw_id(now.at, app.entropy()));
    let files = uploads(app, act.fields, &order.fields).await?;
    let stream_id = before.id.stream();
    let mut sealing = None;
    if holds_text(act.fields) {
        let key = match content.take() {
            Some(drawn) => Key::Drawn(drawn),
            None if before.exists() => Key::Stored,
            None => Key::New,
        };
        let key = (key, audience::of(&before));
        sealing = Some(Sealing::begin(app, stream_id, now.at, report, key, files).await?);
    }
    let mut facts = Facts {
        report: Some(report),
        speaker,
        ..Facts::default()
    };
    facts.other = other_matter(app, &office, now, who, order, &before).await?;
    let mut ctx = Context {
        now,
        happened: happened(now, who, order),
        actor: &actor,
        office: &office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &facts,
    };
    let fields = match act.name {
        "route" | "designate" => {
            let opener = Opener::acting(&office, &actor);
            forward::fill(app, (&office, &opener), &before, &order.fields).await?
        }
        _ => order.fields.clone(),
    };
    let json = checked(&act, &fields, sealing.as_mut(), Some(&before), &ctx)?;
    let mut facts = facts.clone();
    if let Some(sealing) = &sealing {
        facts.reachable = sealing.reachable;
        facts.exposes = sealing.exposes;
        facts.namesakes = namesakes(&office, &sealing.subjects);
        facts.about_organ = about_organ(&office, &sealing.accused, &order.fields);
        if act.name == "register" {
            let subjects = &sealing.subjects;
            facts.earlier = earlier::count(
                app,
                &office,
                now,
                who,
                &before,
                subjects,
                &unwritten.entries,
            )
            .await?;
        }
    }
    if act.name == "receive" {
        facts.number = Some(
            next_number(
                app,
                &Context {
                    facts: &facts,
                    ..ctx
                },
                &json,
            )
            .await?,
        );
    }
    if act.name == "split" {
        facts.part = Some(split::drawn(app, now, &before).await?);
    }
    ctx.facts = &facts;
    let recorded = match decided(&act, json, &before, &ctx) {
        Ok(recorded) => recorded,
        Err(failure) => {
            let part = facts.part.as_ref().map(|part| &part.number);
            if let Some(number) = facts.number.as_ref().or(part) {
                numbers::give_back(app, number).await;
            }
            return Err(failure);
        }
    };
    let mut write = Write::default();
    if let Some(sealing) = sealing {
        let sealed = sealing.finish();
        write.changes.extend(sealed.changes);
        content = Some(sealed.content);
        unwritten.add(sealed.unwritten);
    }
    let mut matter = before.clone();
    for event in &recorded {
        matter.apply(event);
    }
    let wrapped = audience::follow(app, (&before, &matter), &mut unwritten).await?;
    write.changes.extend(wrapped);
    stream::append_matter(app, &before, &recorded, &mut write);
    let notices = notices::messages(app, &before, &recorded, now.at);
    write.outbox.extend(notices);
    if let Some(other) = facts.other.as_ref().filter(|_| act.name == "join") {
        take_repeat(app, &before, other, &ctx, &mut write).await?;
    }
    if let Some(other) = facts.other.as_ref().filter(|_| act.name == "separate") {
        release_repeat(app, &before, other, &ctx, &mut write).await?;
    }
    let mut matter = before.clone();
    for event in &recorded {
        matter.apply(event);
    }
    split::follow(app, &before, (&matter, &recorded), &ctx, &mut write).await?;
    write.changes.extend(erasures(&before, &recorded));
    if matches!(who, Who::Staff(_) | Who::Delegate(..) | Who::Sheet { .. }) {
        write.guards.push(office_guard(&office));
    }
    national_numbers(&before, &recorded, &mut write);
    let filed = claims(app, who, &before, &recorded, &mut write);
    // A reporter hears their own number, never that of the matter theirs went into.
    let own = facts.speaker.as_ref().map(|filing| filing.number.clone());
    let number = facts.number.clone().or(own);
    let number = number.unwrap_or_else(|| before.number.clone());
    let done = Done {
        matter: Some(before.id),
        number: Some(number),
        version: before.version + recorded.len() as i64,
        filed,
        key: None,
    };
    let after = Some(Standing {
        matter,
        speaker: facts.speaker.clone(),
        content,
        unwritten,
    });
    Ok(Attempt { write, done, after })
}

/// The matter an order is about, and whose filing speaks where the reporter does.
pub(super) async fn subject(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
) -> Result<(Matter, Option<Filing>), Failure> {
    match (&order.subject, who) {
        (Subject::Own, Who::Reporter(code)) => {
            let own = reporter::own(app, code).await?.ok_or(Failure::NotFound)?;
            Ok((own.live, Some(own.filing)))
        }
        // A code opens its own report and nothing else, not even a new one.
        (_, Who::Reporter(_)) => Err(Failure::NotFound),
        (Subject::NewMatter, _) => {
            let id = MatterId(draw_id(now.at, app.entropy()));
            Ok((Matter::new(id), None))
        }
        (subject, _) => Ok((load(app, subject).await?, None)),
    }
}

/// When it happened. A reporter says no time but now.
fn happened(now: Moment, who: &Who, order: &Order) -> DateTime {
    let said = order.happened.filter(|_| !matches!(who, Who::Reporter(_)));
    said.unwrap_or(now.local)
}

/// What an erasure among the events destroys.
fn erasures(before: &Matter, recorded: &[Recorded<Event>]) -> Vec<Change> {
    let mut changes = Vec::new();
    for event in recorded {
        if let Event::ReportErased(erased) = &event.event {
            let whole = erased.extent == matter_steps::erase::Extent::Whole;
            let stream_id = before.id.stream();
            changes.extend(sealer::erase(&stream_id, erased.report, whole));
        }
    }
    changes
}

/// What the person still owes whom an order would take out of their post.
async fn owed(app: &App, order: &Order) -> Result<Owed, Fault> {
    let person = order.fields.get("person").and_then(Value::as_str);
    match (&*order.act, person) {
        ("dismiss" | "suspend", Some(person)) => {
            crate::handover::owed(app, &PersonId::from(person)).await
        }
        _ => Ok(Owed::default()),
    }
}

fn on_office(
    app: &App,
    now: Moment,
    who: &Who,
    order: &Order,
    owed: Owed,
) -> Result<Attempt, Failure> {
    let act = act_of(office_steps::ACTS, &order.act)?;
    let office = app.office();
    let actor = match who {
        Who::Console => Actor::Console,
        Who::Staff(person) => {
            access::permit(&office, app.rules(), person, act.name, None, now.on()).ok_or_else(
                || Failure::Forbidden {
                    act: act.zh.to_owned(),
                },
            )?
        }
        Who::Citizen
        | Who::Reporter(_)
        | Who::Delegate(..)
        | Who::Sheet { .. }
        | Who::Partner(_)
        | Who::Import(_)
        | Who::Timer => {
            return Err(Failure::NotFound);
        }
    };
    let key = (act.name == "admit-partner").then(|| partners::draw_key(app));
    let ctx = Context {
        now,
        happened: order.happened.unwrap_or(now.local),
        actor: &actor,
        office: &office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &Facts {
            owed,
            partner_key: key.as_ref().map(|(_, digest)| digest.clone()),
            ..Facts::default()
        },
    };
    let json = checked(&act, &order.fields, None, None, &ctx)?;
    let command = office_steps::Command::read(act.name, json)
        .ok_or(Failure::NotFound)?
        .map_err(|error| Fault::Stored(format!("the command {}: {error}", act.name)))?;
    let events = command.decide(&office, &ctx)?;
    let recorded: Vec<Recorded<office_steps::Event>> = events
        .into_iter()
        .map(|event| Recorded::new(event, &ctx))
        .collect();
    let version = office.version + recorded.len() as i64;
    let guard = Guard {
        name: office::GUARD.into(),
        expected: office::generation(office.version),
        set: office::generation(version),
    };
    let events = stream::new_events(casework::office::STREAM, office.version, &recorded);
    let write = Write {
        events,
        guards: vec![guard],
        ..Write::default()
    };
    Ok(Attempt {
        write,
        done: Done {
            matter: None,
            number: None,
            version,
            filed: None,
            key: key.map(|(key, _)| key),
        },
        after: None,
    })
}

fn act_of(acts: &[Act], name: &str) -> Result<Act, Failure> {
    acts.iter()
        .find(|act| act.name == name)
        .copied()
        .ok_or(Failure::NotFound)
}

/// The actor, or a denial that does not tell a stranger whether the matter exists.
fn permitted(
    app: &App,
    office: &Office,
    now: Moment,
    who: &Who,
    act: &Act,
    matter: &Matter,
    order: &Order,
) -> Result<Actor, Failure> {
    if let Who::Delegate(person, principal) = who {
        return for_principal(app, office, now, (person, principal), act, matter);
    }
    if let Who::Sheet { enters, did, sheet } = who {
        let (rules, on) = (app.rules(), now.on());
        let then = order.happened.map_or(on, |happened| happened.date());
        let days = (then, on);
        let people = (enters, did);
        let permit = access::entered(office, rules, people, sheet, act.name, matter, days);
        return permit.ok_or_else(|| forbidden(act));
    }
    let Who::Staff(person) = who else {
        let allowed = match act.performer {
            // A code files nothing new and does no more than the acts made for it.
            Performer::Sender => !matches!(who, Who::Reporter(_)),
            Performer::Reporter => matches!(who, Who::Reporter(_)),
            Performer::Timer => matches!(who, Who::Timer),
            Performer::Person => false,
        };
        return plain_actor(who)
            .filter(|_| allowed)
            .ok_or(Failure::NotFound);
    };
    let (rules, on) = (app.rules(), now.on());
    if act.performer == Performer::Sender {
        let unit = order
            .fields
            .get("unit")
            .and_then(Value::as_str)
            .map(UnitId::from);
        let organ = unit.as_ref().and_then(|unit| office.organ_of(unit));
        let here = |post: &&casework::office::Post| {
            organ.is_some()
                && office.organ_of(&post.unit) == organ
                && access::grants_anywhere(rules, &post.role, act.name)
        };
        let post = office.posts_of(person, on).find(here);
        return post
            .map(|post| access::acting(person, post))
            .ok_or_else(|| forbidden(act));
    }
    if matches!(act.performer, Performer::Timer | Performer::Reporter) {
        return Err(Failure::NotFound);
    }
    match access::permit(office, rules, person, act.name, Some(matter), on) {
        Some(actor) => Ok(actor),
        None if access::sees(office, rules, person, on, matter) => Err(forbidden(act)),
        None => Err(Failure::NotFound),
    }
}

/// The actor in a principal's name; as for one's own rights, a stranger learns nothing.
fn for_principal(
    app: &App,
    office: &Office,
    now: Moment,
    (person, principal): (&PersonId, &PersonId),
    act: &Act,
    matter: &Matter,
) -> Result<Actor, Failure> {
    let (rules, on) = (app.rules(), now.on());
    let known = matter.exists() && access::sees(office, rules, person, on, matter);
    let permit = access::permit_for(office, rules, (person, principal), act.name, matter, on);
    match permit {
        Some(actor) => Ok(actor),
        None if known => Err(forbidden(act)),
        None => Err(Failure::NotFound),
    }
}

fn forbidden(act: &Act) -> Failure {
    Failure::Forbidden {
        act: act.zh.to_owned(),
    }
}

fn holds_text(fields: &[Field]) -> bool {
    fields.iter().any(|field| match field.kind {
        Kind::Line { .. }
        | Kind::Text { .. }
        | Kind::Named { .. }
        | Kind::Identity
        | Kind::Files { .. } => true,
        Kind::Group { fields, .. } => holds_text(fields),
        Kind::Word { .. }
        | Kind::Choice(_)
        | Kind::From(_)
        | Kind::Several(_)
        | Kind::Date
        | Kind::DateTime
        | Kind::Number { .. }
        | Kind::Flag => false,
    })
}

async fn uploads(
    app: &App,
    fields: &[Field],
    input: &Map<String, Value>,
) -> Result<HashMap<String, Uploaded>, Fault> {
    let mut found = HashMap::new();
    let names = fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Files { .. }));
    for value in names.filter_map(|field| input.get(field.name)) {
        let tokens = match value {
            Value::Array(tokens) => tokens.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        };
        for token in tokens {
            if let Some(uploaded) = files::uploaded(app, token).await? {
                found.insert(token.to_owned(), uploaded);
            }
        }
    }
    Ok(found)
}

fn checked(
    act: &Act,
    input: &Map<String, Value>,
    sealing: Option<&mut Sealing<'_>>,
    matter: Option<&Matter>,
    ctx: &Context<'_>,
) -> Result<Value, Failure> {
    let open = |source, word: &str| is_known(source, word, matter, ctx);
    let mut nothing = sealer::SealsNothing;
    let sealer: &mut dyn casework::form::Sealer = match sealing {
        Some(sealing) => sealing,
        None => &mut nothing,
    };
    let mut seal = Seal {
        act: act.name,
        sealer,
        open: &open,
    };
    parse(act.fields, input, &mut seal).map_err(Failure::Invalid)
}

/// Whether a word may stand in a field. Where the step itself says why one may not be chosen now, any
/// that exists passes, so that the refusal is named and not merely "not in the list".
fn is_known(source: Source, word: &str, matter: Option<&Matter>, ctx: &Context<'_>) -> bool {
    match source {
        Source::Receivers | Source::Joints | Source::StudyOffices => {
            ctx.office.units.contains_key(&UnitId::from(word))
        }
        Source::Handlers
        | Source::Chiefs
        | Source::Leaders
        | Source::Recused
        | Source::Colleagues
        | Source::Instructors => ctx.office.people.contains_key(&PersonId::from(word)),
        Source::CleanFiles => word.parse::<FileId>().is_ok(),
        // The step says that nothing waits, rather than the form that the number is unknown.
        Source::Questions | Source::ConsentAsks | Source::HandingAsked => {
            word.parse::<u32>().is_ok()
        }
        // Which of them may be meant, each act says by name.
        Source::Originals => matter.is_some_and(|matter| matter.original(word).is_some()),
        Source::Pleas
        | Source::Untold
        | Source::IdentityAsked
        | Source::IdentityOwn
        | Source::IdentityApproved => word.parse::<u32>().is_ok(),
        Source::Disposals => ctx.rules.disposals.iter().any(|known| known.id == word),
        Source::Units
        | Source::Persons
        | Source::ContactParts
        | Source::Categories
        | Source::Domains
        | Source::Regions
        | Source::Leads
        | Source::Issues
        | Source::Reports
        | Source::Filings
        | Source::Measures
        | Source::Partners
        | Source::ActClasses
        | Source::Classes
        | Source::Bodies
        | Source::Entered
        | Source::Roles => choices(source, matter, ctx).iter().any(|c| c.value == word),
    }
}

fn decided(
    act: &Act,
    json: Value,
    before: &Matter,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<Event>>, Failure> {
    let command = matter_steps::Command::read(act.name, json)
        .ok_or(Failure::NotFound)?
        .map_err(|error| Fault::Stored(format!("the command {}: {error}", act.name)))?;
    Ok(matter::decide(before, command, ctx)?)
}

/// Whether the sender's words name the organ addressed itself, or its leadership.
fn about_organ(office: &Office, accused: &[Named], fields: &Map<String, Value>) -> bool {
    let sent_to = fields.get("unit").and_then(Value::as_str).map(UnitId::from);
    let organ = sent_to.as_ref().and_then(|unit| office.organ_of(unit));
    let unit = organ.and_then(|organ| office.unit(organ));
    unit.is_some_and(|unit| {
        accused
            .iter()
            .any(|one| unit.is_meant(&one.name, &one.unit, &one.post))
    })
}

/// Persons of the office who bear a subject's name.
fn namesakes(office: &Office, names: &[String]) -> Vec<PersonId> {
    let mut found: Vec<_> = names
        .iter()
        .flat_map(|name| office.bearers(name))
        .cloned()
        .collect();
    found.sort();
    found.dedup();
    found
}

async fn next_number(app: &App, ctx: &Context<'_>, json: &Value) -> Result<String, Fault> {
    let word = |name: &str| json.get(name).and_then(Value::as_str).unwrap_or_default();
    let sent_to = UnitId::from(word("unit"));
    // Of what a citizen sent straight to the superior, the organ below has not even the number.
    let organ = ctx.office.organ_of(&sent_to).unwrap_or(&sent_to);
    let (facts, on) = (ctx.facts, ctx.now.on());
    let straight =
        ctx.office
            .straight_up(ctx.rules, organ, &facts.namesakes, facts.about_organ, on);
    let straight = straight.filter(|_| matches!(ctx.actor, Actor::Citizen));
    let unit = ctx.office.unit(straight.as_ref().unwrap_or(&sent_to));
    let region = unit.map_or("", |unit| &unit.region);
    let channel = Channel::parse(word("channel")).unwrap_or(Channel::Other);
    numbers::take(app, region, ctx.happened.date().year(), channel).await
}

/// The other matter an order names, as far as the person may know of it.
async fn other_matter(
    app: &App,
    office: &Office,
    now: Moment,
    who: &Who,
    order: &Order,
    matter: &Matter,
) -> Result<Option<Other>, Failure> {
    let (Who::Staff(person) | Who::Delegate(person, _)) = who else {
        return Ok(None);
    };
    let id = match &*order.act {
        "join" => match order.fields.get("into").and_then(Value::as_str) {
            Some(number) => app.matter_of(number).await?,
            None => None,
        },
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
    if !access::sees(office, app.rules(), person, now.on(), &other) {
        return Ok(None);
    }
    let open = other.joined_into.is_none() && !other.is_void() && !other.is_part();
    Ok(Some(Other {
        matter: id,
        number: other.number,
        open,
        recused: other.recused.into_iter().collect(),
    }))
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
    Ok(())
}

fn office_guard(office: &Office) -> Guard {
    Guard {
        name: office::GUARD.into(),
        expected: office::generation(office.version),
        set: None,
    }
}

/// Claims what must be unique: the number, the sender's number, the query code's digest.
fn claims(
    app: &App,
    who: &Who,
    before: &Matter,
    recorded: &[Recorded<Event>],
    write: &mut Write,
) -> Option<Filed> {
    let Some(Event::Received(received)) = recorded.first().map(|first| &first.event) else {
        return None;
    };
    let owner = before.id.to_string();
    let mut claim = |namespace: &str, key: String| {
        let (namespace, owner) = (namespace.to_owned(), owner.clone());
        write.claims.push(Claim {
            namespace,
            key,
            owner,
        });
    };
    claim(numbers::NAMESPACE, received.number.clone());
    if let Some(number) = &received.sender_number {
        claim(
            "sender-number",
            format!("{}/{number}", sender(who, &received.unit)),
        );
    }
    if matches!(who, Who::Import(_)) {
        return None;
    }
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let code = QueryCode::draw(random);
    // What passed through a clerk's hands is good for one use (T7).
    let by_staff = matches!(who, Who::Staff(_));
    let namespace = if by_staff {
        reporter::ONCE
    } else {
        reporter::CODE
    };
    claim(
        namespace,
        HEXLOWER.encode(&query_code::code_digest(app.keys(), &code)),
    );
    let spoken = by_staff.then(|| {
        let password = SpokenPassword::draw(random);
        let digest = spoken::digest(app.keys(), &received.number, &password.reveal());
        claim(reporter::SPOKEN, HEXLOWER.encode(&digest));
        let number: Result<Number, _> = received.number.parse();
        Spoken {
            short: number.map_or_else(|_| received.number.clone(), |number| number.short()),
            password: password.reveal().to_string(),
        }
    });
    let leaf = write
        .events
        .first()
        .map(|event| HEXLOWER.encode(&event.hash))?;
    let origin = crate::evidence::origin(app);
    let receipt = Receipt {
        leaf,
        origin,
        promised_within_seconds: 60,
    };
    let query_code = code.reveal().to_string();
    Some(Filed {
        number: received.number.clone(),
        query_code,
        spoken,
        receipt,
    })
}

/// The national platform's numbers entered are claimed, so that no two matters ever bear one (P-18). A
/// matter that bore a number before takes it again without a claim.
fn national_numbers(before: &Matter, recorded: &[Recorded<Event>], write: &mut Write) {
    for event in recorded {
        if let Event::NumberedNationally(numbered) = &event.event
            && !before.booked.bore(&numbered.number)
        {
            write.claims.push(Claim {
                namespace: numbers::NATIONAL.to_owned(),
                key: numbered.number.clone(),
                owner: before.id.to_string(),
            });
        }
    }
}

/// Whose numbers they are: each sender counts for itself, and learns nothing of others' (T3).
fn sender(who: &Who, unit: &UnitId) -> String {
    match who {
        Who::Partner(partner) => format!("partner/{partner}"),
        Who::Import(_) => "import".to_owned(),
        Who::Citizen
        | Who::Reporter(_)
        | Who::Staff(_)
        | Who::Delegate(..)
        | Who::Sheet { .. }
        | Who::Timer
        | Who::Console => {
            format!("unit/{unit}")
        }
    }
}

//! One procedure: its head, its clocks, what may be done now, its minutes, and the forms of its acts.

use super::name;
use crate::nouns::{self, Asked};
use crate::queries::act::{ActForm, build_by, context};
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::queries::trail::actor_in_words;
use crate::{App, Failure, Fault, moment, slips, stream, vault};
use casework::access;
use casework::act::Act;
use casework::clocks::Clock;
use casework::escalation::Supervised;
use casework::procedure::{self, Noun, Number, Procedure, ladder};
use casework::step::{Facts, Recorded};
use casework::{Actor, MatterId, PersonId, ProcedureId, with_noun};
use serde::Serialize;
use serde_json::Map;
use std::collections::BTreeSet;
use std::pin::Pin;
use uuid::Uuid;

/// A procedure as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// Which noun.
    #[serde(skip)]
    pub noun: Noun,
    /// Its number.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// Of which kind, in words.
    pub kind_zh: String,
    /// Where it stands, in words.
    pub stage_zh: &'static str,
    /// The unit that runs it.
    pub unit: String,
    /// The day it was opened.
    pub opened: String,
    /// The days it is about, where it is about days.
    pub period: Option<(String, String)>,
    /// Whether it is over.
    pub over: bool,
    /// Whether the reader may know all of it, and not only what their own unit owes.
    pub whole: bool,
    /// Its nearest promise.
    pub lamp: Lamp,
    /// Its open promises, nearest first.
    pub clocks: Vec<ClockLine>,
    /// What the reader may do now.
    pub acts: Vec<Offered>,
    /// What happened, newest first; nothing for who may know only of their own part.
    pub minutes: Vec<Minute>,
}

/// An open promise.
#[derive(Debug, Clone, Serialize)]
pub struct ClockLine {
    /// What is promised.
    pub zh: String,
    /// Who owes it.
    pub owner: String,
    /// About which item.
    pub item: Option<u32>,
    /// How it stands.
    pub lamp: Lamp,
}

/// An act that may be performed now.
#[derive(Debug, Clone, Serialize)]
pub struct Offered {
    /// The noun in its address.
    pub noun: &'static str,
    /// The button.
    pub zh: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Whether it is what one does next. At most one is, and it stands first.
    pub likely: bool,
}

/// A line of the minutes.
#[derive(Debug, Clone, Serialize)]
pub struct Minute {
    /// When it was entered.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub zh: &'static str,
    /// Whether it happened to a clock, and was nobody's act.
    #[serde(skip)]
    pub clock: bool,
}

/// The procedure of a number with its events, if the reader may know of it.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub(crate) async fn load<P: Procedure>(
    app: &App,
    reader: &Reader,
    number: &str,
) -> Result<(P, Vec<Recorded<P::Event>>), Failure> {
    let found = app.procedure_of(number).await?.ok_or(Failure::NotFound)?;
    if found.0 != P::NOUN {
        return Err(Failure::NotFound);
    }
    let stream_id = found.1.stream(P::NOUN);
    let events: Vec<Recorded<P::Event>> = stream::events(app, &stream_id, 0).await?;
    let state = P::replay(found.1, &events);
    let (office, rules) = (&reader.office, app.rules());
    let seen = access::sees(office, rules, &reader.person, reader.on(), state.core());
    if seen && !Box::pin(is_barred(app, reader, &state)).await? {
        Ok((state, events))
    } else {
        Err(Failure::NotFound)
    }
}

/// Whether the reader is recused from the one matter a procedure is all about: then they know nothing of it
/// (T4).
pub(crate) async fn is_barred<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
) -> Result<bool, Fault> {
    let about = state.about().into_iter();
    Ok(!recused(app, reader, about).await?.is_empty())
}

/// A procedure's page.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn view(app: &App, person: &PersonId, number: &str) -> Result<View, Failure> {
    let noun = noun_of(number)?;
    let reader = Reader::of(app, person).await?;
    with_noun!(noun, P => seen_by::<P>(app, &reader, number)).await
}

/// A reading under way. Boxed where it is made: else the frame of whoever asks for a noun would hold room for
/// the reading of every noun.
type Reading<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

fn seen_by<'a, P: Procedure + 'a>(
    app: &'a App,
    reader: &'a Reader,
    number: &'a str,
) -> Reading<'a, View> {
    Box::pin(async move {
        let (state, events) = load::<P>(app, reader, number).await?;
        Ok(viewed(app, reader, &state, &events).await?)
    })
}

fn noun_of(number: &str) -> Result<Noun, Failure> {
    let number = number.parse::<Number>().map_err(|_| Failure::NotFound)?;
    number.noun().ok_or(Failure::NotFound)
}

async fn viewed<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
    events: &[Recorded<P::Event>],
) -> Result<View, Fault> {
    let core = state.core();
    let (office, rules) = (&reader.office, app.rules());
    let whole = core.is_whole_for(&reader.units);
    let stream_id = core.id.stream(P::NOUN);
    let title = title(app, reader, P::NOUN, &stream_id).await?;
    let days = state.period();
    let period = days.map(|(from, until)| (from.to_string(), until.to_string()));
    let between = period.as_ref().map(|(from, until)| (&**from, &**until));
    let mut open: Vec<_> = core.clocks.iter().filter(|clock| clock.is_open()).collect();
    open.sort_by_key(|clock| clock.due);
    open.retain(|clock| whole || reader.units.contains(&clock.owner));
    // What somebody may not know of is told by no promise either (T4).
    let hidden = slips::hidden(app, reader, state).await?;
    open.retain(|clock| !is_about(state, clock, &hidden));
    let line = |clock: &&Clock| ClockLine {
        zh: rules
            .clock(&clock.rule)
            .map_or(&*clock.rule, |rule| &rule.name)
            .to_owned(),
        owner: office.unit_name(&clock.owner).to_owned(),
        item: clock.item(),
        lamp: Lamp::of_clock(app, clock, reader.now),
    };
    let clocks: Vec<ClockLine> = open.iter().map(line).collect();
    let minute = |recorded: &Recorded<P::Event>| Minute {
        at: moment::moment(recorded.at)
            .local
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
        who: actor_in_words(app, office, &recorded.by),
        zh: P::event_zh(&recorded.event),
        clock: procedure::is_of_clock::<P>(&recorded.event),
    };
    let minutes = events.iter().rev().filter(|_| whole).map(minute);
    Ok(View {
        noun: P::NOUN,
        number: core.number.clone(),
        name: name(rules, P::NOUN, state.kind(), between, title.as_deref()),
        kind_zh: P::kind_zh(rules, state.kind()).to_owned(),
        stage_zh: P::stage_zh(state.stage()),
        unit: office.unit_name(&core.unit).to_owned(),
        opened: core.opened.date().to_string(),
        over: core.over.is_some(),
        whole,
        lamp: clocks
            .first()
            .map_or_else(Lamp::rest, |line| line.lamp.clone()),
        clocks,
        acts: offered(app, reader, (state, &hidden)),
        minutes: minutes.collect(),
        period,
    })
}

/// Whether a clock is about an item, or is the time to answer a slip about one, that is hidden.
fn is_about<P: Procedure>(state: &P, clock: &Clock, hidden: &[u32]) -> bool {
    let told = |clock: &Clock| clock.item().is_some_and(|item| hidden.contains(&item));
    let slip = clock.about.filter(|_| clock.is_answer());
    let slip = slip.and_then(|number| state.slip(number));
    let about = slip.iter().flat_map(|slip| &slip.about);
    let mut about = about.filter_map(|about| state.clock(about.clock));
    told(clock) || about.any(told)
}

/// Which of some matters the reader is recused from now.
pub(crate) async fn recused(
    app: &App,
    reader: &Reader,
    matters: impl Iterator<Item = MatterId>,
) -> Result<BTreeSet<MatterId>, Fault> {
    let sql = "SELECT matter_id FROM recused WHERE person_id = $1 AND matter_id = $2";
    let mut found = BTreeSet::new();
    for matter in matters {
        let params = [reader.person.as_str().into(), matter.to_string().into()];
        if !app.store().rows(sql, &params).await?.is_empty() {
            found.insert(matter);
        }
    }
    Ok(found)
}

async fn title(
    app: &App,
    reader: &Reader,
    noun: Noun,
    stream_id: &str,
) -> Result<Option<String>, Fault> {
    let purpose = super::title_purpose(noun);
    let streams = [stream_id.to_owned()];
    let mut titles = vault::of_purpose(app, &reader.opener(), &streams, &purpose).await?;
    Ok(titles.remove(stream_id))
}

/// The acts the reader may perform now.
fn offered<P: Procedure>(
    app: &App,
    reader: &Reader,
    (state, hidden): (&P, &[u32]),
) -> Vec<Offered> {
    let mut acts = Vec::new();
    for act in procedure::of_persons(procedure::acts::<P>()) {
        let Some(actor) = permitted(app, reader, Some(state), act) else {
            continue;
        };
        let facts = Facts {
            hidden: hidden.to_vec(),
            ..Facts::default()
        };
        let ctx = context(app, reader, &actor, &facts);
        if matches!(procedure::ground(state, act.name, &ctx), Some(Ok(()))) {
            acts.push(Offered {
                noun: act.noun,
                zh: act.zh,
                help: act.help,
                likely: false,
            });
        }
    }
    let next = state.next().iter().chain(&ladder::NEXT);
    let mut next = next.filter_map(|name| procedure::acts::<P>().find(|act| act.name == *name));
    let at = next.find_map(|next| acts.iter().position(|act| act.noun == next.noun));
    if let Some(at) = at {
        acts[at].likely = true;
        acts[..=at].rotate_right(1);
    }
    acts
}

fn permitted<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: Option<&P>,
    act: &Act,
) -> Option<Actor> {
    let seen = state.map(|state| state.core() as &dyn access::Seen);
    let (office, rules) = (&reader.office, app.rules());
    access::own(office, rules, &reader.person, act.name, seen, reader.on())
}

/// The form of an act, by the noun in its address; without a number, that of the act that opens one.
///
/// # Errors
/// [`Failure::NotFound`] for a procedure the reader may not know of or a noun no act has;
/// [`Failure::Forbidden`] for an act the reader's posts do not grant; the refusal where it cannot be meant
/// now.
pub async fn form(
    app: &App,
    person: &PersonId,
    noun: Noun,
    number: Option<&str>,
    act: &str,
) -> Result<ActForm, Failure> {
    let reader = Reader::of(app, person).await?;
    let act = noun.act_of(act).ok_or(Failure::NotFound)?;
    with_noun!(noun, P => asked_for::<P>(app, &reader, number, act)).await
}

fn asked_for<'a, P: Procedure + 'a>(
    app: &'a App,
    reader: &'a Reader,
    number: Option<&'a str>,
    act: &'static Act,
) -> Reading<'a, ActForm> {
    Box::pin(async move {
        let state: P = match number {
            Some(number) => load(app, reader, number).await?.0,
            None => P::new(ProcedureId(Uuid::nil())),
        };
        let seen = number.map(|_| &state);
        let actor = permitted(app, reader, seen, act).ok_or_else(|| Failure::Forbidden {
            act: act.zh.to_owned(),
        })?;
        let fields = Map::new();
        let unit = actor.unit().ok_or(Failure::NotFound)?;
        let asked = Asked::new((app, reader), unit, &state, (act.name, &fields));
        let facts = Box::pin(nouns::offered(&asked)).await?;
        let ctx = context(app, reader, &actor, &facts);
        if let Some(ground) = procedure::ground(&state, act.name, &ctx) {
            ground?;
        }
        Ok(build_by(
            act,
            &|source| ladder::choices(&state, source, &ctx),
            &ctx,
        )?)
    })
}

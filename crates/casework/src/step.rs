//! What a step is, and the list that binds a noun's steps into one command and one event.

use crate::act::Act;
use crate::actor::Actor;
use crate::ids::PersonId;
use crate::moment::Moment;
use crate::office::Office;
use crate::rules::Rules;
use calendar::Calendar;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Everything a decision may look at besides the state. Looked up first, passed in.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// When it is entered (录入时间).
    pub now: Moment,
    /// When it happened (发生时间), local; clocks count from here (P-09).
    pub happened: DateTime,
    /// Who acts.
    pub actor: &'a Actor,
    /// Units and people.
    pub office: &'a Office,
    /// Rules in force.
    pub rules: &'a Rules,
    /// Working days.
    pub calendar: &'a Calendar,
    /// What the shell drew or looked up for this command.
    pub facts: &'a Facts,
}

/// Facts the shell draws or looks up before deciding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// A number free to be taken by the matter or report about to be created.
    pub number: Option<String>,
    /// The next free number of the slip or paper about to be signed, in its series.
    pub slip_number: Option<u32>,
    /// Numbers of supervision proposals that the command names and the acting organ did issue.
    pub issued: Vec<String>,
    /// The id of the report about to be created.
    pub report: Option<crate::ids::ReportId>,
    /// Whether the identity given can carry a real-name report: a name and a way to reach it.
    pub reachable: bool,
    /// Whether a text for the public looks as if it could betray a reporter (S1-17).
    pub exposes: bool,
    /// Persons of the office who bear a name entered as a subject's (T4).
    pub namesakes: Vec<PersonId>,
    /// Whether the sender's words name the organ addressed itself, or its leadership.
    pub about_organ: bool,
    /// The digest of the key drawn for a partner system about to be admitted.
    pub partner_key: Option<String>,
    /// How many earlier matters of the same person and accused the actor may see (同人同事).
    pub earlier: usize,
    /// The version of the other matter named by the command, when it is read too.
    pub other: Option<Other>,
    /// The id and number drawn for a part about to be split off.
    pub part: Option<crate::matter::Joined>,
    /// What the person named by the command still owes (P-14).
    pub owed: Owed,
    /// What a case review needs to know of the matters and cases it names.
    pub review: crate::review::Facts,
    /// Which filing the query code belongs to, where the reporter acts.
    pub speaker: Option<Filing>,
    /// Items of the procedure that whoever acts may not know of, where an act on a slip asks (T4).
    pub hidden: Vec<u32>,
    /// What an inspection's step is told.
    pub inspection: crate::inspection::Told,
    /// What is known of counties for key supervision.
    pub key_county: crate::key_county::Told,
    /// What was counted for an assessment.
    pub assessment: crate::assessment::Told,
    /// What an act of a campaign is told of matters.
    pub campaign: crate::campaign::CampaignFacts,
    /// What an act of a linkage is told.
    pub linkage: crate::linkage::Told,
    /// What an act of a reconciliation is told.
    pub reconciliation: crate::reconciliation::Told,
    /// What was counted for an analysis.
    pub analysis: crate::analysis::Told,
    /// What an act of a bulletin is told.
    pub bulletin: crate::bulletin::Told,
}

/// What somebody still owes: nobody leaves before it was handed over (P-14).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Owed {
    /// Matters they handle, lead, decide or were asked to read.
    pub matters: bool,
    /// Papers they keep, borrowed or are being handed, and drafts of reports not entered yet.
    pub papers: bool,
}

/// One filing (件次): the matter that began with it, and its number. Where that matter went into
/// another as a repeat, its reporter still speaks for their own filing alone, and hears nothing of
/// the other one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The matter that began with it.
    pub matter: crate::ids::MatterId,
    /// Its number.
    pub number: String,
}

/// What a decision needs to know of another matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Which matter.
    pub matter: crate::ids::MatterId,
    /// Its number.
    pub number: String,
    /// Whether it can take repeats: it exists and was not itself joined into a third.
    pub open: bool,
    /// Who may not know of it, and so not of its repeat either (T4).
    pub recused: Vec<PersonId>,
    /// How alike it is to the matter at hand, where an act decides whether both are one.
    pub likeness: Option<crate::matter::Likeness>,
}

/// An event as it is recorded: what happened, when, and who did it. Its JSON is what is hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded<E> {
    /// What happened.
    #[serde(flatten)]
    pub event: E,
    /// When it was entered: milliseconds since the epoch, UTC.
    pub at: i64,
    /// When it happened, local.
    pub happened: DateTime,
    /// Who did it.
    pub by: Actor,
}

impl<E: Serialize> Recorded<E> {
    /// The exact bytes that are kept and hashed.
    pub fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("an event is plain data")
    }
}

impl<E> Recorded<E> {
    /// Records an event under a context.
    pub fn new(event: E, ctx: &Context<'_>) -> Self {
        Self {
            event,
            at: ctx.now.at,
            happened: ctx.happened,
            by: ctx.actor.clone(),
        }
    }
}

/// One act: its fields are the command, its grounds and refusals stand beside it.
pub trait Step: for<'de> Deserialize<'de> {
    /// The noun it changes.
    type State;
    /// The noun's events.
    type Event;
    /// Why it may be refused.
    type Refusal: crate::refusal::Refusal;
    /// Its fixed description.
    const ACT: Act;

    /// Whether the act can be meant in this state at all, whatever its fields say.
    ///
    /// # Errors
    /// The reason it cannot.
    fn ground(state: &Self::State, ctx: &Context<'_>) -> Result<(), Self::Refusal>;

    /// Decides, after [`Step::ground`] held.
    ///
    /// # Errors
    /// The reason it is refused; nothing has changed.
    fn decide(
        self,
        state: &Self::State,
        ctx: &Context<'_>,
    ) -> Result<Vec<Self::Event>, Self::Refusal>;
}

/// Binds a noun's steps: one line a step, with the events it may cause and their permanent names.
///
/// Expands to the step modules, `Command`, `Event` and `ACTS`; events listed after `also` belong to
/// no step of their own.
#[macro_export]
macro_rules! steps {
    (
        $state:ty;
        $($module:ident::$command:ident => $($event:ident = $kind:literal),*;)+
        $(@also $other_module:ident { $($other:ident = $other_kind:literal),+ })*
    ) => {
        $(pub mod $module;)+

        /// Every command of the noun.
        #[derive(Debug, Clone)]
        pub enum Command {
            $(#[doc = concat!("See [`mod@", stringify!($module), "`].")] $command(Box<$module::$command>)),+
        }

        /// Every event of the noun, under its permanent name and version.
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(tag = "kind", content = "data")]
        pub enum Event {
            $($(#[doc = $kind] #[serde(rename = $kind)] $event($module::$event),)*)+
            $($(#[doc = $other_kind] #[serde(rename = $other_kind)] $other($other_module::$other),)+)*
        }

        $($(impl From<$other_module::$other> for Event {
            fn from(event: $other_module::$other) -> Self {
                Self::$other(event)
            }
        })+)*

        /// Every act of the noun, in the order of a case's life.
        pub const ACTS: &[$crate::act::Act] =
            &[$(<$module::$command as $crate::step::Step>::ACT),+];

        /// Every reason for which an act of the noun may be refused, for documents and tests.
        pub fn refusals() -> Vec<$crate::refusal::Refused> {
            use $crate::step::Step;
            let mut refusals = Vec::new();
            $(refusals.extend($module::Refusal::ALL.iter().map(|refusal| {
                $crate::refusal::Refused::of(<$module::$command>::ACT.name, refusal)
            }));)+
            refusals
        }

        /// Every kind of event, with its version.
        pub const KINDS: &[&str] = &[$($($kind,)*)+ $($($other_kind,)+)*];

        impl Command {
            /// The typed command of a step's name and JSON.
            ///
            /// # Errors
            /// The JSON does not have the command's fields. `None` when no step has the name.
            pub fn read(name: &str, json: ::serde_json::Value) -> Option<Result<Self, ::serde_json::Error>> {
                $(if name == <$module::$command as $crate::step::Step>::ACT.name {
                    return Some(::serde_json::from_value(json).map(|c| Self::$command(Box::new(c))));
                })+
                None
            }

            /// The description of this command's step.
            pub fn act(&self) -> $crate::act::Act {
                match self { $(Self::$command(_) => <$module::$command as $crate::step::Step>::ACT),+ }
            }

            /// Decides by the step's file.
            ///
            /// # Errors
            /// The step's refusal, by name.
            pub fn decide(
                self,
                state: &$state,
                ctx: &$crate::step::Context<'_>,
            ) -> Result<Vec<Event>, $crate::refusal::Refused> {
                use $crate::step::Step;
                match self {
                    $(Self::$command(command) => <$module::$command>::ground(state, ctx)
                        .and_then(|()| command.decide(state, ctx))
                        .map_err(|refusal| $crate::refusal::Refused::of(<$module::$command>::ACT.name, &refusal))),+
                }
            }
        }

        /// Whether an act can be meant in this state at all.
        ///
        /// # Errors
        /// The refusal its page would show. `None` when no step has the name.
        pub fn ground(
            name: &str,
            state: &$state,
            ctx: &$crate::step::Context<'_>,
        ) -> Option<Result<(), $crate::refusal::Refused>> {
            use $crate::step::Step;
            $(if name == <$module::$command>::ACT.name {
                return Some(<$module::$command>::ground(state, ctx)
                    .map_err(|refusal| $crate::refusal::Refused::of(<$module::$command>::ACT.name, &refusal)));
            })+
            None
        }

        impl Event {
            /// The permanent name with its version, e.g. `matter.routed.v1`.
            pub fn kind(&self) -> &'static str {
                match self {
                    $($(Self::$event(_) => $kind,)*)+
                    $($(Self::$other(_) => $other_kind,)+)*
                }
            }

            /// The permanent name without its version, as rules name it.
            pub fn name(&self) -> &'static str {
                let kind = self.kind();
                kind.rsplit_once(".v").map_or(kind, |(name, _)| name)
            }

            /// Changes the state. Holds no rules: what was decided is replayed for ever.
            pub fn evolve(&self, state: &mut $state, record: &$crate::step::Recorded<()>) {
                match self {
                    $($(Self::$event(event) => event.evolve(state, record),)*)+
                    $($(Self::$other(event) => event.evolve(state, record),)+)*
                }
            }
        }

        /// Whether some event has this name (without version).
        pub fn knows(name: &str) -> bool {
            KINDS.iter().any(|kind| kind.rsplit_once(".v").is_some_and(|(known, _)| known == name))
        }
    };
}

impl<E> Recorded<E> {
    /// The circumstances without the event: what `evolve` may read besides the event itself.
    pub fn circumstances(&self) -> Recorded<()> {
        Recorded {
            event: (),
            at: self.at,
            happened: self.happened,
            by: self.by.clone(),
        }
    }
}

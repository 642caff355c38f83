//! What a matter is. Status is derived from records of who, when and why, never a bare flag.

pub mod accountability;
mod answering;
mod arrival;
mod assigning;
mod booked;
mod campaigned;
mod codes;
pub(crate) mod codes_of_handling;
pub mod consent;
pub mod deciding;
mod files;
pub(crate) mod handling;
mod handover;
mod holdings;
mod identity;
mod intake;
mod likeness;
pub(crate) mod merging;
mod originals;
mod parts;
mod passing;
mod reminding;
pub(crate) mod repair;
mod results;
mod routing;
pub(crate) mod splitting;
mod supervised;
pub mod supervision;
pub(crate) mod talk;

pub use accountability::{AccountGround, Accountability, Demand, DutyFlag, Proof, Proved};
pub use answering::{
    Answer, Answering, Evaluation, Plea, PleaGround, PublicFeedback, ReceiptKind, Round,
    Satisfaction, Via,
};
pub use arrival::{Arrival, Origin, Representative, Secrecy, Turn, Urgency, Visit, Way};
pub use assigning::{Assigning, AssignmentNotice, ByInstruction};
pub use booked::{Booked, CAME_BY, CameBy};
pub use campaigned::{CampaignNote, ContractNote};
pub use codes::{Channel, Class, CountersignSlot, Finding, Mode, Rank, Stage, Status};
pub use codes_of_handling::{ContactMode, Decision};
pub use consent::Consents;
pub use deciding::Presented;
pub use files::Held;
pub use handling::{Decided, Feedback, Handling};
pub use handover::{Duty, DutyKind, Handover};
pub use holdings::{Holding, Holdings, Inflow, Outflow};
pub use identity::{IdentityRequest, RequestState, Sought};
pub use intake::{Came, Intake, NameCheck, Recurrence};
pub use likeness::{Alike, InCommon, Likeness};
pub use merging::{Merging, Pairing, Taken};
pub use originals::{Custody, Filed, Found, Loan, Original, OriginalKind};
pub use parts::{
    Accepted, Accused, Assignment, Disposition, Issue, Joined, Lead, Opening, Report, Sign,
};
pub use passing::{PassGround, PassedLine, Passing};
pub use reminding::Reminders;
pub use repair::{Entries, Naming, Repair, Request, VoidGround, Voiding, Wanted};
pub use results::ResultText;
pub use splitting::{Part, PartOf, Splitting};
pub use supervised::{Under, UnderSupervision};
pub use talk::{Question, Supplement, Talk};

pub use routing::{Chain, ForwardCopy, Joint, Routing};

use crate::clocks::Clock;
use crate::ids::{MatterId, PersonId, ReportId, RunId, UnitId};
use crate::matter::steps::Event;
use crate::rules::Rules;
use crate::sealed::FileRef;
use crate::step::{Filing, Recorded};
use jiff::civil::DateTime;
use std::collections::BTreeSet;

/// One grievance under handling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Its id.
    pub id: MatterId,
    /// Version of its stream; 0 before anything was received.
    pub version: i64,
    /// Its number, given on arrival.
    pub number: String,
    /// Where in its life it stands.
    pub stage: Stage,
    /// Local time of arrival (发生时间).
    pub received: DateTime,
    /// When it was entered (录入时间), milliseconds UTC.
    pub entered_at: i64,
    /// The organ that received it first.
    pub receiver: UnitId,
    /// The unit that holds it now: 现在在谁手里.
    pub holder: UnitId,
    /// Division code the report concerns.
    pub region: String,
    /// How it came.
    pub channel: Channel,
    /// What the rules of arrival keep of it.
    pub intake: Intake,
    /// The import run that brought it, while it matters.
    pub run: Option<RunId>,
    /// Its reports (件次), first one first.
    pub reports: Vec<Report>,
    /// Its class, once registered.
    pub class: Option<Class>,
    /// The edition of categories it was registered under.
    pub edition: Option<String>,
    /// Domain tags.
    pub domains: Vec<String>,
    /// Its leads (线索).
    pub leads: Vec<Lead>,
    /// The unit the petition office proposes to handle it (拟办单位).
    pub proposed: Option<UnitId>,
    /// Whether screening excluded it (S1-32).
    pub excluded: bool,
    /// Whether a leader has instructed since it last came home.
    pub instructed: bool,
    /// Assignments up and down the tree, oldest first.
    pub assignments: Vec<Assignment>,
    /// Signatures under the present result.
    pub signatures: Vec<Sign>,
    /// Whether a reply was given since the last conclusion.
    pub replied: bool,
    /// How often it was opened again.
    pub reopened: u32,
    /// Its clocks, open and ended.
    pub clocks: Vec<Clock>,
    /// Persons who may not know of it (T4).
    pub recused: BTreeSet<PersonId>,
    /// Persons of the office named as accused, here or in a repeat: their recusal is never lifted.
    pub accused: BTreeSet<PersonId>,
    /// How it was answered, what the reporter thinks, what asks for handling again.
    pub answering: Answering,
    /// Requests to see an identity, oldest first.
    pub identity_requests: Vec<IdentityRequest>,
    /// Identities opened: by whom, until when.
    pub openings: Vec<Opening>,
    /// The matter this one was joined into.
    pub joined_into: Option<Joined>,
    /// Repeats that joined this matter.
    pub repeats: Vec<Joined>,
    /// Whether one of them was real-name.
    pub repeat_real_name: bool,
    /// Who first took it in hand and stays answerable whatever follows (首办责任, S1-14).
    pub first_handler: Option<PersonId>,
    /// Reports whose keys were destroyed.
    pub erased: BTreeSet<ReportId>,
    /// What passes between the office and its reporters through the query code.
    pub talk: Talk,
    /// Contacts, meetings, an extension, a pause, evidence.
    pub handling: Handling,
    /// Units that may see it.
    pub sight: Vec<UnitId>,
    /// How it went from hand to hand.
    pub routing: Routing,
    /// Its paper originals (原件), in the order they were kept.
    pub originals: Vec<Original>,
    /// Where its deciding stands.
    pub deciding: deciding::Deciding,
    /// What joining changed, on either side.
    pub merging: Merging,
    /// What was split off, or of what it is a part.
    pub splitting: Splitting,
    /// What of its entries is being put right, or was.
    pub repair: Repair,
    /// What passing up left behind.
    pub passing: Passing,
    /// When its last progress, finding or contact was entered, milliseconds UTC.
    pub touched_at: i64,
    /// Hand-overs that wait for a word, one a leaver.
    pub handovers: Vec<Handover>,
    /// How it was urged.
    pub reminders: Reminders,
    /// How it is supervised: slips, urgings, proposals (督办).
    pub supervision: supervision::Supervision,
    /// What went on to another body, and with whose consent (P-20).
    pub consents: Consents,
    /// What books list it by: its milestones and the national platform's number.
    pub booked: Booked,
    /// Which organ had it when.
    pub holdings: Holdings,
    /// The campaigns it is in, as they were noted last.
    pub campaigned: Vec<CampaignNote>,
    /// What somebody may have to answer for (追责问责).
    pub accountability: Box<Accountability>,
    /// Notices that went with what was assigned (交办通知单).
    pub assigning: Box<Assigning>,
    /// What was reported last as its result.
    pub result: Option<ResultText>,
}

impl Matter {
    /// A matter of which nothing is known yet.
    pub fn new(id: MatterId) -> Self {
        let nowhere = UnitId(String::new());
        Self {
            id,
            version: 0,
            number: String::new(),
            stage: Stage::Received,
            received: DateTime::ZERO,
            entered_at: 0,
            receiver: nowhere.clone(),
            holder: nowhere,
            region: String::new(),
            channel: Channel::Other,
            intake: Intake::default(),
            run: None,
            reports: Vec::new(),
            class: None,
            edition: None,
            domains: Vec::new(),
            leads: Vec::new(),
            proposed: None,
            excluded: false,
            instructed: false,
            assignments: Vec::new(),
            signatures: Vec::new(),
            replied: false,
            reopened: 0,
            clocks: Vec::new(),
            recused: BTreeSet::new(),
            accused: BTreeSet::new(),
            answering: Answering::default(),
            identity_requests: Vec::new(),
            openings: Vec::new(),
            joined_into: None,
            repeats: Vec::new(),
            repeat_real_name: false,
            first_handler: None,
            erased: BTreeSet::new(),
            talk: Talk::default(),
            handling: Handling::default(),
            sight: Vec::new(),
            routing: Routing::default(),
            originals: Vec::new(),
            deciding: deciding::Deciding::default(),
            merging: Merging::default(),
            splitting: Splitting::default(),
            repair: Repair::default(),
            passing: Passing::default(),
            touched_at: 0,
            handovers: Vec::new(),
            reminders: Reminders::default(),
            supervision: supervision::Supervision::default(),
            consents: Consents::default(),
            booked: Booked::default(),
            holdings: Holdings::default(),
            campaigned: Vec::new(),
            accountability: Box::default(),
            assigning: Box::default(),
            result: None,
        }
    }

    /// The matter after its events.
    pub fn replay<'a>(id: MatterId, events: impl IntoIterator<Item = &'a Recorded<Event>>) -> Self {
        let mut matter = Self::new(id);
        for recorded in events {
            matter.apply(recorded);
        }
        matter
    }

    /// Applies one event and counts it.
    pub fn apply(&mut self, recorded: &Recorded<Event>) {
        recorded.event.evolve(self, &recorded.circumstances());
        self.booked.note(&recorded.event, recorded.happened);
        self.note_holding(&recorded.event, (recorded.happened, recorded.at));
        self.note_duty(&recorded.event, recorded.happened);
        self.assigning.note(recorded);
        self.note_result(&recorded.event);
        self.version += 1;
        self.touched_at = recorded.at;
    }

    /// Whether anything was received.
    pub fn exists(&self) -> bool {
        self.version > 0
    }

    /// Whether a real-name report stands in it (实名, JK2: an own name and a usable contact).
    pub fn real_name(&self) -> bool {
        let of_whole = self.splitting.of.as_ref().is_some_and(|of| of.real_name);
        of_whole || self.repeat_real_name || self.reports.iter().any(|report| self.is_named(report))
    }

    /// The assignment in force: the last one not returned.
    pub fn assignment(&self) -> Option<&Assignment> {
        self.assignments
            .iter()
            .rev()
            .find(|assignment| assignment.returned.is_none())
    }

    /// The assignment in force, to be changed.
    pub(crate) fn assignment_mut(&mut self) -> Option<&mut Assignment> {
        self.assignments
            .iter_mut()
            .rev()
            .find(|assignment| assignment.returned.is_none())
    }

    /// The unit that audits what the holder reports: the last organ that handed it down.
    ///
    /// Moves inside one organ do not count; what was passed up is audited by the organ it was passed
    /// to; an organ the accused belongs to never audits; where nobody handed it on, by the receiver.
    pub fn assigner(&self) -> &UnitId {
        let handed_on = |a: &&Assignment| a.returned.is_none() && !a.inside;
        let last = self.assignments.iter().rev().find(handed_on);
        match last {
            Some(assignment) if assignment.upward => &assignment.to_organ,
            Some(assignment) if self.routing.barred.contains(&assignment.from_organ) => {
                &assignment.to_organ
            }
            Some(assignment) => &assignment.from,
            None => &self.receiver,
        }
    }

    /// Joint units whose opinion is still owed (P-04).
    pub fn owing_joints(&self) -> impl Iterator<Item = &Joint> {
        self.routing.joint.iter().filter(|joint| joint.is_owing())
    }

    /// When it was first handed to another organ, where it came back since: what a clock that carries on
    /// counts from (P-13).
    pub fn first_handed(&self) -> Option<DateTime> {
        let of_whole = self.splitting.of.as_ref().and_then(|of| of.handed);
        if of_whole.is_some() {
            return of_whole;
        }
        let handed = || self.assignments.iter().filter(|a| !a.inside);
        let came_back = handed().any(|assignment| assignment.returned.is_some());
        handed()
            .next()
            .filter(|_| came_back)
            .map(|first| first.routed)
    }

    /// Notes organs of the accused, and takes the matter out of their sight (T4).
    pub(crate) fn bar(&mut self, organs: &[UnitId], narrowed: &[UnitId]) {
        self.routing.barred.extend(organs.iter().cloned());
        self.sight.retain(|unit| !narrowed.contains(unit));
    }

    /// Whether an organ received it or was ever given it.
    pub fn has_held(&self, organ: &UnitId) -> bool {
        self.receiver == *organ || self.assignments.iter().any(|a| a.to_organ == *organ)
    }

    /// In whose hands it is (现在在谁手里): the holder, or whoever assigned it once the result is in and
    /// audit, reply and write-off are theirs.
    pub fn hands(&self) -> &UnitId {
        match self.stage {
            Stage::Countersigned | Stage::Concluded | Stage::Replied => self.assigner(),
            Stage::Received
            | Stage::Registered
            | Stage::Screened
            | Stage::Instructed
            | Stage::Routed
            | Stage::Signed
            | Stage::Accepted
            | Stage::Reported
            | Stage::WrittenOff
            | Stage::Joined
            | Stage::Voided => &self.holder,
        }
    }

    /// As what it was accepted where it is now: who handles it, and who leads the handling.
    pub fn accepted(&self) -> Option<&Accepted> {
        self.assignment()?.accepted.as_ref()
    }

    /// Who handles it now.
    pub fn handler(&self) -> Option<&PersonId> {
        self.accepted().map(|accepted| &accepted.handler)
    }

    /// Every issue with its lead's number and its own.
    pub fn issues(&self) -> impl Iterator<Item = (u32, u32, &Issue)> {
        self.leads.iter().flat_map(|lead| {
            lead.issues
                .iter()
                .zip(1..)
                .map(|(issue, number)| (lead.number, number, issue))
        })
    }

    /// The first issue nobody has answered yet (S1-40).
    pub fn unreconciled(&self) -> Option<(u32, u32)> {
        let open = |(_, _, issue): &(u32, u32, &Issue)| issue.finding.is_none();
        self.issues()
            .find(open)
            .map(|(lead, issue, _)| (lead, issue))
    }

    /// Open clocks, nearest first; those that stand still last.
    pub fn open_clocks(&self) -> Vec<&Clock> {
        let mut open: Vec<&Clock> = self.clocks.iter().filter(|clock| clock.is_open()).collect();
        open.sort_by_key(|clock| (clock.paused.is_some(), clock.due, clock.number));
        open
    }

    /// Open clocks that somebody of the office owes, nearest first.
    pub fn owed_clocks(&self) -> Vec<&Clock> {
        let open = self.open_clocks().into_iter();
        open.filter(|clock| !clock.is_window()).collect()
    }

    /// The four words a citizen sees.
    pub fn status(&self) -> Status {
        self.status_of_whole(match self.stage {
            Stage::Received
            | Stage::Registered
            | Stage::Screened
            | Stage::Instructed
            | Stage::Routed
            | Stage::Signed
            | Stage::Voided => Status::Received,
            Stage::Accepted if self.leads.iter().all(|lead| lead.disposal.is_none()) => {
                Status::Accepted
            }
            Stage::Accepted | Stage::Reported | Stage::Countersigned => Status::Handling,
            Stage::Concluded | Stage::Replied | Stage::WrittenOff | Stage::Joined => {
                Status::Concluded
            }
        })
    }

    /// Its filings (件次): its own and those of the repeats that joined it, in order.
    pub fn filings(&self) -> impl Iterator<Item = Filing> {
        let own = Filing {
            matter: self.id,
            number: self.number.clone(),
        };
        let repeats = self.repeats.iter().map(|repeat| Filing {
            matter: repeat.matter,
            number: repeat.number.clone(),
        });
        [own].into_iter().chain(repeats)
    }

    /// Running clocks of the handling itself, which an extension or a pause may move.
    pub fn movable_clocks<'a>(&'a self, rules: &'a Rules) -> impl Iterator<Item = &'a Clock> {
        let movable = |clock: &&Clock| rules.clock(&clock.rule).is_some_and(|rule| rule.movable);
        self.clocks
            .iter()
            .filter(|clock| clock.is_running())
            .filter(movable)
    }

    /// Every file of the matter, whichever act brought it: the one list that copies, downloads and
    /// prints go by.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        let reported = self.reports.iter().flat_map(|report| &report.files);
        reported
            .chain(self.talk.files())
            .chain(&self.handling.files)
            .chain(self.deciding.scans())
            .chain(self.consents.scans.iter().map(|(_, file)| file))
    }

    /// Whether its life is over: written off, gone into another matter, or void.
    pub fn is_over(&self) -> bool {
        matches!(
            self.stage,
            Stage::WrittenOff | Stage::Joined | Stage::Voided
        )
    }

    /// Adds units that may see it, keeping order and dropping doubles.
    pub(crate) fn widen_sight(&mut self, units: &[UnitId]) {
        for unit in units {
            if !self.sight.contains(unit) {
                self.sight.push(unit.clone());
            }
        }
    }
}

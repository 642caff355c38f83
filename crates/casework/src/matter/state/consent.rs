//! Livelihood demands handed on to the body that can serve them (业务外诉求转送, P-20): what the reporter was
//! asked to let go along, what they answered, who held the second key, and what went where.
//!
//! Silence is no consent, a consent names one body and the parts that go along, and is for one handing on.
//! An accusation never takes along who made it, whatever anybody agreed to.

use super::Matter;
use super::codes::{Class, Stage};
use super::parts::Report;
use crate::codes;
use crate::ids::{PersonId, ReportId};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Filing};
use jiff::civil::DateTime;

codes! {
    /// What of who reported may go along.
    pub enum ContactPart {
        /// Name.
        Name = "name" => "姓名",
        /// Telephone.
        Phone = "phone" => "联系电话",
        /// Address.
        Address = "address" => "住址",
    }
}

codes! {
    /// What a reporter says when asked.
    pub enum ConsentAnswer {
        /// It may go along.
        Agree = "agree" => "同意",
        /// It may not.
        Decline = "decline" => "不同意",
        /// It may not any more.
        Withdraw = "withdraw" => "撤回同意",
    }
}

codes! {
    /// How the answer came.
    pub enum ConsentVia {
        /// Through the query code.
        Code = "code" => "凭查询码",
        /// By telephone.
        Phone = "phone" => "电话",
        /// At the office or at the reporter's home.
        InPerson = "in-person" => "当面",
        /// On paper.
        Writing = "writing" => "书面",
    }
}

impl ConsentVia {
    /// How an answer reaches a clerk who records it.
    pub const TO_A_CLERK: &'static [crate::code::Code] = Self::CODES.split_at(1).1;
}

codes! {
    /// Where a question stands.
    pub enum ConsentState {
        /// Waits for the reporter.
        Asked = "asked" => "等候举报人答复",
        /// Agreed to.
        Given = "given" => "举报人同意",
        /// Not agreed to.
        Declined = "declined" => "举报人不同意",
        /// Agreed to, and taken back.
        Withdrawn = "withdrawn" => "举报人撤回同意",
        /// Nobody answered in time.
        Unanswered = "unanswered" => "到期没有答复",
    }
}

codes! {
    /// Where a request to hand on with identity stands.
    pub enum HandingState {
        /// Waits for the second person.
        Asked = "asked" => "待审批",
        /// Agreed to, and not handed on yet.
        Approved = "approved" => "已同意，待转送",
        /// Not agreed to.
        Refused = "refused" => "不同意",
        /// The consent ended, or one of the two was recused.
        Void = "void" => "失效",
        /// Handed on.
        Done = "done" => "已转送",
    }
}

/// The rule of the clock that gives the reporter time to answer.
pub const CONSENT_WINDOW: &str = "consent-answer";

/// Everything about handing a demand on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consents {
    /// What the reporter was asked, oldest first.
    pub asks: Vec<ConsentAsk>,
    /// Requests to hand on with identity, oldest first.
    pub requests: Vec<HandingRequest>,
    /// What went where, oldest first.
    pub handed: Vec<Handed>,
    /// Scans of answers on paper, each with the report whose reporter wrote it.
    pub scans: Vec<(ReportId, FileRef)>,
}

impl Consents {
    /// Keeps the scans of an answer on paper.
    pub(crate) fn scanned(&mut self, ask: u32, files: &[FileRef]) {
        let Some(report) = self.ask(ask).map(|ask| ask.report) else {
            return;
        };
        self.scans
            .extend(files.iter().map(|file| (report, file.clone())));
    }
}

/// A question to the reporter: may this go along to that body?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentAsk {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Whose name and contact.
    pub report: ReportId,
    /// To whose filing; nobody else's code shows it.
    pub to: Filing,
    /// The body of the catalogue, `bodies.toml`.
    pub body: String,
    /// Its name in full, sealed.
    pub name: SealedRef,
    /// What would go along.
    pub parts: Vec<ContactPart>,
    /// When it was asked.
    pub at: DateTime,
    /// Where it stands.
    pub state: ConsentState,
    /// What went to the body since, with or without identity: nothing is left to be answered.
    pub gone: Option<u32>,
}

/// The first key to a handing on with identity, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandingRequest {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Under which consent.
    pub ask: u32,
    /// Who asks, and alone may hand on.
    pub asker: PersonId,
    /// Why the body needs it, sealed.
    pub purpose: SealedRef,
    /// What the body is told of the demand, sealed.
    pub summary: SealedRef,
    /// Where it stands.
    pub state: HandingState,
    /// Who decided, once somebody did.
    pub approver: Option<PersonId>,
    /// Until when an approval may be used, milliseconds UTC.
    pub valid_until: Option<i64>,
}

impl HandingRequest {
    /// Whether it waits for a decision or for its use.
    pub fn is_live(&self) -> bool {
        matches!(self.state, HandingState::Asked | HandingState::Approved)
    }

    /// Whether it may be used at an instant.
    pub fn is_usable(&self, at: i64) -> bool {
        self.state == HandingState::Approved && self.valid_until.is_some_and(|until| at < until)
    }
}

/// A demand that went to a body outside (转送).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Number within the matter, from 1.
    pub number: u32,
    /// The body of the catalogue.
    pub body: String,
    /// Its name in full, sealed; none where the catalogue's name serves.
    pub name: Option<SealedRef>,
    /// What it was told of the demand, sealed.
    pub summary: SealedRef,
    /// The question that ends with it.
    pub ask: Option<u32>,
    /// Whose name and contact went along, and which parts; none where nothing went.
    pub identity: Option<(ReportId, Vec<ContactPart>)>,
    /// Who handed it on.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime,
    /// Until when the annex stands open for whoever handed it on, milliseconds UTC.
    pub open_until: Option<i64>,
}

/// Why who reported may not be passed on at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barrier {
    /// It is an accusation, or somebody is accused in it.
    Accusation,
    /// It was not screened out as out of scope, or is in hand again.
    NotOutOfScope,
    /// Nobody reviewed the exclusion.
    Unreviewed,
    /// The acting organ was given a copy and does not hold who reported.
    CopyOnly,
}

/// Why no consent stands for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Never asked, not answered, or not agreed to.
    NoConsent,
    /// Agreed to and taken back.
    Withdrawn,
    /// Agreed to for another body.
    OtherBody,
}

impl Consents {
    /// Questions to a filing about what has not gone yet.
    pub fn open_to<'a>(&'a self, filing: &'a Filing) -> impl Iterator<Item = &'a ConsentAsk> {
        self.open().filter(move |ask| ask.to == *filing)
    }

    /// Questions about what has not gone yet.
    pub fn open(&self) -> impl Iterator<Item = &ConsentAsk> {
        self.asks.iter().filter(|ask| ask.gone.is_none())
    }

    /// The question about a body that has not gone yet.
    pub fn about(&self, body: &str) -> Option<&ConsentAsk> {
        self.open().find(|ask| ask.body == body)
    }

    /// The question of a number.
    pub fn ask(&self, number: u32) -> Option<&ConsentAsk> {
        self.asks.iter().find(|ask| ask.number == number)
    }

    /// The consent that stands for a body.
    ///
    /// # Errors
    /// Why none does.
    pub fn given_for(&self, body: &str) -> Result<&ConsentAsk, Lack> {
        match self.about(body) {
            Some(ask) if ask.state == ConsentState::Given => Ok(ask),
            Some(ask) if ask.state == ConsentState::Withdrawn => Err(Lack::Withdrawn),
            Some(_) => Err(Lack::NoConsent),
            None if self.open().any(|ask| ask.state == ConsentState::Given) => Err(Lack::OtherBody),
            None => Err(Lack::NoConsent),
        }
    }

    /// Requests that wait for the second person.
    pub fn awaiting(&self) -> impl Iterator<Item = &HandingRequest> {
        self.requests
            .iter()
            .filter(|request| request.state == HandingState::Asked)
    }

    /// The live request under a consent.
    pub fn live(&self, ask: u32) -> Option<&HandingRequest> {
        self.requests
            .iter()
            .find(|request| request.ask == ask && request.is_live())
    }

    /// The time to answer is over, or nobody has to answer any more: what was not said is not agreed to.
    pub(crate) fn lapse(&mut self) {
        for ask in self
            .asks
            .iter_mut()
            .filter(|ask| ask.state == ConsentState::Asked)
        {
            ask.state = ConsentState::Unanswered;
        }
    }

    /// Notes what the reporter said.
    pub(crate) fn answered(&mut self, number: u32, state: ConsentState) {
        for ask in self.asks.iter_mut().filter(|ask| ask.number == number) {
            ask.state = state;
        }
        if state != ConsentState::Given {
            self.void(|request| request.ask == number);
        }
    }

    pub(crate) fn request_mut(&mut self, number: u32) -> Option<&mut HandingRequest> {
        self.requests
            .iter_mut()
            .find(|request| request.number == number)
    }

    /// A recused person holds neither key, and sees no annex.
    pub(crate) fn recuse(&mut self, person: &PersonId) {
        let involved = |request: &HandingRequest| {
            request.asker == *person || request.approver.as_ref() == Some(person)
        };
        self.void(involved);
        for handed in self
            .handed
            .iter_mut()
            .filter(|one| one.by.as_ref() == Some(person))
        {
            handed.open_until = None;
        }
    }

    pub(crate) fn void(&mut self, which: impl Fn(&HandingRequest) -> bool) {
        for request in self.requests.iter_mut().filter(|request| request.is_live()) {
            if which(request) {
                request.state = HandingState::Void;
            }
        }
    }
}

impl Matter {
    /// Why a demand may not leave with who reported, whatever the reporter says.
    pub fn barrier(&self, ctx: &Context<'_>) -> Option<Barrier> {
        if self.is_of_accused() {
            return Some(Barrier::Accusation);
        }
        if let Some(barrier) = self.in_scope(ctx) {
            return Some(barrier);
        }
        self.keeper(ctx).is_none().then_some(Barrier::CopyOnly)
    }

    /// Why it is no demand of another body: nothing of it is handed on at all.
    pub fn in_scope(&self, ctx: &Context<'_>) -> Option<Barrier> {
        if !self.is_demand() {
            return Some(Barrier::NotOutOfScope);
        }
        let reviews = ctx.rules.settings.exclusion_review;
        (reviews && self.awaits_exclusion_review()).then_some(Barrier::Unreviewed)
    }

    /// Whether it stands as screened out for another body (业务范围外).
    pub fn is_demand(&self) -> bool {
        let settled = matches!(
            self.stage,
            Stage::Concluded | Stage::Replied | Stage::WrittenOff
        );
        settled && self.excluded && self.class == Some(Class::OutOfScope)
    }

    /// Whether somebody is accused in it, here or in what was split off.
    pub fn is_of_accused(&self) -> bool {
        let accuses = !self.leads.is_empty() || !self.accused.is_empty();
        self.class == Some(Class::Accusation) || accuses || self.is_split()
    }

    /// Whether a question to the reporter is settled and the demand has not gone yet.
    pub fn owes_handing(&self) -> bool {
        let settled = |ask: &ConsentAsk| ask.state != ConsentState::Asked;
        self.is_demand() && self.consents.open().any(settled)
    }

    /// A real-name report whose identity is still there.
    pub fn named_report(&self, id: ReportId) -> Option<&Report> {
        let report = self.reports.iter().find(|report| report.id == id)?;
        let there = self.is_named(report) && !self.erased.contains(&id);
        there.then_some(report)
    }

    /// What went out with identity and stands open for a person to be printed: to whoever handed it on for
    /// some minutes, or to whom the identity itself was opened by two keys.
    pub fn annex_for(&self, person: &PersonId, at: i64) -> Option<&Handed> {
        self.consents.handed.iter().rev().find(|handed| {
            let Some((report, _)) = &handed.identity else {
                return false;
            };
            let own = handed.by.as_ref() == Some(person);
            let fresh = own && handed.open_until.is_some_and(|until| at < until);
            fresh || self.opening_for(person, *report, at).is_some()
        })
    }
}

//! One matter as a document: what its page shows, without the forms (`GET acts` has those).

use app::queries::matter as page;
use serde::Serialize;
use utoipa::ToSchema;

use super::Lamp;

/// A matter, opened for one reader.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossier {
    /// Number.
    number: String,
    /// Title of its first report.
    title: String,
    /// Where in its life it stands.
    stage: String,
    /// The same in Chinese.
    stage_zh: String,
    /// How many events there are.
    version: i64,
    /// In whose hands it is (现在在谁手里), in Chinese.
    hands: String,
    /// The act that usually comes next, in Chinese.
    next_zh: String,
    /// Its nearest promise.
    lamp: Lamp,
    /// From the report to the solved demand (提出、研判、督办、解决): four stations.
    course: Vec<Station>,
    /// Facts.
    facts: Vec<Line>,
    /// Who bore which stage.
    duties: Vec<Line>,
    /// Its reports with their texts.
    reports: Vec<Report>,
    /// Its leads.
    leads: Vec<Lead>,
    /// Notices that went with what was assigned (交办通知单), as far as the caller may see them.
    notices: Vec<Notice>,
    /// What happened, oldest first.
    timeline: Vec<Entry>,
    /// Its promises, open ones first.
    clocks: Vec<Clock>,
    /// The lock on who reported, one a report, alike whether there is an identity or not.
    identities: Vec<Identity>,
    /// What was said through the query code, oldest first.
    talk: Vec<Said>,
    /// The three feedbacks to a real-name reporter (三反馈); none where it is anonymous.
    feedbacks: Vec<Feedback>,
    /// How to reach the reporter, where the caller holds a permission to contact now.
    #[schema(required)]
    contact: Option<Contact>,
    /// A demand of another body: what the reporter agreed to, and what went where (P-20).
    handing: super::handing::Handing,
    /// Numbers of repeats that joined it.
    repeats: Vec<String>,
    /// The number of the matter it went into.
    #[schema(required)]
    joined_into: Option<String>,
    /// What was split off (拆分分办), as far as the caller may know of it.
    parts: Vec<Part>,
    /// The number of the matter it was split off, as far as the caller may know of it.
    #[schema(required)]
    whole: Option<String>,
}

/// A station of a matter's course.
#[derive(Debug, Serialize, ToSchema)]
pub struct Station {
    /// Which one, in Chinese.
    zh: String,
    /// What happened there, in Chinese; empty where nothing did yet.
    words: String,
    /// Whether it was passed.
    passed: bool,
    /// Whether the matter stands here now.
    here: bool,
}

impl From<page::StationView> for Station {
    fn from(station: page::StationView) -> Self {
        Self {
            zh: station.zh.to_owned(),
            words: station.words,
            passed: station.passed,
            here: station.here,
        }
    }
}

/// A notice of what was assigned.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Its number within the matter.
    notice: u32,
    /// Its number: 交办〔2026〕1号.
    number: String,
    /// To which unit.
    to: String,
    /// The day by which the result is owed.
    until: String,
}

impl From<page::NoticeView> for Notice {
    fn from(notice: page::NoticeView) -> Self {
        Self {
            notice: notice.notice,
            number: notice.number,
            to: notice.to,
            until: notice.until,
        }
    }
}

/// A part that was split off.
#[derive(Debug, Serialize, ToSchema)]
pub struct Part {
    /// Its number.
    number: String,
    /// Whether it is concluded, in Chinese.
    stands_zh: String,
}

impl From<page::PartView> for Part {
    fn from(part: page::PartView) -> Self {
        Self {
            number: part.number,
            stands_zh: part.stands_zh.to_owned(),
        }
    }
}

/// Something said through the query code.
#[derive(Debug, Serialize, ToSchema)]
pub struct Said {
    /// What it is, in Chinese.
    zh: String,
    /// Whether the reporter said it.
    by_reporter: bool,
    /// Whose filing; empty where there is only one.
    filing: String,
    /// When.
    at: String,
    /// What; empty where only files came.
    text: String,
    /// What came with it.
    files: Vec<File>,
    /// Whether it is answered or noted, in Chinese.
    state_zh: String,
    /// Whether somebody has still to do something.
    waiting: bool,
}

/// What a permission to contact opens (联系授权).
#[derive(Serialize, ToSchema)]
pub struct Contact {
    /// Name and ways to reach.
    parts: Vec<Line>,
    /// Until when.
    until: String,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contact").finish_non_exhaustive()
    }
}

/// One of the three feedbacks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Feedback {
    /// 事前, 事中 or 事后.
    zh: String,
    /// What is told.
    what_zh: String,
    /// When it was given; empty before.
    on: String,
    /// How it was given; empty before.
    mode_zh: String,
}

/// A label with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    /// Label.
    label: String,
    /// Text.
    text: String,
}

/// A report (件次).
#[derive(Debug, Serialize, ToSchema)]
pub struct Report {
    /// Number.
    number: String,
    /// 实名 or 匿名.
    name_zh: String,
    /// Title.
    title: String,
    /// Text.
    text: String,
    /// The accused in the reporter's words.
    accused: Vec<Accused>,
    /// Attachments.
    files: Vec<File>,
    /// An answer given before it came here.
    #[schema(required)]
    past_reply: Option<String>,
    /// The row of an old book, whole.
    #[schema(required)]
    source: Option<String>,
    /// Whether its texts were destroyed.
    erased: bool,
}

/// An accused in the reporter's words.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accused {
    /// Name.
    name: String,
    /// Unit, or empty.
    unit: String,
    /// Post, or empty.
    post: String,
}

/// An attachment.
#[derive(Debug, Serialize, ToSchema)]
pub struct File {
    /// Its id.
    id: String,
    /// The sender's name for it; a number for who has the forward copy.
    name: String,
    /// Size, in words.
    size: String,
    /// Whether the caller may open it at the desk now.
    may_open: bool,
    /// What would be seen, or why nothing, in words.
    note: String,
}

/// A lead (线索): one subject.
#[derive(Debug, Serialize, ToSchema)]
pub struct Lead {
    /// Number within the matter.
    number: u32,
    /// The accused.
    subject: String,
    /// Post and employer, or empty.
    post: String,
    /// Rank, in Chinese.
    rank_zh: String,
    /// Managing level, in Chinese.
    managed_zh: String,
    /// The unit of this office the subject belongs to, or empty.
    unit: String,
    /// Disposal, or empty.
    disposal: String,
    /// Issues.
    issues: Vec<Issue>,
}

/// An issue (问题): a finding each.
#[derive(Debug, Serialize, ToSchema)]
pub struct Issue {
    /// `1.2`.
    number: String,
    /// Category, in Chinese.
    category: String,
    /// What is alleged.
    text: String,
    /// Finding, in Chinese; empty while open.
    finding_zh: String,
    /// Grounds, or empty.
    grounds: String,
}

/// An entry of the minutes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Version of the stream.
    version: i64,
    /// When it was entered.
    at: String,
    /// When it happened.
    happened: String,
    /// Whether it was entered on a later day (补录).
    late: bool,
    /// Who.
    who: String,
    /// What, in Chinese.
    zh: String,
    /// Details.
    lines: Vec<Line>,
    /// The files it brought.
    files: Vec<File>,
}

/// A promise (时限).
#[derive(Debug, Serialize, ToSchema)]
pub struct Clock {
    /// What is promised, in Chinese.
    zh: String,
    /// Its lamp.
    lamp: Lamp,
    /// Who owes it.
    owner: String,
    /// The rule it comes from.
    basis: String,
    /// How long, in Chinese.
    term: String,
    /// How an extension or a pause moved it, or empty.
    moved: String,
    /// From when it counts.
    from: String,
    /// The due date.
    due: String,
    /// When it ended, or empty.
    ended: String,
    /// Whether it is still owed.
    open: bool,
}

/// The lock on who reported.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identity {
    /// The report's number.
    number: String,
    /// What `POST identity-request` names.
    report: String,
    /// Who asked to see it, newest first; `number` is what the other acts name.
    requests: Vec<IdentityRequest>,
    /// The identity, where it stands open for the caller now.
    #[schema(required)]
    opened: Option<OpenedIdentity>,
}

/// A request to see an identity.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdentityRequest {
    /// Number within the matter.
    number: u32,
    /// Who asks.
    asker: String,
    /// To see what: 举报人身份, or 附件原件.
    what_zh: String,
    /// For what.
    purpose: String,
    /// When.
    asked_at: String,
    /// Where it stands, in words.
    state_zh: String,
    /// Who decided; empty before.
    approver: String,
    /// Whether the caller may open it now.
    may_open: bool,
}

/// An identity that stands open for the caller.
#[derive(Serialize, ToSchema)]
pub struct OpenedIdentity {
    /// Its parts.
    parts: Vec<Line>,
    /// Until when.
    until: String,
    /// Who agreed.
    approver: String,
    /// For what.
    purpose: String,
}

impl std::fmt::Debug for OpenedIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedIdentity").finish_non_exhaustive()
    }
}

/// Turns the parts of a page into the parts of the document.
fn all<From, To: std::convert::From<From>>(parts: Vec<From>) -> Vec<To> {
    parts.into_iter().map(To::from).collect()
}

impl From<page::MatterPage> for Dossier {
    fn from(page: page::MatterPage) -> Self {
        Self {
            number: page.number,
            title: page.title,
            stage: page.stage.to_owned(),
            stage_zh: page.stage_zh.to_owned(),
            version: page.version,
            hands: page.hands,
            next_zh: page.next_zh.to_owned(),
            lamp: page.lamp.into(),
            course: all(page.course),
            notices: all(page.notices),
            facts: all(page.facts),
            duties: all(page.duties),
            reports: all(page.reports),
            leads: all(page.leads),
            timeline: all(page.timeline),
            clocks: all(page.clocks),
            identities: all(page.identities),
            talk: all(page.talk),
            feedbacks: all(page.feedbacks),
            handing: page.handing.into(),
            contact: page.contact.map(|contact| Contact {
                parts: all(contact.parts),
                until: contact.until,
            }),
            repeats: page.repeats,
            joined_into: page.joined_into,
            parts: all(page.parts),
            whole: page.whole,
        }
    }
}

impl From<page::Said> for Said {
    fn from(said: page::Said) -> Self {
        Self {
            zh: said.zh,
            by_reporter: said.by_reporter,
            filing: said.filing,
            at: said.at,
            text: said.text,
            files: all(said.files),
            state_zh: said.state_zh.to_owned(),
            waiting: said.waiting,
        }
    }
}

impl From<page::FeedbackView> for Feedback {
    fn from(view: page::FeedbackView) -> Self {
        Self {
            zh: view.zh.to_owned(),
            what_zh: view.what_zh.to_owned(),
            on: view.on,
            mode_zh: view.mode_zh.to_owned(),
        }
    }
}

impl From<(&'static str, String)> for Line {
    fn from((label, text): (&'static str, String)) -> Self {
        Self {
            label: label.to_owned(),
            text,
        }
    }
}

impl From<page::ReportView> for Report {
    fn from(view: page::ReportView) -> Self {
        Self {
            number: view.number,
            name_zh: view.name_zh.to_owned(),
            title: view.title,
            text: view.text,
            accused: all(view.accused),
            files: all(view.files),
            past_reply: view.past_reply,
            source: view.source,
            erased: view.erased,
        }
    }
}

impl From<page::AccusedView> for Accused {
    fn from(view: page::AccusedView) -> Self {
        Self {
            name: view.name,
            unit: view.unit,
            post: view.post,
        }
    }
}

impl From<page::FileView> for File {
    fn from(view: page::FileView) -> Self {
        Self {
            id: view.id,
            name: view.name,
            size: view.size,
            may_open: view.may_open,
            note: view.note.to_owned(),
        }
    }
}

impl From<page::LeadView> for Lead {
    fn from(view: page::LeadView) -> Self {
        Self {
            number: view.number,
            subject: view.subject,
            post: view.post,
            rank_zh: view.rank_zh.to_owned(),
            managed_zh: view.managed_zh.to_owned(),
            unit: view.unit,
            disposal: view.disposal,
            issues: all(view.issues),
        }
    }
}

impl From<page::IssueView> for Issue {
    fn from(view: page::IssueView) -> Self {
        Self {
            number: view.number,
            category: view.category,
            text: view.text,
            finding_zh: view.finding_zh.to_owned(),
            grounds: view.grounds,
        }
    }
}

impl From<page::Entry> for Entry {
    fn from(entry: page::Entry) -> Self {
        Self {
            version: entry.version,
            at: entry.at,
            happened: entry.happened,
            late: entry.late,
            who: entry.who,
            zh: entry.zh,
            lines: all(entry.lines),
            files: all(entry.files),
        }
    }
}

impl From<page::ClockView> for Clock {
    fn from(view: page::ClockView) -> Self {
        Self {
            zh: view.zh,
            lamp: view.lamp.into(),
            owner: view.owner,
            basis: view.basis,
            term: view.term,
            moved: view.moved,
            from: view.from,
            due: view.due,
            ended: view.ended,
            open: view.open,
        }
    }
}

impl From<page::IdentityLock> for Identity {
    fn from(lock: page::IdentityLock) -> Self {
        let opened = lock.opened.map(|opened| OpenedIdentity {
            parts: all(opened.parts),
            until: opened.until,
            approver: opened.approver,
            purpose: opened.purpose,
        });
        let request = |view: page::RequestView| IdentityRequest {
            number: view.number,
            asker: view.asker,
            what_zh: view.what_zh.to_owned(),
            purpose: view.purpose,
            asked_at: view.asked_at,
            state_zh: view.state_zh.to_owned(),
            approver: view.approver,
            may_open: view.may_open,
        };
        Self {
            number: lock.number,
            report: lock.report,
            requests: lock.requests.into_iter().map(request).collect(),
            opened,
        }
    }
}

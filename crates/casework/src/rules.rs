//! Rules are data: the catalogue's texts, parsed and checked, with their basis and mechanisms.
//!
//! This module takes text and a version; reading files, hashing and archiving belong to the shell.

mod analyses;
mod assessments;
mod batch;
mod books;
mod campaigns;
mod day;
mod deciding;
mod duties;
mod forms;
mod inspections;
mod key_counties;
mod ladder;
mod letters;
mod linkage;
mod lists;
mod read;
mod reconciliation;
mod reviews;

pub use analyses::{Analyses, AnalysisKind, Policy, Section, ThemeRule, TypicalRule};
pub use assessments::{AwardRule, Indicator, Measure, PointRule, Scheme};
pub use batch::{BatchAct, Batches};
pub use books::{Asked, Book, Column, Sort};
pub use campaigns::{Action, CampaignKind, Campaigns, Capacity, Grade};
pub use deciding::{ActClass, Body, NEVER_LENT, Part};
pub use duties::{Duties, PassingRule};
pub use forms::{Blank, FormRule, Listing, RowRule};
pub use inspections::{InspectionKind, Population, PriorityRule, Way};
pub use key_counties::KeyRule;
pub use ladder::{Issuer, Ladder, Rung, RungKind, RungTime};
pub use letters::{Drafted, Layout, LetterRule, Need, PartRule, Place};
pub use linkage::{Ground, LinkageRules, ReceiverRule};
pub use lists::{Category, Disposal, Edition, Listed};
pub use read::{Invalid, Source};
pub use reconciliation::CauseRule;
pub use reviews::{Answer, Dimension, FULL, Reason, ScoreGrade, Sheet};

use calendar::Term;
use serde::Deserialize;

/// The rules in force: every catalogue file the pure core reads.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Clocks (时限), `clocks.toml`.
    pub clocks: Vec<ClockRule>,
    /// Ladders (督办阶梯), `ladder.toml`.
    pub ladders: Vec<Ladder>,
    /// Roles and their grants, `roles.toml`.
    pub roles: Vec<Role>,
    /// Editions of the problem categories, `categories/*.toml`, oldest first.
    pub editions: Vec<Edition>,
    /// Domain tags (领域), `domains.toml`.
    pub domains: Vec<Listed>,
    /// Disposals (处置方式) valid by date, `disposals.toml`.
    pub disposals: Vec<Disposal>,
    /// Notices to people of the office (通知), `notices.toml`.
    pub notices: Vec<crate::notices::NoticeRule>,
    /// How people are dealt with (处理方式), `measures.toml`.
    pub measures: Vec<Listed>,
    /// Kinds of inspections (检查种类), `inspections.toml`.
    pub inspections: Vec<InspectionKind>,
    /// Problems a check may find (检查发现的问题), `inspections.toml`.
    pub problems: Vec<Listed>,
    /// Who is watched more closely next month (重点抽查名单), `inspections.toml`.
    pub priority: PriorityRule,
    /// Campaigns (专项行动), `campaigns.toml`.
    pub campaigns: Campaigns,
    /// Joint handling of matters outside a commission's business (联动处置), `linkage.toml`.
    pub linkage: LinkageRules,
    /// Why a book does not agree (差异原因), `reconciliation.toml`.
    pub causes: Vec<CauseRule>,
    /// What somebody may have to answer for (追责), `accountability.toml`.
    pub duties: Duties,
    /// Score sheets of case reviews (评分表), `reviews/*.toml`.
    pub sheets: Vec<Sheet>,
    /// How the organs below are assessed (考核), `assessments.toml`.
    pub schemes: Vec<Scheme>,
    /// Kinds of analyses (综合分析), `analyses.toml`.
    pub analyses: Analyses,
    /// What is counted and told (统计指标), `metrics.toml`.
    pub metrics: crate::figures::Metrics,
    /// Which counties are proposed for key supervision (重点督导县), `key-counties.toml`.
    pub key_counties: KeyRule,
    /// Books (台账), `books/*.toml`, in the order of the list.
    pub books: Vec<Book>,
    /// Classes of acts that may be lent (授权), `delegation.toml`.
    pub act_classes: Vec<ActClass>,
    /// Bodies a reporter is sent to with what is none of a commission's business, `bodies.toml`.
    pub bodies: Vec<Body>,
    /// Platforms that demands and leads come from (来源平台), `platforms.toml`.
    pub platforms: Vec<Ground>,
    /// Stock phrases of leaders (常用批示语), `phrases.toml`.
    pub phrases: Vec<String>,
    /// Printed forms (表单), `forms/*.toml`, in the order of the list.
    pub forms: Vec<FormRule>,
    /// Letters and slips (函件、单), `letters/*.toml`, in the order of the list.
    pub letters: Vec<LetterRule>,
    /// What may be done on several matters at once, `batch.toml`.
    pub batches: Batches,
    /// Switches an office may set, `office.toml`.
    pub settings: Settings,
    /// The hash under which this set of texts is archived.
    pub version: String,
}

/// A promise as data: what opens it, who owes it, until when, and what proves it kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Permanent id, e.g. `reply-real-name`.
    pub id: String,
    /// What the promise is called: 实名答复.
    pub name: String,
    /// Kinds of the events that open it, without version: `matter.audited`.
    pub opened_by: Vec<String>,
    /// All of these must hold when it opens.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Who owes it.
    pub owner: Owner,
    /// How long.
    pub term: Term,
    /// How long before the due date the owner is warned.
    #[serde(default)]
    pub warn: Vec<Term>,
    /// Whether it goes on counting from the first hand-over when the matter was returned (P-13).
    #[serde(default)]
    pub carries_on: bool,
    /// Kinds of the events that end it.
    pub discharged_by: Vec<String>,
    /// Whether it may open and run on after the matter's life is over: a visit, an approval.
    #[serde(default)]
    pub outlives: bool,
    /// Whether it is told to the organ that owes it and those above alone: what is being considered against a
    /// unit is not told to the unit (T3).
    #[serde(default)]
    pub discreet: bool,
    /// Whether an approved extension (延期) or pause (中止) of the handling moves it.
    #[serde(default)]
    pub movable: bool,
    /// Whether a part that is split off owes it as the whole does, from the same day (P-02).
    #[serde(default)]
    pub into_parts: bool,
    /// The ladder it climbs when it lapses, `ladder.toml`.
    #[serde(default)]
    pub ladder: Option<String>,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// The closed list of conditions a clock may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The matter holds a real-name report.
    RealName,
    /// It holds none.
    Anonymous,
    /// It is within the commission's duty, or not yet screened.
    InScope,
    /// It was excluded when screened.
    Excluded,
    /// The assignment asks for a written result (交办要结果).
    ResultRequired,
    /// Somebody assigned it to the present holder.
    Assigned,
    /// It was signed and nobody handles it.
    AwaitingAcceptance,
    /// It was registered and is not screened.
    AwaitingScreening,
    /// Somebody came in person.
    Visit,
    /// Five or more came together (集体访).
    Collective,
    /// It is an emergency (紧急件).
    Emergency,
    /// A letter came in without its scan.
    Unscanned,
    /// It was left as a message on the line.
    MessageLeft,
    /// A superior wants the result (要结果).
    WantedAbove,
    /// It was passed up, and the superior did not confirm that it came.
    PassedUp,
    /// A superior organ manages an accused.
    BelongsAbove,
    /// It is on the fast track (即查即办).
    FastTrack,
    /// It is not.
    OrdinaryTrack,
    /// Handling again changed the first conclusion at its root, and nobody answers for it yet (S1-15).
    Overturned,
    /// A talk or education stands where accountability was demanded, and nobody asked why (S0-07).
    LightTouch,
    /// An original is missing, and nobody proposed that somebody answer for it (S0-25).
    OriginalMissing,
    /// It was given back several times, and nobody leads (S3-16).
    PassedAround,
    /// A leader demanded that it be made known, and it was not yet (S0-07).
    NoticeOwed,
    /// It was concluded with all its parts, and nobody was told yet.
    AwaitingReply,
    /// The liaison office has still to look at the signed result (S3-20).
    LiaisonOwed,
    /// The inspection collects complaints about handling.
    ByHotline,
    /// It does not: it is made of a population or of places.
    BySample,
    /// Months of the assessment's year are not frozen yet.
    MonthsLeft,
    /// The inspection has its items.
    ItemsFixed,
    /// It is a whole report, not a part of one.
    Whole,
    /// It is a part of another matter's report.
    Part,
    /// The reporter added something that nobody took note of yet.
    SupplementWaiting,
    /// The reporter was told one to one.
    ToldOneToOne,
    /// The time to evaluate is over, and a real-name reporter did not.
    Unevaluated,
    /// Something asks for the matter to be handled again and nobody judged it yet.
    PleaOpen,
    /// It was refused, and the reporter was not told.
    RefusalUntold,
    /// Somebody asked to see an identity and waits for the second person (T1).
    IdentityAsked,
    /// A question about handing a demand on is settled, and the demand has not gone (P-20).
    DemandOwed,
    /// Somebody asked to hand on with identity and waits for the second person (P-20).
    HandingAsked,
}

/// Through which office replies go out (S2-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outlet {
    /// The petition office alone.
    PetitionOffice,
    /// The unit that handled it.
    HandlingUnit,
    /// Either of them.
    Either,
}

/// Who owes a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// The unit that holds the matter when the clock opens.
    Holder,
    /// The unit that assigned it to the holder; the holder's organ where none did.
    Assigner,
    /// The liaison office that looks at the locality's result (S3-20).
    Liaison,
    /// The organ that received the report first.
    Receiver,
    /// Each joint unit the event names; each has a clock of its own (P-04).
    Joint,
    /// Whoever has it in hand (现在在谁手里): the holder, or the assigner once the result is in.
    Hands,
    /// The reporter: a time that is theirs to use, and no debt of the office. It ends by itself.
    Reporter,
    /// The unit a slip is addressed to: each slip has a clock of its own, with the time it says.
    Addressee,
    /// The organ of whoever acts; the holder's where nobody of the office does.
    Actor,
    /// The unit that runs the procedure.
    Runner,
    /// The unit that answers for the item the event is about; each item has a clock of its own.
    Party,
    /// The organ that keeps who reported: that of whoever acts, or the first receiver where that organ was
    /// given a copy (T5).
    Keeper,
}

/// A role (角色) and what it may do where.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Permanent id, e.g. `clerk`.
    pub id: String,
    /// 信访干部.
    pub name: String,
    /// What its lists show.
    pub sees: Sight,
    /// As what it signs results (S3-18).
    #[serde(default)]
    pub signs: Vec<crate::matter::CountersignSlot>,
    /// Whether it is a post of the petition office, through which replies go out (S2-08).
    #[serde(default)]
    pub petition: bool,
    /// Which of the four parts of the responsibility for letters and visits it bears (S2-01).
    #[serde(default)]
    pub part: Option<Part>,
    /// Whether it may recuse others than itself.
    #[serde(default)]
    pub recuses_others: bool,
    /// What it may do.
    #[serde(default)]
    pub may: Vec<Grant>,
}

/// What a role's lists show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// Every matter its organ may see.
    Organ,
    /// The matters of its own unit.
    Unit,
    /// No matter at all (the three administrators).
    Nothing,
}

/// Acts a role may perform, and in which relation to the matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Step names.
    pub acts: Vec<String>,
    /// In any of these relations; empty for acts that concern no matter.
    #[serde(default)]
    pub relations: Vec<crate::access::Relation>,
}

/// Switches an office may set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether a leader's instruction must precede routing (S2-06; S1 lets the leader in charge decide).
    pub instruction_before_routing: bool,
    /// Whether an exclusion counts only after somebody else reviewed it (S1-32).
    pub exclusion_review: bool,
    /// When the office closes: what arrives later is for the next working day (P-15).
    pub closes_at: jiff::civil::Time,
    /// Most issues of a matter on the fast track (即查即办, S3-26).
    pub fast_issues_max: usize,
    /// Whether zone leader, liaison office and locality answer together (S3-20).
    pub chain_of_three: bool,
    /// Minutes an opened identity stays open for the asker (T1).
    pub identity_open_minutes: i64,
    /// The highest grade of secrecy the installation may hold (P-16).
    pub secrecy_max: crate::matter::Secrecy,
    /// What counts as over-level (越级, field.md section 6).
    pub over_level: OverLevel,
    /// Working days within which an approved request to see an identity may be opened (T1).
    pub identity_approval_days: u16,
    /// Days for which a permission to contact the reporter holds where nothing else is said (P-19).
    pub contact_permission_days: i64,
    /// Most days by which an extension moves the result (field.md T17).
    pub extension_days_max: i64,
    /// Whether a real-name result is discussed at a joint case meeting before it is reported (S2-11).
    pub meeting_before_result: bool,
    /// Within how many working days a task sheet comes back (P-09).
    pub task_sheet_days: u32,
    /// Through which office replies go out (出口统一, S2-08).
    pub reply_outlet: Outlet,
    /// Most attachments of one report.
    pub attachments_max: usize,
    /// Largest attachment in MiB (field.md section 2: the national form takes three files under 10 MB).
    pub attachment_mib_max: usize,
    /// What the book of three-many matters holds (三多, S1-29).
    pub three_many: ThreeMany,
    /// From how many days past its promise a matter is backlog (积案, S2-07).
    pub backlog_days: u16,
}

/// What counts as three-many (三多): so many years, levels and bodies, and so many arrivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreeMany {
    /// In how many calendar years it came (多年).
    pub years: u32,
    /// At how many levels (多层).
    pub levels: u32,
    /// To how many bodies (多头).
    pub bodies: u32,
    /// How often (件次).
    pub filings: u32,
}

/// What counts as over-level (越级); both definitions are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverLevel {
    /// Received above the level that has managing authority: how commissions count.
    ManagingAuthority,
    /// A visit more than one level above it: Petition Work Regulations, art. 20.
    VisitTwoLevels,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            instruction_before_routing: true,
            exclusion_review: true,
            closes_at: jiff::civil::time(17, 30, 0, 0),
            fast_issues_max: 3,
            chain_of_three: true,
            identity_open_minutes: 15,
            secrecy_max: crate::matter::Secrecy::Internal,
            over_level: OverLevel::ManagingAuthority,
            identity_approval_days: 1,
            contact_permission_days: 10,
            extension_days_max: 30,
            meeting_before_result: false,
            task_sheet_days: 5,
            reply_outlet: Outlet::PetitionOffice,
            attachments_max: 5,
            attachment_mib_max: 10,
            three_many: ThreeMany {
                years: 2,
                levels: 2,
                bodies: 2,
                filings: 2,
            },
            backlog_days: 0,
        }
    }
}

impl Rules {
    /// The clock rule of an id.
    pub fn clock(&self, id: &str) -> Option<&ClockRule> {
        self.clocks.iter().find(|rule| rule.id == id)
    }

    /// The book of an id.
    pub fn book(&self, id: &str) -> Option<&Book> {
        self.books.iter().find(|book| book.id == id)
    }

    /// The printed form of an id.
    pub fn form(&self, id: &str) -> Option<&FormRule> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The letter or slip of an id.
    pub fn letter(&self, id: &str) -> Option<&LetterRule> {
        self.letters.iter().find(|letter| letter.id == id)
    }

    /// The role of an id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }
}

#[cfg(test)]
mod tests;

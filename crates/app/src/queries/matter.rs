//! The matter page: one dossier. Opening it opens its texts, which is recorded first (T18).

mod answering;
mod answers;
mod assigned;
mod copy;
mod course;
mod deciding;
mod dossier;
mod duties;
mod file;
mod files;
pub(crate) mod handing;
mod handling;
mod identities;
mod intake;
mod kin;
mod originals;
mod passing;
mod repair;
mod timeline;

pub use assigned::{NoticeView, assignment};
pub use course::StationView;
pub use dossier::{AccusedView, ClockView, IssueView, LeadView, ReportView};
pub use file::{FilePage, Shown, file};
pub use files::FileView;
pub use handing::{AnnexView, ConsentView, HandedView, HandingRequestView, HandingView};
pub use handling::{ContactView, FeedbackView, Said};
pub use identities::{IdentityLock, OpenedIdentity, RequestView};
pub use kin::PartView;
pub use originals::OriginalView;
pub use passing::AboveView;
pub use timeline::Entry;

use super::act::{self, ActForm};
use super::lamp::Lamp;
use super::reader::Reader;
use super::todo;
use crate::{App, Failure, reading, vault};
use casework::PersonId;
use serde::Serialize;

/// The dossier of a matter, opened for one reader.
#[derive(Debug, Clone, Serialize)]
pub struct MatterPage {
    /// Number.
    pub number: String,
    /// Title of its first report.
    pub title: String,
    /// Stage word.
    pub stage: &'static str,
    /// Stage, in words.
    pub stage_zh: &'static str,
    /// Whether it was screened out (剔除).
    pub excluded: bool,
    /// Nearest open promise.
    pub lamp: Lamp,
    /// Which promise that is: beside what the stage owes, another may be nearer. Empty where nothing is owed.
    pub lamp_zh: String,
    /// 现在在谁手里.
    pub hands: String,
    /// The act that usually comes next.
    pub next_zh: &'static str,
    /// From the report to the solved demand: the four stations (提出、研判、督办、解决).
    pub course: Vec<StationView>,
    /// Facts, as label and value.
    pub facts: Vec<(&'static str, String)>,
    /// Who bore which stage, as label and names (S1-14, S3-17).
    pub duties: Vec<(&'static str, String)>,
    /// What its reports' texts are called: the reporter's words, or the forward copy (T5).
    pub text_zh: &'static str,
    /// Its reports with their texts.
    pub reports: Vec<ReportView>,
    /// Its leads.
    pub leads: Vec<LeadView>,
    /// Its paper originals.
    pub originals: Vec<OriginalView>,
    /// Notices that went with what was assigned.
    pub notices: Vec<NoticeView>,
    /// What happened, like minutes, oldest first.
    pub timeline: Vec<Entry>,
    /// Its clocks, open ones first.
    pub clocks: Vec<ClockView>,
    /// That it belongs to the superior organ, where the reader can act on it.
    pub above: Option<AboveView>,
    /// What the reader may do now.
    pub acts: Vec<ActForm>,
    /// Who reported: a lock for each report, alike whether there is an identity or not (T2).
    pub identities: Vec<IdentityLock>,
    /// What was said through the query code, oldest first.
    pub talk: Vec<Said>,
    /// The three feedbacks to a real-name reporter; none where it is anonymous.
    pub feedbacks: Vec<FeedbackView>,
    /// The permission to contact the reporter that the reader holds now.
    pub contact: Option<ContactView>,
    /// A demand of another body: what the reporter agreed to, and what went where (P-20).
    pub handing: HandingView,
    /// How it was answered, as label and words.
    pub answers: Vec<(&'static str, String)>,
    /// Numbers of repeats that joined it.
    pub repeats: Vec<String>,
    /// The number of the matter it was joined into.
    pub joined_into: Option<String>,
    /// What was split off and the reader may know of.
    pub parts: Vec<PartView>,
    /// The number of the whole it is a part of, where the reader may know of it.
    pub whole: Option<String>,
    /// Whether the reader may read the audit trail.
    pub may_read_trail: bool,
    /// Who reads, for the watermark (T14).
    pub reader: String,
    /// When, for the watermark.
    pub read_at: String,
    /// Whether the reader may propose a linkage about it (联动处置).
    pub linkable: bool,
    /// The stream's version the page shows.
    pub version: i64,
}

/// The dossier of a number.
///
/// # Errors
/// [`Failure::NotFound`] where it does not exist or the reader may not know of it.
pub async fn matter(app: &App, person: &PersonId, number: &str) -> Result<MatterPage, Failure> {
    let reader = Reader::of(app, person).await?;
    let (matter, events) = reader.matter(app, number).await?;
    reading::record(app, person, reading::Event::Matter { matter: matter.id }).await?;
    let texts = vault::texts(app, &reader.opener(), &matter.id.stream()).await?;
    let view = dossier::View {
        app,
        reader: &reader,
        matter: &matter,
        texts: &texts,
        reads: copy::Reads::of(app, &reader, &matter, &events),
        kin: kin::Kin::of(app, &reader, &matter).await?,
        held_back: crate::files::held_back(app, &matter).await?,
    };
    let in_campaigns = super::campaigns::of_matter(app, &reader, matter.id).await?;
    let linked = Box::pin(super::linkages::of_matter(app, &reader, matter.id)).await?;
    let proposed = Box::pin(super::proposals::of_matter(app, &reader, matter.id)).await?;
    let linkable = Box::pin(super::linkages::proposable(app, &reader, &matter)).await?;
    let mut open = matter.owed_clocks();
    open.retain(|clock| reader.is_told(app, clock));
    let lamp = open
        .first()
        .map_or_else(Lamp::rest, |c| Lamp::of_clock(app, c, reader.now));
    let nearest = open.first().map(|clock| &*clock.rule);
    let lamp_zh = nearest.map_or("", |rule| {
        app.rules().clock(rule).map_or(rule, |rule| &rule.name)
    });
    Ok(MatterPage {
        lamp_zh: lamp_zh.to_owned(),
        number: matter.number.clone(),
        title: view.title()?,
        stage: matter.stage.as_str(),
        stage_zh: matter.stage.zh(),
        excluded: matter.excluded,
        lamp,
        hands: view.hands(),
        next_zh: todo::next(matter.stage),
        course: view.course(&events),
        facts: view
            .facts()
            .into_iter()
            .chain(in_campaigns)
            .chain(linked)
            .chain(proposed)
            .collect(),
        duties: duties::facts(&view, &events),
        text_zh: if view.reads.is_copy() {
            "转办摘要"
        } else {
            "来件原文"
        },
        reports: view.reports()?,
        leads: view.leads()?,
        originals: view.originals(),
        notices: view.notices(),
        timeline: timeline::timeline(&view, &events)?,
        clocks: view.clocks(),
        above: view.above()?,
        acts: act::offered(app, &reader, &matter, &texts)?,
        identities: view.identities().await?,
        talk: view.talk()?,
        feedbacks: view.feedbacks(timeline::replied(&events)),
        contact: view.contact().await?,
        handing: view.handing()?,
        answers: view.answers(),
        repeats: view.repeats(),
        joined_into: view.joined_into(),
        parts: view.parts(),
        whole: view.whole(),
        may_read_trail: super::trail::may_read(app, &reader, &matter),
        reader: reader.office.person_name(person).to_owned(),
        read_at: todo::shown(reader.now.at),
        linkable,
        version: matter.version,
    })
}

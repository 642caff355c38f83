//! The matter page: one dossier. Opening it opens its texts, which is recorded first (T18).

mod answering;
mod answers;
mod copy;
mod deciding;
mod dossier;
mod duties;
mod handling;
mod identities;
mod intake;
mod kin;
mod originals;
mod repair;
mod timeline;

pub use dossier::{AccusedView, ClockView, FileView, IssueView, LeadView, ReportView};
pub use handling::{ContactView, FeedbackView, Said};
pub use identities::{IdentityLock, OpenedIdentity, RequestView};
pub use kin::PartView;
pub use originals::OriginalView;
pub use timeline::Entry;

use super::act::{self, ActForm};
use super::lamp::Lamp;
use super::reader::Reader;
use super::todo;
use crate::{App, Failure, reading, vault};
use casework::PersonId;
use casework::ids::FileId;
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
    /// 现在在谁手里.
    pub hands: String,
    /// The act that usually comes next.
    pub next_zh: &'static str,
    /// Facts, as label and value.
    pub facts: Vec<(&'static str, String)>,
    /// Who bore which stage, as label and names (S1-14, S3-17).
    pub duties: Vec<(&'static str, String)>,
    /// Its reports with their texts.
    pub reports: Vec<ReportView>,
    /// Its leads.
    pub leads: Vec<LeadView>,
    /// Its paper originals.
    pub originals: Vec<OriginalView>,
    /// What happened, like minutes, oldest first.
    pub timeline: Vec<Entry>,
    /// Its clocks, open ones first.
    pub clocks: Vec<ClockView>,
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
    let texts = vault::texts(app, &matter.id.stream()).await?;
    let view = dossier::View {
        app,
        reader: &reader,
        matter: &matter,
        texts: &texts,
        reads: copy::Reads::of(app, &reader, &matter, &events),
        kin: kin::Kin::of(app, &reader, &matter).await?,
    };
    let open = matter.owed_clocks();
    let lamp = open
        .first()
        .map_or_else(Lamp::rest, |c| Lamp::of_clock(app, c, reader.now));
    Ok(MatterPage {
        number: matter.number.clone(),
        title: view.title()?,
        stage: matter.stage.as_str(),
        stage_zh: matter.stage.zh(),
        excluded: matter.excluded,
        lamp,
        hands: view.hands(),
        next_zh: todo::next(matter.stage),
        facts: view.facts(),
        duties: duties::facts(&view, &events),
        reports: view.reports()?,
        leads: view.leads()?,
        originals: view.originals(),
        timeline: timeline::timeline(&view, &events)?,
        clocks: view.clocks(),
        acts: act::offered(app, &reader, &matter, &texts)?,
        identities: view.identities().await?,
        talk: view.talk()?,
        feedbacks: view.feedbacks(timeline::replied(&events)),
        contact: view.contact().await?,
        answers: view.answers(),
        repeats: view.repeats(),
        joined_into: view.joined_into(),
        parts: view.parts(),
        whole: view.whole(),
        may_read_trail: super::trail::may_read(app, &reader, &matter),
        reader: reader.office.person_name(person).to_owned(),
        read_at: todo::shown(reader.now.at),
        version: matter.version,
    })
}

/// The original of an attachment, with its name and type. Recorded first (T18); what a
/// reporter sent is given only to those who may open identities, because a file may show who sent it (T5).
///
/// # Errors
/// [`Failure::NotFound`] where the matter or file does not exist for the reader;
/// [`Failure::Forbidden`] where the reader's posts do not allow originals.
pub async fn file(
    app: &App,
    person: &PersonId,
    number: &str,
    file: FileId,
) -> Result<(String, String, Vec<u8>), Failure> {
    let reader = Reader::of(app, person).await?;
    let (matter, _) = reader.matter(app, number).await?;
    let named = matter.files().find(|known| known.id == file);
    let named = named.ok_or(Failure::NotFound)?;
    let of_handling = matter.handling.files.iter().any(|known| known.id == file);
    // The leader whose paper it is may always see the scan: they are asked whether it is theirs.
    let mut entered = matter.deciding.entered.iter();
    let of_own = entered.any(|entered| {
        entered.leader == *person && entered.scan.iter().any(|known| known.id == file)
    });
    if !of_handling && !of_own && !dossier::may_open_originals(app, &reader, &matter) {
        return Err(Failure::Forbidden {
            act: "下载附件原件".to_owned(),
        });
    }
    reading::record(
        app,
        person,
        reading::Event::File {
            matter: matter.id,
            file,
        },
    )
    .await?;
    let texts = vault::texts(app, &matter.id.stream()).await?;
    let bytes = crate::files::original(app, named)
        .await?
        .ok_or(Failure::NotFound)?;
    Ok((
        texts.of(&named.name)?.to_owned(),
        named.media_type.clone(),
        bytes,
    ))
}

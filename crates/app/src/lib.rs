//! The write path, the queries and the jobs.
//!
//! Nothing changes except through [`App::execute`]: load, permit, decide, and commit the events with
//! their projections as one guarded `Write`. People, the API, imports and timers use the same path,
//! so a machine's warning is evidence like a person's signature.

mod abreast;
mod analyses;
mod assessments;
pub mod audience;
pub mod batch;
mod blind_index;
mod bulletins;
pub mod cadres;
pub mod calls;
pub mod campaigns;
pub mod catalogue;
pub mod classes;
pub mod evidence;
mod execute;
pub mod export;
mod failure;
pub mod feed;
pub mod files;
mod forward;
pub mod handover;
pub mod import;
pub mod inspections;

pub mod jobs;
mod key_counties;
pub mod layouts;
pub mod likeness;
pub mod linkages;
pub mod login;

pub mod moment;
pub mod national;
pub mod notices;
mod nouns;
mod numbers;
pub mod office;
pub mod office_program;
pub mod official;
pub mod own;
pub mod partners;
pub mod place;
mod projections;
pub mod queries;
pub mod rebuild;
mod reconciliations;
pub mod reviews;
pub mod rotation;
pub mod task_sheets;
#[cfg(feature = "testing")]
pub mod testing;

mod reading;
mod reporter;

mod sealer;
pub mod search_index;
mod slips;
mod stream;
mod tallies;
pub mod vault;

pub use execute::{Done, Filed, Order, Receipt, Spoken, Stopped, Subject, Who};
pub use failure::{Failure, Fault, FileFailure};
pub use reporter::CodeDigest;

use crate::catalogue::Catalogue;
use crate::moment::{Clock, Entropy};
use crate::numbers::Numbers;
use crate::office_program::{OfficeProgram, PdfFailure};
use calendar::Calendar;
use casework::office::Office;
use casework::rules::Rules;
use casework::{Moment, rows::Offset};
use sealing::key_file::KeyFile;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, RwLock};
use store::Store;

/// What the application is made of.
pub struct Setup {
    /// The database, migrated.
    pub store: Store,
    /// The keys, from outside the database.
    pub keys: KeyFile,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// A folder of catalogue files that stand in for those in the program.
    pub overrides: Option<PathBuf>,
}

/// The application: one handle for every door. Clones share it; it holds no state that another node
/// could not hold too, but for caches.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    keys: KeyFile,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    catalogue: Catalogue,
    office: RwLock<Arc<Office>>,
    numbers: Numbers,
    lists_read: reading::ListsRead,
    lookups: queries::lookup::Cache,
    exports: export::UnderWay,
    search: search_index::Cache,
    classes: classes::Cache,
    offset: Offset,
    notices: OnceLock<notices::Settings>,
    scanner: OnceLock<files::scan::Settings>,
    office_program: OnceLock<OfficeProgram>,
}

impl App {
    /// Opens the application on a migrated store, archiving the catalogue it runs with.
    ///
    /// # Errors
    /// The catalogue is wrong, the key file is another database's, or the database does not answer.
    pub async fn open(setup: Setup) -> Result<Self, Fault> {
        let catalogue = Catalogue::read(setup.overrides.as_deref())?;
        let app = Self {
            inner: Arc::new(Inner {
                store: setup.store,
                keys: setup.keys,
                clock: setup.clock,
                entropy: setup.entropy,
                catalogue,
                office: RwLock::new(Arc::new(Office::default())),
                numbers: Numbers::default(),
                lists_read: reading::ListsRead::default(),
                lookups: queries::lookup::Cache::default(),
                exports: export::UnderWay::default(),
                search: search_index::Cache::default(),
                classes: classes::Cache::default(),
                offset: Offset::CHINA,
                notices: OnceLock::new(),
                scanner: OnceLock::new(),
                office_program: OnceLock::new(),
            }),
        };
        place::check_key_file(&app).await?;
        rebuild::upgrade(&app).await?;
        search_index::upgrade(&app).await?;
        catalogue::archive(&app).await?;
        office::refresh(&app).await?;
        catalogue::adopt(&app).await?;
        Ok(app)
    }

    /// The moment now, as the office's clock shows it.
    pub fn now(&self) -> Moment {
        self.inner.clock.now()
    }

    /// The rules the program runs with.
    pub fn rules(&self) -> &Rules {
        &self.inner.catalogue.rules
    }

    /// The calendar the program runs with.
    pub fn calendar(&self) -> &Calendar {
        &self.inner.catalogue.calendar
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The office's offset from UTC.
    pub fn offset(&self) -> Offset {
        self.inner.offset
    }

    /// Lets notices leave the office from now on. Set once, by the node that serves.
    pub fn send_notices(&self, settings: notices::Settings) {
        // Whoever sets it a second time changes nothing: ways out do not change under way.
        let _first = self.inner.notices.set(settings);
    }

    /// The ways out for notices, if the office has any.
    pub fn notices(&self) -> Option<&notices::Settings> {
        self.inner.notices.get()
    }

    /// Scans every upload from now on. Set once, by the node that serves.
    pub fn scan_with(&self, settings: files::scan::Settings) {
        // Whoever sets it a second time changes nothing: a scanner does not change under way.
        let _first = self.inner.scanner.set(settings);
    }

    /// The virus scanner, if the office runs one.
    pub(crate) fn scanner(&self) -> Option<&files::scan::Settings> {
        self.inner.scanner.get()
    }

    /// Makes PDFs by an office program from now on. Set once, by the node that serves.
    pub fn make_pdfs_with(&self, program: OfficeProgram) {
        // Whoever sets it a second time changes nothing: a program does not change under way.
        let _first = self.inner.office_program.set(program);
    }

    /// Whether an office program stands on this machine: without it no page offers a PDF.
    pub fn makes_pdfs(&self) -> bool {
        self.inner.office_program.get().is_some()
    }

    /// A Word document as a PDF.
    ///
    /// # Errors
    /// There is no office program, others wait before this one, or it fails.
    pub async fn pdf(&self, docx: &[u8]) -> Result<Vec<u8>, PdfFailure> {
        match self.inner.office_program.get() {
            Some(program) => program.pdf(docx).await,
            None => Err(PdfFailure::Absent),
        }
    }

    pub(crate) fn keys(&self) -> &KeyFile {
        &self.inner.keys
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.inner.entropy
    }

    /// The weights by which matters are compared.
    pub(crate) fn weights(&self) -> &likeness::Weights {
        &self.inner.catalogue.weights
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }

    pub(crate) fn lists_read(&self) -> &reading::ListsRead {
        &self.inner.lists_read
    }

    pub(crate) fn lookups(&self) -> &queries::lookup::Cache {
        &self.inner.lookups
    }

    pub(crate) fn exports(&self) -> &export::UnderWay {
        &self.inner.exports
    }

    pub(crate) fn classes(&self) -> &classes::Cache {
        &self.inner.classes
    }

    pub(crate) fn search(&self) -> &search_index::Cache {
        &self.inner.search
    }

    pub(crate) fn numbers(&self) -> &Numbers {
        &self.inner.numbers
    }
}

//! An official paper (公文) on the desk: a page for the browser's printer, and the same as a Word document and a
//! PDF, all three from one finder.

use askama::Template;
use axum::extract::{Path, State};
use axum::routing::{MethodRouter, get};
use axum::{Extension, Router};
use papers::paper::Official;
use serde::de::DeserializeOwned;

use crate::desk::letter::written;
use crate::desk::print;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

/// A paper with a page of its own.
pub struct Paper {
    /// Which part of the desk it belongs to.
    pub here: Here,
    /// The pages above it, outermost first: address and words.
    pub above: Vec<(String, String)>,
    /// What it is called.
    pub zh: &'static str,
    /// What is said beside its heading; often nothing.
    pub note: &'static str,
    /// The address of its page; its documents stand under it.
    pub at: String,
    /// What it says, and what its documents are called.
    pub taken: Taken,
}

/// A paper to be taken as a document.
pub struct Taken {
    /// What it says.
    pub official: Official,
    /// The name of the document without its ending. It says kinds and numbers, and nothing else (T3).
    pub name: String,
}

impl From<Paper> for Taken {
    fn from(paper: Paper) -> Self {
        paper.taken
    }
}

#[derive(Template)]
#[template(path = "desk/print/paper.html")]
struct Page {
    spine: Spine,
    paper: Paper,
    pdfs: bool,
}

/// The page of a paper.
pub fn page<F, A, P>(find: F) -> MethodRouter<Shared>
where
    F: Fn(Shared, Signed, P) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<Paper, Problem>> + Send,
    P: DeserializeOwned + Send + 'static,
{
    get(
        move |State(front): State<Shared>,
              Extension(signed): Extension<Signed>,
              Path(which): Path<P>| async move {
            let paper = find(front.clone(), signed.clone(), which).await?;
            problem::html(&Page {
                spine: Spine::new(&front, &signed, paper.here),
                pdfs: front.app().makes_pdfs(),
                paper,
            })
        },
    )
}

/// A paper as a Word document.
pub fn docx<F, A, P, T>(find: F) -> MethodRouter<Shared>
where
    F: Fn(Shared, Signed, P) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<T, Problem>> + Send,
    P: DeserializeOwned + Send + 'static,
    T: Into<Taken> + 'static,
{
    get(
        move |State(front): State<Shared>,
              Extension(signed): Extension<Signed>,
              Path(which): Path<P>| async move {
            let taken: Taken = find(front, signed, which).await?.into();
            let name = format!("{}.docx", taken.name);
            Ok::<_, Problem>(print::attached(written(&taken.official)?, &name))
        },
    )
}

/// A paper as a PDF, where an office program stands on the machine.
pub fn pdf<F, A, P, T>(find: F) -> MethodRouter<Shared>
where
    F: Fn(Shared, Signed, P) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<T, Problem>> + Send,
    P: DeserializeOwned + Send + 'static,
    T: Into<Taken> + 'static,
{
    get(
        move |State(front): State<Shared>,
              Extension(signed): Extension<Signed>,
              Path(which): Path<P>| async move {
            let taken: Taken = find(front.clone(), signed, which).await?.into();
            let name = format!("{}.pdf", taken.name);
            print::pdf(front.app(), &written(&taken.official)?, &name).await
        },
    )
}

/// A paper's page and its documents, at an address and under it.
pub fn routes<F, A, P>(at: &str, find: F) -> Router<Shared>
where
    F: Fn(Shared, Signed, P) -> A + Copy + Send + Sync + 'static,
    A: Future<Output = Result<Paper, Problem>> + Send,
    P: DeserializeOwned + Send + 'static,
{
    Router::new()
        .route(at, page(find))
        .route(&format!("{at}/docx"), docx(find))
        .route(&format!("{at}/pdf"), pdf(find))
}

/// The paths of [`routes`].
pub fn paths(at: &str) -> [String; 3] {
    [at.to_owned(), format!("{at}/docx"), format!("{at}/pdf")]
}

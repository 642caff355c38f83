//! What a linkage (联动处置) shows besides what every procedure shows: its two letters, what was fed back, and the
//! solved demand; the book of all of them; and the line on the page of the matter.
//!
//! Whoever runs it, the organs above and the office that got a copy know all of it; the receiver knows what
//! it was sent and what it did. Nobody who is recused from the matter knows of any of it (T4).

mod book;
mod letters;
mod of_matter;
mod one;

pub(crate) use book::rows;
pub use book::{Book, BookRow, Sifted, book};
pub use letters::{handover, prompt};
pub(crate) use of_matter::{of_matter, outcome_of, proposable};
pub use one::{FeedbackLine, HandoverLine, LinkageView, Part, SolvedView, linkage};

use super::procedures::load;
use super::reader::Reader;
use crate::vault::{self, Texts};
use crate::{App, Failure, reading};
use casework::PersonId;
use casework::linkage::Linkage;
use casework::procedure::Noun;

/// A linkage that the reader may know of, its texts, and whether they may know all of it.
async fn known(
    app: &App,
    person: &PersonId,
    number: &str,
) -> Result<(Reader, Linkage, Texts), Failure> {
    let reader = Reader::of(app, person).await?;
    let (linkage, _) = load::<Linkage>(app, &reader, number).await?;
    reading::record_list(app, person, &format!("linkage-{number}")).await?;
    let stream_id = linkage.core.id.stream(Noun::Linkage);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    Ok((reader, linkage, texts))
}

//! Views (视图): a book as somebody set it up, kept under a name. A person's own are the person's; what
//! a head shares is kept in the organ's name, so that it stays when the head goes.

use crate::own::{self, Kept, Kind};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault};
use casework::PersonId;
use casework::form::FieldError;
use serde::Serialize;
use serde_json::json;

/// A view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// Its name.
    pub name: String,
    /// Of which book.
    pub book: String,
    /// The words of its address after the book's.
    pub query: String,
    /// Whether the organ shares it.
    pub shared: bool,
}

/// Most characters of a name.
const NAME_MAX: usize = 20;
/// Most characters of an address.
const QUERY_MAX: usize = 600;

/// The reader's views, then the organ's.
pub(super) async fn all(app: &App, reader: &Reader) -> Result<Vec<View>, Fault> {
    let own = own::list(app, &reader.person, Kind::View).await?;
    let mut views: Vec<View> = own.iter().filter_map(|kept| view(kept, false)).collect();
    if let Some(organ) = in_name_of(reader) {
        let shared = own::list(app, &organ, Kind::View).await?;
        views.extend(shared.iter().filter_map(|kept| view(kept, true)));
    }
    Ok(views)
}

fn view(kept: &Kept, shared: bool) -> Option<View> {
    let word = |name: &str| Some(kept.value.get(name)?.as_str()?.to_owned());
    Some(View {
        name: kept.name.clone(),
        book: word("book")?,
        query: word("query")?,
        shared,
    })
}

/// Whose name the organ's things are kept in: no person can bear a colon in the id.
pub(crate) fn in_name_of(reader: &Reader) -> Option<PersonId> {
    let post = reader.office.posts_of(&reader.person, reader.on()).next()?;
    let organ = reader.office.organ_of(&post.unit)?;
    Some(PersonId::from(&*format!("organ:{organ}")))
}

/// Keeps a view; a shared one by whoever may share.
///
/// # Errors
/// No name, a name too long, no such book, or the reader may not share.
pub async fn keep(app: &App, person: &PersonId, view: View) -> Result<(), Failure> {
    let reader = Reader::of(app, person).await?;
    let name = view.name.trim().to_owned();
    let length = name.chars().count();
    if length == 0 || length > NAME_MAX || view.query.len() > QUERY_MAX {
        let sentence = format!("请给视图起一个名字，最多{NAME_MAX}字");
        let field = "name".to_owned();
        return Err(Failure::Invalid(vec![FieldError { field, sentence }]));
    }
    app.rules().book(&view.book).ok_or(Failure::NotFound)?;
    let owner = owner(app, &reader, view.shared)?;
    let value = json!({"book": view.book, "query": view.query});
    Ok(own::keep(app, &owner, Kind::View, &name, &value).await?)
}

/// Forgets a view.
///
/// # Errors
/// The reader may not share, for a shared one.
pub async fn forget(app: &App, person: &PersonId, name: &str, shared: bool) -> Result<(), Failure> {
    let reader = Reader::of(app, person).await?;
    let owner = owner(app, &reader, shared)?;
    Ok(own::forget(app, &owner, Kind::View, name).await?)
}

fn owner(app: &App, reader: &Reader, shared: bool) -> Result<PersonId, Failure> {
    if !shared {
        return Ok(reader.person.clone());
    }
    let forbidden = || Failure::Forbidden {
        act: "与本机关共用视图".to_owned(),
    };
    let organ = in_name_of(reader).filter(|_| reader.may(app, "share-view"));
    organ.ok_or_else(forbidden)
}

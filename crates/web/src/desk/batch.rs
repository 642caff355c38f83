//! Batch acts (批量办理, P-10): rows ticked in a list, one form, a page that says what will happen to how
//! many, and a page of what came of each. Everything a step needs stands in the form, so that it works
//! without script and may be sent again.
//!
//! | module | is |
//! |---|---|
//! | `asked` | what the forms of these pages carry |
//! | `pages` | the four pages |

mod asked;
mod pages;

use app::batch::{self, Item, Outcome};
use app::queries::batch::{self as forms, BatchForm};
use app::queries::listing::Filter;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use casework::form::FieldError;

use crate::desk::act::who;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;
use asked::Asked;
use pages::{Choose, Filling, Foreseen, Outcomes};

/// Pairs of a query string.
type Pairs = Vec<(String, String)>;

/// What may be done on rows named in the address.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    choose(&front, &signed, Asked::of(pairs)).await
}

/// What may be done on the rows ticked, or on the whole of the list they stand in.
pub async fn chosen(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let mut asked = Asked::read(request).await?;
    if let Some(list) = asked.whole.take() {
        asked.numbers = whole(&front, &signed, &list, &asked.query).await?;
    }
    choose(&front, &signed, asked).await
}

async fn choose(front: &Shared, signed: &Signed, asked: Asked) -> Result<Response, Problem> {
    let chosen = forms::chosen(front.app(), &signed.person, &asked.numbers).await?;
    let page = Choose {
        spine: Spine::new(front, signed, Here::Matters),
        chosen,
        back: asked.back,
    };
    Ok(problem::html(&page)?.into_response())
}

/// The numbers of a whole list, as it is filtered.
async fn whole(
    front: &Shared,
    signed: &Signed,
    list: &str,
    query: &str,
) -> Result<Vec<String>, Problem> {
    let uri: Result<Uri, _> = format!("/?{query}").parse();
    let pairs = uri
        .ok()
        .and_then(|uri| Query::<Pairs>::try_from_uri(&uri).ok());
    let Query(pairs) = pairs.ok_or_else(|| Problem::of(StatusCode::BAD_REQUEST))?;
    let (app, person) = (front.app(), &signed.person);
    Ok(match list.strip_prefix("book:") {
        Some(id) => forms::of_book(app, person, id, &pairs).await?,
        None => {
            let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
            forms::numbers(app, person, &Filter::from_pairs(pairs)).await?
        }
    })
}

/// A batch that was left has to be begun again: its rows stand in no address.
pub async fn again() -> Redirect {
    Redirect::to("/desk/batch")
}

/// The form of an act, what would come of it, or what came of it.
pub async fn act(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(noun): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut asked = Asked::read(request).await?;
    asked.noun = noun;
    if asked.go == "do" && asked.attempt.errors.is_empty() {
        return perform(&front, &signed, asked).await;
    }
    if asked.numbers.is_empty() {
        return choose(&front, &signed, asked).await;
    }
    let form = forms::form(front.app(), &signed.person, &asked.numbers, &asked.noun).await?;
    // What asks for nothing is shown as it will come at once.
    let asks = !form.form.fields.is_empty() || !form.each.is_empty();
    if asked.attempt.errors.is_empty() && (asked.go == "check" || !asks) {
        return check(&front, &signed, form, asked).await;
    }
    fill(&front, &signed, &form, &asked)
}

fn fill(
    front: &Shared,
    signed: &Signed,
    form: &BatchForm,
    asked: &Asked,
) -> Result<Response, Problem> {
    let status = match asked.attempt.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let spine = Spine::new(front, signed, Here::Matters);
    let page = Filling::new(spine, form, asked);
    Ok((status, problem::html(&page)?).into_response())
}

async fn check(
    front: &Shared,
    signed: &Signed,
    form: BatchForm,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let who = who(signed, &asked.attempt.behalf);
    let items = batch::foresee(front.app(), &who, &asked.batch()).await?;
    if let Some(errors) = wrong_for_all(&items) {
        asked.attempt.errors = errors;
        return fill(front, signed, &form, &asked);
    }
    let spine = Spine::new(front, signed, Here::Matters);
    let page = Foreseen::new(spine, &form, &asked, items);
    Ok(problem::html(&page)?.into_response())
}

/// The fields that are wrong, where they are wrong for every matter alike.
fn wrong_for_all(items: &[Item]) -> Option<Vec<FieldError>> {
    let tried = |item: &&Item| !matches!(item.outcome, Outcome::Unknown | Outcome::Before);
    let mut tried = items.iter().filter(tried);
    let first = tried.next()?.errors.clone();
    let alike = !first.is_empty() && tried.all(|item| item.errors == first);
    alike.then_some(first)
}

async fn perform(front: &Shared, signed: &Signed, asked: Asked) -> Result<Response, Problem> {
    let who = who(signed, &asked.attempt.behalf);
    let items = batch::perform(front.app(), &who, &asked.batch(), &asked.tried).await?;
    let rule = front.app().rules().batch(&asked.noun);
    let zh = rule.and_then(|rule| rule.act()).map_or("", |act| act.zh);
    let spine = Spine::new(front, signed, Here::Matters);
    let page = Outcomes::new(spine, zh, &asked, items);
    Ok(problem::html(&page)?.into_response())
}

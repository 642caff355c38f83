//! Notices of what was assigned (交办通知单): a page for the browser's printer, and the document and PDF of it.

use app::queries::matter as one;
use axum::http::StatusCode;

use crate::desk::paper::{Paper, Taken};
use crate::desk::session::Signed;
use crate::desk::spine::Here;
use crate::problem::Problem;
use crate::site::Shared;

/// What it is called.
const ZH: &str = "交办通知单";

/// A notice, named after the matter and nothing else (T3).
pub async fn notice(
    front: Shared,
    signed: Signed,
    (number, notice): (String, String),
) -> Result<Paper, Problem> {
    let notice: u32 = notice
        .parse()
        .map_err(|_| Problem::of(StatusCode::NOT_FOUND))?;
    let official = one::assignment(front.app(), &signed.person, (&number, notice)).await?;
    let back = format!("/desk/matters/{number}");
    Ok(Paper {
        here: Here::Matters,
        at: format!("{back}/assignments/{notice}"),
        above: vec![
            ("/desk/matters".to_owned(), "信访件".to_owned()),
            (back, number.clone()),
        ],
        zh: ZH,
        note: "",
        taken: Taken {
            official,
            name: format!("{ZH}-{number}-{notice}"),
        },
    })
}

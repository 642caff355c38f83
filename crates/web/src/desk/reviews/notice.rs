//! The notice of a review's unqualified results (全市通报): a page, a document, a PDF.

use app::queries::reviews;

use crate::desk::paper::{Paper, Taken};
use crate::desk::session::Signed;
use crate::desk::spine::Here;
use crate::problem::Problem;
use crate::site::Shared;

/// The notice of a session.
pub async fn notice(front: Shared, signed: Signed, number: String) -> Result<Paper, Problem> {
    let official = reviews::notice(front.app(), &signed.person, &number).await?;
    let back = format!("/desk/reviews/{number}");
    Ok(Paper {
        here: Here::Procedures,
        at: format!("{back}/notice-paper"),
        above: vec![
            ("/desk/reviews".into(), "案件评查".into()),
            (back, number.clone()),
        ],
        zh: "评查情况通报",
        note: "打印和下载都留痕",
        taken: Taken {
            official,
            name: format!("评查情况通报-{number}"),
        },
    })
}

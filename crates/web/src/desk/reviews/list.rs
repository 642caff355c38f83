//! The deficiency list of an item (负分问题清单): a page, a document, a PDF.

use app::queries::reviews;

use super::sheet::parsed;
use crate::desk::paper::{Paper, Taken};
use crate::desk::session::Signed;
use crate::desk::spine::Here;
use crate::problem::Problem;
use crate::site::Shared;

/// The list of an item.
pub async fn paper(
    front: Shared,
    signed: Signed,
    (number, item): (String, String),
) -> Result<Paper, Problem> {
    let paper = reviews::paper(front.app(), &signed.person, &number, parsed(&item)?).await?;
    let (session, item) = (paper.session, paper.item);
    let back = format!("/desk/reviews/{session}");
    let of = format!("{back}/items/{item}");
    Ok(Paper {
        here: Here::Procedures,
        at: format!("{of}/list"),
        above: vec![
            ("/desk/reviews".into(), "案件评查".into()),
            (back, session.clone()),
            (of, format!("第{item}项")),
        ],
        zh: "负分问题清单",
        note: "打印和下载都留痕",
        taken: Taken {
            official: paper.official,
            name: format!("负分问题清单-{session}-{item}"),
        },
    })
}

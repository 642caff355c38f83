//! The annex with name and contact (举报人联系方式附页, P-20): the parts the reporter let go along, out of the one
//! sealed record, for whom they stand open. The caller has recorded the print before (T18).

use crate::queries::reader::Reader;
use crate::{App, Failure, vault};
use casework::form::Identity;
use casework::matter::state::consent::ContactPart;

/// Shown where the reporter left a part empty.
const UNFILLED: &str = "（举报人未填写）";

/// A line a part: 姓名：何守成.
///
/// # Errors
/// [`Failure::NotFound`] where nothing stands open for the reader, as where there is nothing (T3).
pub(super) async fn lines(
    app: &App,
    reader: &Reader,
    number: &str,
) -> Result<Vec<String>, Failure> {
    let (matter, _) = reader.matter(app, number).await?;
    let open = matter.annex_for(&reader.person, reader.now.at);
    let went = open.and_then(|handed| handed.identity.as_ref());
    let (report, parts) = went.ok_or(Failure::NotFound)?;
    let report = matter.reports.iter().find(|known| known.id == *report);
    let report = report.ok_or(Failure::NotFound)?;
    let stream = matter.id.stream();
    let identity = vault::identity(app, &reader.opener(), &stream, &report.identity).await?;
    let Some(identity) = identity else {
        return Ok(vec![vault::ERASED.to_owned()]);
    };
    Ok(parts.iter().map(|part| line(*part, &identity)).collect())
}

fn line(part: ContactPart, identity: &Identity) -> String {
    let text = match part {
        ContactPart::Name => &identity.name,
        ContactPart::Phone => &identity.phone,
        ContactPart::Address => &identity.address,
    };
    let text = if text.is_empty() { UNFILLED } else { text };
    format!("{}：{text}", part.zh())
}

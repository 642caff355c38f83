//! Attachments (材料): taken one at a time, told by content and sealed at once (T14).

use app::{Failure, files};
use papers::kind::FileKind;

use super::answers::Attached;
use crate::parts::Errors;
use crate::problem::Problem;
use crate::public::challenge;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::Front;

/// What came of the files of a page.
#[derive(Default)]
pub struct Uploads {
    /// Taken and sealed.
    pub taken: Vec<Attached>,
    /// Not taken, and why.
    pub errors: Errors,
    /// The peer is beyond its allowance: the rest was let go, and a question is due.
    pub is_questioned: bool,
}

/// Reads the form to its end, taking its files.
///
/// # Errors
/// The connection broke, or something technical.
pub async fn receive(front: &Front, peer: Peer, sent: &mut Sent) -> Result<Uploads, Problem> {
    let settings = &front.app().rules().settings;
    let bytes_max = settings.attachment_mib_max * 1_048_576;
    let mut uploads = Uploads::default();
    while let Some(file) = sent.next_file(bytes_max).await? {
        let had = (0..)
            .take_while(|at| sent.get(&format!("files.{at}.token")).is_some())
            .count();
        uploads.is_questioned =
            uploads.is_questioned || !challenge::may_pass(front, peer, Toll::File, sent);
        if uploads.is_questioned {
            continue;
        }
        let refusal = if had + uploads.taken.len() >= settings.attachments_max {
            Some(format!(
                "材料最多 {} 个，“{}”没有上传",
                settings.attachments_max, file.name
            ))
        } else if let Some(bytes) = file.bytes {
            take(front, &file.name, bytes, &mut uploads.taken).await?
        } else {
            let limit = settings.attachment_mib_max;
            Some(format!(
                "“{}”超过 {limit} MB，请压缩或分成几个文件后再提交",
                file.name
            ))
        };
        if let Some(sentence) = refusal {
            uploads.errors.add("files", &sentence);
        }
    }
    Ok(uploads)
}

/// Seals one file; gives the sentence when it is not taken.
async fn take(
    front: &Front,
    name: &str,
    bytes: Vec<u8>,
    taken: &mut Vec<Attached>,
) -> Result<Option<String>, Problem> {
    match files::upload(front.app(), name, &bytes).await {
        Ok(file) => {
            let mut about = format!("{}　{}", kind(&file.media_type), in_words(file.size));
            if file.clean.is_none() {
                about.push_str("　不能自动清除来源信息，只存原件");
            }
            taken.push(Attached {
                token: file.token,
                name: file.name,
                about,
            });
            Ok(None)
        }
        Err(Failure::Invalid(errors)) => Ok(Some(
            errors.into_iter().map(|error| error.sentence).collect(),
        )),
        Err(failure) => Err(failure.into()),
    }
}

fn kind(media_type: &str) -> &'static str {
    let kind = FileKind::ALL
        .into_iter()
        .find(|kind| kind.mime() == media_type);
    kind.map_or("文件", FileKind::name)
}

/// 86 KB, 2.4 MB.
fn in_words(size: i64) -> String {
    if size < 1_048_576 {
        return format!("{} KB", (size + 1_023) / 1_024);
    }
    let tenths = size * 10 / 1_048_576;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_know_them() {
        let sizes = [1, 88_000, 1_048_576, 2_600_000].map(in_words);
        assert_eq!(sizes, ["1 KB", "86 KB", "1.0 MB", "2.4 MB"]);
    }
}

//! A form that was sent: its pairs, and its files one by one. Everything is bounded before it is
//! read, and one file at a time is in memory.

use app::FileFailure;
use axum::body::{Body, to_bytes};
use axum::extract::multipart::Field;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use crate::problem::Problem;

/// Most bytes of a form without its files: 6,000 characters of text, twice over, in percent signs.
const PAIRS_BYTES_MAX: usize = 256 * 1024;

/// Most pairs: stops a form of a million names.
const PAIRS_MAX: usize = 1_000;

/// A form on its way in.
#[derive(Default)]
pub struct Sent {
    /// Names and values, in the order of the page.
    pub pairs: Vec<(String, String)>,
    rest: Option<Multipart>,
    bytes: usize,
}

/// A file that was sent.
pub struct SentFile {
    /// The name the sender's machine gave it.
    pub name: String,
    /// Its content, or nothing when it is larger than asked.
    pub bytes: Option<Vec<u8>>,
}

impl Sent {
    /// Reads the pairs; of a form with files, nothing yet.
    ///
    /// # Errors
    /// No form, or a larger one than any of ours.
    pub async fn read(request: Request) -> Result<Self, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE);
        let has_files = media_type.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        if has_files {
            let rest = Multipart::from_request(request, &())
                .await
                .map_err(|_| unreadable())?;
            return Ok(Self {
                pairs: Vec::new(),
                rest: Some(rest),
                bytes: 0,
            });
        }
        let (head, body) = request.into_parts();
        let bytes = to_bytes(body, PAIRS_BYTES_MAX)
            .await
            .map_err(|_| Problem::of(StatusCode::PAYLOAD_TOO_LARGE))?;
        let request = Request::from_parts(head, Body::from(bytes));
        let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
        let Form(pairs) = form.map_err(|_| unreadable())?;
        let mut sent = Self {
            pairs: Vec::new(),
            rest: None,
            bytes: 0,
        };
        for (name, value) in pairs {
            sent.take(name, value)?;
        }
        Ok(sent)
    }

    /// Reads on to the next file, keeping the pairs before it. A file chooser left empty is no file.
    ///
    /// # Errors
    /// The connection broke, or the pairs are larger than those of any form of ours.
    pub async fn next_file(&mut self, bytes_max: usize) -> Result<Option<SentFile>, Problem> {
        while let Some(rest) = &mut self.rest {
            let Some(mut field) = rest.next_field().await.map_err(broken)? else {
                self.rest = None;
                break;
            };
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file) = field.file_name().map(str::to_owned) else {
                let value = bounded(&mut field, PAIRS_BYTES_MAX).await?;
                drop(field);
                let value = value.ok_or(Problem::of(StatusCode::PAYLOAD_TOO_LARGE))?;
                self.take(name, String::from_utf8(value).map_err(|_| unreadable())?)?;
                continue;
            };
            let bytes = bounded(&mut field, bytes_max).await?;
            if !file.is_empty() {
                return Ok(Some(SentFile { name: file, bytes }));
            }
        }
        Ok(None)
    }

    /// The one file of a form, by name and content.
    ///
    /// # Errors
    /// As [`Self::next_file`]; within, what to say where none came or one that is too large.
    pub async fn one_file(
        &mut self,
        bytes_max: usize,
    ) -> Result<Result<(String, Vec<u8>), FileFailure>, Problem> {
        let wrong = |sentence| Err(FileFailure::Wrong(vec![sentence]));
        Ok(match self.next_file(bytes_max).await? {
            None => wrong("请先选一个文件".to_owned()),
            Some(SentFile { name, bytes: None }) => {
                let mib = bytes_max >> 20;
                wrong(format!("“{name}”超过 {mib} MB，请分成几个文件再交"))
            }
            Some(SentFile {
                name,
                bytes: Some(bytes),
            }) => Ok((name, bytes)),
        })
    }

    /// The value of a name; the last one where it was sent several times, as a button is.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn take(&mut self, name: String, value: String) -> Result<(), Problem> {
        self.bytes += name.len() + value.len();
        if self.pairs.len() >= PAIRS_MAX || self.bytes > PAIRS_BYTES_MAX {
            return Err(Problem::of(StatusCode::PAYLOAD_TOO_LARGE));
        }
        // Browsers send line ends as CR LF; one kind is stored and counted.
        self.pairs.push((name, value.replace("\r\n", "\n")));
        Ok(())
    }
}

/// The whole field, or nothing when it is larger: then it is read to its end and let go, so that
/// the browser gets its answer.
async fn bounded(field: &mut Field<'_>, bytes_max: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes = bytes.filter(|kept: &Vec<u8>| kept.len() + chunk.len() <= bytes_max);
        if let Some(kept) = &mut bytes {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok(bytes)
}

fn unreadable() -> Problem {
    Problem::of(StatusCode::BAD_REQUEST)
}

fn broken(error: axum::extract::multipart::MultipartError) -> Problem {
    Problem::of(error.status())
}

//! A form of the desk on its way in: a button that only reshapes it (再加一项, 去掉), or the whole.

use app::{Failure, files};
use axum::extract::Request;
use casework::form::FieldError;
use jiff::civil::DateTime;

use crate::desk::form::{Attempt, Filled};
use crate::problem::Problem;
use crate::shell::sent::Sent;
use crate::site::Shared;

/// What was sent.
pub enum Sending {
    /// A row was asked for or taken away; nothing is to be done yet.
    Reshaped(Attempt),
    /// The whole form.
    Whole(Whole),
}

/// A whole form.
pub struct Whole {
    /// What was filled in, and what is already known to be wrong.
    pub attempt: Attempt,
    /// When it happened, if not now.
    pub happened: Option<DateTime>,
    /// The random name the form was begun with.
    pub draft: String,
}

/// Reads a form, taking its files in one by one.
pub async fn read(front: &Shared, request: Request) -> Result<Sending, Problem> {
    let mut sent = Sent::read(request).await?;
    let (taken, mut errors) = take_files(front, &mut sent).await?;
    let happened = sent.get("happened").unwrap_or_default().trim().to_owned();
    let behalf = sent.get("behalf").unwrap_or_default().trim().to_owned();
    let draft = sent.get("draft").unwrap_or_default().to_owned();
    let (add, remove) = (
        sent.get("add").map(str::to_owned),
        sent.get("remove").map(str::to_owned),
    );
    let kept: Vec<String> = sent
        .pairs
        .iter()
        .filter(|(name, _)| name == "files")
        .map(|(_, token)| token.clone())
        .collect();
    let mut filled = Filled::of(std::mem::take(&mut sent.pairs));
    for token in &taken {
        filled.push("files", token);
    }
    let files = named(front, kept.into_iter().chain(taken)).await?;
    if let Some(path) = add {
        let filled = filled.grown(&path);
        return Ok(Sending::Reshaped(Attempt {
            filled,
            happened,
            behalf,
            errors,
            files,
        }));
    }
    if let Some(row) = remove {
        let filled = filled.without(&row);
        return Ok(Sending::Reshaped(Attempt {
            filled,
            happened,
            behalf,
            errors,
            files,
        }));
    }
    let at = moment(&happened);
    if at.is_err() {
        let sentence = "请按“2026-02-06 09:30”的格式填写时间，或者不填".to_owned();
        errors.push(FieldError {
            field: "happened".to_owned(),
            sentence,
        });
    }
    let filled = filled.without_blank_rows();
    let attempt = Attempt {
        filled,
        happened,
        behalf,
        errors,
        files,
    };
    Ok(Sending::Whole(Whole {
        attempt,
        happened: at.unwrap_or_default(),
        draft,
    }))
}

/// A local time as browsers send it, with or without seconds; nothing where nothing was typed.
pub fn moment(typed: &str) -> Result<Option<DateTime>, jiff::Error> {
    if typed.is_empty() {
        Ok(None)
    } else {
        typed.replace(' ', "T").parse().map(Some)
    }
}

/// Takes files in: the tokens of those admitted, and what is wrong with the others.
async fn take_files(
    front: &Shared,
    sent: &mut Sent,
) -> Result<(Vec<String>, Vec<FieldError>), Problem> {
    let app = front.app();
    let bytes_max = usize::try_from(files::limits(app).bytes).unwrap_or(usize::MAX);
    let (mut taken, mut errors) = (Vec::new(), Vec::new());
    while let Some(file) = sent.next_file(bytes_max).await? {
        let Some(bytes) = file.bytes else {
            let sentence = format!("“{}”超过 {} MB，请压缩后再交", file.name, bytes_max >> 20);
            errors.push(FieldError {
                field: "files".to_owned(),
                sentence,
            });
            continue;
        };
        match files::upload(app, &file.name, &bytes).await {
            Ok(uploaded) => taken.push(uploaded.token),
            Err(Failure::Invalid(wrong)) => errors.extend(wrong),
            Err(failure) => return Err(failure.into()),
        }
    }
    Ok((taken, errors))
}

/// The files of tokens that are still there: token and name.
pub async fn named(
    front: &Shared,
    tokens: impl Iterator<Item = String>,
) -> Result<Vec<(String, String)>, Problem> {
    let mut files = Vec::new();
    for token in tokens {
        if let Some(known) = files::uploaded(front.app(), &token).await? {
            files.push((token, known.name));
        }
    }
    Ok(files)
}

//! A form of the desk on its way in: a button that only reshapes it (再加一项, 去掉), or the whole.

use app::{Done, Failure, Order, Subject, Who, files};
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

impl Whole {
    /// Performs the act with what was filled in.
    ///
    /// # Errors
    /// What is known to be wrong already, or what the act fails with.
    pub async fn perform(
        &self,
        front: &Shared,
        who: &Who,
        subject: Subject,
        act: &str,
    ) -> Result<Done, Failure> {
        if !self.attempt.errors.is_empty() {
            return Err(Failure::Invalid(self.attempt.errors.clone()));
        }
        let order = Order {
            subject,
            act: act.to_owned(),
            fields: self.attempt.filled.fields(),
            happened: self.happened,
        };
        front.app().execute(who, order).await
    }
}

/// What stands in a form, whole or not: for what is asked while it is filled in.
pub async fn filled(front: &Shared, request: Request) -> Result<Filled, Problem> {
    Ok(match read(front, request).await? {
        Sending::Reshaped(attempt) => attempt.filled,
        Sending::Whole(sent) => sent.attempt.filled,
    })
}

/// Reads a form, taking its files in one by one.
pub async fn read(front: &Shared, request: Request) -> Result<Sending, Problem> {
    let mut sent = Sent::read(request).await?;
    let (taken, errors) = take_files(front, &mut sent).await?;
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
    let mut attempt = Attempt {
        filled,
        happened,
        behalf,
        errors,
        files,
    };
    if let Some(path) = add {
        attempt.filled = attempt.filled.grown(&path);
        return Ok(Sending::Reshaped(attempt));
    }
    if let Some(row) = remove {
        attempt.filled = attempt.filled.without(&row);
        return Ok(Sending::Reshaped(attempt));
    }
    let happened = moment(&attempt.happened).unwrap_or_else(|wrong| {
        attempt.errors.push(wrong);
        None
    });
    attempt.filled = attempt.filled.without_blank_rows();
    Ok(Sending::Whole(Whole {
        attempt,
        happened,
        draft,
    }))
}

/// When it happened: a local time as browsers send it, with or without seconds; nothing where nothing was
/// typed.
///
/// # Errors
/// It is no time.
pub fn moment(typed: &str) -> Result<Option<DateTime>, FieldError> {
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = |_| FieldError {
        field: "happened".to_owned(),
        sentence: "请按“2026-02-06 09:30”的格式填写时间，或者不填".to_owned(),
    };
    typed.replace(' ', "T").parse().map(Some).map_err(wrong)
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

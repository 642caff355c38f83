//! What the reporter writes at the status page: the answer to a question, or a supplement. Whatever goes
//! wrong, it comes back with every word and file in it.

use app::{CodeDigest, Failure, Fault, Order, Subject, Who};
use axum::http::StatusCode;
use casework::form::nest;
use serde_json::{Map, Value};

use crate::parts::Errors;
use crate::problem::Problem;
use crate::public::report::answers::Attached;
use crate::public::report::attach::Uploads;
use crate::shell::sent::Sent;
use crate::site::Front;

/// What is being written.
#[derive(Debug, Clone, Default)]
pub struct Saying {
    /// The field it is written in: `said`, or `answer-1` for the first question; empty for nothing.
    pub name: String,
    /// The words.
    pub text: String,
    /// Uploaded already.
    pub files: Vec<Attached>,
    /// What is wrong with it.
    pub errors: Errors,
}

/// What became of it.
pub enum Said {
    /// Taken, and what it was.
    Taken(&'static str),
    /// Not taken; it comes back.
    Not(Box<Saying>),
}

/// Most uploads read back from a form; the act itself allows fewer.
const FILES_READ: usize = 50;

impl Saying {
    /// Reads what a form sent, with the files just taken in.
    pub fn read(sent: &Sent, uploads: Uploads) -> Self {
        let name = sent.get("saying").unwrap_or_default();
        let known = name == "said" || question(name).is_some();
        let name = if known { name } else { "" };
        let part = |at: usize, part: &str| sent.get(&format!("files.{at}.{part}"));
        let kept = (0..FILES_READ).map_while(|at| {
            let of = |name| part(at, name).unwrap_or_default().to_owned();
            part(at, "token").map(|token| Attached {
                token: token.to_owned(),
                name: of("name"),
                about: of("about"),
            })
        });
        let mut errors = uploads.errors;
        for error in &mut errors.0 {
            error.field = file_field(name);
        }
        Self {
            name: name.to_owned(),
            text: sent.get(name).unwrap_or_default().trim().to_owned(),
            files: kept.chain(uploads.taken).collect(),
            errors,
        }
    }

    /// What travels on when the code has to be given again.
    pub fn hidden(&self) -> Vec<(String, String)> {
        if self.name.is_empty() {
            return Vec::new();
        }
        let mut pairs = vec![
            ("saying".to_owned(), self.name.clone()),
            (self.name.clone(), self.text.clone()),
        ];
        for (at, file) in self.files.iter().enumerate() {
            for (part, value) in [
                ("token", &file.token),
                ("name", &file.name),
                ("about", &file.about),
            ] {
                pairs.push((format!("files.{at}.{part}"), value.clone()));
            }
        }
        pairs
    }

    /// Gives it to the office.
    ///
    /// # Errors
    /// Something technical, of which nothing can be said beside the form.
    pub async fn send(
        self,
        front: &Front,
        code: &CodeDigest,
        draft: &str,
    ) -> Result<Said, Problem> {
        if self.name.is_empty() || !self.errors.is_empty() {
            return Ok(Said::Not(Box::new(self)));
        }
        let (act, zh) = match question(&self.name) {
            Some(_) => ("answer-question", "回答"),
            None => ("supplement", "补充"),
        };
        // Sent twice by a double press: it is there already.
        let now = front.app().now().at;
        if !draft.is_empty() && !front.drafts.send(draft, now) {
            return Ok(Said::Taken(zh));
        }
        let order = Order {
            subject: Subject::Own,
            act: act.to_owned(),
            fields: self.fields(),
            happened: None,
        };
        let done = front
            .app()
            .execute(&Who::Reporter(code.clone()), order)
            .await;
        let Err(failure) = done else {
            return Ok(Said::Taken(zh));
        };
        if !matches!(failure, Failure::Fault(Fault::Unknown(_))) {
            front.drafts.release(draft);
        }
        self.refused(failure)
    }

    fn fields(&self) -> Map<String, Value> {
        let question = question(&self.name).map(|number| ("question", number));
        let files = self.files.iter().map(|file| ("files", &*file.token));
        nest(
            question
                .into_iter()
                .chain([("text", &*self.text)])
                .chain(files),
        )
    }

    /// Not taken: the same form, with what is wrong beside its field.
    fn refused(mut self, failure: Failure) -> Result<Said, Problem> {
        let problem = Problem::from(failure);
        if problem.status.is_server_error() || problem.status == StatusCode::NOT_FOUND {
            return Err(problem);
        }
        for error in problem.errors {
            let field = match &*error.field {
                "files" => file_field(&self.name),
                _ => self.name.clone(),
            };
            self.errors.add(&field, &error.sentence);
        }
        if self.errors.is_empty() {
            let name = self.name.clone();
            self.errors.add(&name, &problem.sentence);
        }
        Ok(Said::Not(Box::new(self)))
    }
}

/// The number of the question a field answers.
fn question(name: &str) -> Option<&str> {
    let number = name.strip_prefix("answer-")?;
    number.parse::<u32>().ok().map(|_| number)
}

/// The name of the file chooser beside a field.
pub fn file_field(name: &str) -> String {
    format!("files-{name}")
}

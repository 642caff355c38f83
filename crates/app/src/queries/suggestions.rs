//! What a report under the clerk's hands may be registered as (归类建议, S1-44): scope, category, domains and responsible
//! body, each with its confidence and the words that decided. Learned from the organ's own register; where it is
//! unsure, or nothing was learned, it says nothing. A person takes a suggestion or leaves it.

use super::reader::Reader;
use super::registration::registering_organ;
use crate::classes::{self, Question};
use crate::{App, Failure};
use casework::PersonId;
use casework::matter::Class;
use serde::Serialize;

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What it is about: 受理范围.
    pub what: &'static str,
    /// The field of the registration page it goes into.
    pub field: &'static str,
    /// What goes there.
    pub value: String,
    /// The same in words.
    pub zh: String,
    /// How sure it is: 0.93.
    pub confidence: String,
    /// The words that decided: “低保”“冒领”.
    pub words: String,
}

/// Shorter than this is a report just begun.
const CHARS_MIN: usize = 12;

/// Suggestions for what was typed.
///
/// # Errors
/// The reader may not register reports, or the database does not answer.
pub async fn suggestions(
    app: &App,
    person: &PersonId,
    (title, text): (&str, &str),
) -> Result<Vec<Suggestion>, Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = registering_organ(app, &reader).ok_or(Failure::NotFound)?;
    if title.chars().count() + text.chars().count() < CHARS_MIN {
        return Ok(Vec::new());
    }
    let Some(classes) = classes::in_use(app, &organ).await? else {
        return Ok(Vec::new());
    };
    let said = classes::suggest(&classes, title, text);
    let is_scope = |question: &Question| *question == Question::Scope;
    let scope = said.iter().find(|(question, ..)| is_scope(question));
    let out = scope.is_some_and(|(_, value, ..)| *value == Class::OutOfScope.as_str());
    let accuses = scope.is_some_and(|(_, value, ..)| *value == Class::Accusation.as_str());
    let suggestion =
        |(question, value, confidence, words): (Question, String, f32, Vec<String>)| {
            let field = match &question {
                Question::Scope => "register.class",
                // Where it is an accusation, of what; where it is nobody's here, whose.
                Question::Category if accuses => "register.leads.0.issues.0.category",
                Question::Body if out => "screen.body",
                Question::Domain(_) => "register.domains",
                Question::Category | Question::Body => return None,
            };
            Some(Suggestion {
                what: question.zh(),
                field,
                zh: in_words(app, &question, &value)?,
                value,
                // Nothing is certain.
                confidence: format!("{:.2}", confidence.min(0.99)),
                words: words.iter().map(|word| format!("“{word}”")).collect(),
            })
        };
    Ok(said.into_iter().filter_map(suggestion).collect())
}

/// What a value is called; nothing where the catalogue has it no more.
fn in_words(app: &App, question: &Question, value: &str) -> Option<String> {
    let rules = app.rules();
    match question {
        Question::Scope => Class::parse(value).map(|class| class.zh().to_owned()),
        Question::Category => {
            let edition = rules.edition_on(app.now().on())?;
            edition.name_of(value)
        }
        Question::Body => rules.body(value).map(|body| body.name.clone()),
        Question::Domain(_) => {
            let domain = rules.domains.iter().find(|domain| domain.id == value);
            domain.map(|domain| domain.name.clone())
        }
    }
}

//! The four pages of a batch: what may be done, the one form, what would come of it, what came of it.

use app::batch::{Item, Outcome};
use app::queries::act::{Control, FormField};
use app::queries::batch::{BatchForm, Chosen};
use askama::Template;

use super::asked::Asked;
use crate::desk::form::{ActView, Summary};
use crate::desk::spine::{Here, Spine};

/// The rows that were ticked, and what may be done on them.
#[derive(Template)]
#[template(path = "desk/batch/choose.html")]
pub struct Choose {
    /// Beside the page.
    pub spine: Spine,
    /// Rows and acts.
    pub chosen: Chosen,
    /// Where the rows were ticked.
    pub back: String,
}

/// The one form.
#[derive(Template)]
#[template(path = "desk/batch/form.html")]
pub struct Filling {
    spine: Spine,
    view: ActView,
    summary: Summary,
    rows: Vec<Row>,
    /// Labels of what is filled for each.
    labels: Vec<(&'static str, usize)>,
    ready: usize,
    name: String,
    back: String,
}

/// A row of the form: what is filled for this matter apart.
struct Row {
    number: String,
    title: String,
    /// Name and value of each input, and its label.
    inputs: Vec<(String, String, &'static str)>,
}

impl Filling {
    /// The form as far as it was filled.
    pub fn new(spine: Spine, form: &BatchForm, asked: &Asked) -> Self {
        let zh = form.form.zh;
        let action = format!("/desk/batch/{}", asked.noun);
        let input = |number: &str, field: &FormField| {
            let name = format!("each.{}.{number}", field.name);
            (name, asked.of_each(number, field.name), field.zh)
        };
        let row = |item: &app::queries::batch::ChosenItem| Row {
            number: item.number.clone(),
            title: item.title.clone(),
            inputs: form
                .each
                .iter()
                .map(|field| input(&item.number, field))
                .collect(),
        };
        let most = |field: &FormField| match field.control {
            Control::Line(max) | Control::Text(max) | Control::Word(max) => max,
            _ => 40,
        };
        Self {
            spine,
            view: ActView::new(&form.form, action, &asked.attempt),
            summary: Summary::new(form.form.noun, zh, &asked.attempt, None),
            rows: form.items.iter().map(row).collect(),
            labels: form
                .each
                .iter()
                .map(|field| (field.zh, most(field)))
                .collect(),
            ready: form.ready,
            name: asked.name.clone(),
            back: asked.back.clone(),
        }
    }
}

/// What would come of it.
#[derive(Template)]
#[template(path = "desk/batch/check.html")]
pub struct Foreseen {
    spine: Spine,
    zh: &'static str,
    help: &'static str,
    action: String,
    items: Vec<Item>,
    ready: usize,
    /// Label and value of what was filled.
    said: Vec<(String, String)>,
    carried: Vec<(String, String)>,
    back: String,
}

impl Foreseen {
    /// The page before anything happens.
    pub fn new(spine: Spine, form: &BatchForm, asked: &Asked, items: Vec<Item>) -> Self {
        let ready = |item: &&Item| item.outcome == Outcome::Ready;
        Self {
            spine,
            zh: form.form.zh,
            help: form.form.help,
            action: format!("/desk/batch/{}", asked.noun),
            ready: items.iter().filter(ready).count(),
            items,
            said: said(form, asked),
            carried: asked.carried(),
            back: asked.back.clone(),
        }
    }
}

impl Foreseen {
    /// What will come of a row: nothing was tried yet.
    fn word(item: &Item) -> &'static str {
        match item.outcome {
            Outcome::Refused => "不能办",
            outcome => outcome.zh(),
        }
    }
}

/// What was filled, in words.
fn said(form: &BatchForm, asked: &Asked) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let behalf = &asked.attempt.behalf;
    if let Some(name) = form.form.names.iter().find(|name| name.value == *behalf) {
        lines.push(("以谁的名义".to_owned(), name.zh.clone()));
    }
    for field in &form.form.fields {
        let words: Vec<String> = asked
            .attempt
            .filled
            .values(field.name)
            .filter(|value| !value.trim().is_empty())
            .map(|value| in_words(&field.control, value))
            .collect();
        if !words.is_empty() {
            lines.push((field.zh.to_owned(), words.join("、")));
        }
    }
    if !asked.attempt.happened.is_empty() {
        let happened = asked.attempt.happened.replace('T', " ");
        lines.push(("发生时间".to_owned(), happened));
    }
    lines
}

fn in_words(control: &Control, value: &str) -> String {
    let choices = match control {
        Control::One(choices) | Control::Several(choices) => &choices[..],
        Control::Flag => return "是".to_owned(),
        _ => return value.to_owned(),
    };
    let choice = choices.iter().find(|choice| choice.value == value);
    choice.map_or_else(|| value.to_owned(), |choice| choice.zh.clone())
}

/// What came of it.
#[derive(Template)]
#[template(path = "desk/batch/outcomes.html")]
pub struct Outcomes {
    spine: Spine,
    zh: &'static str,
    action: String,
    items: Vec<Item>,
    done: usize,
    refused: usize,
    waiting: usize,
    carried: Vec<(String, String)>,
    back: String,
}

impl Outcomes {
    /// The page of results.
    pub fn new(spine: Spine, zh: &'static str, asked: &Asked, items: Vec<Item>) -> Self {
        let count = |is: fn(Outcome) -> bool| items.iter().filter(|item| is(item.outcome)).count();
        let (done, waiting) = (
            count(Outcome::is_good),
            count(|outcome| outcome == Outcome::Waiting),
        );
        Self {
            spine,
            zh,
            action: format!("/desk/batch/{}", asked.noun),
            done,
            waiting,
            refused: items.len() - done - waiting,
            items,
            carried: asked.carried(),
            back: asked.back.clone(),
        }
    }

    /// What came of a row.
    fn word(item: &Item) -> &'static str {
        item.outcome.zh()
    }

    /// Whether a row had its turn without being done.
    fn was_tried(item: &Item) -> bool {
        !item.outcome.is_good() && item.outcome != Outcome::Waiting
    }
}

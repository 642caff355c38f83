//! The demonstration's chooser of persons (选一个人): one click signs in as anybody. These routes do
//! not exist where an office is at work.

use std::collections::BTreeMap;

use app::login;
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::PersonId;
use casework::office::Level;
use serde::Deserialize;

use crate::desk::session;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/door/persons.html")]
struct Chooser {
    levels: Vec<LevelView>,
}

/// A level of the tree.
struct LevelView {
    zh: &'static str,
    organs: Vec<OrganView>,
}

/// An organ and its people.
struct OrganView {
    name: String,
    /// Id, name and post.
    people: Vec<(String, String, String)>,
}

/// Who was chosen.
#[derive(Deserialize)]
pub struct Chosen {
    person: String,
}

/// The chooser.
pub async fn ask(State(front): State<Shared>) -> Result<Html<String>, Problem> {
    problem::html(&Chooser {
        levels: levels(&front),
    })
}

/// Signs in as the person chosen.
pub async fn enter(
    State(front): State<Shared>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let person = PersonId::from(chosen.person.as_str());
    if front.app().office().person(&person).is_none() {
        return Err(Problem::of(StatusCode::NOT_FOUND));
    }
    let token = login::open_session(front.app(), &person).await?;
    let headers = session::beginning(&front, &token.0);
    Ok((headers, Redirect::to("/desk")).into_response())
}

fn levels(front: &Shared) -> Vec<LevelView> {
    let app = front.app();
    let (office, rules, on) = (app.office(), app.rules(), app.now().on());
    let mut by_organ: BTreeMap<(Level, String), OrganView> = BTreeMap::new();
    for person in office.people.values() {
        let Some(post) = office.posts_of(&person.id, on).next() else {
            continue;
        };
        let Some(organ) = office.organ_of(&post.unit).and_then(|id| office.unit(id)) else {
            continue;
        };
        let role = rules
            .role(&post.role)
            .map_or(&*post.role, |role| &role.name)
            .to_owned();
        let key = (organ.level, format!("{} {}", organ.region, organ.id));
        let view = by_organ.entry(key).or_insert_with(|| OrganView {
            name: organ.name.clone(),
            people: Vec::new(),
        });
        view.people
            .push((person.id.to_string(), person.name.clone(), role));
    }
    let mut levels: Vec<(Level, LevelView)> = Vec::new();
    for ((level, _), organ) in by_organ {
        match levels.last_mut().filter(|(known, _)| *known == level) {
            Some((_, view)) => view.organs.push(organ),
            None => levels.push((
                level,
                LevelView {
                    zh: level.zh(),
                    organs: vec![organ],
                },
            )),
        }
    }
    levels.into_iter().map(|(_, view)| view).collect()
}

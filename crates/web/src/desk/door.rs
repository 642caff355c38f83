//! The door (登录): name, password and one-time code; the end of a session. One sentence for every
//! cause of failure, so that nobody learns which names exist (T22).

use app::login::{self, LoginFailure};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::PersonId;
use serde::Deserialize;

use crate::desk::session::{self, Signed};
use crate::problem::{self, Problem};
use crate::site::{Mode, Shared};

#[derive(Template)]
#[template(path = "desk/door/login.html")]
struct Login {
    office: String,
    person: String,
    to: String,
    refused: Option<String>,
    demo: bool,
}

#[derive(Template)]
#[template(path = "desk/door/ended.html")]
struct Ended {
    office: String,
    /// The person left; otherwise the session ran out.
    left: bool,
}

/// Where the person was going.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    to: String,
    #[serde(default)]
    left: bool,
}

/// What the login form sends.
#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    person: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    to: String,
}

/// The login page.
pub async fn ask(
    State(front): State<Shared>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    problem::html(&login_page(&front, String::new(), asked.to, None))
}

/// Signs in, or shows the form again with one sentence; the name is kept, the secrets are not.
pub async fn enter(
    State(front): State<Shared>,
    Form(sent): Form<Credentials>,
) -> Result<Response, Problem> {
    let person = sent.person.trim().to_owned();
    let id = PersonId::from(&*person);
    match login::sign_in(front.app(), &id, &sent.password, sent.code.trim()).await {
        Ok(token) => {
            let headers = session::beginning(&front, &token.0);
            Ok((headers, Redirect::to(session::inside(&sent.to))).into_response())
        }
        Err(LoginFailure::Fault(fault)) => Err(fault.into()),
        Err(denied @ LoginFailure::Denied) => {
            let page = login_page(&front, person, sent.to, Some(denied.to_string()));
            Ok((StatusCode::UNAUTHORIZED, problem::html(&page)?).into_response())
        }
    }
}

/// What the button of the settings page adds.
#[derive(Deserialize)]
pub struct Leaving {
    #[serde(default)]
    everywhere: bool,
}

/// Ends the session, or every session of the person.
pub async fn leave(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(leaving): Form<Leaving>,
) -> Result<Response, Problem> {
    if leaving.everywhere {
        login::sign_out_all(front.app(), &signed.person).await?;
    } else {
        login::sign_out(front.app(), &signed.token).await?;
    }
    Ok((
        session::clearing(&front),
        Redirect::to("/desk/ended?left=true"),
    )
        .into_response())
}

/// The page of a session that is over.
pub async fn ended(
    State(front): State<Shared>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    problem::html(&Ended {
        office: office(&front),
        left: asked.left,
    })
}

fn login_page(front: &Shared, person: String, to: String, refused: Option<String>) -> Login {
    let demo = front.site.mode == Mode::Demo;
    Login {
        office: office(front),
        person,
        to: session::inside(&to).to_owned(),
        refused,
        demo,
    }
}

/// The name over the door: the root of the tree, as the site serves the whole office.
pub fn office(front: &Shared) -> String {
    let office = front.app().office();
    let root = office.units.values().find(|unit| unit.parent.is_none());
    root.map_or_else(|| "件件".to_owned(), |unit| unit.name.clone())
}

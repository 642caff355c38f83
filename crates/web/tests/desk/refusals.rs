//! Every act tried by whoever may not, too early, and with nothing or nonsense filled in: each is told in
//! one sentence that says what to do, every word typed comes back, and nothing is changed.

use axum::http::StatusCode;
use casework::act::{Act, Performer};
use casework::form::Kind;
use casework::matter::steps;
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};
use crate::support::page::{check_page, form_to};

/// What is typed: markup in it has to come back as it was.
const TYPED: &str = "写好的<话>";

#[tokio::test]
async fn whatever_is_refused_is_told_and_loses_no_word() {
    each_engine(async |office| {
        let fresh = office.file().await;
        let registered = office.file().await;
        let lead = json!({"subject": "钱某某", "rank": "township", "managed_at": "county",
                          "issues": [{"category": "176", "text": "收受财物"}]});
        let fields = json!({"class": "A", "region": "990101", "leads": [lead]});
        office.act("p-clerk", &registered, "register", fields).await;
        let mut wrong = Vec::new();
        for person in ["p-clerk", "p-head", "p-leader"] {
            let desk = office.desk_of(person).await;
            for number in [&fresh, &registered] {
                for act in acts() {
                    for typed in ["", TYPED] {
                        let found = tried(&office, &desk, number, act, typed).await;
                        wrong.extend(found.map(|what| format!("{person} {}: {what}", act.name)));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

fn acts() -> impl Iterator<Item = &'static Act> {
    let acts = steps::ACTS.iter();
    acts.filter(|act| act.performer == Performer::Person)
}

/// Tries an act by its page. What is wrong with the answer; nothing where it was done.
async fn tried(
    office: &Office,
    desk: &Browser,
    number: &str,
    act: &Act,
    typed: &str,
) -> Option<String> {
    let at = format!("/desk/matters/{number}/{}", act.noun);
    let texts = act
        .fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Line { .. } | Kind::Text { .. }));
    let pairs: Vec<_> = texts
        .map(|field| (field.name.to_owned(), typed.to_owned()))
        .collect();
    let before = events(office).await;
    let answer = desk.post(&at, &pairs).await;
    if answer.status.is_redirection() {
        return None;
    }
    if events(office).await != before {
        return Some("changed something".to_owned());
    }
    complaint(&answer, &at, &pairs)
}

fn complaint(answer: &Answer, at: &str, pairs: &[(String, String)]) -> Option<String> {
    if !answer.body.contains("<h1>") {
        return Some(format!("no page: {}", &answer.body));
    }
    let form = form_to(&answer.body, at);
    let kept = |(name, typed): &(String, String)| match &form {
        // A field may be asked of some matters only.
        Some(form) if !form.names.contains(name) => true,
        Some(form) => form.pairs.contains(&(name.clone(), typed.clone())),
        None => typed.is_empty() || answer.has("写好的&#60;话&#62;"),
    };
    match answer.status {
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => None,
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
            check_page(&answer.body);
            let lost = pairs.iter().find(|pair| !kept(pair))?;
            Some(format!("lost {}", lost.0))
        }
        status => Some(format!("answered {status}")),
    }
}

async fn events(office: &Office) -> i64 {
    let sql = "SELECT count(*) FROM events WHERE stream_id LIKE 'matter-%'";
    let rows = office.app.store().rows(sql, &[]).await.unwrap();
    rows[0].int(0).unwrap()
}

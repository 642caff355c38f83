//! The matter page: one dossier (卷宗). Facts and leads, minutes, clocks, and what may be done next.

use std::collections::BTreeMap;

use app::queries::act::ActForm;
use app::queries::matter::{self, ClockView, IdentityLock, MatterPage};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use casework::matter::Stage;

use crate::desk::form::{ActView, Attempt, Filled};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{print, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/matter/dossier.html")]
struct Dossier {
    spine: Spine,
    page: MatterPage,
    /// Clocks still owed.
    open: Vec<ClockView>,
    /// Clocks that ended.
    ended: Vec<ClockView>,
    locks: Vec<Lock>,
    /// The likeliest act, open.
    first: Option<ActView>,
    others: Vec<ActView>,
    /// What was done just before, in words.
    done: Option<&'static str>,
    issues: usize,
    /// Forms it can be printed on: id and name.
    forms: Vec<(String, String)>,
    /// Letters that can be written now: id and name.
    letters: Vec<(String, String)>,
    /// Whether the reader's next act needs the text at hand.
    is_text_open: bool,
    /// Whether the reader may decide what it is a repeat of.
    pairs: bool,
}

/// A lock with what the reader may do about it.
struct Lock {
    lock: IdentityLock,
    /// The form that asks to see it.
    ask: Option<ActView>,
    /// Whether the reader may decide on what others ask.
    decides: bool,
}

/// Acts that stand at the lock and nowhere else.
const AT_THE_LOCK: [&str; 4] = [
    "identity-request",
    "identity-decision",
    "identity-withdrawal",
    "identity",
];

/// The dossier of a number.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let page = matter::matter(front.app(), &signed.person, &number).await?;
    let spine = Spine::new(&front, &signed, Here::Matters);
    let done = query.get("done").map(String::as_str);
    let mut dossier = dossier(spine, page, done);
    dossier.forms = print::offered(&front);
    dossier.letters = app::queries::print::offered(front.app(), &dossier.page);
    problem::html(&dossier)
}

fn dossier(spine: Spine, mut page: MatterPage, done: Option<&str>) -> Dossier {
    let (open, ended) = std::mem::take(&mut page.clocks)
        .into_iter()
        .partition(|clock| clock.open);
    let forms = std::mem::take(&mut page.acts);
    let (at_lock, mut forms): (Vec<ActForm>, Vec<ActForm>) = forms
        .into_iter()
        .partition(|form| AT_THE_LOCK.contains(&form.noun));
    // Told apart on the page that shows what it resembles.
    let pairs = forms.iter().any(|form| form.noun == "distinctions");
    forms.retain(|form| form.noun != "distinctions");
    let locks = std::mem::take(&mut page.identities);
    let locks = locks
        .into_iter()
        .map(|lock| lock_of(&page.number, lock, &at_lock));
    let locks = locks.collect();
    let likeliest = likeliest(&page);
    let first = forms
        .iter()
        .position(|form| form.noun == likeliest)
        .map(|at| forms.remove(at));
    // What is rarely meant stands last.
    forms.sort_by_key(|form| matches!(form.noun, "recusals" | "recusal-lifting" | "erasure"));
    let view =
        |form: &ActForm| ActView::new(form, address(&page.number, form.noun), &Attempt::default());
    let stage = Stage::parse(page.stage);
    Dossier {
        spine,
        open,
        ended,
        locks,
        first: first.as_ref().map(view),
        others: forms.iter().map(view).collect(),
        done: done.and_then(done_in_words),
        forms: Vec::new(),
        letters: Vec::new(),
        issues: page.leads.iter().map(|lead| lead.issues.len()).sum(),
        is_text_open: stage.is_some_and(|stage| stage <= Stage::Accepted),
        pairs,
        page,
    }
}

/// The noun of the act that usually comes next in a stage.
fn likeliest(page: &MatterPage) -> &'static str {
    // What belongs above is not worked on here.
    if page
        .above
        .as_ref()
        .is_some_and(|above| above.may && !above.leads.is_empty())
    {
        return "pass-ups";
    }
    let Some(stage) = Stage::parse(page.stage) else {
        return "";
    };
    let unanswered = page.leads.iter().flat_map(|lead| &lead.issues);
    let is_answered = unanswered
        .into_iter()
        .all(|issue| !issue.finding_zh.is_empty());
    match stage {
        Stage::Received => "registration",
        Stage::Registered => "screening",
        Stage::Screened => "instruction",
        Stage::Instructed => "routing",
        Stage::Routed => "signature",
        Stage::Signed => "acceptance",
        Stage::Accepted if is_answered => "result",
        Stage::Accepted => "findings",
        Stage::Reported => "countersignature",
        Stage::Countersigned => "audit",
        Stage::Concluded => "reply",
        Stage::Replied => "write-off",
        Stage::WrittenOff | Stage::Joined | Stage::Voided => "",
    }
}

/// The lock of one report. It has the same forms whether there is an identity or not (T2).
fn lock_of(number: &str, lock: IdentityLock, forms: &[ActForm]) -> Lock {
    let form = |noun: &str| forms.iter().find(|form| form.noun == noun);
    let waits = lock
        .requests
        .iter()
        .any(|request| request.own && (request.asked || request.may_open));
    let may_ask = lock.opened.is_none() && !waits;
    let ask = form("identity-request").filter(|_| may_ask).map(|form| {
        let report = [("report".to_owned(), lock.report.clone())];
        let attempt = Attempt {
            filled: Filled::of(report),
            ..Attempt::default()
        };
        ActView::new(form, address(number, form.noun), &attempt)
    });
    Lock {
        ask,
        decides: form("identity-decision").is_some(),
        lock,
    }
}

/// The address of an act on a matter.
pub fn address(number: &str, noun: &str) -> String {
    format!("/desk/matters/{number}/{noun}")
}

/// What an act is called, from the noun in `?done=`; an unknown noun says nothing.
fn done_in_words(noun: &str) -> Option<&'static str> {
    let act = casework::matter::steps::ACTS
        .iter()
        .find(|act| act.noun == noun);
    act.map(|act| act.zh)
}

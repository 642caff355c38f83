//! Settings (设置): what the person should know about their own session, where notices go, the calendar
//! feed, and how large the desk is written.

mod change;

pub use change::{feed, large, notices};

use app::moment::moment;
use app::notices::{self as of_app, Address};
use app::queries::reader::Reader;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/settings/session.html")]
struct Page {
    spine: Spine,
    person: String,
    /// The units through whose eyes the person reads.
    units: Vec<String>,
    since: String,
    until: String,
    secure: bool,
    /// The ways the office has for notices.
    ways: Ways,
    address: Address,
    /// What was wrong with the addresses, or with trying them.
    refused: Option<&'static str>,
    done: Option<&'static str>,
    has_feed: bool,
    /// The feed's address, shown this once.
    feed: Option<String>,
}

/// The ways an office has for notices.
#[derive(Default)]
struct Ways {
    mail: bool,
    sms: bool,
    webhook: bool,
}

impl Ways {
    fn of(front: &Shared) -> Self {
        front
            .app()
            .notices()
            .map_or_else(Self::default, |ways| Self {
                mail: ways.mail.is_some(),
                sms: ways.sms.is_some(),
                webhook: ways.webhook.is_some(),
            })
    }

    fn any(&self) -> bool {
        self.mail || self.sms || self.webhook
    }
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// The page.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let done = match asked.done.as_deref() {
        Some("notices") => Some("通知方式已保存"),
        Some("tried") => Some("已发出一条试发通知，请查收"),
        Some("closed") => Some("日历订阅已停用，原地址立即失效"),
        _ => None,
    };
    let page = Page {
        done,
        ..page(&front, &signed).await?
    };
    problem::html(&page)
}

async fn page(front: &Shared, signed: &Signed) -> Result<Page, Problem> {
    let reader = Reader::of(front.app(), &signed.person).await?;
    let name = |unit| reader.office.unit_name(unit).to_owned();
    Ok(Page {
        spine: Spine::new(front, signed, Here::Settings),
        person: signed.person.to_string(),
        units: reader.units.iter().map(name).collect(),
        since: shown(signed.since),
        until: shown(signed.until),
        secure: front.site.is_tls(),
        ways: Ways::of(front),
        address: of_app::address(front.app(), &signed.person).await?,
        refused: None,
        done: None,
        has_feed: app::feed::is_open(front.app(), &signed.person).await?,
        feed: None,
    })
}

fn shown(at: i64) -> String {
    moment(at).local.strftime("%Y-%m-%d %H:%M").to_string()
}

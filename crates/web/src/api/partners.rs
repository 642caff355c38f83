//! Partner systems: filing what citizens told another office, and asking how those filings stand
//! (S1-38, S1-45). A partner has a key instead of a session and sees nothing else.

use app::partners as of_app;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use casework::code::Code;
use casework::form::{Field, Kind};
use casework::matter::Channel;
use casework::matter::steps::receive::Receive;
use casework::step::Step;

use super::failure::Failed;
use super::filing::{self, Filing};
use super::public::Progress;
use super::sent::{Part, PartnerCaller, Sent};
use crate::site::Shared;

/// What the key says and the body must not: the organ is the one the partner was admitted to.
const OF_KEY: [&str; 1] = ["unit"];

/// The channels a partner hands over: what citizens told it by telephone, on its site or otherwise.
const CHANNELS: &[Code] = &[
    Channel::CODES[0],
    Channel::CODES[2],
    Channel::CODES[3],
    Channel::CODES[4],
];

/// The fields of a report that a partner hands over. Its own number is demanded: by it the partner
/// asks later, and by it nothing is filed twice.
pub fn fields() -> Vec<Field> {
    let fields = Receive::ACT.fields.iter().copied();
    fields
        .filter(|field| !OF_KEY.contains(&field.name))
        .map(|field| match field.name {
            "channel" => Field {
                kind: Kind::Choice(CHANNELS),
                ..field
            },
            "sender_number" => Field {
                required: true,
                ..field
            },
            _ => field,
        })
        .collect()
}

/// Files a report that a partner hands over.
pub async fn file(
    State(front): State<Shared>,
    partner: PartnerCaller,
    mut sent: Sent,
) -> Result<(StatusCode, Json<Filing>), Failed> {
    let happened = sent.take_happened()?;
    if let Some(name) = OF_KEY.into_iter().find(|name| sent.0.contains_key(*name)) {
        return Err(Failed::field(name, "受理机关由密钥决定，请去掉这一项"));
    }
    sent.text("sender_number", "请填写贵系统的编号，查询进度以此为准")?;
    let channel = sent.text("channel", "请选择渠道")?;
    if !CHANNELS.iter().any(|code| code.value == channel) {
        return Err(Failed::field("channel", "请在列表中另选一项"));
    }
    let unit = partner.0.unit.to_string();
    sent.0.insert("unit".into(), unit.into());
    let who = app::Who::Partner(partner.0.name);
    filing::file(&front, &who, sent.0, happened).await
}

/// Tells how a filing of the partner stands.
pub async fn progress(
    State(front): State<Shared>,
    partner: PartnerCaller,
    Part(sender_number): Part,
) -> Result<Json<Progress>, Failed> {
    let page = of_app::progress(front.app(), &partner.0.name, &sender_number).await?;
    let page = page.ok_or_else(Failed::not_found)?;
    Ok(Json(page.into()))
}

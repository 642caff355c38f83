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
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::filing::ReceiptPromise;
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

/// What handing a report over gives back: the same for the same content under the same number.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandedOver {
    /// Our number.
    number: String,
    /// The query code, shown this once; null where the same was handed over before.
    #[schema(required)]
    query_code: Option<String>,
    /// Whether the same was handed over before.
    repeated: bool,
    /// What proves the filing.
    receipt: ReceiptPromise,
}

/// Where a report that was handed over stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartnerProgress {
    /// Our number.
    number: String,
    /// `received`, `accepted`, `handling` or `concluded`.
    status: String,
    /// The same in Chinese.
    status_zh: String,
    /// The day it was received.
    received_on: String,
    /// What came of it; null until it is concluded.
    #[schema(required)]
    result: Option<PartnerOutcome>,
}

/// What came of it: a word of a closed list, never what was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartnerOutcome {
    /// `not-ours`, `solved`, `partly`, `explained`, `concluded` or `replied`.
    code: &'static str,
    /// The same in Chinese.
    zh: &'static str,
}

/// Files a report that a partner hands over.
pub async fn file(
    State(front): State<Shared>,
    partner: PartnerCaller,
    mut sent: Sent,
) -> Result<(StatusCode, Json<HandedOver>), Failed> {
    let happened = sent.take_happened()?;
    if let Some(name) = OF_KEY.into_iter().find(|name| sent.0.contains_key(*name)) {
        return Err(Failed::field(name, "受理机关由密钥决定，请去掉这一项"));
    }
    let number = sent.text("sender_number", "请填写贵系统的编号，查询进度以此为准")?;
    let number = number.to_owned();
    let channel = sent.text("channel", "请选择渠道")?;
    if !CHANNELS.iter().any(|code| code.value == channel) {
        return Err(Failed::field("channel", "请在列表中另选一项"));
    }
    let filed = of_app::file(front.app(), &partner.0, (&number, sent.0), happened).await;
    let filed = filed.map_err(not_taken)?;
    let repeated = filed.query_code.is_none();
    let status = if repeated {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let handed = HandedOver {
        number: filed.number,
        query_code: filed.query_code,
        repeated,
        receipt: filed.receipt.into(),
    };
    Ok((status, Json(handed)))
}

fn not_taken(failure: of_app::NotTaken) -> Failed {
    match failure {
        of_app::NotTaken::OtherContent => Failed::told(
            StatusCode::CONFLICT,
            "other-content",
            "这个编号已经移送过",
            "贵系统的这个编号已经移送过，内容与这次不同。补充、更正请用新的编号移送，并在正文写明原编号；要重新取回执的，请原样重新提交。",
        ),
        of_app::NotTaken::Failure(failure) => failure.into(),
    }
}

/// Tells how a filing of the partner stands.
pub async fn progress(
    State(front): State<Shared>,
    partner: PartnerCaller,
    Part(sender_number): Part,
) -> Result<Json<PartnerProgress>, Failed> {
    let told = of_app::progress(front.app(), &partner.0.name, &sender_number).await?;
    let of_app::Progress { page, result } = told.ok_or_else(Failed::not_found)?;
    Ok(Json(PartnerProgress {
        number: page.number,
        status: page.status.to_owned(),
        status_zh: page.status_zh.to_owned(),
        received_on: page.received_on,
        result: result.map(|result| PartnerOutcome {
            code: result.as_str(),
            zh: result.zh(),
        }),
    }))
}

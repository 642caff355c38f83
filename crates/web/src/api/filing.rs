//! Filing: a citizen's report, its attachments, and what staff received on paper or by telephone.

use app::{Filed, Order, Receipt, Subject, Who, files};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use casework::UnitId;
use casework::code::Code;
use casework::form::{Field, Kind};
use casework::matter::Channel;
use casework::matter::steps::receive::Receive;
use casework::step::Step;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Asked, Caller, Sent};
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent as Form;
use crate::site::Shared;

/// What filing gives back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Filing {
    /// The number given.
    number: String,
    /// The query code, shown this once: it is stored nowhere.
    query_code: String,
    /// What a reporter without a phone asks the desk with; given to staff alone, who hand it over.
    #[serde(skip_serializing_if = "Option::is_none")]
    spoken: Option<Spoken>,
    /// What proves the filing.
    receipt: ReceiptPromise,
}

/// A short number and a password, to be told over the telephone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Spoken {
    /// The short number.
    number: String,
    /// The password, shown this once.
    password: String,
}

/// The promise that a filing is provable soon.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptPromise {
    /// Fetches the proof: `GET /receipts/{leaf}`.
    leaf: String,
    /// The ledger's name.
    origin: String,
    /// Within how many seconds it is provable.
    promised_within_seconds: u32,
}

impl From<Receipt> for ReceiptPromise {
    fn from(receipt: Receipt) -> Self {
        let Receipt {
            leaf,
            origin,
            promised_within_seconds,
        } = receipt;
        Self {
            leaf,
            origin,
            promised_within_seconds,
        }
    }
}

impl From<Filed> for Filing {
    fn from(filed: Filed) -> Self {
        let Filed {
            number,
            query_code,
            spoken,
            receipt,
        } = filed;
        let spoken = spoken.map(|spoken| Spoken {
            number: spoken.short,
            password: spoken.password,
        });
        Self {
            number,
            query_code,
            spoken,
            receipt: receipt.into(),
        }
    }
}

type Created<T> = Result<(StatusCode, Json<T>), Failed>;

/// Fields that only staff fill. A sender's number is unique, so that anyone who could send it could
/// learn which numbers are known here, and take them.
const OF_STAFF: [&str; 14] = [
    "channel",
    "way",
    "origin",
    "platform",
    "sender_number",
    "wants_result",
    "urgency",
    "secrecy",
    "heads",
    "representatives",
    "members",
    "late_reason",
    "source",
    "past_reply",
];

/// The fields of a citizen's report.
pub fn citizen_fields() -> Vec<Field> {
    let fields = Receive::ACT.fields.iter().copied();
    fields
        .filter(|field| !OF_STAFF.contains(&field.name))
        .collect()
}

/// Files a citizen's report.
pub async fn by_citizen(
    State(front): State<Shared>,
    peer: Peer,
    mut sent: Sent,
) -> Created<Filing> {
    let happened = sent.take_happened()?;
    if happened.is_some() {
        return Err(Failed::field("happened", UNKNOWN));
    }
    if let Some(name) = OF_STAFF.into_iter().find(|name| sent.0.contains_key(*name)) {
        return Err(Failed::field(name, UNKNOWN));
    }
    let unit = UnitId::from(sent.text("unit", "请选择受理机关")?);
    let office = app::office::current(front.app()).await?;
    let known = app::queries::office::receivers(&office);
    if known.iter().all(|organ| organ.id != unit.as_str()) {
        return Err(Failed::field(
            "unit",
            "请在受理机关列表（GET /units）中选一个",
        ));
    }
    let limiter = &front.limiter;
    if !limiter.is_within(peer, Toll::Report) || !limiter.is_office_within(unit.as_str()) {
        return Err(Failed::too_many());
    }
    sent.0
        .insert("channel".into(), Channel::Web.as_str().into());
    file(&front, &Who::Citizen, sent.0, None).await
}

const UNKNOWN: &str = "没有这一项，请核对后重新提交";

/// The channels staff receive by: all but the web, which citizens use themselves.
const BY_STAFF: &[Code] = &[
    Channel::CODES[0],
    Channel::CODES[1],
    Channel::CODES[2],
    Channel::CODES[4],
];

/// The fields of a report that staff enter.
pub fn staff_fields() -> Vec<Field> {
    let of_staff = |field: &Field| match field.name {
        "channel" => Field {
            kind: Kind::Choice(BY_STAFF),
            ..*field
        },
        _ => *field,
    };
    Receive::ACT.fields.iter().map(of_staff).collect()
}

/// Receives what came by letter, visit or telephone.
pub async fn by_staff(
    State(front): State<Shared>,
    caller: Caller,
    mut sent: Sent,
) -> Created<Filing> {
    let happened = sent.take_happened()?;
    if sent.0.get("channel").and_then(Value::as_str) == Some(Channel::Web.as_str()) {
        return Err(Failed::field(
            "channel",
            "网络举报由举报人自己提交，请在列表中另选一项",
        ));
    }
    file(&front, &Who::Staff(caller.person), sent.0, happened).await
}

async fn file(
    front: &Shared,
    who: &Who,
    fields: Map<String, Value>,
    happened: Option<jiff::civil::DateTime>,
) -> Created<Filing> {
    let act = Receive::ACT.name.to_owned();
    let order = Order {
        subject: Subject::NewMatter,
        act,
        fields,
        happened,
    };
    let done = front.app().execute(who, order).await?;
    let filed = done
        .filed
        .ok_or_else(|| crate::problem::unexpected("a filing gave no receipt"))?;
    Ok((StatusCode::CREATED, Json(filed.into())))
}

/// A file that was taken in and waits to be named.
#[derive(Debug, Serialize, ToSchema)]
pub struct Upload {
    /// What names it in the `files` of a report; good for 24 hours.
    token: String,
    /// The name the sender gave.
    name: String,
    /// Bytes.
    size: i64,
    /// Its type, told by content.
    media_type: String,
}

/// Takes a file in.
pub async fn upload(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Created<Upload> {
    if !front.limiter.is_within(peer, Toll::File) {
        return Err(Failed::too_many());
    }
    let bytes_max = usize::try_from(files::limits(front.app()).bytes).unwrap_or(usize::MAX);
    let media_type = request.headers().get(header::CONTENT_TYPE);
    let is_form = media_type.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let (name, bytes) = if is_form {
        first_file(request, bytes_max).await?
    } else {
        let name = asked
            .get("name")
            .ok_or_else(|| Failed::field("name", "请给出文件名"))?;
        let bytes = to_bytes(request.into_body(), bytes_max).await;
        (
            name.to_owned(),
            bytes.map_err(|_| Failed::too_large())?.to_vec(),
        )
    };
    let files::Uploaded {
        token,
        name,
        size,
        media_type,
        ..
    } = files::upload(front.app(), &name, &bytes).await?;
    Ok((
        StatusCode::CREATED,
        Json(Upload {
            token,
            name,
            size,
            media_type,
        }),
    ))
}

async fn first_file(request: Request, bytes_max: usize) -> Result<(String, Vec<u8>), Failed> {
    let mut form = Form::read(request).await?;
    let missing = || Failed::field("file", "请选择文件");
    let file = form.next_file(bytes_max).await?.ok_or_else(missing)?;
    Ok((file.name, file.bytes.ok_or_else(Failed::too_large)?))
}

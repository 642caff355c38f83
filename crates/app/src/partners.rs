//! Partner systems (协作系统): a key opens filing to one organ and the progress of what was filed with it,
//! nothing else. Only a keyed digest of it is kept, as with query codes.
//!
//! A partner names each filing by a number of its own. The same content under the same number is one filing
//! however often it is sent, and gets the same receipt; other content under it is refused (S1-45).

use crate::queries::linkages::outcome_of;
use crate::queries::status::{self, StatusPage};
use crate::reporter::Own;
use crate::{App, Failure, Fault, Filed, Order, Receipt, Subject, Who, evidence, office, reporter};
use casework::UnitId;
use casework::linkage::Outcome;
use casework::matter::Stage;
use casework::matter::steps::receive::Receive;
use casework::step::Step;
use data_encoding::HEXLOWER;
use jiff::civil::DateTime;
use sealing::blind::blind;
use sealing::query_code::{self, QueryCode};
use serde_json::{Map, Value};

/// A partner system whose key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// The organ it files to.
    pub unit: UnitId,
}

/// Draws a key: what is shown once, and the digest that is kept.
pub(crate) fn draw_key(app: &App) -> (String, String) {
    let code = QueryCode::draw(&mut |bytes: &mut [u8]| app.entropy().fill(bytes));
    let digest = HEXLOWER.encode(&query_code::code_digest(app.keys(), &code));
    (code.reveal().to_string(), digest)
}

/// The partner of a key. What is no key, unknown or revoked looks the same: nobody.
///
/// # Errors
/// The database does not answer.
pub async fn of_key(app: &App, key: &str) -> Result<Option<Partner>, Fault> {
    let digest = HEXLOWER.encode(&query_code::digest_of_input(app.keys(), key));
    let office = office::current(app).await?;
    Ok(office.partner_of_key(&digest).map(|partner| Partner {
        name: partner.name.clone(),
        unit: partner.unit.clone(),
    }))
}

/// What a partner gets for a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// Our number.
    pub number: String,
    /// The query code; none where the same was filed before: it is shown once and stored nowhere.
    pub query_code: Option<String>,
    /// What proves the filing: the same however often it is asked for.
    pub receipt: Receipt,
}

/// Why a partner's filing was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The number stands for other content.
    #[error("the partner's number stands for other content")]
    OtherContent,
    /// As any order.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<Fault> for NotTaken {
    fn from(fault: Fault) -> Self {
        Self::Failure(fault.into())
    }
}

/// The namespace of claims on what a partner's number stands for: a keyed digest, never content.
const CONTENT: &str = "partner-content";

/// Takes a filing of a partner, once for the number the partner gave it.
///
/// # Errors
/// The number stands for other content; or as [`App::execute`].
pub async fn file(
    app: &App,
    partner: &Partner,
    (sender_number, mut fields): (&str, Map<String, Value>),
    happened: Option<DateTime>,
) -> Result<HandedOver, NotTaken> {
    let number_key = format!("partner/{}/{sender_number}", partner.name);
    let mut said = Value::Object(fields.clone()).to_string();
    said.push_str(&happened.map(|at| at.to_string()).unwrap_or_default());
    let digest = HEXLOWER.encode(&blind(app.keys(), CONTENT, &said));
    let content_key = format!("{number_key}/{digest}");
    if let Some(earlier) = again(app, &number_key, &content_key).await? {
        return earlier;
    }
    fields.insert("unit".into(), partner.unit.to_string().into());
    let order = Order {
        subject: Subject::NewMatter,
        act: Receive::ACT.name.to_owned(),
        fields,
        happened,
    };
    let who = Who::Partner(partner.name.clone());
    match app
        .execute_once(&who, order, (CONTENT, content_key.clone()))
        .await
    {
        Ok(done) => Ok(taken(done.filed.ok_or_else(no_receipt)?)),
        // Somebody sent the same number at the same moment.
        Err(Failure::AlreadyClaimed { namespace, key }) => {
            let earlier = again(app, &number_key, &content_key).await?;
            earlier.unwrap_or(Err(Failure::AlreadyClaimed { namespace, key }.into()))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn no_receipt() -> Fault {
    Fault::Stored("a filing gave no receipt".into())
}

fn taken(filed: Filed) -> HandedOver {
    HandedOver {
        number: filed.number,
        query_code: Some(filed.query_code),
        receipt: filed.receipt,
    }
}

/// What an earlier filing under the number came to; nothing where there is none.
async fn again(
    app: &App,
    number_key: &str,
    content_key: &str,
) -> Result<Option<Result<HandedOver, NotTaken>>, Fault> {
    let Some(earlier) = reporter::claimed(app, "sender-number", number_key).await? else {
        return Ok(None);
    };
    if reporter::claimed(app, CONTENT, content_key)
        .await?
        .is_none()
    {
        return Ok(Some(Err(NotTaken::OtherContent)));
    }
    let sql = "SELECT body FROM events WHERE stream_id = $1 AND version = 1";
    let stream_id = earlier.own.id.stream();
    let rows = app.store().rows(sql, &[stream_id.as_str().into()]).await?;
    let body = rows.first().ok_or_else(no_receipt)?.blob(0)?;
    let leaf = ledger::leaf::leaf_hash(&stream_id, 1, body).0;
    Ok(Some(Ok(HandedOver {
        number: earlier.own.number.clone(),
        query_code: None,
        receipt: Receipt {
            leaf: HEXLOWER.encode(&leaf),
            origin: evidence::origin(app),
            promised_within_seconds: 60,
        },
    })))
}

/// How a partner's own filing stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The four words a citizen sees.
    pub page: StatusPage,
    /// What came of it, once it is concluded.
    pub result: Option<PartnerResult>,
}

/// What a partner is told of a result: a word of a closed list, never what was found or who was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerResult {
    /// None of the commission's business: the proper body was named to the reporter.
    NotOurs,
    /// None of its business, and solved with others (联动处置).
    Linked(Outcome),
    /// Concluded; the reporter is told one to one.
    Concluded,
    /// Concluded, and the reporter was told.
    Replied,
}

impl PartnerResult {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotOurs => "not-ours",
            Self::Linked(outcome) => outcome.as_str(),
            Self::Concluded => "concluded",
            Self::Replied => "replied",
        }
    }

    /// In words.
    pub fn zh(self) -> &'static str {
        match self {
            Self::NotOurs => {
                "不属于纪检监察机关受理范围，已告知举报人向有权处理的部门反映或者代为转送"
            }
            Self::Linked(outcome) => outcome.zh(),
            Self::Concluded => "已办结，结果由受理机关直接告知举报人",
            Self::Replied => "已办结，结果已由受理机关直接告知举报人",
        }
    }
}

/// How a partner's own filing stands, by the number the partner gave it: the four words a citizen
/// sees, and a safe word of the result (S1-45).
///
/// # Errors
/// The database does not answer.
pub async fn progress(
    app: &App,
    partner: &str,
    sender_number: &str,
) -> Result<Option<Progress>, Fault> {
    let key = format!("partner/{partner}/{sender_number}");
    let Some(own) = reporter::claimed(app, "sender-number", &key).await? else {
        return Ok(None);
    };
    let result = result(app, &own).await?;
    let page = status::page(own);
    Ok(Some(Progress { page, result }))
}

/// What came of a filing. Of a repeat nothing is told but that the whole is concluded.
async fn result(app: &App, Own { own, live, .. }: &Own) -> Result<Option<PartnerResult>, Fault> {
    let told = matches!(live.stage, Stage::Replied | Stage::WrittenOff);
    if !told && live.stage != Stage::Concluded {
        return Ok(None);
    }
    if own.id != live.id || !live.is_demand() {
        let replied = if told {
            PartnerResult::Replied
        } else {
            PartnerResult::Concluded
        };
        return Ok(Some(replied));
    }
    if live.awaits_exclusion_review() {
        return Ok(None);
    }
    let solved = outcome_of(app, live.id).await?;
    Ok(Some(
        solved.map_or(PartnerResult::NotOurs, PartnerResult::Linked),
    ))
}

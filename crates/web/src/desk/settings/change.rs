//! Changing one's settings.

use app::feed as of_app;
use app::notices::{self, Address};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, http::HeaderMap};
use serde::Deserialize;

use super::{Page, page};
use crate::desk::session::{self, Signed};
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The addresses sent, and which button.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    mail: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    tried: bool,
}

/// Most characters of an address.
const ADDRESS_MAX: usize = 100;

impl Sent {
    fn address(&self) -> Address {
        let trimmed = |text: &str| text.trim().to_owned();
        Address {
            mail: trimmed(&self.mail),
            phone: trimmed(&self.phone),
            account: trimmed(&self.account),
        }
    }
}

/// What is wrong with addresses, if something is.
fn wrong(address: &Address) -> Option<&'static str> {
    let parts = [&address.mail, &address.phone, &address.account];
    if parts
        .iter()
        .any(|part| part.chars().count() > ADDRESS_MAX || part.contains(char::is_control))
    {
        return Some("地址过长或含有无法识别的字符，请更正后重新保存。");
    }
    let mail = address.mail.split_once('@');
    if !address.mail.is_empty()
        && mail.is_none_or(|(name, host)| name.is_empty() || host.is_empty())
    {
        return Some("邮箱地址不完整，应形如 name@office.example，请更正后重新保存。");
    }
    let digits = address.phone.chars().filter(char::is_ascii_digit).count();
    let is_phone = address
        .phone
        .chars()
        .all(|c| c.is_ascii_digit() || "+- ".contains(c));
    if !address.phone.is_empty() && (!is_phone || !(7..=15).contains(&digits)) {
        return Some("手机号码应为 7 至 15 位数字，请更正后重新保存。");
    }
    None
}

/// Saves where notices go, or tries the ways out.
pub async fn notices(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let address = sent.address();
    if let Some(refused) = wrong(&address) {
        return again(&front, &signed, address, refused).await;
    }
    notices::set_address(front.app(), &signed.person, &address).await?;
    if !sent.tried {
        return Ok(Redirect::to("/desk/settings?done=notices").into_response());
    }
    let Some(ways) = front.app().notices() else {
        return again(
            &front,
            &signed,
            address,
            "本单位还没有配置通知方式，没有发出。",
        )
        .await;
    };
    let text = "件件：这是一条试发通知，收到即表示通知方式可用。";
    match notices::tell(ways, &address, text).await {
        Ok(true) => Ok(Redirect::to("/desk/settings?done=tried").into_response()),
        Ok(false) => {
            again(
                &front,
                &signed,
                address,
                "请先填写至少一种通知方式，再试发。",
            )
            .await
        }
        Err(_) => {
            let refused =
                "已保存，但试发没有成功。请核对地址；仍不成功的，请系统管理员检查 notify.toml。";
            again(&front, &signed, address, refused).await
        }
    }
}

async fn again(
    front: &Shared,
    signed: &Signed,
    address: Address,
    refused: &'static str,
) -> Result<Response, Problem> {
    let page = Page {
        address,
        refused: Some(refused),
        ..page(front, signed).await?
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
}

/// Which button of the feed.
#[derive(Deserialize)]
pub struct Feeding {
    #[serde(default)]
    closed: bool,
}

/// Opens a calendar feed, shown this once, or closes it.
pub async fn feed(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Feeding>,
) -> Result<Response, Problem> {
    if sent.closed {
        of_app::close(front.app(), &signed.person).await?;
        return Ok(Redirect::to("/desk/settings?done=closed").into_response());
    }
    let address = of_app::open(front.app(), &signed.person).await?;
    let site = front.site.address.clone().unwrap_or_default();
    let page = Page {
        feed: Some(format!("{site}/feed/{address}")),
        ..page(&front, &signed).await?
    };
    Ok(problem::html(&page)?.into_response())
}

/// How large the desk is written.
#[derive(Deserialize)]
pub struct Writing {
    #[serde(default)]
    large: bool,
}

/// Sets large or usual type for this browser.
pub async fn large(
    State(front): State<Shared>,
    Form(sent): Form<Writing>,
) -> (HeaderMap, Redirect) {
    (
        session::written(&front, sent.large),
        Redirect::to("/desk/settings"),
    )
}

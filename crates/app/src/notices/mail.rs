//! Notices by mail.

use super::Undelivered;
use super::settings::{Mail, Security, secret};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

const WAY: Undelivered = Undelivered("mail");

/// A server that does not answer must not hold the others up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a text. The subject says no more than the text.
pub(super) async fn send(mail: &Mail, to: &str, text: &str) -> Result<(), Undelivered> {
    let message = Message::builder()
        .from(mail.from.parse().map_err(|_| WAY)?)
        .to(to.parse().map_err(|_| WAY)?)
        .subject("件件：待办提醒")
        .body(text.to_owned())
        .map_err(|_| WAY)?;
    transport(mail)?.send(message).await.map_err(|_| WAY)?;
    Ok(())
}

fn transport(mail: &Mail) -> Result<Transport, Undelivered> {
    let builder = match mail.security {
        Security::Tls => Transport::relay(&mail.server).map_err(|_| WAY)?,
        Security::Starttls => Transport::starttls_relay(&mail.server).map_err(|_| WAY)?,
        Security::None => Transport::builder_dangerous(&mail.server),
    };
    let mut builder = builder.port(mail.port).timeout(Some(PATIENCE));
    if let (Some(login), Some(file)) = (&mail.login, &mail.password_file) {
        let password = secret(file).map_err(|_| WAY)?;
        builder = builder.credentials(Credentials::new(login.clone(), password));
    }
    Ok(builder.build())
}

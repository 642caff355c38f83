//! Connections: pools, session settings and TLS.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::StoreError;

/// Settings of a session that reads: it cannot write, as on the embedded engine. No statement is translated
/// into machine code first, which costs fifty milliseconds where the planner expects much and little comes.
pub(crate) const READING: &str = "-c default_transaction_read_only=on -c jit=off";
/// Settings of a session that writes: waits end, and a forgotten transaction does not stay.
pub(crate) const WRITING: &str =
    "-c lock_timeout=30s -c idle_in_transaction_session_timeout=60s -c jit=off";

/// A pool of connections to the database at `url`. None is opened yet.
pub(crate) fn pool(
    url: &str,
    settings: &str,
    most: usize,
    wait: Duration,
) -> Result<Pool, StoreError> {
    let (url, authorities) = without_authorities(url);
    let mut config = Config::from_str(&url).map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        StoreError::Address(cause.unwrap_or_else(|| error.to_string()))
    })?;
    let options = config.get_options().unwrap_or_default();
    let options = format!("{options} {settings}");
    config
        .options(options)
        .connect_timeout(Duration::from_secs(10));
    config.tcp_user_timeout(Duration::from_secs(30));
    if config.get_application_name().is_none() {
        config.application_name("jianjian");
    }
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = match config.get_ssl_mode() {
        SslMode::Require => {
            let tls = MakeRustlsConnect::new(tls(authorities.as_deref())?);
            Manager::from_config(config, tls, recycling)
        }
        _ => Manager::from_config(config, NoTls, recycling),
    };
    Pool::builder(manager)
        .max_size(most)
        .wait_timeout(Some(wait))
        .create_timeout(Some(wait))
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| StoreError::Address(error.to_string()))
}

/// Takes `sslrootcert` out of the url: the driver does not know it.
fn without_authorities(url: &str) -> (String, Option<PathBuf>) {
    let Some((base, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let is_ours = |part: &&str| part.starts_with("sslrootcert=");
    let file = query
        .split('&')
        .find(is_ours)
        .and_then(|part| part.split_once('='));
    let rest: Vec<&str> = query.split('&').filter(|part| !is_ours(part)).collect();
    let url = if rest.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", rest.join("&"))
    };
    (
        url,
        file.map(|(_, path)| PathBuf::from(path.replace("%2F", "/").replace("%2f", "/"))),
    )
}

/// Where systems keep the certificates of the authorities they trust.
const SYSTEM_AUTHORITIES: [&str; 3] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
];

/// TLS that checks the server's certificate and name, whatever the url says.
fn tls(authorities: Option<&Path>) -> Result<ClientConfig, StoreError> {
    let unusable = |reason: String| StoreError::Address(format!("TLS cannot be set up: {reason}"));
    let system = || {
        SYSTEM_AUTHORITIES
            .into_iter()
            .map(Path::new)
            .find(|path| path.exists())
    };
    let Some(file) = authorities.or_else(system) else {
        return Err(unusable(
            "no file of trusted authorities; name one by sslrootcert".to_owned(),
        ));
    };
    let mut roots = RootCertStore::empty();
    let found = CertificateDer::pem_file_iter(file)
        .map_err(|error| unusable(format!("{}: {error}", file.display())))?;
    roots.add_parsable_certificates(found.flatten());
    if roots.is_empty() {
        return Err(unusable(format!("{} holds no certificate", file.display())));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authorities_are_taken_out_of_the_url() {
        let given = "postgres://h/d?sslmode=require&sslrootcert=/etc/office.pem&options=-cx%3D1";
        let (url, file) = without_authorities(given);
        assert_eq!(url, "postgres://h/d?sslmode=require&options=-cx%3D1");
        assert_eq!(file, Some("/etc/office.pem".into()));
        let alone = without_authorities("postgres://h/d?sslrootcert=%2Fetc%2Fa.pem");
        assert_eq!(
            alone,
            ("postgres://h/d".to_owned(), Some("/etc/a.pem".into()))
        );
        assert_eq!(without_authorities("postgres://h/d").1, None);
    }

    #[test]
    fn an_unusable_url_or_authority_is_refused_before_connecting() {
        let pool = |url: &str| pool(url, READING, 1, Duration::from_secs(1)).err();
        assert!(pool("postgres://h/d?sslmode=sometimes").is_some());
        let missing = "postgres://h/d?sslmode=require&sslrootcert=/missing.pem";
        assert!(
            pool(missing)
                .expect("refused")
                .to_string()
                .contains("/missing.pem")
        );
        assert!(pool("postgres://h/d").is_none());
    }
}

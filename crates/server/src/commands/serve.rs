//! `jianjian serve`: an office at work (运行). Nobody chooses a person here: everyone signs in.

use crate::data::Data;
use crate::failed::Failed;
use app::{App, jobs};
use clap::Args;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use web::{Edge, Mode, Site};

/// Serves the public site, the desk and the API, with the office's timers.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen (监听地址)
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address citizens type, `https://…`; stands in QR codes and switches HSTS on (公开网址)
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// A trusted edge ends TLS and passes the peer's address on (前置代理)
    #[arg(long)]
    trusted_edge: bool,
}

impl Serve {
    /// Serves until it is told to stop.
    pub async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        if let Some(notices) = self.data.place()?.notices()? {
            app.send_notices(notices);
        }
        if let Some(scanner) = self.data.place()?.scanner()? {
            app.scan_with(scanner);
        }
        if let Some(program) = self.data.place()?.office_program()? {
            app.make_pdfs_with(program);
        }
        let mut site = Site::new(app.clone(), Mode::Serve);
        site.address = self.address;
        if self.trusted_edge {
            site.edge = Edge::Trusted;
        }
        serve(&app, site, self.listen).await
    }
}

/// Serves a site with its timers until the process is told to stop; requests under way are finished.
pub async fn serve(app: &App, site: Site, listen: SocketAddr) -> Result<(), Failed> {
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| Failed::new(format!("{listen}: {error}")))?;
    println!("http://{}", listener.local_addr()?);
    let timers = jobs::start(app);
    let service = web::router(site).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(told_to_stop())
        .await;
    for timer in timers {
        timer.abort();
    }
    // What was filed last is in the ledger before the process ends.
    jobs::sequence::sequence(app).await?;
    Ok(served?)
}

/// Waits for Ctrl-C, or for the signal a supervisor sends.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if let Err(error) = interrupt.await {
        tracing::error!(%error, "signals cannot be heard; stop the process by force");
        std::future::pending::<()>().await;
    }
}

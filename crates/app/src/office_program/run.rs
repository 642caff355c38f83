//! One run of the program: bare surroundings, a limit, and an end for all of its processes.

use super::PdfFailure;
use super::folder::{DOCUMENT, FONTS, MADE, PROFILE};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::Error;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};

/// Turns the document of a folder into a PDF.
pub(super) async fn convert(
    program: &Path,
    folder: &Path,
    limit: Duration,
) -> Result<Vec<u8>, PdfFailure> {
    let mut command = bare(program, folder);
    command
        .args(["--norestore", "--nolockcheck", "--nodefault", "--nologo"])
        .args(["--convert-to", "pdf:writer_pdf_Export", "--outdir"])
        .args([folder, &folder.join(DOCUMENT)]);
    let status = ended(&mut command, limit, async |child| child.wait().await).await?;
    let pdf =
        std::fs::read(folder.join(MADE)).map_err(|error| failed(status, &error.to_string()))?;
    if pdf.starts_with(b"%PDF-") {
        Ok(pdf)
    } else {
        Err(failed(status, "what it made is no PDF"))
    }
}

/// What the program says of its version.
pub(super) async fn version(
    program: &Path,
    folder: &Path,
    limit: Duration,
) -> Result<String, PdfFailure> {
    let mut command = bare(program, folder);
    command.arg("--version").stdout(Stdio::piped());
    let told = ended(&mut command, limit, async |child| {
        let mut told = String::new();
        if let Some(out) = &mut child.stdout {
            out.read_to_string(&mut told).await?;
        }
        child.wait().await?;
        Ok(told)
    });
    let told = told.await?;
    let line = told.lines().map(str::trim).find(|line| !line.is_empty());
    line.map(str::to_owned)
        .ok_or_else(|| PdfFailure::Failed(Error::other("it says no version")))
}

/// The program with nothing of this process's surroundings, a home and a group of its own.
fn bare(program: &Path, folder: &Path) -> Command {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join(PROFILE).display()
    );
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env("TMPDIR", folder)
        .env("LANG", "C.UTF-8")
        .env("SAL_USE_VCLPLUGIN", "svp")
        .env("FONTCONFIG_FILE", folder.join(FONTS))
        .args([&*profile, "--headless"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir(folder)
        .process_group(0)
        .kill_on_drop(true);
    command
}

/// Waits for a run to end by itself within the limit; else all of its processes are ended.
async fn ended<T>(
    command: &mut Command,
    limit: Duration,
    wait: impl AsyncFnOnce(&mut Child) -> Result<T, Error>,
) -> Result<T, PdfFailure> {
    let mut child = command.spawn().map_err(PdfFailure::Failed)?;
    let mut group = Group::of(&child);
    match tokio::time::timeout(limit, wait(&mut child)).await {
        Ok(told) => {
            group.over();
            told.map_err(PdfFailure::Failed)
        }
        Err(_) => {
            drop(group);
            child.wait().await.map_err(PdfFailure::Failed)?;
            Err(PdfFailure::Slow)
        }
    }
}

fn failed(status: ExitStatus, reason: &str) -> PdfFailure {
    PdfFailure::Failed(Error::other(format!("{status}: {reason}")))
}

/// The processes of a run: the program is a script that starts another. They end when this is dropped,
/// which also happens when whoever asked went away.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self(id.and_then(Pid::from_raw))
    }

    /// The run ended by itself.
    fn over(&mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let Some(group) = self.0 else { return };
        if let Err(error) = kill_process_group(group, Signal::KILL) {
            tracing::warn!(%error, "an office program could not be ended");
        }
    }
}

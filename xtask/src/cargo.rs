//! Cargo called from a program that cargo itself runs.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::stop::Stop;

/// A cargo command in the workspace.
pub(crate) fn command(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    forget_package(command.current_dir(root));
    command
}

/// Takes away what `cargo run` told this program about its own package: build scripts that watch those
/// variables would otherwise run again whenever cargo is called from here.
pub(crate) fn forget_package(command: &mut Command) {
    const STARTS: [&str; 4] = [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ];
    for (name, _) in std::env::vars_os() {
        if STARTS
            .iter()
            .any(|start| name.to_string_lossy().starts_with(start))
        {
            command.env_remove(&name);
        }
    }
}

/// Runs cargo with its output shown.
pub(crate) fn run(root: &Path, words: &[&str], variables: &[(&str, &str)]) -> Result<(), Stop> {
    let status = command(root)
        .args(words)
        .envs(variables.iter().copied())
        .status();
    ended(&format!("cargo {}", words.join(" ")), status)
}

/// Success, or which command failed and how.
pub(crate) fn ended(
    name: &str,
    status: std::io::Result<std::process::ExitStatus>,
) -> Result<(), Stop> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Stop::with_code(status.code(), format!("{name}: {status}"))),
        Err(error) => Err(Stop::usage(format!("{name} could not be started: {error}"))),
    }
}

/// The packages of the workspace.
#[derive(Debug)]
pub(crate) struct Metadata {
    /// Every member.
    pub(crate) packages: Vec<Package>,
}

/// A member of the workspace.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its `Cargo.toml`, seen from the workspace.
    pub(crate) manifest: String,
    /// What it depends on.
    pub(crate) dependencies: Vec<Dependency>,
}

/// One line under a `[dependencies]` heading.
#[derive(Debug)]
pub(crate) struct Dependency {
    /// The package depended on.
    pub(crate) name: String,
    /// Whether only tests, examples and benchmarks see it.
    pub(crate) dev: bool,
}

/// Asks cargo for the members of the workspace.
pub(crate) fn metadata(root: &Path) -> Result<Metadata, Stop> {
    let output = command(root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Stop::usage(format!("cargo metadata could not be started: {error}")))?;
    if !output.status.success() {
        return Err(Stop::failure(format!("cargo metadata: {}", output.status)));
    }
    let value: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Stop::failure(format!("cargo metadata wrote no JSON: {error}")))?;
    read(&value).ok_or_else(|| Stop::failure("cargo metadata has an unknown shape"))
}

/// Reads what cargo wrote.
pub(crate) fn read(value: &Value) -> Option<Metadata> {
    let root = value["workspace_root"].as_str()?;
    let package = |package: &Value| {
        let manifest = package["manifest_path"].as_str()?.strip_prefix(root)?;
        let dependencies = package["dependencies"].as_array()?.iter().map(dependency);
        Some(Package {
            name: package["name"].as_str()?.to_owned(),
            manifest: manifest.trim_start_matches('/').to_owned(),
            dependencies: dependencies.collect::<Option<_>>()?,
        })
    };
    let packages = value["packages"]
        .as_array()?
        .iter()
        .map(package)
        .collect::<Option<_>>()?;
    Some(Metadata { packages })
}

fn dependency(value: &Value) -> Option<Dependency> {
    let dev = value["kind"].as_str() == Some("dev");
    Some(Dependency {
        name: value["name"].as_str()?.to_owned(),
        dev,
    })
}

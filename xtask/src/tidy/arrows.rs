//! Dependencies point one way: server → web → app → {store, casework, …}, casework → calendar.
//!
//! PURE crates have no async, no I/O, no clock, no randomness and no logging; what they depend on is the
//! part of that promise a machine can check. What only tests see is free, except that nothing ever
//! depends on the server.

use super::Finding;
use super::files::TextFile;
use crate::cargo::{Metadata, Package};

/// The prefix of every package of the product.
const PREFIX: &str = "jianjian-";

/// What a crate may depend on inside the workspace.
struct Place {
    name: &'static str,
    pure: bool,
    below: &'static [&'static str],
}

/// The map. A crate that is not on it is a finding, so that a new one is placed deliberately.
const MAP: [Place; 13] = [
    Place {
        name: "calendar",
        pure: true,
        below: &[],
    },
    Place {
        name: "casework",
        pure: true,
        below: &["calendar"],
    },
    Place {
        name: "ledger",
        pure: true,
        below: &[],
    },
    Place {
        name: "sealing",
        pure: true,
        below: &[],
    },
    Place {
        name: "matching",
        pure: true,
        below: &[],
    },
    Place {
        name: "papers",
        pure: true,
        below: &[],
    },
    Place {
        name: "store",
        pure: false,
        below: &[],
    },
    Place {
        name: "app",
        pure: false,
        below: &[
            "store", "casework", "calendar", "ledger", "sealing", "matching", "papers",
        ],
    },
    Place {
        name: "web",
        pure: false,
        below: &["app", "casework", "calendar", "ledger", "papers"],
    },
    Place {
        name: "simulation",
        pure: false,
        below: &[
            "app", "store", "casework", "calendar", "ledger", "sealing", "matching", "papers",
        ],
    },
    Place {
        name: "server",
        pure: false,
        below: EVERYTHING,
    },
    Place {
        name: "tests",
        pure: false,
        below: EVERYTHING,
    },
    Place {
        name: "bench",
        pure: false,
        below: EVERYTHING,
    },
];

/// What stands at the top may use everything but what stands beside it.
const EVERYTHING: &[&str] = &[
    "web",
    "app",
    "simulation",
    "store",
    "casework",
    "calendar",
    "ledger",
    "sealing",
    "matching",
    "papers",
];

/// What would bring a runtime, a database, a log, the time or chance into a PURE crate.
const IMPURE: [&str; 12] = [
    "tokio",
    "axum",
    "rusqlite",
    "tokio-postgres",
    "deadpool-postgres",
    "tracing",
    "log",
    "getrandom",
    "rand",
    "fastrand",
    "reqwest",
    "tempfile",
];

/// Checks every package of the workspace.
pub(super) fn check(metadata: &Metadata, files: &[TextFile]) -> Vec<Finding> {
    metadata
        .packages
        .iter()
        .flat_map(|package| check_package(package, metadata, files))
        .collect()
}

fn check_package(package: &Package, metadata: &Metadata, files: &[TextFile]) -> Vec<Finding> {
    let name = short(&package.name);
    let find = |dependency: &str, message: String| {
        Finding::new(
            &package.manifest,
            line(&package.manifest, dependency, files),
            message,
        )
    };
    let place = MAP.iter().find(|place| place.name == name);
    if place.is_none() && name != "xtask" {
        let message = format!("{name} is not on the map in xtask/src/tidy/arrows.rs");
        return vec![find(name, message)];
    }
    let below = place.map_or(&[][..], |place| place.below);
    let mut findings = Vec::new();
    for dependency in &package.dependencies {
        let to = short(&dependency.name);
        let inside = metadata
            .packages
            .iter()
            .any(|package| package.name == dependency.name);
        if inside && to == "server" {
            findings.push(find(
                to,
                format!("{name} → server: nothing depends on the server"),
            ));
        } else if inside && !dependency.dev && !below.contains(&to) {
            findings.push(find(
                to,
                format!("{name} → {to}: this arrow is not on the map"),
            ));
        } else if place.is_some_and(|place| place.pure) && !dependency.dev && IMPURE.contains(&to) {
            findings.push(find(
                to,
                format!("{name} is PURE and must not depend on {to}"),
            ));
        }
    }
    findings
}

fn short(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// The line of a manifest that names a dependency.
fn line(manifest: &str, dependency: &str, files: &[TextFile]) -> usize {
    let names = |line: &str| {
        let line = line.trim_start_matches(PREFIX);
        line.strip_prefix(dependency)
            .is_some_and(|rest| rest.starts_with([' ', '.', '=']))
    };
    let file = files.iter().find(|file| file.path == manifest);
    let mut lines = file.into_iter().flat_map(TextFile::lines);
    lines
        .find(|(_, line)| names(line))
        .map_or(1, |(number, _)| number)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::cargo::read;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Value {
        let list = dependencies
            .iter()
            .map(|(name, kind)| json!({ "name": name, "kind": kind }));
        json!({
            "name": format!("jianjian-{name}"),
            "manifest_path": format!("/there/crates/{name}/Cargo.toml"),
            "dependencies": list.collect::<Vec<_>>(),
        })
    }

    fn findings(packages: &[Value]) -> Vec<String> {
        let metadata = read(&json!({ "workspace_root": "/there", "packages": packages }));
        let text = "[dependencies]\njianjian-ledger = \"1\"\ntokio.workspace = true\n".to_owned();
        let files = [TextFile {
            path: "crates/store/Cargo.toml".to_owned(),
            text,
        }];
        let found = check(&metadata.expect("the shape is cargo's"), &files);
        found.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn arrows_on_the_map_are_fine() {
        let none = findings(&[
            package("calendar", &[("jiff", None), ("tempfile", Some("dev"))]),
            package("casework", &[("jianjian-calendar", None)]),
            package("store", &[("tokio", None)]),
            package(
                "app",
                &[("jianjian-casework", None), ("jianjian-store", None)],
            ),
            package("server", &[("jianjian-app", None)]),
        ]);
        assert_eq!(none, [""; 0]);
    }

    #[test]
    fn a_wrong_arrow_is_found_with_its_line() {
        let found = findings(&[
            package("ledger", &[]),
            package("store", &[("jianjian-ledger", None), ("tokio", None)]),
        ]);
        assert_eq!(
            found,
            ["crates/store/Cargo.toml:2: store → ledger: this arrow is not on the map"]
        );
    }

    #[test]
    fn a_pure_crate_with_a_runtime_is_found() {
        let found = findings(&[package("papers", &[("tokio", None)])]);
        assert_eq!(
            found,
            ["crates/papers/Cargo.toml:1: papers is PURE and must not depend on tokio"]
        );
        let build = findings(&[package("papers", &[("rand", Some("build"))])]);
        assert_eq!(build.len(), 1, "a build script counts");
    }

    #[test]
    fn the_server_is_depended_on_by_nobody_not_even_a_test() {
        let found = findings(&[
            package("server", &[]),
            package("tests", &[("jianjian-server", Some("dev"))]),
        ]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("nothing depends on the server"));
    }

    #[test]
    fn a_crate_that_nobody_placed_is_found() {
        assert!(findings(&[package("helpers", &[])])[0].contains("not on the map"));
    }
}

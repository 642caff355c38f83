//! Files that are written by a program and kept in the repository, so that a review reads them.

mod mechanisms;

use std::fs;
use std::path::Path;

use crate::stop::Stop;

/// One generated file.
struct Generator {
    /// Where it is kept, seen from the workspace.
    path: &'static str,
    /// Makes its content from what is in the workspace.
    make: fn(&Path) -> Result<String, Stop>,
}

/// Every generated file. A new one is a line here and a module beside this one.
const GENERATORS: &[Generator] = &[Generator {
    path: mechanisms::PATH,
    make: mechanisms::make,
}];

/// Writes them all.
pub(crate) fn write(root: &Path) -> Result<(), Stop> {
    for (path, content) in stale(root, GENERATORS)? {
        fs::write(root.join(path), content)
            .map_err(|error| Stop::failure(format!("{path} cannot be written: {error}")))?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Fails when one differs from what would be written.
pub(crate) fn check(root: &Path) -> Result<(), Stop> {
    let stale = stale(root, GENERATORS)?;
    for (path, _) in &stale {
        println!("{path} is not current");
    }
    match stale.len() {
        0 => Ok(()),
        _ => Err(Stop::failure(
            "generated files differ: run `cargo xtask generate` and commit them",
        )),
    }
}

/// The files that differ, or are not there, with what they should be.
fn stale(root: &Path, generators: &[Generator]) -> Result<Vec<(&'static str, String)>, Stop> {
    let mut stale = Vec::new();
    for generator in generators {
        let content = (generator.make)(root)?;
        if !fs::read(root.join(generator.path)).is_ok_and(|kept| kept == content.as_bytes()) {
            stale.push((generator.path, content));
        }
    }
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_stale_until_it_is_what_would_be_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let kept = Generator {
            path: "src/stop.rs",
            make: |_| Ok(include_str!("stop.rs").into()),
        };
        let changed = Generator {
            path: "src/stop.rs",
            make: |_| Ok("another".into()),
        };
        let absent = Generator {
            path: "src/absent.rs",
            make: |_| Ok(String::new()),
        };
        let stale = stale(root, &[kept, changed, absent]).expect("every generator succeeds");
        let paths: Vec<&str> = stale.iter().map(|(path, _)| *path).collect();
        assert_eq!(paths, ["src/stop.rs", "src/absent.rs"]);
    }

    #[test]
    fn a_generator_that_fails_stops_the_chore() {
        let broken = Generator {
            path: "x",
            make: |_| Err(Stop::failure("no source")),
        };
        assert!(stale(Path::new("."), &[broken]).is_err());
    }
}

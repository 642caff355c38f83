//! Documents are tested: what they link to and the paths they name exist.

use super::Finding;
use super::files::TextFile;

/// Checks every Markdown file. `exists` answers for a path seen from the workspace.
pub(super) fn check(files: &[TextFile], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let documents = files.iter().filter(|file| file.ending() == "md");
    documents
        .flat_map(|file| check_document(file, exists))
        .collect()
}

fn check_document(file: &TextFile, exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fenced = false;
    for (number, line) in file.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in links(line)
            .into_iter()
            .filter_map(|link| target(&file.path, link))
        {
            if !exists(&target) {
                findings.push(Finding::new(
                    &file.path,
                    number,
                    format!("the link leads nowhere: {target}"),
                ));
            }
        }
        if file.path == "ARCHITECTURE.md" {
            for path in named_paths(line).filter(|path| !is_there(path, exists)) {
                findings.push(Finding::new(
                    &file.path,
                    number,
                    format!("`{path}` does not exist"),
                ));
            }
        }
    }
    findings
}

/// Targets of inline links and pictures, outside code.
fn links(line: &str) -> Vec<&str> {
    let outside_code = line.split('`').step_by(2);
    outside_code
        .flat_map(|part| part.split("](").skip(1))
        .filter_map(|rest| rest.split([')', ' ']).next())
        .collect()
}

/// A link's file seen from the workspace; `None` for addresses and places on the same page.
fn target(document: &str, link: &str) -> Option<String> {
    let file = link.split('#').next().unwrap_or_default();
    if file.is_empty() || link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let mut parts: Vec<&str> = match file.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => document
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// What is set as code and looks like a path of the repository.
fn named_paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter(|code| {
        let plain = |char: char| char.is_ascii_alphanumeric() || "/._-*<>{},…".contains(char);
        code.contains('/') && !code.starts_with('/') && code.chars().all(plain)
    })
}

/// Whether a named path exists, from the workspace or from `crates/`. Only the part before a
/// placeholder is asked for, and a path that begins in no folder of ours is someone else's.
fn is_there(path: &str, exists: &dyn Fn(&str) -> bool) -> bool {
    let (first, _) = path.split_once('/').unwrap_or((path, ""));
    let roots = ["", "crates/"].map(|root| format!("{root}{first}"));
    let Some(root) = roots.iter().find(|root| exists(root)) else {
        return true;
    };
    let placeholder = |part: &&str| !part.contains(['*', '<', '{', '…']);
    let fixed: Vec<&str> = path.split('/').skip(1).take_while(placeholder).collect();
    exists(
        [&[root.as_str()], fixed.as_slice()]
            .concat()
            .join("/")
            .trim_end_matches('/'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: [&str; 8] = [
        "README.md",
        "crates",
        "crates/store",
        "crates/store/src/dialect.rs",
        "docs",
        "docs/a.md",
        "docs/how-to",
        "docs/how-to/step.md",
    ];

    fn findings(path: &str, text: &str) -> Vec<String> {
        let file = TextFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let found = check(&[file], &|path| THERE.contains(&path));
        found.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn links_are_followed_from_their_document() {
        let sound = "[a](docs/a.md#part) [b](https://example.org/x) [c](#here) `[d](gone.md)`\n\
                     ```\n[e](gone.md)\n```\n![f](/docs/a.md \"title\")";
        assert_eq!(findings("README.md", sound), [""; 0]);
        assert_eq!(
            findings(
                "docs/how-to/step.md",
                "[a](../a.md) [b](./step.md) [c](../../README.md)"
            ),
            [""; 0]
        );
        assert_eq!(
            findings("docs/how-to/step.md", "x\n[a](a.md)"),
            ["docs/how-to/step.md:2: the link leads nowhere: docs/how-to/a.md"]
        );
    }

    #[test]
    fn paths_named_in_the_architecture_exist() {
        let sound = "`store/src/dialect.rs` `docs/how-to/<name>.md` `text/plain` `a/b c` `docs/`";
        assert_eq!(findings("ARCHITECTURE.md", sound), [""; 0]);
        for gone in [
            "store/src/gone.rs",
            "crates/store/src/gone.rs",
            "docs/gone/<name>.md",
        ] {
            assert_eq!(
                findings("ARCHITECTURE.md", &format!("see\n`{gone}`")),
                [format!("ARCHITECTURE.md:2: `{gone}` does not exist")]
            );
        }
    }
}

//! Rules about source files: every one says what it is, none leaves work behind, none knows a machine.

use super::Finding;
use super::files::TextFile;

/// Written in two halves, so that this file does not break its own rules.
const LEFTOVERS: [&str; 4] = [
    concat!("to", "do!("),
    concat!("unimplem", "ented!("),
    concat!("#[", "ignore"),
    concat!("#![", "ignore"),
];
const NOTES: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const MACHINE_PATH: &str = concat!("/wo", "rk/");

/// Checks one file.
pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rust = file.ending() == "rs";
    if rust && !file.text.starts_with("//!") {
        findings.push(Finding::new(
            &file.path,
            1,
            "the file does not begin with `//!` saying what it is",
        ));
    }
    if file.path.rsplit('/').next() == Some("mod.rs") {
        findings.push(Finding::new(
            &file.path,
            1,
            "a module is noun.rs beside noun/, never mod.rs",
        ));
    }
    for (number, line) in file.lines() {
        let find = |message: String| Finding::new(&file.path, number, message);
        if rust && let Some(leftover) = LEFTOVERS.iter().find(|leftover| line.contains(**leftover))
        {
            findings.push(find(format!("`{leftover}` is unfinished work")));
        }
        if file.ending() != "md"
            && let Some(note) = open_note(line)
        {
            findings.push(find(format!(
                "{note} without the number of an issue: `{note}(#12)`"
            )));
        }
        if !file.is_test() && names_machine_path(line) {
            findings.push(find(format!("a path of one machine: {MACHINE_PATH}…")));
        }
    }
    findings
}

/// A note of work to come that names no issue.
fn open_note(line: &str) -> Option<&'static str> {
    NOTES.into_iter().find(|note| {
        line.match_indices(note).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = &line[at + note.len()..];
            let word = !before.is_some_and(|char| char.is_ascii_alphanumeric() || char == '_')
                && !after.starts_with(|char: char| char.is_ascii_alphanumeric() || char == '_');
            word && !after.strip_prefix("(#").is_some_and(|number| {
                number
                    .trim_start_matches(|char: char| char.is_ascii_digit())
                    .starts_with(')')
                    && !number.starts_with(')')
            })
        })
    })
}

/// The path itself, not a longer one or an address that contains it.
fn names_machine_path(line: &str) -> bool {
    line.match_indices(MACHINE_PATH).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|char| char.is_alphanumeric() || "._-/~}".contains(char))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        let file = TextFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        check(&file).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_sound_file_has_no_finding() {
        let text = format!("//! A file.\n// {}(#12): later\n", NOTES[1]);
        assert_eq!(messages("crates/a/src/b.rs", &text), [""; 0]);
    }

    #[test]
    fn files_say_what_they_are() {
        assert!(messages("a.rs", "fn main() {}")[0].starts_with("a.rs:1: the file does not begin"));
        assert_eq!(messages("a.toml", "[x]"), [""; 0]);
        assert_eq!(messages("src/b/mod.rs", "//! B.").len(), 1);
    }

    #[test]
    fn unfinished_work_is_found_with_its_line() {
        for leftover in LEFTOVERS {
            let found = messages("a.rs", &format!("//! A.\n    {leftover}"));
            assert!(found[0].starts_with("a.rs:2: "), "{found:?}");
        }
        for open in ["", ":", "(#)", "(#x)", "(me)"] {
            for note in NOTES {
                assert_eq!(
                    messages("a.sql", &format!("-- {note}{open} x")).len(),
                    1,
                    "{note}{open}"
                );
            }
        }
        assert_eq!(
            messages("a.sql", &format!("{}S", NOTES[0])),
            [""; 0],
            "another word"
        );
    }

    #[test]
    fn paths_of_one_machine_are_found_outside_tests() {
        let text = format!("//! A.\nread(\"{MACHINE_PATH}x\")");
        assert_eq!(messages("src/a.rs", &text).len(), 1);
        assert_eq!(messages("src/a/tests.rs", &text), [""; 0]);
        assert_eq!(
            messages("README.md", &format!("https://a.example{MACHINE_PATH}x")),
            [""; 0]
        );
    }
}

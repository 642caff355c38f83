//! The office program: found, asked, ended; nothing stays behind.

use super::*;
use crate::office_program::folder::sweep;
use std::os::unix::fs::PermissionsExt;

/// A program of our own making in place of LibreOffice.
fn script(folder: &Path, text: &str) -> Settings {
    let program = folder.join("soffice");
    std::fs::write(&program, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    Settings {
        program: Some(program),
        seconds: 1,
    }
}

#[test]
fn a_program_that_is_not_there_is_not_found() {
    let settings = Settings {
        program: Some("/nowhere/soffice".into()),
        ..Settings::default()
    };
    assert!(OfficeProgram::find(&settings).is_none());
}

#[test]
fn settings_are_read_or_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pdf.toml");
    assert_eq!(Settings::read(&file).unwrap(), Settings::default());
    std::fs::write(&file, "seconds = 5\n").unwrap();
    assert_eq!(Settings::read(&file).unwrap().seconds, 5);
    std::fs::write(&file, "minutes = 5\n").unwrap();
    let wrong = Settings::read(&file).unwrap_err().to_string();
    assert!(
        wrong.contains("pdf.toml") && wrong.contains("minutes"),
        "{wrong}"
    );
}

#[tokio::test]
async fn a_run_is_alone_in_a_folder_of_its_own_that_is_gone_afterwards_t1() {
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    let text = format!(
        "{{ echo \"$HOME\"; stat -c %a \"$HOME\"; env | cut -d= -f1; }} > {}; printf '%%PDF-1.6' > \"$HOME/paper.pdf\"",
        told.display()
    );
    let program = OfficeProgram::find(&script(folder.path(), &text)).unwrap();
    assert_eq!(program.pdf(b"PK").await.unwrap(), b"%PDF-1.6");
    let told = std::fs::read_to_string(told).unwrap();
    let mut told = told.lines();
    let home = told.next().unwrap();
    assert!(!Path::new(home).exists(), "{home}");
    assert_eq!(told.next(), Some("700"));
    let known = [
        "PATH",
        "HOME",
        "TMPDIR",
        "LANG",
        "SAL_USE_VCLPLUGIN",
        "FONTCONFIG_FILE",
        "PWD",
        "OLDPWD",
        "SHLVL",
        "_",
    ];
    for name in told {
        assert!(known.contains(&name), "{name}");
    }
}

#[tokio::test]
async fn a_run_that_hangs_is_ended_with_all_its_processes() {
    let folder = tempfile::tempdir().unwrap();
    let (home, id) = (folder.path().join("home"), folder.path().join("id"));
    let text = format!(
        "echo \"$HOME\" > {}; sleep 100 & echo $! > {}; wait",
        home.display(),
        id.display()
    );
    let program = OfficeProgram::find(&script(folder.path(), &text)).unwrap();
    assert!(matches!(program.pdf(b"PK").await, Err(PdfFailure::Slow)));
    let home = std::fs::read_to_string(home).unwrap();
    assert!(!Path::new(home.trim()).exists());
    let id = std::fs::read_to_string(id).unwrap();
    let stat = format!("/proc/{}/stat", id.trim());
    // A signal is on its way for a moment. Ended, and perhaps not yet collected by whoever inherits it.
    let ended = || std::fs::read_to_string(&stat).map_or(true, |state| state.contains(") Z "));
    for _ in 0..1_000 {
        if ended() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("what the program began still runs: {stat}");
}

#[tokio::test]
async fn a_run_that_makes_nothing_says_so_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let text = format!("echo \"$HOME\" > {}; exit 3", home.display());
    let program = OfficeProgram::find(&script(folder.path(), &text)).unwrap();
    let failure = program.pdf(b"PK").await.unwrap_err();
    assert!(matches!(&failure, PdfFailure::Failed(error) if error.to_string().contains("3")));
    assert!(failure.to_string().contains("下载 Word 文档"));
    let home = std::fs::read_to_string(home).unwrap();
    assert!(!Path::new(home.trim()).exists());
}

#[tokio::test]
async fn whoever_waits_too_long_for_a_turn_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let program = OfficeProgram::find(&script(folder.path(), "sleep 100")).unwrap();
    let _turn = program.turn.acquire().await.unwrap();
    assert!(matches!(program.pdf(b"PK").await, Err(PdfFailure::Busy)));
}

#[test]
fn what_a_killed_process_left_is_swept() {
    let root = tempfile::tempdir().unwrap();
    let (left, other) = (root.path().join("jianjian-pdf-x"), root.path().join("x"));
    for folder in [&left, &other] {
        std::fs::create_dir(folder).unwrap();
    }
    let now = left.metadata().unwrap().modified().unwrap();
    sweep(root.path(), now);
    assert!(left.exists(), "a run under way");
    sweep(root.path(), now + Duration::from_secs(7200));
    assert!(!left.exists() && other.exists());
}

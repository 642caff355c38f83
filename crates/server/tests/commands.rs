//! The command as a person at the console meets it: answers, exit codes, sentences.

use std::path::Path;
use std::process::{Command, Output};

fn jianjian(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jianjian"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is text")
}

#[test]
fn due_answers_in_json_and_day_by_day() {
    let five = ["due", "--from", "2026-02-06", "--term", "5 working days"];
    let json = jianjian(&[&five[..], &["--json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&out(&json)).expect("JSON");
    assert_eq!(answer["due_on"], "2026-02-13");
    assert_eq!(answer["provisional"], false);
    let explained = jianjian(&[&five[..], &["--region", "5331", "--explain"]].concat());
    assert!(out(&explained).lines().count() > 7, "{}", out(&explained));
}

#[test]
fn exit_codes_tell_refused_from_misspelt() {
    let before = jianjian(&["due", "--from", "2009-02-06", "--term", "5 working days"]);
    assert_eq!(before.status.code(), Some(1));
    assert!(err(&before).contains("2010-01-01"));
    let misspelt = jianjian(&["due", "--from", "6.2.2026", "--term", "soon"]);
    assert_eq!(misspelt.status.code(), Some(2));
    for command in [
        "demo",
        "init",
        "serve",
        "user",
        "import",
        "export",
        "due",
        "verify",
        "checkpoint",
        "rebuild",
        "keys",
        "doctor",
    ] {
        let help = jianjian(&[command, "--help"]);
        assert_eq!(help.status.code(), Some(0), "{command}");
        assert!(out(&help).contains("Usage"), "{command}");
    }
    let missing = jianjian(&["verify", "--data", "/nowhere/at/all"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("/nowhere/at/all"));
}

#[test]
fn doctor_tells_which_office_program_makes_pdfs_or_what_is_lost_without() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let doctor = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianjian"));
        let run = command.arg("doctor").env("PATH", folder.path());
        out(&run.output().expect("the program runs"))
    };
    let told = doctor();
    assert!(
        told.contains("LibreOffice (办公软件): not found; letters"),
        "{told}"
    );
    let program = folder.path().join("soffice");
    std::fs::write(&program, "#!/bin/sh\necho; echo LibreOffice 7.4\n").expect("it is ours");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, mode).expect("it is ours");
    let told = doctor();
    assert!(told.contains("LibreOffice 7.4, /"), "{told}");
}

const MAP: &str = r#"
book = "old"
id = "编号"
channel = { value = "letter" }
title = { column = "主题" }
text = { column = "详情" }
received = { column = "时间", forms = ["dash"] }
"#;

#[test]
fn a_book_is_imported_verified_and_compared() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    let (book, map, data) = (path("book.csv"), path("map.toml"), path("data"));
    std::fs::write(&map, MAP).expect("written");
    std::fs::write(
        &book,
        "编号,主题,详情,时间\n1,甲,乙,2024-01-02\n2,甲,乙,2024-13-02\n",
    )
    .expect("written");
    let import = [
        "import",
        text(&book),
        "--map",
        text(&map),
        "--data",
        text(&data),
    ];
    let wrong = jianjian(&import);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        err(&wrong).contains("book.csv 第 3 行 D 列（时间）"),
        "{}",
        err(&wrong)
    );

    std::fs::write(
        &book,
        "编号,主题,详情,时间\n1,甲,乙,2024-01-02\n2,甲,乙,2024-12-02\n",
    )
    .expect("written");
    let dry = jianjian(&[&import[..], &["--dry-run"]].concat());
    assert!(
        out(&dry).contains("rows read 2 = added 2 + already present 0 (dry run"),
        "{}",
        out(&dry)
    );
    assert!(out(&jianjian(&import)).contains("rows read 2 = added 2 + already present 0"));
    assert!(out(&jianjian(&import)).contains("rows read 2 = added 0 + already present 2"));

    let verify = ["verify", "--data", text(&data)];
    let sound = jianjian(&verify);
    assert_eq!(sound.status.code(), Some(0), "{}", err(&sound));
    assert!(
        out(&sound).contains("rollback is not excluded: no checkpoint from elsewhere was given")
    );
    let kept = path("kept");
    let checkpoint = jianjian(&["checkpoint", "--data", text(&data)]);
    std::fs::write(&kept, &checkpoint.stdout).expect("written");
    let excluded = jianjian(&[&verify[..], &["--checkpoint", text(&kept)]].concat());
    assert!(
        out(&excluded).contains("rollback excluded"),
        "{}",
        err(&excluded)
    );

    let rebuild = ["rebuild", "--data", text(&data)];
    assert!(out(&jianjian(&[&rebuild[..], &["--check"]].concat())).contains("same: matters 2"));
    assert!(out(&jianjian(&["keys", "rotate", "--data", text(&data)])).contains("wrapped again"));
    assert!(out(&jianjian(&rebuild)).contains("rebuilt: matters 2"));
    assert_eq!(jianjian(&verify).status.code(), Some(0));

    // An event of the office that cannot even be read any more: still a leaf with a name.
    let damaged = tokio::runtime::Runtime::new()
        .expect("a runtime")
        .block_on(async {
            let address = store::Address::Sqlite(data.join("office.db"));
            let store = store::Store::open(&address).await.expect("opens");
            let sql = "UPDATE events SET body = $1 WHERE stream_id = 'office' AND version = 1";
            let change = store::Change::new(sql, [store::Value::Blob(b"{}".to_vec())]);
            let write = store::Write {
                changes: vec![change],
                ..store::Write::default()
            };
            store.commit(write).await
        });
    damaged.expect("the damage is done");
    let bad = jianjian(&verify);
    assert_eq!(bad.status.code(), Some(1));
    assert!(
        err(&bad).contains("leaf") && err(&bad).contains("event office version 1"),
        "{}",
        err(&bad)
    );
}

#[test]
fn a_person_is_added_with_credentials_shown_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data");
    let data = ["--data", text(&data)];
    let run = |arguments: &[&str]| jianjian(&[arguments, &data[..]].concat());
    assert_eq!(run(&["init", "--suite", "sm4"]).status.code(), Some(0));
    assert_eq!(
        run(&["init"]).status.code(),
        Some(1),
        "keys are never overwritten"
    );
    let unit = [
        "user",
        "unit",
        "--id",
        "c",
        "--name",
        "试县纪委监委",
        "--kind",
        "commission",
        "--level",
        "county",
        "--region",
        "990100",
        "--place",
        "试县",
    ];
    assert_eq!(run(&unit).status.code(), Some(0));
    let add = [
        "user", "add", "--id", "li", "--name", "李甲", "--unit", "c", "--role", "clerk",
    ];
    let added = run(&add);
    assert_eq!(added.status.code(), Some(0), "{}", err(&added));
    assert!(out(&added).contains("password") && out(&added).contains("otpauth://"));
    assert!(out(&run(&["user", "list"])).contains("li\t李甲\t试县纪委监委"));
    let again = run(&[
        "user", "add", "--id", "li", "--name", "李甲", "--unit", "nowhere", "--role", "clerk",
    ]);
    assert_eq!(again.status.code(), Some(1));
}

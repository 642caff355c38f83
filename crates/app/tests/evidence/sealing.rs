//! Nothing entered can be found in the database's bytes, and who reported opens only as promised.

use crate::office::{MINUTE, TestOffice, office, person};
use crate::story::{self, WORDS};
use app::queries::matter::{self, IdentityLock};
use app::{Done, Failure};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::json;
use std::path::Path;
use store::testing::{each_engine, fresh_sqlite};

/// The forms in which a text could lie in a file.
fn forms(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf8 = word.as_bytes().to_vec();
    let little = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    // Base64 of a text inside a longer one depends on where it begins: every offset is tried.
    let inner = |skip: usize| {
        let shifted: Vec<u8> = std::iter::repeat_n(0, skip)
            .chain(utf8.iter().copied())
            .collect();
        let whole = BASE64.encode(&shifted);
        let from = if skip == 0 { 0 } else { 4 };
        whole.as_bytes()[from..whole.len() - 4].to_vec()
    };
    let escaped: String = word
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    vec![
        ("UTF-16LE", little),
        ("UTF-16BE", big),
        ("base64", inner(0)),
        ("base64 after one byte", inner(1)),
        ("base64 after two bytes", inner(2)),
        ("hexadecimal", HEXLOWER.encode(&utf8).into_bytes()),
        ("escaped", escaped.into_bytes()),
        ("UTF-8", utf8),
    ]
}

fn bytes_of(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let first = word[0];
    bytes
        .windows(word.len())
        .any(|found| found[0] == first && found == word)
}

#[tokio::test]
async fn no_word_that_was_entered_lies_in_the_database() {
    let (store, folder) = fresh_sqlite().await;
    let test = office(store).await;
    let done = story::filed(&test).await;
    let lock = locks(&test, "li", &done).await.remove(0);
    open(&test, "li", &done, &lock).await.unwrap();
    story::to_the_end(&test, &done).await;
    // What was sought lies there as well, and the search index as it lies packed.
    for word in WORDS {
        app::queries::search::keep(&test.app, &person("li"), word)
            .await
            .unwrap();
    }
    app::search_index::settle(&test.app).await.unwrap();
    let bytes = bytes_of(folder.path());
    // The scan itself finds what is there.
    let number = done.number.unwrap();
    assert!(holds(&bytes, number.as_bytes()));
    let code = done.filed.unwrap().query_code;
    let plain = code.replace('-', "");
    for word in WORDS.iter().copied().chain([&*code, &*plain]) {
        for (form, word_bytes) in forms(word) {
            assert!(
                !holds(&bytes, &word_bytes),
                "{word} lies in the database as {form}"
            );
        }
    }
}

async fn locks(test: &TestOffice, who: &str, done: &Done) -> Vec<IdentityLock> {
    let number = done.number.clone().unwrap();
    let page = matter::matter(&test.app, &person(who), &number)
        .await
        .unwrap();
    page.identities
}

async fn open(
    test: &TestOffice,
    who: &str,
    done: &Done,
    lock: &IdentityLock,
) -> Result<Done, Failure> {
    let input = json!({"report": lock.report, "purpose": "查看独特用途"});
    test.try_act(who, done, "ask-identity", input).await?;
    let request = locks(test, who, done).await[0].requests[0]
        .number
        .to_string();
    let second = if who == "ma" { "li" } else { "ma" };
    let approve = json!({"request": request, "verdict": "approve"});
    test.try_act(second, done, "decide-identity", approve)
        .await?;
    let input = json!({"request": request});
    test.try_act(who, done, "disclose-identity", input).await
}

#[tokio::test]
async fn an_identity_opens_for_a_purpose_for_its_asker_and_for_fifteen_minutes() {
    each_engine(async |store| {
        let test = office(store).await;
        let done = story::filed(&test).await;
        let lock = locks(&test, "li", &done).await.remove(0);
        assert!(lock.opened.is_none());
        let refused = json!({"report": lock.report});
        let without = test.try_act("li", &done, "ask-identity", refused).await;
        assert!(
            matches!(without, Err(Failure::Invalid(_))),
            "a purpose is needed"
        );
        let before = events(&test, &done).await;
        open(&test, "li", &done, &lock).await.unwrap();
        assert_eq!(
            events(&test, &done).await,
            before + 5,
            "asking, its clock, agreeing, the clock's end and opening are events"
        );

        let opened = locks(&test, "li", &done).await.remove(0).opened.unwrap();
        assert!(opened.parts.iter().any(|(_, value)| value == "欧阳藏名"));
        assert!(
            locks(&test, "ma", &done).await[0].opened.is_none(),
            "for the asker alone"
        );
        test.clock.advance(14 * MINUTE);
        assert!(locks(&test, "li", &done).await[0].opened.is_some());
        test.clock.advance(MINUTE);
        assert!(locks(&test, "li", &done).await[0].opened.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_lock_looks_the_same_with_nobody_behind_it() {
    each_engine(async |store| {
        let test = office(store).await;
        let (named, nameless) = (story::filed(&test).await, test.file(json!({})).await);
        let mut shapes = Vec::new();
        for done in [&named, &nameless] {
            let lock = locks(&test, "li", done).await.remove(0);
            assert!(lock.opened.is_none());
            open(&test, "li", done, &lock).await.unwrap();
            let opened = locks(&test, "li", done).await.remove(0).opened.unwrap();
            let labels: Vec<_> = opened.parts.iter().map(|(label, _)| *label).collect();
            let sql = "SELECT length(ciphertext) FROM sealed \
                       WHERE stream_id = $1 AND purpose = 'identity'";
            let stream = done.matter.unwrap().stream();
            let rows = test.app.store().rows(sql, &[stream.into()]).await.unwrap();
            shapes.push((labels, format!("{:?}", rows[0].values())));
        }
        assert_eq!(shapes[0], shapes[1]);
    })
    .await;
}

async fn events(test: &TestOffice, done: &Done) -> i64 {
    let stream = done.matter.unwrap().stream();
    let sql = "SELECT count(*) FROM events WHERE stream_id = $1";
    let rows = test.app.store().rows(sql, &[stream.into()]).await.unwrap();
    rows[0].int(0).unwrap()
}

//! Key rotation: everything opens afterwards, nothing is left under the old key, and a rotation that
//! was cut off is finished.

use app::audience::Opener;
use app::place::Place;
use app::rotation::rotate;
use app::{Order, Subject, Who, import, vault};
use sealing::suite::Suite;
use serde_json::{Value, json};

async fn file(app: &app::App, title: &str) -> String {
    let report = json!({"channel": "web", "unit": "unnamed", "title": title, "text": "正文"});
    let Value::Object(fields) = report else {
        unreachable!()
    };
    let order = Order {
        subject: Subject::NewMatter,
        act: "receive".into(),
        fields,
        happened: None,
    };
    let done = app.execute(&Who::Citizen, order).await.unwrap();
    done.matter.unwrap().stream()
}

async fn titles(app: &app::App, streams: &[String]) -> Vec<String> {
    let opened = vault::of_purpose(app, &Opener::Organs(Vec::new()), streams, "receive.title")
        .await
        .unwrap();
    streams
        .iter()
        .map(|stream| opened[stream].clone())
        .collect()
}

async fn under(app: &app::App) -> Vec<String> {
    let sql = "SELECT DISTINCT kek_id FROM keys";
    let rows = app.store().rows(sql, &[]).await.unwrap();
    rows.iter()
        .map(|row| row.text(0).unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn everything_opens_after_a_rotation_to_other_ciphers() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("data"));
    place.create(Suite::Aes256Gcm, None).unwrap();
    let app = place.open().await.unwrap();
    import::unnamed_office(&app).await.unwrap();
    let mut streams = vec![file(&app, "轮换之前").await];
    drop(app);

    let rotated = rotate(&place, Some(Suite::Sm4Gcm), &|_| {}).await.unwrap();
    assert!(!rotated.resumed && rotated.rewrapped >= 2);
    let app = place.open().await.unwrap();
    assert_eq!(under(&app).await, std::slice::from_ref(&rotated.active));
    streams.push(file(&app, "轮换之后").await);
    assert_eq!(titles(&app, &streams).await, ["轮换之前", "轮换之后"]);
}

#[tokio::test]
async fn a_rotation_that_was_cut_off_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("data"));
    place.create(Suite::Aes256Gcm, None).unwrap();
    let app = place.open().await.unwrap();
    import::unnamed_office(&app).await.unwrap();
    let before = vec![file(&app, "中断之前").await];
    // As if the process had ended right after the key file was replaced.
    let mut keys = place.keys().unwrap();
    let random =
        &mut |bytes: &mut [u8]| app::moment::Entropy::fill(&app::moment::SystemEntropy, bytes);
    let active = keys.rotate(random, Suite::Aes256Gcm).to_string();
    place.replace_keys(&keys).unwrap();
    let app = place.open().await.unwrap();
    assert_eq!(titles(&app, &before).await, ["中断之前"]);

    let rotated = rotate(&place, None, &|_| {}).await.unwrap();
    assert!(rotated.resumed);
    assert_eq!(rotated.active, active);
    let app = place.open().await.unwrap();
    assert_eq!(under(&app).await, [active]);
    assert_eq!(titles(&app, &before).await, ["中断之前"]);
}

//! Against a listener that speaks the daemon's protocol.

use super::*;
use crate::testing::{SmallOffice, keys, opened};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const NOTE: &[u8] = "经办人收受礼品的经过。".as_bytes();
const MARK: &[u8] = b"X5O!P-TEST";

/// A daemon that finds a virus in whatever holds [`MARK`]. Returns where it listens.
async fn daemon() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut peer, _)) = listener.accept().await {
            let mut command = Vec::new();
            while command.last() != Some(&0) {
                command.push(peer.read_u8().await.unwrap());
            }
            if command == b"zPING\0" {
                peer.write_all(b"PONG\0").await.unwrap();
                continue;
            }
            assert_eq!(command, b"zINSTREAM\0");
            let mut held = Vec::new();
            loop {
                let length = peer.read_u32().await.unwrap() as usize;
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; length];
                peer.read_exact(&mut piece).await.unwrap();
                held.extend(piece);
            }
            let found = held.windows(MARK.len()).any(|window| window == MARK);
            let answer: &[u8] = if found {
                b"stream: Win.Test.Mark FOUND\0"
            } else {
                b"stream: OK\0"
            };
            peer.write_all(answer).await.unwrap();
        }
    });
    address
}

fn settings(address: String) -> Settings {
    Settings {
        socket: None,
        address: Some(address),
        seconds: 2,
    }
}

/// An address nobody listens on.
async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}

fn infected() -> Vec<u8> {
    [NOTE, MARK].concat()
}

async fn kinds(app: &App) -> Vec<String> {
    let sql = "SELECT body FROM events WHERE stream_id LIKE 'scan-%' ORDER BY stream_id";
    let rows = app.store().rows(sql, &[]).await.unwrap();
    let kind = |body: &[u8]| {
        let body: serde_json::Value = serde_json::from_slice(body).unwrap();
        body.to_string()
    };
    rows.iter().map(|row| kind(row.blob(0).unwrap())).collect()
}

#[tokio::test]
async fn a_virus_is_refused_and_recorded_without_content_t14() {
    store::testing::each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        office.app.scan_with(settings(daemon().await));
        let passed = super::super::upload(&office.app, "说明.txt", NOTE)
            .await
            .unwrap();
        assert!(passed.clean.is_some());
        let refused = super::super::upload(&office.app, "秘密名字.txt", &infected()).await;
        let sentence = refused.unwrap_err().to_string();
        assert!(!sentence.is_empty());
        let told = kinds(&office.app).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("scan.virus-found.v1") && told[0].contains("Win.Test.Mark"));
        assert!(!told[0].contains("秘密名字"));
        assert_eq!(count_waiting(office.app.store()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_silent_daemon_loses_nothing_and_opens_nothing_t14() {
    store::testing::each_engine(async |store| {
        let office = SmallOffice::found(store.clone()).await;
        office.app.scan_with(settings(nobody().await));
        let waits = super::super::upload(&office.app, "说明.txt", NOTE)
            .await
            .unwrap();
        let bad = super::super::upload(&office.app, "其他.txt", &infected())
            .await
            .unwrap();
        assert_eq!(count_waiting(office.app.store()).await.unwrap(), 2);
        take_up(&office.app).await.unwrap();
        assert_eq!(
            count_waiting(office.app.store()).await.unwrap(),
            2,
            "nobody answered"
        );
        assert!(kinds(&office.app).await.is_empty());

        let later = opened(store, keys(), &office.clock).await;
        later.scan_with(settings(daemon().await));
        take_up(&later).await.unwrap();
        assert_eq!(count_waiting(later.store()).await.unwrap(), 0);
        let held = quarantine::of(&later, &[waits.id, bad.id]).await.unwrap();
        assert_eq!(held.get(&waits.id), None);
        assert_eq!(held.get(&bad.id), Some(&quarantine::Held::Found));
        assert_eq!(
            super::super::uploaded(&later, &bad.token).await.unwrap(),
            None
        );
        assert!(
            super::super::uploaded(&later, &waits.token)
                .await
                .unwrap()
                .is_some()
        );
        assert_eq!(kinds(&later).await.len(), 2);
        take_up(&later).await.unwrap();
        assert_eq!(kinds(&later).await.len(), 2, "said once");
    })
    .await;
}

#[tokio::test]
async fn doctor_hears_whether_it_answers() {
    assert!(settings(daemon().await).answers().await);
    assert!(!settings(nobody().await).answers().await);
}

#[test]
fn settings_name_one_daemon() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clamav.toml");
    assert_eq!(Settings::read(&file).unwrap(), None);
    for (text, fits) in [
        ("socket = \"/run/clamd.ctl\"", true),
        ("address = \"127.0.0.1:3310\"\nseconds = 5", true),
        ("", false),
        ("socket = \"/a\"\naddress = \"b:1\"", false),
        ("adress = \"b:1\"", false),
    ] {
        std::fs::write(&file, text).unwrap();
        assert_eq!(Settings::read(&file).is_ok(), fits, "{text}");
    }
}

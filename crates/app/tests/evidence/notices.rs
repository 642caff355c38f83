//! Notices reach a real SMTP listener and a real HTTP gateway, say nothing of the matter (T6), wait
//! longer where nobody answers, and are never told to the recused (T4).

use app::notices::{self, Address, Gateway, Mail, Security, Settings};
use app::testing::{SmallOffice, report_about};
use casework::PersonId;
use serde_json::json;
use std::sync::{Arc, Mutex};
use store::testing::each_engine;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

type Heard = Arc<Mutex<Vec<String>>>;

/// A mail server that takes everything and remembers it.
async fn mail_server() -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take_mail(stream, Arc::clone(&kept)));
        }
    });
    (port, heard)
}

async fn take_mail(stream: TcpStream, heard: Heard) {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 listener\r\n").await.unwrap();
    let (mut line, mut letter, mut in_data) = (String::new(), String::new(), false);
    while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
        let told = std::mem::take(&mut line);
        if in_data && told != ".\r\n" {
            letter.push_str(&told);
            continue;
        }
        let answer = match told.split_whitespace().next().unwrap_or_default() {
            "." => {
                in_data = false;
                heard.lock().unwrap().push(std::mem::take(&mut letter));
                "250 taken"
            }
            "DATA" => {
                in_data = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .unwrap();
    }
}

/// A gateway that answers with a status and remembers what it was sent.
async fn gateway(status: &'static str) -> (String, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let heard = Heard::default();
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = vec![0; 65_536];
            let mut length = 0;
            loop {
                length += stream.read(&mut bytes[length..]).await.unwrap();
                let text = String::from_utf8_lossy(&bytes[..length]).into_owned();
                if text.ends_with('}') {
                    kept.lock().unwrap().push(text);
                    break;
                }
            }
            let answer =
                format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (url, heard)
}

fn hook(url: String) -> Settings {
    Settings {
        webhook: Some(Gateway {
            url,
            secret_file: None,
        }),
        ..Settings::default()
    }
}

async fn reachable(office: &SmallOffice, person: &str) {
    let address = Address {
        mail: format!("{person}@office.example"),
        phone: "13900000000".into(),
        account: format!("{person}-account"),
    };
    notices::set_address(&office.app, &PersonId::from(person), &address)
        .await
        .unwrap();
}

const MINUTE: i64 = 60_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_report_knocks_by_mail_once_and_says_nothing_of_itself() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (port, heard) = mail_server().await;
        let mail = Mail {
            server: "127.0.0.1".into(),
            port,
            security: Security::None,
            from: "件件 <jianjian@office.example>".into(),
            login: None,
            password_file: None,
        };
        office.app.send_notices(Settings {
            mail: Some(mail),
            ..Settings::default()
        });
        reachable(&office, "p-clerk").await;
        let first = office.file(report_about("钱某某")).await.unwrap();
        office.file(report_about("孙某某")).await.unwrap();
        // What comes together is one notice, and nothing goes before the wait is over.
        assert_eq!(notices::send_due(&office.app).await.unwrap(), 0);
        office.clock.advance(11 * MINUTE);
        assert_eq!(notices::send_due(&office.app).await.unwrap(), 1);
        let letters = heard.lock().unwrap().clone();
        assert_eq!(letters.len(), 1);
        let decoded = decoded(&letters[0]);
        assert!(decoded.contains("您单位有新的待办事项"), "{decoded}");
        let number = first.number.unwrap();
        for telling in [&*number, "钱某某", "采砂", "举报", "清河"] {
            assert!(
                !decoded.contains(telling) && !letters[0].contains(telling),
                "{telling}"
            );
        }
        assert_eq!(notices::send_due(&office.app).await.unwrap(), 0);
    })
    .await;
}

/// The body of a letter: base64 or quoted-printable, as the library chose.
fn decoded(letter: &str) -> String {
    let body = letter.split_once("\r\n\r\n").unwrap().1;
    let whole: String = body.split_whitespace().collect();
    match data_encoding::BASE64.decode(whole.as_bytes()) {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(_) => unquoted(body),
    }
}

fn unquoted(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'=' && tail.len() >= 2 {
            let hex = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_refuses_is_asked_again_later_and_given_up_in_the_end() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (url, heard) = gateway("503 Busy").await;
        office.app.send_notices(hook(url));
        reachable(&office, "p-clerk").await;
        office.file(report_about("钱某某")).await.unwrap();
        for _ in 0..12 {
            office.clock.advance(5 * 60 * MINUTE);
            assert_eq!(notices::send_due(&office.app).await.unwrap(), 0);
        }
        assert_eq!(heard.lock().unwrap().len(), 8);
        let left = office
            .app
            .store()
            .rows("SELECT id FROM outbox", &[])
            .await
            .unwrap();
        assert!(left.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gateway_hears_whom_to_tell_and_the_recused_are_not_told() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (url, heard) = gateway("200 OK").await;
        office.app.send_notices(hook(url));
        reachable(&office, "p-clerk").await;
        reachable(&office, "p-head").await;
        // The clerk bears the accused's name, and so learns nothing of it.
        office.file(report_about("周明")).await.unwrap();
        office.clock.advance(11 * MINUTE);
        assert_eq!(notices::send_due(&office.app).await.unwrap(), 1);
        let heard = heard.lock().unwrap().clone();
        assert_eq!(heard.len(), 1);
        let body = heard[0].split_once("\r\n\r\n").unwrap().1;
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let text = "件件：您单位有新的待办事项，请登录办理。";
        assert_eq!(body, json!({"to": "p-head-account", "text": text}));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_ways_out_nothing_waits() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        reachable(&office, "p-clerk").await;
        office.file(report_about("钱某某")).await.unwrap();
        let left = office
            .app
            .store()
            .rows("SELECT id FROM outbox", &[])
            .await
            .unwrap();
        assert!(left.is_empty());
    })
    .await;
}

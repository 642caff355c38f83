//! Tampering with stored events behind the program's back, and putting them back.

use store::{Change, Row, Store, Value, Write};

/// What has to be done to put an event back.
pub(super) type Undo = Vec<Change>;

/// Tampers with the events of the first matter. Returns how to undo it.
pub(super) async fn tamper(store: &Store, how: &str) -> Result<Undo, String> {
    let sql = "SELECT stream_id, version, body FROM events WHERE stream_id LIKE 'matter-%' \
               ORDER BY stream_id, version LIMIT 3";
    let rows = store
        .rows(sql, &[])
        .await
        .map_err(|error| error.to_string())?;
    let events: Vec<Event> = rows.iter().map(Event::of).collect::<Result<_, _>>()?;
    let [first, second, third] = &events[..] else {
        return Err("没有足够的记录可供篡改".to_owned());
    };
    let (changes, undo) = match how {
        "改动" => {
            let mut body = second.body.clone();
            if let Some(byte) = body.last_mut() {
                *byte = b' ';
            }
            (vec![second.set(&body)], vec![second.set(&second.body)])
        }
        "删去" => (vec![second.delete()], vec![second.insert()]),
        "增添" => {
            let added = Event {
                version: 1_000_000,
                ..third.clone()
            };
            (vec![added.insert()], vec![added.delete()])
        }
        "调换" => {
            let changes = vec![first.set(&second.body), second.set(&first.body)];
            (
                changes,
                vec![first.set(&first.body), second.set(&second.body)],
            )
        }
        _ => return Err(format!("篡改“{how}”应为改动、删去、增添或调换")),
    };
    write(store, changes).await?;
    Ok(undo)
}

/// Writes changes that no decision made.
pub(super) async fn write(store: &Store, changes: Vec<Change>) -> Result<(), String> {
    let write = Write {
        changes,
        ..Write::default()
    };
    store.commit(write).await.map_err(|error| error.to_string())
}

#[derive(Debug, Clone)]
struct Event {
    stream: String,
    version: i64,
    body: Vec<u8>,
}

impl Event {
    fn of(row: &Row) -> Result<Self, String> {
        let read = || {
            let (stream, version) = (row.text(0)?.to_owned(), row.int(1)?);
            Ok(Self {
                stream,
                version,
                body: row.blob(2)?.to_vec(),
            })
        };
        read().map_err(|error: store::StoreError| error.to_string())
    }

    fn place(&self) -> [Value; 2] {
        [self.stream.as_str().into(), self.version.into()]
    }

    fn set(&self, body: &[u8]) -> Change {
        let [stream, version] = self.place();
        Change {
            sql: "UPDATE events SET body = $1 WHERE stream_id = $2 AND version = $3".into(),
            params: vec![Value::Blob(body.to_vec()), stream, version],
        }
    }

    fn delete(&self) -> Change {
        Change {
            sql: "DELETE FROM events WHERE stream_id = $1 AND version = $2".into(),
            params: self.place().to_vec(),
        }
    }

    fn insert(&self) -> Change {
        let [stream, version] = self.place();
        Change {
            sql: "INSERT INTO events (stream_id, version, body) VALUES ($1, $2, $3)".into(),
            params: vec![stream, version, Value::Blob(self.body.clone())],
        }
    }
}

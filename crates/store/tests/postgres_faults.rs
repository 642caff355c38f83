//! Faults of a server, in pairs: the connection lost before the commit, and lost after it.
//!
//! The first is made by ending the backend while it waits for a lock; the second by a door between
//! store and server that lets the commit through and its answer not.

#[cfg(test)]
mod faults {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use store::testing::{fresh_postgres_address, reopened};
    use store::{Address, Change, CommitError, Guard, NewEvent, Store, Write};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio_postgres::NoTls;

    fn write(version: i64) -> Write {
        let stream_id = "m".to_owned();
        let event = NewEvent {
            stream_id,
            version,
            body: vec![0, 1],
            hash: [3; 32],
        };
        let sql = "INSERT INTO keys (key_id, scope, kek_id, wrapped) \
                   VALUES (CAST(CAST($1 AS bigint) AS text), 's', 'k', $2)";
        let key = Change::new(sql, [version.into(), vec![0_u8].into()]);
        Write {
            events: vec![event],
            changes: vec![key],
            ..Write::default()
        }
    }

    fn guard(expected: Option<&str>, set: Option<&str>) -> Write {
        let [expected, set] = [expected, set].map(|value| value.map(str::to_owned));
        let guards = vec![Guard {
            name: "g".to_owned(),
            expected,
            set,
        }];
        Write {
            guards,
            ..Write::default()
        }
    }

    /// Events and keys agree; how many there are is told.
    async fn audited(store: &Store) -> i64 {
        let sql = "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM unsequenced), \
                   (SELECT count(*) FROM keys), (SELECT coalesce(max(version), 0) FROM events)";
        let rows = store.rows(sql, &[]).await.unwrap();
        let counts: Vec<i64> = (0..4).map(|index| rows[0].int(index).unwrap()).collect();
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
        counts[0]
    }

    async fn connected(address: &Address) -> tokio_postgres::Client {
        let Address::Postgres(url) = address else {
            panic!("a server")
        };
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_backend_ended_before_its_commit_has_stored_nothing() {
        let Some(address) = fresh_postgres_address().await else {
            return;
        };
        let store = Store::open(&address).await.unwrap();
        store.migrate().await.unwrap();
        store.commit(guard(None, Some("1"))).await.unwrap();
        let other = connected(&address).await;
        other
            .batch_execute("BEGIN; SELECT 1 FROM guards FOR UPDATE")
            .await
            .unwrap();

        let mut waiting = write(1);
        waiting.merge(guard(Some("1"), None));
        let task = tokio::spawn({
            let store = store.clone();
            async move { store.commit(waiting).await }
        });
        let ended = "SELECT pg_terminate_backend(pid) FROM pg_locks l JOIN pg_stat_activity a \
            USING (pid) WHERE NOT l.granted AND $1 = ANY(pg_blocking_pids(pid))";
        let holder: i32 = other
            .query_one("SELECT pg_backend_pid()", &[])
            .await
            .unwrap()
            .get(0);
        let killer = connected(&address).await;
        while killer.query(ended, &[&holder]).await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let answer = task.await.unwrap().unwrap_err();
        assert!(matches!(answer, CommitError::Fault(_)), "{answer}");
        other.batch_execute("ROLLBACK").await.unwrap();
        assert_eq!(audited(&store).await, 0);
        assert_eq!(audited(&reopened(&store).await).await, 0);
        store.commit(write(1)).await.unwrap();
        assert_eq!(audited(&store).await, 1);
    }

    /// Programs that start on one server wait for each other only where they share a schema: each of the
    /// offices beside each other on a server migrates while another does.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn schemas_of_one_server_migrate_beside_each_other() {
        let Some(address) = fresh_postgres_address().await else {
            return;
        };
        let other = fresh_postgres_address().await.expect("a server");
        let migrating = connected(&address).await;
        migrating
            .batch_execute(
                "BEGIN; SELECT pg_advisory_xact_lock(7310592, hashtext(current_schema()))",
            )
            .await
            .unwrap();
        let beside = Store::open(&other).await.unwrap();
        assert_eq!(beside.migrate().await.unwrap().from, 0);

        let same = Store::open(&address).await.unwrap();
        let waiting = tokio::spawn(async move { same.migrate().await });
        let waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted \
            AND objid = hashtext(current_schema())::oid";
        while migrating.query(waits, &[]).await.unwrap().is_empty() {
            assert!(!waiting.is_finished(), "a second program waits");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        migrating.batch_execute("ROLLBACK").await.unwrap();
        assert_eq!(waiting.await.unwrap().unwrap().from, 0);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_commit_whose_answer_is_lost_is_unknown_and_stored() {
        let Some(address) = fresh_postgres_address().await else {
            return;
        };
        let direct = Store::open(&address).await.unwrap();
        direct.migrate().await.unwrap();
        let door = Door::before(&address).await;
        let store = Store::open(&door.address).await.unwrap();
        // Twice, so that every statement is prepared.
        store.commit(write(1)).await.unwrap();
        store.commit(write(2)).await.unwrap();

        door.answers_are_lost.store(true, Ordering::SeqCst);
        let task = tokio::spawn({
            let store = store.clone();
            async move { store.commit(write(3)).await }
        });
        let stored = async {
            while audited(&direct).await < 3 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), stored)
            .await
            .expect("it is stored");
        door.closed.store(true, Ordering::SeqCst);
        let answer = task.await.unwrap().unwrap_err();
        assert!(matches!(answer, CommitError::Unknown(_)), "{answer}");
        assert_eq!(audited(&direct).await, 3);

        door.answers_are_lost.store(false, Ordering::SeqCst);
        door.closed.store(false, Ordering::SeqCst);
        let again = store.commit(write(3)).await.unwrap_err();
        assert!(
            matches!(again, CommitError::Stale { .. }),
            "it is there: {again}"
        );
        store.commit(write(4)).await.unwrap();
        assert_eq!(audited(&store).await, 4);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_request_that_never_arrives_is_unknown_and_not_stored() {
        let Some(address) = fresh_postgres_address().await else {
            return;
        };
        let direct = Store::open(&address).await.unwrap();
        direct.migrate().await.unwrap();
        let door = Door::before(&address).await;
        let store = Store::open(&door.address).await.unwrap();
        // Twice, so that every statement is prepared.
        store.commit(write(1)).await.unwrap();
        store.commit(write(2)).await.unwrap();

        door.requests_are_lost.store(true, Ordering::SeqCst);
        let task = tokio::spawn({
            let store = store.clone();
            async move { store.commit(write(3)).await }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        door.closed.store(true, Ordering::SeqCst);
        let answer = task.await.unwrap().unwrap_err();
        assert!(matches!(answer, CommitError::Unknown(_)), "{answer}");
        assert_eq!(audited(&direct).await, 2);

        door.requests_are_lost.store(false, Ordering::SeqCst);
        door.closed.store(false, Ordering::SeqCst);
        store.commit(write(3)).await.unwrap();
        assert_eq!(audited(&store).await, 3);
    }

    /// A door between store and server.
    struct Door {
        address: Address,
        answers_are_lost: Arc<AtomicBool>,
        requests_are_lost: Arc<AtomicBool>,
        closed: Arc<AtomicBool>,
    }

    impl Door {
        async fn before(address: &Address) -> Door {
            let Address::Postgres(url) = address else {
                panic!("a server")
            };
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let here = listener.local_addr().unwrap();
            let config: tokio_postgres::Config = url.parse().unwrap();
            let tokio_postgres::config::Host::Tcp(host) = &config.get_hosts()[0] else {
                panic!("a server reached over TCP")
            };
            let there = format!("{host}:{}", config.get_ports()[0]);
            let open = |name: &str| format!("{name}:{}", config.get_ports()[0]);
            let url = url.replace(&open(host), &here.to_string());
            assert!(
                url.contains(&here.to_string()),
                "the door stands in the url"
            );
            let door = Door {
                address: Address::Postgres(url),
                answers_are_lost: Arc::default(),
                requests_are_lost: Arc::default(),
                closed: Arc::default(),
            };
            let (answers, requests) = (
                Arc::clone(&door.answers_are_lost),
                Arc::clone(&door.requests_are_lost),
            );
            let closed = Arc::clone(&door.closed);
            tokio::spawn(async move {
                while let Ok((inside, _)) = listener.accept().await {
                    let outside = TcpStream::connect(&there).await.unwrap();
                    let (from_store, to_store) = inside.into_split();
                    let (from_server, to_server) = outside.into_split();
                    let there = pass(from_store, to_server, &requests, &closed);
                    let back = pass(from_server, to_store, &answers, &closed);
                    tokio::spawn(async move {
                        tokio::select! { () = there => {}, () = back => {} }
                    });
                }
            });
            door
        }
    }

    /// Passes bytes on until the door closes; they vanish while `lost` is set.
    fn pass(
        mut from: impl AsyncReadExt + Unpin + Send + 'static,
        mut to: impl AsyncWriteExt + Unpin + Send + 'static,
        lost: &Arc<AtomicBool>,
        closed: &Arc<AtomicBool>,
    ) -> impl Future<Output = ()> + Send + 'static {
        let (lost, closed) = (Arc::clone(lost), Arc::clone(closed));
        async move {
            let mut bytes = vec![0; 65_536];
            while !closed.load(Ordering::SeqCst) {
                let read = tokio::time::timeout(Duration::from_millis(10), from.read(&mut bytes));
                let Ok(read) = read.await else { continue };
                let Ok(size @ 1..) = read else { return };
                if !lost.load(Ordering::SeqCst) && to.write_all(&bytes[..size]).await.is_err() {
                    return;
                }
            }
        }
    }
}

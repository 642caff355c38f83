//! Search at a million matters: two words, the index asked, texts opened, a page of marked results; beside it the
//! engine's own full-text index of the same pairs (FTS5, a text vector with GIN), asked for the newest rows alone.

use crate::stopwatch::Stopwatch;
use crate::world::{World, on_each};
use app::queries::search;
use casework::PersonId;
use store::{Change, Engine, Store, Write};

/// What searches are compared with.
const SMALL: usize = 10_000;

/// Searches of two words out of one report, and of pairs that many reports share.
const OWN: usize = 160;
const SHARED: [&str; 8] = [
    "村委会 群众",
    "反映 问题",
    "低保 村干部",
    "书记 亲属",
    "补助 名单",
    "工程 公示",
    "主任 没有",
    "村里 款",
];

/// Rows of the engine's own index written by one statement.
const TOGETHER: usize = 64;

/// Measures on the engines.
pub async fn run(count: usize, engines: &[Engine]) {
    on_each(engines, async |store| on(store, count).await).await;
}

async fn on(store: Store, count: usize) {
    println!("\n{:?}", store.engine());
    let mut world = World::filled(store).await;
    for size in [SMALL.min(count), count] {
        let watch = Stopwatch::start();
        let events = world.grow(size).await;
        println!(
            "{size} matters, {:.0} events a second while copying and packing",
            watch.rate(events.max(1))
        );
        measure(&world, size).await;
    }
    baseline(&world, count).await;
}

/// Measures in an office of so many matters. A server that has just been started reads from its disk whatever is
/// sought: the first searches are told by themselves, those after them seek other words.
pub async fn measure(world: &World, matters: usize) {
    let (others, typed) = (own(world, OWN), typed(world));
    for (name, digits) in [("province", "990000"), ("county", "990101")] {
        let person = clerk(world, digits);
        let (first, _) = sought(world, &person, &others).await;
        let (then, hits) = sought(world, &person, &typed).await;
        println!("  {name:<9} {}, {hits} hits in the middle", told(then));
        println!("  {:<9} {} for other words before", "", told(first));
    }
    sizes(world, matters).await;
}

/// How long each search takes, and how many hits it has in the middle.
async fn sought(world: &World, person: &PersonId, typed: &[String]) -> (Vec<f64>, usize) {
    let (mut times, mut hits) = (Vec::new(), 0);
    for words in typed {
        let watch = Stopwatch::start();
        let found = search::search(&world.app, person, words, 1).await;
        times.push(1_000.0 / watch.rate(1));
        hits += found.expect("the words are sought").total;
    }
    (times, hits / typed.len())
}

fn told(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    format!(
        "p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        at(50),
        at(99),
        at(100)
    )
}

fn clerk(world: &World, digits: &str) -> PersonId {
    let mut accounts = world.plan.accounts.iter();
    let found = accounts
        .find(|account| account.role == "clerk" && account.person.as_str().ends_with(digits));
    found.expect("the plan has such a person").person.clone()
}

/// Words of single reports, and shared ones.
fn typed(world: &World) -> Vec<String> {
    let shared = SHARED.iter().map(|words| (*words).to_owned());
    own(world, 0).into_iter().chain(shared).collect()
}

/// Two words each: two characters of one place and three of another, of one report.
fn own(world: &World, from: usize) -> Vec<String> {
    let reports = world.bulk().received();
    let own = (from..from + OWN).map(|at| {
        let report = &reports[at * 7919 % reports.len()];
        let characters: Vec<char> = report.chars().filter(|c| c.is_alphabetic()).collect();
        let word = |from: usize, long: usize| -> String {
            characters
                .iter()
                .skip(from % (characters.len() - long))
                .take(long)
                .collect()
        };
        format!("{} {}", word(at * 31, 2), word(at * 57 + 9, 3))
    });
    own.collect()
}

/// What is searched: the lists of live segments. Those that were merged lie beside them until the job clears them.
async fn sizes(world: &World, matters: usize) {
    let store = world.app.store();
    let bytes = "SELECT CAST(coalesce(sum(length(p.places)), 0) AS bigint) FROM search_segments s \
                 JOIN search_postings p ON p.segment = s.segment WHERE s.state = 'live'";
    let bytes = one(store, bytes).await;
    let segments = "SELECT count(*) FROM search_segments WHERE state = 'live'";
    let segments = one(store, segments).await;
    println!(
        "  lists {} bytes a matter, {segments} segments",
        bytes / matters as i64
    );
}

async fn one(store: &Store, sql: &str) -> i64 {
    let rows = store
        .rows(sql, &[])
        .await
        .expect("the database tells its size");
    rows[0].int(0).expect("a number")
}

/// The engine's own index of the pairs of titles and texts, and the newest rows of the same words out of it.
pub async fn baseline(world: &World, count: usize) {
    let store = world.app.store();
    let (make, row, ask) = match store.engine() {
        Engine::Sqlite => (
            vec!["CREATE VIRTUAL TABLE own_words USING fts5 (words, content='', detail=none)"],
            "($N, $M)",
            "SELECT rowid FROM own_words WHERE own_words MATCH $1 ORDER BY rowid DESC LIMIT 501",
        ),
        Engine::Postgres => (
            vec![
                "CREATE TABLE own_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
                "CREATE INDEX own_words_by_word ON own_words USING gin (words)",
            ],
            "($N, array_to_tsvector(string_to_array($M, ' ')))",
            "SELECT rowid FROM own_words WHERE words @@ to_tsquery('simple', $1) \
             ORDER BY rowid DESC LIMIT 501",
        ),
    };
    change(
        store,
        make.into_iter().map(|sql| Change::new(sql, [])).collect(),
    )
    .await;
    let watch = Stopwatch::start();
    let pairs: Vec<String> = world.bulk().pairs(count).collect();
    for (some, first) in pairs.chunks(TOGETHER).zip((1_i64..).step_by(TOGETHER)) {
        let rows = (0..some.len()).map(|at| {
            row.replace("$N", &format!("${}", at * 2 + 1))
                .replace("$M", &format!("${}", at * 2 + 2))
        });
        let sql = format!(
            "INSERT INTO own_words (rowid, words) VALUES {}",
            rows.collect::<Vec<_>>().join(",")
        );
        let mut params: Vec<store::Value> = Vec::new();
        for (text, number) in some.iter().zip(first..) {
            params.extend([number.into(), text.into()]);
        }
        change(store, vec![Change::new(sql, params)]).await;
    }
    println!(
        "  the engine's own: {:.0} matters a second",
        watch.rate(count)
    );
    let (mut times, typed) = (Vec::new(), typed(world));
    let and = match store.engine() {
        Engine::Sqlite => " AND ",
        Engine::Postgres => " & ",
    };
    for words in &typed {
        let pairs: Vec<String> = words.split(' ').flat_map(pairs_of).collect();
        let quoted = pairs.iter().map(|pair| match store.engine() {
            Engine::Sqlite => format!("\"{pair}\""),
            Engine::Postgres => format!("'{pair}'"),
        });
        let asked = quoted.collect::<Vec<_>>().join(and);
        let watch = Stopwatch::start();
        let found = store.rows(ask, &[asked.into()]).await;
        found.expect("the engine answers");
        times.push(1_000.0 / watch.rate(1));
    }
    println!("  the engine's own, rows alone: {}", told(times));
}

fn pairs_of(word: &str) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    characters
        .windows(2)
        .map(|pair| pair.iter().collect())
        .collect()
}

async fn change(store: &Store, changes: Vec<Change>) {
    let write = Write {
        changes,
        ..Write::default()
    };
    store.commit(write).await.expect("the rows are written");
}

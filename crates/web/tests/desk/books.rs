//! Books: filters as words, chosen columns, views of one's own and the organ's, and what a book never
//! tells: who reported, and what the reader may not see (T1, T3, T4).

use axum::http::StatusCode;
use casework::PersonId;
use serde_json::json;
use std::collections::BTreeMap;

use super::office::each_engine;
use crate::support::body::pairs;
use crate::support::browser::Answer;

const IDS: [&str; 19] = [
    "acceptance",
    "routing",
    "tracking",
    "results",
    "risks",
    "first-reports",
    "real-name-replies",
    "backlog",
    "supervised",
    "three-many",
    "contracts",
    "from-above",
    "instructed",
    "own",
    "result-required",
    "domains",
    "forwarded",
    "visits",
    "national",
];

#[tokio::test]
async fn every_book_opens_and_says_what_its_figures_count_p_21() {
    each_engine(async |office| {
        office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let shelf = desk.open("/desk/books").await;
        for id in IDS {
            assert!(
                shelf.has(&format!("/desk/books/{id}")),
                "{id} stands on the shelf"
            );
            desk.open(&format!("/desk/books/{id}")).await;
        }
        let book = desk.open("/desk/books/acceptance").await;
        assert!(
            book.has("采砂") && book.has("1 件，1 件次，0 条线索"),
            "{}",
            book.body
        );
        assert!(
            !desk.open("/desk/books/results").await.has("采砂"),
            "it is not concluded"
        );
        assert!(
            desk.open("/desk/books/own?real_name=yes")
                .await
                .has("清除全部筛选")
        );
    })
    .await;
}

#[tokio::test]
async fn columns_are_chosen_and_a_wrong_word_changes_nothing() {
    each_engine(async |office| {
        office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let book = desk
            .open("/desk/books/acceptance?columns=title&columns=national&columns=identity")
            .await;
        assert!(book.has("全国平台编号</th>") && !book.has("环节</th>"));
        desk.open("/desk/books/acceptance?cursor=nonsense&sort=due")
            .await;
        desk.open("/desk/books/acceptance?stage=nonsense&from=2026-02-31")
            .await;
    })
    .await;
}

#[tokio::test]
async fn views_are_a_persons_own_or_shared_by_a_head() {
    each_engine(async |office| {
        let views = "/desk/books/acceptance/views";
        let clerk = office.desk_of("p-clerk").await;
        let own = pairs(&[("name", "我的来信"), ("query", "channel=letter")]);
        assert_eq!(clerk.post(views, &own).await.location(), "/desk/books");
        assert!(clerk.open("/desk/books").await.has("我的来信"));
        let shared = pairs(&[
            ("name", "共用来访"),
            ("query", "channel=visit"),
            ("shared", "yes"),
        ]);
        assert_eq!(
            clerk.post(views, &shared).await.status,
            StatusCode::FORBIDDEN
        );
        let head = office.desk_of("p-head").await;
        head.post(views, &shared).await;
        let shelf = head.open("/desk/books").await;
        assert!(shelf.has("共用来访") && !shelf.has("我的来信"));
        assert!(clerk.open("/desk/books").await.has("共用来访"));
        let county = office.desk_of("x-clerk").await;
        assert!(
            !county.open("/desk/books").await.has("共用来访"),
            "another organ's"
        );
        let gone = pairs(&[("name", "我的来信"), ("go", "forget")]);
        clerk.post(views, &gone).await;
        assert!(!clerk.open("/desk/books").await.has("我的来信"));
    })
    .await;
}

#[tokio::test]
async fn what_the_arrival_brought_is_asked_for_and_shown() {
    each_engine(async |office| {
        let number = office.file().await;
        let marks = json!({"urgency": "urgent", "reason": "上级督办"});
        office.act("p-clerk", &number, "mark", marks).await;
        let desk = office.desk_of("p-clerk").await;
        let home = "/desk/books/acceptance";
        let plain = desk.open(home).await;
        assert!(plain.has("<summary>更多筛选</summary>"), "rare filters wait folded");
        for (asked, found) in [
            ("urgency=urgent", true),
            ("urgency=emergency", false),
            ("secrecy=secret", false),
            ("secrecy=internal", true),
            ("collective=no", true),
            ("collective=yes", false),
            ("over_level=no&again=no", true),
            ("unnumbered=yes", true),
            ("unnumbered=no", false),
        ] {
            let book = desk.open(&format!("{home}?{asked}")).await;
            assert_eq!(book.has("采砂"), found, "{asked}");
        }
        let columns = "columns=title&columns=urgency&columns=secrecy&columns=turn&columns=heads&columns=over_level";
        let book = desk.open(&format!("{home}?{columns}")).await;
        assert!(book.has(">加急</td>") && book.has(">内部</td>"), "{}", book.body);
    })
    .await;
}

#[tokio::test]
async fn no_book_tells_the_recused_or_a_stranger_of_a_matter_t3_t4() {
    each_engine(async |office| {
        let number = office.file().await;
        let reason = json!({"person": "p-clerk", "reason": "亲属关系"});
        office.act("p-clerk", &number, "recuse", reason).await;
        for person in ["p-clerk", "x-clerk", "y-clerk"] {
            let desk = office.desk_of(person).await;
            for id in IDS {
                let book = desk.open(&format!("/desk/books/{id}")).await;
                assert!(!book.has("采砂") && !book.has(&number), "{person} {id}");
                assert!(
                    book.has("0 件，0 件次，0 条线索"),
                    "{person} {id}: no count either"
                );
            }
        }
        let admin = office.desk_of("system").await;
        assert_eq!(admin.get("/desk/books").await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            admin.get("/desk/books/own").await.status,
            StatusCode::FORBIDDEN
        );
        let head = office.desk_of("p-head").await;
        assert_eq!(
            head.get("/desk/books/none").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn every_filter_and_order_is_served_by_an_index_of_its_own() {
    each_engine(async |office| {
        office.file().await;
        crowd(&office.app).await;
        let person = PersonId::from("p-clerk");
        // PostgreSQL knows how many rows each would give it, and may take another of them.
        let postgres = office.app.store().engine() == store::Engine::Postgres;
        for Page { filters, index } in lists() {
            let query: Vec<(String, String)> = filters.into_iter().collect();
            let plans = app::queries::listing::plans(&office.app, &person, &query).await;
            let [walk, count, rows] = plans.unwrap().map(|lines| lines.join("\n"));
            assert!(
                walk.contains(&index) || postgres && walk.contains(" on visible_"),
                "{query:?} is not served by {index}:\n{walk}"
            );
            // PostgreSQL may sort the few rows that the index gives it; it never reads the table whole.
            let whole = ["Seq Scan on visible", "TEMP B-TREE", "SCAN v"];
            assert!(
                whole
                    .iter()
                    .all(|way| !walk.contains(way) && !rows.contains(way)),
                "{query:?}:\n{walk}\n{rows}"
            );
            let by_key = match postgres {
                true => "visible_pkey",
                false => "PRIMARY KEY (unit_id=? AND matter_id=?)",
            };
            assert!(
                rows.contains(by_key),
                "a page's rows are read by their key:\n{rows}"
            );
            // A list of one filter is counted by its index alone.
            let mut words = query
                .iter()
                .filter(|(name, _)| name != "from" && name != "to");
            let one = words.next().is_none() || words.next().is_none();
            let by_itself = match postgres {
                true => "Index Only Scan".to_owned(),
                false => format!("USING COVERING INDEX {index}"),
            };
            for how in [&walk, &count] {
                assert!(
                    !one || how.contains(&by_itself),
                    "{query:?} is not walked and counted by {index} alone:\n{how}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn filters_rarely_met_together_are_looked_for_a_stretch_at_a_time() {
    each_engine(async |office| {
        crowd(&office.app).await;
        let rare = |channel: &str, at: &str| {
            let sql = format!("UPDATE visible SET channel = '{channel}' WHERE matter_id IN ({at})");
            store::Change::new(sql, Vec::new())
        };
        let write = store::Write {
            changes: vec![
                rare("web", "'crowd-7'"),
                rare("visit", "'crowd-8', 'crowd-9990'"),
            ],
            ..store::Write::default()
        };
        office.app.store().commit(write).await.unwrap();
        let desk = office.desk_of("p-clerk").await;
        for home in ["/desk/matters", "/desk/books/acceptance"] {
            let none = desk.open(&format!("{home}?class=B&channel=web")).await;
            assert!(none.has("查过的这一段里没有符合条件的信访件") && none.has("总数还没有数清"));
            assert!(none.has("更早收到的还没有查"), "{}", none.body);
            let found = desk.open(&onward(&none)).await;
            assert!(
                found.has("crowd-7<") && !found.has("继续往前查找"),
                "{}",
                found.body
            );
            let back = desk.open(&linked(&found, "上一页")).await;
            assert!(
                back.has("继续往后查找") && back.has("下一页"),
                "{}",
                back.body
            );

            let one = desk.open(&format!("{home}?class=B&channel=visit")).await;
            assert!(
                one.has("crowd-9990<") && one.has("这一段里只查到 1 件"),
                "{}",
                one.body
            );
            assert!(desk.open(&onward(&one)).await.has("crowd-8<"));
            let plain = desk.open(&format!("{home}?class=B")).await;
            assert!(!plain.has("还没有查") && plain.has("下一页</a>"));
        }
        // What a batch means by the whole list is looked for to its end.
        let clerk = PersonId::from("p-clerk");
        let pair = pairs(&[("class", "B"), ("channel", "visit")]);
        let whole = app::queries::batch::of_book(&office.app, &clerk, "acceptance", &pair).await;
        assert_eq!(whole.unwrap(), ["crowd-9990", "crowd-8"]);
    })
    .await;
}

/// Where a page says to look on.
fn onward(page: &Answer) -> String {
    linked(page, "继续往前查找")
}

/// The address of the last link with these words.
fn linked(page: &Answer, words: &str) -> String {
    let (before, _) = page.body.rsplit_once(&format!(">{words}</a>")).unwrap();
    let (_, tag) = before.rsplit_once("href=\"").unwrap();
    let (href, _) = tag.split_once('"').unwrap();
    href.replace("&#38;", "&").replace("&amp;", "&")
}

/// Ten thousand rows, so that a planner that looks at sizes has something to look at.
async fn crowd(app: &app::App) {
    const NUMBERS: &str = "WITH RECURSIVE c(n) AS \
        (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000) ";
    let matters = "INSERT INTO matters (matter_id, number, stage, channel, region, receiver, holder, \
        real_name, repeats, excluded, received_at, entered_at, due_at, lapsed, over, touched_at, version) ";
    let matter = "SELECT 'crowd-' || n, 'crowd-' || n, 'written-off', 'letter', '990000', 'p', 'q', \
        n % 100 = 0, 0, n < 0, n, n, 9223372036854775807, n < 0, n > 0, n, 1 FROM c";
    let visible = "INSERT INTO visible (unit_id, matter_id, sort_key, stage, channel, class, holder, \
        real_name, due_at, received_at, over, repeats, came_by, mode, instructed, tagged, routed_at, concluded_at, \
        urgency, secrecy, collective, over_level, again, unnumbered, supervision, years, levels, bodies, taken, \
        contract, contract_due_at) ";
    let row = "SELECT 'p', 'crowd-' || n, CAST(1000000000000000 + n AS text), 'written-off', 'letter', 'B', \
        'q', n % 100 = 0, CASE WHEN n % 50 = 0 THEN n ELSE 9223372036854775807 END, n, n % 50 > 0, \
        CASE WHEN n % 100 = 1 THEN 1 ELSE 0 END, 'seen', 'forward', n % 100 = 2, n % 100 = 3, n, n, \
        CASE n % 100 WHEN 4 THEN 'urgent' WHEN 5 THEN 'emergency' ELSE 'normal' END, \
        CASE n % 100 WHEN 6 THEN 'secret' WHEN 7 THEN 'confidential' ELSE 'internal' END, \
        n % 100 = 8, n % 100 = 9, n % 100 = 10, n % 100 = 11, \
        CASE n % 100 WHEN 12 THEN 'sent' WHEN 13 THEN 'answered' END, \
        CASE n % 100 WHEN 14 THEN 3 ELSE 1 END, CASE n % 100 WHEN 14 THEN 2 ELSE 1 END, \
        CASE n % 100 WHEN 14 THEN 2 ELSE 1 END, n % 100 = 15, \
        CASE n % 100 WHEN 15 THEN 'open' WHEN 16 THEN 'written-off' END, \
        CASE WHEN n % 100 IN (15, 16) THEN n END FROM c";
    let mut changes = vec![
        format!("{matters}{NUMBERS}{matter}"),
        format!("{visible}{NUMBERS}{row}"),
    ];
    if app.store().engine() == store::Engine::Postgres {
        changes.extend(["ANALYZE visible".to_owned(), "ANALYZE matters".to_owned()]);
    }
    let changes = changes
        .into_iter()
        .map(|sql| store::Change::new(sql, Vec::new()));
    let write = store::Write {
        changes: changes.collect(),
        ..store::Write::default()
    };
    app.store().commit(write).await.unwrap();
}

/// What lists are filtered and ordered by, and the index that serves it: the list the bench times.
#[derive(serde::Deserialize)]
struct Listed {
    page: Vec<Page>,
}

#[derive(serde::Deserialize)]
struct Page {
    #[serde(default)]
    filters: BTreeMap<String, String>,
    index: String,
}

fn lists() -> Vec<Page> {
    let listed: Listed = toml::from_str(include_str!("../../../../bench/pages.toml")).unwrap();
    listed.page
}

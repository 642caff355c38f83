//! Search finds a report as soon as it is received, packed or not, in what the reader may read and nowhere else;
//! the index is what the texts say, and of what was erased nothing is left.

use crate::pass_up::{act, office, registered};
use crate::pass_up_keys;
use app::queries::search::{self, Results};
use app::search_index::{self, check, rebuild};
use app::testing::{SmallOffice, keys, opened};
use app::{Done, Failure};
use casework::PersonId;
use serde_json::{Value, json};
use store::testing::each_engine;
use store::{Change, Engine, Write};

async fn results(office: &SmallOffice, who: &str, typed: &str) -> Results {
    let found = search::search(&office.app, &PersonId::from(who), typed, 1).await;
    found.unwrap_or_else(|failure| panic!("{who} {typed}: {failure:?}"))
}

/// How many hits somebody has.
async fn hits(office: &SmallOffice, who: &str, typed: &str) -> usize {
    let found = results(office, who, typed).await;
    assert_eq!(
        (found.wrong, found.rows.len()),
        (None, found.total.min(20)),
        "{typed}"
    );
    found.total
}

async fn assert_whole(office: &SmallOffice) {
    let checked = check(&office.app).await.unwrap();
    checked.unwrap_or_else(|differs| panic!("{differs}"));
}

fn report() -> Value {
    json!({"channel": "web", "unit": "x", "title": "反映石门村低保款发放不公",
        "text": "柳溪镇石门村的低保款，三年来由会计代领。\n车牌云A12345，金额18.5万元。",
        "accused": [{"name": "章威", "unit": "柳溪镇石门村", "post": "会计"}]})
}

/// Registered, taken up by a leader and handed on to the other county, in other words.
async fn handed_on(office: &SmallOffice, done: &Done) {
    let lead = json!({"subject": "章威", "rank": "village", "managed_at": "township",
        "issues": [{"category": "152", "text": "代领低保款"}]});
    let register = json!({"class": "A", "leads": [lead]});
    act(office, "c-clerk", done, "register", register).await;
    act(office, "c-clerk", done, "screen", json!({"class": "A"})).await;
    act(
        office,
        "c-leader",
        done,
        "instruct",
        json!({"text": "请核查"}),
    )
    .await;
    let route =
        json!({"to": "y", "mode": "assign", "title": "转办标题", "summary": "反映村会计冒领补助"});
    act(office, "c-clerk", done, "route", route).await;
}

async fn filed(office: &SmallOffice, unit: &str) -> Done {
    let mut fields = report();
    fields["unit"] = unit.into();
    office.file(fields).await.unwrap()
}

#[tokio::test]
async fn words_phrases_fields_and_sounds_are_found_at_once_and_packed_s1_44() {
    each_engine(async |store| {
        let office = office(store).await;
        filed(&office, "x").await;
        let other =
            json!({"channel": "web", "unit": "x", "title": "反映道路硬化", "text": "修了一半。"});
        office.file(other).await.unwrap();
        for packed in [false, true] {
            if packed {
                search_index::settle(&office.app).await.unwrap();
            }
            for typed in [
                "低保",
                "低保款",
                "柳溪镇石门村",
                "低保 会计",
                "标题：低保",
                "内容:会计 标题:低保",
                "“石门村”",
                "a12345",
                "18",
                "章威",
                "张伟",
                "zhangwei",
                "被反映人：章伟",
                "被反映人：柳溪镇",
                "地点：石门村",
                "低保 清河县",
                "会计 章",
                "代领车牌",
            ] {
                assert_eq!(
                    hits(&office, "x-clerk", typed).await,
                    usize::from(typed != "代领车牌"),
                    "{typed}"
                );
            }
            for typed in [
                "保低",
                "标题：会计",
                "低保 采砂",
                "结果：低保",
                "被反映人：低保",
                "1234",
                "地点：南屏",
                "里威",
            ] {
                assert_eq!(hits(&office, "x-clerk", typed).await, 0, "{typed}");
            }
            for typed in ["清河县", "地点：清河"] {
                assert_eq!(hits(&office, "x-clerk", typed).await, 2, "{typed}");
            }
            for who in ["y-clerk", "t-officer"] {
                assert_eq!(hits(&office, who, "低保").await, 0, "{who}");
            }
            assert_eq!(
                hits(&office, "p-clerk", "反映").await,
                2,
                "who stands above finds it too"
            );
        }
        let line = &results(&office, "x-clerk", "低保 会计").await.rows[0];
        let marked = |pieces: &[search::Piece]| {
            let marked = pieces.iter().filter(|piece| piece.marked);
            marked.map(|piece| piece.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(marked(&line.title), ["低保"]);
        assert_eq!(marked(&line.snippet), ["低保", "会计"]);
        assert_eq!(line.fields, ["标题", "被反映人", "内容"]);
        for typed in ["", "张", "标题：", "一 二"] {
            assert!(
                results(&office, "x-clerk", typed).await.wrong.is_some(),
                "{typed}"
            );
        }
        let refused = search::search(&office.app, &PersonId::from("system"), "低保", 1).await;
        assert!(
            matches!(refused, Err(Failure::Forbidden { .. })),
            "an administrator reads nothing"
        );
        assert_whole(&office).await;
    })
    .await;
}

#[tokio::test]
async fn who_was_given_a_copy_finds_by_the_copy_alone_t5() {
    each_engine(async |store| {
        let office = office(store).await;
        let done = filed(&office, "c").await;
        handed_on(&office, &done).await;
        for packed in [false, true] {
            if packed {
                search_index::settle(&office.app).await.unwrap();
            }
            for (typed, above, below) in [
                ("冒领补助", 0, 1),
                ("标题：转办标题", 0, 1),
                ("车牌", 1, 0),
                ("发放不公", 1, 0),
                ("会计", 1, 1),
                ("章威", 1, 1),
                ("代领低保款", 1, 1),
                ("被反映人：石门村", 1, 0),
            ] {
                assert_eq!(hits(&office, "c-clerk", typed).await, above, "{typed}");
                assert_eq!(hits(&office, "y-clerk", typed).await, below, "{typed}");
            }
            let line = results(&office, "y-clerk", "冒领").await.rows.remove(0);
            assert_eq!(line.title[0].text, "转办标题");
            assert_eq!(hits(&office, "x-clerk", "会计").await, 0);
        }
        let reason = json!({"reason": "不属本县"});
        act(&office, "y-clerk", &done, "return", reason).await;
        assert_eq!(
            hits(&office, "y-clerk", "冒领补助").await,
            0,
            "out of sight again"
        );
        assert_eq!(hits(&office, "c-clerk", "车牌").await, 1);
        assert_whole(&office).await;
    })
    .await;
}

#[tokio::test]
async fn the_recused_find_nothing_and_are_told_nothing_t3_t4() {
    each_engine(async |store| {
        let office = office(store).await;
        let done = filed(&office, "x").await;
        assert_eq!(hits(&office, "x-leader", "低保").await, 1);
        let recuse = json!({"person": "x-leader", "reason": "亲属"});
        act(&office, "x-head", &done, "recuse", recuse).await;
        let found = results(&office, "x-leader", "低保").await;
        assert_eq!((found.total, found.more, found.pages), (0, false, 1));
        assert_eq!(hits(&office, "x-head", "低保").await, 1);
    })
    .await;
}

async fn written(office: &SmallOffice, changes: &[impl AsRef<str>]) {
    let changes = changes
        .iter()
        .map(|sql| Change::new(sql.as_ref().to_owned(), []));
    changed(office, changes.collect()).await;
}

async fn changed(office: &SmallOffice, changes: Vec<Change>) {
    let write = Write {
        changes,
        ..Write::default()
    };
    office.app.store().commit(write).await.unwrap();
}

#[tokio::test]
async fn what_an_import_brings_is_not_found_before_it_is_whole_t3() {
    each_engine(async |store| {
        let office = office(store).await;
        filed(&office, "x").await;
        let begun = [
            "INSERT INTO open_runs (run_id, started_at) VALUES ('run', 1)",
            "UPDATE matters SET run_id = 'run'",
            "UPDATE visible SET run_id = 'run'",
        ];
        written(&office, &begun).await;
        assert_eq!(hits(&office, "x-head", "低保").await, 0);
        written(&office, &["DELETE FROM open_runs"]).await;
        assert_eq!(hits(&office, "x-head", "低保").await, 1);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_opened_on_the_word_of_the_index_alone_t3() {
    each_engine(async |store| {
        let office = office(store).await;
        filed(&office, "x").await;
        // The index says that the office sees it, the rows do not.
        written(&office, &["DELETE FROM visible"]).await;
        assert!(results(&office, "x-head", "低保").await.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_passed_up_is_found_above_alone_and_given_back_below_again_adr_8() {
    each_engine(async |store| {
        let office = office(store).await;
        let done = registered(&office).await;
        search_index::settle(&office.app).await.unwrap();
        assert_eq!(hits(&office, "x-clerk", "独特标题").await, 1);
        let ground = json!({"ground": "superior-cadre"});
        act(&office, "x-clerk", &done, "pass-up", ground).await;
        for _ in 0..2 {
            for who in ["x-clerk", "p-clerk", "y-clerk"] {
                assert_eq!(hits(&office, who, "独特标题").await, 0, "{who}");
            }
            assert_eq!(hits(&office, "c-clerk", "独特标题 钱某某").await, 1);
            search_index::settle(&office.app).await.unwrap();
        }
        assert_eq!(
            old_tokens(&office).await,
            0,
            "no list holds a token of before"
        );
        let reason = json!({"reason": "被反映人属县管干部"});
        act(&office, "c-clerk", &done, "return-down", reason).await;
        assert_eq!(hits(&office, "x-clerk", "独特标题").await, 1);
        assert_whole(&office).await;
    })
    .await;
}

/// Matters of which some segment still holds an older writing, and those that are to be taken out.
async fn old_tokens(office: &SmallOffice) -> i64 {
    let sql = "SELECT count(*) FROM search_gone";
    let gone = office.app.store().rows(sql, &[]).await.unwrap();
    let sql =
        "SELECT CAST(coalesce(sum(docs), 0) AS bigint) FROM search_segments WHERE state = 'live'";
    let held = office.app.store().rows(sql, &[]).await.unwrap();
    let sql = "SELECT count(*) FROM search_docs WHERE terms IS NULL";
    let packed = office.app.store().rows(sql, &[]).await.unwrap();
    let one = |rows: Vec<store::Row>| rows[0].int(0).unwrap();
    one(gone) + one(held) - one(packed)
}

#[tokio::test]
async fn of_what_was_erased_nothing_is_found_and_no_token_is_left_t16() {
    each_engine(async |store| {
        let office = office(store).await;
        let done = filed(&office, "c").await;
        search_index::settle(&office.app).await.unwrap();
        assert_eq!(hits(&office, "c-clerk", "低保").await, 1);
        pass_up_keys::erased(&office, &done, "whole").await;
        assert_eq!(hits(&office, "c-clerk", "低保").await, 0);
        search_index::settle(&office.app).await.unwrap();
        assert_eq!(old_tokens(&office).await, 0);
        office.clock.advance(120_000);
        search_index::tend(&office.app).await.unwrap();
        let rows = office
            .app
            .store()
            .rows("SELECT count(*) FROM search_postings", &[])
            .await;
        assert_eq!(rows.unwrap()[0].int(0).unwrap(), 0, "it was the only one");
        assert_whole(&office).await;
    })
    .await;
}

#[tokio::test]
async fn many_segments_are_merged_and_a_rebuild_finds_the_same_s1_44() {
    each_engine(async |store| {
        let office = office(store).await;
        for round in 0..9 {
            for number in 0..5 {
                let text = format!("第{round}轮第{number}件，都说低保。");
                let fields =
                    json!({"channel": "web", "unit": "x", "title": "反映低保", "text": text});
                office.file(fields).await.unwrap();
            }
            search_index::settle(&office.app).await.unwrap();
        }
        assert!(segments(&office).await <= 2, "eight small ones became one");
        assert_whole(&office).await;
        assert_eq!(hits(&office, "x-clerk", "低保").await, 45);
        assert_eq!(hits(&office, "x-clerk", "第3轮").await, 5);
        let found = search::search(&office.app, &PersonId::from("x-clerk"), "低保", 3)
            .await
            .unwrap();
        assert_eq!((found.rows.len(), found.page, found.pages), (5, 3, 3));
        assert_whole(&office).await;
        let spoiled = "DELETE FROM search_postings WHERE token % 3 = 0";
        written(&office, &[spoiled]).await;
        assert!(check(&office.app).await.unwrap().is_err());
        assert_eq!(rebuild(&office.app).await.unwrap(), 45);
        assert_whole(&office).await;
        written(&office, &["UPDATE search_live SET receiver = 'y'"]).await;
        let told = check(&office.app).await.unwrap().unwrap_err();
        assert_eq!(
            told.table, "search_live",
            "who received it decides what is read of it"
        );
        assert_eq!(rebuild(&office.app).await.unwrap(), 45);
        assert_whole(&office).await;
        assert_eq!(hits(&office, "x-clerk", "低保").await, 45);
        let forgotten = [
            "DELETE FROM search_docs",
            "DELETE FROM search_live",
            "DELETE FROM guards WHERE name = 'search-index'",
        ];
        written(&office, &forgotten).await;
        let app = opened(office.app.store().clone(), keys(), &office.clock).await;
        let again = SmallOffice {
            app,
            clock: office.clock.clone(),
        };
        assert_eq!(
            hits(&again, "x-clerk", "低保").await,
            45,
            "an older database is indexed when it is opened"
        );
    })
    .await;
}

/// A hundred reports, the newest last: every tenth says it in the title, every seventh has the pairs of the phrase
/// and not the phrase.
async fn hundred(office: &SmallOffice) -> Vec<String> {
    let (mut titled, mut plain) = (Vec::new(), Vec::new());
    for number in 0..100 {
        let (title, text) = match (number % 10, number % 7) {
            (0, _) => ("低保款被代领", "说的是村里。"),
            (_, 0) => ("反映村里", "低保没有，医保款也没有。"),
            _ => ("反映村里", "低保款三年没有发。"),
        };
        let fields = json!({"channel": "web", "unit": "x", "title": title, "text": text});
        let done = office.file(fields).await.unwrap();
        match (number % 10, number % 7) {
            (0, _) => titled.insert(0, done.number),
            (_, 0) => {}
            _ => plain.insert(0, done.number),
        }
        if number == 60 {
            search_index::settle(&office.app).await.unwrap();
        }
        office.clock.advance(1_000);
    }
    titled.extend(plain);
    titled.into_iter().flatten().collect()
}

#[tokio::test]
async fn a_page_opens_what_it_needs_and_pages_follow_from_each_other_s1_44() {
    each_engine(async |store| {
        let office = office(store).await;
        let expected = hundred(&office).await;
        let clerk = PersonId::from("x-clerk");
        let page = async |page| {
            search::search(&office.app, &clerk, "低保款", page)
                .await
                .unwrap()
        };
        let first = page(1).await;
        assert!(first.about && !first.more, "{first:?}");
        assert!(
            (expected.len()..=100).contains(&first.total),
            "{}",
            first.total
        );
        let mut found: Vec<String> = Vec::new();
        for number in 1..=expected.len().div_ceil(20) {
            found.extend(page(number).await.rows.into_iter().map(|line| line.number));
        }
        assert_eq!(
            found, expected,
            "titles first, then the newest, and none of those that only seem to fit"
        );
        let last = page(9).await;
        assert_eq!(
            (last.total, last.about, last.page, last.pages),
            (expected.len(), false, 5, 5),
            "who turns beyond the last page gets the last, counted exactly"
        );
    })
    .await;
}

async fn segments(office: &SmallOffice) -> i64 {
    let sql = "SELECT count(*) FROM search_segments WHERE state = 'live'";
    office.app.store().rows(sql, &[]).await.unwrap()[0]
        .int(0)
        .unwrap()
}

#[tokio::test]
async fn what_was_sought_is_kept_for_its_owner_and_half_an_hour() {
    each_engine(async |store| {
        let office = office(store).await;
        let own = PersonId::from("x-clerk");
        let name = search::keep(&office.app, &own, "低保 章威").await.unwrap();
        assert_eq!(
            search::keep(&office.app, &own, "低保 章威").await.unwrap(),
            name
        );
        let recall = async |who: &PersonId| search::recall(&office.app, who, &name).await.unwrap();
        assert_eq!(recall(&own).await.as_deref(), Some("低保 章威"));
        assert_eq!(recall(&PersonId::from("x-head")).await, None);
        for number in 0..12 {
            search::keep(&office.app, &own, &format!("词语{number}"))
                .await
                .unwrap();
            office.clock.advance(1_000);
        }
        assert_eq!(search::begun(&office.app, &own).await.unwrap().len(), 8);
        office.clock.advance(31 * 60_000);
        assert_eq!(recall(&own).await, None);
        assert!(search::begun(&office.app, &own).await.unwrap().is_empty());
    })
    .await;
}

/// So many packed matters and lists that no engine reads them whole for want of rows.
async fn crowd(office: &SmallOffice) {
    let numbers = |most: u32| {
        format!("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {most})")
    };
    let docs = format!(
        "{} INSERT INTO search_docs (matter_id, stamp, parts, terms) \
         SELECT 'crowd-' || CAST(n AS text), n, '', NULL FROM n",
        numbers(20_000)
    );
    // Its rows are so narrow that it takes more of them.
    let live = format!(
        "{} INSERT INTO search_live (matter_id, stamp, receiver) \
         SELECT 'crowd-' || CAST(n AS text), n, 'p' FROM n",
        numbers(200_000)
    );
    let lists = format!(
        "{} INSERT INTO search_postings (segment, token, places) SELECT n % 30, n, $1 FROM n",
        numbers(20_000)
    );
    let rows = vec![
        Change::new(docs, []),
        Change::new(live, []),
        Change::new(lists, [vec![1_u8, 2, 3].into()]),
    ];
    changed(office, rows).await;
    let tables = ["search_docs", "search_live", "search_postings"];
    written(office, &tables.map(|table| format!("ANALYZE {table}"))).await;
}

#[tokio::test]
async fn a_search_reads_indexes_and_no_table_whole() {
    each_engine(async |store| {
        let office = office(store).await;
        crowd(&office).await;
        let plans = search::plans(&office.app, &PersonId::from("p-clerk")).await;
        let plans = plans.unwrap().map(|plan| plan.join("\n"));
        for told in &plans {
            let whole = [
                "Seq Scan on search",
                "SCAN search_postings",
                "SCAN d",
                "SCAN l",
                "SCAN v",
                "SCAN m",
            ];
            assert!(whole.iter().all(|way| !told.contains(way)), "{told}");
        }
        let [lists, unpacked, ..] = plans;
        assert!(unpacked.contains("search_fresh"), "{unpacked}");
        let by_key = match office.app.store().engine() {
            Engine::Sqlite => "SEARCH search_postings USING PRIMARY KEY (segment=? AND token=?)",
            Engine::Postgres => "search_postings_pkey",
        };
        assert!(lists.contains(by_key), "{lists}");
    })
    .await;
}

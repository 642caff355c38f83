//! Deciding at the desk: leaders' reading with a batch of which some are refused, exclusions reviewed in
//! a list, papers entered by their barcode, rights lent; and what a stranger finds behind each door.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::journey::PNG;
use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};
use app::{Subject, Who};

/// A report to the county, registered and screened: it waits for an instruction.
async fn screened(office: &Office, title: &str) -> String {
    let number = registered(office, title, "A").await;
    let fields = json!({"class": "A", "opinion": format!("拟由第一监督检查室核查{title}")});
    office.act("x-clerk", &number, "screen", fields).await;
    number
}

async fn registered(office: &Office, title: &str, class: &str) -> String {
    let report =
        json!({"channel": "web", "unit": "x", "title": title, "text": format!("{title}的经过。")});
    let done = office
        .give(&Who::Citizen, Subject::NewMatter, "receive", report)
        .await;
    let number = done.unwrap().number.unwrap();
    let lead = json!({"subject": "钱某某", "rank": "township", "managed_at": "county",
                      "issues": [{"category": "176", "text": format!("{title}一事")}]});
    let leads = if class == "A" {
        json!([lead])
    } else {
        json!([])
    };
    office
        .act(
            "x-clerk",
            &number,
            "register",
            json!({"class": class, "leads": leads}),
        )
        .await;
    number
}

async fn excluded(office: &Office, title: &str, by: &str) -> String {
    let number = registered(office, title, "D").await;
    let fields = json!({"class": "D", "reason": format!("{title}属诉讼事项"), "body": "court"});
    office.act(by, &number, "screen", fields).await;
    number
}

/// Rows ticked in a list, sent to a batch with what the list's own form says besides.
fn ticked(numbers: &[&str], besides: &[(&str, &str)]) -> Vec<(String, String)> {
    let items = numbers.iter().map(|number| ("item", *number));
    let pairs = items.chain(besides.iter().copied());
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

async fn recuse(office: &Office, person: &str, number: &str) {
    let fields = json!({"person": person, "reason": "亲属"});
    office.act(person, number, "recuse", fields).await;
}

#[tokio::test]
async fn a_leader_reads_one_matter_a_screen_and_goes_on_p_25() {
    each_engine(async |office| {
        let first = screened(&office, "采砂").await;
        let second = screened(&office, "补贴").await;
        let desk = office.desk_of("x-leader").await;
        let tray = desk.open("/desk/reading").await;
        assert!(tray.has("采砂") && tray.has("补贴"));
        let at = format!("/desk/reading/{first}");
        let page = desk.open(&at).await;
        assert!(page.has("件，共 2 件") && page.has("拟由第一监督检查室核查采砂"));
        assert!(page.has("钱某某") && page.has("采砂一事") && page.has("采砂的经过"));
        let form = page.form(&at).fill("text", "阅。");
        let taken = desk
            .submit(&form, ("phrase", "请认真核查，按期报结果。"))
            .await;
        assert_eq!(taken.status, StatusCode::OK);
        let form = taken.form(&at);
        assert_eq!(form.value("text").trim(), "阅。请认真核查，按期报结果。");
        let answer = desk.submit(&form, ("go", "instruct")).await;
        assert!(
            answer
                .location()
                .starts_with(&format!("/desk/reading/{second}?"))
        );
        let next = desk.open(answer.location()).await;
        assert!(next.has(&format!("已批示 {first}")) && next.has("第 1 件，共 1 件"));
        let matter = desk.open(&format!("/desk/matters/{first}")).await;
        assert!(matter.has("阅。请认真核查，按期报结果。"));
        let blank = desk
            .submit(
                &next.form(&format!("/desk/reading/{second}")),
                ("go", "instruct"),
            )
            .await;
        assert_eq!(blank.status, StatusCode::CONFLICT);
        assert!(blank.has("请填写“批示”"));
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_asked_once_more_and_checked_one_by_one_p_25_t3() {
    each_engine(async |office| {
        let fresh = screened(&office, "采砂").await;
        let circled = screened(&office, "补贴").await;
        let hidden = screened(&office, "工程").await;
        office.act("x-leader", &circled, "circle", json!({})).await;
        recuse(&office, "x-leader", &hidden).await;
        let desk = office.desk_of("x-leader").await;
        let tray = desk.open("/desk/reading").await;
        assert!(tray.has("采砂") && !tray.has("补贴") && !tray.has("工程"));
        let all = [&*fresh, &*circled, &*hidden];
        let at = "/desk/batch/circles";
        assert!(tray.has(&format!("action=\"{at}\"")));
        let asked = desk.post(at, &ticked(&all, &[])).await;
        assert!(asked.has("将对 1 件办理“圈阅”") && !asked.has("工程"));
        let done = desk.submit(&asked.form(at), ("go", "do")).await;
        assert_eq!(done.status, StatusCode::OK);
        assert!(done.has("1 件已办成，2 件未办成"), "{}", done.body);
        assert!(done.has("您已圈阅过此件") && !done.has("工程"));
        let none = desk.post(at, &ticked(&[], &[])).await;
        assert!(none.has("先勾选，再一起办"));
        assert!(desk.open("/desk/reading").await.has("现在没有待阅的信访件"));
        let matter = office
            .desk_of("x-clerk")
            .await
            .open(&format!("/desk/matters/{fresh}"))
            .await;
        assert!(
            matter.has("待批示") && matter.has("圈阅"),
            "a circle is no instruction"
        );
    })
    .await;
}

#[tokio::test]
async fn a_leader_keeps_phrases_of_their_own() {
    each_engine(async |office| {
        let number = screened(&office, "采砂").await;
        let desk = office.desk_of("x-leader").await;
        let at = "/desk/reading/phrases";
        let page = desk.open(at).await;
        assert!(page.has("现在用的是默认的"));
        let form = page.form(at).fill("phrases", "照此办理。\n\n请抓紧。");
        assert!(desk.done(&form).await.has("现在用的是您自己的"));
        let item = format!("/desk/reading/{number}");
        let page = desk.open(&item).await;
        assert!(page.has("照此办理。") && !page.has("请注意保护举报人。"));
        let other = office.desk_of("x-principal").await.open(&item).await;
        assert!(!other.has("照此办理。"));
        let form = desk.open(at).await.form(at).fill("phrases", "");
        assert!(desk.done(&form).await.has("现在用的是默认的"));
    })
    .await;
}

#[tokio::test]
async fn exclusions_are_reviewed_down_a_list_each_by_itself_s1_32() {
    each_engine(async |office| {
        let one = excluded(&office, "判决", "x-clerk").await;
        let own = excluded(&office, "执行", "x-head").await;
        let at = "/desk/deciding/exclusions";
        let desk = office.desk_of("x-head").await;
        let list = desk.open(at).await;
        assert!(list.has("判决属诉讼事项") && list.has("应向人民法院反映") && list.has("陈静"));
        assert!(desk.open(&format!("{at}?period=day")).await.has("判决"));
        let batch = "/desk/batch/exclusion-reviews";
        let besides = [("review", "confirm"), ("go", "check")];
        let asked = desk.post(batch, &ticked(&[&one, &own], &besides)).await;
        assert!(asked.has("将对 1 件办理“审定剔除”") && asked.has("同意剔除"));
        let done = desk.submit(&asked.form(batch), ("go", "do")).await;
        assert!(done.has("1 件已办成，1 件未办成"), "{}", done.body);
        assert!(done.has("剔除须由筛查人以外的人审定"));
        let left = desk.open(at).await;
        assert!(!left.has("判决属诉讼事项") && left.has("执行属诉讼事项"));
        let elsewhere = office.desk_of("p-head").await.open(at).await;
        assert!(!elsewhere.has("执行"), "another organ's list");
        recuse(&office, "x-leader", &own).await;
        assert!(!office.desk_of("x-leader").await.open(at).await.has("执行"));
        let clerk = office.desk_of("x-clerk").await.get(at).await;
        assert_eq!(clerk.status, StatusCode::FORBIDDEN);
    })
    .await;
}

async fn scanned(desk: &Browser, number: &str) -> Answer {
    desk.get(&format!("/desk/deciding/scan?number={number}"))
        .await
}

#[tokio::test]
async fn a_paper_is_entered_by_its_barcode_and_looked_at_by_its_leader_p_07() {
    each_engine(async |office| {
        let number = screened(&office, "采砂").await;
        let desk = office.desk_of("x-clerk").await;
        assert!(
            desk.open("/desk/deciding/scan")
                .await
                .has("扫阅批单上的条码")
        );
        let unknown = scanned(&desk, "990101-2026-4-9999999").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let to = format!("/desk/deciding/scan/{number}");
        let form = scanned(&desk, &number).await.form(&to);
        let form = form.fill_all(&[
            ("leader", "x-leader"),
            ("written", "2026-03-02"),
            ("text", "请第一监督检查室核查。"),
        ]);
        let page = desk.done(&form.choose_file("阅批单.png", PNG)).await;
        assert!(page.has("已代录") && page.has(&number));
        let matter = desk.open(&format!("/desk/matters/{number}")).await;
        assert!(
            matter.has("沈思批示，陈静代录（2026-03-02书写），附扫描件1份"),
            "{}",
            matter.body
        );
        let leader = office.desk_of("x-leader").await;
        assert!(leader.open("/desk/deciding").await.has("采砂"));
        let page = leader.open(&format!("/desk/matters/{number}")).await.body;
        let scan = page.split("href=\"").find(|link| link.contains("/files/"));
        let scan = scan.unwrap().split('"').next().unwrap();
        let scan = &format!("{scan}/original");
        assert_eq!(
            &*leader.get(scan).await.bytes,
            PNG,
            "the leader may look at their paper"
        );
        let other = office.desk_of("x-principal").await.get(scan).await;
        assert_eq!(other.status, StatusCode::FORBIDDEN);
        let check = format!("/desk/matters/{number}/instruction-checks");
        let form = leader.open(&check).await.form(&check);
        let form = form.fill_all(&[("entered", "1"), ("word", "confirm")]);
        assert!(leader.done(&form).await.has("与原件一致"));
        assert!(leader.open("/desk/deciding").await.has("已核对"));
        let other = office.desk_of("y-clerk").await;
        assert_eq!(scanned(&other, &number).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            leader.get("/desk/deciding/scan").await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn who_was_lent_a_right_acts_in_the_others_name_p_08_t20() {
    each_engine(async |office| {
        let number = screened(&office, "采砂").await;
        let leader = office.desk_of("x-leader").await;
        let at = "/desk/delegations";
        let form = leader.open(at).await.form(at);
        let form = form.fill_all(&[
            ("delegate", "x-head"),
            ("acts", "instruct"),
            ("until", "2026-03-06"),
        ]);
        let list = leader.done(&form).await;
        assert!(list.has("褚卫代沈思") && list.has("有效"));
        let desk = office.desk_of("x-head").await;
        assert!(desk.open(at).await.has("褚卫代沈思"));
        let act = format!("/desk/matters/{number}/instruction");
        let form = desk.open(&act).await.form(&act);
        let form = form.fill_all(&[("behalf", "x-leader"), ("text", "请核查。")]);
        assert!(desk.done(&form).await.has("褚卫代沈思"));
        let forged = [("behalf", "x-principal"), ("text", "越权")];
        let forged: Vec<_> = forged
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        assert_eq!(desk.post(&act, &forged).await.status, StatusCode::FORBIDDEN);
        let ends = format!("{at}/ends");
        let form = leader.open(at).await.form(&ends);
        assert!(leader.done(&form).await.has("已收回"));
        assert_eq!(desk.get(&act).await.status, StatusCode::FORBIDDEN);
        let stranger = office.desk_of("y-clerk").await;
        assert!(!stranger.open(at).await.has("褚卫"));
    })
    .await;
}

#[tokio::test]
async fn a_study_shows_whose_opinion_is_missing_s1_33() {
    each_engine(async |office| {
        let number = registered(&office, "改制", "A").await;
        let at = format!("/desk/matters/{number}/studies");
        let desk = office.desk_of("x-clerk").await;
        let mut form = desk.open(&at).await.form(&at);
        form = form.fill_all(&[("leader", "x-leader"), ("question", "是否受理")]);
        form.form.pairs.retain(|(name, _)| name != "offices");
        for unit in ["x-petition", "x-first"] {
            form.form
                .pairs
                .push(("offices".to_owned(), unit.to_owned()));
        }
        assert!(desk.done(&form).await.has("第一监督检查室：还没有提出意见"));
        let asked = office.desk_of("x-unit-head").await;
        assert!(asked.open("/desk/deciding").await.has("改制"));
        let act = format!("/desk/matters/{number}/study-opinions");
        let form = asked.open(&act).await.form(&act);
        let form = form.fill_all(&[("stance", "handle"), ("opinion", "有具体内容")]);
        let page = asked.done(&form).await;
        assert!(page.has("第一监督检查室：建议受理办理") && page.has("信访室：还没有提出意见"));
        let fields: Value = json!({"stance": "handle", "opinion": "同意"});
        office.act("x-head", &number, "answer-study", fields).await;
        let decided = json!({"class": "A", "opinion": "由第一监督检查室核查"});
        office
            .act("x-leader", &number, "decide-study", decided)
            .await;
        let gone = asked.get(&format!("/desk/matters/{number}")).await;
        assert_eq!(
            gone.status,
            StatusCode::NOT_FOUND,
            "sight ends with the study"
        );
    })
    .await;
}

#[tokio::test]
async fn a_stranger_finds_nothing_behind_the_doors_of_deciding_t3_t4() {
    each_engine(async |office| {
        let number = screened(&office, "采砂").await;
        let recused = screened(&office, "补贴").await;
        recuse(&office, "x-leader", &recused).await;
        for (person, number) in [("c-leader", &number), ("x-leader", &recused)] {
            let desk = office.desk_of(person).await;
            let seen = person == "c-leader";
            let at = format!("/desk/reading/{number}");
            let answer = desk.get(&at).await;
            if seen {
                // The city sees what its county holds, but is not asked to instruct there.
                assert!(!desk.open("/desk/reading").await.has("采砂"));
                assert_eq!(answer.status, StatusCode::OK);
                assert!(!answer.has("value=\"instruct\""));
            } else {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
                assert!(!answer.has("补贴"));
                let posted = desk.post(&at, &ticked(&[], &[("go", "circle")])).await;
                assert_eq!(posted.status, StatusCode::NOT_FOUND);
            }
        }
        let handler = office.desk_of("x-handler").await;
        assert_eq!(
            handler.get("/desk/reading").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            handler.get(&format!("/desk/reading/{number}")).await.status,
            StatusCode::FORBIDDEN
        );
        let other = office.desk_of("y-clerk").await;
        for page in ["/desk/deciding", "/desk/delegations"] {
            assert!(!other.open(page).await.has("采砂"), "{page}");
        }
        let entered = other
            .post(&format!("/desk/deciding/scan/{number}"), &[])
            .await;
        assert_eq!(entered.status, StatusCode::NOT_FOUND);
    })
    .await;
}

//! The registration page without script: one go, drafts, calls, repeats, look-ups, telephone queries, the
//! cadre register; and that nobody else learns anything from its doors.

use axum::http::StatusCode;

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser, Filling};
use crate::support::page::check_page;

const PAGE: &str = "/desk/registration";

async fn letter(desk: &Browser, subject: &str) -> Filling {
    let form = desk.open(PAGE).await.form(PAGE);
    form.fill_all(&[
        ("title", "反映村账问题"),
        ("text", "三年没有公开。"),
        ("reporter.phone", "0990 555 0101"),
        ("register.leads.0.subject", subject),
        ("register.leads.0.rank", "village"),
        ("register.leads.0.managed_at", "county"),
        ("register.leads.0.issues.0.category", "176"),
        ("register.leads.0.issues.0.text", "账目不公开"),
    ])
}

/// The number on a slip.
fn number_on(page: &Answer) -> String {
    let rest = page.body.split("/desk/matters/").nth(1);
    let rest = rest.unwrap_or_else(|| panic!("{}", page.errors()));
    rest.split('"').next().unwrap().to_owned()
}

async fn registered(office: &Office, subject: &str) -> String {
    let desk = office.desk_of("p-clerk").await;
    let form = letter(&desk, subject).await;
    number_on(&desk.submit(&form, ("", "")).await)
}

#[tokio::test]
async fn what_is_wrong_with_any_part_is_said_at_its_field_and_nothing_is_done_p_01() {
    each_engine(async |office| {
        let desk = office.desk_of("p-clerk").await;
        let form = letter(&desk, "方小满").await;
        let form = form
            .fill("title", "")
            .fill("register.leads.0.rank", "")
            .fill("register.leads.0.unit", "x")
            .fill("screen.to", "x");
        let page = desk.submit(&form, ("", "")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        check_page(&page.body);
        assert!(page.has("href=\"#reports-title\""), "{}", page.errors());
        let form = page.form(PAGE).fill("title", "反映村账问题");
        let page = desk.submit(&form, ("", "")).await;
        assert!(
            page.has("href=\"#reports-register-leads-0-rank\""),
            "{}",
            page.errors()
        );
        let form = page.form(PAGE).fill("register.leads.0.rank", "village");
        let page = desk.submit(&form, ("", "")).await;
        assert!(page.has("没有办成：筛查拟办") && page.has("拟办单位不能办理此件"));
        assert_eq!(page.form(PAGE).value("text"), "三年没有公开。");
        assert!(desk.open("/desk/matters").await.has("还没有信访件"));
        let form = page.form(PAGE).fill("screen.to", "c");
        assert!(desk.submit(&form, ("", "")).await.has("已登记并拟办"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_outlives_the_session_and_can_be_taken_back() {
    each_engine(async |office| {
        let desk = office.desk_of("p-clerk").await;
        let form = letter(&desk, "方小满").await;
        let page = desk.submit(&form, ("page.go", "draft")).await;
        assert!(page.has("草稿已存（09:00）"));
        desk.post("/desk/leave", &[]).await;
        let desk = office.desk_of("p-clerk").await;
        let list = desk.open("/desk/drafts").await;
        assert!(list.has("反映村账问题"));
        let address = list
            .body
            .split("href=\"")
            .find(|rest| rest.starts_with("/desk/registration?draft="));
        let address = address.unwrap().split('"').next().unwrap().to_owned();
        let form = desk.open(&address).await.form(PAGE);
        assert_eq!(form.value("register.leads.0.subject"), "方小满");
        let name = address.rsplit('=').next().unwrap();
        for stranger in ["p-head", "x-clerk"] {
            let other = office.desk_of(stranger).await;
            assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
            let discard = format!("/desk/drafts/{name}/discard");
            assert_eq!(
                other.post(&discard, &[]).await.status,
                StatusCode::NOT_FOUND
            );
            assert!(!other.open("/desk/drafts").await.has("反映村账问题"));
        }
        let dropped = desk
            .done(&list.form(&format!("/desk/drafts/{name}/discard")))
            .await;
        assert!(dropped.has("刚丢弃的"));
        let back = desk
            .done(&dropped.form(&format!("/desk/drafts/{name}/restore")))
            .await;
        assert!(back.has("丢弃") && !back.has("刚丢弃的"));
        // The script keeps the same draft under the same name; registering ends it.
        let kept = desk.post("/desk/drafts", &form.form.pairs).await;
        assert_eq!((kept.status, &*kept.body), (StatusCode::OK, "09:00"));
        assert!(desk.submit(&form, ("", "")).await.has("已登记并拟办"));
        assert!(desk.open("/desk/drafts").await.has("没有草稿"));
    })
    .await;
}

#[tokio::test]
async fn a_call_becomes_an_item_or_a_reason_s1_09() {
    each_engine(async |office| {
        let desk = office.desk_of("p-clerk").await;
        let form = desk
            .open("/desk/registration?channel=phone")
            .await
            .form(PAGE);
        let page = desk.submit(&form, ("page.go", "end-call")).await;
        assert!(page.has("请写明来电人问什么"), "{}", page.errors());
        let form = page
            .form(PAGE)
            .fill("call.note", "问工资拖欠，已告知向人社部门反映");
        let form = form.fill("call.outcome", "out-of-scope");
        let page = desk.submit(&form, ("page.go", "end-call")).await;
        assert_eq!(page.location(), "/desk/calls?done=yes");
        let form = desk
            .open("/desk/registration?channel=phone")
            .await
            .form(PAGE);
        let form = form.fill_all(&[("title", "来电反映"), ("text", "边听边记")]);
        assert!(
            desk.submit(&form, ("page.go", "receive"))
                .await
                .has("已接收")
        );
        let book = desk.open("/desk/calls").await;
        for told in [
            "业务范围外，已告知",
            "问工资拖欠",
            "登记为信访件",
            "990000-2026-3-",
        ] {
            assert!(book.has(told), "{told}");
        }
        let missed = book.form("/desk/calls");
        assert!(desk.done(&missed).await.has("未接来电"));
        let other = office.desk_of("x-clerk").await;
        assert!(other.open("/desk/calls").await.has("还没有来电"));
        let leader = office.desk_of("p-leader").await;
        assert_eq!(
            leader.get("/desk/calls").await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn earlier_matters_stand_beside_the_form_and_one_press_joins_p_28() {
    each_engine(async |office| {
        let number = registered(&office, "方小满").await;
        let desk = office.desk_of("p-clerk").await;
        let form = letter(&desk, "方小满").await;
        let page = desk.submit(&form, ("page.go", "repeats")).await;
        check_page(&page.body);
        let join = format!("join-{number}");
        assert!(
            page.has(&join) && page.has("举报人电话相同、被反映人同名") && page.has("尚无结论")
        );
        let other = office.desk_of("y-clerk").await;
        let unseen = letter(&other, "方小满").await;
        let unseen = other.submit(&unseen, ("page.go", "repeats")).await;
        assert!(!unseen.has(&number) && unseen.has("您能看到的信访件里，没有"));
        let cards = other
            .post("/desk/registration/repeats", &form.form.pairs)
            .await;
        assert_eq!(cards.body, "[]");
        let joined = desk.submit(&page.form(PAGE), ("page.go", &join)).await;
        assert!(joined.has("已接收并入"), "{}", joined.errors());
        let main = desk.open(&format!("/desk/matters/{number}")).await;
        assert!(main.has("重复"));
    })
    .await;
}

#[tokio::test]
async fn what_is_ticked_as_another_is_told_apart_and_not_offered_again_s1_44() {
    each_engine(async |office| {
        let number = registered(&office, "方小满").await;
        let desk = office.desk_of("p-clerk").await;
        let form = letter(&desk, "方小满").await;
        let page = desk.submit(&form, ("page.go", "repeats")).await;
        assert!(page.has("name=\"page.apart\""), "{}", page.errors());
        // Ticked, and asked again without script: it stays ticked, and is put aside.
        let mut ticked = page.form(PAGE);
        ticked
            .form
            .pairs
            .push(("page.apart".to_owned(), number.clone()));
        let page = desk.submit(&ticked, ("page.go", "repeats")).await;
        check_page(&page.body);
        assert!(page.has(&format!("value=\"{number}\" checked")) && page.has("card apart"));
        // The tick stands beside the form and belongs to it, which this reader of pages does not see.
        let mut sent = page.form(PAGE);
        sent.form
            .pairs
            .push(("page.apart".to_owned(), number.clone()));
        let second = number_on(&desk.submit(&sent, ("", "")).await);
        let matter = desk.open(&format!("/desk/matters/{second}")).await;
        assert!(
            matter.has(&format!("判定与 {number} 不是同一件")),
            "{}",
            matter.body
        );
        let pairs = format!("/desk/matters/{second}/comparison");
        let none = desk.open(&pairs).await;
        check_page(&none.body);
        assert!(none.has("没有要比对的前件"));
        // A third one is looked over on its page afterwards.
        let third = registered(&office, "方小满").await;
        let pairs = format!("/desk/matters/{third}/comparison");
        let page = desk.open(&pairs).await;
        check_page(&page.body);
        assert!(page.has(&number) && page.has(&second));
        let apart = format!("/desk/matters/{third}/distinctions");
        let sent = desk
            .post(&apart, &[("from".to_owned(), number.clone())])
            .await;
        assert!(sent.status.is_redirection(), "{}", sent.status);
        let page = desk.open(&pairs).await;
        assert!(!page.has(&format!("并入 {number}")) && page.has(&second));
        let twice = desk
            .post(&apart, &[("from".to_owned(), number.clone())])
            .await;
        assert!(twice.has("已经判定不是同一件"), "{}", twice.body);
        for stranger in ["y-clerk", "p-leader"] {
            let other = office.desk_of(stranger).await;
            let refused = other.get(&pairs).await.status;
            assert!(refused.is_client_error(), "{stranger} {refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn names_are_written_in_full_or_by_initials_and_nothing_of_reports_is_found_p_27() {
    each_engine(async |office| {
        let desk = office.desk_of("p-clerk").await;
        let list =
            "姓名,单位或村,职务,职级,干部管理权限\n方小满,石门村,会计,农村（社区）干部,乡级\n";
        let form = desk.open("/desk/cadres").await.form("/desk/cadres");
        let wrong = list.replace("乡级", "乡里");
        let page = desk
            .submit(
                &form.clone().choose_file("名册.csv", wrong.as_bytes()),
                ("", ""),
            )
            .await;
        assert!(
            page.has("名册.csv 第2行 干部管理权限：应为"),
            "{}",
            page.errors()
        );
        let page = desk
            .submit(&form.choose_file("名册.csv", list.as_bytes()), ("", ""))
            .await;
        assert!(
            page.has("已导入 1 人") && page.has("石门村会计"),
            "{}",
            page.errors()
        );
        let typed = |sought: &str, typed: &str| {
            [
                ("sought".to_owned(), sought.to_owned()),
                ("typed".to_owned(), typed.to_owned()),
            ]
        };
        let found = desk.post("/desk/lookup", &typed("cadre", "fxm")).await;
        check_page(&found.body);
        assert!(found.has("石门村会计　农村（社区）干部　乡级管理"));
        registered(&office, "钱大江").await;
        let none = desk.post("/desk/lookup", &typed("cadre", "qdj")).await;
        assert!(none.has("没有找到"), "who was reported is not found");
        let handler = office.desk_of("x-handler").await;
        for path in ["/desk/lookup", "/desk/cadres"] {
            assert_eq!(
                handler.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let answer = handler.post("/desk/lookup", &typed("cadre", "fxm")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_caller_is_told_one_word_and_guessing_is_slowed_p_23() {
    each_engine(async |office| {
        let desk = office.desk_of("p-clerk").await;
        let form = letter(&desk, "方小满").await;
        let slip = desk.submit(&form, ("", "")).await.body;
        let after = |label: &str| {
            let rest = slip.split(label).nth(1).unwrap();
            let rest = rest.split("number\">").nth(1).unwrap();
            rest.trim_start_matches("<b>")
                .split('<')
                .next()
                .unwrap()
                .to_owned()
        };
        let (short, password) = (after("电话查询短号"), after("电话口令"));
        let ask = async |number: &str, password: &str| {
            let form = desk.open("/desk/telephone").await.form("/desk/telephone");
            let form = form.fill("number", number).fill("password", password);
            desk.submit(&form, ("", "")).await
        };
        let told = ask(&short, &password).await;
        assert!(told.has("已收到") && told.has("请复述核对") && !told.has("反映村账问题"));
        let wrong = ask(&short, "0000 0000").await;
        let unknown = ask("26-1-99", "0000 0000").await;
        assert!(wrong.has("短号和口令对不上") && unknown.has("短号和口令对不上"));
        for _ in 0..5 {
            ask(&short, "1111 1111").await;
        }
        assert!(ask(&short, &password).await.has("核对的次数太多了"));
        let leader = office.desk_of("p-leader").await;
        assert_eq!(
            leader.get("/desk/telephone").await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

//! The registration desk from within: several orders as one write, the repeat card, look-ups, codes that
//! are good for one use, telephone queries and calls. On both engines.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its story breaks off"
)]

use app::calls::{Call, Outcome};
use app::queries::lookup::{self, Meant, Sought};
use app::queries::repeats::{self, Typed};
use app::queries::{calls, registration, status, telephone, trail};
use app::rebuild::Outcome as Rebuilt;
use app::testing::SmallOffice;
use app::{Failure, Filed, Order, Subject, Who};
use casework::PersonId;
use serde_json::{Map, Value, json};
use store::testing::each_engine;

fn fields(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn order(act: &str, value: Value) -> Order {
    Order {
        subject: Subject::NewMatter,
        act: act.to_owned(),
        fields: fields(value),
        happened: None,
    }
}

/// A letter received, registered and screened with a proposal, about this person by this reporter.
fn letter(subject: &str, phone: &str, to: &str) -> [Order; 3] {
    let received = json!({
        "channel": "letter", "unit": "p", "title": format!("反映{subject}的问题"), "text": "一件事",
        "real_name": "yes", "reporter": {"name": "演示甲", "phone": phone},
    });
    let lead = json!({"subject": subject, "rank": "township", "managed_at": "county",
                      "issues": [{"category": "176", "text": "一个问题"}]});
    [
        order("receive", received),
        order(
            "register",
            json!({"class": "A", "region": "990101", "leads": [lead]}),
        ),
        order(
            "screen",
            json!({"class": "A", "to": to, "opinion": "拟转县里"}),
        ),
    ]
}

fn clerk() -> PersonId {
    "p-clerk".into()
}

async fn desk(office: &SmallOffice, orders: &[Order]) -> Filed {
    let who = Who::Staff(clerk());
    let done = office.app.execute_together(&who, orders).await.unwrap();
    done.filed.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_received_registered_and_screened_in_one_write_p_01() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let filed = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let page = app::queries::matter::matter(&office.app, &clerk(), &filed.number).await;
        let page = page.unwrap();
        assert_eq!(page.stage, "screened");
        let told: Vec<&str> = page.timeline.iter().map(|entry| &*entry.zh).collect();
        let expected = [
            "收到举报（来信）",
            "登记为检举控告类，线索1条",
            "筛查：检举控告类，拟由清河县纪委监委办理",
        ];
        assert_eq!(told, expected);
        let outcome = app::rebuild::check(&office.app).await.unwrap();
        assert!(matches!(outcome, Rebuilt::Same(_)), "{outcome:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_order_that_is_refused_undoes_all_and_names_itself() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let who = Who::Staff(clerk());
        let orders = letter("方小满", "0990 555 0101", "p");
        let stopped = office
            .app
            .execute_together(&who, &orders)
            .await
            .unwrap_err();
        assert_eq!(stopped.at, 2);
        assert!(matches!(&stopped.failure, Failure::Refused(r) if r.0.code == "receiver-unfit"));
        let mut orders = letter("方小满", "0990 555 0101", "x");
        orders[1].fields.remove("class");
        let stopped = office
            .app
            .execute_together(&who, &orders)
            .await
            .unwrap_err();
        assert!(matches!(&stopped.failure, Failure::Invalid(e) if e[0].field == "class"));
        assert_eq!(stopped.at, 1);
        let rows = office
            .app
            .store()
            .rows("SELECT count(*) FROM matters", &[])
            .await;
        assert_eq!(rows.unwrap()[0].int(0).unwrap(), 0);
        let filed = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let number: casework::matter::Number = filed.number.parse().unwrap();
        assert_eq!(number.sequence(), 1, "numbers that were not used are used");
        let none = office.app.execute_together(&who, &[]).await.unwrap_err();
        assert!(matches!(none.failure, Failure::NotFound));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_register_does_not_see_that_part_and_cannot_do_it() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let forms = registration::forms(&office.app, &clerk()).await.unwrap();
        assert!(forms.register.is_some() && forms.screen.is_some());
        assert_eq!(forms.organ, "p".into());
        let leader = registration::forms(&office.app, &"p-leader".into()).await;
        assert!(matches!(leader, Err(Failure::Forbidden { .. })));
        // Registering for another organ: the right ends with one's own.
        let mut orders = letter("方小满", "0990 555 0101", "c");
        orders[0].fields.insert("unit".into(), "x".into());
        let who = Who::Staff(clerk());
        let stopped = office
            .app
            .execute_together(&who, &orders)
            .await
            .unwrap_err();
        assert_eq!(stopped.at, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_repeat_card_shows_what_the_clerk_may_see_and_nothing_else_p_28_t3() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let filed = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let typed = Typed {
            phone: "09905550101".into(),
            accused: vec!["方 小满".into()],
            ..Typed::default()
        };
        let cards = repeats::repeats(&office.app, &clerk(), &typed)
            .await
            .unwrap();
        let [card] = &cards[..] else {
            panic!("{cards:?}")
        };
        assert_eq!(card.number, filed.number);
        assert_eq!(card.why, "举报人电话相同、被反映人同名");
        assert_eq!(card.result, "尚无结论");
        let trail = trail::trail(&office.app, &clerk(), &filed.number)
            .await
            .unwrap();
        let kinds: Vec<&str> = trail.entries.iter().map(|entry| &*entry.kind).collect();
        assert!(
            kinds.contains(&"reading.matter-opened.v1"),
            "the look leaves a trace"
        );
        // Another county's clerk, and one who is recused, learn nothing.
        let other = repeats::repeats(&office.app, &"y-clerk".into(), &typed)
            .await
            .unwrap();
        assert_eq!(other, []);
        let recused = json!({"person": "p-clerk", "reason": "亲属"});
        office
            .act("p-head", &filed.number, "recuse", recused)
            .await
            .unwrap();
        let after = repeats::repeats(&office.app, &clerk(), &typed)
            .await
            .unwrap();
        assert_eq!(after, []);
        let stranger = repeats::repeats(&office.app, &"system".into(), &typed).await;
        assert!(matches!(stranger, Err(Failure::NotFound)));
    })
    .await;
}

/// A letter about a thing, in the words of whoever wrote it.
fn about(title: &str, text: &str) -> [Order; 3] {
    let mut orders = letter("方小满", "0990 555 0101", "x");
    orders[0].fields.insert("title".into(), title.into());
    orders[0].fields.insert("text".into(), text.into());
    orders
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_like_those_of_an_earlier_matter_are_told_with_the_reasons_s1_44() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let paved = "柳树坪村修村道的工程款被村会计重复报销，账上记了两次，水泥只用了一半，村民多次要求公开账目";
        let first = desk(&office, &about("柳树坪村修路款重复报销", paved)).await;
        let other = "茶园镇卫生所晚上没有人值班，病人只好去县里，希望派医生来";
        desk(&office, &about("茶园镇卫生所无人值班", other)).await;
        let typed = Typed {
            title: "反映柳树坪村会计报销两次修路款".into(),
            text: "柳树坪村的会计把修村道的工程款报销了两次，水泥用了不到一半，账目一直不公开".into(),
            ..Typed::default()
        };
        // As it was received, and as it lies after the job has packed it.
        for packed in [false, true] {
            if packed {
                app::search_index::settle(&office.app).await.unwrap();
            }
            let cards = repeats::repeats(&office.app, &clerk(), &typed).await.unwrap();
            let [card] = &cards[..] else {
                panic!("{cards:?}")
            };
            assert_eq!(card.number, first.number);
            assert!(card.likely.starts_with("同一事项 0."), "{card:?}");
            assert!(card.why.starts_with("均提到“柳树坪村”"), "{card:?}");
            assert!(card.why.contains("内容相似 0."), "{card:?}");
            let stranger = repeats::repeats(&office.app, &"y-clerk".into(), &typed).await;
            assert_eq!(stranger.unwrap(), [], "another county's clerk learns nothing");
        }
        let unlike = Typed {
            title: "反映石桥镇敬老院的护工打骂老人".into(),
            text: "石桥镇敬老院的护工多次打骂老人，饭菜不够吃，院长知道也不管".into(),
            ..Typed::default()
        };
        let cards = repeats::repeats(&office.app, &clerk(), &unlike).await;
        assert_eq!(cards.unwrap(), []);
    })
    .await;
}

/// What people decided, as weights are learned from it.
async fn decided(office: &SmallOffice) -> Vec<(bool, bool, bool)> {
    let decisions = app::likeness::decisions(&office.app).await.unwrap();
    let told = |one: &matching::decisions::Decision| {
        let seen = &one.seen;
        (one.same, seen.measures.named > 0.5, seen.reporter)
    };
    decisions.iter().map(told).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_decided_is_kept_with_what_was_seen_and_not_offered_again_s1_44() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let paved = "柳树坪村修村道的工程款被村会计重复报销，账上记了两次，水泥只用了一半，村民多次要求公开账目";
        let first = desk(&office, &about("柳树坪村修路款重复报销", paved)).await;
        // Told apart in the write that receives it: its texts lie in no database yet.
        let again = "柳树坪村的会计把修村道的工程款报销了两次，水泥用了不到一半，账目一直不公开";
        let [receive, register, screen] = about("反映柳树坪村会计报销两次修路款", again);
        let apart = order("tell-apart", json!({"from": first.number}));
        let second = desk(&office, &[receive, apart, register, screen]).await;
        assert_eq!(decided(&office).await, [(false, true, true)]);
        let cards = async |number: &str| {
            let cards = repeats::of_matter(&office.app, &clerk(), number).await.unwrap();
            cards.into_iter().map(|card| card.number).collect::<Vec<_>>()
        };
        assert_eq!(cards(&second.number).await, [""; 0]);
        assert_eq!(cards(&first.number).await, [""; 0], "nor to the other");
        let third = desk(&office, &about("柳树坪村会计两次报销", again)).await;
        let offered = cards(&third.number).await;
        assert!(offered.contains(&first.number) && offered.contains(&second.number));
        assert!(!offered.contains(&third.number), "nothing is like itself");
        // Who may not know of the other learns neither that it is there nor how alike it is.
        let told = async |person: &str, number: &str| {
            let page = app::queries::matter::matter(&office.app, &person.into(), number).await;
            let lines = page.unwrap().timeline.into_iter().map(|entry| entry.zh);
            lines.filter(|line| line.contains("不是同一件")).collect::<Vec<_>>()
        };
        let [line] = &told("p-clerk", &second.number).await[..] else {
            panic!()
        };
        assert!(line.contains(&first.number) && line.contains("（提示：同一事项 0."), "{line}");
        let recused = json!({"person": "p-leader", "reason": "亲属"});
        office.act("p-head", &first.number, "recuse", recused).await.unwrap();
        let [line] = &told("p-leader", &second.number).await[..] else {
            panic!()
        };
        assert_eq!(line, "判定与 另一件 不是同一件");
        // Whoever erred joins after all; what is undone teaches nothing.
        let join = json!({"into": first.number});
        office.act("p-clerk", &second.number, "join", join).await.unwrap();
        assert_eq!(decided(&office).await, [(true, true, true)]);
        let stranger = repeats::of_matter(&office.app, &"y-clerk".into(), &third.number).await;
        assert!(matches!(stranger, Err(Failure::NotFound)));
        let unknown = json!({"from": "990000-2026-1-009999"});
        let unknown = office.act("p-clerk", &third.number, "tell-apart", unknown).await;
        assert!(matches!(&unknown, Err(Failure::Refused(r)) if r.0.code == "unknown"));
        let outcome = app::rebuild::check(&office.app).await.unwrap();
        assert!(matches!(outcome, Rebuilt::Same(_)), "{outcome:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_is_received_and_joined_in_one_write() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let first = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let [receive, ..] = letter("方小满", "0990 555 0101", "x");
        let joined = [receive, order("join", json!({"into": first.number}))];
        let second = desk(&office, &joined).await;
        let page = app::queries::matter::matter(&office.app, &clerk(), &second.number).await;
        assert_eq!(page.unwrap().stage, "joined");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_from_the_desk_is_replaced_at_first_use_t7() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let filed = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let denied = office
            .by_code(&filed.query_code, "supplement", json!({"text": "补充"}))
            .await;
        assert!(
            matches!(denied, Err(Failure::NotFound)),
            "it opens nothing before it is replaced"
        );
        let code = office.app.code(&filed.query_code);
        assert_eq!(status::status(&office.app, &code).await.unwrap(), None);
        let (text, new) = office.app.exchange(&code).await.unwrap().unwrap();
        assert_eq!(office.app.code(&text), new);
        assert_eq!(
            office.app.exchange(&code).await.unwrap(),
            None,
            "it was good for one use"
        );
        let page = status::status(&office.app, &new).await.unwrap().unwrap();
        assert_eq!(page.number, filed.number);
        assert_eq!(
            office.app.exchange(&new).await.unwrap(),
            None,
            "the new one lasts"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_and_a_spoken_password_tell_one_word_and_leave_a_reading_p_23() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let filed = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let spoken = filed.spoken.unwrap();
        let tell = async |number: &str, password: &str| {
            telephone::tell(&office.app, &clerk(), number, password)
                .await
                .unwrap()
        };
        let told = tell(&spoken.short, &spoken.password).await.unwrap();
        assert_eq!(
            (&*told.number, told.status_zh, told.replied),
            (&*filed.number, "已收到", false)
        );
        assert_eq!(tell(&filed.number, &spoken.password).await, Some(told));
        for (number, password) in [
            (&*spoken.short, "0000 0000"),
            ("26-1-99", &*spoken.password),
            ("", ""),
        ] {
            assert_eq!(tell(number, password).await, None);
        }
        let trail = trail::trail(&office.app, &clerk(), &filed.number)
            .await
            .unwrap();
        assert!(trail.entries.iter().any(|entry| entry.zh == "电话查询"));
        let stranger = telephone::tell(&office.app, &"p-leader".into(), &spoken.short, "").await;
        assert!(matches!(stranger, Err(Failure::Forbidden { .. })));
        let outcome = app::rebuild::check(&office.app).await.unwrap();
        assert!(matches!(outcome, Rebuilt::Same(_)), "{outcome:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_one_item_or_a_reason_s1_09() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let filed = desk(&office, &letter("方小满", "0990 555 0101", "x")).await;
        let began = "2026-03-02T08:50".parse().unwrap();
        let matter = |number: &str| {
            let number = number.to_owned();
            async {
                let sql = "SELECT matter_id FROM matters WHERE number = $1";
                let rows = office
                    .app
                    .store()
                    .rows(sql, &[number.into()])
                    .await
                    .unwrap();
                rows[0].text(0).unwrap().parse().unwrap()
            }
        };
        let call = |outcome, matter, note: &str| Call {
            began,
            outcome,
            matter,
            note: note.to_owned(),
        };
        let item = call(Outcome::Item, Some(matter(&filed.number).await), "");
        let asked = call(
            Outcome::OutOfScope,
            None,
            "问工资拖欠，已告知向人社部门反映",
        );
        for call in [item, asked.clone(), call(Outcome::Missed, None, "")] {
            app::calls::record(&office.app, &clerk(), call)
                .await
                .unwrap();
        }
        let silent = Call {
            note: String::new(),
            ..asked
        };
        let refused = app::calls::record(&office.app, &clerk(), silent).await;
        assert!(
            matches!(refused, Err(Failure::Invalid(_))),
            "an answer has its reason"
        );
        let book = async |person: &str| {
            let book = calls::calls(&office.app, &person.into(), None)
                .await
                .unwrap();
            let row = |call: calls::CallRow| (call.outcome_zh, call.number, call.note);
            book.calls.into_iter().map(row).collect::<Vec<_>>()
        };
        let told = book("p-clerk").await;
        assert_eq!(told[0], ("未接来电", None, String::new()));
        assert_eq!(told[1].2, "问工资拖欠，已告知向人社部门反映");
        assert_eq!(
            told[2],
            ("登记为信访件", Some(filed.number.clone()), String::new())
        );
        assert_eq!(
            book("x-clerk").await,
            [],
            "another organ's calls are its own"
        );
        let recused = json!({"person": "p-clerk", "reason": "亲属"});
        office
            .act("p-head", &filed.number, "recuse", recused)
            .await
            .unwrap();
        assert_eq!(
            book("p-clerk").await.len(),
            2,
            "nor is there a call of what one may not know"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cadres_units_and_places_are_found_by_initials_p_27() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let cadre = |name, unit, rank| {
            json!({"name": name, "unit": unit, "post": "会计", "rank": rank, "managed_at": "county"})
        };
        let cadres = json!({"cadres": [cadre("方小满", "石门村", "village"), cadre("单雄", "石桥村", "village")]});
        let who = Who::Staff(clerk());
        office.give(&who, Subject::Office, "enter-cadres", cadres).await.unwrap();
        let find = async |sought, typed: &str| {
            let hits = lookup::find(&office.app, &clerk(), sought, typed).await.unwrap();
            hits.into_iter().map(|hit| hit.zh).collect::<Vec<_>>()
        };
        assert_eq!(find(Sought::Cadre, "fxm").await, ["方小满"]);
        assert_eq!(find(Sought::Cadre, "sx").await, ["单雄"]);
        assert_eq!(find(Sought::Place, "sm").await, ["石门村"]);
        assert_eq!(find(Sought::Unit, "qhxjw").await[0], "清河县纪委监委");
        let hits = lookup::find(&office.app, &clerk(), Sought::Cadre, "方").await.unwrap();
        assert_eq!(hits[0].note, "石门村会计　农村（社区）干部　县级管理");
        assert_eq!(hits[0].fills["managed_at"], "county");
        let meant = async |typed: &str| {
            lookup::meant(&office.app, &clerk(), Sought::Unit, typed).await.unwrap()
        };
        assert_eq!(meant("清河县纪委监委").await, Meant::One("x".into()));
        assert_eq!(meant("lxz").await, Meant::One("t".into()));
        assert!(matches!(meant("qhx").await, Meant::Several(hits) if hits.len() == 3));
        assert_eq!(meant("没有这个").await, Meant::Nothing);
        let stranger = lookup::find(&office.app, &"x-handler".into(), Sought::Cadre, "f").await;
        assert!(matches!(stranger, Err(Failure::NotFound)));
    })
    .await;
}

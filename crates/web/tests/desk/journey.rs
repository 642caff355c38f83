//! The whole journey by forms without script: a letter comes in at the window and is written off, and
//! a report from the web goes down to a county and back. On both engines.

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};

/// Who performs which act, with what in its fields.
type Step<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// Opens an act's form, fills it and sends it.
async fn act(
    office: &Office,
    person: &str,
    number: &str,
    noun: &str,
    pairs: &[(&str, &str)],
) -> Answer {
    let desk = office.desk_of(person).await;
    perform(&desk, number, noun, pairs).await
}

async fn perform(desk: &Browser, number: &str, noun: &str, pairs: &[(&str, &str)]) -> Answer {
    let address = format!("/desk/matters/{number}/{noun}");
    let form = desk.open(&address).await.form(&address).fill_all(pairs);
    let page = desk.done(&form).await;
    assert!(page.has("已办："), "{noun}");
    page
}

#[tokio::test]
async fn a_report_goes_down_to_a_county_and_is_written_off() {
    each_engine(async |office| {
        let number = office.file().await;
        let lead = [
            ("class", "A"),
            ("region", "990101"),
            ("leads.0.rank", "township"),
            ("leads.0.managed_at", "county"),
            ("leads.0.issues.0.category", "176"),
            ("leads.0.issues.0.text", "收受采砂老板财物"),
        ];
        let page = act(&office, "p-clerk", &number, "registration", &lead).await;
        assert!(
            page.has("钱某某") && page.has("收受采砂老板财物"),
            "what the reporter wrote is kept"
        );
        let steps: &[Step] = &[
            (
                "p-clerk",
                "screening",
                &[("class", "A"), ("opinion", "拟转清河县纪委监委办理")],
            ),
            (
                "p-principal",
                "instruction",
                &[("text", "请清河县认真核查，按期报结果。")],
            ),
            (
                "p-clerk",
                "routing",
                &[
                    ("to", "x"),
                    ("mode", "assign"),
                    ("requirement", "按期报结果"),
                ],
            ),
            ("x-clerk", "signature", &[]),
            (
                "x-leader",
                "acceptance",
                &[("handler", "x-handler"), ("leader", "x-leader")],
            ),
            (
                "x-handler",
                "disposal",
                &[("lead", "1"), ("disposal", "preliminary-verification")],
            ),
            ("x-handler", "progress", &[("note", "已调取砂场账目")]),
            (
                "x-handler",
                "findings",
                &[
                    ("issue", "1.1"),
                    ("finding", "true"),
                    ("grounds", "转账记录与证言一致"),
                ],
            ),
            (
                "x-handler",
                "result",
                &[("summary", "基本查清"), ("people_dealt_with", "1")],
            ),
            (
                "x-handler",
                "countersignature",
                &[("slot", "handler"), ("opinion", "agree")],
            ),
            (
                "x-leader",
                "countersignature",
                &[("slot", "leader"), ("opinion", "agree")],
            ),
            (
                "x-principal",
                "countersignature",
                &[("slot", "head"), ("opinion", "agree")],
            ),
            ("p-head", "audit", &[("verdict", "pass")]),
            (
                "p-clerk",
                "reply",
                &[("mode", "in-person"), ("text", "已查实处理。")],
            ),
            ("p-clerk", "write-off", &[]),
        ];
        for (person, noun, pairs) in steps {
            act(&office, person, &number, noun, pairs).await;
        }
        let page = office
            .desk_of("p-clerk")
            .await
            .open(&format!("/desk/matters/{number}"))
            .await;
        assert!(page.has("已销号") && page.has("此件已经了结"));
        app::jobs::sequence::sequence(&office.app).await.unwrap();
        let trail = office
            .desk_of("p-head")
            .await
            .open(&format!("/desk/matters/{number}/trail"))
            .await;
        assert!(trail.has("销号") && trail.has("查阅") && trail.has("全部已入存证"));
    })
    .await;
}

#[tokio::test]
async fn a_visit_is_received_and_registered_in_one_flow() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        let form = desk
            .open("/desk/registration?channel=visit")
            .await
            .form("/desk/registration");
        assert_eq!(form.value("unit"), "x", "the clerk's own organ is proposed");
        let form = form
            .fill_all(&[
                ("title", "反映石门村会计私存集体林地租金"),
                ("text", "三年没有分配。"),
                ("register.leads.0.subject", "方小满"),
                ("register.leads.0.post", "石门村会计"),
                ("register.leads.0.rank", "village"),
                ("register.leads.0.managed_at", "township"),
                ("register.leads.0.issues.0.category", "176"),
                ("register.leads.0.issues.0.text", "私存租金"),
                ("screen.to", "t"),
                ("screen.opinion", "拟转柳溪镇纪委办理"),
                ("real_name", "yes"),
                ("reporter.name", "演示甲"),
                ("reporter.phone", "000 0000 0000"),
                ("happened", "2026-02-27T15:30"),
                ("late_reason", "周五下班前收到，周一录入"),
            ])
            .choose_file("凭证.png", PNG);
        let page = desk.submit(&form, ("", "")).await;
        assert!(
            page.has("已登记并拟办") && page.has("查询码"),
            "{}",
            page.errors()
        );
        assert!(page.has("电话口令") && page.has("登记下一封"));
        let number = page.body.split("/desk/matters/").nth(1).unwrap();
        let number = number.split('"').next().unwrap();
        let page = desk.open(&format!("/desk/matters/{number}")).await;
        assert!(page.has("石门村会计") && page.has("拟由柳溪镇纪委办理"));
        assert!(page.has("来访") && page.has("实名") && page.has("凭证.png"));
        assert!(
            page.has("2026-02-27 15:30") && page.has("补录"),
            "both times are kept"
        );
        assert!(!page.has("演示甲"), "who reported is sealed at once");
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_receives_once() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        let form = desk
            .open("/desk/registration")
            .await
            .form("/desk/registration");
        let form = form.fill_all(&[("title", "一件"), ("text", "一件事")]);
        let receive = ("page.go", "receive");
        assert!(desk.submit(&form, receive).await.has("已接收"));
        assert_eq!(
            desk.submit(&form, receive).await.location(),
            "/desk/matters"
        );
        assert!(desk.open("/desk/matters").await.has("共 1 件"));
    })
    .await;
}

/// The smallest picture there is.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0,
    0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T',
    0x78, 0xda, 0x63, 0xfc, 0xcf, 0xc0, 0x50, 0x0f, 0, 0x04, 0x85, 0x01, 0x80, 0x84, 0xa9, 0x8c,
    0x21, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

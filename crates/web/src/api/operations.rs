//! Every operation of the API. The router and the document are both built from this table.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use casework::act::Performer;
use casework::matter::{Channel, Class, Secrecy, Stage, Urgency};
use casework::{matter, office};

use super::document::{self, fields};
use super::operation::{Operation, Topic};
use super::sent::{Caller, Part, Sent};
use super::{acts, batches, books, filing, matters, offices, partners, public, reporter, sessions};
use crate::shell::peer::Peer;
use crate::site::Shared;

/// Every operation, by topic.
pub fn all() -> Vec<Operation> {
    let topics = [
        filed(),
        by_code(),
        asked(),
        with_sessions(),
        of_matters(),
        of_books(),
        of_acts(),
        of_partners(),
        of_office(),
    ];
    topics.into_iter().flatten().collect()
}

fn filed() -> Vec<Operation> {
    vec![
        Operation::post("/reports", "file-report", filing::by_citizen)
            .told(
                Topic::Public,
                "提交举报",
                "不需要登录。查询码只在答复中出现一次，请立即抄下；凭证在约定时间内可取。",
            )
            .with_fields(&filing::citizen_fields())
            .answers::<filing::Filing>(201, "已收到")
            .fails(&[409, 429]),
        Operation::post("/files", "upload-file", filing::upload)
            .told(
                Topic::Public,
                "上传附件",
                "答复的 token 填入举报的 files；24小时内有效。",
            )
            .in_query("name", "文件名；请求体即文件本身时使用")
            .with_file()
            .answers::<filing::Upload>(201, "已上传")
            .fails(&[429]),
    ]
}

/// What the reporter may do with the query code: acts made for it, and no others.
fn by_code() -> Vec<Operation> {
    let operation = |act: &'static casework::act::Act| {
        let handler = move |front: State<Shared>, peer: Peer, headers: HeaderMap, sent: Sent| {
            reporter::act(act, front, peer, headers, sent)
        };
        Operation::post(&format!("/reports/own/{}", act.noun), act.name, handler)
            .told(Topic::Public, act.zh, act.help)
            .in_header("Query-Code", "查询码，大小写、空格和横线均可")
            .required()
            .with_fields(act.fields)
            .fails(&[404, 409, 429])
    };
    let acts = matter::steps::ACTS.iter();
    acts.filter(|act| act.performer == Performer::Reporter)
        .map(operation)
        .collect()
}

fn asked() -> Vec<Operation> {
    vec![
        Operation::get("/reports/status", "report-status", public::status)
            .told(
                Topic::Public,
                "查询进度",
                "查询码放在请求头中；放在网址中会留在沿途记录里。",
            )
            .in_header("Query-Code", "查询码，大小写、空格和横线均可")
            .in_query("query_code", "查询码；没有请求头时使用")
            .answers::<public::Progress>(200, "四个词之一")
            .fails(&[404, 429]),
        Operation::get("/receipts/{leaf}", "receipt", public::receipt)
            .told(
                Topic::Public,
                "取凭证",
                "证明举报已记入账本；约定时间以前没有凭证。",
            )
            .in_path("leaf", "提交举报时答复的 receipt.leaf")
            .answers_text("C2SP tlog-proof 格式的凭证，可离线核验"),
        Operation::get("/checkpoint", "checkpoint", public::checkpoint)
            .told(
                Topic::Public,
                "最新检查点",
                "账本的大小和根，经本机关签名。",
            )
            .answers_text("C2SP signed-note 格式的检查点")
            .fails(&[404]),
        Operation::get("/units", "public-units", public::units)
            .told(Topic::Public, "受理机关", "可以向其举报的机关。")
            .answers::<public::PublicUnits>(200, "机关，省级在前"),
        Operation::get("/due", "due", public::due)
            .told(
                Topic::Public,
                "推算时限",
                "自次日起算；未公布的日子计入时标明暂定。",
            )
            .in_query("from", "起算日，如 2026-02-06；按小时计的写到分")
            .required()
            .in_query(
                "term",
                "期限，如 5 working days、5个工作日、30日、3个月、24小时",
            )
            .required()
            .in_query("region", "行政区划代码，计入当地假日")
            .in_query("explain", "yes 即逐日说明")
            .one_of(["yes", "no"])
            .answers::<public::DueOn>(200, "到期日")
            .fails(&[422]),
        Operation::get("/openapi.json", "openapi", describe)
            .told(Topic::Public, "本文档", "OpenAPI 3.1，由程序生成。")
            .answers_json("本文档"),
    ]
}

fn with_sessions() -> Vec<Operation> {
    vec![
        Operation::post("/sessions", "sign-in", sessions::open)
            .told(
                Topic::Sessions,
                "登录",
                "口令加动态码。任何一项不对，答复都一样；失败越多，等待越久。",
            )
            .with_object::<sessions::Credentials>()
            .answers::<sessions::Opened>(201, "已登录")
            .fails(&[401, 429]),
        Operation::delete("/sessions/current", "sign-out", sessions::close)
            .told(Topic::Sessions, "退出", "令牌立即失效。")
            .with_session(),
    ]
}

fn of_matters() -> Vec<Operation> {
    let mut book = Operation::get("/matters", "matters", matters::book).told(
        Topic::Matters,
        "信访台账",
        "您能看到的信访件，新到的在前，每页20件。",
    );
    for (name, help, values) in filters() {
        book = book.in_query(name, help).one_of(values);
    }
    vec![
        book.with_session()
            .answers::<matters::BookPage>(200, "一页台账")
            .fails(&[422]),
        Operation::get("/matters/{number}", "matter", matters::matter)
            .told(Topic::Matters, "信访件", "正文随之打开，查阅人和时间留痕。")
            .in_path("number", NUMBER)
            .with_session()
            .answers::<matters::Dossier>(200, "信访件"),
        Operation::get("/matters/{number}/trail", "trail", matters::trail)
            .told(
                Topic::Matters,
                "办理痕迹",
                "办理和查阅的每一步，及其在账本中的位置。",
            )
            .in_path("number", NUMBER)
            .with_session()
            .answers::<matters::TrailPage>(200, "痕迹，新的在前"),
        Operation::get("/matters/{number}/acts", "offered-acts", acts::offered)
            .told(
                Topic::Matters,
                "可办事项",
                "您现在可以进行的办理动作，连同各栏和可选项。",
            )
            .in_path("number", NUMBER)
            .with_session()
            .answers::<acts::Offered>(200, "可办事项"),
        Operation::post("/matters", "receive", filing::by_staff)
            .told(
                Topic::Acts,
                "接收",
                "来信、来访、来电等由工作人员录入；同一来件编号只收一次。",
            )
            .with_session()
            .with_fields(&filing::staff_fields())
            .answers::<filing::Filing>(201, "已接收")
            .fails(&[409]),
    ]
}

fn of_books() -> Vec<Operation> {
    let mut book = Operation::get("/books/{book}", "book", books::book)
        .told(
            Topic::Matters,
            "一本台账",
            "栏目、次序和筛选与台账页相同，每页20件；不含举报人身份。",
        )
        .in_path("book", "台账编号，见 /books");
    let theirs = filters().into_iter().chain(books::asked_besides());
    for (name, help, values) in theirs {
        book = book.in_query(name, help).one_of(values);
    }
    vec![
        Operation::get("/books", "books", books::shelf)
            .told(Topic::Matters, "台账目录", "本机关的各本台账。")
            .with_session()
            .answers::<books::Books>(200, "台账目录"),
        book.with_session()
            .answers::<books::KeptBook>(200, "一页台账")
            .fails(&[422]),
    ]
}

const NUMBER: &str = "信访件编号，如 330000-2026-4-0000017";

type Filtered = (&'static str, &'static str, Vec<&'static str>);

fn filters() -> Vec<Filtered> {
    let words = |codes: &[casework::code::Code]| codes.iter().map(|code| code.value).collect();
    let flag = || vec!["yes", "no"];
    vec![
        ("unit", "以哪个机构的身份看；兼任几处的可选", Vec::new()),
        ("stage", "环节", words(Stage::CODES)),
        ("channel", "渠道", words(Channel::CODES)),
        ("class", "类别", words(Class::CODES)),
        ("holder", "现在在哪个机构手里", Vec::new()),
        ("real_name", "实名", flag()),
        ("repeat", "有重复件", flag()),
        ("urgency", "紧急程度", words(Urgency::CODES)),
        ("secrecy", "密级", words(Secrecy::CODES)),
        ("collective", "集体访", flag()),
        ("over_level", "越级", flag()),
        ("again", "重复", flag()),
        ("unnumbered", "未登记全国平台编号", flag()),
        ("overdue", "已超期", flag()),
        ("over", "已了结", flag()),
        ("from", "收到日期自", Vec::new()),
        ("to", "收到日期至", Vec::new()),
        ("number", "编号", Vec::new()),
        (matters::CURSOR, "上一页答复的 next 或 previous", Vec::new()),
    ]
}

fn of_acts() -> Vec<Operation> {
    let operation = |act: &'static casework::act::Act| {
        let path = format!("/matters/{{number}}/{}", act.noun);
        let handler = move |front: State<Shared>, caller: Caller, number: Part, sent: Sent| {
            acts::on_matter(act, front, caller, number, sent)
        };
        Operation::post(&path, act.name, handler)
            .told(Topic::Acts, act.zh, act.help)
            .in_path("number", NUMBER)
            .with_session()
            .with_fields_for_others(act.fields)
            .answers::<acts::Performed>(200, "已办理")
            .fails(&[409])
    };
    let several = Operation::post("/batches", "batch", batches::perform)
        .told(
            Topic::Acts,
            "批量办理",
            "对几件各办同一件事：逐件判断，逐件给结果；同一批次名下办成的不会重复办理。",
        )
        .with_session()
        .with_object::<batches::BatchBody>()
        .answers::<batches::BatchDone>(200, "各件的结果")
        .fails(&[404]);
    let mut operations = vec![several];
    operations.extend(fields::of_persons(matter::steps::ACTS).map(operation));
    operations
}

fn of_partners() -> Vec<Operation> {
    vec![
        Operation::post("/partner/reports", "hand-over-report", partners::file)
            .told(
                Topic::Partners,
                "移送举报",
                "群众在贵系统反映的检举控告，移送到密钥所属机关；同一来件编号只收一次。",
            )
            .with_key()
            .with_fields(&partners::fields())
            .answers::<filing::Filing>(201, "已收到")
            .fails(&[409, 422]),
        Operation::get(
            "/partner/reports/{sender_number}",
            "handed-over-status",
            partners::progress,
        )
        .told(
            Topic::Partners,
            "移送件进度",
            "按贵系统的编号查询；与举报人看到的四个词相同。",
        )
        .in_path("sender_number", "移送时填写的来件编号")
        .with_key()
        .answers::<public::Progress>(200, "四个词之一"),
    ]
}

fn of_office() -> Vec<Operation> {
    let operation = |act: &'static casework::act::Act| {
        let handler = move |front: State<Shared>, caller: Caller, sent: Sent| {
            acts::on_office(act, front, caller, sent)
        };
        Operation::post(&format!("/office/{}", act.noun), act.name, handler)
            .told(Topic::Office, act.zh, act.help)
            .with_session()
            .with_fields(act.fields)
            .answers::<acts::Performed>(200, "已办理")
            .fails(&[409])
    };
    let mut operations = vec![
        Operation::get("/office/units", "units", offices::units)
            .told(Topic::Office, "机构", "机构树，上级在前。")
            .with_session()
            .answers::<offices::Units>(200, "机构"),
        Operation::get("/office/people", "people", offices::people)
            .told(Topic::Office, "人员", "工作人员及其现任职务，每页100名。")
            .in_query("after", "上一页答复的 next")
            .with_session()
            .answers::<offices::People>(200, "人员"),
    ];
    operations.extend(fields::of_persons(office::steps::ACTS).map(operation));
    operations
}

/// The document of this table.
async fn describe() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "application/json")],
        document::TEXT.as_str(),
    )
}

//! Every operation of the API. The router and the document are both built from this table.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use casework::act::{Act, Performer};
use casework::matter::{Channel, Class, Secrecy, Stage, Urgency};
use casework::office::Level;
use casework::{matter, office};

use super::document::{self, fields};
use super::operation::{Operation, Topic};
use super::sent::{Asked, Caller, Part, Sent};
use super::{
    acts, assessments, batches, books, figures, filing, inspections, listed, matters, offices,
    partners, procedures, public, reporter, reviews, searches, sessions, sources, supervision,
};
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
        of_supervision(),
        of_acts(),
        of_procedures(),
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
    let operation = |act: &'static Act| {
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

fn of_supervision() -> Vec<Operation> {
    let states = matter::supervision::SlipState::CODES;
    vec![
        Operation::get("/supervision/plan", "supervision-plan", supervision::plan)
            .told(
                Topic::Matters,
                "明日发出",
                "到明天为止将要发出的预警通知和将要起草的督办文书，以及暂缓的。",
            )
            .in_query(matters::CURSOR, "上一页答复的 next")
            .in_query(supervision::PROCEDURES, "上一页答复的 procedures_next")
            .with_session()
            .answers::<supervision::PlanPage>(200, "督办计划"),
        Operation::get("/supervision/slips", "slips", supervision::slips)
            .told(
                Topic::Matters,
                "督办文书",
                "本机关的提示单、督办单、通报；文书上没有举报人。",
            )
            .in_query("state", "状态；draft 为待签发的")
            .one_of(states.iter().map(|code| code.value).collect::<Vec<_>>())
            .in_query("to", "发给哪个机构")
            .in_query("received", "yes 即本单位收到的")
            .one_of(["yes", "no"])
            .in_query(matters::CURSOR, "上一页答复的 next")
            .in_query(supervision::PROCEDURES, "上一页答复的 procedures_next")
            .with_session()
            .answers::<supervision::SlipList>(200, "一页文书")
            .fails(&[422]),
        Operation::get("/sources", "source-accounts", sources::accounts)
            .told(
                Topic::Matters,
                "来源分账",
                "本年上级转来和自收的各有多少、走到哪一步，初核率，与上年同期比，来访批次人次。",
            )
            .in_query("unit", "哪个机关；不写即本机关")
            .in_query("year", "年份，如 2026；不写即今年")
            .with_session()
            .answers::<sources::SourceAccounts>(200, "来源分账")
            .fails(&[404, 422]),
        Operation::get("/figures", "figures", figures::figures)
            .told(
                Topic::Matters,
                "统计分析",
                "本机关及所辖各项指标，同比、环比，变化是否超出随机波动；按渠道、类别、领域、干部管理权限和下级机关分列。",
            )
            .in_query("unit", "哪个机关；不写即本机关")
            .in_query("period", "时段：2026-03、2026-q1、2026-h1 或 2026；不写即本月")
            .in_query("channel", "只看一个渠道")
            .one_of(Channel::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>())
            .in_query("class", "只看一个类别")
            .one_of(Class::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>())
            .in_query("level", "只看一级干部管理权限")
            .one_of(Level::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>())
            .in_query("domain", "只看一个领域")
            .with_session()
            .answers::<figures::FigureTable>(200, "统计分析")
            .fails(&[404, 422]),
        Operation::get(
            "/supervision/figures",
            "supervision-figures",
            supervision::figures,
        )
        .told(
            Topic::Matters,
            "督办统计",
            "各单位收到的文书、督办建议和各种方式的催办，按份、按条、按次计。",
        )
        .in_query("since", "自哪一天起，不填为今年一月一日")
        .with_session()
        .answers::<supervision::SupervisionFigures>(200, "统计")
        .fails(&[422]),
        Operation::get("/supervision/counted", "supervision-counted", listed::counted)
            .told(
                Topic::Matters,
                "督办统计的明细",
                "一项督办统计所计的文书和催办，最近的在前；只列调用者可以看的。",
            )
            .in_query("what", "哪一项：文书种类、催办方式，或者 owed、accepted、suggestions")
            .in_query("to", "发给、催办哪个机构")
            .in_query("about", "督办什么：matter 为信访件，其余为专项工作的种类")
            .in_query("since", "自哪一天起，不填为今年一月一日")
            .in_query(matters::CURSOR, "上一页答复的 next")
            .with_session()
            .answers::<listed::CountedPage>(200, "一页明细")
            .fails(&[422]),
        Operation::get("/linkages-book", "linkage-book", listed::linkages)
            .told(
                Topic::Matters,
                "联动处置台账",
                "业务范围外重点信访事项的专门台账，最近的在前；只列调用者可以看的，不含信访内容。",
            )
            .in_query("class", "情形")
            .in_query("state", "环节")
            .in_query("receiver", "承接单位")
            .in_query(matters::CURSOR, "上一页答复的 next")
            .with_session()
            .answers::<listed::LinkageBook>(200, "一页台账"),
        Operation::get("/supervision/accountability", "accountability", supervision::cases)
            .told(
                Topic::Matters,
                "追责问责",
                "本机关提出的追责问责建议和结果，按情形统计；不含被追责人姓名。",
            )
            .in_query("since", "自哪一天起，不填为今年一月一日")
            .in_query("ground", "追责情形")
            .one_of(matter::AccountGround::CODES.iter().map(|code| code.value).collect::<Vec<_>>())
            .in_query("state", "状态")
            .one_of(matter::supervision::AccountState::CODES.iter().map(|code| code.value).collect::<Vec<_>>())
            .in_query(matters::CURSOR, "上一页答复的 next")
            .with_session()
            .answers::<supervision::AccountabilityPage>(200, "追责问责")
            .fails(&[422]),
        Operation::get("/supervision/duties", "accountability-duties", supervision::duties)
            .told(
                Topic::Matters,
                "须追责的情形",
                "账本里有记录、还没有人提出追责或处理的件：改变原结论、以谈话代替追责、推诿扯皮、待通报、原件遗失。",
            )
            .in_query("flag", "情形，不填为根本改变原结论")
            .one_of(matter::DutyFlag::CODES.iter().map(|code| code.value).collect::<Vec<_>>())
            .in_query("cleared", "yes 时列已核查、不追责的")
            .one_of(vec!["yes"])
            .in_query(matters::CURSOR, "上一页答复的 next")
            .with_session()
            .answers::<supervision::DutyPage>(200, "须追责的情形")
            .fails(&[422]),
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
        Operation::post("/searches", "search", searches::search)
            .told(
                Topic::Matters,
                "检索信访件",
                "几个词都写到的才列出，只在您看得到的内容里找；每页20件，最多看500件。不改动任何信访件，\
                 列出的各件留下查阅记录。",
            )
            .with_session()
            .with_object::<searches::SearchBody>()
            .answers::<searches::FoundMatters>(200, "一页结果")
            .fails(&[403, 429]),
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
    let operation = |act: &'static Act| {
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

fn of_procedures() -> Vec<Operation> {
    let nouns = casework::procedure::Noun::ALL.iter();
    let mut operations: Vec<Operation> = nouns.flat_map(|noun| of_noun(*noun)).collect();
    operations.push(
        Operation::get(
            "/inspections/{number}/items",
            "inspection-items",
            inspections::items,
        )
        .told(
            Topic::Procedures,
            "检查项",
            "一次检查的检查项，每页30项，连同抽取证明；被查的单位只见自己的。",
        )
        .in_path("number", PROCEDURE)
        .in_query(inspections::STATE, "只列处于这一状态的")
        .in_query(inspections::AFTER, "上一页答复的 next")
        .with_session()
        .answers::<inspections::ItemPage>(200, "一页")
        .fails(&[404]),
    );
    operations.push(
        Operation::get(
            "/assessments/{number}/month",
            "assessment-month",
            assessments::month,
        )
        .told(
            Topic::Procedures,
            "月度得分",
            "一次考核一个月的得分和各项指标的分子、分母，连同更正；被考核的机关只见自己的。",
        )
        .in_path("number", PROCEDURE)
        .in_query(assessments::MONTH, "月份，如 2026-03")
        .with_session()
        .answers::<assessments::AssessedMonth>(200, "一个月")
        .fails(&[404]),
    );
    operations.push(
        Operation::get("/reviews/{number}/items", "review-items", reviews::items)
            .told(
                Topic::Procedures,
                "评查件",
                "一次评查的评查件、得分和整改，连同抽取证明；被评查的单位只见自己的，公布前不见得分。",
            )
            .in_path("number", PROCEDURE)
            .with_session()
            .answers::<reviews::ReviewItems>(200, "评查件")
            .fails(&[404]),
    );
    operations
}

fn of_noun(noun: casework::procedure::Noun) -> Vec<Operation> {
    let (root, zh) = (format!("/{}", noun.plural()), noun.zh());
    let one = format!("{root}/{{number}}");
    let listed = move |front: State<Shared>, caller: Caller, asked: Asked| {
        procedures::list(noun, front, caller, asked)
    };
    let shown = move |front: State<Shared>, caller: Caller, number: Part| {
        procedures::one(noun, front, caller, number)
    };
    let opened = move |front: State<Shared>, caller: Caller, sent: Sent| {
        procedures::open(noun, front, caller, sent)
    };
    let opening = noun.opening();
    let mut operations = vec![
        Operation::get(&root, noun.plural(), listed)
            .told(
                Topic::Procedures,
                zh,
                "可以看的，最近开展的在前，每页20项。",
            )
            .in_query(matters::CURSOR, "上一页答复的 next")
            .with_session()
            .answers::<procedures::ProcedurePage>(200, "一页"),
        Operation::get(&one, noun.as_str(), shown)
            .told(
                Topic::Procedures,
                zh,
                "一项的环节、时限、经过和现在可以办的事。",
            )
            .in_path("number", PROCEDURE)
            .with_session()
            .answers::<procedures::ProcedureView>(200, "一项")
            .fails(&[404]),
        Operation::post(&root, opening.name, opened)
            .told(Topic::Procedures, opening.zh, opening.help)
            .with_session()
            .with_fields(opening.fields)
            .answers::<acts::Performed>(200, "已开展")
            .fails(&[409]),
    ];
    let acts =
        casework::procedure::of_persons(noun.all_acts()).filter(|act| act.name != opening.name);
    // Acts on slips are those of every matter: their names say of which noun they are meant here.
    let own = |act: &Act| noun.acts().iter().any(|known| known.name == act.name);
    operations.extend(acts.map(|act| {
        let handler = move |front: State<Shared>, caller: Caller, number: Part, sent: Sent| {
            procedures::act(act, front, caller, number, sent)
        };
        let id = if own(act) {
            act.name.to_owned()
        } else {
            format!("{}-{}", noun.as_str(), act.name)
        };
        Operation::post(&format!("{one}/{}", act.noun), id, handler)
            .told(Topic::Procedures, act.zh, act.help)
            .in_path("number", PROCEDURE)
            .with_session()
            .with_fields(act.fields)
            .answers::<acts::Performed>(200, "已办理")
            .fails(&[409])
    }));
    operations
}

/// What the number of a procedure is.
const PROCEDURE: &str = "编号，如 JC-533100-2026-0007";

fn of_partners() -> Vec<Operation> {
    vec![
        Operation::post("/partner/reports", "hand-over-report", partners::file)
            .told(
                Topic::Partners,
                "移送举报",
                "群众在贵系统反映的检举控告、诉求，移送到密钥所属机关。同一来件编号只收一次：内容相同的，答复200和原回执；内容不同的，答复409 other-content。",
            )
            .with_key()
            .with_fields(&partners::fields())
            .answers::<partners::HandedOver>(201, "已收到")
            .repeats("同样内容以前移送过：原回执，不再给查询码")
            .fails(&[409, 422]),
        Operation::get(
            "/partner/reports/{sender_number}",
            "handed-over-status",
            partners::progress,
        )
        .told(
            Topic::Partners,
            "移送件进度",
            "按贵系统的编号查询：与举报人看到的四个词相同；办结后另有结果，只用固定的几种说法，不含查办内容。",
        )
        .in_path("sender_number", "移送时填写的来件编号")
        .with_key()
        .answers::<partners::PartnerProgress>(200, "四个词之一，办结后有结果"),
    ]
}

fn of_office() -> Vec<Operation> {
    let operation = |act: &'static Act| {
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

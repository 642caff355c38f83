//! The spine (书脊): what stands beside every page of the desk for the person who reads it.

use casework::access;
use casework::office::{Office, Post};
use casework::rules::Rules;

use crate::desk::session::Signed;
use crate::site::{Mode, Shared};

/// The spine of a page.
pub struct Spine {
    /// The organ's name.
    pub office: String,
    /// The person's name.
    pub name: String,
    /// The posts, in words.
    pub posts: Vec<String>,
    /// Where the page is.
    pub here: Here,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// Whether everything here is made up.
    pub demo: bool,
    /// Whether it is written in large type.
    pub large: bool,
}

/// An entry of the spine.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// Its word.
    pub zh: &'static str,
    /// Its access key.
    pub key: &'static str,
    /// What it stands for.
    pub place: Here,
}

/// Where a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// 待办
    Todo,
    /// 登记
    Registration,
    /// 收件情况, with the roster and the register of what was too secret
    Gate,
    /// 信访件
    Matters,
    /// 检索
    Search,
    /// 阅批
    Reading,
    /// 研判审定
    Deciding,
    /// 授权
    Delegations,
    /// 督办
    Supervision,
    /// 满意度回访
    CallBacks,
    /// 台账
    Books,
    /// 专项工作
    Procedures,
    /// 导出记录, for whoever reads what others exported without reading matters
    Exports,
    /// 表样, for whoever keeps layouts without reading matters
    Layouts,
    /// 离线任务单
    Sheets,
    /// 身份审批
    Identities,
    /// 办理痕迹, for whoever reads trails without reading matters
    Trail,
    /// 原件
    Originals,
    /// 机构人员
    Office,
    /// 规则
    Rules,
    /// 帮助
    Help,
    /// 设置
    Settings,
}

/// Acts for which somebody looks at what waits to be decided.
const DECIDING: [&str; 5] = [
    "answer-study",
    "decide-study",
    "review-exclusion",
    "enter-instruction",
    "check-entry",
];

impl Spine {
    /// Whether the reader may search.
    pub fn seeks(&self) -> bool {
        self.offers(Here::Matters)
    }

    /// Whether it leads to a place.
    pub fn offers(&self, place: Here) -> bool {
        self.entries.iter().any(|entry| entry.place == place)
    }

    /// Whether a current post of the reader grants an act in any relation to a matter.
    pub fn grants_any(front: &Shared, signed: &Signed, act: &str) -> bool {
        let app = front.app();
        let office = app.office();
        let mut posts = office.posts_of(&signed.person, app.now().on());
        posts.any(|post| grants(app.rules(), &post.role, act))
    }

    /// The spine of a reader. What the reader has no right to is not offered.
    pub fn new(front: &Shared, signed: &Signed, here: Here) -> Self {
        let app = front.app();
        let (office, rules, on) = (app.office(), app.rules(), app.now().on());
        let reader = Rights {
            sees: !access::viewing_units(&office, rules, &signed.person, on).is_empty(),
            posts: office.posts_of(&signed.person, on).collect(),
            may: &|act| access::permit(&office, rules, &signed.person, act, None, on).is_some(),
            rules,
        };
        let organ = reader.posts.first();
        let organ = organ.and_then(|post| office.organ_of(&post.unit));
        let shown = PLACES.iter().filter(|(opens, _)| opens(&reader));
        let titles = reader.posts.iter().map(|post| title(&office, rules, post));
        Self {
            office: organ
                .map_or("件件", |organ| office.unit_name(organ))
                .to_owned(),
            name: office.person_name(&signed.person).to_owned(),
            posts: titles.collect(),
            here,
            entries: shown.map(|(_, entry)| *entry).collect(),
            demo: front.site.mode == Mode::Demo,
            large: signed.large,
        }
    }
}

/// What a reader may do, as far as the spine asks.
struct Rights<'a> {
    /// Whether they read matters at all.
    sees: bool,
    posts: Vec<&'a Post>,
    may: &'a dyn Fn(&str) -> bool,
    rules: &'a Rules,
}

impl Rights<'_> {
    fn may(&self, act: &str) -> bool {
        (self.may)(act)
    }

    /// Whether a current post grants an act in any relation to a matter.
    fn grants(&self, act: &str) -> bool {
        let mut posts = self.posts.iter();
        posts.any(|post| grants(self.rules, &post.role, act))
    }
}

/// Whether a place is open to a reader.
type Opens = fn(&Rights<'_>) -> bool;

const fn entry(href: &'static str, zh: &'static str, key: &'static str, place: Here) -> Entry {
    Entry {
        href,
        zh,
        key,
        place,
    }
}

/// The places in their order on the spine, each with who it is open to.
const PLACES: [(Opens, Entry); 19] = [
    (|r| r.sees, entry("/desk", "待办", "t", Here::Todo)),
    (
        |r| r.may("receive"),
        entry("/desk/registration", "登记", "n", Here::Registration),
    ),
    (
        |r| r.sees && r.may("read-gate"),
        entry("/desk/gate", "收件情况", "2", Here::Gate),
    ),
    (
        |r| r.sees,
        entry("/desk/matters", "信访件", "l", Here::Matters),
    ),
    (|r| r.sees, entry("/desk/books", "台账", "5", Here::Books)),
    (
        |r| r.sees,
        entry("/desk/procedures", "专项工作", "8", Here::Procedures),
    ),
    (
        |r| r.grants("circle"),
        entry("/desk/reading", "阅批", "6", Here::Reading),
    ),
    (
        |r| DECIDING.iter().any(|act| r.grants(act)),
        entry("/desk/deciding", "研判审定", "7", Here::Deciding),
    ),
    (
        |r| r.grants("urge"),
        entry("/desk/supervision", "督办", "3", Here::Supervision),
    ),
    (
        |r| !r.grants("urge") && r.grants("answer-slip"),
        entry("/desk/supervision/received", "督办", "3", Here::Supervision),
    ),
    (
        |r| r.grants("call-back"),
        entry("/desk/callbacks", "满意度回访", "9", Here::CallBacks),
    ),
    (
        |r| r.grants("decide-identity"),
        entry("/desk/identities", "身份审批", "e", Here::Identities),
    ),
    (
        |r| !r.sees && r.grants("read-trail"),
        entry("/desk/trail", "办理痕迹", "h", Here::Trail),
    ),
    (
        |r| !r.sees && r.may("keep-layout"),
        entry("/desk/layouts", "表样", "y", Here::Layouts),
    ),
    (
        |r| !r.sees && r.may("read-exports"),
        entry("/desk/exports", "导出记录", "5", Here::Exports),
    ),
    (
        |r| r.may(access::EXCHANGE),
        entry("/desk/sheets", "任务单", "4", Here::Sheets),
    ),
    (
        |r| r.sees,
        entry("/desk/originals", "原件", "1", Here::Originals),
    ),
    (
        |r| r.may("read-office"),
        entry("/desk/office", "机构人员", "g", Here::Office),
    ),
    (
        |r| r.may("read-office"),
        entry("/desk/rules", "规则", "r", Here::Rules),
    ),
];

/// A post in words: its role, and the office it is in where that is no organ.
fn title(office: &Office, rules: &Rules, post: &Post) -> String {
    let role = rules
        .role(&post.role)
        .map_or(&*post.role, |role| &role.name);
    match office.unit(&post.unit).filter(|unit| !unit.kind.is_organ()) {
        Some(unit) => format!("{} {role}", unit.kind.zh()),
        None => role.to_owned(),
    }
}

/// Whether a role may perform an act in any relation.
fn grants(rules: &Rules, role: &str, act: &str) -> bool {
    let grants = rules.role(role).map_or(&[][..], |role| &role.may);
    let mut acts = grants.iter().flat_map(|grant| &grant.acts);
    acts.any(|known| known == act)
}

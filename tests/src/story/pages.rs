//! Sections of pages as lines of text, the same from every door: what a person would read there.

mod handing;
mod handling;
mod lists;

pub(super) use lists::{book, status, todo, trail};

use serde_json::Value;

/// Sections of a matter's page.
pub(super) const SECTIONS: &[&str] = &[
    "概要",
    "事实",
    "责任",
    "举报",
    "线索",
    "经过",
    "时限",
    "逐日",
    "可办",
    "身份",
    "重复件",
    "拆分",
    "往来",
    "反馈",
    "联系方式",
    "转送",
    "附件",
    "上报提示",
    "闭环",
];

/// The lines of a section of a matter's page.
pub(super) fn matter(page: &Value, section: &str) -> Vec<String> {
    match section {
        "概要" => summary(page),
        "事实" => list(page, "facts").iter().map(joined).collect(),
        "责任" => list(page, "duties").iter().map(joined).collect(),
        "闭环" => list(page, "course").iter().map(station).collect(),
        "举报" => list(page, "reports").iter().flat_map(report).collect(),
        "线索" => list(page, "leads").iter().flat_map(lead).collect(),
        "经过" => list(page, "timeline").iter().map(minute).collect(),
        "时限" => list(page, "clocks").iter().map(clock).collect(),
        "往来" => list(page, "talk").iter().map(handling::said).collect(),
        "反馈" => list(page, "feedbacks")
            .iter()
            .map(handling::feedback)
            .collect(),
        "联系方式" => handling::contact(&page["contact"]),
        "转送" => handing::of_matter(&page["handing"]),
        "附件" => attachments(page),
        "逐日" => list(page, "clocks").iter().flat_map(days).collect(),
        "可办" => list(page, "acts").iter().flat_map(act).collect(),
        "身份" => list(page, "identities").iter().flat_map(identity).collect(),
        "拆分" => split(page),
        "上报提示" => above(&page["above"]),
        "重复件" => list(page, "repeats")
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

fn summary(page: &Value) -> Vec<String> {
    let mut lines = vec![
        format!("编号 {} 《{}》", text(page, "number"), text(page, "title")),
        format!(
            "环节 {}，下一步 {}",
            text(page, "stage_zh"),
            text(page, "next_zh")
        ),
        format!("时限 {}", lamp(&page["lamp"])),
        format!("现在在谁手里 {}", text(page, "hands")),
    ];
    if let Some(into) = page["joined_into"].as_str() {
        lines.push(format!("并入 {into}"));
    }
    lines
}

/// A station of its course.
fn station(station: &Value) -> String {
    let at = match (station["here"].as_bool(), station["passed"].as_bool()) {
        (Some(true), _) => "正在",
        (_, Some(true)) => "已过",
        _ => "未到",
    };
    let words = text(station, "words");
    format!("{} {at} {words}", text(station, "zh"))
        .trim_end()
        .to_owned()
}

/// That it belongs to the superior organ, and what may be done about it.
fn above(above: &Value) -> Vec<String> {
    if above.is_null() {
        return Vec::new();
    }
    let words = |name: &str, zh: &str| {
        let words: Vec<&str> = list(above, name).iter().filter_map(Value::as_str).collect();
        words
            .iter()
            .map(|word| format!("{zh} {word}"))
            .collect::<Vec<_>>()
    };
    let mut lines = vec![format!("应上报 {}", text(above, "to"))];
    lines.extend(words("leads", "属上级管理"));
    lines.extend(words("namesakes", "名册同名"));
    let first = text(above, "first");
    lines.push(if first.is_empty() {
        "可以上报".to_owned()
    } else {
        format!("先办 {first}")
    });
    lines
}

/// Of what it is a part, and what was split off.
fn split(page: &Value) -> Vec<String> {
    let whole = page["whole"]
        .as_str()
        .map(|whole| format!("拆分自 {whole}"));
    let parts = list(page, "parts").iter();
    let parts = parts.map(|part| {
        format!(
            "拆分出 {} {}",
            text(part, "number"),
            text(part, "stands_zh")
        )
    });
    whole.into_iter().chain(parts).collect()
}

/// A lamp in words, with its due date.
pub(super) fn lamp(lamp: &Value) -> String {
    let (words, due) = (text(lamp, "words"), text(lamp, "due"));
    let provisional = if lamp["provisional"] == true {
        "，暂定"
    } else {
        ""
    };
    if due.is_empty() {
        words.to_owned()
    } else {
        format!("{words}（{due}到期{provisional}）")
    }
}

fn report(report: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "{} {} 《{}》{}",
        text(report, "number"),
        text(report, "name_zh"),
        text(report, "title"),
        text(report, "text")
    )];
    let accused = |one: &Value| {
        let parts = ["name", "unit", "post"].map(|name| text(one, name));
        format!("被反映人 {}", filled(&parts))
    };
    lines.extend(list(report, "accused").iter().map(accused));
    if report["erased"] == true {
        lines.push(format!("{} 内容已销毁", text(report, "number")));
    }
    lines
}

fn lead(lead: &Value) -> Vec<String> {
    let disposal = match text(lead, "disposal") {
        "" => String::new(),
        chosen => format!("处置方式：{chosen}"),
    };
    let managed = format!("{}管理", text(lead, "managed_zh"));
    let parts = [
        text(lead, "subject"),
        text(lead, "post"),
        text(lead, "unit"),
        text(lead, "rank_zh"),
        &managed,
        &disposal,
    ];
    let mut lines = vec![format!("线索{} {}", lead["number"], filled(&parts))];
    let issue = |issue: &Value| {
        let finding = match text(issue, "finding_zh") {
            "" => "未答",
            found => found,
        };
        let parts = [
            text(issue, "category"),
            text(issue, "text"),
            finding,
            text(issue, "grounds"),
        ];
        format!("问题{} {}", text(issue, "number"), filled(&parts))
    };
    lines.extend(list(lead, "issues").iter().map(issue));
    lines
}

fn minute(entry: &Value) -> String {
    let late = match (entry["late"] == true, text(entry, "happened")) {
        (true, happened) => format!("［补录，发生于{happened}］"),
        (false, _) => String::new(),
    };
    let who = text(entry, "who");
    let mut line = format!("{} {who}：{}{late}", text(entry, "at"), text(entry, "zh"));
    for line_of in list(entry, "lines") {
        let (label, said) = pair(line_of);
        line.push_str(&format!("；{label}“{said}”"));
    }
    for file in list(entry, "files") {
        line.push_str(&format!("；材料“{}”", text(file, "name")));
    }
    line
}

fn clock(clock: &Value) -> String {
    let ended = match text(clock, "ended") {
        "" => String::new(),
        ended => format!("，止于{ended}"),
    };
    let moved = match text(clock, "moved") {
        "" => String::new(),
        moved => format!("，{moved}"),
    };
    format!(
        "{} {}起{} {}{moved}{ended}，责任单位{}，依据：{}",
        text(clock, "zh"),
        text(clock, "from"),
        text(clock, "term"),
        lamp(&clock["lamp"]),
        text(clock, "owner"),
        text(clock, "basis")
    )
}

fn days(clock: &Value) -> Vec<String> {
    let day = |day: &Value| {
        let counted = day["counted"]
            .as_u64()
            .map(|n| format!("第{n}天"))
            .unwrap_or_default();
        let parts = [
            text(day, "on"),
            text(day, "weekday"),
            text(day, "note"),
            &counted,
        ];
        format!("{} {}", text(clock, "zh"), filled(&parts))
    };
    list(clock, "days").iter().map(day).collect()
}

fn act(act: &Value) -> Vec<String> {
    let name = text(act, "zh");
    let mut lines = vec![name.to_owned()];
    for field in list(act, "fields") {
        for choice in choices(field) {
            let reason = match text(choice, "reason") {
                "" => String::new(),
                reason => format!("（{reason}）"),
            };
            lines.push(format!(
                "{name} {} {}{reason}",
                text(field, "zh"),
                text(choice, "zh")
            ));
        }
    }
    lines
}

/// The choices of a field: inside, they are in its control; at the API, in the field.
fn choices(field: &Value) -> &[Value] {
    let control = &field["control"];
    let inside = control["one"]
        .as_array()
        .or_else(|| control["several"].as_array());
    inside
        .or_else(|| field["choices"].as_array())
        .map_or(&[], Vec::as_slice)
}

fn identity(lock: &Value) -> Vec<String> {
    let opened = &lock["opened"];
    let first = if opened.is_null() {
        format!("{} 未打开", text(lock, "number"))
    } else {
        let parts: Vec<String> = list(opened, "parts").iter().map(joined).collect();
        format!(
            "{} {}，{}批准，用于{}，至{}关闭",
            text(lock, "number"),
            parts.join("，"),
            text(opened, "approver"),
            text(opened, "purpose"),
            text(opened, "until")
        )
    };
    let request = |request: &Value| {
        let parts = ["asker", "state_zh", "approver", "purpose"].map(|name| text(request, name));
        format!("申请{} {}", request["number"], filled(&parts))
    };
    let requests = list(lock, "requests").iter().map(request);
    std::iter::once(first).chain(requests).collect()
}

pub(super) fn list<'a>(page: &'a Value, name: &str) -> &'a [Value] {
    page[name].as_array().map_or(&[], Vec::as_slice)
}

/// A text of a page; empty where it has none.
pub(super) fn text<'a>(page: &'a Value, name: &str) -> &'a str {
    string(&page[name])
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A label with its text: a pair inside, an object at the API.
fn pair(value: &Value) -> (&str, &str) {
    match value.as_array() {
        Some(pair) => (
            pair.first().map_or("", string),
            pair.get(1).map_or("", string),
        ),
        None => (text(value, "label"), text(value, "text")),
    }
}

fn joined(value: &Value) -> String {
    let (label, text) = pair(value);
    format!("{label} {text}")
}

fn filled(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    filled.join("，")
}

/// What reporters sent, with what the reader may see of each.
fn attachments(page: &Value) -> Vec<String> {
    let reports = list(page, "reports").iter();
    let said = list(page, "talk").iter();
    let files = reports.chain(said).flat_map(|one| list(one, "files"));
    let line = |file: &Value| {
        let word = |name: &str| file[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}", word("name"), word("note"))
    };
    files.map(line).collect()
}

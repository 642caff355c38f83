//! Fills a form from a dossier that was already opened for its reader.

use super::Seen;
use crate::queries::matter::{Entry, LeadView, MatterPage};
use casework::rules::{Blank, FormRule, Listing, RowRule};
use papers::paper::{Form, Grid, Row};

/// Stands for who reported, whether anything is known of them or not (T2).
pub(super) const KEPT_APART: &str = "（另存）";
/// Stands where the trail would be for one who may not read it.
const NO_TRAIL: &str = "打印人的岗位不查看办理痕迹，此处从略。";

/// The sheets of a form: one for all matters of a register, else one for each.
pub(super) fn sheets(rule: &FormRule, organ: &str, seen: &[Seen]) -> Vec<Form> {
    if seen.is_empty() {
        return Vec::new();
    }
    if rule.register {
        return vec![sheet(rule, organ, seen)];
    }
    seen.chunks(1).map(|one| sheet(rule, organ, one)).collect()
}

/// Whether the paper names who reported: it stands open for the reader, and the form has a place for it.
pub(super) fn shows_identity(rule: &FormRule, page: &MatterPage) -> bool {
    let is_open = page.identities.iter().any(|lock| lock.opened.is_some());
    let names = |row: &RowRule| match row {
        RowRule::Pairs { cells } => cells.iter().any(|(_, blank)| *blank == Blank::Reporter),
        RowRule::Text { of, .. } => *of == Blank::Reporter,
        RowRule::Lines { columns, .. } => columns
            .iter()
            .any(|(_, blank, _)| *blank == Blank::Reporter),
        _ => false,
    };
    is_open && rule.rows.iter().any(names)
}

fn sheet(rule: &FormRule, organ: &str, seen: &[Seen]) -> Form {
    let number = match seen {
        [one] if !rule.register => one.page.number.clone(),
        _ => String::new(),
    };
    Form {
        title: rule.name.clone(),
        organ: organ.to_owned(),
        barcode: (rule.barcode && !number.is_empty()).then(|| number.clone()),
        number,
        rows: rule.rows.iter().map(|known| row(known, seen)).collect(),
        note: rule.note.clone(),
    }
}

fn row(rule: &RowRule, seen: &[Seen]) -> Row {
    let first = &seen[0];
    match rule {
        RowRule::Pairs { cells } => {
            let cell = |(label, blank): &(String, Blank)| (label.clone(), value(first, *blank));
            Row::Pairs(cells.iter().map(cell).collect())
        }
        RowRule::Text {
            label,
            of,
            lines,
            sign,
        } => Row::Text {
            label: label.clone(),
            text: value(first, *of),
            lines: *lines,
            sign: sign.clone(),
        },
        RowRule::Minutes {
            label,
            of,
            lines,
            sign,
        } => Row::Text {
            label: label.clone(),
            text: minutes_of(first, of),
            lines: *lines,
            sign: sign.clone(),
        },
        RowRule::Tick { label, choices } => {
            let boxes: Vec<String> = choices.iter().map(|one| format!("□ {one}")).collect();
            Row::Text {
                label: label.clone(),
                text: boxes.join("　　"),
                lines: 0,
                sign: String::new(),
            }
        }
        RowRule::Heading { text } => Row::Heading(text.clone()),
        RowRule::Grid { of, spare } => listing(first, *of, *spare),
        RowRule::Lines { columns, spare } => {
            let line = |one: &Seen| columns.iter().map(|column| value(one, column.1)).collect();
            let head = |(label, _, width): &(String, Blank, usize)| (label.clone(), *width);
            Row::Grid(Grid {
                heads: columns.iter().map(head).collect(),
                lines: seen.iter().map(line).collect(),
                spare: *spare,
            })
        }
    }
}

/// What fills a blank. Facts go by their labels in the dossier, which shows no more than the reader may
/// read.
fn value(seen: &Seen, blank: Blank) -> String {
    let page = &seen.page;
    match blank {
        Blank::Hand => String::new(),
        Blank::Number => page.number.clone(),
        Blank::Title => page.title.clone(),
        Blank::Reporter => reporter(page),
        Blank::Stage => page.stage_zh.to_owned(),
        Blank::Hands => page.hands.clone(),
        Blank::Course => course(page),
        Blank::Due if page.lamp.due.is_empty() => page.lamp.words.clone(),
        Blank::Due => format!("{}到期，{}", page.lamp.due, page.lamp.words),
        Blank::Accused => accused(page),
        Blank::Text => texts(page),
        Blank::Files => files(page),
        Blank::Originals => joined(page.originals.iter().map(|one| one.custody.clone())),
        _ => fact(page, blank.zh()),
    }
}

fn fact(page: &MatterPage, label: &str) -> String {
    let mut known = page.facts.iter().chain(&page.duties);
    let known = known.find(|(known, _)| *known == label);
    known.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Who reported: the same words whether there is an identity or not, unless it stands open (T2).
fn reporter(page: &MatterPage) -> String {
    let opened = page
        .identities
        .iter()
        .filter_map(|lock| lock.opened.as_ref());
    let told = opened.map(|opened| {
        let parts = opened
            .parts
            .iter()
            .map(|(label, text)| format!("{label}：{text}"));
        parts.collect::<Vec<_>>().join("，")
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        KEPT_APART.to_owned()
    } else {
        told.join("\n")
    }
}

fn accused(page: &MatterPage) -> String {
    let reported = page.reports.iter().flat_map(|report| &report.accused);
    let told = reported.map(|one| filled("，", &[&one.name, &one.unit, &one.post]));
    lines(told)
}

fn texts(page: &MatterPage) -> String {
    let several = page.reports.len() > 1;
    let told = page.reports.iter().map(|report| {
        if several {
            format!("{}：{}", report.number, report.text)
        } else {
            report.text.clone()
        }
    });
    lines(told)
}

fn files(page: &MatterPage) -> String {
    let files = page.reports.iter().flat_map(|report| &report.files);
    let told: Vec<String> = files
        .map(|file| format!("{}（{}）", file.name, file.size))
        .collect();
    if told.is_empty() {
        "无".to_owned()
    } else {
        joined(told.into_iter())
    }
}

/// What events of some kinds said, oldest first.
fn minutes_of(seen: &Seen, kinds: &[String]) -> String {
    let entries = seen.page.timeline.iter();
    let entries = entries.filter(|entry| is_of(seen, entry, kinds));
    lines(entries.map(|entry| format!("{}\n　　{}　{}", said(entry), entry.who, entry.happened)))
}

/// What the last act of a kind said under a label.
pub(super) fn last_said(seen: &Seen, kind: &str, label: &str) -> Option<String> {
    let kinds = [kind.to_owned()];
    let entry = seen
        .page
        .timeline
        .iter()
        .rfind(|entry| is_of(seen, entry, &kinds))?;
    let mut lines = entry.lines.iter();
    lines
        .find(|(known, _)| *known == label)
        .map(|(_, text)| text.clone())
}

/// Whether an entry of the minutes comes from an act of some kinds.
fn is_of(seen: &Seen, entry: &Entry, kinds: &[String]) -> bool {
    let at = usize::try_from(entry.version - 1).unwrap_or(usize::MAX);
    let kind = seen.kinds.get(at).copied().unwrap_or_default();
    let kind = kind.rsplit_once(".v").map_or(kind, |(kind, _)| kind);
    kinds.iter().any(|known| known == kind)
}

/// When it came in, as the dossier says it.
pub(super) fn received(page: &MatterPage) -> String {
    fact(page, Blank::Received.zh())
}

fn said(entry: &Entry) -> String {
    let told = entry
        .lines
        .iter()
        .map(|(label, text)| format!("{label}：{text}"));
    lines(std::iter::once(entry.zh.clone()).chain(told))
}

fn listing(seen: &Seen, of: Listing, spare: u8) -> Row {
    let page = &seen.page;
    let (heads, lines): (&[(&str, usize)], Vec<Vec<String>>) = match of {
        Listing::Leads => (
            &[
                ("线索、问题", 2),
                ("被反映人", 3),
                ("反映的问题", 5),
                ("核查结论", 2),
            ],
            page.leads.iter().flat_map(issues).collect(),
        ),
        Listing::Clocks => (
            &[
                ("时限", 3),
                ("责任单位", 3),
                ("起算", 2),
                ("到期", 2),
                ("了结", 2),
            ],
            page.clocks
                .iter()
                .map(|clock| {
                    let zh = filled("\n", &[&clock.zh, &clock.moved]);
                    let (from, due) = (clock.from.clone(), clock.due.clone());
                    vec![zh, clock.owner.clone(), from, due, clock.ended.clone()]
                })
                .collect(),
        ),
        Listing::Feedbacks => (
            &[("反馈", 3), ("内容", 3), ("日期", 3), ("方式", 3)],
            page.feedbacks
                .iter()
                .map(|told| {
                    let (zh, what) = (told.zh.to_owned(), told.what_zh.to_owned());
                    vec![zh, what, told.on.clone(), told.mode_zh.to_owned()]
                })
                .collect(),
        ),
        Listing::Minutes => (
            &[("时间", 2), ("何人", 3), ("做了什么", 7)],
            page.timeline
                .iter()
                .map(|entry| vec![entry.happened.clone(), entry.who.clone(), said(entry)])
                .collect(),
        ),
        Listing::Trail => return trail(seen),
    };
    grid(heads, lines, spare)
}

fn trail(seen: &Seen) -> Row {
    let Some(entries) = &seen.trail else {
        return Row::Text {
            label: Listing::Trail.zh().to_owned(),
            text: NO_TRAIL.to_owned(),
            lines: 0,
            sign: String::new(),
        };
    };
    let line = |entry: &crate::queries::trail::TrailEntry| {
        let seq = entry
            .seq
            .map_or_else(|| "待入".to_owned(), |seq| seq.to_string());
        vec![entry.at.clone(), entry.who.clone(), entry.zh.clone(), seq]
    };
    let heads = &[("录入", 3), ("何人", 4), ("做了什么", 3), ("存证号", 2)];
    grid(heads, entries.iter().rev().map(line).collect(), 0)
}

/// A line each station of the loop.
fn course(page: &MatterPage) -> String {
    let told = page
        .course
        .iter()
        .filter(|station| !station.words.is_empty());
    let told: Vec<String> = told
        .map(|station| format!("{}：{}", station.zh, station.words))
        .collect();
    told.join("\n")
}

fn issues(lead: &LeadView) -> Vec<Vec<String>> {
    let subject = filled("，", &[&lead.subject, &lead.post]);
    let line = |issue: &crate::queries::matter::IssueView| {
        let text = filled("：", &[&issue.category, &issue.text]);
        let finding = issue.finding_zh.to_owned();
        vec![issue.number.clone(), subject.clone(), text, finding]
    };
    lead.issues.iter().map(line).collect()
}

fn grid(heads: &[(&str, usize)], lines: Vec<Vec<String>>, spare: u8) -> Row {
    let heads = heads
        .iter()
        .map(|(name, width)| ((*name).to_owned(), *width));
    Row::Grid(Grid {
        heads: heads.collect(),
        lines,
        spare,
    })
}

fn filled(between: &str, parts: &[&str]) -> String {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

fn lines(told: impl Iterator<Item = String>) -> String {
    told.collect::<Vec<_>>().join("\n")
}

fn joined(told: impl Iterator<Item = String>) -> String {
    told.collect::<Vec<_>>().join("、")
}

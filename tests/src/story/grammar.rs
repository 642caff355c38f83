//! Reads a story's text into statements; what cannot be read is refused with its line.

use super::error::Wrong;
use super::repeats;
use super::words::{Word, words};
use jiff::civil::{Date, DateTime};

/// A story as read.
#[derive(Debug, Clone)]
pub struct Story {
    /// The file, as reviewers know it.
    pub file: String,
    /// Its title.
    pub title: String,
    /// The office it plays in.
    pub office: Option<String>,
    /// Whether it counts many and is told once, inside and on the embedded engine (只用 SQLite).
    pub once: bool,
    /// What it claims to show.
    pub claims: Vec<Claim>,
    /// Its statements, in order.
    pub statements: Vec<Statement>,
}

/// A mechanism that a story claims to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The mechanism's id.
    pub id: String,
    /// In words; for a part, also what is missing.
    pub words: String,
    /// Whether it shows a part only (部分证明).
    pub partly: bool,
    /// Where it stands.
    pub line: usize,
}

/// A statement with its line.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The line, from 1.
    pub line: usize,
    /// The line itself, without marks.
    pub text: String,
    /// Ids it is marked with.
    pub marks: Vec<String>,
    /// What it says.
    pub what: What,
}

/// What a statement says.
#[derive(Debug, Clone)]
pub enum What {
    /// A heading or a remark.
    Remark,
    /// The clock is set.
    At(DateTime),
    /// Time goes by.
    Pass(i32, Unit),
    /// Somebody acts.
    Act(Act),
    /// Somebody's act is refused, in these words.
    Refused(Act, String),
    /// Somebody looks at a section of a page.
    Look(Sight),
    /// Somebody sees, or does not see.
    Expect(Sight, bool),
    /// A day of the calendar becomes a day off, or a working day.
    Calendar(Date, bool),
    /// A stored event is tampered with.
    Tamper(String),
    /// What was tampered with is put back.
    Restore,
    /// The office learns classes from its own register.
    Learn,
}

/// A unit of passing time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Working days.
    WorkingDays,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

/// An act.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who.
    pub who: String,
    /// Its name, in Chinese.
    pub name: String,
    /// On which matter; the last one named where it is left out.
    pub matter: Option<String>,
    /// On which others too, in a batch (批量…).
    pub also: Vec<String>,
    /// Its fields.
    pub fields: Entry,
}

/// Fields filled, and entries of groups below them.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// The label, for an entry of a group.
    pub label: String,
    /// Labels and values.
    pub values: Vec<(String, String)>,
    /// Entries of groups.
    pub entries: Vec<Entry>,
}

/// A look at a section of a page.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Who looks.
    pub who: String,
    /// At what: a matter, 待办, 台账, 账本.
    pub page: String,
    /// Which section; empty where the page is meant as a whole.
    pub section: String,
    /// Filters of a list.
    pub filters: Vec<(String, String)>,
    /// What one line has to hold.
    pub pieces: Vec<String>,
}

/// Reads a story.
///
/// # Errors
/// The first line that cannot be read.
pub fn read(file: &str, text: &str) -> Result<Story, Wrong> {
    let mut story = Story {
        file: file.to_owned(),
        title: String::new(),
        office: None,
        once: false,
        claims: Vec::new(),
        statements: Vec::new(),
    };
    let lines = repeats::lines(text).map_err(|(line, why)| Wrong {
        file: file.to_owned(),
        line,
        why,
    })?;
    for (line, number) in lines {
        let wrong = |why| Wrong {
            file: file.to_owned(),
            line: number,
            why,
        };
        take(&mut story, line.trim_end(), number).map_err(wrong)?;
    }
    if story.title.is_empty() {
        let why = "第一行应为“# 标题”".to_owned();
        return Err(Wrong {
            file: file.to_owned(),
            line: 1,
            why,
        });
    }
    Ok(story)
}

fn take(story: &mut Story, line: &str, number: usize) -> Result<(), String> {
    if line.is_empty() {
        return Ok(());
    }
    if line.starts_with(' ') {
        return belongs(story, line);
    }
    if let Some(title) = line.strip_prefix("# ") {
        story.title = title.to_owned();
        return Ok(());
    }
    let (text, marks) = marked(line)?;
    let what = if line.starts_with("## ") || line.starts_with("> ") {
        What::Remark
    } else {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        match first {
            "机构" => {
                story.office = Some(rest.trim().to_owned());
                return Ok(());
            }
            "只用" if rest.trim() == "SQLite" => {
                story.once = true;
                return Ok(());
            }
            "证明" | "部分证明" => {
                story.claims.push(claim(rest, first == "部分证明", number)?);
                return Ok(());
            }
            _ => statement(text, first, rest.trim())?,
        }
    };
    if !marks.is_empty() && !matches!(what, What::Expect(..) | What::Refused(..)) {
        return Err("只有“应见”“不应见”“拒绝”可以标注〔…〕".to_owned());
    }
    story.statements.push(Statement {
        line: number,
        text: text.to_owned(),
        marks,
        what,
    });
    Ok(())
}

fn claim(rest: &str, partly: bool, line: usize) -> Result<Claim, String> {
    let (id, words) = rest.split_once(' ').ok_or("应为“证明 编号 说明”")?;
    Ok(Claim {
        id: id.to_owned(),
        words: words.trim().to_owned(),
        partly,
        line,
    })
}

/// Takes the marks `〔S0-23 P-09〕` off the end of a line.
fn marked(line: &str) -> Result<(&str, Vec<String>), String> {
    let Some(before) = line.strip_suffix('〕') else {
        return Ok((line, Vec::new()));
    };
    let (text, marks) = before.rsplit_once('〔').ok_or("标注缺少“〔”")?;
    Ok((
        text.trim_end(),
        marks.split_whitespace().map(str::to_owned).collect(),
    ))
}

fn statement(text: &str, first: &str, rest: &str) -> Result<What, String> {
    Ok(match first {
        "时间" => {
            let time = rest.replace(' ', "T");
            What::At(time.parse().map_err(|_| "时间应写作“2026-03-02 09:00”")?)
        }
        "过" => pass(rest)?,
        "日历" => {
            let (on, kind) = rest
                .split_once(' ')
                .ok_or("应为“日历 日期 放假”或“日历 日期 上班”")?;
            let on = on.parse().map_err(|_| "日期应写作“2026-03-12”")?;
            match kind {
                "放假" => What::Calendar(on, false),
                "上班" => What::Calendar(on, true),
                _ => return Err("应为“放假”或“上班”".to_owned()),
            }
        }
        "篡改" => What::Tamper(rest.to_owned()),
        "还原" => What::Restore,
        "学习归类" => What::Learn,
        "拒绝" => {
            let (act, reason) = rest
                .split_once(" → ")
                .ok_or("应为“拒绝 谁 做什么 → 理由”")?;
            What::Refused(self::act(&words(act)?)?, reason.trim().to_owned())
        }
        _ => {
            let words = words(text)?;
            match words.get(1).map(|word| &*word.text) {
                Some("看") => What::Look(sight(&words)?),
                Some("应见") => What::Expect(sight(&words)?, true),
                Some("不应见") => What::Expect(sight(&words)?, false),
                Some(_) => What::Act(act(&words)?),
                None => return Err(format!("看不懂这一行：“{text}”")),
            }
        }
    })
}

fn pass(rest: &str) -> Result<What, String> {
    let (count, unit) = rest.split_once(' ').ok_or("应为“过 5 个工作日”")?;
    let count = count.parse().map_err(|_| format!("“{count}”不是数目"))?;
    let unit = match unit {
        "个工作日" => Unit::WorkingDays,
        "天" => Unit::Days,
        "小时" => Unit::Hours,
        "分钟" => Unit::Minutes,
        _ => return Err(format!("时间单位“{unit}”应为个工作日、天、小时或分钟")),
    };
    Ok(What::Pass(count, unit))
}

fn act(words: &[Word]) -> Result<Act, String> {
    let mut bare = words
        .iter()
        .filter(|word| word.label.is_none())
        .map(|word| word.text.clone());
    let (who, name) = bare.next().zip(bare.next()).ok_or("应为“谁 做什么 …”")?;
    let matter = bare.next();
    let also: Vec<String> = bare.collect();
    let mut named = matter.iter().chain(&also);
    if let Some(alias) = named.find(|alias| !is_alias(alias)) {
        return Err(format!(
            "“{alias}”不是某件；件的称呼以“件”结尾，如“甲件”，专项工作的以“项”结尾"
        ));
    }
    if let Some(more) = also.first().filter(|_| !name.starts_with("批量")) {
        return Err(format!("多出“{more}”；填写内容应为“栏目=内容”"));
    }
    let fields = Entry {
        values: labelled(words),
        ..Entry::default()
    };
    Ok(Act {
        who,
        name,
        matter,
        also,
        fields,
    })
}

/// What a story calls a matter ends in 件, what it calls a procedure in 项.
fn is_alias(word: &str) -> bool {
    word.ends_with(['件', '项'])
}

fn labelled(words: &[Word]) -> Vec<(String, String)> {
    let pair = |word: &Word| Some((word.label.clone()?, word.text.clone()));
    words.iter().filter_map(pair).collect()
}

fn sight(words: &[Word]) -> Result<Sight, String> {
    let mut bare = words
        .iter()
        .filter(|word| word.label.is_none())
        .map(|word| word.text.clone());
    let who = bare.next().unwrap_or_default();
    let page = bare.nth(1).ok_or("应为“谁 应见 哪里 …”")?;
    let section = if is_alias(&page) {
        bare.next().unwrap_or_default()
    } else {
        page.clone()
    };
    Ok(Sight {
        who,
        page,
        section,
        filters: labelled(words),
        pieces: bare.collect(),
    })
}

/// A line set in: an entry of a group of the statement above, as deep as it is set in.
fn belongs(story: &mut Story, line: &str) -> Result<(), String> {
    let text = line.trim_start();
    let spaces = line.len() - text.len();
    let last = story
        .statements
        .last_mut()
        .map(|statement| &mut statement.what);
    let Some(What::Act(act) | What::Refused(act, _)) = last else {
        return Err("缩进的行应在一个办理动作之下".to_owned());
    };
    if !spaces.is_multiple_of(2) {
        return Err("每级缩进两个空格".to_owned());
    }
    let mut parent = &mut act.fields;
    for _ in 1..spaces / 2 {
        parent = parent.entries.last_mut().ok_or("缩进过深")?;
    }
    let words = words(text)?;
    let label = words
        .first()
        .filter(|word| word.label.is_none())
        .ok_or("缩进的行以栏目名开头")?;
    parent.entries.push(Entry {
        label: label.text.clone(),
        values: labelled(&words),
        entries: Vec::new(),
    });
    Ok(())
}

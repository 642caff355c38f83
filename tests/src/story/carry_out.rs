//! Carries a story out through a door, and writes its transcript.

use super::door::Door;
use super::error::Wrong;
use super::fields::Known;
use super::grammar::{Act, Statement, Story, Unit, What};
use super::loops;
use super::partners::{self, Systems};
use super::registration;
use super::tamper::{self, Undo};
use super::task_sheets::{self, OnTheWay};
use super::transcript::Transcript;
use super::world::World;
use casework::PersonId;
use jiff::civil::DateTime;
use std::collections::BTreeMap;
use std::path::Path;
use store::Store;

/// Carries out a story on a fresh store. Returns its transcript.
///
/// # Errors
/// The first line that does not go as it says, or a claim that nothing shows.
pub async fn carry_out<D: Door>(
    story: &Story,
    office: &Story,
    door: &D,
    store: Store,
    workspace: &Path,
) -> Result<String, Wrong> {
    check_marks(story)?;
    let at = |line, why| Wrong {
        file: story.file.clone(),
        line,
        why,
    };
    let world = World::open(store, workspace.join("catalogue"))
        .await
        .map_err(|why| at(1, why))?;
    let mut telling = Telling {
        door,
        world,
        matters: BTreeMap::new(),
        procedures: BTreeMap::new(),
        last: String::new(),
        undo: Vec::new(),
        results: Vec::new(),
        sheet: OnTheWay::default(),
        systems: Systems::default(),
        transcript: Transcript::default(),
    };
    for statement in &office.statements {
        let wrong = |why| Wrong {
            file: office.file.clone(),
            line: statement.line,
            why,
        };
        Box::pin(telling.tell(statement)).await.map_err(wrong)?;
    }
    telling.transcript = Transcript::default();
    telling.transcript.line(&format!("# {}", story.title));
    for statement in &story.statements {
        Box::pin(telling.tell(statement))
            .await
            .map_err(|why| at(statement.line, why))?;
    }
    let end = story
        .statements
        .last()
        .map_or(1, |statement| statement.line);
    let whole = Box::pin(telling.world.is_whole()).await;
    whole.map_err(|why| at(end, why))?;
    for claim in &story.claims {
        let part = if claim.partly { "部分" } else { "" };
        telling
            .transcript
            .line(&format!("{part}证明 {} {}", claim.id, claim.words));
    }
    Ok(telling.transcript.text())
}

/// Every claim is marked somewhere, and every mark is claimed.
pub(super) fn check_marks(story: &Story) -> Result<(), Wrong> {
    let at = |line, why| {
        Err(Wrong {
            file: story.file.clone(),
            line,
            why,
        })
    };
    for claim in &story.claims {
        if !story
            .statements
            .iter()
            .any(|statement| statement.marks.contains(&claim.id))
        {
            return at(
                claim.line,
                format!("声称证明{}，但没有一处标注〔{}〕", claim.id, claim.id),
            );
        }
    }
    for statement in &story.statements {
        let claimed = |mark: &&String| story.claims.iter().any(|claim| claim.id == **mark);
        if let Some(mark) = statement.marks.iter().find(|mark| !claimed(mark)) {
            return at(
                statement.line,
                format!("标注了〔{mark}〕，但开头没有“证明 {mark} …”"),
            );
        }
    }
    Ok(())
}

/// A story being told.
pub(super) struct Telling<'a, D> {
    pub(super) door: &'a D,
    pub(super) world: World,
    pub(super) matters: BTreeMap<String, Known>,
    /// Numbers of procedures by what the story calls them.
    pub(super) procedures: BTreeMap<String, String>,
    /// The matter named last.
    pub(super) last: String,
    pub(super) undo: Undo,
    /// What came of the last batch, line by line.
    pub(super) results: Vec<String>,
    /// A task sheet on its way.
    pub(super) sheet: OnTheWay,
    /// Systems of others, with their keys.
    pub(super) systems: Systems,
    transcript: Transcript,
}

impl<D: Door> Telling<'_, D> {
    async fn tell(&mut self, statement: &Statement) -> Result<(), String> {
        let (text, marks) = (&statement.text, &statement.marks);
        match &statement.what {
            What::Remark => self.transcript.line(text),
            What::At(time) => {
                let due = self.world.set(*time).await?;
                self.transcript.line(text);
                self.timers(&due);
            }
            What::Pass(count, unit) => self.pass(text, *count, *unit).await?,
            What::Act(act) if act.name.starts_with("批量") => {
                let lines = Box::pin(self.several(act)).await?;
                self.world.tick();
                self.transcript.line(text);
                lines.iter().for_each(|line| self.transcript.shown(line));
                self.results = lines;
            }
            What::Act(act) if task_sheets::ACTS.contains(&&*act.name) => {
                let lines = Box::pin(self.task_sheet(act)).await?;
                self.world.tick();
                self.transcript.line(text);
                self.write_entries(&act.fields, 1);
                lines.iter().for_each(|line| self.transcript.shown(line));
                self.results = lines;
            }
            What::Act(act) if act.who == "协作系统" && partners::ACTS.contains(&&*act.name) => {
                let lines = Box::pin(self.partner(act)).await?;
                self.world.tick();
                self.transcript.line(text);
                lines.iter().for_each(|line| self.transcript.shown(line));
                self.results = lines;
            }
            What::Act(act) if act.name == registration::DRAFT => {
                self.keep_draft(act).await?;
                self.transcript.line(text);
            }
            What::Act(act) => Box::pin(self.act(text, act)).await?,
            What::Refused(act, reason) => {
                let refusal = match Box::pin(self.give(act)).await? {
                    Ok(_) => return Err("没有被拒绝".to_owned()),
                    Err(refusal) => refusal,
                };
                if refusal.code != *reason && !refusal.sentence.contains(&**reason) {
                    return Err(format!("被拒绝的理由是：{refusal}"));
                }
                self.transcript.held(text, marks);
                self.transcript.shown(&refusal.to_string());
            }
            What::Look(sight) => {
                let lines = Box::pin(self.lines(sight)).await?;
                self.transcript.line(text);
                lines.iter().for_each(|line| self.transcript.shown(line));
            }
            What::Expect(sight, seen) => {
                let lines = match seen {
                    true => Box::pin(self.expect(sight)).await?,
                    false => Box::pin(self.expect_not(sight)).await?,
                };
                self.transcript.held(text, marks);
                lines.iter().for_each(|line| self.transcript.shown(line));
            }
            What::Calendar(on, working) => {
                let moved = self.world.change_day(*on, *working).await?;
                self.transcript.line(text);
                self.transcript.shown(&format!("重算时限，{moved}件有变动"));
            }
            What::Tamper(how) => {
                self.undo = tamper::tamper(self.world.app.store(), how).await?;
                self.transcript.line(text);
            }
            What::Restore => {
                let undo = std::mem::take(&mut self.undo);
                tamper::write(self.world.app.store(), undo).await?;
                self.transcript.line(text);
            }
            What::Learn => {
                let learned = Box::pin(app::classes::learn(&self.world.app)).await;
                let learned = learned.map_err(|error| error.to_string())?;
                self.transcript.line(text);
                for (organ, classes) in learned {
                    let organ = &self.world.app.office().units[&organ].name;
                    let (version, from) = (classes.version, classes.learned_from);
                    self.transcript
                        .shown(&format!("{organ}：第{version}版，由{from}件学得"));
                }
            }
        }
        Ok(())
    }

    async fn pass(&mut self, text: &str, count: i32, unit: Unit) -> Result<(), String> {
        let due = self.world.pass(count, unit).await?;
        self.transcript.told(self.world.now(), text);
        self.timers(&due);
        Ok(())
    }

    fn timers(&mut self, due: &[(DateTime, usize)]) {
        for (at, count) in due {
            let on = at.date();
            self.transcript
                .shown(&format!("{on} 定时：{count}件有时限提醒或超期"));
        }
    }

    async fn act(&mut self, text: &str, act: &Act) -> Result<(), String> {
        let at = self.world.now();
        let acts = loops::each(act);
        let mut shown = None;
        for act in &acts {
            shown = match Box::pin(self.give(act)).await? {
                Ok(shown) => shown,
                Err(refusal) => {
                    let alias = act.matter.as_deref().unwrap_or_default();
                    return Err(format!("{alias}被拒绝：{refusal}"));
                }
            };
            self.world.tick();
        }
        self.transcript.told(at, text);
        if acts.len() > 1 {
            self.transcript.shown(&format!("→ 共{}件", acts.len()));
            shown = None;
        }
        self.write_entries(&act.fields, 1);
        if let Some(shown) = shown {
            self.transcript.shown(&format!("→ {shown}"));
        }
        Ok(())
    }

    fn write_entries(&mut self, entry: &super::grammar::Entry, depth: usize) {
        for below in &entry.entries {
            let mut line = format!("{}{}", "  ".repeat(depth), below.label);
            for (label, value) in &below.values {
                let spaced = value.contains(char::is_whitespace);
                let value = if spaced {
                    format!("“{value}”")
                } else {
                    value.clone()
                };
                line.push_str(&format!(" {label}={value}"));
            }
            self.transcript.line(&line);
            self.write_entries(below, depth + 1);
        }
    }

    /// A person of the office by name.
    pub(super) fn person(&self, name: &str) -> Result<PersonId, String> {
        let office = self.world.app.office();
        let found = office.bearers(name).first().cloned();
        found.ok_or_else(|| format!("本机关没有“{name}”这个人"))
    }

    /// A matter the story has named.
    pub(super) fn known(&self, alias: &str) -> Result<&Known, String> {
        self.matters
            .get(alias)
            .ok_or_else(|| format!("还没有“{alias}”；先由举报人举报或由工作人员接收"))
    }
}

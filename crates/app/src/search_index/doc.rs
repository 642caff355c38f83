//! What a matter is found by: the tokens of its texts by part, of its codes, and of the units that see it.
//!
//! Who was given a copy in place of the original finds by the copy alone (T5): every part has tokens of its
//! own. What was passed up has the tokens of its audience and no others (ADR 0008).

use super::postings;
use super::words;
use crate::audience::{self, Opener};
use crate::queries::lookup::sounds;
use crate::stream::MatterEvent;
use crate::{App, Fault, vault};
use casework::ids::SealedId;
use casework::matter::{ForwardCopy, Matter};
use casework::{MatterId, SealedRef, UnitId};
use sealing::blind;
use std::collections::{BTreeSet, HashMap};
use store::{Change, Insert, Value, Write};

/// A part of a matter in which a word may stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Titles as they came.
    Title,
    /// Reports and supplements as they came.
    Text,
    /// The accused in the reporter's words.
    Accused,
    /// The report of the result.
    Result,
    /// The title of the copy.
    CopyTitle,
    /// The copy.
    CopyText,
    /// The report of the result, for the organ that wrote it.
    OwnResult(UnitId),
    /// What is alleged, as it was registered.
    Issue,
    /// The accused, as they were registered.
    Subject,
    /// On what a finding rests.
    Grounds,
    /// Where it happened, as a code.
    Region,
    /// What was found, as a code.
    Finding,
    /// A unit that sees it.
    Unit,
    /// An organ to which the original was granted.
    Granted,
}

impl Part {
    /// Whether two matters are compared by it: what was reported, not what was found.
    pub(crate) fn is_compared(&self) -> bool {
        matches!(
            self,
            Self::Title | Self::Text | Self::CopyTitle | Self::CopyText | Self::Issue
        )
    }

    /// The token of a gram or code in this part, for everybody or for an organ of the audience.
    pub(crate) fn token(&self, app: &App, gram: &str, organ: Option<&str>) -> i64 {
        self.cut(&hashed(app, self.own(), gram, organ))
    }

    /// Out of the hash of a gram.
    fn cut(&self, hash: &[u8; 32]) -> i64 {
        postings::token(hash, Parts::of(self).0.trailing_zeros())
    }

    /// Whose alone it is, beside what everybody finds.
    fn own(&self) -> Option<&UnitId> {
        match self {
            Self::OwnResult(organ) => Some(organ),
            _ => None,
        }
    }
}

/// Some of the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Parts(u16);

impl Parts {
    /// One part.
    pub(crate) fn of(part: &Part) -> Self {
        Self(match part {
            Part::Title => 1,
            Part::Text => 1 << 1,
            Part::Accused => 1 << 2,
            Part::Result => 1 << 3,
            Part::CopyTitle => 1 << 4,
            Part::CopyText => 1 << 5,
            Part::OwnResult(_) => 1 << 6,
            Part::Issue => 1 << 7,
            Part::Subject => 1 << 8,
            Part::Grounds => 1 << 9,
            Part::Region => 1 << 10,
            Part::Finding => 1 << 11,
            Part::Unit => 1 << 12,
            Part::Granted => 1 << 13,
        })
    }

    /// These and those.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a part is among them.
    pub(crate) fn hold(self, part: &Part) -> bool {
        self.0 & Self::of(part).0 != 0
    }
}

fn hashed(app: &App, own: Option<&UnitId>, gram: &str, organ: Option<&str>) -> [u8; 32] {
    let mut namespace = "search".to_owned();
    if let Some(own) = own {
        namespace.push_str(&format!(" own-result {own}"));
    }
    if let Some(organ) = organ {
        namespace.push_str(&format!("@{organ}"));
    }
    blind::whole(app.keys(), &namespace, gram)
}

/// How the sound of a name is told from its characters.
pub(crate) fn sound_gram(sound: &str) -> String {
    format!("~{sound}")
}

/// Texts that were sealed in the write at hand and lie in no database yet.
#[derive(Clone, Default)]
pub(crate) struct Texts(pub(crate) HashMap<SealedId, String>);

impl std::fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} texts", self.0.len())
    }
}

/// What the tokens of a matter are made of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Doc<'a> {
    texts: Vec<(Part, &'a SealedRef)>,
    names: Vec<(Part, &'a SealedRef)>,
    codes: Vec<(Part, String)>,
    audience: String,
    receiver: &'a UnitId,
}

/// What receivers read in place of the original: the newest copy that says something of its own.
fn newest_copy(matter: &Matter) -> Option<&ForwardCopy> {
    let copies = &matter.routing.copies;
    let written = |copy: &&ForwardCopy| copy.title.is_some() || copy.summary.is_some();
    copies.iter().rev().find(written)
}

impl<'a> Doc<'a> {
    /// What a matter is found by; nothing of one that is void, erased or not there.
    pub(crate) fn of(matter: &'a Matter) -> Self {
        let mut doc = Self {
            texts: Vec::new(),
            names: Vec::new(),
            codes: Vec::new(),
            audience: audience::of(matter),
            receiver: &matter.receiver,
        };
        if matter.exists() && !matter.is_void() && matter.erased.is_empty() {
            doc.received(matter);
            doc.registered(matter);
            doc.handed_on(matter);
            doc.coded(matter);
        }
        doc
    }

    fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    fn received(&mut self, matter: &'a Matter) {
        for report in &matter.reports {
            self.texts.push((Part::Title, &report.title));
            self.texts.push((Part::Text, &report.text));
            for accused in &report.accused {
                self.names.push((Part::Accused, &accused.name));
                let rest = accused.unit.iter().chain(&accused.post);
                self.texts.extend(rest.map(|text| (Part::Accused, text)));
            }
        }
        let part = matter.splitting.of.iter();
        self.texts.extend(part.map(|of| (Part::Title, &of.title)));
        let added = matter.talk.supplements.iter();
        let added = added.filter_map(|one| one.text.as_ref());
        self.texts.extend(added.map(|text| (Part::Text, text)));
    }

    fn registered(&mut self, matter: &'a Matter) {
        for lead in &matter.leads {
            self.names.push((Part::Subject, &lead.subject));
            let post = lead.post.iter();
            self.texts.extend(post.map(|post| (Part::Subject, post)));
            for issue in &lead.issues {
                self.texts.push((Part::Issue, &issue.text));
                let grounds = issue.grounds.iter();
                self.texts.extend(grounds.map(|text| (Part::Grounds, text)));
            }
        }
    }

    fn handed_on(&mut self, matter: &'a Matter) {
        if let Some(copy) = newest_copy(matter) {
            let title = copy.title.iter().map(|text| (Part::CopyTitle, text));
            let summary = copy.summary.iter().map(|text| (Part::CopyText, text));
            self.texts.extend(title.chain(summary));
        }
        if let Some(result) = &matter.result {
            let own = Part::OwnResult(result.organ.clone());
            self.texts.push((Part::Result, &result.summary));
            self.texts.push((own, &result.summary));
        }
    }

    fn coded(&mut self, matter: &Matter) {
        self.codes.push((Part::Region, matter.region.clone()));
        let found = matter.issues().filter_map(|(.., issue)| issue.finding);
        let found: BTreeSet<&str> = found.map(|finding| finding.as_str()).collect();
        let found = found.into_iter().map(|code| (Part::Finding, code.into()));
        self.codes.extend(found);
        let units = matter
            .sight
            .iter()
            .map(|unit| (Part::Unit, unit.to_string()));
        self.codes.extend(units);
        let granted = matter.routing.originals.iter();
        let granted = granted.map(|organ| (Part::Granted, organ.to_string()));
        self.codes.extend(granted);
    }

    /// What it is compared with others by: what was reported and registered, in the original or in the copy, and
    /// the names of the accused.
    pub(crate) fn compared(self) -> impl Iterator<Item = (Part, bool, &'a SealedRef)> {
        let texts = self
            .texts
            .into_iter()
            .filter(|(part, _)| part.is_compared());
        let texts = texts.map(|(part, text)| (part, false, text));
        let names = self
            .names
            .into_iter()
            .map(|(part, name)| (part, true, name));
        texts.chain(names)
    }

    fn references(&self) -> impl Iterator<Item = &'a SealedRef> {
        self.texts.iter().chain(&self.names).map(|(_, text)| *text)
    }

    /// Whether something this one is found by is not in another any more.
    fn has_lost_to(&self, other: &Self) -> bool {
        let kept: BTreeSet<SealedId> = other.references().map(|text| text.id).collect();
        self.audience != other.audience || self.references().any(|text| !kept.contains(&text.id))
    }

    /// Where its texts lie and which codes it bears, as one word each.
    fn parts(&self) -> String {
        let texts = self
            .texts
            .iter()
            .map(|(part, text)| (part, false, text.id.to_string()));
        let names = self
            .names
            .iter()
            .map(|(part, name)| (part, true, name.id.to_string()));
        let codes = self
            .codes
            .iter()
            .map(|(part, code)| (part, false, code.clone()));
        let words = texts.chain(names).chain(codes);
        let words =
            words.filter_map(|(part, name, what)| Some(Stored::of(part, name, what)?.word()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// Its tokens, given its texts. A text whose key was destroyed has none.
    pub(crate) fn tokens(
        &self,
        app: &App,
        text: &dyn Fn(&SealedRef) -> Option<String>,
    ) -> Vec<i64> {
        let mut grams: BTreeSet<(&Part, String)> = BTreeSet::new();
        for (part, reference) in self.texts.iter().chain(&self.names) {
            let text = text(reference).unwrap_or_default();
            grams.extend(words::grams(&text).into_iter().map(|gram| (part, gram)));
        }
        for (part, reference) in &self.names {
            let name = text(reference).unwrap_or_default();
            let sounds = sounds(&name).into_iter().map(|sound| sound_gram(&sound));
            grams.extend(sounds.map(|gram| (part, gram)));
        }
        grams.extend(self.codes.iter().map(|(part, code)| (part, code.clone())));
        let mut parts: HashMap<(Option<&UnitId>, String), Vec<&Part>> = HashMap::new();
        for (part, gram) in grams {
            parts.entry((part.own(), gram)).or_default().push(part);
        }
        let organs: Vec<Option<&str>> = match self.audience.is_empty() {
            true => vec![None],
            false => self.audience.split(' ').map(Some).collect(),
        };
        let mut tokens = BTreeSet::new();
        for ((own, gram), parts) in &parts {
            for organ in &organs {
                let hash = hashed(app, *own, gram, *organ);
                tokens.extend(parts.iter().map(|part| part.cut(&hash)));
            }
        }
        tokens.into_iter().collect()
    }

    /// The texts it is made of: as sealed in the write at hand, or opened by the machine alone and forgotten.
    ///
    /// # Errors
    /// The database does not answer, or a text whose key is there does not open.
    async fn opened(&self, app: &App, stream: &str, new: &Texts) -> Result<Texts, Fault> {
        let stored: Vec<&SealedRef> = self
            .references()
            .filter(|text| !new.0.contains_key(&text.id))
            .collect();
        let mut texts = HashMap::new();
        if !stored.is_empty() {
            let opened = vault::some_texts(app, &Opener::Index, stream, &stored).await?;
            for reference in stored {
                let text = opened.of(reference)?;
                if text != vault::ERASED {
                    texts.insert(reference.id, text.to_owned());
                }
            }
        }
        for reference in self.references() {
            if let Some(text) = new.0.get(&reference.id) {
                texts.insert(reference.id, text.clone());
            }
        }
        Ok(Texts(texts))
    }
}

/// The tokens of a matter as its state and its texts give them.
///
/// # Errors
/// The database does not answer, or a text whose key is there does not open.
pub(crate) async fn tokens(app: &App, matter: &Matter, new: &Texts) -> Result<Vec<i64>, Fault> {
    let doc = Doc::of(matter);
    if doc.is_empty() {
        return Ok(Vec::new());
    }
    let texts = doc.opened(app, &matter.id.stream(), new).await?;
    Ok(doc.tokens(app, &|reference| texts.0.get(&reference.id).cloned()))
}

static DOCS: Insert = Insert::new(
    "INSERT INTO search_docs (matter_id, stamp, parts, terms) VALUES",
    4,
    "ON CONFLICT (matter_id) DO UPDATE SET \
     stamp = excluded.stamp, parts = excluded.parts, terms = excluded.terms",
);

static LIVE: Insert = Insert::new(
    "INSERT INTO search_live (matter_id, stamp, receiver) VALUES",
    3,
    "ON CONFLICT (matter_id) DO UPDATE SET stamp = excluded.stamp, receiver = excluded.receiver",
);

/// The rows of a matter, under a new stamp: what it is found by, and which writing of that is alive.
pub(crate) fn rows(app: &App, matter: &Matter, tokens: &[i64]) -> [Change; 2] {
    let (id, stamp) = (matter.id.to_string(), drawn(app));
    let parts = Doc::of(matter).parts();
    let terms = Value::Blob(postings::terms(tokens));
    let live = [
        id.as_str().into(),
        stamp.into(),
        matter.receiver.as_str().into(),
    ];
    let docs = [id.into(), stamp.into(), parts.into(), terms];
    [DOCS.change(docs), LIVE.change(live)]
}

/// A matter is found by nothing any more.
pub(crate) fn away(matter: MatterId) -> [Change; 2] {
    ["search_docs", "search_live"].map(|table| {
        let sql = format!("DELETE FROM {table} WHERE matter_id = $1");
        Change::new(sql, [matter.to_string().into()])
    })
}

/// A number that tells one writing from another.
fn drawn(app: &App) -> i64 {
    let mut bytes = [0; 4];
    app.entropy().fill(&mut bytes);
    i64::from(u32::from_be_bytes(bytes))
}

/// Adds to a write what a matter is found by from now on, where its events change it.
///
/// # Errors
/// The database does not answer, or a text whose key is there does not open.
pub(crate) async fn follow(
    app: &App,
    (before, after): (&Matter, &Matter),
    new: &Texts,
    write: &mut Write,
) -> Result<(), Fault> {
    let (old, now) = (Doc::of(before), Doc::of(after));
    if old == now {
        return Ok(());
    }
    let id = after.id.to_string();
    if !old.is_empty() && old.has_lost_to(&now) {
        let sql = "INSERT INTO search_gone (matter_id, mark) VALUES ($1, $2) \
                   ON CONFLICT (matter_id) DO UPDATE SET mark = excluded.mark";
        let params = [id.as_str().into(), drawn(app).into()];
        write.changes.push(Change::new(sql, params));
    }
    if now.is_empty() {
        write.changes.extend(away(after.id));
        return Ok(());
    }
    let tokens = tokens(app, after, new).await?;
    write.changes.extend(rows(app, after, &tokens));
    Ok(())
}

/// As [`follow`], of events that bring no new text.
///
/// # Errors
/// As [`follow`].
pub(crate) async fn follow_events(
    app: &App,
    before: &Matter,
    recorded: &[MatterEvent],
    write: &mut Write,
) -> Result<(), Fault> {
    let mut after = before.clone();
    for event in recorded {
        after.apply(event);
    }
    follow(app, (before, &after), &Texts::default(), write).await
}

/// A part of a matter as its row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Which.
    pub(crate) part: Part,
    /// Whether it is somebody's name.
    pub(crate) name: bool,
    /// The sealed value's id, or the code.
    pub(crate) what: String,
}

impl Stored {
    /// The parts a row names.
    pub(crate) fn all(parts: &str) -> Vec<Self> {
        parts.split(' ').filter_map(Self::read).collect()
    }

    fn of(part: &Part, name: bool, what: String) -> Option<Self> {
        let stored = Self {
            part: part.clone(),
            name,
            what,
        };
        stored.letter().map(|_| stored)
    }

    fn letter(&self) -> Option<char> {
        Some(match self.part {
            Part::Title => 't',
            Part::Text => 'x',
            Part::Accused if self.name => 'n',
            Part::Accused => 'a',
            Part::Result => 'r',
            Part::CopyTitle => 'c',
            Part::CopyText => 'y',
            Part::OwnResult(_) => 'o',
            Part::Issue => 'i',
            Part::Subject if self.name => 's',
            Part::Subject => 'p',
            Part::Grounds => 'g',
            Part::Finding => 'f',
            // What its other tables say better.
            Part::Region | Part::Unit | Part::Granted => return None,
        })
    }

    fn word(&self) -> String {
        let letter = self.letter().unwrap_or_default();
        match &self.part {
            Part::OwnResult(organ) => format!("{letter}{}@{organ}", self.what),
            _ => format!("{letter}{}", self.what),
        }
    }

    fn read(word: &str) -> Option<Self> {
        let mut rest = word.chars();
        let letter = rest.next()?;
        let (what, organ) = rest.as_str().split_once('@').unwrap_or((rest.as_str(), ""));
        let part = match letter {
            't' => Part::Title,
            'x' => Part::Text,
            'n' | 'a' => Part::Accused,
            'r' => Part::Result,
            'c' => Part::CopyTitle,
            'y' => Part::CopyText,
            'o' => Part::OwnResult(organ.into()),
            'i' => Part::Issue,
            's' | 'p' => Part::Subject,
            'g' => Part::Grounds,
            'f' => Part::Finding,
            _ => return None,
        };
        let name = matches!(letter, 'n' | 's');
        Some(Self {
            part,
            name,
            what: what.to_owned(),
        })
    }
}

/// What tells two sets of tokens apart, whatever their order.
pub(crate) fn digest(tokens: impl IntoIterator<Item = i64>) -> (u64, u64) {
    let mixed = |token: i64| {
        let mut mixed = (token as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^= mixed >> 29;
        mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9)
    };
    tokens.into_iter().fold((0, 0), |(count, sum), token| {
        (count + 1, sum ^ mixed(token))
    })
}

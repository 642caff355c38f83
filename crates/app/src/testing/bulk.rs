//! Bulk copies (批量复制) of the matters an office holds: a book of a million, for measurements.
//!
//! A copy is a matter of its own: other ids, another number, other days, its texts sealed again under keys
//! of their own, every event hashed as the write path hashes it, every row computed from its state. Only
//! deciding is left out, for the decisions were taken once. Blind indexes and attachments are not copied.

mod shifted;

use crate::moment::{SystemEntropy, draw_id};
use crate::sealer::{draw_key, insert_sealed};
use crate::stream::{self, MatterEvent};
use crate::vault::{sealed_place, sealed_row, unwrap};
use crate::{App, Fault, numbers, search_index};
use casework::MatterId;
use casework::matter::Matter;
use data_encoding::HEXLOWER;
use sealing::draw::{Nonce, Salt};
use sealing::value::{self, Padding};
use serde_json::Value;
use shifted::Shift;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Change, Claim, Write};

/// A matter to be copied.
struct Template {
    id: MatterId,
    events: Vec<Value>,
    texts: Vec<Text>,
    /// What it is found by: the same in every copy, for words and units stay.
    tokens: Vec<i64>,
    /// Clocks that run in it.
    running: usize,
}

/// Every template, and in which order they are copied: the shortest lives many times as often as the others,
/// so that a matter has about fifteen events, which is what a province plans with (field.md section 4).
struct Templates {
    all: Vec<Template>,
    /// Which template, and the how-manieth time in a cycle.
    order: Vec<(usize, usize)>,
}

/// Which template is copied, and how it is moved.
type Copy = (usize, Shift);

/// Templates that stand for those who wait.
const WAITING: usize = 250;

/// How often a short life stands in a cycle.
const OFTEN: usize = 25;

impl Templates {
    fn of(mut all: Vec<Template>) -> Self {
        all.sort_by_key(|template| template.events.len());
        let short = all.len() / 5;
        let once = (0..all.len()).map(|at| (at, 0));
        let again = (1..OFTEN).flat_map(|time| (0..short).map(move |at| (at, time)));
        let order = once.chain(again).collect();
        Self { all, order }
    }

    /// The template of a copy and its round: no template meets a round twice.
    fn at(&self, copy: usize) -> Copy {
        let (template, time) = self.order[copy % self.order.len()];
        let round = copy / self.order.len() * OFTEN + time + 1;
        (template, Shift::back(round))
    }

    /// Copies still to come that together have so many running clocks: of the matters with the most clocks
    /// for their few events, which have just arrived.
    fn waiting(&self, clocks: usize) -> Vec<Copy> {
        let mut few: Vec<usize> = (0..self.all.len()).collect();
        few.retain(|at| self.all[*at].running > 0);
        few.sort_by_key(|at| self.all[*at].events.len() * 1_000 / self.all[*at].running);
        few.truncate(WAITING);
        let (mut copies, mut running) = (Vec::new(), 0);
        let rounds = if few.is_empty() { 0..0 } else { 0..usize::MAX };
        for (round, at) in rounds.flat_map(|round| few.iter().map(move |at| (round, *at))) {
            if running >= clocks {
                break;
            }
            running += self.all[at].running;
            copies.push((at, Shift::ahead(round)));
        }
        copies
    }

    /// Copies in the order in which they came: a book grows at its end, and so must this one, or the database
    /// is everywhere at once.
    fn in_order(&self, mut copies: Vec<Copy>) -> Arc<[Copy]> {
        copies.sort_by_cached_key(|(template, shift)| shift.came(self.all[*template].id.0));
        copies.into()
    }
}

impl Template {
    fn received(&self) -> String {
        let own = ["receive.title", "receive.text"];
        let texts = self
            .texts
            .iter()
            .filter(|text| own.contains(&&*text.purpose));
        let texts = texts.map(|text| String::from_utf8_lossy(&text.plaintext).into_owned());
        texts.collect::<Vec<_>>().join("。")
    }
}

/// A text of it, opened.
struct Text {
    id: String,
    purpose: String,
    key: String,
    plaintext: Vec<u8>,
}

/// Matters in one write. The embedded engine walks what a write changed so far with every statement of it:
/// a few matters are written faster than many.
const BATCH: usize = 5;

/// Writes under way at once.
const WRITERS: usize = 32;

/// The matters an office held, ready to be copied again and again.
pub struct Bulk {
    templates: Arc<Templates>,
    /// Copies made so far: the next ones are others.
    made: usize,
}

impl Bulk {
    /// Reads every matter the office holds.
    ///
    /// # Errors
    /// The database does not answer, or a matter cannot be read.
    pub async fn of(app: &App) -> Result<Self, Fault> {
        let templates = Arc::new(Templates::of(templates(app).await?));
        Ok(Self { templates, made: 0 })
    }

    /// The titles and texts as they were received, one a template.
    pub fn received(&self) -> Vec<String> {
        self.templates.all.iter().map(Template::received).collect()
    }

    /// The pairs of characters of what was received in each of `count` matters, apart by spaces: what an
    /// engine's own full-text index would be given.
    pub fn pairs(&self, count: usize) -> impl Iterator<Item = String> {
        let pairs = |text: &String| {
            let grams = search_index::words::grams(text);
            grams.into_iter().collect::<Vec<_>>().join(" ")
        };
        let pairs: Vec<String> = self.received().iter().map(pairs).collect();
        let own = self.templates.all.len();
        (0..count).map(move |at| match at.checked_sub(own) {
            None => pairs[at].clone(),
            Some(copy) => pairs[self.templates.at(copy).0].clone(),
        })
    }

    /// Copies until there are `count` matters, each round a week further back. Returns how many events were
    /// added.
    ///
    /// # Errors
    /// The database does not answer, or a copy is wrong.
    pub async fn grow(&mut self, app: &App, count: usize) -> Result<usize, Fault> {
        let wanted = count.saturating_sub(self.templates.all.len());
        let copies = (self.made..wanted).map(|copy| self.templates.at(copy));
        let events = self.append(app, copies.collect()).await?;
        self.made = self.made.max(wanted);
        Ok(events)
    }

    /// Adds matters that have just arrived, in the weeks to come, until `clocks` more are running; once.
    /// Returns how many events were added.
    ///
    /// # Errors
    /// As [`Bulk::grow`].
    pub async fn wait(&self, app: &App, clocks: usize) -> Result<usize, Fault> {
        self.append(app, self.templates.waiting(clocks)).await
    }

    async fn append(&self, app: &App, copies: Vec<Copy>) -> Result<usize, Fault> {
        let copies = self.templates.in_order(copies);
        let next = Arc::new(AtomicUsize::new(0));
        let writers = (0..WRITERS).map(|_| {
            let (app, templates) = (app.clone(), Arc::clone(&self.templates));
            let copies = Arc::clone(&copies);
            tokio::spawn(write(app, templates, copies, Arc::clone(&next)))
        });
        let writers: Vec<_> = writers.collect();
        while writers.iter().any(|writer| !writer.is_finished()) {
            // As a server does every few seconds.
            search_index::tend(app).await?;
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        search_index::settle(app).await?;
        let mut events = 0;
        for writer in writers {
            let written = writer
                .await
                .map_err(|error| Fault::Stored(error.to_string()))?;
            events += written?;
        }
        Ok(events)
    }
}

async fn write(
    app: App,
    templates: Arc<Templates>,
    copies: Arc<[Copy]>,
    next: Arc<AtomicUsize>,
) -> Result<usize, Fault> {
    let mut events = 0;
    loop {
        let from = next.fetch_add(BATCH, Ordering::Relaxed);
        let until = copies.len().min(from + BATCH);
        let Some(batch) = copies.get(from..until).filter(|batch| !batch.is_empty()) else {
            return Ok(events);
        };
        let mut write = Write::default();
        for (template, shift) in batch {
            let template = &templates.all[*template];
            events += template.events.len();
            write.merge(one(&app, template, *shift)?);
        }
        app.store().commit(write).await?;
    }
}

/// One copy of a template.
fn one(app: &App, template: &Template, shift: Shift) -> Result<Write, Fault> {
    let id = MatterId(shift.id(template.id.0));
    let stream_id = id.stream();
    let mut write = Write::default();
    let commitments = seal(app, template, shift, &stream_id, &mut write.changes);
    let mut recorded: Vec<MatterEvent> = Vec::new();
    for event in &template.events {
        let moved = shift.moved(event, &commitments);
        let event = serde_json::from_value(moved);
        recorded.push(event.map_err(|error| Fault::Stored(format!("a copy: {error}")))?);
    }
    let before = Matter::new(id);
    stream::append_matter(app, &before, &recorded, &mut write);
    let copied = Matter::replay(id, &recorded);
    if !template.tokens.is_empty() {
        let rows = search_index::rows(app, &copied, &template.tokens);
        write.changes.extend(rows);
    }
    let number = copied.number;
    let code = HEXLOWER.encode(draw_id(app.now().at, &SystemEntropy).as_bytes());
    for (namespace, key) in [(numbers::NAMESPACE, number), ("query-code", code)] {
        write.claims.push(Claim {
            namespace: namespace.into(),
            key,
            owner: id.to_string(),
        });
    }
    Ok(write)
}

/// Seals the texts again. Returns the commitment of each by the copied value's id.
fn seal(
    app: &App,
    template: &Template,
    shift: Shift,
    stream_id: &str,
    changes: &mut Vec<Change>,
) -> HashMap<String, String> {
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let (mut keys, mut commitments) = (HashMap::new(), HashMap::new());
    for text in &template.texts {
        let (key_id, key) = keys.entry(&text.key).or_insert_with(|| {
            let kind = text.key.split('-').next().unwrap_or_default();
            let id = draw_id(app.now().at, app.entropy());
            draw_key(app, format!("{kind}-{}", id.simple()), stream_id, changes)
        });
        let id = shift.id(text.id.parse().expect("a sealed value's id is one"));
        let row = sealed_row(stream_id, &id.simple().to_string());
        let (salt, nonce) = (Salt::draw(random), Nonce::draw(random));
        let place = sealed_place(&text.purpose, &row);
        let padding = match &*text.purpose {
            crate::vault::IDENTITY => Padding::Identity,
            _ => Padding::Text,
        };
        let sealed = value::seal(key, &place, &text.plaintext, padding, salt, nonce);
        commitments.insert(id.to_string(), HEXLOWER.encode(&sealed.commitment));
        changes.push(insert_sealed(
            stream_id,
            &id.simple().to_string(),
            key_id,
            &text.purpose,
            sealed.ciphertext,
        ));
    }
    commitments
}

async fn templates(app: &App) -> Result<Vec<Template>, Fault> {
    let sql = "SELECT matter_id FROM matters ORDER BY matter_id";
    let mut templates = Vec::new();
    for row in app.store().rows(sql, &[]).await? {
        let word = row.text(0)?;
        let id: MatterId = word
            .parse()
            .map_err(|_| Fault::Stored(format!("matters.matter_id `{word}`")))?;
        let events: Vec<MatterEvent> = stream::events(app, &id.stream(), 0).await?;
        let matter = Matter::replay(id, &events);
        let running = matter.clocks.iter().filter(|clock| clock.next().is_some());
        let running = running.count();
        let events = events
            .iter()
            .map(serde_json::to_value)
            .collect::<Result<_, _>>();
        let tokens = search_index::tokens(app, &matter, &search_index::Texts::default()).await?;
        templates.push(Template {
            id,
            tokens,
            events: events.map_err(|error| Fault::Stored(error.to_string()))?,
            texts: texts(app, &id.stream()).await?,
            running,
        });
    }
    Ok(templates)
}

async fn texts(app: &App, stream_id: &str) -> Result<Vec<Text>, Fault> {
    let sql = "SELECT s.sealed_id, s.purpose, s.ciphertext, k.key_id, k.wrapped \
               FROM sealed s JOIN keys k ON k.key_id = s.key_id WHERE s.stream_id = $1";
    let mut texts = Vec::new();
    for row in app.store().rows(sql, &[stream_id.into()]).await? {
        let (id, purpose, key) = (row.text(0)?, row.text(1)?, row.text(3)?);
        let opened = value::open(
            &unwrap(app, key, row.blob(4)?)?,
            &sealed_place(purpose, &sealed_row(stream_id, id)),
            row.blob(2)?,
        );
        let opened = opened.map_err(|error| Fault::Sealed(format!("{id}: {error}")))?;
        texts.push(Text {
            id: id.to_owned(),
            purpose: purpose.to_owned(),
            key: key.to_owned(),
            plaintext: opened.plaintext.to_vec(),
        });
    }
    Ok(texts)
}

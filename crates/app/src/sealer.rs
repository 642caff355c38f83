//! Sealing what a command carries: every text under the matter's content key, every identity under a
//! key of its own, names and numbers found again only through blind indexes.

use crate::audience::{Unwritten, Wrapped};
use crate::blind_index::{self, Entry};
use crate::files::Uploaded;
use crate::moment::draw_id;
use crate::search_index::Texts;
use crate::vault::{IDENTITY, key_place, sealed_place, sealed_row, unwrap_for};
use crate::{App, Fault};
use casework::form::{Identity, Sealer};
use casework::ids::{FileId, SealedId};
use casework::sealed::FileRef;
use casework::{ReportId, SealedRef};
use data_encoding::HEXLOWER;
use sealing::data_key::{self, Audience, DataKey};
use sealing::draw::{Nonce, Salt};
use sealing::normal;
use sealing::value::{self, Padding};
use std::collections::HashMap;
use store::{Change, Insert, Value};

/// The sealing of one command.
pub struct Sealing<'a> {
    app: &'a App,
    stream_id: String,
    at: i64,
    report: ReportId,
    content: Content,
    own: Option<(String, DataKey)>,
    files: HashMap<String, Uploaded>,
    audience: String,
    keys: Vec<Wrapped>,
    named_files: Vec<FileId>,
    sealed: Vec<[Value; 5]>,
    entries: Vec<Entry>,
    texts: Texts,
    named: Vec<Change>,
    /// Whether the identity given can carry a real-name report.
    pub reachable: bool,
    /// Names entered for subjects: whoever of the office bears one is recused (T4).
    pub subjects: Vec<String>,
    /// Who is accused, in the words of whoever sends.
    pub accused: Vec<Named>,
    /// Whether a text for the public looks as if it could betray a reporter (S1-17).
    pub exposes: bool,
}

/// An accused as a sender names them.
#[derive(Default)]
pub struct Named {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Post.
    pub post: String,
}

/// A stream's content key with its id.
pub(crate) type Content = (String, DataKey);

/// What the sealing of one command leaves.
pub struct Sealed {
    /// The rows to be written with the events.
    pub changes: Vec<Change>,
    /// The key, for what follows in the same write.
    pub(crate) content: Content,
    /// Keys drawn, files named and what is found by them, which the database does not hold yet.
    pub(crate) unwritten: Unwritten,
}

/// Under which key a command's texts are sealed.
pub(crate) enum Key {
    /// A key of its own is drawn: the stream begins.
    New,
    /// The stream's own, from the database.
    Stored,
    /// The one an earlier order of the same write drew or read.
    Drawn(Content),
}

static KEYS: Insert = Insert::new(
    "INSERT INTO keys (key_id, scope, kek_id, wrapped, audience) VALUES",
    5,
    "",
);
static SEALED: Insert = Insert::new(
    "INSERT INTO sealed (stream_id, sealed_id, key_id, purpose, ciphertext) VALUES",
    5,
    "",
);

/// Purposes whose text leaves the office and must not betray a reporter: to the public, to another body, or
/// to a unit that is given a copy instead of the original (T5, P-20).
const FOR_OTHERS: &[&str] = &[
    "route.title",
    "route.summary",
    "route.requirement",
    "issue-assignment.demand",
    "draft-proposal.title",
    "draft-proposal.found",
    "draft-proposal.demand",
    "designate.title",
    "designate.summary",
    "designate.requirement",
    "propose-feedback.text",
    "propose-feedback.oversight",
    "ask-handing.summary",
    "hand-demand.summary",
    "draft-slip.demand",
    "draft-slip.studied",
    "draft-slip.suggestions.text",
    "propose-linkage.title",
    "propose-linkage.summary",
    "propose-linkage.demand",
    "draft-handover-letter.summary",
    "draft-handover-letter.demand",
    "choose-case.account",
];

/// Purposes whose text is a subject's name.
const SUBJECTS: &[&str] = &["receive.accused.name", "register.leads.subject"];

impl<'a> Sealing<'a> {
    /// Prepares to seal into a stream: takes its content key, or draws one.
    pub async fn begin(
        app: &'a App,
        stream_id: String,
        at: i64,
        report: ReportId,
        (key, audience): (Key, String),
        files: HashMap<String, Uploaded>,
    ) -> Result<Self, Fault> {
        let mut keys = Vec::new();
        let known = match key {
            Key::New => None,
            Key::Stored => content_key(app, &stream_id).await?,
            Key::Drawn(content) => Some(content),
        };
        let content = match known {
            Some(content) => content,
            None => {
                let key_id = format!("content-{}", draw_id(at, app.entropy()).simple());
                let (drawn, wrapped) = drawn_key(app, key_id, &audience);
                keys.push(wrapped);
                drawn
            }
        };
        let (reachable, subjects) = (false, Vec::new());
        Ok(Self {
            app,
            stream_id,
            at,
            report,
            content,
            own: None,
            files,
            audience,
            keys,
            named_files: Vec::new(),
            sealed: Vec::new(),
            entries: Vec::new(),
            texts: Texts::default(),
            named: Vec::new(),
            reachable,
            subjects,
            accused: Vec::new(),
            exposes: false,
        })
    }

    /// The rows to be written with the events, and the key for what follows in the same write.
    pub fn finish(self) -> Sealed {
        let unwritten = Unwritten {
            keys: self.keys,
            files: self.named_files,
            entries: self.entries,
            texts: self.texts,
        };
        let (app, scope) = (self.app, &*self.stream_id);
        let rows = unwritten.keys.iter().map(|key| key_row(app, scope, key));
        let mut changes = KEYS.changes(rows.collect::<Vec<_>>());
        changes.extend(SEALED.changes(self.sealed));
        changes.extend(blind_index::rows(
            app,
            &self.audience,
            scope,
            &unwritten.entries,
        ));
        changes.extend(self.named);
        Sealed {
            changes,
            content: self.content,
            unwritten,
        }
    }

    fn seal(
        &mut self,
        purpose: &str,
        plaintext: &[u8],
        padding: Padding,
        own: Option<&(String, DataKey)>,
    ) -> SealedRef {
        let (key_id, key) = own.unwrap_or(&self.content);
        let id = SealedId(draw_id(self.at, self.app.entropy()));
        let row = sealed_row(&self.stream_id, &id.to_string());
        let random = &mut |bytes: &mut [u8]| self.app.entropy().fill(bytes);
        let (salt, nonce) = (Salt::draw(random), Nonce::draw(random));
        let sealed = value::seal(
            key,
            &sealed_place(purpose, &row),
            plaintext,
            padding,
            salt,
            nonce,
        );
        self.sealed.push([
            self.stream_id.as_str().into(),
            id.to_string().into(),
            key_id.as_str().into(),
            purpose.into(),
            Value::Blob(sealed.ciphertext),
        ]);
        SealedRef {
            id,
            commitment: HEXLOWER.encode(&sealed.commitment),
        }
    }

    /// Seals under the report's own identity key, which is drawn with its first value.
    fn seal_own(&mut self, text: &[u8], padding: Padding) -> SealedRef {
        let own = match self.own.take() {
            Some(own) => own,
            None => {
                let key_id = format!("identity-{}", self.report);
                let (own, wrapped) = drawn_key(self.app, key_id, &self.audience);
                self.keys.push(wrapped);
                own
            }
        };
        let reference = self.seal(IDENTITY, text, padding, Some(&own));
        self.own = Some(own);
        reference
    }

    /// The form gives each accused's name first.
    fn note_accused(&mut self, purpose: &str, text: &str) {
        if purpose == "receive.accused.name" {
            self.accused.push(Named::default());
        }
        let Some(last) = self.accused.last_mut() else {
            return;
        };
        match purpose {
            "receive.accused.name" => text.clone_into(&mut last.name),
            "receive.accused.unit" => text.clone_into(&mut last.unit),
            "receive.accused.post" => text.clone_into(&mut last.post),
            _ => {}
        }
    }

    fn index(&mut self, namespace: &str, normalised: Option<String>, sealed_id: SealedId) {
        let id = sealed_id.to_string();
        self.entries
            .extend(Entry::of(self.app, namespace, normalised, id));
    }
}

impl Sealer for Sealing<'_> {
    fn text(&mut self, purpose: &str, text: &str) -> SealedRef {
        let reference = self.seal(purpose, text.as_bytes(), Padding::Text, None);
        self.texts.0.insert(reference.id, text.to_owned());
        if FOR_OTHERS.contains(&purpose) {
            self.exposes |= !casework::exposure::find(text).is_empty();
        }
        self.note_accused(purpose, text);
        if SUBJECTS.contains(&purpose) {
            self.subjects.push(text.to_owned());
            self.index(blind_index::SUBJECT, normal::name(text), reference.id);
        }
        reference
    }

    fn identity(&mut self, identity: &Identity) -> SealedRef {
        self.reachable = identity.reachable();
        let text = serde_json::to_vec(identity).expect("an identity is plain data");
        let reference = self.seal_own(&text, Padding::Identity);
        let id = reference.id.to_string();
        self.entries
            .extend(Entry::of_identity(self.app, identity, &id));
        reference
    }

    /// A representative who comes again is found again, like the reporter (field.md section 6).
    fn named(&mut self, purpose: &str, text: &str) -> SealedRef {
        let reference = self.seal_own(text.as_bytes(), Padding::Text);
        match purpose.rsplit('.').next() {
            Some("name") => self.index("name", normal::name(text), reference.id),
            Some("phone") => self.index("phone", normal::phone(text), reference.id),
            _ => {}
        }
        reference
    }

    fn file(&mut self, token: &str) -> Option<FileRef> {
        let uploaded = self.files.get(token)?;
        let (id, name) = (uploaded.id, uploaded.name.clone());
        let (size, media_type) = (uploaded.size, uploaded.media_type.clone());
        let (commitment, clean) = (uploaded.commitment.clone(), uploaded.clean.clone());
        self.named.extend(name_file(id, &self.stream_id));
        if let Some(clean) = &clean {
            self.named.extend(name_file(clean.id, &self.stream_id));
            self.named_files.push(clean.id);
        }
        self.named_files.push(id);
        let name = self.text("file.name", &name);
        Some(FileRef {
            id,
            name,
            size,
            media_type,
            commitment,
            clean,
        })
    }
}

/// Marks a file's pieces as named by a matter, which from now on owns its key.
fn name_file(id: FileId, stream_id: &str) -> [Change; 2] {
    let chunks = "UPDATE chunks SET named = $2 WHERE file_id = $1";
    let keys = "UPDATE keys SET scope = $2 WHERE key_id = $1";
    [
        Change {
            sql: chunks.into(),
            params: vec![id.to_string().into(), true.into()],
        },
        Change {
            sql: keys.into(),
            params: vec![format!("file-{id}").into(), stream_id.into()],
        },
    ]
}

/// The newest content key of a stream, unwrapped. `None` where it was destroyed, or never drawn.
async fn content_key(app: &App, stream_id: &str) -> Result<Option<Content>, Fault> {
    let sql = "SELECT key_id, wrapped, audience FROM keys \
               WHERE scope = $1 AND key_id LIKE 'content-%' \
               ORDER BY key_id DESC LIMIT 1";
    let rows = app.store().rows(sql, &[stream_id.into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let key_id = row.text(0)?;
    Ok(Some((
        key_id.to_owned(),
        unwrap_for(app, key_id, row.blob(1)?, row.text(2)?)?,
    )))
}

/// Draws a data key and adds its wrapped row.
pub(crate) fn draw_key(
    app: &App,
    key_id: String,
    scope: &str,
    changes: &mut Vec<Change>,
) -> (String, DataKey) {
    let (drawn, wrapped) = drawn_key(app, key_id, "");
    changes.push(KEYS.change(key_row(app, scope, &wrapped)));
    drawn
}

fn drawn_key(app: &App, key_id: String, audience: &str) -> ((String, DataKey), Wrapped) {
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let key = DataKey::draw(app.keys().suite(), random);
    let (place, nonce) = (key_place(&key_id), Nonce::draw(random));
    let bytes = data_key::wrap(app.keys(), &place, Audience::named(audience), &key, nonce);
    let wrapped = Wrapped {
        key_id: key_id.clone(),
        audience: audience.to_owned(),
        bytes,
    };
    ((key_id, key), wrapped)
}

fn key_row(app: &App, scope: &str, key: &Wrapped) -> [Value; 5] {
    [
        key.key_id.as_str().into(),
        scope.into(),
        app.keys().active_id().to_string().into(),
        Value::Blob(key.bytes.clone()),
        key.audience.as_str().into(),
    ]
}

/// The row of a sealed value.
pub(crate) fn insert_sealed(
    stream_id: &str,
    sealed_id: &str,
    key_id: &str,
    purpose: &str,
    ciphertext: Vec<u8>,
) -> Change {
    SEALED.change([
        stream_id.into(),
        sealed_id.into(),
        key_id.into(),
        purpose.into(),
        Value::Blob(ciphertext),
    ])
}

/// The statements that destroy what an erasure names: keys first, then what could still find it.
pub(crate) fn erase(stream_id: &str, report: ReportId, whole: bool) -> Vec<Change> {
    let statement = |sql: &'static str, params: Vec<Value>| Change {
        sql: sql.into(),
        params,
    };
    if whole {
        return vec![
            statement("DELETE FROM keys WHERE scope = $1", vec![stream_id.into()]),
            statement(
                "DELETE FROM blind WHERE stream_id = $1",
                vec![stream_id.into()],
            ),
        ];
    }
    let key = format!("identity-{report}");
    vec![
        statement(
            "DELETE FROM blind WHERE stream_id = $1 AND sealed_id IN \
             (SELECT sealed_id FROM sealed WHERE stream_id = $1 AND key_id = $2)",
            vec![stream_id.into(), key.as_str().into()],
        ),
        statement(
            "DELETE FROM keys WHERE key_id = $1",
            vec![key.as_str().into()],
        ),
    ]
}

/// For acts that carry no text: nothing is ever handed to it.
pub(crate) struct SealsNothing;

impl Sealer for SealsNothing {
    fn text(&mut self, purpose: &str, _: &str) -> SealedRef {
        unreachable!("{purpose} belongs to an act without text")
    }

    fn named(&mut self, purpose: &str, _: &str) -> SealedRef {
        unreachable!("{purpose} belongs to filing alone")
    }

    fn identity(&mut self, _: &Identity) -> SealedRef {
        unreachable!("an identity belongs to filing alone")
    }

    fn file(&mut self, _: &str) -> Option<FileRef> {
        None
    }
}

//! What a matter is found by (盲索引, P-28), and for whom: names and numbers as keyed hashes.
//!
//! An ordinary matter is found under the plain token of a value. What was passed up has no such rows any
//! more: it is found under a token derived for each organ of its audience, so that a look-up by anybody
//! else, even one that forgot to ask who looks, finds nothing (ADR 0008). Deriving needs the plain token,
//! which is kept nowhere; where the audience changes again, the tokens are made anew from the values.

use crate::audience::{self, Opener};
use crate::{App, Fault, vault};
use casework::SealedRef;
use casework::matter::Matter;
use data_encoding::HEXLOWER;
use sealing::{blind, normal};
use std::collections::BTreeSet;
use store::{Change, Insert, Value};

/// The namespace of names of the accused.
pub(crate) const SUBJECT: &str = "subject-name";

/// Something a matter is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The kind of value.
    pub(crate) namespace: String,
    /// Its plain token.
    pub(crate) token: Vec<u8>,
    /// The sealed value it was made of.
    pub(crate) sealed_id: String,
}

/// The value an entry is made of, and where it stands in the matter.
enum Held<'a> {
    Identity(&'a SealedRef),
    Name(&'a SealedRef),
    Phone(&'a SealedRef),
    Accused(&'a SealedRef),
}

static BLIND: Insert = Insert::new(
    "INSERT INTO blind (namespace, token, stream_id, sealed_id) VALUES",
    4,
    "ON CONFLICT DO NOTHING",
);

impl Entry {
    /// The entry of a value; none where nothing of it can be looked for.
    pub(crate) fn of(
        app: &App,
        namespace: &str,
        normalised: Option<String>,
        sealed_id: String,
    ) -> Option<Self> {
        let token = blind::blind(app.keys(), namespace, &normalised?).to_vec();
        let namespace = namespace.to_owned();
        Some(Self {
            namespace,
            token,
            sealed_id,
        })
    }

    /// The entries an identity is found by.
    pub(crate) fn of_identity(
        app: &App,
        identity: &casework::form::Identity,
        sealed_id: &str,
    ) -> Vec<Self> {
        let values = [
            ("phone", normal::phone(&identity.phone)),
            ("id-number", normal::id_number(&identity.id_number)),
            ("name", normal::name(&identity.name)),
        ];
        let entry = |(namespace, value)| Self::of(app, namespace, value, sealed_id.to_owned());
        values.into_iter().filter_map(entry).collect()
    }
}

/// The tokens under which somebody of some organs looks for a plain token.
pub(crate) fn looked_under(
    app: &App,
    namespace: &str,
    token: &[u8],
    organs: &[String],
) -> Vec<Vec<u8>> {
    let own = organs
        .iter()
        .map(|organ| derived(app, namespace, token, organ));
    std::iter::once(token.to_vec()).chain(own).collect()
}

/// The statements that write entries for an audience; for everybody where it is empty.
pub(crate) fn rows(app: &App, audience: &str, stream_id: &str, entries: &[Entry]) -> Vec<Change> {
    let organs: Vec<&str> = audience
        .split(' ')
        .filter(|organ| !organ.is_empty())
        .collect();
    let tokens = |entry: &Entry| match organs.is_empty() {
        true => vec![entry.token.clone()],
        false => organs
            .iter()
            .map(|organ| derived(app, &entry.namespace, &entry.token, organ))
            .collect(),
    };
    let row = |entry: &Entry, token: Vec<u8>| {
        [
            entry.namespace.as_str().into(),
            Value::Blob(token),
            stream_id.into(),
            entry.sealed_id.as_str().into(),
        ]
    };
    let rows = entries.iter().flat_map(|entry| {
        tokens(entry)
            .into_iter()
            .map(move |token| row(entry, token))
    });
    BLIND.changes(rows.collect::<Vec<_>>())
}

fn derived(app: &App, namespace: &str, token: &[u8], organ: &str) -> Vec<u8> {
    let namespace = format!("{namespace}@{organ}");
    blind::blind(app.keys(), &namespace, &HEXLOWER.encode(token)).to_vec()
}

/// The statements that let a matter be found by its audience as it is now, and by nobody else. What is
/// not in the matter any more, an excerpt made below, finds nothing any more.
///
/// # Errors
/// The database does not answer, or a value whose key is there does not open.
pub(crate) async fn follow(
    app: &App,
    (before, after): (&Matter, &Matter),
    unwritten: &[Entry],
) -> Result<Vec<Change>, Fault> {
    let stream_id = after.id.stream();
    let mut entries = plain(app, before).await?;
    entries.extend(unwritten.iter().cloned());
    let known: BTreeSet<String> = held(after).iter().map(|held| held.id()).collect();
    entries.retain(|entry| known.contains(&entry.sealed_id));
    let sql = "DELETE FROM blind WHERE stream_id = $1";
    let mut changes = vec![Change::new(sql, [stream_id.as_str().into()])];
    changes.extend(rows(app, &audience::of(after), &stream_id, &entries));
    Ok(changes)
}

/// What a matter's reporters are found by, in plain tokens.
///
/// # Errors
/// As [`follow`].
pub(crate) async fn reporter(app: &App, matter: &Matter) -> Result<Vec<Entry>, Fault> {
    let mut entries = plain(app, matter).await?;
    entries.retain(|entry| entry.namespace != SUBJECT);
    Ok(entries)
}

/// The plain tokens of a matter in the database: as they lie there, or made anew where it is closed.
async fn plain(app: &App, matter: &Matter) -> Result<Vec<Entry>, Fault> {
    if !audience::of(matter).is_empty() {
        return opened(app, matter).await;
    }
    let sql = "SELECT namespace, token, sealed_id FROM blind WHERE stream_id = $1";
    let rows = app.store().rows(sql, &[matter.id.stream().into()]).await?;
    let entry = |row: &store::Row| {
        Ok(Entry {
            namespace: row.text(0)?.to_owned(),
            token: row.blob(1)?.to_vec(),
            sealed_id: row.text(2)?.to_owned(),
        })
    };
    rows.iter().map(entry).collect()
}

/// The entries of every value the matter holds. The values are read by the machine alone and forgotten:
/// nobody is shown one.
async fn opened(app: &App, matter: &Matter) -> Result<Vec<Entry>, Fault> {
    let opener = Opener::Index;
    let stream_id = matter.id.stream();
    let mut entries = Vec::new();
    for held in held(matter) {
        let id = held.id();
        let (namespace, value) = match held {
            Held::Identity(reference) => {
                let identity = vault::identity(app, &opener, &stream_id, reference).await?;
                let of = |identity| Entry::of_identity(app, &identity, &id);
                entries.extend(identity.map(of).unwrap_or_default());
                continue;
            }
            Held::Name(reference) => {
                let name = vault::named(app, &opener, &stream_id, reference).await?;
                ("name", name.and_then(|name| normal::name(&name)))
            }
            Held::Phone(reference) => {
                let phone = vault::named(app, &opener, &stream_id, reference).await?;
                ("phone", phone.and_then(|phone| normal::phone(&phone)))
            }
            Held::Accused(reference) => {
                let texts = vault::some_texts(app, &opener, &stream_id, &[reference]).await?;
                let name = Some(texts.of(reference)?).filter(|text| *text != vault::ERASED);
                (SUBJECT, name.and_then(normal::name))
            }
        };
        entries.extend(Entry::of(app, namespace, value, id));
    }
    Ok(entries)
}

/// Everything in a matter that it is found by.
fn held(matter: &Matter) -> Vec<Held<'_>> {
    let reports = matter.reports.iter().flat_map(|report| {
        let accused = report.accused.iter().map(|one| Held::Accused(&one.name));
        std::iter::once(Held::Identity(&report.identity)).chain(accused)
    });
    let leads = matter.leads.iter().map(|lead| Held::Accused(&lead.subject));
    let visit = matter.intake.arrival.visit.iter();
    let representatives = visit
        .flat_map(|visit| &visit.representatives)
        .flat_map(|one| {
            let phone = one.phone.iter().map(Held::Phone);
            std::iter::once(Held::Name(&one.name)).chain(phone)
        });
    reports.chain(leads).chain(representatives).collect()
}

impl Held<'_> {
    fn id(&self) -> String {
        let (Self::Identity(reference)
        | Self::Name(reference)
        | Self::Phone(reference)
        | Self::Accused(reference)) = self;
        reference.id.to_string()
    }
}

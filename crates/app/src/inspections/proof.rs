//! A draw recomputed from the evidence (抽取证明): the stored events, the ledger and the published key, and
//! nothing the program remembers besides.

use crate::{App, Failure, Fault, evidence, stream};
use casework::draw::{self, Seed, Stratum};
use casework::inspection::state::Drawn as Lot;
use casework::procedure::Noun;
use casework::step::Recorded;
use casework::{inspection, review};
use ledger::checkpoint::Checkpoint;
use ledger::hash::Hash;
use ledger::{leaf, proof};
use serde::Serialize;

/// What a draw stands on, and whether it holds.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    /// The number of the inspection or review.
    pub number: String,
    /// How many could be drawn.
    pub count: u32,
    /// The population's digest, in hex.
    pub digest: String,
    /// The leaf of the event that fixed it: its hash in hex, and its place in the ledger.
    pub leaf: (String, Option<u64>),
    /// The draw; none before it was drawn.
    pub drawn: Option<Drawn>,
    /// What was checked, and whether it holds.
    pub checks: Vec<(&'static str, bool)>,
}

/// The draw itself.
#[derive(Debug, Clone, Serialize)]
pub struct Drawn {
    /// The size of the checkpoint.
    pub size: u64,
    /// The checkpoint's signed text.
    pub checkpoint: String,
    /// The seed, in hex.
    pub seed: String,
    /// How many were drawn.
    pub count: usize,
    /// Units that were drawn more of.
    pub priority: Vec<String>,
    /// How many of each unit: its id, candidates, drawn.
    pub places: Vec<(String, usize, usize)>,
}

impl Proof {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|(_, holds)| *holds)
    }
}

/// What an event of a draw says, of whichever noun.
enum Told {
    Fixed(Population),
    Drawn(Lot),
    Other,
}

/// A population as it was recorded.
struct Population {
    digest: String,
    count: u32,
    strata: Vec<Stratum>,
}

/// Recomputes the draw of an inspection or a case review by its number.
///
/// # Errors
/// There is no such thing or no population was fixed; a fault.
pub async fn prove(app: &App, number: &str) -> Result<Proof, Failure> {
    let found = app.procedure_of(number).await?.ok_or(Failure::NotFound)?;
    if found.0 == Noun::Campaign {
        return Err(Failure::NotFound);
    }
    let proof = of_stream(app, number, (found.0, &found.1.stream(found.0))).await?;
    proof.ok_or(Failure::NotFound)
}

/// What an event says of a draw.
fn told(noun: Noun, stream_id: &str, version: i64, body: &[u8]) -> Result<Told, Fault> {
    if noun == Noun::Review {
        use review::steps::Event;
        let recorded: Recorded<Event> = stream::decode(stream_id, version, body)?;
        return Ok(match recorded.event {
            Event::PopulationFixed(event) => Told::Fixed(Population {
                digest: event.digest,
                count: event.count,
                strata: event.population,
            }),
            Event::ItemsDrawn(event) => Told::Drawn(Lot {
                checkpoint: event.checkpoint,
                seed: event.seed,
                wanted: event.wanted,
                priority: review::steps::draw_items::EVEN,
                sample: event.sample,
            }),
            _ => Told::Other,
        });
    }
    use inspection::steps::Event;
    let recorded: Recorded<Event> = stream::decode(stream_id, version, body)?;
    Ok(match recorded.event {
        Event::PopulationFixed(event) => Told::Fixed(Population {
            digest: event.digest,
            count: event.count,
            strata: event.population,
        }),
        Event::SampleDrawn(event) => Told::Drawn(Lot {
            checkpoint: event.checkpoint,
            seed: event.seed,
            wanted: event.wanted,
            priority: event.priority,
            sample: event.sample,
        }),
        _ => Told::Other,
    })
}

async fn of_stream(
    app: &App,
    number: &str,
    (noun, stream_id): (Noun, &str),
) -> Result<Option<Proof>, Fault> {
    let sql = "SELECT version, body FROM events WHERE stream_id = $1 ORDER BY version";
    let (mut fixed, mut drawn) = (None, None);
    for row in app.store().rows(sql, &[stream_id.into()]).await? {
        let (version, body) = (row.int(0)?, row.blob(1)?);
        match told(noun, stream_id, version, body)? {
            Told::Fixed(population) => {
                fixed = Some((
                    version,
                    leaf::leaf_hash(stream_id, version, body),
                    population,
                ));
            }
            Told::Drawn(lot) => drawn = Some(lot),
            Told::Other => {}
        }
    }
    let Some((version, hash, fixed)) = fixed else {
        return Ok(None);
    };
    let place = place(app, stream_id, version).await?;
    let stored = place.as_ref().map(|(seq, _)| *seq);
    let mut checks = vec![(
        "范围清单与摘要一致",
        draw::digest(&fixed.strata) == fixed.digest,
    )];
    if let Some((_, stored)) = &place {
        checks.push(("冻结范围的记录与存证一致", *stored == hash));
    }
    let drawn = match drawn {
        Some(drawn) => Some(checked(app, (&hash, stored), &fixed, &drawn, &mut checks).await?),
        None => None,
    };
    Ok(Some(Proof {
        number: number.to_owned(),
        count: fixed.count,
        digest: fixed.digest,
        leaf: (hash.to_string(), stored),
        drawn,
        checks,
    }))
}

/// Where a leaf stands in the ledger.
async fn place(app: &App, stream_id: &str, version: i64) -> Result<Option<(u64, Hash)>, Fault> {
    let sql = "SELECT seq, hash FROM leaves WHERE stream_id = $1 AND version = $2";
    let rows = app
        .store()
        .rows(sql, &[stream_id.into(), version.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let bytes = row.blob(1)?.try_into();
    let bytes = bytes.map_err(|_| Fault::Stored("leaves.hash is not 32 bytes".into()))?;
    Ok(Some((evidence::unsigned(row.int(0)?)?, Hash(bytes))))
}

async fn checked(
    app: &App,
    (hash, place): (&Hash, Option<u64>),
    fixed: &Population,
    drawn: &Lot,
    checks: &mut Vec<(&'static str, bool)>,
) -> Result<Drawn, Fault> {
    let first = first_covering(app, place).await?;
    let text = first.as_ref().map(Checkpoint::text).unwrap_or_default();
    let covered = match (&first, place) {
        (Some(first), Some(place)) => covers(app, first, (hash, place)).await?,
        _ => false,
    };
    checks.push(("检查点由存证密钥签名，包含冻结范围的记录", covered));
    let size = first.as_ref().map(|first| first.size);
    checks.push((
        "抽取所用的是其后公布的第一个检查点",
        size == Some(drawn.checkpoint),
    ));
    let seed = Seed::of_checkpoint(&text);
    checks.push(("抽取依据是该检查点的摘要", seed.to_string() == drawn.seed));
    let again = draw::draw(seed, &fixed.strata, drawn.wanted, &drawn.priority);
    checks.push(("重新计算的样本与记录的样本一致", again == drawn.sample));
    let of = |stratum: &Stratum| {
        let sample = drawn.sample.iter().find(|drawn| drawn.unit == stratum.unit);
        let places = sample.map_or(0, |sample| sample.candidates.len());
        (stratum.unit.to_string(), stratum.candidates.len(), places)
    };
    Ok(Drawn {
        size: drawn.checkpoint,
        checkpoint: text,
        seed: drawn.seed.clone(),
        count: draw::count(&drawn.sample),
        priority: drawn
            .priority
            .units
            .iter()
            .map(ToString::to_string)
            .collect(),
        places: fixed.strata.iter().map(of).collect(),
    })
}

/// The first checkpoint that covers a place of the ledger, signed by its key.
async fn first_covering(app: &App, place: Option<u64>) -> Result<Option<Checkpoint>, Fault> {
    let Some(place) = place else {
        return Ok(None);
    };
    let sql = "SELECT note FROM checkpoints WHERE size > $1 ORDER BY size LIMIT 1";
    let rows = app
        .store()
        .rows(sql, &[evidence::signed(place).into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Checkpoint::open(row.text(0)?, &[evidence::verifier_key(app)]).ok())
}

/// Whether a leaf is in the ledger under a checkpoint's root.
async fn covers(app: &App, under: &Checkpoint, (hash, place): (&Hash, u64)) -> Result<bool, Fault> {
    let fault = |error: ledger::tile::TreeError| Fault::Ledger(error.to_string());
    let wanted = proof::inclusion_tiles(under.size, place).map_err(fault)?;
    let tiles = evidence::tiles(app, &wanted).await?;
    let path = proof::inclusion_proof(under.size, place, &tiles).map_err(fault)?;
    Ok(proof::verify_inclusion(hash, place, under.size, &path, &under.root).is_ok())
}

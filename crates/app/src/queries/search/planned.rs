//! Words as tokens of the index: in which parts of a matter each may stand, for the original and for the copy.

use super::asked::{Asked, Field, Word};
use crate::App;
use crate::queries::reader::Reader;
use crate::search_index::{Part, Parts, Plan, Way, sound_gram};
use casework::UnitId;

/// The field a part belongs to.
pub(super) fn field(part: &Part) -> Field {
    match part {
        Part::Title | Part::CopyTitle => Field::Title,
        Part::Text | Part::CopyText | Part::Issue => Field::Text,
        Part::Accused | Part::Subject => Field::Accused,
        Part::Result | Part::OwnResult(_) | Part::Grounds | Part::Finding => Field::Result,
        Part::Region | Part::Unit | Part::Granted => Field::Place,
    }
}

/// Whether a word of a field may stand in a part: a place may be named in a title or a text as well.
pub(super) fn may_stand(word: &Word, part: &Part) -> bool {
    let own = field(part);
    match word.field {
        None => true,
        Some(Field::Place) => matches!(own, Field::Place | Field::Title | Field::Text),
        Some(wanted) => wanted == own,
    }
}

/// The parts with words of a matter, for whoever has the original or the copy of it.
pub(crate) fn parts(is_copy: bool, organ: &UnitId) -> Vec<Part> {
    let both = [Part::Issue, Part::Subject, Part::Grounds];
    let own = match is_copy {
        true => vec![
            Part::CopyTitle,
            Part::CopyText,
            Part::OwnResult(organ.clone()),
        ],
        false => vec![Part::Title, Part::Text, Part::Accused, Part::Result],
    };
    own.into_iter().chain(both).collect()
}

/// What is asked of the index for each unit the reader sees through: as for everybody, and as for the organs that
/// alone find what was passed up to them (ADR 0008).
pub(super) fn plans(app: &App, reader: &Reader, asked: &Asked) -> Vec<Plan> {
    let mut plans = Vec::new();
    for (unit, through) in reader.units.iter().zip(0..) {
        let organ = reader.office.organ_of(unit).unwrap_or(unit);
        for audience in [None, Some(organ.as_str())] {
            let of = |is_copy| {
                let parts = parts(is_copy, organ);
                let words = asked.words.iter().filter(|word| word.leads());
                words
                    .map(|word| ways(app, word, &parts, audience))
                    .collect()
            };
            plans.push(Plan {
                through,
                unit: Part::Unit.token(app, unit.as_str(), audience),
                granted: Part::Granted.token(app, organ.as_str(), audience),
                original: of(false),
                copy: of(true),
            });
        }
    }
    plans
}

/// How a word is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// As it was typed.
    Written,
    /// A name that sounds alike.
    Sounding,
    /// By a code that means it.
    Coded,
}

/// What a word weighs that is found in a field: more in a title or a name than in a text, less where it only
/// sounds alike.
pub(super) fn weigh(field: Field, found: Found) -> u32 {
    match (field, found) {
        (_, Found::Sounding) => 3,
        (Field::Title | Field::Accused, _) => HEAVIEST,
        (Field::Place, Found::Coded) => 2,
        _ => 1,
    }
}

/// What a word weighs at most.
pub(super) const HEAVIEST: u32 = 5;

/// The ways in which a word may stand in a matter.
fn ways(app: &App, word: &Word, parts: &[Part], audience: Option<&str>) -> Vec<Way> {
    let mut ways = Vec::new();
    for part in parts.iter().filter(|part| may_stand(word, part)) {
        let way = |tokens, found| Way {
            tokens,
            weight: weigh(field(part), found),
            parts: Parts::of(part),
        };
        let token = |gram: &str| part.token(app, gram, audience);
        if !word.grams.is_empty() {
            let tokens = word.grams.iter().map(|gram| token(gram)).collect();
            ways.push(way(tokens, Found::Written));
        }
        if field(part) == Field::Accused {
            let sounds = word.sounds.iter().map(|sound| token(&sound_gram(sound)));
            ways.extend(sounds.map(|token| way(vec![token], Found::Sounding)));
        }
    }
    let coded = |part: Part, code: &str| Way {
        tokens: vec![part.token(app, code, audience)],
        weight: weigh(field(&part), Found::Coded),
        parts: Parts::default(),
    };
    ways.extend(word.regions.iter().map(|code| coded(Part::Region, code)));
    ways.extend(word.findings.iter().map(|code| coded(Part::Finding, code)));
    ways
}

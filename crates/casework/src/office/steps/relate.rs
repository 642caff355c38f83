//! Relate two units beside the tree (片区、联系室、派驻, P-05) for a period.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::office::{Office, Related, RelationKind};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Relate {
    unit: UnitId,
    towards: UnitId,
    kind: RelationKind,
    member: Option<PersonId>,
    from: Option<Date>,
    until: Option<Date>,
}

/// Two units were related.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitsRelated {
    /// The relation.
    pub related: Related,
}

crate::refusals! {
    Unknown = "unknown" => "机构不存在；请重新选择。",
    Itself = "itself" => "机构不能与自己建立联系。",
    PeriodReversed = "period-reversed" => "截止日早于起始日，请更正。",
}

impl Step for Relate {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "relate-units",
        noun: "relations",
        zh: "建立联系关系",
        help: "机构树以外的片区、联系室、派驻关系，自起始日起对新分办的信访件生效。",
        basis: "片区协作、派驻管理文件",
        mechanisms: &["P-05", "S3-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("unit", "联系（监督）机构", Kind::From(Source::Units)),
            Field::new("towards", "被联系（监督）机构", Kind::From(Source::Units)),
            Field::new("kind", "关系", Kind::Choice(RelationKind::CODES)),
            Field::new("member", "督办的班子成员", Kind::From(Source::Persons))
                .optional()
                .help("片区由哪位班子成员负责；分到该地的信访件由其督办"),
            Field::new("from", "自", Kind::Date).optional(),
            Field::new("until", "至", Kind::Date).optional(),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if office.unit(&self.unit).is_none() || office.unit(&self.towards).is_none() {
            return Err(Refusal::Unknown);
        }
        if self.unit == self.towards {
            return Err(Refusal::Itself);
        }
        let from = self.from.unwrap_or_else(|| ctx.now.on());
        if self.until.is_some_and(|until| until < from) {
            return Err(Refusal::PeriodReversed);
        }
        let related = Related {
            unit: self.unit,
            towards: self.towards,
            kind: self.kind,
            member: self.member,
            from,
            until: self.until,
        };
        Ok(vec![Event::UnitsRelated(UnitsRelated { related })])
    }
}

impl UnitsRelated {
    /// Adds the relation.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.related.push(self.related.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;

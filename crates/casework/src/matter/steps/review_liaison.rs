//! Review by the liaison office (联系室审核, S3-20): where the zone's relations bind three together, the liaison
//! office looks at the locality's signed result before whoever assigned it audits. What it objects to
//! cannot pass.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What a liaison office says of a result.
    pub enum Word {
        /// It agrees.
        Agree = "agree" => "同意，报请审核",
        /// It does not.
        Object = "object" => "不同意，建议退回补充",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReviewLiaison {
    word: Word,
    opinion: SealedRef,
}

/// The liaison office reviewed the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiaisonReviewed {
    /// Which office.
    pub unit: UnitId,
    /// What it says.
    pub word: Word,
    /// Why.
    pub opinion: SealedRef,
}

crate::refusals! {
    NotOwed = "not-owed" => "此件没有等待联系室审核的办理结果。",
    OwnResult = "own-result" => "您参与了本件的办理或会签，请由他人审核。",
}

impl Step for ReviewLiaison {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "review-liaison",
        noun: "liaison-reviews",
        zh: "联系室审核",
        help: "属地主办、三级会签后，由联系室先审核，再报分办机关审核；联系室不同意的，分办机关只能退回补充。",
        basis: "片区责任捆绑：班子成员督办、联系室审核、属地主办（S3-20）",
        mechanisms: &["S3-20", "P-05"],
        performer: Performer::Person,
        fields: &[
            Field::new("word", "审核意见", Kind::Choice(Word::CODES)),
            Field::new("opinion", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.owed_by_liaison().is_some() { Ok(()) } else { Err(Refusal::NotOwed) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = matter.owed_by_liaison().ok_or(Refusal::NotOwed)?.clone();
        let signed = matter.signatures.iter().any(|sign| sign.involves(ctx.actor));
        if signed || matter.handler().is_some_and(|handler| ctx.actor.involves(handler)) {
            return Err(Refusal::OwnResult);
        }
        let (word, opinion) = (self.word, self.opinion);
        Ok(vec![Event::LiaisonReviewed(LiaisonReviewed { unit, word, opinion })])
    }
}

impl LiaisonReviewed {
    /// Keeps what was said of the present result.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.routing.reviewed = Some(self.word == Word::Agree);
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! Draft a slip (起草督办文书): 提示单, 督办单 or 通报 about one promise of a unit. A timer drafts what the
//! ladder says; whoever supervises may draft one at any time, also before the due date (S0-27), with what
//! was studied together and suggestions (S2-17, S0-28). Nothing goes out before somebody signs it.

use crate::act::{Act, Performer};
use crate::codes;
use crate::escalation::{Supervised, is_told, next_slip, pressed};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{About, Slip, SlipState, SlipWords};
use crate::rules::RungKind;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

codes! {
    /// Kinds of slips a person may draft.
    pub enum SlipKind {
        /// A reminder slip.
        Reminder = "reminder" => "提示单",
        /// A supervision slip.
        Supervision = "supervision" => "督办单",
        /// A circulated notice.
        Notice = "notice" => "通报",
    }
}

impl SlipKind {
    /// The rung it stands on.
    pub fn rung(self) -> RungKind {
        match self {
            Self::Reminder => RungKind::Reminder,
            Self::Supervision => RungKind::Supervision,
            Self::Notice => RungKind::Notice,
        }
    }
}

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct DraftSlip<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    kind: SlipKind,
    clock: String,
    demand: SealedRef,
    studied: Option<SealedRef>,
    #[serde(default)]
    suggestions: Vec<Suggestion>,
}

/// One suggestion (督办建议).
#[derive(Debug, Clone, Deserialize)]
pub struct Suggestion {
    pub(super) text: SealedRef,
}

/// The fields of one suggestion.
pub(super) const SUGGESTION: &[Field] =
    &[Field::new("text", "督办建议", Kind::Text { max: 300 })];

/// A slip was drafted: by a timer as the ladder says, or by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipDrafted {
    /// Its number within the matter or procedure.
    pub slip: u32,
    /// Which kind.
    pub kind: RungKind,
    /// About which promises.
    pub about: Vec<About>,
    /// Whose slip it is.
    pub organ: UnitId,
    /// To whom.
    pub to: UnitId,
    /// What a person wrote.
    #[serde(flatten)]
    pub words: SlipWords,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "此件现在没有走着的时限，不需要督办。",
    ClockUnknown = "clock-unknown" => "没有这个走着的时限，请重新选择。",
    NotYours = "not-yours" => "只能督办本机关、下级或本机关交办的单位；请由有权督办的机关起草。",
    Waiting = "waiting" => "同一事项已有同类文书待签发或待答复，请先处理那一份。",
    Betrays = "betrays" => "督办文书里有像举报人信息的内容（号码、姓名、住址），请删去；文书上只写信访件编号。",
}

impl<S: Supervised> Step for DraftSlip<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draft-slip",
        noun: "slips",
        zh: "起草督办文书",
        help: "对一个时限起草提示单、督办单或通报，写明要求；签发后编号发出，对方应按期答复。文书上不写举报人。",
        basis: "不定期用提示单、督办单催办（S0-27）；集体研究后提出督办意见（S2-17）；督办建议逐条计数（S0-28）",
        mechanisms: &["S0-27", "S0-28", "S2-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("kind", "文书", Kind::Choice(SlipKind::CODES)),
            Field::new("clock", "督办的时限", Kind::From(Source::OwedClocks)),
            Field::new("demand", "督办要求", Kind::Text { max: 600 })
                .help("办理中存在的问题和应当怎样办；不写举报人"),
            Field::new("studied", "集体研究情况", Kind::Text { max: 600 }).optional(),
            Field::new("suggestions", "督办建议", Kind::Group { fields: SUGGESTION, min: 0, max: 20 })
                .optional(),
        ],
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        if of.is_over() || of.pressing(ctx).is_empty() {
            return Err(Refusal::NothingOwed);
        }
        Ok(())
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let refusals = (Refusal::ClockUnknown, Refusal::NotYours);
        let (clock, organ) = pressed(of, &self.clock, ctx, refusals)?;
        let kind = self.kind.rung();
        let waits = |slip: &&Slip| {
            let state = slip.state(of);
            let drafted = state == SlipState::Draft && is_told(&slip.organ, ctx);
            let waiting = drafted || state.is_owed();
            slip.is_about(clock.number) && slip.kind == kind && waiting
        };
        if of.slips().iter().any(|slip| waits(&slip)) {
            return Err(Refusal::Waiting);
        }
        if ctx.facts.exposes {
            return Err(Refusal::Betrays);
        }
        let suggestions = self.suggestions.into_iter().map(|said| said.text).collect();
        Ok(vec![SlipDrafted {
            slip: next_slip(of),
            kind,
            about: vec![About { clock: clock.number, due: clock.due }],
            organ,
            to: clock.owner.clone(),
            words: SlipWords { demand: Some(self.demand), studied: self.studied, suggestions },
        }
        .into()])
    }
}

impl SlipDrafted {
    /// Waits for a signature; the ladder stands on this rung.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        of.slips_mut().push(Slip {
            number: self.slip,
            kind: self.kind,
            about: self.about.clone(),
            organ: self.organ.clone(),
            to: self.to.clone(),
            words: self.words.clone(),
            drafted: record.happened,
            by: record.by.person().cloned(),
            withdrawn: None,
            signed: None,
            answers: Vec::new(),
        });
        let about = |number| self.about.iter().any(|about| about.clock == number);
        for clock in of.clocks_mut().iter_mut().filter(|clock| about(clock.number)) {
            clock.climb.reached = clock.climb.reached.max(Some(self.kind));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

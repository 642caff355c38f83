//! Sign a slip (签发): the signatory of its rung signs, and only then it has a number and goes out. The
//! addressee's time to answer begins. Several are signed together as a batch (P-10).

use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::escalation::{Supervised, is_own, one_of};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{Signed, Slip, SlipState};
use crate::rules::{Rules, Rung, RungKind};
use crate::step::{Context, Recorded, Step};
use calendar::Term;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct SignSlip<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    slip: Option<String>,
}

/// A slip was signed and goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipSigned {
    /// Which one, within the matter.
    pub slip: u32,
    /// Which kind.
    pub kind: RungKind,
    /// Whose it is.
    pub organ: UnitId,
    /// To whom.
    pub to: UnitId,
    /// Of which year its number is.
    pub year: i16,
    /// Which of the organ's slips of the kind in that year it is.
    pub sequence: u32,
    /// How long an answer may take.
    pub answer: Term,
}

/// The act's name: the shell looks up a number for it.
pub const NAME: &str = "sign-slip";

crate::refusals! {
    NoDraft = "no-draft" => "此件没有待签发的督办文书；要发的，先起草督办文书。",
    SlipUnknown = "slip-unknown" => "没有这份待签发的文书，可能已经签发、撤回，或者所催的事项已经办了。",
    Several = "several" => "此件有几份待您签发的文书，请选定一份，或到该件逐份签发。",
    NotYours = "not-yours" => "这份文书由另一机关发出，请由该机关签发。",
    NotSignatory = "not-signatory" => "您的职务不能签发这类文书：提示单由信访室主任以上、督办单和通报由分管领导以上签发。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

/// The rung a slip stands on.
fn rung<'a, S: Supervised>(of: &S, slip: &Slip, rules: &'a Rules) -> Option<&'a Rung> {
    rules.rung_for(&slip.first(of)?.rule, slip.kind)
}

/// Whether whoever acts may sign a slip.
pub(crate) fn may_sign<S: Supervised>(of: &S, slip: &Slip, ctx: &Context<'_>) -> bool {
    let Actor::Person { role, .. } = ctx.actor else {
        return false;
    };
    rung(of, slip, ctx.rules).is_some_and(|rung| rung.signs.contains(role))
}

/// How long an answer to a slip may take.
pub(super) fn answer_to<S: Supervised>(of: &S, slip: &Slip, ctx: &Context<'_>) -> Term {
    let term = rung(of, slip, ctx.rules).and_then(|rung| rung.answer);
    term.or_else(|| ctx.rules.clock("slip-answer").map(|rule| rule.term)).unwrap_or(FALLBACK)
}

/// Where an office's ladder has no such rung any more.
const FALLBACK: Term = Term::WorkingDays(5);

/// The slip that would be signed: its series is counted before it is.
pub fn meant<'a, S: Supervised>(
    of: &'a S,
    named: Option<&str>,
    ctx: &Context<'_>,
) -> Option<&'a Slip> {
    chosen(of, named, ctx).ok()
}

/// The one slip meant: the one named, or the only one there is for whoever signs.
fn chosen<'a, S: Supervised>(
    of: &'a S,
    named: Option<&str>,
    ctx: &Context<'_>,
) -> Result<&'a Slip, Refusal> {
        if let Some(number) = named {
            let found = super::withdraw_draft::draft(of, number, ctx);
            let found = found.map_err(|()| Refusal::NotYours)?;
            return found.ok_or(Refusal::SlipUnknown);
        }
        let mut own = of.slips_in(SlipState::Draft).filter(|slip| is_own(of, slip, ctx)).peekable();
        if own.peek().is_none() {
            return Err(Refusal::NotYours);
        }
        let mut mine = own.filter(|slip| may_sign(of, slip, ctx));
        match (mine.next(), mine.next()) {
            (None, _) => Err(Refusal::NotSignatory),
            (Some(slip), None) => Ok(slip),
            (Some(_), Some(_)) => Err(Refusal::Several),
        }
}

impl<S: Supervised> Step for SignSlip<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: NAME,
        noun: "signed-slips",
        zh: "签发督办文书",
        help: "看过后签发：文书编号发出，对方的答复期限开始计算。可以几件一并签发。",
        basis: "提示单、督办单、通报由有权签发的人签发后编号发出（S0-27、S0-28）",
        mechanisms: &["S0-27", "S0-28"],
        performer: Performer::Person,
        fields: &[Field::new("slip", "文书", Kind::From(Source::DraftSlips))
            .optional()
            .help("只有一份待签发的不必选")],
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        let mine = |slip: &Slip| is_own(of, slip, ctx);
        one_of(of.drafts_for(ctx), mine, (Refusal::NoDraft, Refusal::NotYours))
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let slip = chosen(of, self.slip.as_deref(), ctx)?;
        if !may_sign(of, slip, ctx) {
            return Err(Refusal::NotSignatory);
        }
        Ok(vec![SlipSigned {
            slip: slip.number,
            kind: slip.kind,
            organ: slip.organ.clone(),
            to: slip.to.clone(),
            year: ctx.now.on().year(),
            sequence: ctx.facts.slip_number.ok_or(Refusal::NoNumber)?,
            answer: answer_to(of, slip, ctx),
        }
        .into()])
    }
}

impl SlipSigned {
    /// Its number: 督办〔2026〕7号.
    pub fn number(&self) -> String {
        format!("{}〔{}〕{}号", self.kind.word(), self.year, self.sequence)
    }

    /// It goes out.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        let number = self.number();
        if let Some(slip) = of.slip_mut(self.slip) {
            let by = record.by.person().cloned();
            slip.signed = Some(Signed { at: record.happened, by, number });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

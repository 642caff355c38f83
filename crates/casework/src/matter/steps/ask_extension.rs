//! Ask for an extension (申请延期): once in a round of handling, with a reason and a new date within the
//! office's bound; whoever assigned the matter decides.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::state::handling::Extension;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskExtension {
    until: Date,
    reason: SealedRef,
}

/// An extension was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionAsked {
    /// Which clock.
    pub clock: u32,
    /// Due until now on.
    pub was: Date,
    /// Asked until.
    pub until: Date,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件不在办理中，不能申请延期。",
    NoClock = "no-clock" => "没有可以延期的办理时限。",
    AlreadyAsked = "already-asked" => "延期只能申请一次，本次办理已经申请过。",
    Paused = "paused" => "此件已中止办理，时限已停，恢复后再申请延期。",
    Overdue = "overdue" => "时限已过，不能再申请延期，请尽快上报结果。",
    NotLater = "not-later" => "延期后的日期须晚于原定的到期日。",
    TooLong = "too-long" => "延期超过了本单位设置的最长天数，请改早一些。",
}

impl Step for AskExtension {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-extension",
        noun: "extension-requests",
        zh: "申请延期",
        help: "确实不能按期办结的，到期前申请一次延期，写明理由和延到哪一天；交办机关审批，同意后时限才动。",
        basis: "延期一次，须经批准（工作规则；最长30日参照《信访工作条例》第三十四条）；最长天数为默认设置，可由本单位调整",
        mechanisms: &["S0-14", "P-22"],
        performer: Performer::Person,
        fields: &[
            Field::new("until", "延期至", Kind::Date),
            Field::new("reason", "延期理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Accepted {
            return Err(Refusal::NotAccepted);
        }
        if matter.handling.is_paused() {
            return Err(Refusal::Paused);
        }
        let asked = matter.handling.extension.as_ref();
        if asked.is_some_and(|asked| asked.round == matter.reopened) {
            return Err(Refusal::AlreadyAsked);
        }
        let clock = matter.movable_clocks(ctx.rules).next().ok_or(Refusal::NoClock)?;
        if ctx.now.local > clock.due { Err(Refusal::Overdue) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let clock = matter.movable_clocks(ctx.rules).next().ok_or(Refusal::NoClock)?;
        let was = clock.due.date();
        if self.until <= was {
            return Err(Refusal::NotLater);
        }
        if self.until > was.saturating_add(ctx.rules.settings.extension_days_max.days()) {
            return Err(Refusal::TooLong);
        }
        Ok(vec![Event::ExtensionAsked(ExtensionAsked {
            clock: clock.number,
            was,
            until: self.until,
            reason: self.reason,
        })])
    }
}

impl ExtensionAsked {
    /// Waits for whoever assigned it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.extension = Some(Extension {
            clock: self.clock,
            until: self.until,
            round: matter.reopened,
            approved: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;

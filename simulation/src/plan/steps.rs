//! What people do with a matter, act by act, in the order of its life.

mod arrival;
mod contact;
mod deciding;
mod handling;
mod intake;

use super::life::{Life, Stop};
use casework::matter::Stage;

impl Life<'_> {
    /// The life of a first report.
    pub(super) fn live(&mut self) -> Result<(), Stop> {
        self.receive(0)?;
        self.register()?;
        if self.matter().stage == Stage::Instructed {
            // An emergency went on by telephone: neither screened nor instructed a second time.
            self.check_name()?;
            self.tell_acceptance()?;
            self.confirm_on_paper()?;
        } else if self.study()? {
            self.check_name()?;
            self.tell_acceptance()?;
        } else {
            if self.was_entered_twice() {
                return self.void();
            }
            self.screen()?;
            if self.matter().excluded {
                return self.answer_excluded();
            }
            self.check_name()?;
            self.tell_acceptance()?;
            self.instruct()?;
            self.present()?;
        }
        self.hand_down()?;
        self.accept()?;
        self.handle()?;
        self.conclude()?;
        self.answer()?;
        if self.profile.fate.reopened {
            self.reopen()?;
            self.handle_again()?;
            self.conclude()?;
            self.answer()?;
        }
        Ok(())
    }

    /// The life of a repeat: it is recognised and goes into the first.
    pub(super) fn live_as_repeat(&mut self, nth: usize) -> Result<(), Stop> {
        self.receive(nth)?;
        if self.draw.chance(500) {
            self.register()?;
        }
        self.join()
    }
}

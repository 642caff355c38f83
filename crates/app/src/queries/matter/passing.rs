//! What was passed up, in the minutes of whoever has it now.

use casework::matter::steps::pass_up::PassedUp;
use casework::office::Office;

/// `清河县纪委监委上报永安市纪委监委（反映上级管理的干部）`.
pub(super) fn passed_up(office: &Office, event: &PassedUp) -> String {
    let (from, to) = (office.unit_name(&event.from), office.unit_name(&event.to));
    format!("{from}上报{to}（{}）", event.ground.zh())
}

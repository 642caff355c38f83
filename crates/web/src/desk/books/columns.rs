//! What a column looks like: the class that gives it its width, on screen and on paper.

use casework::rules::Column;

/// The class of a column.
pub fn class(column: &Column) -> &'static str {
    match column {
        Column::Title => "what",
        Column::Number | Column::National | Column::Campaign => "c-number",
        Column::Stage
        | Column::Accused
        | Column::Supervision
        | Column::Contract
        | Column::Leader => "c-state",
        Column::Received
        | Column::Instructed
        | Column::Routed
        | Column::Reported
        | Column::Concluded
        | Column::Replied
        | Column::SlipSent
        | Column::AnswerDue
        | Column::Answered
        | Column::Examined
        | Column::Contracted
        | Column::ContractDue => "c-day",
        Column::Arrivals
        | Column::Leads
        | Column::Batches
        | Column::Named
        | Column::Mode
        | Column::Urgency
        | Column::Secrecy
        | Column::Turn
        | Column::OverLevel
        | Column::Rung
        | Column::Years
        | Column::Levels
        | Column::Bodies
        | Column::Team => "c-short",
        Column::Due => "c-when",
        Column::Holder | Column::Receiver => "c-person",
        Column::Channel
        | Column::CameBy
        | Column::Class
        | Column::Domains
        | Column::Region
        | Column::Handler
        | Column::Heads
        | Column::Capacity
        | Column::Finding => "c-kind",
    }
}

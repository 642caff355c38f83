//! The image of a matter in each read table. A row holds no personal and no free text.

mod answers;
mod identities;
mod listed;

pub(crate) use answers::ANSWERS;
pub(crate) use identities::IDENTITY_REQUESTS;

use crate::figures;
use crate::matter::{Matter, Stage, Turn};
use crate::office::Level;
use crate::rows::{Cell, Offset, Rows, Table};
use Cell::{Bool, Int, Null};

pub(crate) const MATTERS: &[&str] = &[
    "matter_id",
    "number",
    "stage",
    "channel",
    "class",
    "region",
    "origin",
    "wants_result",
    "urgency",
    "secrecy",
    "over_level",
    "turn",
    "heads",
    "unscanned",
    "receiver",
    "holder",
    "handler",
    "real_name",
    "repeats",
    "excluded",
    "received_at",
    "entered_at",
    "due_at",
    "lapsed",
    "over",
    "touched_at",
    "run_id",
    "version",
    "mode",
    "finding",
    "domains",
    "arrivals",
    "leads",
    "instructed_at",
    "routed_at",
    "reported_at",
    "concluded_at",
    "replied_at",
    "national",
    "platform",
    "rung",
    "slip_at",
    "answer_due_at",
    "answered_at",
    "examined_at",
    "flags",
    "managed",
    "told",
];

pub(crate) const VISIBLE: &[&str] = &[
    "unit_id",
    "matter_id",
    "sort_key",
    "stage",
    "channel",
    "class",
    "holder",
    "real_name",
    "due_at",
    "received_at",
    "over",
    "repeats",
    "run_id",
    "came_by",
    "mode",
    "instructed",
    "tagged",
    "routed_at",
    "concluded_at",
    "urgency",
    "secrecy",
    "collective",
    "over_level",
    "again",
    "unnumbered",
    "supervision",
    "years",
    "levels",
    "bodies",
    "taken",
    "campaign",
    "item",
    "contract",
    "leader",
    "capacity",
    "team",
    "contracted_at",
    "contract_due_at",
];

pub(crate) const REPORTS: &[&str] = &[
    "matter_id",
    "report_id",
    "number",
    "real_name",
    "received_at",
    "files",
    "erased",
];

pub(crate) const LEADS: &[&str] = &[
    "matter_id",
    "lead",
    "unit_id",
    "person_id",
    "rank",
    "managed_at",
    "disposal",
    "issues",
    "open_issues",
];

pub(crate) const CLOCKS: &[&str] = &[
    "matter_id",
    "clock",
    "rule",
    "owner",
    "due_at",
    "next_at",
    "lapsed",
    "ended_at",
    "ended_by",
    "run_id",
    "goes_at",
    "goes_kind",
    "goes_from",
];

pub(crate) const RECUSED: &[&str] = &["person_id", "matter_id"];

/// A matter nothing is due on sorts last.
pub(super) const NEVER: i64 = i64::MAX;

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    let id = matter.id.to_string();
    let mut put = |table: Table, row: Vec<Cell>| {
        crate::rows::put(rows, table, row);
    };
    put(Table::Matters, main(matter, &id, offset));
    // What is void is in no list but the register of voids (P-03).
    let listed = matter.sight.iter().filter(|_| !matter.is_void());
    for unit in listed {
        put(Table::Visible, visible(matter, &id, unit.as_str(), offset));
    }
    for report in &matter.reports {
        put(
            Table::Reports,
            vec![
                text(&id),
                text(&report.id.to_string()),
                text(&report.number),
                Bool(matter.is_named(report)),
                Int(offset.instant(matter.received)),
                Int(report.files.len() as i64),
                Bool(matter.erased.contains(&report.id)),
            ],
        );
    }
    for lead in &matter.leads {
        let open = lead
            .issues
            .iter()
            .filter(|issue| issue.finding.is_none())
            .count();
        put(
            Table::Leads,
            vec![
                text(&id),
                Int(lead.number.into()),
                lead.unit.as_ref().map_or(Null, |unit| text(unit.as_str())),
                lead.person
                    .as_ref()
                    .map_or(Null, |person| text(person.as_str())),
                text(lead.rank.as_str()),
                text(lead.managed_at.as_str()),
                lead.disposal
                    .as_ref()
                    .map_or(Null, |chosen| text(&chosen.disposal)),
                Int(lead.issues.len() as i64),
                Int(open as i64),
            ],
        );
    }
    for clock in &matter.clocks {
        let going = clock.going();
        let going = going.as_ref();
        let next = clock.next().map_or(Null, |next| Int(offset.instant(next)));
        put(
            Table::Clocks,
            vec![
                text(&id),
                Int(clock.number.into()),
                text(&clock.rule),
                text(clock.owner.as_str()),
                // What stands still is due on no day.
                Int(clock.paused.map_or(offset.instant(clock.due), |_| NEVER)),
                next,
                Bool(clock.lapsed),
                clock
                    .ended
                    .as_ref()
                    .map_or(Null, |end| Int(offset.instant(end.at))),
                clock.ended.as_ref().map_or(Null, |end| text(&end.by)),
                run(matter),
                going.map_or(Null, |going| Int(offset.instant(going.at))),
                going.map_or(Null, |going| text(going.kind.as_str())),
                going.map_or(Null, |going| text(going.from.as_str())),
            ],
        );
    }
    let rounds = matter.answering.rounds.iter().zip(1..);
    for (round, number) in rounds.filter(|_| !matter.is_void()) {
        put(
            Table::Answers,
            answers::row(matter, &id, (number, round), offset),
        );
    }
    let requests = matter.identity_requests.iter();
    for request in requests.filter(|_| !matter.is_void()) {
        put(
            Table::IdentityRequests,
            identities::row(matter, &id, request),
        );
    }
    let asked = super::asked::rows(matter, &id, offset).into_iter();
    for row in asked.filter(|_| !matter.is_void()) {
        put(Table::Asked, row);
    }
    for person in &matter.recused {
        put(Table::Recused, vec![text(person.as_str()), text(&id)]);
    }
}

fn main(matter: &Matter, id: &str, offset: Offset) -> Vec<Cell> {
    let mut row = vec![
        text(id),
        text(&matter.number),
        text(matter.stage.as_str()),
        text(matter.channel.as_str()),
        class(matter),
        text(&matter.region),
        text(matter.intake.arrival.origin.as_str()),
        Bool(matter.intake.arrival.wants_result),
        text(matter.urgency().as_str()),
        text(matter.secrecy().as_str()),
        Bool(matter.intake.over_level),
        matter.intake.turn.map_or(Null, |turn| text(turn.as_str())),
        Int(matter.heads().into()),
        Bool(matter.intake.arrival.unscanned),
        text(matter.receiver.as_str()),
        text(matter.hands().as_str()),
        handler(matter),
        Bool(matter.real_name()),
        Int(matter.repeats.len() as i64),
        Bool(matter.excluded),
        Int(offset.instant(matter.received)),
        Int(matter.entered_at),
        due(matter, offset),
        Bool(
            matter
                .clocks
                .iter()
                .any(|clock| clock.is_open() && clock.lapsed),
        ),
        Bool(matter.is_over()),
        Int(matter.touched_at),
        run(matter),
        Int(matter.version),
        mode(matter),
        matter
            .finding()
            .map_or(Null, |finding| text(finding.as_str())),
        text(&matter.domains.join(" ")),
        Int(matter.arrivals() as i64),
        Int(matter.leads.len() as i64),
        instant(matter.booked.instructed, offset),
        instant(matter.booked.routed, offset),
        instant(matter.booked.reported, offset),
        instant(matter.booked.concluded, offset),
        instant(matter.booked.replied, offset),
        matter.booked.national.as_deref().map_or(Null, text),
        matter.intake.arrival.platform.as_deref().map_or(Null, text),
    ];
    row.extend(listed::supervision(matter, offset));
    row.extend([
        text(&figures::letters(matter)),
        text(figures::managed(matter).map_or("", Level::as_str)),
        Bool(figures::told(matter)),
    ]);
    row
}

/// A list reads one unit's rows by `sort_key`, newest arrival first: the key is the instant of arrival
/// and the id, so that it is unique and a page can go on where the last one ended.
fn visible(matter: &Matter, id: &str, unit: &str, offset: Offset) -> Vec<Cell> {
    let received = offset.instant(matter.received);
    let mut row = vec![
        text(unit),
        text(id),
        text(&format!("{received:016}-{id}")),
        text(matter.stage.as_str()),
        text(matter.channel.as_str()),
        class(matter),
        text(matter.hands().as_str()),
        Bool(matter.real_name()),
        due(matter, offset),
        Int(received),
        Bool(matter.is_over()),
        Int(matter.repeats.len() as i64),
        run(matter),
        text(matter.came_by(&unit.into()).as_str()),
        mode(matter),
        Bool(matter.booked.instructed.is_some()),
        Bool(!matter.domains.is_empty()),
        instant(matter.booked.routed, offset),
        instant(matter.booked.concluded, offset),
        text(matter.urgency().as_str()),
        text(matter.secrecy().as_str()),
        Bool(matter.is_collective()),
        Bool(matter.intake.over_level),
        Bool(matter.intake.turn == Some(Turn::Repeat)),
        Bool(matter.booked.national.is_none()),
    ];
    row.extend(listed::seen(matter, &unit.into(), offset));
    row
}

fn mode(matter: &Matter) -> Cell {
    matter.mode().map_or(Null, |mode| text(mode.as_str()))
}

fn instant(local: Option<jiff::civil::DateTime>, offset: Offset) -> Cell {
    local.map_or(Null, |local| Int(offset.instant(local)))
}

/// Who has work to do on it now.
fn handler(matter: &Matter) -> Cell {
    let working = matches!(matter.stage, Stage::Accepted | Stage::Reported);
    let handler = matter.handler().filter(|_| working);
    handler.map_or(Null, |person| text(person.as_str()))
}

fn class(matter: &Matter) -> Cell {
    matter.class.map_or(Null, |class| text(class.as_str()))
}

pub(super) fn due(matter: &Matter, offset: Offset) -> Cell {
    let owed = matter.owed_clocks();
    let running = owed.first().filter(|clock| clock.is_running());
    let next = running.filter(|_| matter.stage != Stage::Joined);
    Int(next.map_or(NEVER, |clock| offset.instant(clock.due)))
}

fn run(matter: &Matter) -> Cell {
    matter.run.map_or(Null, |run| text(&run.to_string()))
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

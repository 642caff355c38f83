//! The difference of a state's rows as statements. Consequences are listed here and nowhere else.

use casework::rows::{Cell, Difference, Table};
use std::borrow::Cow;
use std::sync::LazyLock;
use store::{Change, Insert, Value};

struct Statements {
    upsert: Insert,
    delete: String,
}

static STATEMENTS: LazyLock<Vec<Statements>> =
    LazyLock::new(|| Table::ALL.iter().map(|table| statements(*table)).collect());

fn statements(table: Table) -> Statements {
    let columns = table.columns();
    let (key, rest) = columns.split_at(table.key_columns());
    let name = table.name();
    let sets: Vec<String> = rest
        .iter()
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let conflict = if sets.is_empty() {
        "DO NOTHING".to_owned()
    } else {
        format!("DO UPDATE SET {}", sets.join(", "))
    };
    let found: Vec<String> = key
        .iter()
        .zip(1..)
        .map(|(column, n)| format!("{column} = ${n}"))
        .collect();
    Statements {
        upsert: Insert::of(
            format!("INSERT INTO {name} ({}) VALUES", columns.join(", ")).into(),
            columns.len(),
            format!("ON CONFLICT ({}) {conflict}", key.join(", ")).into(),
        ),
        delete: format!("DELETE FROM {name} WHERE {}", found.join(" AND ")),
    }
}

fn of(table: Table) -> &'static Statements {
    let at = Table::ALL.iter().position(|known| *known == table);
    &STATEMENTS[at.expect("every table is listed")]
}

/// The statements that make a difference true: its rows come sorted by table.
pub fn changes(difference: Difference) -> Vec<Change> {
    let deleted = difference.deleted.into_iter().map(|(table, key)| Change {
        sql: Cow::Borrowed(&of(table).delete),
        params: key.into_iter().map(value).collect(),
    });
    let mut changes: Vec<Change> = deleted.collect();
    let mut written = difference.written.into_iter().peekable();
    while let Some((table, first)) = written.next() {
        let mut rows = vec![first];
        while let Some((_, row)) = written.next_if(|(next, _)| *next == table) {
            rows.push(row);
        }
        let rows = rows.into_iter().map(|row| row.into_iter().map(value));
        changes.extend(of(table).upsert.changes(rows));
    }
    changes
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Bool(flag) => Value::Bool(flag),
        Cell::Int(number) => Value::Int(number),
        Cell::Text(text) => Value::Text(text),
    }
}

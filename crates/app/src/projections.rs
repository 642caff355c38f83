//! The difference of a state's rows as statements. Consequences are listed here and nowhere else.

use casework::matter::rows::{Cell, Difference, Table};
use std::borrow::Cow;
use std::sync::LazyLock;
use store::{Change, Value};

struct Statements {
    upsert: String,
    delete: String,
}

static STATEMENTS: LazyLock<Vec<Statements>> =
    LazyLock::new(|| Table::ALL.iter().map(|table| statements(*table)).collect());

fn statements(table: Table) -> Statements {
    let columns = table.columns();
    let (key, rest) = columns.split_at(table.key_columns());
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
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
        upsert: format!(
            "INSERT INTO {name} ({}) VALUES ({}) ON CONFLICT ({}) {conflict}",
            columns.join(", "),
            places.join(", "),
            key.join(", ")
        ),
        delete: format!("DELETE FROM {name} WHERE {}", found.join(" AND ")),
    }
}

fn of(table: Table) -> &'static Statements {
    let at = Table::ALL.iter().position(|known| *known == table);
    &STATEMENTS[at.expect("every table is listed")]
}

/// The statements that make a difference true.
pub fn changes(difference: Difference) -> Vec<Change> {
    let deleted = difference
        .deleted
        .into_iter()
        .map(|(table, key)| (&*of(table).delete, key));
    let written = difference
        .written
        .into_iter()
        .map(|(table, row)| (&*of(table).upsert, row));
    deleted
        .chain(written)
        .map(|(sql, cells)| Change {
            sql: Cow::Borrowed(sql),
            params: cells.into_iter().map(value).collect(),
        })
        .collect()
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Bool(flag) => Value::Bool(flag),
        Cell::Int(number) => Value::Int(number),
        Cell::Text(text) => Value::Text(text),
    }
}

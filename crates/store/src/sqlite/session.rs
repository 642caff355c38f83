//! One SQLite connection with its prepared statements: portable SQL in, values out.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode};

use crate::dialect::question_marks;
use crate::error::StoreError;
use crate::row::Row;
use crate::value::Value;

/// Statement texts kept rewritten; more than the program has, less than memory minds.
const TEXTS_MAX: usize = 2_048;

/// A connection and the rewritten texts of its statements.
pub(crate) struct Session {
    connection: Connection,
    texts: HashMap<String, Arc<str>>,
}

/// Why a statement did not run.
pub(crate) enum Failed {
    /// A constraint of the table was broken.
    Constraint(StoreError),
    /// Anything else.
    Fault(StoreError),
}

impl Session {
    pub(crate) fn new(connection: Connection) -> Session {
        Session {
            connection,
            texts: HashMap::new(),
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Runs a statement for its effect.
    pub(crate) fn run(&mut self, sql: &str, params: &[Value]) -> Result<(), Failed> {
        let mut statement = self.bound(sql, params).map_err(Failed::Fault)?;
        let mut rows = statement.raw_query();
        loop {
            match rows.next() {
                Ok(Some(_)) => {}
                Ok(None) => return Ok(()),
                Err(error) => return Err(failed(&error)),
            }
        }
    }

    /// Runs a statement for its rows.
    pub(crate) fn rows(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.bound(sql, params)?;
        let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|error| fault(&error))? {
            let mut values = Vec::with_capacity(columns.len());
            for (index, column) in columns.iter().enumerate() {
                let value = row.get_ref(index).map_err(|error| fault(&error))?;
                values.push(owned(column, value)?);
            }
            found.push(Row::new(Arc::clone(&columns), values));
        }
        Ok(found)
    }

    fn bound(&mut self, sql: &str, params: &[Value]) -> Result<CachedStatement<'_>, StoreError> {
        let text = self.text(sql);
        let mut statement = self
            .connection
            .prepare_cached(&text)
            .map_err(|error| fault(&error))?;
        if statement.parameter_count() != params.len() {
            return Err(StoreError::Parameter {
                position: params.len(),
                reason: format!(
                    "the statement has {} parameters",
                    statement.parameter_count()
                ),
            });
        }
        for (index, value) in params.iter().enumerate() {
            statement
                .raw_bind_parameter(index + 1, value)
                .map_err(|error| fault(&error))?;
        }
        Ok(statement)
    }

    fn text(&mut self, sql: &str) -> Arc<str> {
        if let Some(text) = self.texts.get(sql) {
            return Arc::clone(text);
        }
        if self.texts.len() >= TEXTS_MAX {
            self.texts.clear();
        }
        let text: Arc<str> = question_marks(sql).into();
        self.texts.insert(sql.to_owned(), Arc::clone(&text));
        text
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Bool(truth) => ValueRef::Integer((*truth).into()),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn owned(column: &str, value: ValueRef<'_>) -> Result<Value, StoreError> {
    let strange = |found: &str| StoreError::Inconsistent {
        column: column.to_owned(),
        expected: "text, bigint, blob, bool or null",
        found: found.to_owned(),
    };
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Real(_) => Err(strange("a fraction")),
        ValueRef::Blob(bytes) => Ok(Value::Blob(bytes.to_vec())),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(strange("text that is not UTF-8")),
        },
    }
}

fn failed(error: &rusqlite::Error) -> Failed {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => Failed::Constraint(fault(error)),
        _ => Failed::Fault(fault(error)),
    }
}

/// SQLite's error as the store's. Its messages name tables and columns, never values.
pub(crate) fn fault(error: &rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        return StoreError::Database {
            code: "SQLITE".to_owned(),
            message: error.to_string(),
        };
    };
    let message = message.clone().unwrap_or_else(|| failure.to_string());
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy(message),
        ErrorCode::ConstraintViolation => StoreError::Constraint(message),
        ErrorCode::CannotOpen => StoreError::Unreachable(message),
        _ => StoreError::Database {
            code: format!("SQLITE {}", failure.extended_code),
            message,
        },
    }
}

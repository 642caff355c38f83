//! What goes into a statement and comes out of a row: the five kinds both engines share.

use std::fmt;

/// One value of a portable type: text, bigint, blob, bool or null.
///
/// SQLite keeps a bool as 0 or 1; everything else is stored alike on both engines.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A 64-bit integer; instants are milliseconds since 1970.
    Int(i64),
    /// UTF-8 text without NUL, which PostgreSQL cannot hold.
    Text(String),
    /// Any bytes.
    Blob(Vec<u8>),
}

impl Value {
    /// The kind's name for error messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Int(_) => "bigint",
            Value::Text(_) => "text",
            Value::Blob(_) => "blob",
        }
    }
}

/// Shows kinds and lengths only: values may be personal, and `Debug` ends up in logs.
impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => write!(out, "Null"),
            Value::Bool(value) => write!(out, "Bool({value})"),
            Value::Int(value) => write!(out, "Int({value})"),
            Value::Text(value) => write!(out, "Text({} bytes)", value.len()),
            Value::Blob(value) => write!(out, "Blob({} bytes)", value.len()),
        }
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Value::Text(value.clone())
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Int(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Int(value.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Value::Blob(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Value::Blob(value.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Value::Blob(value.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(value: &[u8; N]) -> Self {
        Value::Blob(value.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

//! Values on the wire: the four PostgreSQL types the program uses, and the ones expressions yield.

use std::error::Error;
use std::sync::Arc;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::error::StoreError;
use crate::row::Row;
use crate::value::Value;

type AnyError = Box<dyn Error + Sync + Send>;

/// A row as values; a column of a type that the program never stores is named.
pub(crate) fn row(columns: &Arc<[String]>, found: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let value = found
            .try_get::<_, Value>(index)
            .map_err(|_| StoreError::Inconsistent {
                column: column.clone(),
                expected: "text, bigint, bytea or boolean",
                found: found.columns()[index].type_().name().to_owned(),
            })?;
        values.push(value);
    }
    Ok(Row::new(Arc::clone(columns), values))
}

impl ToSql for Value {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *wanted == Type::INT8 => number.to_sql(wanted, out),
            Value::Int(number) if *wanted == Type::INT4 => {
                i32::try_from(*number)?.to_sql(wanted, out)
            }
            Value::Text(text) if <&str as ToSql>::accepts(wanted) => {
                text.as_str().to_sql(wanted, out)
            }
            Value::Blob(bytes) if *wanted == Type::BYTEA => bytes.as_slice().to_sql(wanted, out),
            Value::Bool(truth) if *wanted == Type::BOOL => truth.to_sql(wanted, out),
            other => Err(format!("a {} was given where {wanted} is wanted", other.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(found: &Type, raw: &'a [u8]) -> Result<Value, AnyError> {
        match *found {
            Type::INT8 => i64::from_sql(found, raw).map(Value::Int),
            Type::INT4 => i32::from_sql(found, raw).map(|number| Value::Int(number.into())),
            Type::INT2 => i16::from_sql(found, raw).map(|number| Value::Int(number.into())),
            Type::BOOL => bool::from_sql(found, raw).map(Value::Bool),
            Type::BYTEA => <&[u8]>::from_sql(found, raw).map(Value::from),
            _ => <&str>::from_sql(found, raw).map(Value::from),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Value, AnyError> {
        Ok(Value::Null)
    }

    fn accepts(found: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::INT2, Type::BOOL, Type::BYTEA].contains(found)
            || <&str as FromSql>::accepts(found)
    }
}

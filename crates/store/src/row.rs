//! One row of a result, read by column position with the kind named at the call.

use std::sync::Arc;

use crate::error::StoreError;
use crate::value::Value;

/// One row of a result. A value of another kind than asked for is a fault that names the column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Row { columns, values }
    }

    /// The text in column `index`.
    pub fn text(&self, index: usize) -> Result<&str, StoreError> {
        match self.value(index)? {
            Value::Text(text) => Ok(text),
            other => Err(self.mismatch(index, "text", other)),
        }
    }

    /// The integer in column `index`.
    pub fn int(&self, index: usize) -> Result<i64, StoreError> {
        match self.value(index)? {
            Value::Int(number) => Ok(*number),
            other => Err(self.mismatch(index, "bigint", other)),
        }
    }

    /// The truth value in column `index`; SQLite's 0 and 1 are read as such.
    pub fn bool(&self, index: usize) -> Result<bool, StoreError> {
        match self.value(index)? {
            Value::Bool(truth) => Ok(*truth),
            Value::Int(0) => Ok(false),
            Value::Int(1) => Ok(true),
            other => Err(self.mismatch(index, "bool", other)),
        }
    }

    /// The bytes in column `index`.
    pub fn blob(&self, index: usize) -> Result<&[u8], StoreError> {
        match self.value(index)? {
            Value::Blob(bytes) => Ok(bytes),
            other => Err(self.mismatch(index, "blob", other)),
        }
    }

    /// The text in column `index`, or nothing where it is null.
    pub fn opt_text(&self, index: usize) -> Result<Option<&str>, StoreError> {
        self.present(index)?.then(|| self.text(index)).transpose()
    }

    /// The integer in column `index`, or nothing where it is null.
    pub fn opt_int(&self, index: usize) -> Result<Option<i64>, StoreError> {
        self.present(index)?.then(|| self.int(index)).transpose()
    }

    /// The bytes in column `index`, or nothing where it is null.
    pub fn opt_blob(&self, index: usize) -> Result<Option<&[u8]>, StoreError> {
        self.present(index)?.then(|| self.blob(index)).transpose()
    }

    /// Every value of the row, in column order.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The column names, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    fn present(&self, index: usize) -> Result<bool, StoreError> {
        Ok(!matches!(self.value(index)?, Value::Null))
    }

    fn value(&self, index: usize) -> Result<&Value, StoreError> {
        self.values
            .get(index)
            .ok_or_else(|| StoreError::Inconsistent {
                column: format!("#{index}"),
                expected: "a column of the result",
                found: format!("{} columns", self.values.len()),
            })
    }

    fn mismatch(&self, index: usize, expected: &'static str, found: &Value) -> StoreError {
        StoreError::Inconsistent {
            column: self
                .columns
                .get(index)
                .map_or_else(|| format!("#{index}"), Clone::clone),
            expected,
            found: found.kind().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mismatch_names_the_column() {
        let columns: Arc<[String]> = Arc::new(["size".to_owned(), "note".to_owned()]);
        let row = Row::new(columns, vec![Value::Int(7), Value::Null]);
        assert_eq!(row.int(0).unwrap(), 7);
        assert_eq!(row.opt_text(1).unwrap(), None);
        let error = row.text(1).unwrap_err().to_string();
        assert!(error.contains("note") && error.contains("null"), "{error}");
        assert!(row.bool(0).is_err(), "7 is no truth value");
        assert!(row.int(2).unwrap_err().to_string().contains("#2"));
    }
}

//! Lists of values in one SQL text for both engines.

use crate::value::Value;

/// The longest list one statement takes; longer ones are read in pieces.
pub const LIST_MAX: usize = 16_384;

/// The right side of `IN` for a list of values, and the parameters it adds.
///
/// Placeholders are numbered from `first`. The list is padded with its last value to the next
/// power of two, so that the number of different statements an engine has to keep prepared stays
/// small. An empty list becomes `(NULL)`, which matches nothing; for that reason the fragment
/// must not stand behind `NOT IN`.
///
/// ```
/// let (ids, more) = store::list(2, ["a", "b", "c"]);
/// assert_eq!(ids, "($2,$3,$4,$5)");
/// assert_eq!(more.len(), 4);
/// ```
///
/// # Panics
/// Where the list is longer than [`LIST_MAX`].
pub fn list<V: Into<Value>>(
    first: usize,
    values: impl IntoIterator<Item = V>,
) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = values.into_iter().map(Into::into).collect();
    assert!(
        params.len() <= LIST_MAX,
        "a list of {} values is read in pieces",
        params.len()
    );
    let Some(last) = params.last().cloned() else {
        return ("(NULL)".to_owned(), params);
    };
    params.resize(params.len().next_power_of_two(), last);
    let names: Vec<String> = (first..first + params.len())
        .map(|n| format!("${n}"))
        .collect();
    (format!("({})", names.join(",")), params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_padded_and_empty_ones_match_nothing() {
        assert_eq!(
            list(1, Vec::<String>::new()),
            ("(NULL)".to_owned(), Vec::new())
        );
        assert_eq!(list(3, [7_i64]), ("($3)".to_owned(), vec![Value::Int(7)]));
        let (text, params) = list(1, 0..5_i64);
        assert_eq!(text, "($1,$2,$3,$4,$5,$6,$7,$8)");
        assert_eq!(params[4..], [4, 4, 4, 4].map(Value::Int));
    }
}

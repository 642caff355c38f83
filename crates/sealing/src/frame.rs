//! Several byte strings as one, so that no two different lists give the same bytes.
//!
//! Each part is preceded by its length as eight big-endian bytes, and the list by its label.
//! Plain concatenation would let `("ab", "c")` stand in for `("a", "bc")`, and a value moved
//! between a table `x` and a table `xy` would open (T11).

/// Joins a label and the parts, each with its length in front.
pub(crate) fn frame(label: &str, parts: &[&[u8]]) -> Vec<u8> {
    let total = label.len() + parts.iter().map(|part| part.len() + 8).sum::<usize>() + 8;
    let mut framed = Vec::with_capacity(total);
    push(&mut framed, label.as_bytes());
    for part in parts {
        push(&mut framed, part);
    }
    framed
}

fn push(framed: &mut Vec<u8>, part: &[u8]) {
    framed.extend_from_slice(&(part.len() as u64).to_be_bytes());
    framed.extend_from_slice(part);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::frame;

    #[test]
    fn a_moved_boundary_changes_the_bytes() {
        assert_ne!(frame("l", &[b"ab", b"c"]), frame("l", &[b"a", b"bc"]));
        assert_ne!(frame("l", &[b"ab"]), frame("la", &[b"b"]));
        assert_ne!(frame("l", &[]), frame("l", &[b""]));
    }

    proptest! {
        #[test]
        fn frames_are_equal_only_for_equal_lists(
            left in proptest::collection::vec("[ab]{0,2}", 0..4),
            right in proptest::collection::vec("[ab]{0,2}", 0..4),
        ) {
            let bytes = |list: &[String]| {
                frame("l", &list.iter().map(String::as_bytes).collect::<Vec<_>>())
            };
            prop_assert_eq!(left == right, bytes(&left) == bytes(&right));
        }
    }
}

//! The rules of access, one by one.

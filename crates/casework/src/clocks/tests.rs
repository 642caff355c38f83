//! Clocks, one by one.

//! The `jianjian` command.

fn main() {}

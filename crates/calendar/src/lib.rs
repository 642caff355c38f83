//! Working-day calculus with make-up working days (调休). Pure.

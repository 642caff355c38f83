//! Journeys live in `tests/`; this crate only gathers them.

//! Seeded offices and citizens driving the real write path.

//! The write path, the queries, the jobs.

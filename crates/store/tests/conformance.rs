//! The contract of the store, run on both engines: one list of tests, instantiated for each.

#[cfg(test)]
mod conformance {
    pub mod checks;
    pub mod faults;
    pub mod races;
    pub mod tallies;
    pub mod values;
    pub mod world;
}

use conformance::{checks, faults, races, tallies, values};
use store::testing::{fresh_postgres, fresh_sqlite};

/// Instantiates each test for SQLite and for PostgreSQL.
macro_rules! on_both_engines {
    ($($group:ident::$test:ident)*) => {
        mod sqlite {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let (store, _folder) = fresh_sqlite().await;
                    $group::$test(store).await;
                }
            )*
        }
        mod postgres {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let Some(store) = fresh_postgres().await else { return };
                    $group::$test(store).await;
                }
            )*
        }
    };
}

on_both_engines! {
    checks::events_follow_their_stream_without_gaps
    checks::a_second_event_of_a_version_is_stale
    checks::one_stale_event_among_many_is_named
    checks::expected_heads_are_exact
    checks::guards_are_checked_and_swapped
    checks::claims_are_unique_within_their_namespace
    checks::a_claim_among_many_is_named
    checks::a_refused_write_changes_nothing
    checks::neighbours_of_a_refused_write_survive
    checks::a_late_failure_undoes_everything_before_it
    checks::a_broken_statement_is_a_fault
    checks::an_outgoing_message_waits_once
    checks::an_empty_write_is_true
    checks::reads_cannot_write
    checks::a_write_of_thousands_is_one
    checks::a_merged_write_is_one
    values::every_kind_comes_back_exactly
    values::text_with_a_nul_is_refused
    values::values_of_the_wrong_kind_are_refused
    values::the_number_of_parameters_is_checked
    values::text_orders_by_its_bytes
    values::lists_find_their_members
    values::placeholders_stand_by_number_and_not_in_quotes
    values::integers_of_expressions_are_read
    races::one_of_many_appends_wins_each_version
    races::concurrent_claims_have_one_winner
    races::no_check_passes_after_a_swap
    races::swaps_never_lose_an_update
    races::a_swap_is_not_starved_by_checks
    races::two_streams_that_read_each_other_do_not_both_move
    races::two_foundings_that_read_each_other_do_not_both_happen
    races::writes_that_cross_their_rows_all_end
    races::two_stores_share_one_database
    races::a_write_runs_to_its_end_without_its_caller
    faults::lost_answers_leave_all_or_nothing
    faults::migrating_again_changes_nothing
    faults::a_newer_database_is_refused
    tallies::counts_of_many_writers_add_up
    tallies::a_count_that_came_to_nothing_is_gone
    tallies::a_count_is_of_one_mind_with_its_write
    tallies::who_counts_anew_counts_alone
}

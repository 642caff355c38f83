//! The API in process, as a partner's program calls it, on both engines.

#[cfg(test)]
mod api {
    pub mod schema;
    pub mod story;
    pub mod world;

    mod document;
    mod doors;
    mod filing;
    mod fuzz;
    mod journey;
    mod partners;
    mod reporter;
    mod sessions;
}

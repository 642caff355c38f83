//! The desk in process, as browsers without script work it, on both engines.

#[cfg(test)]
mod desk {
    pub mod browser;
    pub mod office;
    pub mod page;

    mod access;
    mod doors;
    mod forms;
    mod journey;
    mod session;
}

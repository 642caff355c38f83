//! The public site in process, as a browser without script walks it, on both engines.

#[cfg(test)]
mod public {
    pub mod browser;
    pub mod html;
    pub mod office;

    mod calendar;
    mod flood;
    mod pages;
    mod receipt;
    mod report;
    mod shell;
    mod status;
}

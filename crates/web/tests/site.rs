//! The public site and the desk in process, as browsers without script work them, on both engines.

#[cfg(test)]
mod support {
    pub mod body;
    pub mod browser;
    pub mod page;
}

#[cfg(test)]
mod public {
    pub mod office;

    mod calendar;
    mod flood;
    mod pages;
    mod receipt;
    mod report;
    mod shell;
    mod status;
}

#[cfg(test)]
mod desk {
    pub mod office;

    mod access;
    mod accountability;
    mod analyses;
    mod assessments;
    mod balance;
    mod batch;
    mod books;
    mod campaigns;
    mod consent;
    mod deciding;
    mod doors;
    mod exports;
    mod figures;
    mod files;
    mod forms;
    mod gate;
    mod handover;
    mod inspections;
    mod journey;
    mod layouts;
    mod letter;
    mod linkages;
    mod national;
    mod originals;
    mod passed;
    mod print;
    mod procedures;
    mod reconciled;
    mod refusals;
    mod registration;
    mod reviews;
    mod search;
    mod session;
    mod settings;
    mod sheets;
    mod sheets_cut_off;
    mod supervision;
    mod units;
    mod voids;
}

//! Spreadsheets read and written, letters and forms written, codes drawn, files told apart and cleaned. Pure: typed
//! context in, bytes out.
//!
//! | module | does |
//! |---|---|
//! | [`sheet`] | reads an office's book (台账) from `.xlsx` or `.csv` bytes, losing nothing |
//! | [`table`] | writes a book as `.xlsx` or `.csv`, row by row in the memory of a page |
//! | [`kind`] | tells by content which of the few admitted kinds an attachment (附件) is |
//! | [`name`] | what a file may be called here |
//! | [`clean`] | makes the copy of an attachment that does not show who made it (T13) |
//! | [`paper`] | letters (信函), slips (单) and forms (表单) of an office, one context for Word and for the browser |
//! | [`qr`] | draws a QR code (二维码) as SVG |
//! | [`barcode`] | draws a number as bars (条形码) for a page and for a document |
//! | [`locked`] | locks one file with a passphrase, and opens it again |
//! | [`archive`] | measures a zip before anything trusts it (T14) |
//!
//! Nothing here reads a file, asks the time or writes a log: callers hand in bytes and limits and
//! receive values or a refusal whose sentence can be shown to the person who chose the file.

pub mod archive;
pub mod barcode;
pub mod chart;
pub mod clean;
pub mod kind;
pub mod locked;
pub mod name;
pub mod paper;
pub mod qr;
pub mod sheet;
pub mod table;

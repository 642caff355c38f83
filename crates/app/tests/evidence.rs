//! What the office promises, tried on both engines: evidence, sealing, access, import, rebuild.

#[path = "evidence/import.rs"]
mod import;
#[path = "evidence/login.rs"]
mod login;
#[path = "evidence/office.rs"]
mod office;

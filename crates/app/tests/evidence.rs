//! What the office promises, tried on both engines: evidence, sealing, access, import, rebuild.

#[cfg(test)]
#[path = "evidence/import.rs"]
mod import;
#[cfg(test)]
#[path = "evidence/login.rs"]
mod login;
#[cfg(test)]
#[path = "evidence/office.rs"]
mod office;

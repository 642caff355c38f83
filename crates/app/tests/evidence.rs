//! What the office promises, tried on both engines: evidence, sealing, access, import, rebuild.

#[cfg(test)]
#[path = "evidence/analysed.rs"]
mod analysed;
#[cfg(test)]
#[path = "evidence/assessed.rs"]
mod assessed;
#[cfg(test)]
#[path = "evidence/balance.rs"]
mod balance;
#[cfg(test)]
#[path = "evidence/draws.rs"]
mod draws;
#[cfg(test)]
#[path = "evidence/import.rs"]
mod import;
#[cfg(test)]
#[path = "evidence/jobs.rs"]
mod jobs;
#[cfg(test)]
#[path = "evidence/lists.rs"]
mod lists;
#[cfg(test)]
#[path = "evidence/login.rs"]
mod login;
#[cfg(test)]
#[path = "evidence/notices.rs"]
mod notices;
#[cfg(test)]
#[path = "evidence/office.rs"]
mod office;
#[cfg(test)]
#[path = "evidence/owed.rs"]
mod owed;
#[cfg(test)]
#[path = "evidence/own.rs"]
mod own;
#[cfg(test)]
#[path = "evidence/pass_up.rs"]
mod pass_up;
#[cfg(test)]
#[path = "evidence/pass_up_counts.rs"]
mod pass_up_counts;
#[cfg(test)]
#[path = "evidence/pass_up_found.rs"]
mod pass_up_found;
#[cfg(test)]
#[path = "evidence/pass_up_keys.rs"]
mod pass_up_keys;
#[cfg(test)]
#[path = "evidence/rebuild.rs"]
mod rebuild;
#[cfg(test)]
#[path = "evidence/rotation.rs"]
mod rotation;
#[cfg(test)]
#[path = "evidence/sealing.rs"]
mod sealed;
#[cfg(test)]
#[path = "evidence/search.rs"]
mod search;
#[cfg(test)]
#[path = "evidence/sequencers.rs"]
mod sequencers;
#[cfg(test)]
#[path = "evidence/story.rs"]
mod story;
#[cfg(test)]
#[path = "evidence/supervision.rs"]
mod supervision;
#[cfg(test)]
#[path = "evidence/tampering.rs"]
mod tampering;

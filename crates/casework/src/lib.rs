//! What a case is and which acts change it: one file per step. Pure.

//! Public site, desk and API.

//! How a project that has findings takes the program up: baselines, comments, and findings that a revision had already.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

mod baseline;
mod comments;
#[path = "../support/mod.rs"]
mod folder;
mod library;
mod revision;
mod support;

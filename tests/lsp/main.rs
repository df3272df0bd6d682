//! `divulge lsp`, as a client sees it.

// As in the unit tests, what cannot be is a panic; helpers are shared with other tests.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code)]

mod actions;
mod answers;
mod client;
mod completion;
mod conversation;
mod diagnostics;
mod settings;
#[path = "../support/mod.rs"]
mod support;
mod sync;

//! What the program can do: one file per command. Only here and in `main.rs` is anything printed.

pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod checklist;
mod journey;
mod known;
mod progress;
mod target;
mod terminal;

use std::process::ExitCode;

/// The exit status of a call or an input that is wrong.
pub(crate) fn wrong_call() -> ExitCode {
    ExitCode::from(2)
}

/// The exit status of a run that found something.
pub(crate) fn findings() -> ExitCode {
    ExitCode::from(1)
}

//! What the program can do: one file per command. Only here and in `main.rs` is anything printed.

pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod checklist;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod draft;
pub(crate) mod explain;
mod fail_on;
pub(crate) mod init;
mod journey;
mod known;
pub(crate) mod listing;
pub(crate) mod lsp;
pub(crate) mod man;
mod progress;
pub(crate) mod report;
pub(crate) mod schema;
mod target;
mod terminal;

use std::io::{self, Write};
use std::process::ExitCode;

/// The exit status of a call or an input that is wrong.
pub(crate) fn wrong_call() -> ExitCode {
    ExitCode::from(2)
}

/// The exit status of a run that found something.
pub(crate) fn findings() -> ExitCode {
    ExitCode::from(1)
}

/// Writes an answer to standard output.
pub(crate) fn print(answer: &[u8]) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(answer).and_then(|()| out.flush()) {
        // A reader that has seen enough, as in `divulge man | head`, has what it wants.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => unwritten(&error),
        _ => ExitCode::SUCCESS,
    }
}

/// The end of a run whose answer found no way out. Nobody is left to tell where standard error fails as well.
pub(crate) fn unwritten(error: &io::Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "error: standard output cannot be written: {error}");
    wrong_call()
}

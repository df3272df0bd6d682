//! What the program can do: one file per command. Only here and in `main.rs` is anything printed.

pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod checklist;
mod choice;
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
mod outside;
mod progress;
pub(crate) mod report;
pub(crate) mod schema;
mod stream;
mod target;
mod terminal;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use divulge::output;
use divulge::replace::replace;
use divulge::workspace::Failure;

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

/// The end of a run that does nothing: tells on standard error why. Nobody is left to tell where that fails.
pub(crate) fn refuse(failures: &[Failure]) -> ExitCode {
    let _ = output::problem_lines(failures, &mut io::stderr().lock());
    wrong_call()
}

/// Writes an answer to a file, or to standard output where none is named: whole or not at all. The exit status is `status`,
/// or that of a wrong call where the answer cannot be written.
pub(crate) fn deliver(answer: &[u8], file: Option<&Path>, status: ExitCode) -> ExitCode {
    let Some(path) = file else {
        let printed = print(answer);
        return if printed == ExitCode::SUCCESS { status } else { printed };
    };
    match replace(path, answer) {
        Ok(()) => status,
        Err(error) => {
            let message = format!("`{}` cannot be written: {error}", path.display());
            refuse(&[Failure::of(message, None)])
        }
    }
}

/// The end of a run whose answer found no way out. Nobody is left to tell where standard error fails as well.
pub(crate) fn unwritten(error: &io::Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "error: standard output cannot be written: {error}");
    wrong_call()
}

//! Many policies: each is judged, written as `ndjson`, and forgotten before memory is full of the others. They come from
//! files ([`of_request`]) or from lines ([`of_line`]), and [`in_order`] judges several at a time.

mod alone;
mod in_order;
mod lines;
mod row;

use std::path::Path;

use serde_json::value::RawValue;

use crate::Checked;
use crate::declaration::Date;
use crate::input::Disk;
use crate::output;
use crate::rules::Severity;
use crate::workspace::{self, Failure, Request, shown};

pub use in_order::in_order;
pub use lines::{LINE_LIMIT, Lines};
pub use row::of_line;

/// What is said of one declaration.
#[derive(Debug)]
pub struct Answer {
    /// As `ndjson` writes it: a line for each of its policies, or one that tells what is wrong.
    pub text: Vec<u8>,
    /// What it comes to.
    pub outcome: Outcome,
}

/// What a declaration comes to.
#[derive(Debug)]
pub enum Outcome {
    /// It was judged; this is its gravest finding.
    Judged(Option<Severity>),
    /// It cannot be used.
    Refused(Failure),
}

/// Checks a declaration and its policies on the disk. `root` is the working directory.
#[must_use]
pub fn of_request(request: &Request, root: &Path, today: Date) -> Answer {
    let checked = workspace::check_one(request, &Disk, root, today);
    answer(checked, &shown(root, &request.declaration), None)
}

/// `declaration` is its path as it is shown, `id` what the line calls itself that it came in.
fn answer(checked: Result<Checked, Failure>, declaration: &str, id: Option<&RawValue>) -> Answer {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let outcome = match checked {
        Ok(checked) => {
            let _ = output::judged_lines(&checked, id, &mut text);
            Outcome::Judged(checked.findings.iter().map(|finding| finding.severity).max())
        }
        Err(failure) => {
            let _ = output::refused_line(&failure, declaration, id, &mut text);
            Outcome::Refused(failure)
        }
    };
    Answer { text, outcome }
}

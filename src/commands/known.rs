//! `--baseline` and `--diff-base`: findings that are known, and set aside.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use divulge::workspace::Failure;
use divulge::{baseline, output, revision};

use super::journey::Journey;

/// Findings that are known.
#[derive(Args, Debug)]
pub(super) struct Known {
    /// Accept the findings that this file lists; `divulge baseline` writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Report only findings that this revision of the Git repository did not have
    #[arg(long, value_name = "REV")]
    diff_base: Option<String>,
}

impl Known {
    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.baseline.is_none() && self.diff_base.is_none()
    }

    /// Sets aside what is known of these results.
    pub(super) fn set_aside(&self, journey: &mut Journey) -> Result<(), Failure> {
        let Journey { results, requests, root, today } = journey;
        if let Some(path) = &self.baseline {
            baseline::apply(results, &baseline::read(path, root)?, root, *today);
        }
        if let Some(name) = &self.diff_base {
            let unjudged = revision::subtract(results, requests, root, *today, name)?;
            note(&unjudged, name);
        }
        Ok(())
    }
}

/// Tells of what could not be compared. Nobody is left to tell where that fails.
fn note(unjudged: &[revision::Unjudged], name: &str) {
    let mut err = io::stderr().lock();
    for one in unjudged {
        let _ = writeln!(
            err,
            "note: {name} has a `{}` that cannot be used ({}), so all of its findings are shown",
            output::one_line(&one.declaration),
            output::one_line(&one.message)
        );
    }
}

//! `--fail-on`: from which severity on a finding makes the exit status 1.

use std::process::ExitCode;

use clap::ValueEnum;

use divulge::Checked;
use divulge::rules::Severity;

/// The least severe finding that makes the exit status 1.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// No finding
    Never,
}

impl FailOn {
    /// The exit status of these results.
    pub(super) fn status(self, results: &[Checked]) -> ExitCode {
        let findings = results.iter().flat_map(|checked| &checked.findings);
        self.status_of(findings.map(|finding| finding.severity).max())
    }

    /// The exit status of a run whose gravest finding is this.
    pub(super) fn status_of(self, gravest: Option<Severity>) -> ExitCode {
        match gravest {
            Some(severity) if self.is_reached(severity) => super::findings(),
            _ => ExitCode::SUCCESS,
        }
    }

    fn is_reached(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => severity >= Severity::Info,
            Self::Never => false,
        }
    }
}

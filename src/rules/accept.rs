//! What the exceptions of a declaration and the comments in its files accept, and what is wrong with them.

use super::case::{CommentCase, CommentState, Context, ExceptionCase, ExceptionState};
use super::rule::Check;
use super::{Finding, RuleId};
use crate::declaration::{Date, Declaration, Exception, Level};
use crate::source::Location;
use crate::suppression::Suppression;

/// A finding that is accepted.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What was found.
    pub finding: Finding,
    /// By what, and why.
    pub by: Acceptance,
}

/// Why a finding is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// What accepts it.
    pub source: AcceptedBy,
    /// The reason given; entries of a baseline need none.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it is written; nowhere for a revision.
    pub location: Option<Location>,
}

/// What accepts a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptedBy {
    /// An exception, by its index in the declaration.
    Exception(usize),
    /// A comment in a policy or a declaration.
    Comment,
    /// An entry of a baseline.
    Baseline,
    /// The revision with which this run is compared: it had the finding already.
    Revision,
}

impl AcceptedBy {
    /// The word in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exception(_) => "exception",
            Self::Comment => "comment",
            Self::Baseline => "baseline",
            Self::Revision => "revision",
        }
    }
}

/// Parts what is accepted from what stands, and adds what is wrong with the exceptions and comments themselves.
///
/// Where several accept one finding, it is put down to the first, exceptions before comments, and all of them are in use:
/// which of them is one too many is not for their order to say.
pub(super) fn accept(
    found: impl Iterator<Item = Finding>,
    rules: &[Context<'_>],
    declaration: &Declaration,
    comments: &[Suppression],
    today: Date,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let mut gate = Gate::new(declaration, comments, today);
    let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
    for finding in found {
        match gate.accept(&finding) {
            Some(by) => suppressed.push(Suppressed { finding, by }),
            None => findings.push(finding),
        }
    }
    findings.extend(gate.judge(rules));
    (findings, suppressed)
}

/// The exceptions and comments, and what has become of each so far.
struct Gate<'a> {
    declaration: &'a Declaration,
    exceptions: Vec<(&'a Exception, ExceptionState)>,
    comments: Vec<(&'a Suppression, CommentState)>,
}

impl<'a> Gate<'a> {
    fn new(declaration: &'a Declaration, comments: &'a [Suppression], today: Date) -> Self {
        let exceptions = &declaration.exceptions;
        Self {
            declaration,
            exceptions: exceptions
                .iter()
                .map(|exception| (exception, initial_state(exception, today)))
                .collect(),
            comments: comments.iter().map(|comment| (comment, CommentState::Unused)).collect(),
        }
    }

    /// What accepts this finding first, if anything does.
    fn accept(&mut self, finding: &Finding) -> Option<Acceptance> {
        let mut first = None;
        for (index, (exception, state)) in self.exceptions.iter_mut().enumerate() {
            if !matches!(state, ExceptionState::Expired(_)) && accepts(exception, finding) {
                *state = ExceptionState::Used;
                first = first.or_else(|| Some(by_exception(index, exception)));
            }
        }
        for (comment, state) in &mut self.comments {
            if comment.accepts(finding, self.declaration) {
                *state = CommentState::Used;
                first = first.or_else(|| Some(by_comment(comment)));
            }
        }
        first
    }

    /// Nothing accepts a finding on an exception or a comment: `rules:` can turn these rules off.
    fn judge(&self, rules: &[Context<'_>]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for &(exception, state) in &self.exceptions {
            for &context in rules {
                if let Check::Exception(check) = &context.rule.0.check {
                    findings.extend(check(&ExceptionCase { context, exception, state }));
                }
            }
        }
        for &(suppression, state) in &self.comments {
            for &context in rules {
                if let Check::Comment(check) = &context.rule.0.check {
                    findings.extend(check(&CommentCase { context, suppression, state }));
                }
            }
        }
        findings
    }
}

/// An exception holds on its last day.
fn initial_state(exception: &Exception, today: Date) -> ExceptionState {
    match &exception.until {
        Some(until) if until.value < today => ExceptionState::Expired(until.value),
        _ => ExceptionState::Unused,
    }
}

fn accepts(exception: &Exception, finding: &Finding) -> bool {
    exception.rule == finding.rule
        && exception.transfer.is_none_or(|transfer| finding.transfer == Some(transfer))
}

fn by_exception(index: usize, exception: &Exception) -> Acceptance {
    Acceptance {
        source: AcceptedBy::Exception(index),
        reason: Some(exception.reason.clone()),
        until: exception.until.as_ref().map(|until| until.value),
        location: Some(exception.location),
    }
}

fn by_comment(comment: &Suppression) -> Acceptance {
    Acceptance {
        source: AcceptedBy::Comment,
        reason: comment.reason.clone(),
        until: None,
        location: Some(comment.location),
    }
}

/// Why an exception or a comment for this rule finds nothing to accept.
pub(super) fn why_nothing(declaration: &Declaration, rule: RuleId) -> &'static str {
    if !rule.is_suppressible() {
        "findings on what suppresses findings cannot be suppressed"
    } else if declaration.severities.get(&rule) == Some(&Level::Off) {
        "its rule is off"
    } else {
        "there is no such finding"
    }
}

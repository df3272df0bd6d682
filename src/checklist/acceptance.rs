//! What is reported on one transfer in one policy, and which of it an exception accepts.

use crate::Checked;
use crate::assessment::{ElementAssessment, TransferAssessment, Verdict};
use crate::declaration::{Date, Exception, TransferId};
use crate::rules::{AcceptedBy, Finding, Suppressed};

/// Whether something that is missing is accepted.
#[derive(Debug)]
pub enum Acceptance<'a> {
    /// By exceptions in force, each once, in the order of the findings; never empty.
    InForce(Vec<&'a Exception>),
    /// Not, or not all of it. Exceptions that once did are past their last day.
    None(Vec<Lapse<'a>>),
}

/// An exception that accepts nothing any more.
#[derive(Clone, Copy, Debug)]
pub struct Lapse<'a> {
    /// The exception.
    pub exception: &'a Exception,
    /// Its last day.
    pub until: Date,
}

impl Acceptance<'_> {
    /// Whether exceptions in force accept all of it.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        matches!(self, Self::InForce(_))
    }
}

/// The findings on one transfer in one policy.
pub(super) struct Reports<'a> {
    transfer: TransferId,
    standing: Vec<&'a Finding>,
    accepted: Vec<&'a Suppressed>,
    exceptions: &'a [Exception],
    today: Date,
}

impl<'a> Reports<'a> {
    pub(super) fn new(checked: &'a Checked, policy: usize, judged: &TransferAssessment, today: Date) -> Self {
        let concerns = |finding: &Finding| {
            finding.transfer == Some(judged.transfer)
                && finding.policy.is_some_and(|place| {
                    // A policy without a heading has no place for what it lacks: then the declaration has it.
                    checked.policy_of(place.source) == Some(policy)
                        || judged.elements.iter().any(|element| element.anchor == place)
                })
        };
        Self {
            transfer: judged.transfer,
            standing: checked.findings.iter().filter(|finding| concerns(finding)).collect(),
            accepted: checked.suppressed.iter().filter(|entry| concerns(&entry.finding)).collect(),
            exceptions: &checked.declaration.exceptions,
            today,
        }
    }

    /// All of them: those that stand, then those that are accepted.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a Finding> {
        self.standing.iter().copied().chain(self.accepted.iter().map(|entry| &entry.finding))
    }

    /// Those that report this element. A denial is reported once for everything that it denies: it stands for the others.
    pub(super) fn of_element(&self, element: &ElementAssessment) -> Vec<&'a Finding> {
        let own: Vec<&'a Finding> = self
            .all()
            .filter(|finding| finding.element == Some(element.element))
            .filter(|finding| finding.subject.as_ref() == Some(&element.subject))
            .collect();
        if own.is_empty() && matches!(element.verdict, Verdict::Ambiguous | Verdict::Incorrect) {
            self.all().filter(|finding| finding.verdict == Some(element.verdict)).collect()
        } else {
            own
        }
    }

    /// Accepted is what has a report, and none that stands. Only an exception counts: a comment or a baseline keeps a
    /// finding out of sight, but nobody has released it.
    pub(super) fn acceptance(&self, findings: &[&'a Finding]) -> Acceptance<'a> {
        let mut exceptions: Vec<&'a Exception> = Vec::new();
        for finding in findings {
            let accepted =
                self.accepted.iter().find(|entry| std::ptr::eq(&raw const entry.finding, *finding));
            match accepted.and_then(|entry| self.exception(entry)) {
                Some(exception) if exceptions.iter().any(|known| std::ptr::eq(*known, exception)) => {}
                Some(exception) => exceptions.push(exception),
                None => return Acceptance::None(self.lapses(findings)),
            }
        }
        if exceptions.is_empty() { Acceptance::None(Vec::new()) } else { Acceptance::InForce(exceptions) }
    }

    fn exception(&self, entry: &Suppressed) -> Option<&'a Exception> {
        match entry.by.source {
            AcceptedBy::Exception(index) => self.exceptions.get(index),
            AcceptedBy::Comment | AcceptedBy::Baseline | AcceptedBy::Revision => None,
        }
    }

    fn lapses(&self, findings: &[&'a Finding]) -> Vec<Lapse<'a>> {
        let concerns = |exception: &Exception| {
            exception.transfer.is_none_or(|transfer| transfer == self.transfer)
                && findings.iter().any(|finding| finding.rule == exception.rule)
        };
        self.exceptions
            .iter()
            .filter(|exception| concerns(exception))
            .filter_map(|exception| {
                let until = exception.until.as_ref()?.value;
                (until < self.today).then_some(Lapse { exception, until })
            })
            .collect()
    }
}

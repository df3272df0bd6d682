//! Verdict -> [`Finding`]: one file per rule, with its name, its words and its default.
//!
//! A rule looks at the assessment and the declaration, never at Markdown.

use std::fmt;

use crate::assessment::{Assessment, Element, Verdict};
use crate::declaration::{Date, Declaration, TransferId};
use crate::source::{Location, Sources};

/// A rule's name, as users write it. Only names of rules that exist can be had, from [`RuleId::parse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

/// Every rule, in the order of the contract.
const NAMES: &[&str] = &[
    "undisclosed-recipient",
    "undisclosed-country",
    "undisclosed-outsourcing",
    "misclassified-role",
    "denied-transfer",
    "vague-recipient",
    "vague-country",
    "undeclared-recipient",
    "undeclared-country",
    "hidden-disclosure",
    "cannot-judge",
    "expired-exception",
    "unused-exception",
];

impl RuleId {
    /// The rule with this name, where there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|&&known| known == name).map(|&known| Self(known))
    }

    /// Every rule, in the order of the contract.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|&name| Self(name))
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

/// How much a finding weighs; ordered from light to heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information.
    Info,
    /// Worth a look.
    Warning,
    /// A violation.
    Error,
}

impl Severity {
    /// The word in reports and in `rules:`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// One rule on one transfer, element and policy.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule.
    pub rule: RuleId,
    /// How heavy, after `rules:`.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do or to write instead.
    pub help: String,
    /// The element, for findings that are about one.
    pub element: Option<Element>,
    /// Its verdict.
    pub verdict: Option<Verdict>,
    /// The transfer, for findings that are about one.
    pub transfer: Option<TransferId>,
    /// The recipient's name: as declared, or as the policy writes it.
    pub recipient: Option<String>,
    /// What it is about: a country's code, else the recipient's name.
    pub subject: Option<String>,
    /// Where in the policy a fix belongs; none for a finding on the declaration alone.
    pub policy: Option<Location>,
    /// Where the declaration says what the policy does not; none where the declaration lacks it.
    pub declaration: Option<Location>,
}

/// A finding that an exception of the declaration accepts.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What was found.
    pub finding: Finding,
    /// Index of the exception in the declaration.
    pub exception: usize,
}

/// Stand-in: one finding per omitted element.
#[must_use]
pub fn apply(
    _sources: &Sources,
    declaration: &Declaration,
    assessments: &[Assessment],
    _today: Date,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
    for assessment in assessments {
        for transfer in &assessment.transfers {
            for element in transfer.elements.iter().filter(|element| element.verdict == Verdict::Omitted) {
                let name = match element.element {
                    Element::Recipient => "undisclosed-recipient",
                    Element::Country => "undisclosed-country",
                    Element::Role => "undisclosed-outsourcing",
                };
                let Some(rule) = RuleId::parse(name) else { continue };
                let recipient = declaration
                    .transfers
                    .get(transfer.transfer)
                    .and_then(|entry| declaration.recipients.get(entry.recipient))
                    .map(|recipient| recipient.name.value.clone());
                let finding = Finding {
                    rule,
                    severity: Severity::Error,
                    message: format!("The policy does not name {}.", element.subject),
                    help: format!("Write “… {} …” in this section.", element.subject),
                    element: Some(element.element),
                    verdict: Some(element.verdict),
                    transfer: Some(transfer.transfer),
                    recipient,
                    subject: Some(element.subject.clone()),
                    policy: Some(element.anchor),
                    declaration: Some(element.declared),
                };
                match declaration.exceptions.iter().position(|exception| exception.rule == rule) {
                    Some(exception) => suppressed.push(Suppressed { finding, exception }),
                    None => findings.push(finding),
                }
            }
        }
    }
    (findings, suppressed)
}

//! What a rule is asked about, with the words for it and the finding that it makes of it.

use super::{Finding, RuleId, Severity, words};
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment};
use crate::baseline::Entry;
use crate::declaration::{Date, Declaration, Exception, Located, Role, Transfer, TransferId};
use crate::laws::{self, Demand, Flow, Law};
use crate::lexicon::country::Country;
use crate::source::{Location, Sources};
use crate::suppression::{Medium, RuleName, Suppression};

/// A rule as it is in force, and the world it looks at.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) rule: RuleId,
    /// After `rules:`.
    pub(super) severity: Severity,
    pub(super) sources: &'a Sources,
    pub(super) declaration: &'a Declaration,
}

impl<'a> Context<'a> {
    /// The name of a transfer's recipient as declared.
    pub(super) fn recipient(&self, transfer: TransferId) -> Option<&'a str> {
        let recipient = self.declaration.transfers.get(transfer)?.recipient;
        Some(self.declaration.recipients.get(recipient)?.name.value.as_str())
    }

    /// The path of a file as it is shown.
    pub(super) fn path(&self, location: Location) -> &'a str {
        self.sources.get(location.source).path()
    }

    /// The finding with the laws that ask for what is missing, and the weight that they give it where `rules:` gives none.
    pub(super) fn weighed(&self, finding: Finding, unmet: &[Demand<'_>]) -> Finding {
        let severity = match self.declaration.severities.get(&self.rule) {
            Some(_) => self.severity,
            None => laws::severity(self.severity, unmet),
        };
        let caveats = unmet.iter().filter_map(Demand::caveat);
        let help = std::iter::once(finding.help).chain(caveats).collect::<Vec<_>>().join(" ");
        Finding { severity, help, laws: unmet.iter().map(Demand::citation).collect(), ..finding }
    }

    /// A finding about nothing yet: the rule fills in what it is about.
    pub(super) fn finding(&self, message: String, help: String) -> Finding {
        Finding {
            rule: self.rule,
            severity: self.severity,
            message,
            help,
            element: None,
            verdict: None,
            transfer: None,
            recipient: None,
            subject: None,
            laws: Vec::new(),
            policy: None,
            declaration: None,
        }
    }
}

/// One policy.
pub(super) struct PolicyCase<'a> {
    pub(super) context: Context<'a>,
    pub(super) assessment: &'a Assessment,
}

/// One transfer against one policy.
pub(super) struct TransferCase<'a> {
    pub(super) context: Context<'a>,
    pub(super) assessment: &'a Assessment,
    pub(super) transfer: &'a TransferAssessment,
    pub(super) declared: &'a Transfer,
    pub(super) recipient: &'a str,
    /// The laws in force for this policy.
    pub(super) laws: &'a [Law],
    /// The transfer as they look at it.
    pub(super) flow: &'a Flow,
}

impl TransferCase<'_> {
    /// Where the policy discloses the transfer, or should.
    pub(super) fn anchor(&self) -> Option<Location> {
        self.transfer.elements.first().map(|recipient| recipient.anchor)
    }

    /// A finding on the transfer for which laws ask, at its place in the policy and at this one in the declaration. Its weight
    /// is what they give it.
    pub(super) fn finding(
        &self,
        declaration: Location,
        demands: &[Demand<'_>],
        message: String,
        help: String,
    ) -> Finding {
        let finding = Finding {
            transfer: Some(self.transfer.transfer),
            recipient: Some(self.recipient.to_owned()),
            subject: Some(self.recipient.to_owned()),
            policy: self.anchor(),
            declaration: Some(declaration),
            ..self.context.finding(message, help)
        };
        self.context.weighed(finding, demands)
    }
}

/// One element of one transfer against one policy.
pub(super) struct ElementCase<'a> {
    pub(super) context: Context<'a>,
    pub(super) transfer: &'a TransferAssessment,
    pub(super) declared: &'a Transfer,
    pub(super) recipient: &'a str,
    pub(super) element: &'a ElementAssessment,
}

impl ElementCase<'_> {
    /// Whether the case is about this kind of element.
    pub(super) fn is(&self, element: Element) -> bool {
        self.element.element == element
    }

    /// The declared role.
    pub(super) fn role(&self) -> Option<Role> {
        self.declared.role.as_ref().map(|role| role.value)
    }

    /// A declared value, as a message repeats it: `"5 years"`.
    pub(super) fn declared_text(&self, value: &Option<Located<String>>) -> String {
        value
            .as_ref()
            .map_or_else(|| "what is declared".to_owned(), |declared| format!("\"{}\"", declared.value))
    }

    /// The country, as a message names it.
    pub(super) fn country(&self) -> String {
        Country::from_code(&self.element.subject).map_or_else(|| self.element.subject.clone(), words::country)
    }

    /// The path of the file where a fix belongs.
    pub(super) fn policy(&self) -> &str {
        self.context.path(self.element.anchor)
    }

    /// `line 12`, for a message that begins with [`ElementCase::policy`].
    pub(super) fn line(&self, location: Location) -> String {
        words::line(self.context.sources, location, self.element.anchor.source)
    }

    /// The words that stand there.
    pub(super) fn quote(&self, location: Location) -> String {
        words::quote(self.context.sources, location)
    }

    /// Where in a policy this recipient belongs.
    pub(super) fn list(&self) -> &'static str {
        words::list_of(self.role())
    }

    /// A finding on this element, at its anchor.
    pub(super) fn finding(&self, message: String, help: String) -> Finding {
        Finding {
            element: Some(self.element.element),
            verdict: Some(self.element.verdict),
            transfer: Some(self.transfer.transfer),
            recipient: Some(self.recipient.to_owned()),
            subject: Some(self.element.subject.clone()),
            policy: Some(self.element.anchor),
            declaration: Some(self.element.declared),
            ..self.context.finding(message, help)
        }
    }
}

/// One exception, after all findings are known.
pub(super) struct ExceptionCase<'a> {
    pub(super) context: Context<'a>,
    pub(super) exception: &'a Exception,
    pub(super) state: ExceptionState,
}

/// What became of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExceptionState {
    /// It accepts at least one finding.
    Used,
    /// It holds, and there is nothing that it accepts.
    Unused,
    /// It held until this day, and accepts nothing any more.
    Expired(Date),
}

impl ExceptionCase<'_> {
    /// What it accepts: `undisclosed-country on nsf-score`.
    pub(super) fn scope(&self) -> String {
        let transfer = self.exception.transfer.and_then(|id| self.context.declaration.transfers.get(id));
        match transfer {
            Some(transfer) => format!("{} on {}", self.exception.rule, transfer.id),
            None => self.exception.rule.to_string(),
        }
    }

    /// A finding on this exception, at this place of the declaration.
    pub(super) fn finding(&self, declaration: Location, message: String, help: String) -> Finding {
        let recipient =
            self.exception.transfer.and_then(|id| self.context.recipient(id)).map(ToOwned::to_owned);
        Finding {
            transfer: self.exception.transfer,
            subject: recipient.clone(),
            recipient,
            declaration: Some(declaration),
            ..self.context.finding(message, help)
        }
    }
}

/// One rule of one comment, after all findings are known.
pub(super) struct CommentCase<'a> {
    pub(super) context: Context<'a>,
    pub(super) suppression: &'a Suppression,
    pub(super) state: CommentState,
}

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommentState {
    /// It accepts at least one finding.
    Used,
    /// There is nothing that it accepts.
    Unused,
}

impl CommentCase<'_> {
    /// A finding on this comment, at its place.
    pub(super) fn finding(&self, message: String, help: String) -> Finding {
        let location = Some(self.suppression.location);
        let (policy, declaration) = match self.suppression.medium {
            Medium::Policy => (location, None),
            Medium::Declaration => (None, location),
        };
        let subject = match &self.suppression.rule {
            RuleName::Known(rule) => Some(rule.name().to_owned()),
            RuleName::Unknown(name) => Some(name.clone()),
            RuleName::Missing => None,
        };
        Finding { subject, policy, declaration, ..self.context.finding(message, help) }
    }
}

/// One entry of a baseline that does not do its work.
pub(super) struct BaselineCase<'a> {
    pub(super) context: Context<'a>,
    pub(super) entry: &'a Entry,
    pub(super) state: EntryState,
    /// The entry's place in the baseline.
    pub(super) location: Location,
}

/// Why an entry of a baseline accepts nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryState {
    /// There is no such finding, or another entry has it.
    Unused,
    /// It held until this day.
    Expired(Date),
}

impl BaselineCase<'_> {
    /// What it accepts: `undisclosed-country on nsf-score (CN)`.
    pub(super) fn scope(&self) -> String {
        let key = &self.entry.key;
        let transfer = key.transfer.as_ref().map(|transfer| format!(" on {transfer}")).unwrap_or_default();
        let subject = key.subject.as_ref().map(|subject| format!(" ({subject})")).unwrap_or_default();
        format!("{}{transfer}{subject}", key.rule)
    }

    /// A finding on this entry, at its place.
    pub(super) fn finding(&self, message: String, help: String) -> Finding {
        let transfers = &self.context.declaration.transfers;
        let id = self.entry.key.transfer.as_ref();
        let transfer = transfers.iter().position(|transfer| Some(&transfer.id) == id);
        Finding {
            transfer,
            recipient: transfer.and_then(|id| self.context.recipient(id)).map(ToOwned::to_owned),
            subject: self.entry.key.subject.clone(),
            declaration: Some(self.location),
            ..self.context.finding(message, help)
        }
    }
}

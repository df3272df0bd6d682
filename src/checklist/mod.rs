//! Results -> the list that a release waits for: one item per transfer and policy, open until the policy shows everything
//! that is required.
//!
//! The levels that `rules:` sets change nothing here: a rule that is off is a finding that nobody wants to see, not a
//! disclosure. What a team lives with is an exception, with its reason.

mod acceptance;

use crate::Checked;
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment, Verdict};
use crate::declaration::{Date, Role, TransferId};
use crate::rules::{Finding, RuleId, Severity};
use acceptance::Reports;
pub use acceptance::{Acceptance, Lapse};

/// Everything that one run has to show before a release, in the order of its declarations.
#[derive(Debug)]
pub struct Checklist<'a> {
    /// The day on which exceptions are judged.
    pub today: Date,
    /// Whether exceptions count.
    pub exceptions: Exceptions,
    /// One per declaration.
    pub declarations: Vec<DeclarationList<'a>>,
}

/// Whether what an exception accepts passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceptions {
    /// An exception in force lets its item pass.
    Honoured,
    /// Only a ticked box passes.
    Refused,
}

/// The items of one declaration.
#[derive(Debug)]
pub struct DeclarationList<'a> {
    /// What was checked.
    pub checked: &'a Checked,
    /// One per policy that was asked for, in the order of the declaration.
    pub policies: Vec<PolicyList<'a>>,
    /// Transfers that have ended, and so have no item.
    pub ended: Vec<TransferId>,
}

/// The items of one policy.
#[derive(Debug)]
pub struct PolicyList<'a> {
    /// Index of the policy in the declaration.
    pub policy: usize,
    /// The policy's path as it is shown.
    pub path: &'a str,
    /// One per transfer that the policy must disclose, in the order of the declaration.
    pub items: Vec<Item<'a>>,
}

/// One transfer in one policy.
#[derive(Debug)]
pub struct Item<'a> {
    /// Which transfer.
    pub transfer: TransferId,
    /// Its name in the declaration.
    pub id: &'a str,
    /// The recipient's name as declared.
    pub recipient: &'a str,
    /// The role that the declaration gives it.
    pub role: Option<Role>,
    /// What keeps the box open; empty where it is ticked.
    pub missing: Vec<Missing<'a>>,
}

/// Something required that the policy does not clearly state.
#[derive(Debug)]
pub struct Missing<'a> {
    /// What it is about.
    pub subject: &'a str,
    /// The element; none where a finding is about the whole transfer.
    pub element: Option<Element>,
    /// The element's verdict.
    pub verdict: Option<Verdict>,
    /// The findings that report it, those that stand and those that are accepted; empty where their rule is off.
    pub findings: Vec<&'a Finding>,
    /// Who lives with it and why.
    pub acceptance: Acceptance<'a>,
}

/// What the box of an item says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everything required is clear.
    Ticked,
    /// Something is missing, and an exception in force accepts all of it.
    Accepted,
    /// Something is missing that nobody has accepted.
    Open,
}

/// How many items there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Everything required is clear.
    pub ticked: usize,
    /// What is missing is accepted.
    pub accepted: usize,
    /// Something is missing.
    pub open: usize,
}

impl<'a> Checklist<'a> {
    /// The list of these results, as it is on this day: the one that they were checked on.
    #[must_use]
    pub fn new(results: &'a [Checked], exceptions: Exceptions, today: Date) -> Self {
        let declarations = results.iter().map(|checked| DeclarationList::new(checked, today)).collect();
        Self { today, exceptions, declarations }
    }

    /// Whether exceptions are refused.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.exceptions == Exceptions::Refused
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        self.declarations.iter().flat_map(|list| &list.policies).flat_map(|list| &list.items)
    }

    /// How many boxes are ticked, accepted and open.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in self.items() {
            match item.state() {
                State::Ticked => counts.ticked += 1,
                State::Accepted => counts.accepted += 1,
                State::Open => counts.open += 1,
            }
        }
        counts
    }

    /// Whether an item lets the release through.
    #[must_use]
    pub fn passes(&self, item: &Item<'_>) -> bool {
        match item.state() {
            State::Ticked => true,
            State::Accepted => self.exceptions == Exceptions::Honoured,
            State::Open => false,
        }
    }

    /// Whether every item does.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.items().all(|item| self.passes(item))
    }
}

impl Counts {
    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.ticked + self.accepted + self.open
    }
}

impl<'a> DeclarationList<'a> {
    fn new(checked: &'a Checked, today: Date) -> Self {
        let mut policies: Vec<PolicyList<'a>> = checked
            .assessments
            .iter()
            .map(|assessment| PolicyList::new(checked, assessment, today))
            .collect();
        policies.sort_by_key(|list| list.policy);
        let transfers = checked.declaration.transfers.iter().enumerate();
        let ended = transfers.filter(|(_, transfer)| transfer.has_ended(today)).map(|(id, _)| id).collect();
        Self { checked, policies, ended }
    }

    /// The declaration's path as it is shown.
    #[must_use]
    pub fn path(&self) -> &'a str {
        self.checked.sources.get(self.checked.declaration.source).path()
    }
}

impl<'a> PolicyList<'a> {
    fn new(checked: &'a Checked, assessment: &'a Assessment, today: Date) -> Self {
        let items = assessment
            .transfers
            .iter()
            .filter_map(|judged| Item::new(checked, assessment.policy, judged, today))
            .collect();
        Self { policy: assessment.policy, path: checked.policy_path(assessment.policy), items }
    }
}

impl<'a> Item<'a> {
    fn new(checked: &'a Checked, policy: usize, judged: &'a TransferAssessment, today: Date) -> Option<Self> {
        let transfer = checked.declaration.transfers.get(judged.transfer)?;
        let recipient = &checked.declaration.recipient_of(judged.transfer)?.name.value;
        let reports = Reports::new(checked, policy, judged, today);
        let mut missing: Vec<Missing<'a>> = judged
            .elements
            .iter()
            .filter(|element| element.required && is_missing(element.verdict))
            .map(|element| Missing::of_element(&reports, element))
            .collect();
        let others: Vec<&'a Finding> = reports
            .all()
            .filter(|finding| finding.severity == Severity::Error)
            .filter(|finding| !missing.iter().any(|entry| entry.is_told_by(finding)))
            .collect();
        missing.extend(others.into_iter().map(|finding| Missing::of_finding(&reports, finding, recipient)));
        let role = transfer.role.as_ref().map(|role| role.value);
        Some(Self { transfer: judged.transfer, id: &transfer.id, recipient, role, missing })
    }

    /// What the box says.
    #[must_use]
    pub fn state(&self) -> State {
        if self.missing.is_empty() {
            State::Ticked
        } else if self.missing.iter().all(|missing| missing.acceptance.is_in_force()) {
            State::Accepted
        } else {
            State::Open
        }
    }
}

impl<'a> Missing<'a> {
    fn of_element(reports: &Reports<'a>, element: &'a ElementAssessment) -> Self {
        let findings = reports.of_element(element);
        Self {
            subject: &element.subject,
            element: Some(element.element),
            verdict: Some(element.verdict),
            acceptance: reports.acceptance(&findings),
            findings,
        }
    }

    /// What a rule finds wrong although the policy states it, as where a consent is missing that no policy can give.
    fn of_finding(reports: &Reports<'a>, finding: &'a Finding, recipient: &'a str) -> Self {
        let findings = vec![finding];
        Self {
            subject: finding.subject.as_deref().unwrap_or(recipient),
            element: finding.element,
            verdict: finding.verdict,
            acceptance: reports.acceptance(&findings),
            findings,
        }
    }

    fn is_told_by(&self, finding: &Finding) -> bool {
        self.findings.iter().any(|told| std::ptr::eq(*told, finding))
    }

    /// The rules that report it, each once, in the order of the findings.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleId> {
        let mut rules = Vec::new();
        for finding in &self.findings {
            if !rules.contains(&finding.rule) {
                rules.push(finding.rule);
            }
        }
        rules
    }
}

fn is_missing(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Clear | Verdict::NotRequired)
}

#[cfg(test)]
mod tests;

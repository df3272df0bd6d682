//! Verdict -> [`Finding`]: one file per rule, with its name, its words and its default.
//!
//! A rule looks at the assessment and the declaration, never at Markdown.
//!
//! To add one: copy the file of a rule that is like it, and add its line to `rules!` below.

mod accept;
mod apply;
mod baseline;
mod case;
mod detail;
mod rule;
#[cfg(test)]
mod testing;
mod words;

use std::cmp::Ordering;
use std::fmt;

pub use accept::{Acceptance, AcceptedBy, Suppressed};
pub use apply::apply;
pub(crate) use baseline::judge as judge_baseline;
pub(crate) use case::EntryState;
use rule::{Check, Rule, Side};
#[cfg(test)]
use schemars::JsonSchema;
#[cfg(test)]
use serde::Deserialize;
use serde::Serialize;

use crate::assessment::{Element, Verdict};
use crate::declaration::TransferId;
use crate::laws::Citation;
use crate::source::Location;

/// Declares the module of every rule, and lists their `RULE`s in this order. (`cargo fmt` does not see modules that a
/// macro declares: `rustfmt --edition 2024 src/rules/*.rs` does.)
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        static REGISTRY: &[&Rule] = &[$(&$module::RULE),*];
    };
}

// The order of the contract, which is also the order of the findings on one element.
rules! {
    undisclosed_recipient,
    undisclosed_country,
    undisclosed_outsourcing,
    misclassified_role,
    denied_transfer,
    vague_recipient,
    vague_country,
    undisclosed_data,
    undisclosed_purpose,
    undisclosed_retention,
    undisclosed_method,
    undisclosed_contact,
    undisclosed_legal_basis,
    undisclosed_safeguard,
    undisclosed_refusal,
    understated_subjects,
    undisclosed_onward_transfer,
    undisclosed_automated_decision,
    undeclared_recipient,
    undeclared_country,
    missing_consent,
    open_ended_list,
    hidden_disclosure,
    outdated_policy,
    unfilled_placeholder,
    cannot_judge,
    unknown_language,
    empty_policy,
    unread_table,
    expired_exception,
    unused_exception,
    expired_baseline,
    unused_baseline,
    suppression_without_reason,
    unknown_rule_in_suppression,
    unused_suppression,
}

/// A rule, by the name that users write. Only rules that exist can be had, from [`RuleId::parse`] or [`RuleId::all`].
#[derive(Clone, Copy)]
pub struct RuleId(&'static Rule);

impl RuleId {
    /// The rule with this name, where there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|rule| rule.name() == name)
    }

    /// Every rule, in the order of the contract.
    pub fn all() -> impl Iterator<Item = Self> {
        REGISTRY.iter().map(|&rule| Self(rule))
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The severity where `rules:` sets none.
    #[must_use]
    pub fn default_severity(self) -> Severity {
        self.0.severity
    }

    /// Whether it reports words that stand in the policy, and thus points there first.
    #[must_use]
    pub(crate) fn points_at_the_policy(self) -> bool {
        self.0.points_at == Side::Policy
    }

    /// What it reports, on one line.
    #[must_use]
    pub fn summary(self) -> &'static str {
        self.0.summary
    }

    /// Whether its findings are about the policy and the transfers. Those about exceptions, comments and baselines are
    /// not: nothing accepts them, or a suppression could hide that it is no longer needed.
    #[must_use]
    pub fn is_suppressible(self) -> bool {
        match self.0.check {
            Check::Element(_) | Check::Statement(_) | Check::Transfer(_) | Check::Policy(_) => true,
            Check::Exception(_) | Check::Comment(_) | Check::Baseline(_) => false,
        }
    }

    /// Its documentation in Markdown, without a title: what it checks, why it matters, an example, how to fix it.
    #[must_use]
    pub fn docs(self) -> &'static str {
        self.0.docs
    }
}

// Names are unique (a test sees to it), so a rule is its name.
impl PartialEq for RuleId {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for RuleId {}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RuleId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RuleId({})", self.name())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// How much a finding weighs; ordered from light to heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(Deserialize, JsonSchema), schemars(rename = "severity"))]
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
    /// The laws in force that ask for what is missing.
    pub laws: Vec<Citation>,
    /// Where in the policy a fix belongs; none for a finding on the declaration alone.
    pub policy: Option<Location>,
    /// Where the declaration says what the policy does not; none where the declaration lacks it.
    pub declaration: Option<Location>,
}

impl Finding {
    /// Where it points: at what its rule points at first, or at the only place that there is.
    #[must_use]
    pub fn primary(&self) -> Option<Location> {
        let (first, second) = self.places();
        first.or(second)
    }

    /// The place on the other side, where both sides have one.
    #[must_use]
    pub fn related(&self) -> Option<Location> {
        let (first, second) = self.places();
        first.and(second)
    }

    fn places(&self) -> (Option<Location>, Option<Location>) {
        if self.rule.points_at_the_policy() {
            (self.policy, self.declaration)
        } else {
            (self.declaration, self.policy)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Section 3 of the contract, the rules on what accepts findings, and those on what is not read.
    const CONTRACT: &[(&str, Severity)] = &[
        ("undisclosed-recipient", Severity::Error),
        ("undisclosed-country", Severity::Error),
        ("undisclosed-outsourcing", Severity::Error),
        ("misclassified-role", Severity::Error),
        ("denied-transfer", Severity::Error),
        ("vague-recipient", Severity::Warning),
        ("vague-country", Severity::Warning),
        ("undisclosed-data", Severity::Warning),
        ("undisclosed-purpose", Severity::Warning),
        ("undisclosed-retention", Severity::Warning),
        ("undisclosed-method", Severity::Warning),
        ("undisclosed-contact", Severity::Warning),
        ("undisclosed-legal-basis", Severity::Warning),
        ("undisclosed-safeguard", Severity::Warning),
        ("undisclosed-refusal", Severity::Warning),
        ("understated-subjects", Severity::Error),
        ("undisclosed-onward-transfer", Severity::Error),
        ("undisclosed-automated-decision", Severity::Warning),
        ("undeclared-recipient", Severity::Warning),
        ("undeclared-country", Severity::Warning),
        ("missing-consent", Severity::Error),
        ("open-ended-list", Severity::Warning),
        ("hidden-disclosure", Severity::Error),
        ("outdated-policy", Severity::Warning),
        ("unfilled-placeholder", Severity::Warning),
        ("cannot-judge", Severity::Info),
        ("unknown-language", Severity::Warning),
        ("empty-policy", Severity::Warning),
        ("unread-table", Severity::Info),
        ("expired-exception", Severity::Warning),
        ("unused-exception", Severity::Warning),
        ("expired-baseline", Severity::Warning),
        ("unused-baseline", Severity::Warning),
        ("suppression-without-reason", Severity::Warning),
        ("unknown-rule-in-suppression", Severity::Warning),
        ("unused-suppression", Severity::Warning),
    ];

    #[test]
    fn the_registry_is_the_contract() {
        let built: Vec<_> = RuleId::all().map(|rule| (rule.name(), rule.default_severity())).collect();
        assert_eq!(built, CONTRACT);
    }

    #[test]
    fn what_is_not_disclosed_points_at_the_declaration_and_what_is_stale_at_the_policy() {
        use crate::source::{Source, Sources, Span};
        let mut sources = Sources::default();
        let mut place =
            |path| Location { source: sources.add(Source::new(path, "x")), span: Span::new(0, 1) };
        let (yaml, md) = (place("divulge.yaml"), place("policy.md"));
        let finding = |rule: RuleId| Finding {
            rule,
            severity: rule.default_severity(),
            message: String::new(),
            help: String::new(),
            element: None,
            verdict: None,
            transfer: None,
            recipient: None,
            subject: None,
            laws: Vec::new(),
            policy: Some(md),
            declaration: Some(yaml),
        };
        let stale: Vec<_> = RuleId::all().filter(|&rule| finding(rule).primary() == Some(md)).collect();
        let names: Vec<_> = stale.iter().map(|rule| rule.name()).collect();
        let expected = [
            "undeclared-recipient",
            "undeclared-country",
            "open-ended-list",
            "hidden-disclosure",
            "outdated-policy",
            "unfilled-placeholder",
            "unknown-language",
            "empty-policy",
            "unread-table",
        ];
        assert_eq!(names, expected);
        for rule in RuleId::all() {
            let both = finding(rule);
            let other = if stale.contains(&rule) { yaml } else { md };
            assert_eq!(both.related(), Some(other), "{rule}");
            for (policy, declaration, only) in [(Some(md), None, md), (None, Some(yaml), yaml)] {
                let one = Finding { policy, declaration, ..both.clone() };
                assert_eq!((one.primary(), one.related()), (Some(only), None), "{rule}");
            }
        }
    }

    #[test]
    fn names_are_unique_and_parse() {
        let names: BTreeSet<_> = RuleId::all().map(RuleId::name).collect();
        assert_eq!(names.len(), RuleId::all().count());
        for rule in RuleId::all() {
            assert_eq!(RuleId::parse(rule.name()), Some(rule));
        }
        assert_eq!(RuleId::parse("Undisclosed-Recipient"), None);
        assert_eq!(RuleId::parse(""), None);
    }

    #[test]
    fn every_rule_is_documented_under_the_same_headings() {
        for rule in RuleId::all() {
            let headings: Vec<_> = rule.docs().lines().filter(|line| line.starts_with('#')).collect();
            let expected = ["## What it checks", "## Why it matters", "## Example", "## How to fix"];
            assert_eq!(headings, expected, "{rule}");
            assert!(rule.docs().ends_with(['.', '`', '\n']), "{rule} ends in the middle");
            for example in ["\nFails: ", "\n\nPasses: "] {
                assert!(rule.docs().contains(example), "{rule} has no example that begins with {example:?}");
            }
            assert!(!rule.summary().is_empty() && !rule.summary().contains('\n'), "{rule}");
            assert!(!rule.summary().ends_with('.'), "{rule}");
        }
    }
}

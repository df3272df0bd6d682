//! Comments that accept findings: which rules they name, what they reach, and why.
//!
//! In a policy, `<!-- divulge-ignore RULE: reason -->` is for the next block, `divulge-ignore-file` for its document, and
//! `divulge-disable` holds up to `divulge-enable`. In the declaration, `# divulge-ignore RULE: reason` is for the recipient
//! or transfer at whose line, or above whose line, it stands.

mod declaration;
mod directive;
mod policy;

pub use declaration::read;
pub use policy::take;

use crate::declaration::Declaration;
use crate::rules::{Finding, RuleId};
use crate::source::Location;

/// One rule of one comment: a comment that names two rules is two suppressions.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The comment.
    pub location: Location,
    /// In which kind of file it stands.
    pub medium: Medium,
    /// Which findings it is meant for.
    pub rule: RuleName,
    /// Why they are accepted. Without a reason, none is.
    pub reason: Option<String>,
    /// Where they must lie.
    pub reach: Reach,
}

/// The kind of file that a comment stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A policy or an annex of it.
    Policy,
    /// The declaration, or a file that it includes.
    Declaration,
}

/// A rule as a comment names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleName {
    /// One that exists.
    Known(RuleId),
    /// A word that is no rule.
    Unknown(String),
    /// None is named.
    Missing,
}

/// Where the findings lie that a comment is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Their place in the policy begins here.
    Policy(Location),
    /// Their place in the declaration, or their transfer, is in one of these entries.
    Entries(Vec<Location>),
    /// Nowhere.
    Nowhere(Lapse),
}

/// Why a comment reaches nothing, whatever is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// No block of the policy follows it.
    NoBlock,
    /// It stands neither at nor above a line of a recipient or transfer.
    NoEntry,
    /// It ends what was never begun.
    NothingToEnd,
    /// Only policies have blocks, documents and ranges.
    OnlyInPolicies,
    /// Its first word is almost this one.
    Misspelt(&'static str),
}

impl Suppression {
    /// Whether it accepts this finding.
    #[must_use]
    pub fn accepts(&self, finding: &Finding, declaration: &Declaration) -> bool {
        self.reason.is_some()
            && self.rule == RuleName::Known(finding.rule)
            && match &self.reach {
                Reach::Policy(place) => finding.policy.is_some_and(|policy| begins_in(policy, *place)),
                Reach::Entries(entries) => {
                    let transfer = finding.transfer.and_then(|id| declaration.transfers.get(id));
                    let places = [finding.declaration, transfer.map(|transfer| transfer.location)];
                    places
                        .into_iter()
                        .flatten()
                        .any(|place| entries.iter().any(|&entry| begins_in(place, entry)))
                }
                Reach::Nowhere(_) => false,
            }
    }
}

/// Whether the first byte of one place lies in another.
fn begins_in(place: Location, around: Location) -> bool {
    let (start, around_span) = (place.span.start, around.span);
    place.source == around.source
        && (around_span.start == start || (around_span.start..around_span.end).contains(&start))
}

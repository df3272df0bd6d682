//! Two versions of a declaration and its policies -> what happens now that did not, and what the policies say now that they
//! did not, or no longer say.
//!
//! Transfers are compared by their declarations (`declared`), disclosures by one and the same declaration: both versions
//! of a policy are judged by what happens now (`disclosed`), so that a new alias is no new disclosure and a transfer that
//! begins changes nothing about what the policy has said all along. What has ended is judged by what happened then.

mod declared;
mod disclosed;
mod versions;

use std::fmt;

use crate::assessment::{Element, Verdict};

pub use versions::{Version, compare, compare_policies};

/// What has changed from one version to another.
#[derive(Debug)]
pub struct Comparison {
    /// The older version, as it was named.
    pub base: String,
    /// The newer version.
    pub head: String,
    /// In the order of the transfers of the newer declaration, then of those that are gone, then what policies say of others.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// How many changes have this weight.
    #[must_use]
    pub fn count(&self, weight: Weight) -> usize {
        self.changes.iter().filter(|change| change.weight == weight).count()
    }
}

/// One change of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In which direction.
    pub kind: Kind,
    /// Of what.
    pub of: Of,
    /// What it calls for.
    pub weight: Weight,
    /// The transfer's id; none for what nothing declares.
    pub transfer: Option<String>,
    /// The recipient as declared, or as the policy writes it.
    pub recipient: Option<String>,
    /// Which element; none for a transfer as a whole.
    pub element: Option<Element>,
    /// What the element is about where that is not the recipient: a country's code, an item of data, a purpose.
    pub subject: Option<String>,
    /// The policy as it is shown; none for what is declared.
    pub policy: Option<String>,
    /// How it was; none where it was not.
    pub before: Option<Said>,
    /// How it is; none where it is no more.
    pub after: Option<Said>,
    /// Where it stands in the newer version, or stood in the older one.
    pub place: Option<Place>,
}

/// In which direction something has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It was not there.
    Added,
    /// It is not there any more.
    Dropped,
    /// A transfer reaches farther: another country, more data, another purpose.
    Widened,
    /// A transfer reaches less far.
    Narrowed,
    /// It is another, neither more nor less.
    Changed,
    /// A policy states it more clearly.
    Strengthened,
    /// A policy states it less clearly, or denies it.
    Weakened,
}

impl Kind {
    /// The word in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Changed => "changed",
            Self::Strengthened => "strengthened",
            Self::Weakened => "weakened",
        }
    }
}

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// What happens, as declared.
    Transfer,
    /// What a policy says of a transfer.
    Disclosure,
    /// What a policy says that no transfer declares.
    Statement,
}

impl Of {
    /// The word in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Disclosure => "disclosure",
            Self::Statement => "statement",
        }
    }
}

/// What a change calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// A notice to users: a new recipient, country or purpose, or a wider scope.
    Notice,
    /// A second look: a policy says less of what goes on.
    Loss,
    /// Nothing.
    Plain,
}

impl Weight {
    /// The word in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Loss => "loss",
            Self::Plain => "none",
        }
    }
}

/// How something was or is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// As the declaration puts it.
    Declared(String),
    /// What a policy does with it.
    Judged(Verdict),
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(text) => out.write_str(text),
            Self::Judged(verdict) => out.write_str(verdict.name()),
        }
    }
}

/// A line of a file of one of the versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As it is shown.
    pub path: String,
    /// Counts from 1.
    pub line: usize,
    /// Whether it is a line of the older version.
    pub in_base: bool,
}

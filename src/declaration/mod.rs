//! `divulge.yaml` -> [`Declaration`]: what really happens, every value with its place in the YAML.
//!
//! [`load`] goes through four steps, and none stops at its first problem: `yaml` turns a file into a tree in which every
//! value knows its bytes; `fields`, `entries` and `main_file` read well-formed entries from the tree; `load` follows the
//! includes; `link` resolves the names by which entries refer to each other. The result is the valid form, or every
//! problem of every file.

pub(crate) mod comments;
mod date;
pub(crate) mod entries;
pub(crate) mod fields;
mod laws;
mod link;
pub(crate) mod load;
mod main_file;
mod names;
mod paths;
pub(crate) mod problem;
pub(crate) mod quote;
pub(crate) mod references;
pub(crate) mod scalar;
pub(crate) mod suggest;
#[cfg(test)]
mod tests;
pub(crate) mod yaml;

use std::collections::BTreeMap;
use std::fmt;

use crate::laws::Law;
use crate::lexicon::country::Country;
use crate::rules::{RuleId, Severity};
use crate::source::{Location, SourceId};

pub use date::Date;
#[cfg(test)]
pub(crate) use entries::ROLES;
pub use load::{load, load_from};
pub(crate) use main_file::is_language;
#[cfg(test)]
pub(crate) use main_file::{LEVELS, VERSION};
pub use problem::Problem;

/// A value and where the declaration says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place in the YAML.
    pub location: Location,
}

/// A valid declaration.
#[derive(Debug)]
pub struct Declaration {
    /// The main file.
    pub source: SourceId,
    /// Who publishes the policies.
    pub controller: Controller,
    /// Law packs in force for every policy that names none itself; none where nothing is said of laws, while an empty list
    /// says that none is in force.
    pub laws: Option<Vec<Law>>,
    /// The policies to check, in the order of the file.
    pub policies: Vec<PolicyEntry>,
    /// Who receives data: those listed, then those that only a transfer names.
    pub recipients: Vec<Recipient>,
    /// What happens, in the order of the file and its includes.
    pub transfers: Vec<Transfer>,
    /// Severity per rule, where it is not the rule's own.
    pub severities: BTreeMap<RuleId, Level>,
    /// Accepted findings.
    pub exceptions: Vec<Exception>,
}

impl Declaration {
    /// One that says nothing; its file is `source`.
    #[must_use]
    pub fn empty(source: SourceId) -> Self {
        Self {
            source,
            controller: Controller::default(),
            laws: None,
            policies: Vec::new(),
            recipients: Vec::new(),
            transfers: Vec::new(),
            severities: BTreeMap::new(),
            exceptions: Vec::new(),
        }
    }

    /// Who receives what this transfer sends.
    #[must_use]
    pub fn recipient_of(&self, transfer: TransferId) -> Option<&Recipient> {
        self.recipients.get(self.transfers.get(transfer)?.recipient)
    }

    /// The law packs in force for a policy: its own, or those of the declaration.
    #[must_use]
    pub fn laws_of(&self, policy: usize) -> &[Law] {
        let own = self.policies.get(policy).and_then(|entry| entry.laws.as_deref());
        own.or(self.laws.as_deref()).unwrap_or_default()
    }
}

/// Who publishes the policies.
#[derive(Debug, Default)]
pub struct Controller {
    /// The name as declared.
    pub name: Option<String>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// Where it is established; unknown where it is not declared: then every country must be disclosed.
    pub country: Option<Country>,
}

/// One policy to check.
#[derive(Debug)]
pub struct PolicyEntry {
    /// The path as declared, relative to the declaration.
    pub path: Located<String>,
    /// BCP 47 language as declared.
    pub language: Option<Located<String>>,
    /// Law packs for this policy alone.
    pub laws: Option<Vec<Law>>,
    /// More files, read as part of this policy.
    pub annexes: Vec<Located<String>>,
}

/// An organisation that receives data.
#[derive(Debug)]
pub struct Recipient {
    /// The name as declared.
    pub name: Located<String>,
    /// Other names of the same organisation.
    pub aliases: Vec<String>,
    /// Where it is established.
    pub country: Option<Located<Country>>,
    /// What a policy may call it generically.
    pub category: Option<String>,
    /// How it is reached.
    pub contact: Option<String>,
    /// Internet domains of it.
    pub domains: Vec<String>,
}

impl Recipient {
    /// A recipient of which only the name is known.
    #[must_use]
    pub fn named(name: Located<String>) -> Self {
        Self { name, aliases: Vec::new(), country: None, category: None, contact: None, domains: Vec::new() }
    }
}

/// Index of a recipient in its [`Declaration`].
pub type RecipientId = usize;
/// Index of a transfer in its [`Declaration`].
pub type TransferId = usize;

/// One flow of personal data.
#[derive(Debug)]
pub struct Transfer {
    /// Unique; a slug of the recipient where none is declared.
    pub id: String,
    /// The whole entry.
    pub location: Location,
    /// The place of the name after `recipient:`.
    pub recipient_location: Location,
    /// Who receives.
    pub recipient: RecipientId,
    /// In which capacity; judged only where it is declared.
    pub role: Option<Located<Role>>,
    /// For whom the recipient processes.
    pub on_behalf_of: Option<Located<String>>,
    /// Where data goes (`countries`; the recipient's country where none is declared), then from where it is seen
    /// (`access_from`), each country once.
    pub countries: Vec<Located<Country>>,
    /// Categories of data as declared.
    pub data: Vec<Located<String>>,
    /// Whose data.
    pub subjects: Option<Located<String>>,
    /// What for.
    pub purposes: Vec<Located<String>>,
    /// How long.
    pub retention: Option<Located<String>>,
    /// By which means.
    pub method: Option<Located<String>>,
    /// On which ground.
    pub legal_basis: Option<Located<String>>,
    /// What protects a transfer abroad.
    pub safeguards: Vec<Located<String>>,
    /// How a person refuses, and the effect.
    pub refusal: Option<Located<String>>,
    /// What is decided about people from it.
    pub automated_decision: Option<Located<String>>,
    /// The first day.
    pub since: Option<Located<Date>>,
    /// The last day: a transfer that has ended need not be disclosed.
    pub until: Option<Located<Date>>,
    /// The policies that must disclose it, as indices into [`Declaration::policies`]; empty means all.
    pub policies: Vec<usize>,
}

impl Transfer {
    /// Whether its last day lies before this one: then it need not be disclosed.
    #[must_use]
    pub fn has_ended(&self, today: Date) -> bool {
        self.until.as_ref().is_some_and(|until| until.value < today)
    }

    /// A transfer of which only the recipient is known; `location` is the whole entry.
    #[must_use]
    pub fn to(recipient: RecipientId, id: String, location: Location) -> Self {
        Self {
            id,
            location,
            recipient_location: location,
            recipient,
            role: None,
            on_behalf_of: None,
            countries: Vec::new(),
            data: Vec::new(),
            subjects: None,
            purposes: Vec::new(),
            retention: None,
            method: None,
            legal_basis: None,
            safeguards: Vec::new(),
            refusal: None,
            automated_decision: None,
            since: None,
            until: None,
            policies: Vec::new(),
        }
    }
}

/// The capacity in which a recipient acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Processes on someone's behalf (GDPR Art. 4(8); 수탁자, PIPA Art. 26).
    Processor,
    /// Receives for its own purposes (제3자 제공, PIPA Art. 17).
    ThirdParty,
    /// Decides together with the controller (GDPR Art. 26).
    JointController,
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Processor => "processor",
            Self::ThirdParty => "third party",
            Self::JointController => "joint controller",
        })
    }
}

/// What `rules:` sets a rule to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule is not applied.
    Off,
    /// Its findings have this severity.
    At(Severity),
}

/// An accepted finding.
#[derive(Debug)]
pub struct Exception {
    /// Of which rule.
    pub rule: RuleId,
    /// On which transfer; on any where none is named.
    pub transfer: Option<TransferId>,
    /// Why.
    pub reason: String,
    /// Who has accepted it.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Located<Date>>,
    /// The whole entry.
    pub location: Location,
}

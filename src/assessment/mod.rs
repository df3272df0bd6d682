//! Declaration x disclosures -> a verdict per transfer, element and policy, each with its evidence.
//!
//! Pure: no files, no scanning of text.

use std::fmt;

use crate::declaration::{Date, Declaration, Role, TransferId};
use crate::disclosure::Disclosures;
use crate::lexicon::country::Country;
use crate::policy::Policy;
use crate::source::Location;

/// The judgement of one declaration against one of its policies.
#[derive(Debug)]
pub struct Assessment {
    /// Index of the policy in the declaration.
    pub policy: usize,
    /// One per transfer that this policy must disclose, in the order of the declaration.
    pub transfers: Vec<TransferAssessment>,
    /// Recipients that the policy names and no transfer declares, in reading order.
    pub undeclared_recipients: Vec<UndeclaredRecipient>,
    /// Destinations that the policy names for a declared recipient and its transfers do not declare.
    pub undeclared_countries: Vec<UndeclaredCountry>,
}

/// One transfer against one policy.
#[derive(Debug)]
pub struct TransferAssessment {
    /// Which transfer.
    pub transfer: TransferId,
    /// Its elements: recipient, one per country, role.
    pub elements: Vec<ElementAssessment>,
    /// Text that mentions the recipient where no reader sees it, when nothing visible discloses it.
    pub hidden: Option<Location>,
}

/// One element's verdict.
#[derive(Debug)]
pub struct ElementAssessment {
    /// What is judged.
    pub element: Element,
    /// What it is about: a country's code, a data item as declared, else the recipient's name.
    pub subject: String,
    /// The judgement.
    pub verdict: Verdict,
    /// Whether its absence would be a violation.
    pub required: bool,
    /// The statements that the verdict rests on, in reading order. A clear verdict always has some.
    pub evidence: Vec<Location>,
    /// Why the verdict is not clear; none where it is.
    pub reason: Option<Reason>,
    /// Where in the policy a fix belongs: the offending text, the section or table that lacks it, or the first heading.
    pub anchor: Location,
    /// The declared value's place in the YAML.
    pub declared: Location,
}

/// What is judged of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// Who receives.
    Recipient,
    /// Where the data goes.
    Country,
    /// In which capacity.
    Role,
}

impl Element {
    /// The name in reports: `recipient`, `country`, `role`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Country => "country",
            Self::Role => "role",
        }
    }
}

/// What the policy does with an element; the words are those of PoliCheck (Andow et al., USENIX Security 2020).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// States it, tied to this recipient.
    Clear,
    /// States only something broader.
    Vague,
    /// Both states and denies it.
    Ambiguous,
    /// Denies it, or states something else in its place.
    Incorrect,
    /// Says nothing.
    Omitted,
    /// Cannot be judged.
    Unknown,
    /// Need not be stated.
    NotRequired,
}

impl Verdict {
    /// The word in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Vague => "vague",
            Self::Ambiguous => "ambiguous",
            Self::Incorrect => "incorrect",
            Self::Omitted => "omitted",
            Self::Unknown => "unknown",
            Self::NotRequired => "not-required",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Why a verdict is not `clear`, for the words of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing in the policy speaks of it.
    NotStated,
    /// The name occurs, but no statement there discloses it as a recipient.
    OnlyMentioned(Location),
    /// Only another company of the group is named.
    SisterCompany(Location),
    /// Only the declared category is named.
    OnlyCategory(Location),
    /// Denied for this recipient, or for all of its kind.
    Denied(Location),
    /// "We do not transfer abroad", or a country denied.
    DeniedAbroad(Location),
    /// The recipient's own statements name other countries.
    OtherCountries(Vec<Country>),
    /// Only a region, a city group or "overseas" is named.
    VaguePlace(Location),
    /// Disclosed only under this other role.
    OtherRole(Role),
    /// Disclosed, but no statement says in which capacity.
    NoRole,
    /// The policy defers to a page that was not given.
    Deferred(Location),
}

/// A recipient that the policy names and nothing declares.
#[derive(Debug)]
pub struct UndeclaredRecipient {
    /// The name as the policy writes it.
    pub name: String,
    /// Where.
    pub location: Location,
}

/// A destination that the policy names for a declared recipient and nothing declares.
#[derive(Debug)]
pub struct UndeclaredCountry {
    /// One of the recipient's transfers.
    pub transfer: TransferId,
    /// The destination.
    pub country: Country,
    /// Where.
    pub location: Location,
}

/// Judges every transfer that the policy with this index must disclose. `today` tells which transfers have ended.
#[must_use]
pub fn assess(
    declaration: &Declaration,
    policy_index: usize,
    policy: &Policy,
    disclosures: &Disclosures,
    today: Date,
) -> Assessment {
    let _ = (disclosures, today);
    let mut transfers = Vec::new();
    for (id, transfer) in declaration.transfers.iter().enumerate() {
        let Some(recipient) = declaration.recipients.get(transfer.recipient) else { continue };
        let mut elements =
            vec![stand_in(policy, Element::Recipient, &recipient.name.value, transfer.recipient_location)];
        for country in &transfer.countries {
            elements.push(stand_in(policy, Element::Country, country.value.code(), country.location));
        }
        transfers.push(TransferAssessment {
            transfer: id,
            elements: elements.into_iter().flatten().collect(),
            hidden: None,
        });
    }
    Assessment {
        policy: policy_index,
        transfers,
        undeclared_recipients: Vec::new(),
        undeclared_countries: Vec::new(),
    }
}

fn stand_in(
    policy: &Policy,
    element: Element,
    subject: &str,
    declared: Location,
) -> Option<ElementAssessment> {
    let first = policy.blocks.first()?.location;
    let hit = policy.blocks.iter().find_map(|block| match &block.kind {
        crate::policy::BlockKind::Paragraph(text) => {
            let at = text.as_str().find(subject)?;
            Some(text.locate(at, at + subject.len()))
        }
        _ => None,
    });
    Some(ElementAssessment {
        element,
        subject: subject.to_owned(),
        verdict: if hit.is_some() { Verdict::Clear } else { Verdict::Omitted },
        required: true,
        evidence: hit.into_iter().collect(),
        reason: hit.is_none().then_some(Reason::NotStated),
        anchor: hit.unwrap_or(first),
        declared,
    })
}

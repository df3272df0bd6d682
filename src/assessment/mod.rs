//! Declaration x disclosures -> a verdict per transfer, element and policy, each with its evidence.
//!
//! Pure: no files, no scanning of text.

mod country;
mod data;
mod detail;
mod people;
mod purpose;
mod recipient;
mod retention;
mod role;
mod terms;
mod undeclared;

use std::fmt;

#[cfg(test)]
use schemars::JsonSchema;
#[cfg(test)]
use serde::Deserialize;
use serde::Serialize;

use crate::declaration::{Date, Declaration, Recipient, RecipientId, Role, Transfer, TransferId};
use crate::disclosure::details::Value;
use crate::disclosure::{Claim, Disclosures, Gaps, GeneralClaim, Naming, Stance, Upkeep};
use crate::lexicon::country::Country;
use crate::lexicon::{Concept, Purpose};
use crate::source::Location;

use detail::{Judgement, Passages};

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
    /// How the policy itself is kept.
    pub upkeep: Upkeep,
    /// Where text begins that is in no language that is read, if most of the policy is.
    pub unread: Option<Location>,
    /// What else of the policy could not be read.
    pub gaps: Gaps,
}

/// One transfer against one policy.
#[derive(Debug)]
pub struct TransferAssessment {
    /// Which transfer.
    pub transfer: TransferId,
    /// Its elements: recipient, one per country, role, then what else is declared.
    pub elements: Vec<ElementAssessment>,
    /// Text that mentions the recipient where no reader sees it, when nothing visible discloses it.
    pub hidden: Option<Location>,
}

/// One element's verdict.
#[derive(Debug)]
pub struct ElementAssessment {
    /// What is judged.
    pub element: Element,
    /// What it is about: a country's code, an item of data, a purpose or a safeguard as declared, else the recipient's name.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(Deserialize, JsonSchema), schemars(rename = "element"))]
pub enum Element {
    /// Who receives.
    Recipient,
    /// Where the data goes.
    Country,
    /// In which capacity.
    Role,
    /// Which data: one item.
    Data,
    /// What for: one purpose.
    Purpose,
    /// How long.
    Retention,
    /// When and by which means.
    Method,
    /// How the recipient is reached.
    Contact,
    /// On which ground.
    LegalBasis,
    /// What protects a transfer abroad.
    Safeguard,
    /// How a person refuses.
    Refusal,
    /// Whose data.
    Subjects,
    /// For whom the recipient processes.
    OnBehalfOf,
    /// What is decided about people by machine.
    AutomatedDecision,
}

impl Element {
    /// The name in reports: `recipient`, `country`, `legal-basis`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Country => "country",
            Self::Role => "role",
            Self::Data => "data",
            Self::Purpose => "purpose",
            Self::Retention => "retention",
            Self::Method => "method",
            Self::Contact => "contact",
            Self::LegalBasis => "legal-basis",
            Self::Safeguard => "safeguard",
            Self::Refusal => "refusal",
            Self::Subjects => "subjects",
            Self::OnBehalfOf => "on-behalf-of",
            Self::AutomatedDecision => "automated-decision",
        }
    }
}

/// What the policy does with an element; the words are those of PoliCheck (Andow et al., USENIX Security 2020).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(Deserialize, JsonSchema), schemars(rename = "verdict"))]
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
    /// The recipient itself is not disclosed, and nothing of it with it.
    RecipientUndisclosed,
    /// Only something broader is said.
    Broader(Location),
    /// Something else is said in its place.
    Instead(Location),
    /// What is said is in words that the declared ones cannot be compared with.
    Incomparable(Location),
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
    policy: usize,
    disclosures: &Disclosures,
    today: Date,
) -> Assessment {
    let must_disclose = |transfer: &&Transfer| {
        let concerned = transfer.policies.is_empty() || transfer.policies.contains(&policy);
        !transfer.has_ended(today) && concerned
    };
    let transfers = declaration
        .transfers
        .iter()
        .enumerate()
        .filter(|(_, transfer)| must_disclose(transfer))
        .filter_map(|(id, _)| Some(assess_transfer(&Case::new(declaration, id, disclosures)?)))
        .collect();
    Assessment {
        policy,
        transfers,
        undeclared_recipients: undeclared::recipients(disclosures),
        undeclared_countries: undeclared::countries(declaration, disclosures),
        upkeep: disclosures.upkeep.clone(),
        unread: disclosures.unread,
        gaps: disclosures.gaps.clone(),
    }
}

fn assess_transfer(case: &Case<'_>) -> TransferAssessment {
    let recipient = recipient::assess(case);
    let verdict = recipient.verdict;
    let mut elements = vec![recipient];
    elements.extend(case.transfer.countries.iter().map(|declared| country::assess(case, declared, verdict)));
    elements.extend(role::assess(case, verdict));
    elements.extend(details(case, verdict));
    let is_unseen =
        !case.claims().any(|claim| claim.naming == Naming::Name && claim.stance == Stance::Affirmed);
    let hidden = case.disclosures.hidden.iter().find(|(id, _)| *id == case.transfer.recipient);
    TransferAssessment {
        transfer: case.id,
        elements,
        hidden: hidden.filter(|_| is_unseen).map(|(_, location)| *location),
    }
}

/// The verdicts on all that is declared beyond who, where and in which role.
fn details(case: &Case<'_>, recipient: Verdict) -> Vec<ElementAssessment> {
    type Judge = fn(&Value, &Passages<'_>) -> Judgement;
    let Some(sought) = case.disclosures.sought.get(case.id) else { return Vec::new() };
    let name = case.name();
    let items = |element: Element, values: &'_ [Value], judge: Judge| -> Vec<ElementAssessment> {
        let one = |value: &Value| {
            detail::assess(case, element, &value.text, value, |passages| judge(value, passages), recipient)
        };
        values.iter().map(one).collect()
    };
    let single = |element: Element, value: &Value, judge: &dyn Fn(&Passages<'_>) -> Judgement| {
        detail::assess(case, element, &name, value, judge, recipient)
    };
    let mut elements = items(Element::Data, &sought.data, data::judge);
    elements.extend(items(Element::Purpose, &sought.purposes, purpose::judge));
    let values: [(Element, &Option<Value>, Judge); 6] = [
        (Element::Retention, &sought.retention, retention::judge),
        (Element::Method, &sought.method, terms::method),
        (Element::Contact, &sought.contact, terms::contact),
        (Element::LegalBasis, &sought.legal_basis, terms::legal_basis),
        (Element::Refusal, &sought.refusal, terms::refusal),
        (Element::AutomatedDecision, &sought.automated_decision, terms::automated_decision),
    ];
    for (element, value, judge) in values {
        elements.extend(value.iter().map(|value| single(element, value, &|passages| judge(value, passages))));
    }
    elements.extend(items(Element::Safeguard, &sought.safeguards, terms::safeguard));
    elements.extend(
        sought.subjects.iter().map(|value| {
            single(Element::Subjects, value, &|passages| people::subjects(case, value, passages))
        }),
    );
    elements.extend(sought.on_behalf_of.iter().map(|value| {
        single(Element::OnBehalfOf, value, &|passages| people::on_behalf_of(case, value, passages))
    }));
    elements.sort_by_key(|element| element.element);
    elements
}

/// One transfer and what the policy says that may concern it.
struct Case<'a> {
    declaration: &'a Declaration,
    id: TransferId,
    transfer: &'a Transfer,
    recipient: &'a Recipient,
    controller: Option<Country>,
    disclosures: &'a Disclosures,
    /// Where a finding on the recipient points when the policy says nothing.
    fallback: Location,
}

impl<'a> Case<'a> {
    fn new(declaration: &'a Declaration, id: TransferId, disclosures: &'a Disclosures) -> Option<Self> {
        let transfer = declaration.transfers.get(id)?;
        let recipient = declaration.recipient_of(id)?;
        let fallback = disclosures.outline.for_recipient(transfer.role.as_ref().map(|role| role.value));
        let controller = declaration.controller.country;
        Some(Self {
            declaration,
            id,
            transfer,
            recipient,
            controller,
            disclosures,
            fallback: fallback.unwrap_or(transfer.location),
        })
    }

    fn role(&self) -> Option<Role> {
        self.transfer.role.as_ref().map(|role| role.value)
    }

    /// What the policy says of this recipient.
    fn claims(&self) -> impl Iterator<Item = &'a Claim> {
        let recipient = self.transfer.recipient;
        self.disclosures.claims.iter().filter(move |claim| self.disclosures.is_about(claim, recipient))
    }

    fn affirmed(&self, naming: Naming) -> impl Iterator<Item = &'a Claim> {
        self.claims().filter(move |claim| claim.naming == naming && claim.stance == Stance::Affirmed)
    }

    /// What the policy says of all recipients of a kind that this one is of.
    fn general(&self) -> impl Iterator<Item = &'a GeneralClaim> {
        let role = self.role();
        let claims = self.disclosures.general.iter();
        claims.filter(move |claim| {
            claim.kind.includes(role) && claim.purpose.is_none_or(|purpose| self.may_serve(purpose))
        })
    }

    /// Whether the recipient may be one that serves a purpose: the declaration gives it this one, a broader or narrower one, or
    /// none that any language has words for.
    fn may_serve(&self, purpose: Purpose) -> bool {
        let declared = self.disclosures.sought.get(self.id).map(|sought| sought.purposes.as_slice());
        let mut known =
            declared.unwrap_or_default().iter().flat_map(|value| &value.content.purposes).peekable();
        known.peek().is_none() || known.any(|found| found.value.is_a(purpose) || purpose.is_a(found.value))
    }

    fn name(&self) -> String {
        self.recipient.name.value.clone()
    }

    /// Whether this is for whom a transfer of the declaration takes place.
    fn is_principal(&self, transfer: TransferId, name: &str) -> bool {
        let declared = self.declaration.transfers.get(transfer);
        declared
            .and_then(|declared| declared.on_behalf_of.as_ref())
            .is_some_and(|declared| declared.value == name)
    }

    /// Whether a recipient of the declaration has this name.
    fn is_named(&self, recipient: RecipientId, name: &str) -> bool {
        self.declaration.recipients.get(recipient).is_some_and(|recipient| {
            recipient.name.value == name || recipient.aliases.iter().any(|alias| alias == name)
        })
    }
}

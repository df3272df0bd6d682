//! The way of a check, backwards: policy -> a first declaration.
//!
//! Every name that might be a recipient's is declared, the policy is read as for a check, and those stay that it discloses.
//! What stands around each is its declaration; what a check of that would not find clear is left out again.

mod declare;
mod proof;
pub mod records;
mod statement;
mod statutes;
mod write;

use std::collections::BTreeMap;

use crate::declaration::{Controller, Located, Role};
use crate::disclosure::{self, Claim, Naming, Roster, Stance};
use crate::lexicon::country::Country;
use crate::lexicon::places::Place;
use crate::policy::{Policy, fold};
use crate::source::{Location, Source, SourceId, Sources, Span};

pub use statement::Details;
pub use write::yaml;

/// What one or more policies of a controller disclose, as a declaration would say it.
#[derive(Debug, Default)]
pub struct Survey {
    /// Who publishes them.
    pub controller: Option<Located<String>>,
    /// What else they call it.
    pub controller_aliases: Vec<String>,
    /// Where it is: told by the one law that they name.
    pub country: Option<Country>,
    /// The law packs that they name, each where it is named first.
    pub laws: Vec<Located<String>>,
    /// The policies.
    pub policies: Vec<Document>,
    /// Whom they disclose, in reading order.
    pub transfers: Vec<Surveyed>,
    /// What the transfers were taken from.
    pub origin: Origin,
    /// What was not taken over, in sentences without their full stops.
    pub remarks: Vec<String>,
}

/// What the transfers of a [`Survey`] were taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// From the policies: they say what is disclosed.
    #[default]
    Policies,
    /// From a record: it says what happens.
    Record,
}

/// One policy.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path, as the declaration will name it.
    pub path: String,
    /// The file.
    pub source: SourceId,
    /// Its main language (BCP 47).
    pub language: &'static str,
}

/// One recipient that a policy discloses.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// The name.
    pub recipient: Located<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// In which capacity.
    pub role: Option<Role>,
    /// Where data goes.
    pub countries: Vec<Located<Country>>,
    /// What else the policy says of it.
    pub details: Details,
    /// The policies that disclose it, as indices into [`Survey::policies`].
    pub policies: Vec<usize>,
}

/// Reads policies. Each has been added to `sources`; `path` is what the declaration will call it.
#[must_use]
pub fn survey(documents: &[(SourceId, String)], sources: &mut Sources) -> Survey {
    let nowhere = Location { source: sources.add(Source::new("divulge.yaml", "")), span: Span::new(0, 0) };
    let mut survey = Survey::default();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (source, path)) in documents.iter().enumerate() {
        let policy = Policy::parse(&[(*source, sources.get(*source).text())]);
        let language =
            disclosure::lexicon(&policy, None).languages().first().map_or("en", |language| language.tag);
        survey.policies.push(Document { path: path.clone(), source: *source, language });
        let nobody = declare::names(nowhere, Controller::default(), &[]);
        if survey.controller.is_none()
            && let Some(found) = disclosure::publisher(&policy, None, &nobody)
        {
            survey.controller = Some(Located { value: found.name, location: found.location });
            survey.controller_aliases = found.aliases;
        }
        let forms = Roster::new(&nobody, &disclosure::lexicon(&policy, None));
        for transfer in transfers(&policy, nowhere, &survey, index, sources) {
            let names = std::iter::once(&transfer.recipient.value).chain(&transfer.aliases);
            let keys: Vec<String> = names.map(|name| fold(&forms.legal_forms().strip(name))).collect();
            let known = keys.iter().find_map(|key| by_name.get(key).copied());
            let id = known.unwrap_or(survey.transfers.len());
            match known {
                Some(known) => survey.transfers[known].join(transfer),
                None => survey.transfers.push(transfer),
            }
            by_name.extend(keys.into_iter().map(|key| (key, id)));
        }
        statutes::named(&policy, &mut survey.laws);
    }
    survey.country = statutes::only_country(&survey.laws);
    proof::complete(&mut survey, nowhere, sources);
    proof::retain_clear(&mut survey, nowhere, sources);
    survey
}

/// The recipients that one policy discloses.
fn transfers(
    policy: &Policy,
    nowhere: Location,
    survey: &Survey,
    index: usize,
    sources: &Sources,
) -> Vec<Surveyed> {
    let controller = || declare::controller(survey);
    let candidates = disclosure::candidates(policy, None, &declare::names(nowhere, controller(), &[]));
    let all = declare::names(nowhere, controller(), &candidates);
    let read = disclosure::read_around(policy, None, &all);
    let mut surveyed: Vec<Surveyed> = Vec::new();
    for (id, candidate) in candidates.iter().enumerate() {
        let claims = read.claims.iter().filter(|claim| claim.recipient == id && discloses(claim));
        let claims: Vec<&Claim> = claims.collect();
        let Some(first) = claims.first() else { continue };
        surveyed.push(Surveyed {
            recipient: Located { value: candidate.name.clone(), location: first.location },
            aliases: candidate.aliases.clone(),
            role: role(&claims),
            countries: countries(&claims),
            details: statement::of(&claims, &read.passages, sources),
            policies: vec![index],
        });
    }
    surveyed.sort_by_key(|transfer| transfer.recipient.location.span.start);
    surveyed
}

fn discloses(claim: &Claim) -> bool {
    claim.stance == Stance::Affirmed && claim.naming == Naming::Name
}

fn role(claims: &[&Claim]) -> Option<Role> {
    let stated = claims.iter().find_map(|claim| claim.capacity.stated);
    stated.or_else(|| claims.iter().find_map(|claim| claim.capacity.implied))
}

fn countries(claims: &[&Claim]) -> Vec<Located<Country>> {
    let mut countries: Vec<Located<Country>> = Vec::new();
    for destination in claims.iter().flat_map(|claim| &claim.destinations) {
        let (Place::Country(country) | Place::Within(country)) = destination.place else { continue };
        if countries.iter().all(|known| known.value != country) {
            countries.push(Located { value: country, location: destination.location });
        }
    }
    countries
}

impl Survey {
    /// With the transfers of a record in place of those that the policies disclose: each is to be disclosed in all of them.
    #[must_use]
    pub fn of(self, records: records::Records) -> Self {
        let all: Vec<usize> = (0..self.policies.len()).collect();
        let mut transfers = records.transfers;
        transfers.iter_mut().for_each(|transfer| transfer.policies.clone_from(&all));
        Self { transfers, origin: Origin::Record, remarks: records.remarks, ..self }
    }
}

impl Surveyed {
    /// Adds what another policy says of the same recipient.
    fn join(&mut self, other: Self) {
        let names = other.aliases.into_iter().chain([other.recipient.value]);
        self.aliases.extend(names.filter(|alias| *alias != self.recipient.value));
        self.aliases.sort();
        self.aliases.dedup();
        self.role = self.role.or(other.role);
        if self.countries.is_empty() {
            self.countries = other.countries;
        }
        let (own, others) = (&mut self.details, other.details);
        if own.data.is_empty() {
            own.data = others.data;
        }
        if own.purposes.is_empty() {
            own.purposes = others.purposes;
        }
        own.retention = own.retention.take().or(others.retention);
        own.method = own.method.take().or(others.method);
        own.contact = own.contact.take().or(others.contact);
        self.policies.extend(other.policies);
    }
}

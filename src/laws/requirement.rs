//! What the laws in force ask of one element of one transfer.

use super::Law;
use super::flow::Flow;
use super::model::{Asks, Pack, Row, Text};
use super::words::{Element, Form, Kind, Status, Verified, When};
use crate::assessment::Verdict;
use crate::lexicon::country::Country;
use crate::rules::Severity;

/// What is asked of one element of one transfer.
#[derive(Clone, Debug)]
pub enum Requirement<'l> {
    /// No law is named: what is declared must be disclosed.
    Baseline,
    /// Laws ask for it; never empty.
    Asked(Vec<Demand<'l>>),
    /// No law in force asks for it.
    NotAsked,
}

/// One row that asks.
#[derive(Clone, Copy, Debug)]
pub struct Demand<'l> {
    /// The law.
    pub pack: &'l Pack,
    /// Its row.
    pub row: &'l Row,
    /// How firmly.
    pub force: Force,
}

/// A place in a law, for a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The pack's name.
    pub pack: Text,
    /// The article.
    pub article: Text,
}

/// How much weight a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// The row rests on memory.
    Unverified,
    /// It applies in some cases, and whether this is one is not declared.
    Conditional,
    /// It applies, and its source was read.
    Firm,
}

impl Demand<'_> {
    /// Whether a policy that states the element so does what the row asks.
    #[must_use]
    pub fn is_met_by(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Clear => true,
            Verdict::Vague => matches!(self.row.asks, Asks::Statement { form: Form::Category, .. }),
            _ => false,
        }
    }

    /// Where the law asks.
    #[must_use]
    pub fn citation(&self) -> Citation {
        Citation { pack: self.pack.id.clone(), article: self.row.citation.clone() }
    }

    /// What a reader must know before relying on the row.
    #[must_use]
    pub fn caveat(&self) -> Option<String> {
        let (law, citation) = (&self.pack.id, &self.row.citation);
        match (self.force, &self.row.note) {
            (Force::Firm, _) => None,
            (Force::Unverified, _) => Some(format!(
                "That {law} asks for it ({citation}) is noted from memory and was not looked up, so this is no error."
            )),
            (Force::Conditional, Some(case)) => {
                Some(format!("{law} ({citation}) asks for it in one case only: {}", sentence(case)))
            }
            (Force::Conditional, None) => Some(format!("{law} ({citation}) asks for it in some cases only.")),
        }
    }
}

/// The weight of what these laws ask for, in place of the rule's own: an error where a law that was read asks, else a warning.
/// Remarks stay remarks.
#[must_use]
pub(crate) fn severity(own: Severity, unmet: &[Demand<'_>]) -> Severity {
    match unmet.iter().map(|demand| demand.force).max() {
        None => own,
        Some(_) if own == Severity::Info => own,
        Some(Force::Firm) => Severity::Error,
        Some(Force::Conditional | Force::Unverified) => Severity::Warning,
    }
}

/// What the laws in force ask of an element; of one destination where the element is a country.
#[must_use]
pub fn requirement<'l>(
    laws: &'l [Law],
    flow: &Flow,
    element: Element,
    destination: Option<Country>,
) -> Requirement<'l> {
    if laws.is_empty() {
        return Requirement::Baseline;
    }
    let demands: Vec<Demand<'l>> =
        laws.iter().flat_map(|law| rows(law, flow, destination, |row| states(row, element))).collect();
    if demands.is_empty() { Requirement::NotAsked } else { Requirement::Asked(demands) }
}

/// The laws that demand people's consent to this transfer, which it does not rest on.
#[must_use]
pub fn consents<'l>(laws: &'l [Law], flow: &Flow) -> Vec<Demand<'l>> {
    use super::{Basis, Ground};
    let lacks = |row: &Row| match (&row.asks, flow.ground) {
        (Asks::Consent { .. }, Ground::Undeclared | Ground::Known(Basis::Consent)) => false,
        (Asks::Consent { unless }, Ground::Known(basis)) => !unless.contains(&basis),
        (Asks::Consent { .. }, Ground::Missing | Ground::Unrecognised) => true,
        _ => false,
    };
    laws.iter().flat_map(|law| rows(law, flow, None, lacks)).map(|demand| demand.on(flow.ground)).collect()
}

/// The laws that want the list of recipients of this kind whole.
#[must_use]
pub fn closed_lists<'l>(laws: &'l [Law], flow: &Flow) -> Vec<Demand<'l>> {
    laws.iter().flat_map(|law| rows(law, flow, None, |row| row.asks == Asks::ClosedList)).collect()
}

impl Demand<'_> {
    /// A ground that cannot be placed may be one that the law accepts.
    fn on(self, ground: super::Ground) -> Self {
        match ground {
            super::Ground::Unrecognised => Self { force: self.force.min(Force::Conditional), ..self },
            _ => self,
        }
    }
}

fn states(row: &Row, element: Element) -> bool {
    let Asks::Statement { elements, .. } = &row.asks else { return false };
    // Whoever a processor works for receives the data through it.
    let through = element == Element::OnBehalfOf
        && elements.contains(&Element::Recipient)
        && row.kinds.contains(&Kind::ThirdParty);
    elements.contains(&element) || through
}

/// The rows of a law that ask. A recipient whose role nobody declared may be of either kind, so that only what the law asks of
/// both is asked of it.
fn rows<'l>(
    law: &'l Law,
    flow: &Flow,
    destination: Option<Country>,
    is_wanted: impl Fn(&Row) -> bool,
) -> Vec<Demand<'l>> {
    let pack: &'l Pack = law;
    let of = |capacity: Option<Kind>| -> Vec<Demand<'l>> {
        pack.rows
            .iter()
            .filter(|row| is_wanted(row) && flow.is_met_by(pack, row, capacity, destination))
            .filter_map(|row| Some(Demand { pack, row, force: force(row, flow)? }))
            .collect()
    };
    if flow.capacity.is_some() {
        return of(flow.capacity);
    }
    let (given, entrusted) = (of(Some(Kind::ThirdParty)), of(Some(Kind::Outsourcing)));
    match (given.is_empty(), entrusted.is_empty()) {
        (false, false) => once_each(given.into_iter().chain(entrusted)),
        _ => Vec::new(),
    }
}

fn once_each<'l>(demands: impl Iterator<Item = Demand<'l>>) -> Vec<Demand<'l>> {
    let mut unique: Vec<Demand<'l>> = Vec::new();
    for demand in demands {
        if !unique.iter().any(|known| std::ptr::eq(known.row, demand.row)) {
            unique.push(demand);
        }
    }
    unique
}

/// How firmly a row asks this; not at all where it only advises, or its case is known not to be given.
fn force(row: &Row, flow: &Flow) -> Option<Force> {
    let case = row.when.map(|when: When| flow.is_case(when));
    let force = match (row.status, case) {
        (Status::Recommended | Status::NotAsked, _) | (_, Some(Some(false))) => return None,
        (_, Some(Some(true))) | (Status::Required, None) => Force::Firm,
        (Status::Conditional, None) | (_, Some(None)) => Force::Conditional,
    };
    Some(match row.verified {
        Verified::Memory => Force::Unverified,
        Verified::Statute | Verified::Secondary => force,
    })
}

fn sentence(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

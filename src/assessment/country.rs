//! Does the policy say where the data goes, of this recipient?

use crate::declaration::Located;
use crate::disclosure::{Content, Destination, Naming, Stance};
use crate::lexicon::country::Country;
use crate::lexicon::places::{Group, Place};
use crate::source::Location;

use super::{Case, Element, ElementAssessment, Reason, Verdict};

/// The verdict on one declared country.
pub(super) fn assess(case: &Case<'_>, declared: &Located<Country>, recipient: Verdict) -> ElementAssessment {
    let country = declared.value;
    let required = case.controller != Some(country);
    let judgement = judge(case, country, recipient);
    let judgement = if required { judgement } else { Judgement::not_required(judgement) };
    let anchor = match &judgement.reason {
        Some(Reason::DeniedAbroad(place) | Reason::VaguePlace(place)) => *place,
        _ => judgement
            .evidence
            .first()
            .copied()
            .or_else(|| case.affirmed(Naming::Name).map(|claim| claim.location).next())
            .or_else(|| case.disclosures.outline.for_country(case.role()))
            .unwrap_or(case.fallback),
    };
    ElementAssessment {
        element: Element::Country,
        subject: country.code().to_owned(),
        verdict: judgement.verdict,
        required,
        evidence: judgement.evidence,
        reason: judgement.reason,
        anchor,
        declared: declared.location,
    }
}

struct Judgement {
    verdict: Verdict,
    evidence: Vec<Location>,
    reason: Option<Reason>,
}

impl Judgement {
    fn new(verdict: Verdict, evidence: Vec<Location>, reason: Option<Reason>) -> Self {
        Self { verdict, evidence, reason }
    }

    /// What is stated without need is still shown; what is not stated is no fault.
    fn not_required(self) -> Self {
        let evidence = if self.verdict == Verdict::Clear { self.evidence } else { Vec::new() };
        Self::new(Verdict::NotRequired, evidence, None)
    }
}

fn judge(case: &Case<'_>, country: Country, recipient: Verdict) -> Judgement {
    let denial = denied(case, country);
    let is_disclosed = matches!(recipient, Verdict::Clear | Verdict::Ambiguous | Verdict::Vague);
    if !is_disclosed {
        return match denial {
            Some(place) => Judgement::new(Verdict::Incorrect, vec![place], Some(Reason::DeniedAbroad(place))),
            None => Judgement::new(Verdict::Omitted, Vec::new(), Some(Reason::NotStated)),
        };
    }
    let own = own_destinations(case, recipient);
    let named = places_where(&own, |place| place == Place::Country(country));
    if !named.is_empty() {
        return match denial {
            Some(place) => Judgement::new(Verdict::Ambiguous, named, Some(Reason::DeniedAbroad(place))),
            None => Judgement::new(Verdict::Clear, named, None),
        };
    }
    if let Some(place) = denial {
        return Judgement::new(Verdict::Incorrect, vec![place], Some(Reason::DeniedAbroad(place)));
    }
    let vague: Vec<Location> = own
        .iter()
        .filter(|told| covers(told.place, country) && !goes_without(told, &own))
        .map(|told| told.location)
        .collect();
    if let Some(&first) = vague.first() {
        // `X, which is abroad. All of our processors are in the United States.`
        let general = from_general(case, country, recipient);
        if general.verdict == Verdict::Clear {
            return general;
        }
        return Judgement::new(Verdict::Vague, vague, Some(Reason::VaguePlace(first)));
    }
    if !own.is_empty() && recipient != Verdict::Vague {
        return elsewhere(&own);
    }
    from_general(case, country, recipient)
}

/// Statements that name the recipient; where only its category is named, those that name the category.
fn own_destinations(case: &Case<'_>, recipient: Verdict) -> Vec<Destination> {
    let naming = if recipient == Verdict::Vague { Naming::Category } else { Naming::Name };
    case.affirmed(naming).flat_map(|claim| claim.destinations.iter().copied()).collect()
}

fn places_where(destinations: &[Destination], holds: impl Fn(Place) -> bool) -> Vec<Location> {
    destinations
        .iter()
        .filter(|destination| holds(destination.place))
        .map(|destination| destination.location)
        .collect()
}

/// A region that the country lies in, or a city in it.
fn covers(place: Place, country: Country) -> bool {
    match place {
        Place::Country(_) => false,
        Place::Within(of) => of == country,
        Place::Group(group) => group.contains(country),
        Place::Outside(group) => !group.contains(country),
    }
}

/// How many bytes apart a country and a wider place are where the one is the bracket of the other.
const BRACKET: usize = 3;

/// `Germany (EU)`: the wider place only says again where a country is that is named. `The United States and other countries` says more.
fn goes_without(wider: &Destination, own: &[Destination]) -> bool {
    let Place::Group(group) = wider.place else { return false };
    if group == Group::Worldwide {
        return false;
    }
    let is_beside = |other: &Destination| {
        let (one, two) = (wider.location, other.location);
        let gap = one.span.start.max(two.span.start).saturating_sub(one.span.end.min(two.span.end));
        one.source == two.source && gap <= BRACKET
    };
    own.iter().any(|other| {
        matches!(other.place, Place::Country(country) if group.contains(country)) && is_beside(other)
    })
}

/// The recipient's own statements name other countries.
fn elsewhere(own: &[Destination]) -> Judgement {
    let mut countries: Vec<Country> = own
        .iter()
        .filter_map(|destination| match destination.place {
            Place::Country(country) | Place::Within(country) => Some(country),
            Place::Group(_) | Place::Outside(_) => None,
        })
        .collect();
    countries.sort_unstable();
    countries.dedup();
    let evidence = own.iter().map(|destination| destination.location).collect();
    Judgement::new(Verdict::Incorrect, evidence, Some(Reason::OtherCountries(countries)))
}

/// A statement on all recipients of the kind.
fn from_general(case: &Case<'_>, country: Country, recipient: Verdict) -> Judgement {
    let mut vague: Vec<Location> = Vec::new();
    let mut elsewhere: Vec<(Country, Location)> = Vec::new();
    for claim in case.general() {
        match claim.content {
            Content::Located(Place::Country(named)) if named == country => {
                if recipient != Verdict::Vague {
                    return Judgement::new(Verdict::Clear, vec![claim.location], None);
                }
                vague.push(claim.location);
            }
            Content::Located(Place::Country(named)) => elsewhere.push((named, claim.location)),
            Content::PossiblyLocated(Place::Country(named)) if named == country => vague.push(claim.location),
            Content::Located(place) | Content::PossiblyLocated(place) if covers(place, country) => {
                vague.push(claim.location)
            }
            _ => {}
        }
    }
    match (vague.first(), elsewhere.first()) {
        (Some(&first), _) => Judgement::new(Verdict::Vague, vague, Some(Reason::VaguePlace(first))),
        // "All of our providers are in Australia" denies every other country of theirs.
        (None, Some(_)) if recipient != Verdict::Vague => {
            let (countries, places) = elsewhere.into_iter().unzip();
            Judgement::new(Verdict::Incorrect, places, Some(Reason::OtherCountries(countries)))
        }
        (None, _) => Judgement::new(Verdict::Omitted, Vec::new(), Some(Reason::NotStated)),
    }
}

/// The statement that denies that data goes to this country: for this recipient, or for all.
fn denied(case: &Case<'_>, country: Country) -> Option<Location> {
    let own = case.claims().find(|claim| claim.stance == Stance::DeniedAbroad).map(|claim| claim.location);
    own.or_else(|| {
        case.disclosures
            .general
            .iter()
            .find(|claim| match claim.content {
                Content::NoneAbroad => true,
                Content::NoneOutsideCountry(home) => home != country,
                Content::NoneOutsideGroup(group) => !group.contains(country),
                _ => false,
            })
            .map(|claim| claim.location)
    })
}

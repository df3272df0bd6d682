//! A check of what is declared finds nothing: what it would call undeclared is declared, and what it would not find clear is
//! not.

use crate::assessment::{self, Assessment, Element, ElementAssessment, UndeclaredRecipient, Verdict};
use crate::declaration::{Date, Declaration, Located};
use crate::disclosure;
use crate::lexicon::country::Country;
use crate::policy::Policy;
use crate::source::{Location, Sources};

use super::{Details, Document, Survey, Surveyed, declare};

/// So many times what a check finds undeclared is declared: a name that is known may bring out what stands beside it.
const ROUNDS: usize = 3;

/// Declares every recipient and country that a check of the survey would say nobody declares: a name that stands where
/// recipients are listed is one, whatever it looks like.
pub(super) fn complete(survey: &mut Survey, nowhere: Location, sources: &Sources) {
    for _ in 0..ROUNDS {
        let declaration = declare::survey(survey, nowhere);
        let mut is_complete = true;
        for (index, assessment) in assessments(survey, &declaration, sources) {
            for undeclared in assessment.undeclared_countries {
                let country = Located { value: undeclared.country, location: undeclared.location };
                if let Some(surveyed) = survey.transfers.get_mut(undeclared.transfer) {
                    is_complete &= !add_country(surveyed, country);
                }
            }
            for undeclared in assessment.undeclared_recipients {
                is_complete = false;
                add_recipient(survey, index, undeclared);
            }
        }
        if is_complete {
            return;
        }
    }
}

/// What a check of each policy finds.
fn assessments(survey: &Survey, declaration: &Declaration, sources: &Sources) -> Vec<(usize, Assessment)> {
    // Nothing that is surveyed has a last day.
    let Some(today) = Date::from_unix_days(0) else { return Vec::new() };
    let assess = |(index, document): (usize, &Document)| {
        let policy = Policy::parse(&[(document.source, sources.get(document.source).text())]);
        let disclosures = disclosure::read(&policy, None, declaration);
        (index, assessment::assess(declaration, index, &disclosures, today))
    };
    survey.policies.iter().enumerate().map(assess).collect()
}

/// Adds a country, and tells whether it was not there.
fn add_country(surveyed: &mut Surveyed, country: Located<Country>) -> bool {
    let is_new = surveyed.countries.iter().all(|known| known.value != country.value);
    if is_new {
        surveyed.countries.push(country);
    }
    is_new
}

/// Adds a recipient, or the policy to one that another policy names too.
fn add_recipient(survey: &mut Survey, policy: usize, undeclared: UndeclaredRecipient) {
    let known = survey.transfers.iter_mut().find(|surveyed| surveyed.recipient.value == undeclared.name);
    match known {
        Some(surveyed) if surveyed.policies.contains(&policy) => {}
        Some(surveyed) => surveyed.policies.push(policy),
        None => survey.transfers.push(Surveyed {
            recipient: Located { value: undeclared.name, location: undeclared.location },
            aliases: Vec::new(),
            role: None,
            countries: Vec::new(),
            details: Details::default(),
            policies: vec![policy],
        }),
    }
}

/// Takes back every value of which a check of the survey would say that a policy does not state it clearly, and every
/// recipient that a policy denies elsewhere.
pub(super) fn retain_clear(survey: &mut Survey, nowhere: Location, sources: &Sources) {
    let declaration = declare::survey(survey, nowhere);
    let mut denied: Vec<usize> = Vec::new();
    for (_, assessment) in assessments(survey, &declaration, sources) {
        for assessed in &assessment.transfers {
            let Some(surveyed) = survey.transfers.get_mut(assessed.transfer) else { continue };
            for element in assessed.elements.iter().filter(|element| is_doubtful(element)) {
                take_back(surveyed, element);
                denied.extend((element.element == Element::Recipient).then_some(assessed.transfer));
            }
        }
    }
    let mut ids = 0..;
    survey.transfers.retain(|_| ids.next().is_some_and(|id| !denied.contains(&id)));
}

fn is_doubtful(element: &ElementAssessment) -> bool {
    !matches!(element.verdict, Verdict::Clear | Verdict::NotRequired)
}

fn take_back(surveyed: &mut Surveyed, element: &ElementAssessment) {
    let details = &mut surveyed.details;
    let others = |item: &Located<String>| item.value != element.subject;
    match element.element {
        Element::Country => surveyed.countries.retain(|country| country.value.code() != element.subject),
        Element::Role => surveyed.role = None,
        Element::Data => details.data.retain(others),
        Element::Purpose => details.purposes.retain(others),
        Element::Retention => details.retention = None,
        Element::Method => details.method = None,
        _ => {}
    }
}

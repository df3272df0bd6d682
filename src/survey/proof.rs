//! What a check would not find clear is not declared.

use crate::assessment::{self, Element, ElementAssessment, Verdict};
use crate::declaration::{Date, Located};
use crate::disclosure;
use crate::policy::Policy;
use crate::source::{Location, Sources};

use super::{Survey, Surveyed, declare};

/// Takes back every value of which a check of the survey would say that a policy does not state it clearly, and every
/// recipient that a policy denies elsewhere.
pub(super) fn retain_clear(survey: &mut Survey, nowhere: Location, sources: &Sources) {
    let declaration = declare::survey(survey, nowhere);
    // Nothing that is surveyed has a last day.
    let Some(today) = Date::from_unix_days(0) else { return };
    let mut denied: Vec<usize> = Vec::new();
    for (index, document) in survey.policies.clone().iter().enumerate() {
        let policy = Policy::parse(&[(document.source, sources.get(document.source).text())]);
        let disclosures = disclosure::read(&policy, None, &declaration);
        let assessment = assessment::assess(&declaration, index, &disclosures, today);
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

//! Which verdicts the laws in force care about.

use super::flow::Flow;
use super::requirement::{Requirement, requirement};
use super::{Element, Law};
use crate::assessment::{Assessment, Element as Judged, ElementAssessment, Verdict};
use crate::declaration::{Date, Declaration};
use crate::lexicon::country::Country;

/// Says of every element whether the laws in force for this policy ask for it. What none of them asks for is not required; what
/// a policy states falsely stays so, since a denial must be true whatever the law asks. Without laws nothing changes.
pub fn refine(declaration: &Declaration, assessment: &mut Assessment, today: Date) {
    let laws = declaration.laws_of(assessment.policy);
    if laws.is_empty() {
        return;
    }
    for judged in &mut assessment.transfers {
        let Some(transfer) = declaration.transfers.get(judged.transfer) else { continue };
        let flow = Flow::of(declaration, transfer, today);
        for element in judged.elements.iter_mut().filter(|element| element.verdict != Verdict::NotRequired) {
            settle(laws, &flow, element);
        }
    }
}

/// What is asked of an element as it is judged.
pub(crate) fn of_element<'l>(laws: &'l [Law], flow: &Flow, element: &ElementAssessment) -> Requirement<'l> {
    requirement(laws, flow, Element::from(element.element), destination(element))
}

fn settle(laws: &[Law], flow: &Flow, element: &mut ElementAssessment) {
    match of_element(laws, flow, element) {
        Requirement::Baseline => {}
        Requirement::Asked(demands) => {
            let is_enough = demands.iter().all(|demand| demand.is_met_by(element.verdict));
            // Where only a category is asked for, nothing is missing from one.
            element.required = !(is_enough && element.verdict == Verdict::Vague);
        }
        Requirement::NotAsked => {
            element.required = false;
            if !is_false(laws, flow, element) {
                if element.verdict != Verdict::Clear {
                    element.evidence.clear();
                }
                element.verdict = Verdict::NotRequired;
                element.reason = None;
            }
        }
    }
}

/// Whether the policy says what is not so. "We transfer nothing abroad" is true of a country that no law in force takes for one
/// abroad.
fn is_false(laws: &[Law], flow: &Flow, element: &ElementAssessment) -> bool {
    let is_contradicted = matches!(element.verdict, Verdict::Incorrect | Verdict::Ambiguous);
    is_contradicted
        && destination(element).is_none_or(|country| laws.iter().any(|law| flow.is_abroad(law, country)))
}

fn destination(element: &ElementAssessment) -> Option<Country> {
    if element.element == Judged::Country { Country::from_code(&element.subject) } else { None }
}

//! A list of recipients that leaves open who else is on it.

use super::case::TransferCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, words};
use crate::laws;

pub(super) static RULE: Rule = Rule {
    name: "open-ended-list",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "a list that names a recipient ends in \"and others\" where a law wants it whole",
    docs: DOCS,
    check: Check::Transfer(check),
};

const DOCS: &str = r#"## What it checks

Where a law that is in force bars it, the words that name a recipient, or a country for it, must not leave open who or
what else there is: "such as", "including", "and others", 등, 等, notamment.

## Why it matters

A list that may go on tells nobody whether it is whole. The guideline under PIPA Art. 30(4) (Korea) bars 등 after the
names of third parties and processors. Nothing that divulge says is legal advice.

## Example

Fails: `laws: [kr-pipa]`, and the policy says 수탁자: 알리페이 등.

Passes: 수탁자: 알리페이, 네이버클라우드.

## How to fix

Name everybody, and take the words out. A list that grows can be an annex, or a page that the policy links to.
"#;

fn check(case: &TransferCase<'_>) -> Option<Finding> {
    let list =
        case.assessment.upkeep.open_lists.iter().find(|list| list.recipient == case.declared.recipient)?;
    let demands = laws::closed_lists(case.laws, case.flow);
    let first = demands.first()?;
    let sources = case.context.sources;
    let policy = case.context.path(list.location);
    let line = words::line(sources, list.location, list.location.source);
    let message = format!(
        "{policy} names {} in a list that {} leaves open ({line}), which {} bars",
        case.recipient,
        words::quote(sources, list.location),
        first.pack.id
    );
    let help = "Name all of them, and take these words out.".to_owned();
    let finding = case.finding(case.declared.recipient_location, &demands, message, help);
    // The guideline bars it; what a court would make of it is another matter.
    let severity = finding.severity.min(case.context.severity);
    Some(Finding { policy: Some(list.location), severity, ..finding })
}

#[cfg(test)]
mod tests {
    use crate::rules::Severity;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_where_a_law_bars_it() {
        let scene = Scene::new().laws(&["kr-pipa"]);
        let place = scene.place("overseas");
        let finding = scene.open_list(place).only("open-ended-list");
        assert_eq!((finding.policy, finding.severity), (Some(place), Severity::Warning));
        assert_eq!(finding.laws.len(), 1);
    }

    #[test]
    fn quiet_where_none_does() {
        let scene = Scene::new();
        let place = scene.place("overseas");
        scene.open_list(place).never("open-ended-list");
        let scene = Scene::new().laws(&["eu-gdpr"]);
        scene.open_list(place).never("open-ended-list");
    }
}

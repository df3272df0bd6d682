//! A country of destination that the policy does not state for its recipient.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, words};
use crate::assessment::{Element, Reason, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-country",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "a country where a recipient receives or accesses personal data is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Every declared country other than the controller's own must be stated for its recipient: in the same table row, sentence
or list item, or in a heading or lead-in that governs it. A country that is named for another recipient, as part of an
organisation's name, or in a clause on governing law does not count.

## Why it matters

Which law protects the data, and which authorities can reach it, depends on where it is. PIPA Art. 28-8(2) (Korea)
demands the country of every transfer abroad, and Art. 28-8(1) counts being viewed from there as a transfer; GDPR Art.
13(1)(f) demands that transfers to third countries be stated, and the transparency guidelines (WP260) that the countries
be named.

## Example

Fails: `countries: [CN, SG]` is declared, and the recipient's row says only "Singapore".

Passes: the row says "Singapore, China".

## How to fix

Name the country in the recipient's own row or sentence. If no data goes there any more, take it out of `countries` and
`access_from`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    if !case.is(Element::Country) || !matches!(case.element.verdict, Verdict::Omitted | Verdict::Incorrect) {
        return None;
    }
    let (policy, recipient, country) = (case.policy(), case.recipient, case.country());
    let message = match &case.element.reason {
        Some(Reason::OtherCountries(others)) if !others.is_empty() => {
            let others = words::countries(others.iter().copied());
            format!("{policy} names {others} for {recipient}, but not {country}")
        }
        Some(Reason::DeniedAbroad(place) | Reason::Denied(place)) => {
            let line = case.line(*place);
            format!(
                "{policy} denies on {line} that personal data goes to {country}, where {recipient} receives or \
                 accesses it"
            )
        }
        _ => format!(
            "{policy} does not name {country} as a country where {recipient} receives or accesses personal data"
        ),
    };
    let help = format!(
        "Name {country} beside {recipient}, in the same row or sentence; if no data goes there any more, remove \
         the country from the declaration."
    );
    Some(case.finding(message, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::country::Country;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_once_per_country() {
        let found = Scene::new()
            .country("CN", Verdict::Omitted, Reason::NotStated)
            .country("SG", Verdict::Incorrect, Reason::NotStated)
            .all("undisclosed-country");
        let subjects: Vec<_> = found.iter().filter_map(|finding| finding.subject.as_deref()).collect();
        assert_eq!(subjects, ["CN", "SG"]);
        assert!(found[0].message.contains("does not name"), "{}", found[0].message);
        assert!(found[0].help.contains("beside Alipay"), "{}", found[0].help);
    }

    #[test]
    fn lists_what_the_policy_names_instead() {
        let others = ["SG", "JP"].iter().filter_map(|code| Country::from_code(code)).collect();
        let finding = Scene::new()
            .country("CN", Verdict::Incorrect, Reason::OtherCountries(others))
            .only("undisclosed-country");
        let (named, missing) = finding.message.split_once(", but not ").unwrap();
        assert!(named.contains("SG") && named.contains("JP") && named.ends_with("for Alipay"), "{named}");
        assert!(missing.contains("CN"), "{missing}");
    }

    #[test]
    fn tells_which_line_denies_it() {
        let scene = Scene::new();
        let place = scene.place("We transfer nothing abroad.");
        let scene = scene.country("CN", Verdict::Incorrect, Reason::DeniedAbroad(place));
        let message = scene.only("undisclosed-country").message;
        assert!(message.contains(" denies on line ") && message.contains("goes to China (CN)"), "{message}");
    }

    #[test]
    fn quiet_where_the_country_is_stated_vague_or_not_required() {
        for verdict in [Verdict::Clear, Verdict::Vague, Verdict::Unknown, Verdict::Ambiguous] {
            Scene::new().country("CN", verdict, Reason::NotStated).never("undisclosed-country");
        }
        Scene::new()
            .country("KR", Verdict::Omitted, Reason::NotStated)
            .not_required()
            .never("undisclosed-country");
    }
}

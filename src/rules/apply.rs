//! Every rule on every assessment, in a stable order, and what the declaration and comments accept of it.

use super::accept::accept;
use super::case::{Context, ElementCase, PolicyCase, TransferCase};
use super::rule::Check;
use super::{Finding, RuleId, Severity, Suppressed};
use crate::assessment::{Assessment, ElementAssessment, TransferAssessment};
use crate::declaration::{Date, Declaration, Level, Transfer};
use crate::laws::{self, Demand, Flow, Law, Requirement};
use crate::source::Sources;
use crate::suppression::Suppression;

/// Turns verdicts into findings, without those that an exception or a comment accepts.
///
/// The order is that of the policies; within one, of its transfers, their elements, and the rules; then what is about no
/// transfer, by place. Findings on exceptions and on comments come last. `today` tells which exceptions have expired.
#[must_use]
pub fn apply(
    sources: &Sources,
    declaration: &Declaration,
    assessments: &[Assessment],
    comments: &[Suppression],
    today: Date,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let rules = in_force(sources, declaration);
    let mut policies: Vec<_> = assessments.iter().collect();
    policies.sort_by_key(|assessment| assessment.policy);
    let found = policies.into_iter().flat_map(|assessment| judge(&rules, declaration, assessment, today));
    accept(found, &rules, declaration, comments, today)
}

/// The rules that `rules:` does not turn off, in order, each with its severity.
pub(super) fn in_force<'a>(sources: &'a Sources, declaration: &'a Declaration) -> Vec<Context<'a>> {
    RuleId::all()
        .filter_map(|rule| {
            let severity = severity(declaration, rule)?;
            Some(Context { rule, severity, sources, declaration })
        })
        .collect()
}

/// How much a finding of this rule weighs; nothing where the rule is off.
fn severity(declaration: &Declaration, rule: RuleId) -> Option<Severity> {
    match declaration.severities.get(&rule) {
        Some(Level::Off) => None,
        Some(Level::At(severity)) => Some(*severity),
        None => Some(rule.default_severity()),
    }
}

/// All findings on one policy.
fn judge(
    rules: &[Context<'_>],
    declaration: &Declaration,
    assessment: &Assessment,
    today: Date,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for transfer in &assessment.transfers {
        if let Some(judgement) = Judgement::new(declaration, assessment, transfer, today) {
            judgement.add_to(&mut findings, rules);
        }
    }
    for &context in rules {
        if let Check::Policy(check) = &context.rule.0.check {
            findings.extend(check(&PolicyCase { context, assessment }));
        }
    }
    // The sort is stable: of one transfer's element, what came first stays first.
    findings.sort_by_key(|finding| match finding.transfer {
        Some(transfer) => (0, transfer, finding.element, None),
        None => (1, 0, None, finding.policy),
    });
    findings
}

/// One transfer, and what the laws in force for the policy ask of it.
struct Judgement<'a> {
    assessment: &'a Assessment,
    transfer: &'a TransferAssessment,
    declared: &'a Transfer,
    recipient: &'a str,
    laws: &'a [Law],
    flow: Flow,
}

impl<'a> Judgement<'a> {
    fn new(
        declaration: &'a Declaration,
        assessment: &'a Assessment,
        transfer: &'a TransferAssessment,
        today: Date,
    ) -> Option<Self> {
        let declared = declaration.transfers.get(transfer.transfer)?;
        let recipient = declaration.recipients.get(declared.recipient)?.name.value.as_str();
        let laws = declaration.laws_of(assessment.policy);
        let flow = Flow::of(declaration, declared, today);
        Some(Self { assessment, transfer, declared, recipient, laws, flow })
    }

    fn add_to(&self, findings: &mut Vec<Finding>, rules: &[Context<'_>]) {
        for &context in rules {
            if let Check::Transfer(check) = &context.rule.0.check {
                let &Self { assessment, transfer, declared, recipient, laws, .. } = self;
                let flow = &self.flow;
                let case = TransferCase { context, assessment, transfer, declared, recipient, laws, flow };
                findings.extend(check(&case));
            }
        }
        for element in &self.transfer.elements {
            for &context in rules {
                findings.extend(self.judge(element, context));
            }
        }
    }

    /// What a rule finds wrong with an element, and which laws ask for it.
    fn judge(&self, element: &'a ElementAssessment, context: Context<'_>) -> Option<Finding> {
        let &Self { transfer, declared, recipient, .. } = self;
        let case = ElementCase { context, transfer, declared, recipient, element };
        match &context.rule.0.check {
            Check::Element(check) if element.required => {
                check(&case).map(|finding| context.weighed(finding, &self.unmet(element)))
            }
            // A false statement weighs the same whatever the law asks for.
            Check::Statement(check) => check(&case).map(|finding| {
                let laws = self.unmet(element).iter().map(Demand::citation).collect();
                Finding { laws, ..finding }
            }),
            _ => None,
        }
    }

    /// What is asked of an element and not done.
    fn unmet(&self, element: &ElementAssessment) -> Vec<Demand<'a>> {
        match laws::of_element(self.laws, &self.flow, element) {
            Requirement::Asked(demands) => {
                demands.into_iter().filter(|demand| !demand.is_met_by(element.verdict)).collect()
            }
            Requirement::Baseline | Requirement::NotAsked => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Reason, Verdict};
    use crate::declaration::Role;
    use crate::rules::AcceptedBy;
    use crate::rules::testing::Scene;

    /// A transfer of which everything is missing.
    fn silent(scene: Scene) -> Scene {
        scene
            .recipient(Verdict::Omitted, Reason::NotStated)
            .country("CN", Verdict::Omitted, Reason::NotStated)
            .role(Verdict::Omitted, Reason::NotStated)
    }

    fn names(findings: &[Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.rule.name()).collect()
    }

    #[test]
    fn an_omitted_recipient_is_three_violations() {
        let (found, suppressed) = silent(Scene::new()).run();
        let expected = ["undisclosed-recipient", "undisclosed-country", "undisclosed-outsourcing"];
        assert_eq!(names(&found), expected);
        assert!(suppressed.is_empty());
    }

    #[test]
    fn no_violation_is_passed_over_in_silence() {
        use Verdict::{Ambiguous, Incorrect, Omitted, Unknown, Vague};
        for verdict in [Vague, Ambiguous, Incorrect, Omitted, Unknown] {
            for scene in [
                Scene::new().recipient(verdict, Reason::NotStated),
                Scene::new().country("CN", verdict, Reason::NotStated),
                Scene::new().role(verdict, Reason::OtherRole(Role::ThirdParty)),
            ] {
                assert_eq!(scene.run().0.len(), 1, "{verdict}");
            }
        }
    }

    #[test]
    fn findings_come_by_transfer_and_element_then_by_place_and_exceptions_last() {
        let scene = Scene::new();
        let (early, late) = (scene.place("Alipay is a trademark"), scene.place("Ant Group"));
        let scene = silent(scene).undeclared_country("JP", early).another_transfer("refunds");
        let scene = silent(scene)
            .undeclared_recipient("Ant Group", late)
            .undeclared_recipient("Alibaba", early)
            .exception("vague-country", None, None)
            .another_policy();
        let (found, _) = silent(scene).run();
        let expected = [
            ("undisclosed-recipient", Some(0)),
            ("undisclosed-country", Some(0)),
            ("undeclared-country", Some(0)),
            ("undisclosed-outsourcing", Some(0)),
            ("undisclosed-recipient", Some(1)),
            ("undisclosed-country", Some(1)),
            ("undisclosed-outsourcing", Some(1)),
            ("undeclared-recipient", None),
            ("undeclared-recipient", None),
            ("undisclosed-recipient", Some(0)),
            ("undisclosed-country", Some(0)),
            ("undisclosed-outsourcing", Some(0)),
            ("unused-exception", None),
        ];
        let order: Vec<_> = found.iter().map(|finding| (finding.rule.name(), finding.transfer)).collect();
        assert_eq!(order, expected);
        assert_eq!((found[7].policy, found[8].policy), (Some(early), Some(late)));
    }

    #[test]
    fn several_rules_on_one_element_come_in_the_order_of_the_registry() {
        let scene = Scene::new();
        let place = scene.place("We transfer nothing abroad.");
        let (found, _) = scene.country("CN", Verdict::Incorrect, Reason::DeniedAbroad(place)).run();
        assert_eq!(names(&found), ["undisclosed-country", "denied-transfer"]);
    }

    #[test]
    fn levels_set_severities_and_turn_rules_off() {
        let scene =
            silent(Scene::new()).level("undisclosed-country", "info").level("undisclosed-recipient", "off");
        let (found, _) = scene.run();
        let severities: Vec<_> =
            found.iter().map(|finding| (finding.rule.name(), finding.severity)).collect();
        let expected =
            [("undisclosed-country", Severity::Info), ("undisclosed-outsourcing", Severity::Error)];
        assert_eq!(severities, expected);
    }

    #[test]
    fn an_exception_accepts_its_rule_on_its_transfer_alone() {
        let scene = silent(Scene::new()).another_transfer("refunds");
        let (found, suppressed) = silent(scene).exception("undisclosed-country", Some(1), None).run();
        assert_eq!(names(&found).iter().filter(|&&name| name == "undisclosed-country").count(), 1);
        assert_eq!(found.len(), 5);
        let accepted: Vec<_> =
            suppressed.iter().map(|it| (it.finding.rule.name(), it.finding.transfer, it.by.source)).collect();
        assert_eq!(accepted, [("undisclosed-country", Some(1), AcceptedBy::Exception(0))]);
    }

    #[test]
    fn an_exception_without_a_transfer_accepts_its_rule_everywhere() {
        let scene = silent(Scene::new()).another_transfer("refunds");
        let (found, suppressed) = silent(scene).exception("undisclosed-country", None, None).run();
        assert_eq!((found.len(), suppressed.len()), (4, 2));
    }

    #[test]
    fn a_finding_is_put_down_to_the_first_exception_that_holds() {
        let scene = silent(Scene::new())
            .exception("undisclosed-country", None, Some("2026-11-21"))
            .exception("undisclosed-country", Some(0), Some("2026-11-22"))
            .exception("undisclosed-country", None, None);
        let (found, suppressed) = scene.run();
        assert_eq!(suppressed.iter().map(|it| it.by.source).collect::<Vec<_>>(), [AcceptedBy::Exception(1)]);
        assert_eq!(names(&found).last(), Some(&"expired-exception"));
        scene.never("unused-exception");
    }

    #[test]
    fn no_exception_accepts_a_finding_on_an_exception() {
        let (found, suppressed) = Scene::new()
            .exception("unused-exception", None, None)
            .exception("expired-exception", None, Some("2020-01-01"))
            .run();
        assert_eq!(names(&found), ["unused-exception", "expired-exception"]);
        assert!(suppressed.is_empty());
    }

    #[test]
    fn messages_have_no_full_stop_and_helps_are_sentences() {
        let scene = Scene::new();
        let place = scene.place("overseas");
        let (found, _) = silent(scene)
            .undeclared_recipient("Ant Group", place)
            .undeclared_country("JP", place)
            .hidden(place)
            .exception("vague-country", None, None)
            .exception("vague-country", None, Some("2020-01-01"))
            .comment("vague-country", Some("why"), place)
            .comment("vague-country", None, place)
            .comment("vague-contry", Some("why"), place)
            .run();
        assert_eq!(found.len(), 11);
        for finding in found {
            assert!(!finding.message.ends_with('.'), "{}", finding.message);
            assert!(finding.help.ends_with('.'), "{}", finding.help);
        }
    }
}

//! `junit`: a test report, which every CI system shows. Each element that a policy must disclose is a test.
//!
//! The format has no standard; what is written here is what Jenkins, GitLab and the Ant task have in common. There are no
//! times and no host: the same input gives the same bytes.

use std::io::{self, Write};

use super::located::{self, Located};
use super::{Format, Look, Unit, cited, one_line};
use crate::Checked;
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment};
use crate::declaration::TransferId;
use crate::rules::Severity;

pub(super) const FORMAT: Format = Format {
    name: "junit",
    about: "JUnit XML: every element that must be disclosed is a test",
    unit: Unit::Run,
    render,
};

/// The tests of one policy, or of a declaration alone.
struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
}

/// One test.
struct Case<'a> {
    name: String,
    findings: Vec<&'a Located<'a>>,
}

/// How a test went, by what was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    /// All that was found is accepted.
    Skipped,
}

impl Case<'_> {
    /// Information fails no test.
    fn outcome(&self) -> Outcome {
        let heavy = || self.findings.iter().filter(|one| one.finding.severity > Severity::Info);
        match (heavy().any(|one| one.accepted.is_none()), heavy().next().is_some()) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::Skipped,
            (false, false) => Outcome::Passed,
        }
    }
}

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    let located = located::all(results);
    let suites: Vec<_> = results.iter().flat_map(|checked| suites(checked, &located)).collect();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    writeln!(out, "<testsuites name=\"divulge\" {}>", counts(cases()))?;
    for suite in &suites {
        writeln!(out, "  <testsuite name=\"{}\" {}>", attribute(suite.name), counts(suite.cases.iter()))?;
        for case in &suite.cases {
            write_case(suite, case, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// One suite per policy, and one for what is found in the declaration alone.
fn suites<'a>(checked: &'a Checked, located: &'a [Located<'a>]) -> Vec<Suite<'a>> {
    let mut left: Vec<_> = located.iter().filter(|one| std::ptr::eq(one.checked, checked)).collect();
    let mut suites: Vec<_> =
        checked.assessments.iter().map(|assessment| policy(checked, assessment, &mut left)).collect();
    if !left.is_empty() {
        let name = checked.sources.get(checked.declaration.source).path();
        suites.push(Suite { name, cases: left.into_iter().map(other).collect() });
    }
    suites
}

/// The elements that one policy must disclose, then what else was found in it. Takes its findings out of `left`.
fn policy<'a>(checked: &'a Checked, assessment: &Assessment, left: &mut Vec<&'a Located<'a>>) -> Suite<'a> {
    let is_here = |one: &Located<'_>| {
        let policy = one.finding.policy.and_then(|location| checked.policy_of(location.source));
        policy == Some(assessment.policy)
    };
    let mut here: Vec<_> = left.extract_if(.., |one| is_here(one)).collect();
    let mut cases = Vec::new();
    for transfer in &assessment.transfers {
        for element in transfer.elements.iter().filter(|element| element.required) {
            let key = Some((transfer.transfer, element.element, element.subject.as_str()));
            let findings = here.extract_if(.., |one| subject(one) == key).collect();
            cases.push(Case { name: name(checked, transfer, element), findings });
        }
    }
    cases.extend(here.into_iter().map(other));
    Suite { name: checked.policy_path(assessment.policy), cases }
}

/// What a finding on an element is about.
fn subject<'a>(one: &'a Located<'_>) -> Option<(TransferId, Element, &'a str)> {
    let finding = one.finding;
    Some((finding.transfer?, finding.element?, finding.subject.as_deref()?))
}

/// `nsf-score: country CN`.
fn name(checked: &Checked, transfer: &TransferAssessment, element: &ElementAssessment) -> String {
    let id = checked.declaration.transfers.get(transfer.transfer).map_or("", |transfer| &transfer.id);
    let subject = located::subject(checked, transfer.transfer, element);
    let subject = subject.map_or_else(String::new, |subject| format!(" {subject}"));
    format!("{id}: {}{subject}", element.element.name())
}

/// A test of a finding that is about no element: `undeclared-recipient: Evil Ads`.
fn other<'a>(located: &'a Located<'a>) -> Case<'a> {
    let finding = located.finding;
    let about = finding.subject.as_deref().or(finding.recipient.as_deref());
    let name = about.map_or_else(|| finding.rule.to_string(), |about| format!("{}: {about}", finding.rule));
    Case { name, findings: vec![located] }
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case<'a>>) -> String {
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    for case in cases {
        tests += 1;
        match case.outcome() {
            Outcome::Failed => failures += 1,
            Outcome::Skipped => skipped += 1,
            Outcome::Passed => {}
        }
    }
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

fn write_case(suite: &Suite<'_>, case: &Case<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "    <testcase classname=\"{}\" name=\"{}\"",
        attribute(suite.name),
        attribute(&one_line(&case.name))
    )?;
    let Some(first) = case.findings.first() else {
        return writeln!(out, "/>");
    };
    writeln!(out, " file=\"{}\" line=\"{}\">", attribute(first.primary.path), first.primary.start.line)?;
    match case.outcome() {
        Outcome::Failed => write_failure(case, out)?,
        Outcome::Skipped => writeln!(out, "      <skipped message=\"{}\"/>", attribute(&reasons(case)))?,
        Outcome::Passed => {}
    }
    // Systems read a failure or what a test says, so what fails is told once.
    let said: Vec<_> = case.findings.iter().filter(|one| !fails(one)).map(|one| lines(one)).collect();
    if !said.is_empty() {
        writeln!(out, "      <system-out>{}</system-out>", text(&said.join("\n\n")))?;
    }
    writeln!(out, "    </testcase>")
}

fn fails(one: &Located<'_>) -> bool {
    one.accepted.is_none() && one.finding.severity > Severity::Info
}

/// Systems show one failure of a test, so all that was found is in one.
fn write_failure(case: &Case<'_>, out: &mut dyn Write) -> io::Result<()> {
    let failing: Vec<_> = case.findings.iter().filter(|one| fails(one)).collect();
    let severity = failing.iter().map(|one| one.finding.severity).max().unwrap_or(Severity::Error);
    let messages: Vec<_> = failing.iter().map(|one| cited::sentence(one.finding)).collect();
    let details: Vec<_> = failing.iter().map(|one| lines(one)).collect();
    writeln!(
        out,
        "      <failure type=\"{severity}\" message=\"{}\">{}</failure>",
        attribute(&messages.join(" ")),
        text(&details.join("\n\n"))
    )
}

/// Why what was found is accepted.
fn reasons(case: &Case<'_>) -> String {
    let reasons = case.findings.iter().filter_map(|one| {
        let by = &one.accepted?.by;
        Some(by.reason.as_deref().map_or_else(|| format!("in the {}", by.source.name()), one_line))
    });
    reasons.collect::<Vec<_>>().join("; ")
}

/// A finding, what to do, and where the other side is.
fn lines(located: &Located<'_>) -> String {
    let (finding, place) = (located.finding, &located.primary);
    let mut lines = vec![
        format!(
            "{}:{}:{}: {}[{}]",
            one_line(place.path),
            place.start.line,
            place.start.column,
            finding.severity,
            finding.rule
        ),
        cited::message(finding),
        one_line(&finding.help),
    ];
    lines.extend(located.related.map(|place| format!("See {}:{}", one_line(place.path), place.start.line)));
    lines.join("\n")
}

/// Text between tags. What XML 1.0 has no place for, not even escaped, is replaced.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' => escaped.push('\n'),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Text between quotes, on one line.
fn attribute(value: &str) -> String {
    text(&one_line(value)).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn every_element_is_a_test() {
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="divulge" tests="6" failures="4" errors="0" skipped="1">
  <testsuite name="privacy.ko.md" tests="6" failures="4" errors="0" skipped="1">
    <testcase classname="privacy.ko.md" name="nsf-score: recipient" file="divulge.yaml" line="5">
      <failure type="error" message="The policy does not name Alipay Singapore E-Commerce Private Limited.">divulge.yaml:5:16: error[undisclosed-recipient]
The policy does not name Alipay Singapore E-Commerce Private Limited.
Name “Alipay Singapore E-Commerce Private Limited” in this section, as a company to which you entrust the processing of personal data.
See privacy.ko.md:3</failure>
    </testcase>
    <testcase classname="privacy.ko.md" name="nsf-score: country CN" file="divulge.yaml" line="6">
      <failure type="error" message="The policy does not say that data goes to CN.">divulge.yaml:6:17: error[undisclosed-country]
The policy does not say that data goes to CN.
Write that Alipay Singapore E-Commerce Private Limited receives the data in CN.
See privacy.ko.md:3</failure>
    </testcase>
    <testcase classname="privacy.ko.md" name="nsf-score: country SG" file="divulge.yaml" line="6">
      <skipped message="legal review"/>
      <system-out>divulge.yaml:6:21: error[undisclosed-country]
The policy does not say that data goes to SG.
Write that Alipay Singapore E-Commerce Private Limited receives the data in SG.
See privacy.ko.md:3</system-out>
    </testcase>
    <testcase classname="privacy.ko.md" name="mail: recipient"/>
    <testcase classname="privacy.ko.md" name="mail: country US" file="divulge.yaml" line="9">
      <failure type="warning" message="The policy says only “overseas” where data goes to the United States.">divulge.yaml:9:14: warning[vague-country]
The policy says only “overseas” where data goes to the United States.
Write “the United States”.
See privacy.ko.md:5</failure>
    </testcase>
    <testcase classname="privacy.ko.md" name="undeclared-recipient: Evil␛[31m Ads" file="privacy.ko.md" line="7">
      <failure type="warning" message="The policy names Evil␛[31m Ads, which no transfer declares.">privacy.ko.md:7:23: warning[undeclared-recipient]
The policy names Evil␛[31m Ads, which no transfer declares.
Declare a transfer to it, or take it out of the policy.</failure>
    </testcase>
  </testsuite>
</testsuites>
"#;
        assert_eq!(sample::rendered(&FORMAT, &[sample::checked()]), expected);
    }

    #[test]
    fn information_fails_no_test() {
        let mut checked = sample::checked();
        checked.findings.truncate(1);
        checked.findings[0].severity = Severity::Info;
        let out = sample::rendered(&FORMAT, &[checked]);
        assert!(
            out.contains("failures=\"0\"") && out.contains("<system-out>divulge.yaml:5:16: info"),
            "{out}"
        );
    }

    #[test]
    fn what_is_found_in_the_declaration_alone_is_a_suite_of_its_own() {
        let mut checked = sample::checked();
        checked.findings[3].declaration = checked.findings[3].policy.take();
        let out = sample::rendered(&FORMAT, &[checked]);
        assert!(out.contains("<testsuite name=\"divulge.yaml\" tests=\"1\" failures=\"1\""), "{out}");
    }

    #[test]
    fn markup_in_a_finding_is_text() {
        let out = sample::rendered(&FORMAT, &[sample::awkward()]);
        let failure = out.lines().find(|line| line.contains("<failure")).unwrap();
        assert_eq!(
            failure.trim(),
            "<failure type=\"error\" message=\"[x](1) 100% | `y` &lt;b&gt;&amp;amp; @team #1 https://a.example ]]&gt;  \
             ::error::가😀&lt;U+202E&gt;.\">약관 100%/divulge, 1:2.yaml:5:16: error[undisclosed-recipient]"
        );
        assert_eq!(text("a\u{b}\u{fffe}]]>"), "a\u{fffd}\u{fffd}]]&gt;");
    }
}

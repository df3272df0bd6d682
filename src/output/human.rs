//! `human`: for people who need not know the program. All that is wrong with one transfer in one policy is one report.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::card::Card;
use super::excerpt::Mark;
use super::{Format, Look, Unit, cited, located};
use crate::Checked;
use crate::assessment::{Element, Verdict};
use crate::rules::{Finding, Severity};
use crate::source::Location;

pub(super) const FORMAT: Format = Format {
    name: "human",
    about: "a report on each transfer, with the lines that it is about",
    unit: Unit::Run,
    render,
};

fn render(results: &[Checked], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for checked in results {
        for group in located::groups(checked) {
            let findings: Vec<&Finding> =
                group.into_iter().filter_map(|at| checked.findings.get(at)).collect();
            card(checked, &findings, look).write(look, out)?;
        }
    }
    writeln!(out, "{}", summary(results))
}

fn card(checked: &Checked, findings: &[&Finding], look: Look) -> Card {
    let severity = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Info);
    let mut marks = marks(findings, |finding| finding.declaration, declared_label);
    marks.extend(self::marks(findings, |finding| finding.policy, policy_label));
    Card::new(severity, &messages(findings, severity))
        .headline(&headline(checked, findings, severity))
        .help(&numbered(findings, |finding| finding.help.clone()))
        .marks(&checked.sources, marks, look)
}

/// `error[undisclosed-recipient, undisclosed-country] transfer to Alipay (nsf-score)`.
fn headline(checked: &Checked, findings: &[&Finding], severity: Severity) -> String {
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule.name()).collect();
    let mut seen = BTreeSet::new();
    rules.retain(|rule| seen.insert(*rule));
    let first = findings.first();
    let recipient = first.and_then(|finding| finding.recipient.as_deref());
    let transfer =
        first.and_then(|finding| finding.transfer).and_then(|id| checked.declaration.transfers.get(id));
    let subject = match (recipient, transfer) {
        (Some(recipient), Some(transfer)) => format!(" transfer to {recipient} ({})", transfer.id),
        (Some(recipient), None) => format!(" {recipient}"),
        (None, Some(transfer)) => format!(" transfer {}", transfer.id),
        (None, None) => String::new(),
    };
    format!("{severity}[{}]{subject}", rules.join(", "))
}

/// What is wrong, each finding on its own line. One that weighs less than the headline says so.
fn messages(findings: &[&Finding], severity: Severity) -> String {
    numbered(findings, |finding| {
        let message = format!("{}{}", finding.message, cited::laws(finding));
        if finding.severity == severity { message } else { format!("({}) {message}", finding.severity) }
    })
}

/// The texts of the findings on lines of their own, with numbers where there are several.
fn numbered(findings: &[&Finding], text: impl Fn(&Finding) -> String) -> String {
    match findings {
        [only] => text(only),
        several => {
            let lines =
                several.iter().enumerate().map(|(at, finding)| format!("{}. {}", at + 1, text(finding)));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

/// What a mark says: a phrase, and the thing that it is said of.
type Label = (&'static str, String);

/// One mark per place, with what all findings say of it: things of which the same is said are listed together.
fn marks(
    findings: &[&Finding],
    place: impl Fn(&Finding) -> Option<Location>,
    label: impl Fn(&Finding) -> Label,
) -> Vec<Mark> {
    let mut places: Vec<(Location, Vec<Label>)> = Vec::new();
    for finding in findings {
        let Some(location) = place(finding) else { continue };
        match places.iter_mut().find(|(known, _)| *known == location) {
            Some((_, labels)) => labels.push(label(finding)),
            None => places.push((location, vec![label(finding)])),
        }
    }
    places.into_iter().map(|(location, labels)| Mark { location, text: joined(labels) }).collect()
}

fn joined(labels: Vec<Label>) -> String {
    let mut phrases: Vec<(&str, Vec<String>)> = Vec::new();
    for (phrase, thing) in labels {
        match phrases.iter_mut().find(|(known, _)| *known == phrase) {
            Some((_, things)) if things.contains(&thing) => {}
            Some((_, things)) => things.push(thing),
            None => phrases.push((phrase, vec![thing])),
        }
    }
    let text = |(phrase, things): (&str, Vec<String>)| {
        let things = things.into_iter().filter(|thing| !thing.is_empty()).collect::<Vec<_>>().join(", ");
        if things.is_empty() { phrase.to_owned() } else { format!("{phrase}: {things}") }
    };
    phrases.into_iter().map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

fn declared_label(finding: &Finding) -> Label {
    match finding.element {
        Some(_) => ("declared", thing(finding)),
        None => ("declared here", String::new()),
    }
}

fn policy_label(finding: &Finding) -> Label {
    let phrase = match finding.verdict {
        // The words that it points at are there, and yet state nothing.
        Some(Verdict::Omitted) if finding.rule.points_at_the_policy() => "hidden from readers",
        Some(Verdict::Omitted) => "not stated",
        Some(Verdict::Vague) => "too broad",
        Some(Verdict::Ambiguous) => "stated and denied",
        Some(Verdict::Incorrect) => "stated otherwise",
        Some(Verdict::Unknown) => "cannot be judged",
        Some(Verdict::Clear | Verdict::NotRequired) | None => return ("", String::new()),
    };
    (phrase, thing(finding))
}

fn thing(finding: &Finding) -> String {
    match (finding.element, &finding.subject) {
        (Some(Element::Country), Some(country)) => format!("country {country}"),
        (Some(element @ (Element::Data | Element::Purpose | Element::Safeguard)), Some(subject)) => {
            format!("{} {subject}", element.name())
        }
        (Some(element), _) => element.name().to_owned(),
        (None, _) => String::new(),
    }
}

/// The last line: what was found, or what was checked.
fn summary(results: &[Checked]) -> String {
    let findings = || results.iter().flat_map(|checked| &checked.findings);
    let suppressed: usize = results.iter().map(|checked| checked.suppressed.len()).sum();
    let suppressed = if suppressed == 0 { String::new() } else { format!(" ({suppressed} suppressed)") };
    if findings().next().is_none() {
        return format!("No findings: {}{suppressed}.", all_clear(results));
    }
    let of = |severity| findings().filter(|finding| finding.severity == severity).count();
    let counts = [
        counted(of(Severity::Error), "error", "errors"),
        counted(of(Severity::Warning), "warning", "warnings"),
        counted(of(Severity::Info), "remark", "remarks"),
    ];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let transfers: usize = results
        .iter()
        .map(|checked| {
            checked.findings.iter().filter_map(|finding| finding.transfer).collect::<BTreeSet<_>>().len()
        })
        .sum();
    let transfers = counted(transfers, "transfer", "transfers").map(|text| format!(" in {text}"));
    format!("{counts}{}{suppressed}", transfers.unwrap_or_default())
}

/// What a run without findings looked at. Only where every required element is clear are the transfers disclosed:
/// findings may be suppressed, or their rules off.
fn all_clear(results: &[Checked]) -> String {
    if results.is_empty() {
        return "nothing was checked".to_owned();
    }
    let assessments = || results.iter().flat_map(|checked| &checked.assessments);
    let mut elements = assessments().flat_map(|one| &one.transfers).flat_map(|one| &one.elements);
    let disclosed = elements.all(|element| !element.required || element.verdict == Verdict::Clear);
    let transfers: usize = results
        .iter()
        .map(|checked| {
            let judged = checked.assessments.iter().flat_map(|one| &one.transfers);
            judged.map(|transfer| transfer.transfer).collect::<BTreeSet<_>>().len()
        })
        .sum();
    let Some(policies) = counted(assessments().count(), "policy", "policies") else {
        return "no policy is declared".to_owned();
    };
    match (counted(transfers, "transfer", "transfers"), disclosed) {
        (None, _) => format!("no transfer needs to be disclosed in {policies}"),
        (Some(transfers), true) => {
            format!(
                "{transfers} {} disclosed in {policies}",
                if transfers.starts_with("1 ") { "is" } else { "are" }
            )
        }
        (Some(transfers), false) => format!("{transfers} checked in {policies}"),
    }
}

fn counted(count: usize, one: &str, several: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {several}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Paint, sample};
    use crate::rules::RuleId;

    fn rendered(results: &[Checked]) -> String {
        let mut out = Vec::new();
        render(results, Look { paint: Paint::Plain, width: 100 }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_report_per_transfer_with_the_lines_of_both_files() {
        let expected = "\
error[undisclosed-recipient, undisclosed-country] transfer to Alipay Singapore E-Commerce Private Limited (nsf-score)

  x 1. The policy does not name Alipay Singapore E-Commerce Private Limited.
  | 2. The policy does not say that data goes to CN.
   ,-[divulge.yaml:5:16]
 4 |   - id: nsf-score
 5 |     recipient: Alipay Singapore E-Commerce Private Limited
   :                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   :                                     `-- declared: recipient
 6 |     countries: [CN, SG]
   :                 ^^
   :                  `-- declared: country CN
 7 |   - id: mail
   `----
   ,-[privacy.ko.md:3:3]
 3 | 😀 개인정보의 처리위탁 👩\u{200d}👧
   :    ^^^^^^^^^^^^^^^^^^^
   :             `-- not stated: recipient, country CN
   `----
  help: 1. Name “Alipay Singapore E-Commerce Private Limited” in this section, as a company to
        which you entrust the processing of personal data.
        2. Write that Alipay Singapore E-Commerce Private Limited receives the data in CN.

warning[vague-country] transfer to 우체국 Mail (mail)

  ! The policy says only “overseas” where data goes to the United States.
    ,-[divulge.yaml:9:14]
  8 |     recipient: 우체국 Mail
  9 |     country: US
    :              ^^
    :               `-- declared: country US
 10 | exceptions:
    `----
   ,-[privacy.ko.md:5:713]
 5 | …우체국 Mail keeps it on servers located overseas. We protect what you give us with great…
   :                                          ^^^^^^^^
   :                                              `-- too broad: country US
   `----
  help: Write “the United States”.

warning[undeclared-recipient] Evil␛[31m Ads

  ! The policy names Evil␛[31m Ads, which no transfer declares.
   ,-[privacy.ko.md:7:23]
 7 | We also share it with Evil␛[31m Ads.
   :                       ^^^^^^^^^^^^^
   `----
  help: Declare a transfer to it, or take it out of the policy.

2 errors, 2 warnings in 2 transfers (1 suppressed)
";
        assert_eq!(rendered(&[sample::checked()]), expected);
    }

    #[test]
    fn colours_are_the_only_escape_sequences() {
        let mut out = Vec::new();
        render(&[sample::checked()], Look { paint: Paint::Coloured, width: 80 }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("╭─["), "{text}");
        for sequence in text.split('\u{1b}').skip(1) {
            let end =
                sequence.find(|letter: char| letter != '[' && letter != ';' && !letter.is_ascii_digit());
            assert!(sequence.starts_with('[') && sequence[end.unwrap()..].starts_with('m'), "{sequence}");
        }
    }

    #[test]
    fn a_lighter_finding_of_a_transfer_says_so() {
        let mut checked = sample::checked();
        checked.findings[1].severity = Severity::Info;
        let text = rendered(&[checked]);
        assert!(text.contains("  | 2. (info) The policy does not say"), "{text}");
        assert!(text.ends_with("1 error, 2 warnings, 1 remark in 2 transfers (1 suppressed)\n"), "{text}");
    }

    #[test]
    fn words_that_no_reader_sees_are_called_hidden() {
        let mut checked = sample::checked();
        checked.findings[0].rule = RuleId::parse("hidden-disclosure").unwrap();
        let text = rendered(&[checked]);
        assert!(text.contains("`-- hidden from readers: recipient; not stated: country CN"), "{text}");
    }

    #[test]
    fn two_declarations_are_counted_together() {
        let text = rendered(&[sample::checked(), sample::checked()]);
        assert!(text.ends_with("\n4 errors, 4 warnings in 4 transfers (2 suppressed)\n"), "{text}");
    }

    #[test]
    fn without_findings_it_says_what_was_checked() {
        let mut checked = sample::checked();
        checked.findings.clear();
        assert_eq!(rendered(&[checked]), "No findings: 2 transfers checked in 1 policy (1 suppressed).\n");
        let mut checked = sample::checked();
        checked.findings.clear();
        checked.suppressed.clear();
        for element in checked
            .assessments
            .iter_mut()
            .flat_map(|one| &mut one.transfers)
            .flat_map(|one| &mut one.elements)
        {
            element.verdict = Verdict::Clear;
        }
        assert_eq!(rendered(&[checked]), "No findings: 2 transfers are disclosed in 1 policy.\n");
        assert_eq!(rendered(&[]), "No findings: nothing was checked.\n");
    }
}

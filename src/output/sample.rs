//! One result, made by hand, that every format is tested with: Hangul, emoji, CRLF, a line of 1,400 characters, an escape
//! sequence.

use std::collections::BTreeMap;

use super::{Format, Look, Paint};
use crate::Checked;
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment, Verdict};
use crate::declaration::{Controller, Declaration, Exception, Located, PolicyEntry, Recipient, Transfer};
use crate::disclosure::{Gaps, Upkeep};
use crate::lexicon::country::Country;
use crate::rules::{Acceptance, AcceptedBy, Finding, RuleId, Severity, Suppressed};
use crate::source::{Location, Source, SourceId, Sources, Span};

const DECLARATION: &str = "\
version: 1
policies: [privacy.ko.md]
transfers:
  - id: nsf-score
    recipient: Alipay Singapore E-Commerce Private Limited
    countries: [CN, SG]
  - id: mail
    recipient: 우체국 Mail
    country: US
exceptions:
  - rule: undisclosed-country
    transfer: nsf-score
    reason: legal review
";

fn policy() -> String {
    let long = "We protect what you give us with great care. ".repeat(15);
    format!(
        "# 개인정보 처리방침\r\n\r\n😀 개인정보의 처리위탁 👩‍👧\r\n\r\n\
         {long}우체국 Mail keeps it on servers located overseas. {long}\r\n\r\n\
         We also share it with Evil\u{1b}[31m Ads.\r\n"
    )
}

/// The place of a text that occurs once.
fn find(sources: &Sources, source: SourceId, text: &str) -> Location {
    let file = sources.get(source).text();
    assert_eq!(file.matches(text).count(), 1, "{text}");
    let start = file.find(text).unwrap();
    Location { source, span: Span::new(start, start + text.len()) }
}

/// What a format writes into a file.
pub(super) fn rendered(format: &Format, results: &[Checked]) -> String {
    let mut out = Vec::new();
    (format.render)(results, Look { paint: Paint::Plain, width: 100 }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Two errors and a warning in two transfers, a recipient that nothing declares, and a suppressed error.
pub(crate) fn checked() -> Checked {
    checked_at("divulge.yaml", "privacy.ko.md")
}

/// The same with a message, a help and paths that mean something in every format.
pub(super) fn awkward() -> Checked {
    let mut checked = checked_at("약관 100%/divulge, 1:2.yaml", "약관 100%/개인 😀 [a](b).md");
    if let Some(finding) = checked.findings.first_mut() {
        finding.message =
            "[x](1) 100% | `y` <b>&amp; @team #1 https://a.example ]]>\r\n::error::가😀\u{202e}".to_owned();
        finding.help = "one\n##[warning]two \\ \"three\"".to_owned();
    }
    checked
}

fn checked_at(yaml_path: &str, md_path: &str) -> Checked {
    let mut sources = Sources::default();
    let yaml = sources.add(Source::new(yaml_path, DECLARATION));
    let md = sources.add(Source::new(md_path, policy()));
    let declaration = declaration(&sources, yaml);
    let (findings, suppressed) = findings(&sources, yaml, md);
    let assessments = vec![assessment(&sources, yaml, md)];
    Checked { sources, declaration, documents: vec![vec![md]], assessments, findings, suppressed }
}

fn declaration(sources: &Sources, yaml: SourceId) -> Declaration {
    let at = |text: &str| find(sources, yaml, text);
    let located = |text: &str| Located { value: text.to_owned(), location: at(text) };
    let names = ["Alipay Singapore E-Commerce Private Limited", "우체국 Mail"];
    let country = |code: &str| Located { value: Country::from_code(code).unwrap(), location: at(code) };
    Declaration {
        source: yaml,
        controller: Controller::default(),
        laws: None,
        policies: vec![PolicyEntry {
            path: located("privacy.ko.md"),
            language: None,
            laws: None,
            annexes: Vec::new(),
        }],
        recipients: names.map(|name| Recipient::named(located(name))).into(),
        transfers: vec![
            transfer("nsf-score", 0, at(names[0]), vec![country("CN"), country("SG")]),
            transfer("mail", 1, at(names[1]), vec![country("US")]),
        ],
        severities: BTreeMap::new(),
        exceptions: vec![Exception {
            rule: RuleId::parse("undisclosed-country").unwrap(),
            transfer: Some(0),
            reason: "legal review".to_owned(),
            by: Some("Kim [Legal]".to_owned()),
            until: None,
            location: at("rule: undisclosed-country"),
        }],
    }
}

fn transfer(id: &str, recipient: usize, place: Location, countries: Vec<Located<Country>>) -> Transfer {
    Transfer { countries, ..Transfer::to(recipient, id.to_owned(), place) }
}

fn findings(sources: &Sources, yaml: SourceId, md: SourceId) -> (Vec<Finding>, Vec<Suppressed>) {
    let alipay = "Alipay Singapore E-Commerce Private Limited";
    let post = "우체국 Mail";
    let section = find(sources, md, "개인정보의 처리위탁");
    let unnamed = Finding {
        rule: RuleId::parse("undisclosed-recipient").unwrap(),
        severity: Severity::Error,
        message: format!("The policy does not name {alipay}."),
        help: format!(
            "Name “{alipay}” in this section, as a company to which you entrust the processing of personal data."
        ),
        element: Some(Element::Recipient),
        verdict: Some(Verdict::Omitted),
        transfer: Some(0),
        recipient: Some(alipay.to_owned()),
        subject: Some(alipay.to_owned()),
        laws: Vec::new(),
        policy: Some(section),
        declaration: Some(find(sources, yaml, alipay)),
    };
    let country = |code: &str| Finding {
        rule: RuleId::parse("undisclosed-country").unwrap(),
        message: format!("The policy does not say that data goes to {code}."),
        help: format!("Write that {alipay} receives the data in {code}."),
        element: Some(Element::Country),
        subject: Some(code.to_owned()),
        declaration: Some(find(sources, yaml, code)),
        ..unnamed.clone()
    };
    let vague = Finding {
        rule: RuleId::parse("vague-country").unwrap(),
        severity: Severity::Warning,
        message: "The policy says only “overseas” where data goes to the United States.".to_owned(),
        help: "Write “the United States”.".to_owned(),
        element: Some(Element::Country),
        verdict: Some(Verdict::Vague),
        transfer: Some(1),
        recipient: Some(post.to_owned()),
        subject: Some("US".to_owned()),
        laws: Vec::new(),
        policy: Some(find(sources, md, "overseas")),
        declaration: Some(find(sources, yaml, "US")),
    };
    let undeclared = Finding {
        rule: RuleId::parse("undeclared-recipient").unwrap(),
        message: "The policy names Evil\u{1b}[31m Ads, which no transfer declares.".to_owned(),
        help: "Declare a transfer to it, or take it out of the policy.".to_owned(),
        element: None,
        verdict: None,
        transfer: None,
        recipient: Some("Evil\u{1b}[31m Ads".to_owned()),
        subject: None,
        policy: Some(find(sources, md, "Evil\u{1b}[31m Ads")),
        declaration: None,
        ..vague.clone()
    };
    let by = Acceptance {
        source: AcceptedBy::Exception(0),
        reason: Some("legal review".to_owned()),
        until: None,
        location: Some(find(sources, yaml, "rule: undisclosed-country")),
    };
    let accepted = Suppressed { finding: country("SG"), by };
    (vec![unnamed.clone(), country("CN"), vague, undeclared], vec![accepted])
}

fn assessment(sources: &Sources, yaml: SourceId, md: SourceId) -> Assessment {
    let section = find(sources, md, "개인정보의 처리위탁");
    let element = |element, subject: &str, verdict, evidence: &[&str]| {
        let evidence: Vec<Location> = evidence.iter().map(|text| find(sources, md, text)).collect();
        ElementAssessment {
            element,
            subject: subject.to_owned(),
            verdict,
            required: true,
            anchor: evidence.first().copied().unwrap_or(section),
            evidence,
            reason: None,
            declared: find(sources, yaml, subject),
        }
    };
    let alipay = "Alipay Singapore E-Commerce Private Limited";
    let transfer = |transfer, elements| TransferAssessment { transfer, elements, hidden: None };
    Assessment {
        policy: 0,
        transfers: vec![
            transfer(
                0,
                vec![
                    element(Element::Recipient, alipay, Verdict::Omitted, &[]),
                    element(Element::Country, "CN", Verdict::Omitted, &[]),
                    element(Element::Country, "SG", Verdict::Omitted, &[]),
                ],
            ),
            transfer(
                1,
                vec![
                    element(Element::Recipient, "우체국 Mail", Verdict::Clear, &["우체국 Mail"]),
                    element(Element::Country, "US", Verdict::Vague, &["overseas"]),
                ],
            ),
        ],
        undeclared_recipients: Vec::new(),
        undeclared_countries: Vec::new(),
        upkeep: Upkeep::default(),
        unread: None,
        gaps: Gaps::default(),
    }
}

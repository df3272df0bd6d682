use super::*;
use crate::declaration::Located;
use crate::output::sample;
use crate::rules::{Acceptance as By, AcceptedBy, Suppressed};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// One transfer of the sample, of which only these elements are missing.
fn with(verdicts: &[(usize, Verdict)]) -> Checked {
    let mut checked = sample::checked();
    checked.findings.clear();
    checked.suppressed.clear();
    let transfers = &mut checked.assessments[0].transfers;
    transfers.truncate(1);
    for (index, element) in transfers[0].elements.iter_mut().enumerate() {
        let given = verdicts.iter().find(|(at, _)| *at == index);
        element.verdict = given.map_or(Verdict::Clear, |(_, verdict)| *verdict);
    }
    checked
}

fn state(checked: &Checked) -> State {
    let results = std::slice::from_ref(checked);
    let list = Checklist::new(results, Exceptions::Honoured, day("2026-11-22"));
    list.items().next().unwrap().state()
}

/// The finding of the sample on this element of its first transfer.
fn finding(index: usize) -> Finding {
    let sample = sample::checked();
    let mut all = sample.findings;
    all.extend(sample.suppressed.into_iter().map(|entry| entry.finding));
    match index {
        0 | 1 => all.swap_remove(index),
        _ => all.pop().unwrap(),
    }
}

fn suppressed(finding: Finding, source: AcceptedBy) -> Suppressed {
    Suppressed { finding, by: By { source, reason: Some("why".to_owned()), until: None, location: None } }
}

#[test]
fn a_box_is_ticked_where_everything_required_is_clear() {
    assert_eq!(state(&with(&[])), State::Ticked);
    assert_eq!(state(&with(&[(1, Verdict::NotRequired)])), State::Ticked);
    for verdict in
        [Verdict::Vague, Verdict::Ambiguous, Verdict::Incorrect, Verdict::Omitted, Verdict::Unknown]
    {
        assert_eq!(state(&with(&[(1, verdict)])), State::Open, "{verdict}");
    }
    let mut checked = with(&[(1, Verdict::Omitted)]);
    checked.assessments[0].transfers[0].elements[1].required = false;
    assert_eq!(state(&checked), State::Ticked, "what nobody asks for");
}

#[test]
fn all_that_is_missing_must_be_accepted() {
    let mut checked = with(&[(1, Verdict::Omitted), (2, Verdict::Omitted)]);
    checked.suppressed.push(suppressed(finding(2), AcceptedBy::Exception(0)));
    assert_eq!(state(&checked), State::Open, "CN is not");
    checked.findings.push(finding(1));
    assert_eq!(state(&checked), State::Open, "and is reported");
    checked.findings.clear();
    checked.suppressed.push(suppressed(finding(1), AcceptedBy::Exception(0)));
    assert_eq!(state(&checked), State::Accepted);
}

#[test]
fn only_an_exception_releases() {
    for source in [AcceptedBy::Comment, AcceptedBy::Baseline, AcceptedBy::Revision] {
        let mut checked = with(&[(1, Verdict::Omitted)]);
        checked.suppressed.push(suppressed(finding(1), source));
        assert_eq!(state(&checked), State::Open, "{source:?}");
    }
}

#[test]
fn a_report_that_stands_outweighs_one_that_is_accepted() {
    let mut checked = with(&[(1, Verdict::Omitted)]);
    checked.suppressed.push(suppressed(finding(1), AcceptedBy::Exception(0)));
    let hidden = Finding { rule: RuleId::parse("hidden-disclosure").unwrap(), ..finding(1) };
    checked.findings.push(hidden);
    assert_eq!(state(&checked), State::Open);
}

#[test]
fn an_error_on_what_is_clear_keeps_the_box_open() {
    let mut checked = with(&[]);
    checked.findings.push(finding(1));
    assert_eq!(state(&checked), State::Open);
    checked.findings[0].severity = Severity::Warning;
    assert_eq!(state(&checked), State::Ticked);
}

/// `denied-transfer` reports once what a denial of everything denies.
#[test]
fn an_accepted_denial_covers_all_that_it_denies() {
    let mut checked = with(&[(1, Verdict::Ambiguous), (2, Verdict::Ambiguous)]);
    let denial = Finding {
        rule: RuleId::parse("denied-transfer").unwrap(),
        verdict: Some(Verdict::Ambiguous),
        ..finding(1)
    };
    checked.suppressed.push(suppressed(denial, AcceptedBy::Exception(0)));
    assert_eq!(state(&checked), State::Accepted);
    let mut silent = with(&[(1, Verdict::Omitted), (2, Verdict::Omitted)]);
    silent.suppressed.push(suppressed(finding(1), AcceptedBy::Exception(0)));
    assert_eq!(state(&silent), State::Open, "an omission stands for no other");
}

#[test]
fn transfers_that_have_ended_are_listed_apart() {
    let mut checked = with(&[]);
    let location = checked.declaration.transfers[1].location;
    checked.declaration.transfers[1].until = Some(Located { value: day("2026-11-22"), location });
    let ended = |on: &str| {
        let results = std::slice::from_ref(&checked);
        Checklist::new(results, Exceptions::Honoured, day(on)).declarations[0].ended.clone()
    };
    assert!(ended("2026-11-22").is_empty());
    assert_eq!(ended("2026-11-23"), [1]);
}

//! `github`: workflow commands, which GitHub Actions shows as annotations beside the lines of a change.
//!
//! A step shows ten annotations of each kind and drops the rest without a word. What would be dropped is listed in the log,
//! and the last notice says how many these are. Escapes are those of `actions/toolkit`.

use std::io::{self, Write};

use super::located::{self, Located};
use super::{Format, Look, Unit, cited, one_line};
use crate::Checked;
use crate::rules::Severity;

pub(super) const FORMAT: Format = Format {
    name: "github",
    about: "annotations and a job summary, for GitHub Actions",
    unit: Unit::Run,
    render,
};

/// Annotations of one kind that a step shows.
const CAP: usize = 10;

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    let findings = located::findings(results);
    let mut dropped = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_kind: Vec<_> = findings.iter().filter(|one| one.finding.severity == severity).collect();
        // The notice on what is dropped needs a place of its own.
        let cap = if severity == Severity::Info { CAP - 1 } else { CAP };
        let (shown, rest) = of_kind.split_at(cap.min(of_kind.len()));
        for located in shown {
            writeln!(out, "{}", annotation(located))?;
        }
        dropped.extend(rest);
    }
    if !dropped.is_empty() {
        list(&dropped, out)?;
    }
    Ok(())
}

/// What has no annotation, in a fold of the log, and the notice that says so.
fn list(dropped: &[&Located<'_>], out: &mut dyn Write) -> io::Result<()> {
    let more = dropped.len();
    writeln!(out, "::group::{more} more from divulge")?;
    for located in dropped {
        let (finding, place) = (located.finding, &located.primary);
        let line = format!(
            "{}[{}] {}:{}:{}: {}",
            finding.severity,
            finding.rule,
            one_line(place.path),
            place.start.line,
            place.start.column,
            cited::message(finding)
        );
        writeln!(out, "{}", plain(&line))?;
    }
    writeln!(out, "::endgroup::")?;
    let are = if more == 1 { "is" } else { "are" };
    writeln!(
        out,
        "::notice title=divulge::{more} more {are} in the log of this step: GitHub shows {CAP} annotations of a kind"
    )
}

fn annotation(located: &Located<'_>) -> String {
    let (finding, place) = (located.finding, &located.primary);
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (first, last) = (place.start.line, place.last_line());
    let mut properties = format!("file={},line={first},endLine={last}", property(&one_line(place.path)));
    // GitHub refuses columns across several lines, and a last one before the first.
    if first == last && place.end.line == first {
        let (start, end) = (place.start.column, place.end.column);
        properties.push_str(&format!(",col={start},endColumn={end}"));
    }
    let title = property(&format!("divulge: {}", finding.rule));
    format!("::{command} {properties},title={title}::{}", data(&text(located)))
}

/// What is wrong, what to do, and where the other side is, on lines of their own.
fn text(located: &Located<'_>) -> String {
    let mut lines = vec![cited::message(located.finding)];
    lines.extend(Some(one_line(&located.finding.help)).filter(|help| !help.is_empty()));
    if let Some(place) = &located.related {
        lines.push(format!("See {}:{}.", one_line(place.path), place.start.line));
    }
    lines.join("\n")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A line of the log that is no command: the runner takes `##[` for one wherever it stands, `::` only at the start, where
/// the severity is.
fn plain(line: &str) -> String {
    line.replace("##[", "## [")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use crate::source::{Location, Span};

    #[test]
    fn one_annotation_per_finding_errors_first() {
        let expected = "\
::error file=divulge.yaml,line=5,endLine=5,col=16,endColumn=59,title=divulge%3A undisclosed-recipient::The policy does not name Alipay Singapore E-Commerce Private Limited.%0AName “Alipay Singapore E-Commerce Private Limited” in this section, as a company to which you entrust the processing of personal data.%0ASee privacy.ko.md:3.
::error file=divulge.yaml,line=6,endLine=6,col=17,endColumn=19,title=divulge%3A undisclosed-country::The policy does not say that data goes to CN.%0AWrite that Alipay Singapore E-Commerce Private Limited receives the data in CN.%0ASee privacy.ko.md:3.
::warning file=divulge.yaml,line=9,endLine=9,col=14,endColumn=16,title=divulge%3A vague-country::The policy says only “overseas” where data goes to the United States.%0AWrite “the United States”.%0ASee privacy.ko.md:5.
::warning file=privacy.ko.md,line=7,endLine=7,col=23,endColumn=36,title=divulge%3A undeclared-recipient::The policy names Evil␛[31m Ads, which no transfer declares.%0ADeclare a transfer to it, or take it out of the policy.
";
        assert_eq!(sample::rendered(&FORMAT, &[sample::checked()]), expected);
    }

    #[test]
    fn nothing_in_a_finding_is_a_command() {
        let out = sample::rendered(&FORMAT, &[sample::awkward()]);
        let first = out.lines().next().unwrap();
        assert_eq!(
            first,
            "::error file=약관 100%25/divulge%2C 1%3A2.yaml,line=5,endLine=5,col=16,endColumn=59,\
             title=divulge%3A undisclosed-recipient::\
             [x](1) 100%25 | `y` <b>&amp; @team #1 https://a.example ]]>  ::error::가😀<U+202E>\
             %0Aone ##[warning]two \\ \"three\"%0ASee 약관 100%25/개인 😀 [a](b).md:3."
        );
        assert!(out.lines().all(|line| line.matches("::").count() >= 2 && line.starts_with("::")), "{out}");
    }

    #[test]
    fn a_range_of_several_lines_has_no_columns() {
        let mut checked = sample::checked();
        checked.findings.truncate(1);
        let source = checked.findings[0].declaration.unwrap().source;
        for (span, expected) in [
            ((0, 15), "line=1,endLine=2,title="),
            ((0, 11), "line=1,endLine=1,title="),
            ((0, 10), "line=1,endLine=1,col=1,endColumn=11,title="),
        ] {
            let span = Span::new(span.0, span.1);
            checked.findings[0].declaration = Some(Location { source, span });
            let out = sample::rendered(&FORMAT, std::slice::from_ref(&checked));
            assert!(out.contains(expected), "{expected} in {out}");
        }
    }

    #[test]
    fn what_github_would_drop_is_counted_and_listed() {
        let mut checked = sample::awkward();
        let first = checked.findings[0].clone();
        checked.findings.extend(std::iter::repeat_n(first, 10));
        let out = sample::rendered(&FORMAT, &[checked]);
        let count = |start: &str| out.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!(["::error ", "::warning ", "::notice "].map(count), [10, 2, 1]);
        let tail: Vec<_> = out.lines().skip(12).collect();
        let expected = [
            "::group::2 more from divulge",
            "error[undisclosed-recipient] 약관 100%/divulge, 1:2.yaml:5:16: \
             [x](1) 100% | `y` <b>&amp; @team #1 https://a.example ]]>  ::error::가😀<U+202E>",
            "error[undisclosed-country] 약관 100%/divulge, 1:2.yaml:6:17: \
             The policy does not say that data goes to CN.",
            "::endgroup::",
            "::notice title=divulge::2 more are in the log of this step: GitHub shows 10 annotations of a kind",
        ];
        assert_eq!(tail, expected);
    }
}

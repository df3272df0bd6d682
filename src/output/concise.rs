//! `concise`: one line per finding, `path:line:col: severity[rule] message`, for editors, `grep` and logs.

use std::io::{self, Write};

use super::{Format, Look, one_line};
use crate::Checked;
use crate::rules::Finding;
use crate::source::Position;

pub(super) const FORMAT: Format = Format {
    name: "concise",
    about: "one line per finding: path:line:column: severity[rule] message",
    render,
};

/// Sorted by path and place. A finding stands at its place in the policy, or in the declaration where it has none.
fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<(&str, Position, &Finding)> = Vec::new();
    for checked in results {
        for finding in &checked.findings {
            let Some(location) = finding.policy.or(finding.declaration) else { continue };
            let source = checked.sources.get(location.source);
            lines.push((source.path(), source.position(location.span.start), finding));
        }
    }
    // The sort is stable: findings at one place keep the order of the rules.
    lines.sort_by_key(|&(path, position, _)| (path, position.offset));
    for (path, position, finding) in lines {
        let Position { line, column, .. } = position;
        let (severity, rule) = (finding.severity, finding.rule);
        writeln!(
            out,
            "{}:{line}:{column}: {severity}[{rule}] {}",
            one_line(path),
            one_line(&finding.message)
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Paint, sample};

    #[test]
    fn one_line_per_finding_in_the_order_of_the_files() {
        let mut out = Vec::new();
        render(&[sample::checked()], Look { paint: Paint::Plain, width: 100 }, &mut out).unwrap();
        let expected = "\
privacy.ko.md:3:3: error[undisclosed-recipient] The policy does not name Alipay Singapore E-Commerce Private Limited.
privacy.ko.md:3:3: error[undisclosed-country] The policy does not say that data goes to CN.
privacy.ko.md:5:713: warning[vague-country] The policy says only “overseas” where data goes to the United States.
privacy.ko.md:7:23: warning[undeclared-recipient] The policy names Evil␛[31m Ads, which no transfer declares.
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_finding_without_a_place_in_the_policy_stands_in_the_declaration() {
        let mut checked = sample::checked();
        checked.findings.truncate(1);
        checked.findings[0].policy = None;
        let mut out = Vec::new();
        render(&[checked], Look { paint: Paint::Plain, width: 100 }, &mut out).unwrap();
        assert!(out.starts_with(b"divulge.yaml:5:16: error[undisclosed-recipient] "));
    }
}

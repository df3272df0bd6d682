//! `concise`: one line per finding, `path:line:col: severity[rule] message`, for editors, `grep` and logs.

use std::io::{self, Write};

use super::located::{self, Located};
use super::{Format, Look, Unit, cited, one_line};
use crate::Checked;
use crate::source::Position;

pub(super) const FORMAT: Format = Format {
    name: "concise",
    about: "one line per finding: path:line:column: severity[rule] message",
    unit: Unit::Run,
    render,
};

/// Sorted by path and place.
fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    for Located { finding, primary, .. } in located::findings(results) {
        let Position { line, column, .. } = primary.start;
        let (severity, rule) = (finding.severity, finding.rule);
        let (path, message) = (one_line(primary.path), cited::message(finding));
        writeln!(out, "{path}:{line}:{column}: {severity}[{rule}] {message}")?;
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
divulge.yaml:5:16: error[undisclosed-recipient] The policy does not name Alipay Singapore E-Commerce Private Limited.
divulge.yaml:6:17: error[undisclosed-country] The policy does not say that data goes to CN.
divulge.yaml:9:14: warning[vague-country] The policy says only “overseas” where data goes to the United States.
privacy.ko.md:7:23: warning[undeclared-recipient] The policy names Evil␛[31m Ads, which no transfer declares.
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_finding_without_a_place_in_the_declaration_stands_in_the_policy() {
        let mut checked = sample::checked();
        checked.findings.truncate(1);
        checked.findings[0].declaration = None;
        let mut out = Vec::new();
        render(&[checked], Look { paint: Paint::Plain, width: 100 }, &mut out).unwrap();
        assert!(out.starts_with(b"privacy.ko.md:3:3: error[undisclosed-recipient] "));
    }
}

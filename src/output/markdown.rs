//! `markdown`: a comment on a pull or merge request, or a job summary: the matrix of transfers and elements, and below it
//! what was found.
//!
//! Policies and declarations come from whoever opens the request, so nothing of theirs is markup, a mention or a link.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::located::{self, Located, Place, sentence};
use super::markdown_text::escape;
use super::standing::Standing;
use super::{Format, Look, Unit, cited, uri};
use crate::Checked;
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment, Verdict};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    about: "a matrix of verdicts and the findings, for a comment or a summary",
    unit: Unit::Run,
    render,
};

/// Bytes of rows, and of findings, that are shown. GitHub refuses comments of more than 65,536 characters.
const BUDGET: usize = 30_000;

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    // By this mark a script finds the comment that it replaces.
    writeln!(out, "<!-- divulge -->\n## divulge: {}", located::headline(results))?;
    let columns: BTreeSet<Element> = elements(results).map(|element| element.element).collect();
    if !columns.is_empty() {
        let names: String = columns.iter().map(|element| format!(" {} |", element.name())).collect();
        let lines = " --- |".repeat(columns.len());
        writeln!(out, "\n| transfer | policy |{names}\n| --- | --- |{lines}")?;
        let mut rows: Vec<_> = results.iter().flat_map(|one| rows(one, &columns)).collect();
        // What is in order may be left out before what is not.
        rows.sort_by_key(|row| row.standing);
        let left = write_within_budget(rows.into_iter().map(|row| row.text), out)?;
        if left > 0 {
            writeln!(out, "\n{left} more rows are not shown.")?;
        }
    }
    let findings = located::findings(results);
    if !findings.is_empty() {
        writeln!(out, "\n### Findings\n")?;
        let left = write_within_budget(findings.iter().map(item), out)?;
        if left > 0 {
            writeln!(out, "\n{left} more findings are not shown.")?;
        }
    }
    Ok(())
}

/// Writes each text on lines of its own while there is room; answers how many were left out.
fn write_within_budget(texts: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<usize> {
    let (mut used, mut left) = (0, 0);
    for text in texts {
        used += text.len() + 1;
        if used > BUDGET {
            left += 1;
        } else {
            writeln!(out, "{text}")?;
        }
    }
    Ok(left)
}

fn elements(results: &[Checked]) -> impl Iterator<Item = &ElementAssessment> {
    let assessments = results.iter().flat_map(|checked| &checked.assessments);
    assessments.flat_map(|one| &one.transfers).flat_map(|one| &one.elements)
}

/// A line of the matrix.
struct Row {
    standing: Standing,
    text: String,
}

/// One row per policy and transfer.
fn rows(checked: &Checked, columns: &BTreeSet<Element>) -> impl Iterator<Item = Row> {
    checked.assessments.iter().flat_map(move |assessment| {
        assessment.transfers.iter().map(move |transfer| row(checked, assessment, transfer, columns))
    })
}

fn row(
    checked: &Checked,
    assessment: &Assessment,
    transfer: &TransferAssessment,
    columns: &BTreeSet<Element>,
) -> Row {
    let declared = checked.declaration.transfers.get(transfer.transfer);
    let id = declared.map_or("", |declared| &declared.id);
    let recipient = checked.declaration.recipient_of(transfer.transfer);
    let recipient = recipient.map_or("", |recipient| &recipient.name.value);
    let policy = checked.policy_path(assessment.policy);
    let mut text =
        format!("| {} ({}) | {} |", escape(id), escape(recipient), linked(&escape(policy), policy, None));
    let mut row_standing = Standing::Settled;
    for &column in columns {
        let mut verdicts = Vec::new();
        for element in transfer.elements.iter().filter(|element| element.element == column) {
            let standing = Standing::of(checked, assessment, transfer, element);
            row_standing = row_standing.min(standing);
            verdicts.push(verdict(checked, transfer, element, standing));
        }
        text.push_str(&format!(" {} |", verdicts.join("<br>")));
    }
    Row { standing: row_standing, text }
}

/// `CN **omitted**`, with a link to the evidence, or to where it belongs.
fn verdict(
    checked: &Checked,
    transfer: &TransferAssessment,
    element: &ElementAssessment,
    standing: Standing,
) -> String {
    let subject = located::subject(checked, transfer.transfer, element);
    let subject = subject.map_or_else(String::new, |subject| format!("{} ", escape(subject)));
    let word = element.verdict.name();
    if element.verdict == Verdict::NotRequired {
        return format!("{subject}{word}");
    }
    let location = element.evidence.first().copied().unwrap_or(element.anchor);
    let place = Place::new(&checked.sources, location);
    let word = linked(word, place.path, Some(place.start.line));
    match standing {
        Standing::Open => format!("{subject}**{word}**"),
        Standing::Accepted => format!("{subject}{word} (accepted)"),
        Standing::Settled => format!("{subject}{word}"),
    }
}

fn item(located: &Located<'_>) -> String {
    let finding = located.finding;
    let place = |place: &Place<'_>| {
        let label = format!("{}:{}", escape(place.path), place.start.line);
        linked(&label, place.path, Some(place.start.line))
    };
    let mut item = format!(
        "- **{}** `{}` at {}: {}",
        finding.severity,
        finding.rule,
        place(&located.primary),
        escape(&cited::sentence(finding))
    );
    if !finding.help.is_empty() {
        item.push_str(&format!("<br>{}", escape(&sentence(&finding.help))));
    }
    if let Some(related) = &located.related {
        item.push_str(&format!(" See {}.", place(related)));
    }
    item
}

/// A link to a file, or to one of its lines. The label is Markdown.
fn linked(label: &str, path: &str, line: Option<usize>) -> String {
    let line = line.map_or_else(String::new, |line| format!("#L{line}"));
    format!("[{label}]({}{line})", uri::encoded(path))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::output::{one_line, sample};

    #[test]
    fn a_matrix_and_the_findings() {
        let expected = r"<!-- divulge -->
## divulge: 2 errors, 2 warnings, 1 accepted

| transfer | policy | recipient | country |
| --- | --- | --- | --- |
| nsf-score (Alipay Singapore E-Commerce Private Limited) | [privacy.ko.md](privacy.ko.md) | **[omitted](privacy.ko.md#L3)** | CN **[omitted](privacy.ko.md#L3)**<br>SG [omitted](privacy.ko.md#L3) (accepted) |
| mail (우체국 Mail) | [privacy.ko.md](privacy.ko.md) | [clear](privacy.ko.md#L5) | US **[vague](privacy.ko.md#L5)** |

### Findings

- **error** `undisclosed-recipient` at [divulge.yaml:5](divulge.yaml#L5): The policy does not name Alipay Singapore E-Commerce Private Limited.<br>Name “Alipay Singapore E-Commerce Private Limited” in this section, as a company to which you entrust the processing of personal data. See [privacy.ko.md:3](privacy.ko.md#L3).
- **error** `undisclosed-country` at [divulge.yaml:6](divulge.yaml#L6): The policy does not say that data goes to CN.<br>Write that Alipay Singapore E-Commerce Private Limited receives the data in CN. See [privacy.ko.md:3](privacy.ko.md#L3).
- **warning** `vague-country` at [divulge.yaml:9](divulge.yaml#L9): The policy says only “overseas” where data goes to the United States.<br>Write “the United States”. See [privacy.ko.md:5](privacy.ko.md#L5).
- **warning** `undeclared-recipient` at [privacy.ko.md:7](privacy.ko.md#L7): The policy names Evil␛\[31m Ads, which no transfer declares.<br>Declare a transfer to it, or take it out of the policy.
";
        assert_eq!(sample::rendered(&FORMAT, &[sample::checked()]), expected);
    }

    #[test]
    fn a_run_without_findings_says_so() {
        let mut checked = sample::checked();
        checked.findings.clear();
        let out = sample::rendered(&FORMAT, &[checked]);
        assert!(out.contains("## divulge: no findings, 1 accepted\n"), "{out}");
        assert!(!out.contains("### Findings"));
        assert_eq!(sample::rendered(&FORMAT, &[]), "<!-- divulge -->\n## divulge: no findings\n");
    }

    #[test]
    fn nothing_in_a_finding_is_markup() {
        assert_eq!(escape("a_b|c`<img>"), r"a_b\|c\`\<img>");
        let checked = sample::awkward();
        let message = one_line(&checked.findings[0].message);
        let text = escape(&message);
        let html =
            |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Code(_));
        let mut shown = String::new();
        for event in Parser::new_ext(&format!("- {text}"), Options::all()) {
            assert!(!html(&event) && !matches!(event, Event::Start(Tag::Link { .. })), "{event:?}");
            if let Event::Text(text) = event {
                shown.push_str(&text);
            }
        }
        assert_eq!(shown.replace('\u{200b}', ""), message);
        assert!(!shown.contains("@team") && !shown.contains("#1"), "{shown}");
        assert!(text.contains(r"https\://"), "a bare address: {text}");
        let rendered = sample::rendered(&FORMAT, &[checked]);
        assert!(rendered.contains(
            "약관 100%/divulge, 1:2.yaml:5](%EC%95%BD%EA%B4%80%20100%25/divulge%2C%201%3A2.yaml#L5)"
        ));
    }

    #[test]
    fn rows_with_findings_come_first() {
        let mut checked = sample::checked();
        checked.findings.retain(|finding| finding.transfer == Some(1));
        let out = sample::rendered(&FORMAT, &[checked]);
        assert!(out.find("| mail").unwrap() < out.find("| nsf-score").unwrap(), "{out}");
    }

    #[test]
    fn a_comment_is_never_too_long() {
        let mut checked = sample::checked();
        let first = checked.findings[0].clone();
        checked.findings.extend(std::iter::repeat_n(first, 500));
        let many: Vec<_> = (0..40).map(|_| sample::checked()).chain([checked]).collect();
        let out = sample::rendered(&FORMAT, &many);
        assert!(out.len() < 65_536, "{}", out.len());
        assert!(out.ends_with(" more findings are not shown.\n"), "{}", &out[out.len() - 80..]);
    }
}

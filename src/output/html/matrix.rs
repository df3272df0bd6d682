//! The matrix: transfers by elements, a table per policy.

use std::collections::BTreeSet;

use super::anchors::CellId;
use super::markup::escape;
use super::section::Section;
use super::verdicts::{VERDICTS, sign, word};
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment, Verdict};
use crate::output::located;
use crate::output::standing::Standing;

/// Evidence of one verdict beyond this is in the policy, but not linked.
const MOST_LINKS: usize = 8;

/// More subjects of one verdict than this are folded: 24 items of data would hide the next transfer.
const MOST_SUBJECTS: usize = 6;

/// One table per policy that was asked for.
pub(super) fn write(section: &Section<'_>, out: &mut String) {
    for assessment in &section.checked.assessments {
        let path = section.checked.policy_path(assessment.policy);
        if assessment.transfers.is_empty() {
            out.push_str(&format!("<p>No transfer has to be disclosed in {}.</p>\n", escape(path)));
            continue;
        }
        table(section, assessment, path, out);
    }
}

fn table(section: &Section<'_>, assessment: &Assessment, path: &str, out: &mut String) {
    let elements = assessment.transfers.iter().flat_map(|one| &one.elements);
    let columns: BTreeSet<Element> = elements.map(|element| element.element).collect();
    let target = section.anchors.part(&format!("policy{}", assessment.policy));
    let label = escape(&format!("matrix of {path}"));
    out.push_str(&format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\n<table class=\"matrix\">\n"));
    out.push_str(&format!("<caption>In <a href=\"#{target}\">{}</a></caption>\n<thead><tr>", escape(path)));
    out.push_str("<th scope=\"col\">No.</th><th scope=\"col\">transfer</th>");
    for column in &columns {
        out.push_str(&format!("<th scope=\"col\">{}</th>", column.name()));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for transfer in &assessment.transfers {
        row(section, assessment, transfer, &columns, out);
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn row(
    section: &Section<'_>,
    assessment: &Assessment,
    transfer: &TransferAssessment,
    columns: &BTreeSet<Element>,
    out: &mut String,
) {
    let id = section.anchors.part(&format!("t{}-{}", assessment.policy, transfer.transfer));
    out.push_str(&format!(
        "<tr id=\"{id}\"><td class=\"number\">{}</td><th scope=\"row\">{}<small>{}</small></th>",
        transfer.transfer + 1,
        escape(section.names.recipient(transfer.transfer)),
        escape(section.names.id(transfer.transfer)),
    ));
    for &element in columns {
        let cell = CellId { policy: assessment.policy, transfer: transfer.transfer, element };
        out.push_str(&format!("<td class=\"{}\" id=\"{}\">", element.name(), section.anchors.cell(cell)));
        let judged: Vec<&ElementAssessment> =
            transfer.elements.iter().filter(|one| one.element == element).collect();
        for verdict in VERDICTS {
            let with: Vec<&ElementAssessment> =
                judged.iter().filter(|one| one.verdict == verdict).copied().collect();
            if !with.is_empty() {
                out.push_str(&statement(section, assessment, transfer, verdict, &with));
            }
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

/// What is said of all elements of a cell that have this verdict: `○ omitted: CN, SG`.
fn statement(
    section: &Section<'_>,
    assessment: &Assessment,
    transfer: &TransferAssessment,
    verdict: Verdict,
    elements: &[&ElementAssessment],
) -> String {
    let standing = |element: &ElementAssessment| Standing::of(section.checked, assessment, transfer, element);
    let worst = elements.iter().map(|element| standing(element)).min().unwrap_or(Standing::Settled);
    let class =
        if worst == Standing::Open { format!("{} open", verdict.name()) } else { verdict.name().to_owned() };
    let sign = format!(
        "<span class=\"w\"><span aria-hidden=\"true\">{}</span> {}</span>",
        sign(verdict),
        word(verdict)
    );
    let mut subjects = Vec::new();
    for element in elements {
        let accepted = if standing(element) == Standing::Accepted { " (accepted)" } else { "" };
        match located::subject(section.checked, transfer.transfer, element) {
            Some(subject) => {
                let told = format!("{}: {}", word(verdict), subject);
                subjects.push(format!("{}{accepted}", linked(section, element, &escape(subject), &told)));
            }
            None => {
                let linked =
                    linked(section, element, &sign, &format!("{} {}", word(verdict), element.element.name()));
                return format!("<p class=\"v {class}\">{linked}{accepted}</p>");
            }
        }
    }
    let (count, subjects) = (subjects.len(), subjects.join(", "));
    if count > MOST_SUBJECTS {
        return format!(
            "<details class=\"v {class}\"><summary>{sign}: {count}</summary>{subjects}</details>"
        );
    }
    format!("<p class=\"v {class}\">{sign}: {subjects}</p>")
}

/// The text as a link to what the verdict rests on, and links to any further evidence.
fn linked(section: &Section<'_>, element: &ElementAssessment, html: &str, told: &str) -> String {
    if element.verdict == Verdict::NotRequired {
        return html.to_owned();
    }
    let targets = section.anchors.targets(element);
    let Some((first, others)) = targets.split_first() else { return html.to_owned() };
    let mut linked = format!("<a href=\"#{first}\">{html}</a>");
    for (at, target) in others.iter().take(MOST_LINKS).enumerate() {
        let label = escape(&format!("{told}, evidence {}", at + 2));
        linked.push_str(&format!("<sup><a href=\"#{target}\" aria-label=\"{label}\">{}</a></sup>", at + 2));
    }
    linked
}

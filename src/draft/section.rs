//! A section on recipients that a policy does not disclose, or not wholly: heading, sentence and table.

use super::Candidate;
use super::edit::line_break;
use super::values::Facts;
use crate::Checked;
use crate::assessment::{Element, ElementAssessment, Verdict};
use crate::declaration::{Date, Role, TransferId};
use crate::disclosure;
use crate::laws::{self, Flow, Force, Requirement};
use crate::lexicon::{Chapter, Part};
use crate::policy::{Policy, SectionId};
use crate::reading::Reading;
use crate::source::{Location, Source, Span};

/// Every column that a section may have, with what the laws call it.
const PARTS: [(Part, Element); 13] = [
    (Part::Recipient, Element::Recipient),
    (Part::Country, Element::Country),
    (Part::Data, Element::Data),
    (Part::Purpose, Element::Purpose),
    (Part::Retention, Element::Retention),
    (Part::Method, Element::Method),
    (Part::Contact, Element::Contact),
    (Part::LegalBasis, Element::LegalBasis),
    (Part::Safeguard, Element::Safeguard),
    (Part::Refusal, Element::Refusal),
    (Part::Subjects, Element::Subjects),
    (Part::OnBehalfOf, Element::OnBehalfOf),
    (Part::AutomatedDecision, Element::AutomatedDecision),
];

/// The section that recipients in a role belong in.
pub(super) fn chapter(role: Option<Role>) -> Chapter {
    match role {
        Some(Role::Processor) => Chapter::Outsourcing,
        Some(Role::ThirdParty) => Chapter::Provision,
        Some(Role::JointController) => Chapter::JointControl,
        None => Chapter::Sharing,
    }
}

/// One section on these transfers, which have one role in common.
pub(super) fn candidate(
    checked: &Checked,
    reading: &Reading,
    policy: usize,
    transfers: &[TransferId],
    today: Date,
) -> Option<Candidate> {
    let first = checked.declaration.transfers.get(*transfers.first()?)?;
    let role = first.role.as_ref().map(|role| role.value);
    let place = Place::find(checked, reading, policy, role)?;
    let source = checked.sources.get(place.at.source);
    let (_, words) = reading.drafting()?;
    let opening = words.section(chapter(role))?;
    let parts: Vec<Part> = PARTS
        .into_iter()
        .filter(|&(part, element)| {
            part == Part::Recipient
                || transfers.iter().any(|&id| is_missing(checked, policy, id, element, today))
        })
        .map(|(part, _)| part)
        .collect();
    let mut lines = vec![place.style.heading(opening.heading), String::new()];
    lines.extend([opening.sentence.to_owned(), String::new()]);
    lines.push(line(parts.iter().map(|&part| words.title(part).to_owned())));
    lines.push(line(parts.iter().map(|_| "---".to_owned())));
    for &id in transfers {
        let facts = Facts::new(&checked.declaration, id, reading)?;
        lines.push(line(parts.iter().map(|&part| facts.value(part))));
    }
    Some(Candidate {
        file: place.at.source,
        edits: vec![(place.at.span, placed(source, place.at.span, &lines))],
    })
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |", cells.join(" | "))
}

/// Whether the policy lacks an element of a transfer that it must state: one that is declared and not clear, or one that a law
/// firmly asks for and nobody has declared.
fn is_missing(checked: &Checked, policy: usize, id: TransferId, element: Element, today: Date) -> bool {
    let assessment = checked.assessments.iter().find(|assessment| assessment.policy == policy);
    let judged = assessment.and_then(|one| one.transfers.iter().find(|one| one.transfer == id));
    let Some(judged) = judged else { return false };
    let is_open = |one: &ElementAssessment| one.required && one.verdict != Verdict::Clear;
    let mut own = judged.elements.iter().filter(|one| one.element == element).peekable();
    if own.peek().is_some() {
        return own.any(is_open);
    }
    // A recipient that works for nobody else and decides nothing by machine has nothing to say of it.
    if matches!(element, Element::OnBehalfOf | Element::AutomatedDecision) {
        return false;
    }
    let is_new = judged.elements.iter().any(|one| one.element == Element::Recipient && is_open(one));
    is_new && is_asked(checked, policy, id, element, today)
}

fn is_asked(checked: &Checked, policy: usize, id: TransferId, element: Element, today: Date) -> bool {
    let Some(transfer) = checked.declaration.transfers.get(id) else { return false };
    let flow = Flow::of(&checked.declaration, transfer, today);
    let asked = laws::requirement(checked.declaration.laws_of(policy), &flow, element.into(), None);
    match asked {
        Requirement::Asked(demands) => demands.iter().any(|demand| demand.force == Force::Firm),
        Requirement::Baseline | Requirement::NotAsked => false,
    }
}

/// How the headings of a policy are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With this many `#`.
    Marked(u8),
    /// As a bold line, in a text without Markdown headings.
    Bold,
}

impl Style {
    fn heading(self, words: &str) -> String {
        match self {
            Self::Marked(level) => format!("{} {words}", "#".repeat(usize::from(level))),
            Self::Bold => format!("**{words}**"),
        }
    }
}

/// Where a section is put.
struct Place {
    at: Location,
    style: Style,
}

impl Place {
    /// Behind the section where recipients in this role belong; under the title of a document that has no such section, at
    /// its end.
    fn find(checked: &Checked, reading: &Reading, policy: usize, role: Option<Role>) -> Option<Self> {
        let main = *checked.documents.get(policy)?.first()?;
        let entry = checked.declaration.policies.get(policy)?;
        let language = entry.language.as_ref().map(|language| language.value.as_str());
        let disclosures = disclosure::read(&reading.policy, language, &checked.declaration);
        let anchor = disclosures.outline.for_recipient(role).filter(|anchor| anchor.source == main);
        let section = anchor.and_then(|anchor| section_at(&reading.policy, anchor));
        let text_end = checked.sources.get(main).text().len();
        let end = section.and_then(|section| next(&reading.policy, section));
        let at = end.map_or(text_end, |end| start_of_line(checked.sources.get(main), end.span.start));
        let level =
            section.and_then(|section| reading.policy.sections.get(section)).map_or(1, |one| one.level);
        let style = match level {
            // A title has the sections below it.
            0 | 1 => Style::Marked(2),
            level @ 2..=6 => Style::Marked(level),
            _ => Style::Bold,
        };
        Some(Self { at: Location { source: main, span: Span::new(at, at) }, style })
    }
}

fn start_of_line(source: &Source, at: usize) -> usize {
    source.line_span(source.position(at).line).start
}

fn section_at(policy: &Policy, anchor: Location) -> Option<SectionId> {
    policy.sections.iter().position(|section| {
        let heading = section.heading.and_then(|heading| policy.blocks.get(heading));
        heading.is_some_and(|block| {
            block.location.source == anchor.source && block.location.span.contains(anchor.span)
        })
    })
}

/// The heading that ends a section.
fn next(policy: &Policy, section: SectionId) -> Option<Location> {
    let level = policy.sections.get(section)?.level;
    let own = policy.blocks.get(policy.sections.get(section)?.heading?)?.location.source;
    let later = policy.sections.iter().skip(section + 1).filter(|later| later.level <= level);
    let heading = later.filter_map(|later| policy.blocks.get(later.heading?)).next()?;
    (heading.location.source == own).then_some(heading.location)
}

/// The lines with blank ones around them, in the line ends of the file.
fn placed(source: &Source, at: Span, lines: &[String]) -> String {
    let end = line_break(source.text());
    let before = source.slice(Span::new(0, at.start));
    let bare = before.trim_end_matches([' ', '\t', '\r', '\n']);
    let breaks = before.get(bare.len()..).unwrap_or_default().matches('\n').count();
    let missing = if bare.is_empty() { 0 } else { 2_usize.saturating_sub(breaks) };
    let behind = if at.start < source.text().len() { 2 } else { 1 };
    format!("{}{}{}", end.repeat(missing), lines.join(end), end.repeat(behind))
}

//! Places: they lie on character boundaries of files that were read, and hold what is reported.

use divulge::Checked;
use divulge::assessment::Verdict;
use divulge::declaration::Problem;
use divulge::policy::{Policy, Text, normalise};
use divulge::source::{Location, Sources, Span};

/// Every place of a result.
pub fn hold(checked: &Checked) {
    let sources = &checked.sources;
    for assessment in &checked.assessments {
        let named = assessment.undeclared_recipients.iter().map(|one| one.location);
        let abroad = assessment.undeclared_countries.iter().map(|one| one.location);
        named.chain(abroad).chain(assessment.unread).for_each(|place| has_words(sources, place));
        for element in assessment.transfers.iter().flat_map(|one| &one.elements) {
            element.evidence.iter().for_each(|&place| has_words(sources, place));
            has_words(sources, element.declared);
            lies_in(sources, element.anchor);
            let is_proven = element.verdict != Verdict::Clear || !element.evidence.is_empty();
            assert!(is_proven, "clear without evidence: {element:?}");
        }
    }
    let accepted = checked.suppressed.iter().map(|one| &one.finding);
    for finding in checked.findings.iter().chain(accepted) {
        finding.policy.into_iter().chain(finding.declaration).for_each(|place| lies_in(sources, place));
        assert!(!finding.message.is_empty(), "{finding:?}");
    }
}

/// What is wrong with a declaration: a sentence, and a place that is one.
pub fn explain(sources: &Sources, problems: &[Problem]) {
    assert!(!problems.is_empty(), "refused without a reason");
    for problem in problems {
        assert!(!problem.message.is_empty(), "{problem:?}");
        problem.location.into_iter().for_each(|place| lies_in(sources, place));
    }
}

/// A place with both ends on character boundaries of its file.
pub fn lies_in(sources: &Sources, place: Location) {
    is_whole(sources.get(place.source).text(), place.span);
}

/// Such a place that is not empty.
pub fn has_words(sources: &Sources, place: Location) {
    lies_in(sources, place);
    assert!(!sources.slice(place).is_empty(), "evidence without words: {place:?}");
}

/// All places of a policy, whose text this is.
pub fn of_policy(policy: &Policy, file: &str) {
    use divulge::policy::BlockKind;
    let starts: Vec<usize> = policy.blocks.iter().map(|block| block.location.span.start).collect();
    assert!(starts.is_sorted(), "blocks out of order: {starts:?}");
    for block in &policy.blocks {
        is_whole(file, block.location.span);
        assert!(block.section < policy.sections.len());
        match &block.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                of_text(text, file);
            }
            BlockKind::Item(item) => of_text(&item.text, file),
            BlockKind::Table(table) => {
                table.caption.iter().for_each(|text| of_text(text, file));
                let width = table.rows.first().map_or(0, |row| row.cells.len());
                for row in &table.rows {
                    is_whole(file, row.location.span);
                    assert_eq!(row.cells.len(), width, "a row of another width: {row:?}");
                    row.cells.iter().for_each(|cell| of_text(&cell.text, file));
                }
            }
        }
    }
    policy.hidden.iter().for_each(|hidden| of_text(&hidden.text, file));
    for link in &policy.links {
        is_whole(file, link.location.span);
        assert!(link.block < policy.blocks.len(), "{link:?}");
    }
}

/// The pieces of a text tile it, and each stands where it says.
fn of_text(text: &Text, file: &str) {
    let mut tiled = String::new();
    for (piece, span) in text.pieces() {
        is_whole(file, span);
        let written = &file[span.start..span.end];
        let is_letter_for_letter = piece.len() == span.end - span.start;
        let stands_there = letters(&normalise(written)).contains(&letters(piece));
        assert!(!is_letter_for_letter || stands_there, "{piece:?} is not {written:?}");
        tiled.push_str(piece);
    }
    assert_eq!(tiled, text.as_str(), "pieces that do not tile their text");
    assert_eq!(text.folded().len(), tiled.len());
    is_whole(file, text.location().span);
}

/// A line break may stand for a blank.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

fn is_whole(file: &str, span: Span) {
    assert!(file.get(span.start..span.end).is_some(), "{span:?} of {} bytes cuts a character", file.len());
}

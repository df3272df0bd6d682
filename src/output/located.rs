//! Findings with the places that they point at, as people count them: what every format for machines starts from.

use std::collections::{BTreeMap, HashMap};

use super::fingerprint::Fingerprint;
use crate::Checked;
use crate::assessment::ElementAssessment;
use crate::declaration::TransferId;
use crate::rules::{Finding, Severity, Suppressed};
use crate::source::{Location, Position, Sources, Span};

/// A finding, and where it is shown.
pub(super) struct Located<'a> {
    pub(super) checked: &'a Checked,
    pub(super) finding: &'a Finding,
    /// Itself with what accepts it, where something does.
    pub(super) accepted: Option<&'a Suppressed>,
    /// Where it points first.
    pub(super) primary: Place<'a>,
    /// The place on the other side.
    pub(super) related: Option<Place<'a>>,
    /// The same on every run, wherever the lines have gone; no two findings of a run have the same.
    pub(super) fingerprint: Fingerprint,
}

/// A range of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) start: Position,
    /// One past the last character.
    pub(super) end: Position,
}

impl<'a> Place<'a> {
    pub(super) fn new(sources: &'a Sources, location: Location) -> Self {
        let source = sources.get(location.source);
        let Span { start, end } = location.span;
        Self { path: source.path(), start: source.position(start), end: source.position(end) }
    }

    /// The last line of which something is in the range: a line break at its end opens no other line.
    pub(super) fn last_line(&self) -> usize {
        let ends_in_break = self.end.column == 1 && self.end.line > self.start.line;
        if ends_in_break { self.end.line - 1 } else { self.end.line }
    }
}

/// What stands, sorted by path and place. Findings at one place keep the order of the rules.
pub(super) fn findings(results: &[Checked]) -> Vec<Located<'_>> {
    all(results).into_iter().filter(|located| located.accepted.is_none()).collect()
}

/// What stands and what is accepted, in the same order.
pub(super) fn all(results: &[Checked]) -> Vec<Located<'_>> {
    let mut known = BTreeMap::new();
    let mut located = Vec::new();
    for checked in results {
        let standing = checked.findings.iter().map(|finding| (finding, None));
        let accepted = checked.suppressed.iter().map(|one| (&one.finding, Some(one)));
        for (finding, accepted) in standing.chain(accepted) {
            let place = |location| Place::new(&checked.sources, location);
            // A finding that names no place is about the declaration as a whole.
            let whole = Location { source: checked.declaration.source, span: Span::new(0, 0) };
            located.push(Located {
                checked,
                finding,
                accepted,
                primary: place(finding.primary().unwrap_or(whole)),
                related: finding.related().map(place),
                fingerprint: Fingerprint::of(checked, finding).unique_in(&mut known),
            });
        }
    }
    located.sort_by_key(|one| (one.primary.path, one.primary.start.offset));
    located
}

/// The findings of each transfer and policy together; what is about no transfer, or about the declaration alone, by
/// itself, as indices into [`Checked::findings`]. In the order of the first findings.
pub(super) fn groups(checked: &Checked) -> Vec<Vec<usize>> {
    let key = |finding: &Finding| -> Option<(TransferId, usize)> {
        Some((finding.transfer?, checked.policy_of(finding.policy?.source)?))
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known = HashMap::new();
    for (at, finding) in checked.findings.iter().enumerate() {
        let next = groups.len();
        let group = key(finding).map_or(next, |key| *known.entry(key).or_insert(next));
        match groups.get_mut(group) {
            Some(findings) => findings.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// What an element is about, where it is about something else than the transfer's recipient: a country, an item of data.
pub(super) fn subject<'a>(
    checked: &Checked,
    transfer: TransferId,
    element: &'a ElementAssessment,
) -> Option<&'a str> {
    let recipient = checked.declaration.recipient_of(transfer)?;
    Some(element.subject.as_str()).filter(|&subject| subject != recipient.name.value)
}

/// How many findings have this severity.
pub(super) fn count(results: &[Checked], severity: Severity) -> usize {
    let findings = results.iter().flat_map(|checked| &checked.findings);
    findings.filter(|finding| finding.severity == severity).count()
}

/// `2 errors, 1 warning, 1 accepted`.
pub(super) fn headline(results: &[Checked]) -> String {
    let accepted = results.iter().map(|checked| checked.suppressed.len()).sum();
    let counts = [
        (count(results, Severity::Error), "error", "errors"),
        (count(results, Severity::Warning), "warning", "warnings"),
        (count(results, Severity::Info), "remark", "remarks"),
        (accepted, "accepted", "accepted"),
    ];
    let found = counts.iter().take(3).any(|&(count, ..)| count > 0);
    let counts = counts.iter().filter(|&&(count, ..)| count > 0);
    let words =
        counts.map(|&(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }));
    let words = (!found).then(|| "no findings".to_owned()).into_iter().chain(words);
    words.collect::<Vec<_>>().join(", ")
}

/// The message as a sentence, with its full stop.
pub(super) fn sentence(message: &str) -> String {
    let message = super::one_line(message);
    if message.ends_with(['.', '!', '?']) { message } else { format!("{message}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use crate::source::Source;

    #[test]
    fn a_finding_without_any_place_points_at_the_declaration() {
        let mut checked = sample::checked();
        checked.findings.truncate(1);
        checked.findings[0].policy = None;
        checked.findings[0].declaration = None;
        let results = [checked];
        let found = findings(&results);
        let Place { path, start, .. } = found[0].primary;
        assert_eq!((path, start.line, start.column), ("divulge.yaml", 1, 1));
        assert!(found[0].related.is_none());
    }

    #[test]
    fn a_line_break_opens_no_other_line() {
        let mut sources = Sources::default();
        let source = sources.add(Source::new("p.md", "one\ntwo\nthree"));
        let last =
            |start, end| Place::new(&sources, Location { source, span: Span::new(start, end) }).last_line();
        assert_eq!([last(0, 3), last(0, 4), last(0, 8), last(0, 9), last(4, 4)], [1, 1, 2, 3, 2]);
    }

    #[test]
    fn messages_end_in_one_full_stop() {
        assert_eq!(sentence("no end\n"), "no end.");
        assert_eq!(sentence("an end."), "an end.");
    }
}

//! The places of policies that the page leads to: evidence, and where a gap belongs.

use std::collections::BTreeMap;

use crate::Checked;
use crate::assessment::{Element, ElementAssessment, Verdict};
use crate::declaration::TransferId;
use crate::rules::Finding;
use crate::source::{Location, SourceId, Span};

/// A cell of the matrix of one declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellId {
    /// Index of the policy.
    pub(super) policy: usize,
    /// The row.
    pub(super) transfer: TransferId,
    /// The column.
    pub(super) element: Element,
}

/// How a place looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// As the text around it: only links lead there, to a section or a table that lacks something.
    Plain,
    /// What is stated.
    Evidence,
    /// What is stated too broadly, otherwise or not at all well.
    Doubtful,
}

/// One place.
#[derive(Debug)]
pub(super) struct Anchor {
    /// Counts from 0 in the order of the places; part of the id.
    pub(super) number: usize,
    pub(super) span: Span,
    pub(super) look: Look,
    /// The cells that rest on it, in order.
    pub(super) cells: Vec<CellId>,
}

/// All places of one declaration.
#[derive(Debug)]
pub(super) struct Anchors {
    /// Index of the declaration in the run; part of every id.
    declaration: usize,
    by_source: BTreeMap<SourceId, Vec<Anchor>>,
}

impl Anchors {
    pub(super) fn new(declaration: usize, checked: &Checked, findings: &[&Finding]) -> Self {
        let mut places: BTreeMap<Location, (Look, Vec<CellId>)> = BTreeMap::new();
        let mut note = |location: Location, look: Look, cell: Option<CellId>| {
            // What belongs in no policy has its place in the declaration, which the page does not show.
            if checked.policy_of(location.source).is_none() {
                return;
            }
            let place = places.entry(location).or_insert((look, Vec::new()));
            place.0 = place.0.max(look);
            place.1.extend(cell.filter(|cell| !place.1.contains(cell)));
        };
        for assessment in &checked.assessments {
            for judged in &assessment.transfers {
                for element in judged.elements.iter().filter(|one| one.verdict != Verdict::NotRequired) {
                    let cell = CellId {
                        policy: assessment.policy,
                        transfer: judged.transfer,
                        element: element.element,
                    };
                    let look =
                        if element.verdict == Verdict::Clear { Look::Evidence } else { Look::Doubtful };
                    element.evidence.iter().for_each(|&place| note(place, look, Some(cell)));
                    note(element.anchor, Look::Plain, None);
                }
            }
        }
        for finding in findings {
            let look = if finding.rule.points_at_the_policy() { Look::Doubtful } else { Look::Plain };
            finding.policy.iter().for_each(|&place| note(place, look, None));
        }
        let mut by_source: BTreeMap<SourceId, Vec<Anchor>> = BTreeMap::new();
        for (number, (location, (look, mut cells))) in places.into_iter().enumerate() {
            cells.sort();
            let anchor = Anchor { number, span: location.span, look, cells };
            by_source.entry(location.source).or_default().push(anchor);
        }
        Self { declaration, by_source }
    }

    /// The places in one file, in order.
    pub(super) fn of(&self, source: SourceId) -> &[Anchor] {
        self.by_source.get(&source).map_or(&[], Vec::as_slice)
    }

    /// The id of a place.
    pub(super) fn id(&self, anchor: &Anchor) -> String {
        format!("d{}-p{}", self.declaration, anchor.number)
    }

    /// Where a link to this place leads; nowhere for a place in no policy.
    pub(super) fn target(&self, location: Location) -> Option<String> {
        let anchors = self.of(location.source);
        let index = anchors.binary_search_by_key(&location.span, |anchor| anchor.span).ok()?;
        Some(self.id(anchors.get(index)?))
    }

    /// Where the links of a cell lead: to its evidence, or to where it belongs.
    pub(super) fn targets(&self, element: &ElementAssessment) -> Vec<String> {
        let evidence: Vec<String> = element.evidence.iter().filter_map(|&place| self.target(place)).collect();
        if evidence.is_empty() { self.target(element.anchor).into_iter().collect() } else { evidence }
    }

    /// The id of a cell.
    pub(super) fn cell(&self, cell: CellId) -> String {
        format!("d{}-c{}-{}-{}", self.declaration, cell.policy, cell.transfer, cell.element.name())
    }

    /// The id of what is said of a finding.
    pub(super) fn finding(&self, index: usize) -> String {
        format!("d{}-f{index}", self.declaration)
    }

    /// The id of a part of the page that is about this declaration.
    pub(super) fn part(&self, name: &str) -> String {
        format!("d{}-{name}", self.declaration)
    }
}

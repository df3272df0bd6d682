//! What a baseline accepts of the results of a run, and what it accepts in vain.

use std::collections::HashMap;
use std::path::Path;

use super::ledger::Ledger;
use super::{Baseline, Entry, Frame, Key};
use crate::Checked;
use crate::declaration::Date;
use crate::rules::{Acceptance, AcceptedBy, EntryState, Finding, Suppressed, judge_baseline};
use crate::source::{Location, Source, SourceId};

/// Moves the findings that a baseline knows to [`Checked::suppressed`], and adds findings on entries that have expired or
/// that met no finding. `root` is the working directory, `today` tells what has expired.
///
/// What an exception or a comment accepts already stays theirs, and meets its entry all the same.
pub fn apply(results: &mut [Checked], baseline: &Baseline, root: &Path, today: Date) {
    let frame = baseline.frame(root);
    let mut ledger = Ledger::new(&baseline.entries);
    let mut owners = Owners::new(results, baseline, frame);
    for (index, checked) in results.iter_mut().enumerate() {
        if owners.has_any(index) {
            let source = checked.sources.add(Source::new(&baseline.shown, baseline.text.as_str()));
            owners.sources.insert(index, source);
            meet(checked, source, &mut ledger, Run { baseline, frame, today });
        }
    }
    for (index, checked) in results.iter_mut().enumerate() {
        let Some(&source) = owners.sources.get(&index) else { continue };
        let lapsed = baseline.entries.iter().enumerate().filter_map(|(at, entry)| {
            let is_judged = owners.of(at) == Some(index) && is_judged(entry, checked, frame);
            let state = match entry.until {
                _ if !is_judged => return None,
                Some(until) if until < today => EntryState::Expired(until),
                _ if ledger.has_met(at) => return None,
                _ => EntryState::Unused,
            };
            Some((entry, state, Location { source, span: entry.span }))
        });
        let lapsed: Vec<_> = lapsed.collect();
        checked.findings.extend(judge_baseline(&checked.sources, &checked.declaration, lapsed));
    }
}

/// What a run brings along.
#[derive(Clone, Copy)]
struct Run<'a> {
    baseline: &'a Baseline,
    frame: Frame<'a>,
    today: Date,
}

/// Meets the findings of one result with their entries.
fn meet(checked: &mut Checked, source: SourceId, ledger: &mut Ledger<'_>, run: Run<'_>) {
    for accepted in &checked.suppressed {
        ledger.meet(&Key::of(checked, &accepted.finding, run.frame));
    }
    let mut findings = Vec::with_capacity(checked.findings.len());
    for finding in std::mem::take(&mut checked.findings) {
        match entry_of(checked, &finding, ledger, run) {
            Some(entry) => {
                let by = Acceptance {
                    source: AcceptedBy::Baseline,
                    reason: entry.reason.clone(),
                    until: entry.until,
                    location: Some(Location { source, span: entry.span }),
                };
                checked.suppressed.push(Suppressed { finding, by });
            }
            None => findings.push(finding),
        }
    }
    checked.findings = findings;
}

/// The entry that accepts a finding: it holds on its last day.
fn entry_of<'b>(
    checked: &Checked,
    finding: &Finding,
    ledger: &mut Ledger<'_>,
    run: Run<'b>,
) -> Option<&'b Entry> {
    if !finding.rule.is_suppressible() {
        return None;
    }
    let index = ledger.meet(&Key::of(checked, finding, run.frame))?;
    let entry = run.baseline.entries.get(index)?;
    entry.until.is_none_or(|until| until >= run.today).then_some(entry)
}

/// Whether all that an entry could accept was looked for: perhaps only some policies were asked for.
pub(super) fn is_judged(entry: &Entry, checked: &Checked, frame: Frame<'_>) -> bool {
    if checked.documents.iter().all(|files| !files.is_empty()) {
        return true;
    }
    let judged = |policy: &String| {
        let policies = checked.assessments.iter().map(|assessment| checked.policy_path(assessment.policy));
        policies.into_iter().any(|path| frame.path(path) == *policy)
    };
    entry.key.policy.as_ref().is_some_and(judged)
}

/// To which result each entry belongs.
pub(super) struct Owners {
    owners: Vec<Option<usize>>,
    sources: HashMap<usize, SourceId>,
}

impl Owners {
    /// By the declaration. Entries of a declaration that is gone belong to the first result, so that somebody reports
    /// them; those of one that is merely not checked in this run to none.
    pub(super) fn new(results: &[Checked], baseline: &Baseline, frame: Frame<'_>) -> Self {
        let declared: Vec<String> = results.iter().map(|checked| frame.declaration(checked)).collect();
        let owner = |entry: &Entry| {
            let own = declared.iter().position(|declaration| *declaration == entry.key.declaration);
            let is_gone = || !frame.root.join(frame.base).join(&entry.key.declaration).exists();
            own.or_else(|| (!results.is_empty() && is_gone()).then_some(0))
        };
        let owners = baseline.entries.iter().map(owner).collect();
        Self { owners, sources: HashMap::new() }
    }

    /// The result that an entry belongs to.
    pub(super) fn of(&self, entry: usize) -> Option<usize> {
        self.owners.get(entry).copied().flatten()
    }

    fn has_any(&self, result: usize) -> bool {
        self.owners.contains(&Some(result))
    }
}

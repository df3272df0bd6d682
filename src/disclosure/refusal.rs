//! Denials that hold only for a reader who refuses: `If you decline cookies, no events are sent to X`. Of everybody else X receives
//! data, so that the sentence denies nothing.

use std::ops::Range;

use crate::lexicon::{Cue, Side};

use super::scan::Scan;

/// How many bytes may stand between the word that opens a condition and the refusal: `Wenn Sie die Cookies für Statistik und
/// Marketing ablehnen`.
const CONDITION: usize = 80;

/// Whether what a sentence denies before `until` holds under the condition that the reader refuses, or that something is switched
/// off: a condition before it, or right behind it. In `We never share data with X, and if you opt out we also delete it` the
/// condition is one of something else.
pub(super) fn is_condition(scan: &Scan<'_>, range: &Range<usize>, until: usize) -> bool {
    let governs = |start: usize| {
        start < until
            || scan
                .text
                .as_str()
                .get(until..start)
                .is_some_and(|gap| !gap.contains([',', ';', ':', '、', '，']))
    };
    scan.cues_of(range, Cue::Refusal).any(|refusal| match refusal.language.adpositions {
        // `동의하지 않으면`, `拒否した場合`: the ending says that it is a condition.
        Side::After => governs(refusal.start),
        Side::Before => scan.cues_of(range, Cue::Condition).any(|condition| {
            condition.start <= refusal.start
                && refusal.start - condition.start <= CONDITION
                && governs(condition.start)
        }),
    })
}

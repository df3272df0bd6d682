//! Denials that hold only for a reader who refuses: `If you decline cookies, no events are sent to X`. Of everybody else X receives
//! data, so that the sentence denies nothing.

use std::ops::Range;

use crate::lexicon::{Cue, Side};

use super::scan::Scan;

/// How many bytes may stand between the word that opens a condition and the refusal: `Wenn Sie die Cookies für Statistik und
/// Marketing ablehnen`.
const CONDITION: usize = 80;

/// Whether a sentence holds under the condition that the reader refuses, or that something is switched off.
pub(super) fn is_condition(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let mut condition = None;
    scan.cues_in(range).any(|cue| match cue.mark {
        Cue::Condition => {
            condition = Some(cue.start);
            false
        }
        // `동의하지 않으면`, `拒否した場合`: the ending says that it is a condition, and so does a verb that comes first: `Lehnen Sie
        // ab, …`.
        Cue::Refusal => {
            cue.language.adpositions == Side::After
                || cue.start == range.start
                || condition.is_some_and(|condition| cue.start - condition <= CONDITION)
        }
        _ => false,
    })
}

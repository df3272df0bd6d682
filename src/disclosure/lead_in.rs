//! What a text says of the list or table that follows it.

use std::ops::Range;

use crate::declaration::Role;
use crate::lexicon::{Cue, Hit, Side};

use super::Destination;
use super::general;
use super::scan::Scan;
use super::sentence::role_of;

/// What a text says of the list or table that follows it.
#[derive(Clone, Debug, Default)]
pub(super) struct LeadIn {
    /// It speaks of recipients, of sharing, or of services that are used.
    pub(super) discloses: bool,
    /// It denies what follows.
    pub(super) is_denied: bool,
    /// It says who gives data, or how the reader does something.
    pub(super) is_averse: bool,
    /// It begins with what the reader does: `Opting out of targeted advertising:`.
    pub(super) instructs: bool,
    /// The capacity that it states.
    pub(super) stated: Option<Role>,
    /// That, where it speaks of no processor besides.
    pub(super) told: Option<Role>,
    /// Where it says that the listed are.
    pub(super) places: Vec<Destination>,
}

impl LeadIn {
    /// Takes from the lead-in of a list around what this one leaves open.
    pub(super) fn inherit(&mut self, outer: &Self) {
        if !self.discloses && !self.is_averse {
            self.discloses = outer.discloses;
            self.is_averse = outer.is_averse;
            self.is_denied |= outer.is_denied;
        }
        self.stated = self.stated.or(outer.stated);
        self.told = self.told.or(outer.told);
        if self.places.is_empty() {
            self.places.clone_from(&outer.places);
        }
    }
}

/// Reads a text as a lead-in: its last sentence counts, and what it says of places.
pub(super) fn read(scan: &Scan<'_>, sentences: &[Range<usize>], places: Vec<Destination>) -> LeadIn {
    let sentences = without_asides(scan, sentences);
    let Some(last) = sentences.last() else { return LeadIn::default() };
    let denied = general::denies(scan, last);
    let excepted = scan.has(last, Cue::Exception) || scan.has(last, Cue::Reversal);
    let points = scan.has(last, Cue::Above) || scan.has(last, Cue::Following);
    // `We may also collect data from third parties. These are the following partners:`
    let asked = match sentences {
        [.., before, _] if points && !scan.has(last, Cue::Share) => before,
        _ => last,
    };
    let is_inbound = |range: &Range<usize>| {
        scan.has(range, Cue::Inbound) && comes_from_others(scan, range) && !scan.has(range, Cue::Share)
    };
    let receives = is_inbound(last) || is_inbound(asked);
    let instructs = [Cue::Complaint, Cue::Instruction].into_iter().any(|cue| scan.has(last, cue))
        && (!speaks_of_recipients(scan, last) || scan.addresses_reader(last) || is_readers_verb(scan, last));
    let spoken = sentences.iter().any(|range| speaks_of_recipients(scan, range));
    let spoken = spoken && !instructs;
    // `회사는 이용자의 개인정보를 제3자에게 제공하지 않습니다` says nothing of the processors in the table below it.
    let affirmative = || sentences.iter().rev().filter(|range| !general::denies(scan, range));
    LeadIn {
        discloses: spoken
            && (speaks_of_recipients(scan, last) || points)
            && !receives
            && !scan.has(last, Cue::Future),
        is_denied: denied && !excepted && points_at_list(scan, last) || lacks_object(scan, last),
        is_averse: receives || instructs,
        instructs: scan.cues_of(last, Cue::Instruction).any(|cue| cue.start == last.start),
        stated: affirmative().find_map(|range| role(scan, range)),
        told: affirmative().find_map(|range| match stated_roles(scan, range).as_slice() {
            [role] => Some(*role),
            _ => None,
        }),
        places,
    }
}

/// `The partners listed below set cookies. To learn more about their privacy policies, click on the links.`: what the reader
/// may do introduces nothing where a sentence before it does.
fn without_asides<'r>(scan: &Scan<'_>, sentences: &'r [Range<usize>]) -> &'r [Range<usize>] {
    let announces_list =
        |range: &Range<usize>| scan.has(range, Cue::Following) && speaks_of_recipients(scan, range);
    let is_aside = |range: &Range<usize>| {
        !scan.has(range, Cue::Following)
            && !scan.has(range, Cue::Share)
            && (scan.addresses_reader(range) || scan.has(range, Cue::Reading))
    };
    let mut rest = sentences;
    while let [before @ .., last] = rest
        && before.iter().any(announces_list)
        && is_aside(last)
    {
        rest = before;
    }
    rest
}

/// `We use external providers to whom we send your data.`: a group that the next sentence may name. `These are X and Y.`
pub(super) fn announces(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    [Cue::Processors, Cue::Recipients, Cue::ThirdParties].into_iter().any(|group| scan.has(range, group))
        && speaks_of_recipients(scan, range)
        && !general::denies(scan, range)
        && !scan.has(range, Cue::Future)
}

/// `These are X and Y`: a sentence that opens with words that say who a group is.
pub(super) fn identifies(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    scan.cues_of(range, Cue::Identity).any(|identity| {
        let before = scan.text.as_str().get(range.start..identity.start).unwrap_or_default();
        before.trim().is_empty()
    })
}

/// `We never share your data with the following:`: what is denied is what follows.
fn points_at_list(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let ends = scan.text.as_str().trim_end().ends_with(':');
    ends && (scan.has(range, Cue::Share) || scan.has(range, Cue::Denial))
        && (scan.has(range, Cue::Following) || scan.has(range, Cue::Recipients))
}

/// How many bytes may stand behind the verb of a denial whose object is the list, as in `We do not use the:`, and between its
/// negation and its verb: `kanban NO los usa:`, and not `Cookies non essentiels que nous utilisons :`.
const OBJECTLESS: usize = 8;
const NEGATED: usize = 12;

/// `We do not use:`, `kanban NO los usa:`, `Keine Verwendung von:`: a denied verb, or the words for it, right before the colon.
pub(super) fn lacks_object(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    if !scan.text.as_str().trim_end().ends_with(':') || scan.has(range, Cue::Exception) {
        return false;
    }
    let words = scan.text.as_str().get(range.clone()).unwrap_or_default();
    let end = range.start + words.trim_end().len();
    let is_last = |cue: &Hit<Cue>| cue.end <= end && end - cue.end <= OBJECTLESS;
    let is_denied = |verb: &Hit<Cue>| {
        let turns = |from: usize| {
            let between = from..verb.start;
            scan.has(&between, Cue::Break) || scan.has(&between, Cue::Controller)
        };
        scan.cues_of(range, Cue::Negation)
            .any(|no| no.end <= verb.start && verb.start - no.end <= NEGATED && !turns(no.end))
    };
    scan.cues_in(range).any(|cue| match cue.mark {
        Cue::Engage | Cue::Share => is_last(cue) && is_denied(cue),
        Cue::Denial | Cue::Unused => is_last(cue),
        _ => false,
    })
}

/// `from` somebody else than the controller: those who `receive personal data from us` are recipients, and so may be those
/// named after `お客様から`.
fn comes_from_others(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    scan.cues_of(range, Cue::From).any(|from| {
        let is_us = |cue: &Hit<Cue>| match from.language.adpositions {
            Side::Before => cue.mark == Cue::Controller && cue.start >= from.end && cue.start <= from.end + 1,
            Side::After => {
                matches!(cue.mark, Cue::Controller | Cue::Reader)
                    && cue.end <= from.start
                    && from.start <= cue.end + 1
            }
        };
        !scan.cues_in(range).any(is_us)
    })
}

/// `ご質問は、以下からお送りください`: the verb of sending is that of a request to the reader.
fn is_readers_verb(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let mut verbs = scan.cues_of(range, Cue::Share).peekable();
    let asks = |verb: &Hit<Cue>| {
        scan.cues_of(range, Cue::Instruction).any(|cue| cue.start < verb.end && verb.start < cue.end)
    };
    verbs.peek().is_some() && verbs.all(asks)
}

fn speaks_of_recipients(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    scan.cues_in(range).any(|cue| {
        matches!(
            cue.mark,
            Cue::Share
                | Cue::Engage
                | Cue::Processor
                | Cue::Processors
                | Cue::ThirdParty
                | Cue::Recipients
                | Cue::JointController
        )
    })
}

/// `They are restricted from using data for their own purposes`, `these are not our processors`.
fn is_negated(scan: &Scan<'_>, range: &Range<usize>, at: usize) -> bool {
    scan.cues_in(&(range.start..at))
        .any(|cue| cue.mark == Cue::Negation && !scan.has(&(cue.end..at), Cue::Break))
}

/// `They process your data under their own policies, not on our behalf`: a denial right before the words for a processor.
pub(super) fn disclaims_processing(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    const DIRECTLY: usize = 4;
    scan.cues_of(range, Cue::Processor).any(|processor| {
        scan.cues_of(range, Cue::Negation)
            .any(|no| no.end <= processor.start && processor.start - no.end <= DIRECTLY)
    })
}

/// The one capacity that a sentence states; none where it states several.
pub(super) fn role(scan: &Scan<'_>, range: &Range<usize>) -> Option<Role> {
    // `payment service providers, who act as independent controllers`: the name of the trade is not the capacity.
    match stated_roles(scan, range).as_slice() {
        [role] | [Role::Processor, role] => Some(*role),
        _ => None,
    }
}

/// The capacities that a sentence states, each once, processors first.
fn stated_roles(scan: &Scan<'_>, range: &Range<usize>) -> Vec<Role> {
    let mut roles: Vec<Role> = scan
        .cues_in(range)
        .filter_map(|cue| Some((role_of(cue.mark)?, cue)))
        .filter(|(_, cue)| !is_negated(scan, range, cue.start))
        .map(|(role, _)| role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

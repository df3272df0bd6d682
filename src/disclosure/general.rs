//! Statements on all recipients of a kind, and denials that name nobody.

use std::ops::Range;

use crate::lexicon::places::{Group, Place, PlaceMention};
use crate::lexicon::{Concept, Cue, Hit, Purpose, Side};

use super::refusal;
use super::scan::{Reader, Scan, is_about_items};
use super::sentence::{destination, destinations};
use super::{Content, Destination, GeneralClaim, Kind};

/// What a sentence without a recipient's name says of recipients in general.
#[derive(Debug, Default)]
pub(super) struct General {
    /// Claims about all recipients of a kind.
    pub(super) claims: Vec<GeneralClaim>,
    /// Places that the sentence gives to a group of recipients.
    pub(super) places: Vec<Destination>,
    /// The group that it speaks of, where it speaks of one.
    pub(super) kind: Option<Kind>,
    /// It speaks of the controller's own group of companies.
    pub(super) is_of_affiliates: bool,
}

/// Reads one sentence. `excepted` tells that what follows takes a denial back: `However, …`.
///
/// In a section on where data is, what is said of data without any group may hold for every recipient.
pub(super) fn read(
    reader: Reader<'_>,
    scan: &Scan<'_>,
    range: &Range<usize>,
    follow_up: FollowUp,
    locates: bool,
) -> General {
    let is_of_affiliates = speaks_of_affiliates(scan, range);
    let mut general = General { kind: kind(scan, range), is_of_affiliates, ..General::default() };
    if scan.has(range, Cue::Future) || scan.has(range, Cue::Recital) && !scan.has(range, Cue::Denial) {
        return general;
    }
    let location = scan.text.locate(range.start, range.end);
    if denies(scan, range) {
        let denial = |cue: &&Hit<Cue>| matches!(cue.mark, Cue::Negation | Cue::Denial | Cue::NoOutsourcing);
        let denied_at = scan.cues_in(range).find(denial).map_or(range.end, |cue| cue.start);
        let excepted = is_about_items(scan, range)
            || scan.has(range, Cue::Exception)
            || follow_up == FollowUp::Reversal
            || refusal::is_condition(scan, range, denied_at)
            || !scan.has(range, Cue::Data) && is_about_a_kind(reader, scan, range);
        if !excepted {
            general.claims.extend(denials(scan, range).into_iter().map(|(kind, content)| GeneralClaim {
                kind,
                purpose: None,
                content,
                location,
            }));
        }
        return general;
    }
    if !scan.has(range, Cue::Destination) || is_of_affiliates {
        return general;
    }
    let kind = match general.kind {
        Some(kind) => kind,
        None if locates && scan.has(range, Cue::Data) => Kind::Everyone,
        None => return general,
    };
    let possible = general.kind.is_none() || scan.has(range, Cue::Hedge);
    let purpose = purpose(reader, scan, range);
    for place in destinations(scan, range) {
        if !possible {
            general.places.push(destination(scan, &place));
        }
        let content =
            if possible { Content::PossiblyLocated(place.place) } else { Content::Located(place.place) };
        general.claims.push(GeneralClaim { kind, purpose, content, location });
    }
    general
}

/// Whether the next sentence takes back what this one denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FollowUp {
    /// It goes on.
    None,
    /// `However, …`, `다만 …`, or a list of exceptions.
    Reversal,
}

/// The group of recipients that a sentence speaks of as a whole.
pub(super) fn kind(scan: &Scan<'_>, range: &Range<usize>) -> Option<Kind> {
    if speaks_of_affiliates(scan, range) {
        None
    } else if scan.has(range, Cue::Everyone) {
        Some(Kind::Everyone)
    } else if scan.has(range, Cue::Processors) {
        Some(if scan.has(range, Cue::Recipients) && scan.has(range, Cue::All) {
            Kind::Everyone
        } else {
            Kind::Processors
        })
    } else if scan.has(range, Cue::Recipients) || scan.has(range, Cue::ThirdParties) {
        Some(Kind::Everyone)
    } else {
        None
    }
}

/// `We may share your data within our group of companies in the UK, US or Australia`: a group that those are not of whom a declaration
/// names, or the sentence names another besides.
fn speaks_of_affiliates(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let groups = [Cue::Everyone, Cue::Processors, Cue::Recipients, Cue::ThirdParties];
    let is_part = |group: &Hit<Cue>| {
        scan.cues_of(range, Cue::Affiliates).any(|own| own.start < group.end && group.start < own.end)
    };
    scan.has(range, Cue::Affiliates)
        && scan.cues_in(range).filter(|cue| groups.contains(&cue.mark)).all(is_part)
}

/// What a group is for that a sentence speaks of: `our payment processors`, `alle Kreditkartenanbieter`, `les prestataires de paiement`.
/// Where it speaks of another group as well that is for nothing in particular, that one holds.
fn purpose(reader: Reader<'_>, scan: &Scan<'_>, range: &Range<usize>) -> Option<Purpose> {
    /// Bytes between a group and what it is for behind it: ` de `, ` für die `.
    const OF: usize = 9;
    let folded = scan.text.folded();
    let text = folded.get(range.clone())?;
    let purposes = reader.lexicon.vocabulary().purposes.find(text);
    let mut groups = scan
        .cues_in(range)
        .filter(|cue| matches!(cue.mark, Cue::Processors | Cue::Recipients | Cue::ThirdParties));
    let of_group = |group: &Hit<Cue>| {
        purposes.iter().filter(|purpose| !purpose.mark.is_everything()).find(|purpose| {
            let (start, end) = (range.start + purpose.start, range.start + purpose.end);
            let gap = if end <= group.start { end..group.start } else { group.end..start };
            let is_plain = folded.get(gap.clone()).is_none_or(|gap| !gap.contains([',', ';', '(', ':']));
            let reach = if end <= group.start { 1 } else { OF };
            gap.len() <= reach && is_plain
        })
    };
    let first = groups.next().map(of_group)??.mark;
    groups.all(|group| of_group(group).is_some()).then_some(first)
}

/// `Uploaded videos are stored in Seoul and not transferred abroad`: what is denied of one kind of data is not denied of the rest.
fn is_about_a_kind(reader: Reader<'_>, scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let words = scan.text.folded().get(range.clone()).unwrap_or_default();
    reader.lexicon.vocabulary().data.find(words).iter().any(|kind| !kind.mark.is_everything())
}

/// Whether a sentence denies what it says.
pub(super) fn denies(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    scan.has(range, Cue::Denial)
        || scan.has(range, Cue::NoOutsourcing)
        || scan
            .cues_in(range)
            .filter(|cue| {
                cue.mark == Cue::Negation
                    && !is_imperative(scan, range, cue.start)
                    && !is_readers_choice(scan, range, cue.start)
            })
            .any(|negation| {
                let until = scan
                    .cues_in(&(negation.end..range.end))
                    .find(|cue| cue.mark == Cue::Break)
                    .map_or(range.end, |cue| cue.start);
                [Cue::Share, Cue::Abroad, Cue::Outside]
                    .into_iter()
                    .any(|cue| scan.has(&(negation.start..until), cue))
                    || follows_verb(scan, range, negation)
            })
}

/// `We share nothing`, `Wij delen uw gegevens niet`: the denial stands behind the verb of its clause.
fn follows_verb(scan: &Scan<'_>, range: &Range<usize>, negation: &Hit<Cue>) -> bool {
    let may_follow = scan
        .cues_in(&(negation.start..negation.end))
        .any(|cue| cue.mark == Cue::NegationBehind && cue.start == negation.start);
    let from = scan
        .cues_in(&(range.start..negation.start))
        .filter(|cue| cue.mark == Cue::Break)
        .last()
        .map_or(range.start, |cue| cue.end);
    may_follow && scan.has(&(from..negation.start), Cue::Share)
}

/// `Do not share your password`, `You may tell your parents, but do not share it with others`: the reader is told, and
/// nothing denied.
fn is_imperative(scan: &Scan<'_>, range: &Range<usize>, negation: usize) -> bool {
    let text = scan.text.folded();
    let is_blank = |range: Range<usize>| text.get(range).is_some_and(|text| text.trim().is_empty());
    let begins = |start: usize| {
        let before = range.start..start;
        let turn = scan.cues_in(&before).filter(|cue| cue.mark == Cue::Break).last();
        is_blank(before.clone())
            || turn.is_some_and(|turn| is_blank(turn.end..start))
                && scan.has(&before, Cue::Reader)
                && !scan.has(&before, Cue::Controller)
    };
    scan.cues_in(&(range.start..negation))
        .any(|cue| cue.mark == Cue::Imperative && is_blank(cue.end..negation) && begins(cue.start))
}

/// `You may choose not to provide some data`: what the reader does not do.
fn is_readers_choice(scan: &Scan<'_>, range: &Range<usize>, negation: usize) -> bool {
    let text = scan.text.folded();
    let is_blank = |range: Range<usize>| text.get(range).is_some_and(|text| text.trim().is_empty());
    let before = range.start..negation;
    let readers = scan.cues_in(&before).filter(|cue| cue.mark == Cue::Reader);
    // `Your data is not shared`: of data that is the reader's, others speak.
    let owns = |reader: &Hit<Cue>| {
        scan.cues_of(range, Cue::Data).any(|data| data.start <= reader.start && reader.end <= data.end)
    };
    let mut readers = readers.filter(|reader| is_blank(reader.end..negation));
    readers.any(|reader| !owns(reader))
}

/// What a denial without a name denies.
fn denials(scan: &Scan<'_>, range: &Range<usize>) -> Vec<(Kind, Content)> {
    let mut denials = Vec::new();
    if scan.has(range, Cue::NoOutsourcing) {
        denials.push((Kind::Processors, Content::None));
    }
    let places = scan.cues_in(range).filter(|cue| sends_there(scan, range, cue));
    let abroad =
        places.filter(|cue| reaches(scan, range, cue.start, cue.end)).find_map(|cue| match cue.mark {
            Cue::Abroad => Some(outside(scan, range, cue.start).unwrap_or(Content::NoneAbroad)),
            Cue::Outside => outside(scan, range, cue.start),
            _ => None,
        });
    if let Some(abroad) = abroad {
        denials.push((Kind::Everyone, abroad));
        return denials;
    }
    let shares = shares_data(scan, range);
    let goes_to = |mark: Cue| {
        scan.cues_in(range).any(|cue| {
            cue.mark == mark && reaches(scan, range, cue.start, cue.end) && is_goal(scan, range, cue)
        })
    };
    let (everyone, recipients) = (goes_to(Cue::Everyone), goes_to(Cue::ThirdParties));
    if shares && everyone {
        denials.push((Kind::Everyone, Content::None));
    } else if shares && recipients && !scan.has(range, Cue::NoOutsourcing) {
        denials.push((Kind::ThirdParties, Content::None));
    }
    denials
}

/// How far an object may stand from its verb, or from the one before, in bytes.
const OBJECT: usize = 24;

/// A verb of sharing with data as its object: `share your data`, `no data is sold`, `개인정보를 제공하지 않습니다`. What is
/// denied in `we will never provide any means for accessing personal data` is the means. `第三者提供` needs no object.
fn shares_data(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let denials = || scan.cues_of(range, Cue::Denial);
    let is_denied = |cue: &Hit<Cue>| denials().any(|denial| denial.start < cue.end && cue.start < denial.end);
    if scan.cues_in(range).any(|cue| cue.mark == Cue::ThirdParty && is_denied(cue)) {
        return true;
    }
    let data: Vec<_> = scan.cues_of(range, Cue::Data).collect();
    scan.cues_in(range).filter(|cue| matches!(cue.mark, Cue::Share | Cue::Denial)).any(|verb| {
        // `share your e-mail address or any other personal data`: items before the word for all of them.
        let object = scan.cues_of(range, Cue::Item).fold(verb.end, |end, item| {
            let is_next = item.start >= end && item.start - end <= OBJECT;
            if is_next { item.end } else { end }
        });
        data.iter().any(|data| {
            data.start >= verb.end && data.start.saturating_sub(object) <= OBJECT
                || data.end <= verb.start && verb.start - data.end <= 60
        })
    })
}

/// `with anyone`, `제3자에게`, `třetím stranám`: data goes there.
fn is_goal(scan: &Scan<'_>, range: &Range<usize>, cue: &Hit<Cue>) -> bool {
    let is_inflected = || {
        scan.cues_in(&(cue.start..cue.end)).any(|other| other.mark == Cue::Toward && other.start == cue.start)
    };
    if cue.language.adpositions == Side::After || is_inflected() {
        return true;
    }
    let before = scan
        .cues_in(&(range.start..cue.start))
        .filter(|cue| matches!(cue.mark, Cue::Toward | Cue::From | Cue::Via))
        .last();
    before.is_some_and(|toward| toward.mark == Cue::Toward && cue.start.saturating_sub(toward.end) <= 24)
}

/// Whether the sentence's denial reaches the words at these bytes.
fn reaches(scan: &Scan<'_>, range: &Range<usize>, start: usize, end: usize) -> bool {
    scan.cues_in(range).any(|cue| match cue.mark {
        Cue::Denial | Cue::NoOutsourcing => cue.start >= end && !scan.has(&(end..cue.start), Cue::Break),
        Cue::Negation => cue.end <= start && !scan.has(&(cue.end..start), Cue::Break),
        _ => false,
    })
}

/// Whether a denied verb has to do with a place: nothing does in `Our communication is monitored without cause in Switzerland and in
/// other countries`.
fn sends_there(scan: &Scan<'_>, range: &Range<usize>, place: &Hit<Cue>) -> bool {
    let verbs = [Cue::Share, Cue::Destination, Cue::Handle, Cue::Engage, Cue::Data];
    scan.cues_in(range).any(|cue| match cue.mark {
        Cue::Negation => {
            let rest = cue.end..range.end;
            let mut clause = scan.cues_in(&rest).take_while(|cue| cue.mark != Cue::Break);
            cue.end <= place.start && clause.any(|cue| verbs.contains(&cue.mark))
        }
        Cue::Denial | Cue::NoOutsourcing => true,
        Cue::NegationBehind => scan.has(&(range.start..cue.start), Cue::Share),
        _ => false,
    })
}

/// `outside the United States`, `미국 밖의 국가로`: the country or group that data does stay in.
fn outside(scan: &Scan<'_>, range: &Range<usize>, abroad: usize) -> Option<Content> {
    let named =
        |place: &&PlaceMention| !matches!(place.place, Place::Group(Group::Abroad | Group::Worldwide));
    let near = scan.places_in(range).filter(named).find(|place| {
        place.start >= abroad && place.start - abroad <= 32 || place.end <= abroad && abroad - place.end <= 16
    });
    near.and_then(|place| match place.place {
        Place::Country(country) | Place::Within(country) => Some(Content::NoneOutsideCountry(country)),
        Place::Group(group) => Some(Content::NoneOutsideGroup(group)),
        Place::Outside(_) => None,
    })
}

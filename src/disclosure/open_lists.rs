//! Lists of recipients that do not end: `알리페이 등`, `such as Alipay`, `Alipay and others`.

use std::collections::BTreeSet;

use super::upkeep::Traces;
use super::{Claim, Naming, OpenList, Stance};
use crate::declaration::RecipientId;
use crate::lexicon::{Hit, Trace};
use crate::policy::Text;
use crate::source::Location;

/// How much of a list may stand between a name and the words that leave it open.
const REACH: usize = 120;

/// Where claims name recipients and their countries, by place.
#[derive(Debug)]
pub(super) struct Named(Vec<(Location, RecipientId)>);

impl Named {
    /// The places of the claims that affirm a recipient by its name.
    pub(super) fn of(claims: &[Claim]) -> Self {
        let affirmed = |claim: &&Claim| claim.naming == Naming::Name && claim.stance == Stance::Affirmed;
        let mut places: Vec<(Location, RecipientId)> = claims
            .iter()
            .filter(affirmed)
            .flat_map(|claim| {
                let destinations = claim.destinations.iter().map(|destination| destination.location);
                destinations.chain([claim.location]).map(|place| (place, claim.recipient))
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        Self(places)
    }

    /// Those in a text.
    fn within(&self, text: Location) -> impl Iterator<Item = (Location, RecipientId)> {
        let first = self
            .0
            .partition_point(|(place, _)| (place.source, place.span.start) < (text.source, text.span.start));
        let rest = self.0.get(first..).unwrap_or_default().iter().copied();
        rest.take_while(move |(place, _)| place.source == text.source && place.span.start < text.span.end)
            .filter(move |(place, _)| text.span.contains(place.span))
    }
}

/// The open lists of a text in which a recipient or its country is named; one for each recipient.
pub(super) fn find(traces: &Traces<'_>, named: &Named) -> Vec<OpenList> {
    let text = traces.text;
    let mut places = named.within(text.location()).peekable();
    let folded = text.folded();
    if places.peek().is_none() {
        return Vec::new();
    }
    let marks = marks(traces);
    if marks.is_empty() {
        return Vec::new();
    }
    let letters = letters(text);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (place, recipient) in places {
        let (start, end) = offsets(&letters, place);
        let first = marks.partition_point(|mark| mark.at + mark.len + REACH < start);
        let near = marks[first..].iter().take_while(|mark| mark.at <= end + REACH);
        if let Some(mark) = near.into_iter().find(|mark| mark.opens(folded, start, end))
            && seen.insert(recipient)
        {
            found.push(OpenList { recipient, location: text.locate(mark.at, mark.at + mark.len) });
        }
    }
    found
}

/// Words that leave a list open.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    len: usize,
    side: Side,
}

/// Where a list stands, seen from the words that leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Mark {
    /// Whether the name from `start` to `end` is in the list that these words leave open: nothing but names stands between.
    fn opens(&self, text: &str, start: usize, end: usize) -> bool {
        match self.side {
            Side::Before => text
                .get(end..self.at)
                .is_some_and(|gap| is_list(gap, |gap| gap.starts_with([',', '·', '、', '/', '(', ' ']))),
            Side::After => text.get(self.at + self.len..start).is_some_and(|gap| {
                is_list(gap, |gap| {
                    gap.trim_end().ends_with([',', '/', '('])
                        || gap.ends_with(" and ")
                        || gap.ends_with(" or ")
                })
            }),
        }
    }
}

/// Whether a gap between a name and a mark goes on with the list.
fn is_list(gap: &str, goes_on: impl Fn(&str) -> bool) -> bool {
    let gap_is_short = gap.len() <= REACH;
    let is_one_list = !gap.contains(['\n', ';', ':', '|']) && !gap.contains(". ");
    gap_is_short && is_one_list && (gap.trim().is_empty() || goes_on(gap) && pieces_are_names(gap))
}

/// Names are short; what is longer between two commas is a clause.
fn pieces_are_names(gap: &str) -> bool {
    const LONGEST_NAME: usize = 40;
    gap.split([',', '·', '、', '/']).all(|piece| {
        let piece = piece.trim();
        piece.chars().count() <= LONGEST_NAME && !is_clause(piece)
    })
}

/// A particle or a verb makes a clause of what stands between two commas: `알리페이에 이름, 전화번호 등`.
fn is_clause(piece: &str) -> bool {
    const PARTS: &[&str] =
        &["에 ", "에게 ", "을 ", "를 ", "하고", "하며", " to ", " for ", " with ", " your ", " we "];
    PARTS.iter().any(|part| piece.contains(part))
}

fn marks(traces: &Traces<'_>) -> Vec<Mark> {
    let text = traces.text.folded();
    let marks = traces.all().iter().filter_map(|hit| {
        let side = match hit.mark {
            Trace::OpenAfter if is_whole(text, hit) => Side::Before,
            Trace::OpenBefore => Side::After,
            _ => return None,
        };
        Some(Mark { at: hit.start, len: hit.end - hit.start, side })
    });
    marks.collect()
}

/// In Hangul, phrases are found inside words too: `등` stands before a particle or at the end of a word, and begins `등록`.
fn is_whole(text: &str, hit: &Hit<Trace>) -> bool {
    let rest = text.get(hit.end..).unwrap_or_default();
    let goes_on = rest.starts_with(|letter| matches!(letter, '가'..='힣'));
    let is_blank = text.get(hit.start..hit.end).is_some_and(|words| words.ends_with(' '));
    !goes_on || is_blank || hit.language.particles.iter().any(|particle| rest.starts_with(particle))
}

/// A letter of a text: its first byte in the text, and in the file.
type Letter = (usize, usize);

/// Every letter, and the end of the text.
fn letters(text: &Text) -> Vec<Letter> {
    let plain = text.as_str();
    let end = (plain.len(), text.location().span.end);
    let letter = |(at, letter): (usize, char)| (at, text.locate(at, at + letter.len_utf8()).span.start);
    plain.char_indices().map(letter).chain([end]).collect()
}

/// Where a place of the file stands in a text.
fn offsets(letters: &[Letter], place: Location) -> (usize, usize) {
    let at = |byte: usize| {
        let index = letters.partition_point(|&(_, written)| written < byte);
        letters.get(index).or(letters.last()).map_or(0, |&(at, _)| at)
    };
    (at(place.span.start), at(place.span.end))
}

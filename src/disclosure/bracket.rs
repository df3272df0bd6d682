//! Whose bracket a place stands in: `Stripe, Inc. (USA), Adyen N.V. (the Netherlands)`.

use std::ops::Range;

use crate::lexicon::Column;
use crate::lexicon::places::PlaceMention;

use super::field::heading_of;
use super::name_list;
use super::roster::Mention;
use super::scan::{Reader, Scan};

/// `Stripe, Inc. (USA)`, `Adyen (Payments, the Netherlands)`: an open bracket between the name and the place.
pub(super) fn is_of(scan: &Scan<'_>, name: &Mention, place: &PlaceMention) -> bool {
    let gap = gap(scan, name, place).trim_start();
    last_open(gap) == Some(0) || gap.starts_with('[')
}

/// Whether a place behind a name stands in the bracket of a company that is named between them, which nothing declares:
/// `Stripe, Inc. (USA), Adyen N.V. (the Netherlands)`. Without a legal form it is told by the bracket that the name has
/// itself; not in `Segment, a service of Twilio Inc. (USA)`, which explains the name.
pub(super) fn is_of_another(
    reader: Reader<'_>,
    scan: &Scan<'_>,
    name: &Mention,
    place: &PlaceMention,
) -> bool {
    let gap = last_of(gap(scan, name, place));
    let Some(head) = last_open(gap).and_then(|open| gap.get(..open)) else { return false };
    let Some(item) = last_item(reader, head.trim_end()) else { return false };
    name_list::has_legal_form(reader, item) || has_place_of_its_own(scan, name)
}

/// Whether a place before a name stands in the bracket of a company that nothing declares: `Adyen N.V. (the Netherlands),
/// Stripe, Inc. (USA)`; not in `(USA) Stripe, Inc.`. The sentence or cell begins at `start`.
pub(super) fn is_of_one_before(
    reader: Reader<'_>,
    scan: &Scan<'_>,
    start: usize,
    place: &PlaceMention,
    name: &Mention,
) -> bool {
    let text = scan.text.as_str();
    let is_closed = text.get(place.end..name.start).is_some_and(|gap| gap.contains(')'));
    let before = last_of(text.get(start..place.start).unwrap_or_default());
    let Some(head) = last_open(before).and_then(|open| before.get(..open)).filter(|_| is_closed) else {
        return false;
    };
    let item = last_item(reader, head.trim_end()).unwrap_or(head.trim_end());
    !item.is_empty() && (name_list::has_legal_form(reader, item) || has_place_of_its_own(scan, name))
}

/// The inside of the bracket right behind a place, which may hold those who are there: `the United States (OpenAI, xAI)`.
pub(super) fn behind(scan: &Scan<'_>, place: &PlaceMention) -> Option<Range<usize>> {
    let rest = scan.text.as_str().get(place.end..)?;
    let inner = rest.trim_start_matches(' ').strip_prefix('(')?;
    let start = place.end + (rest.len() - inner.len());
    let close = inner.char_indices().take(WIDEST).find(|&(_, letter)| letter == ')').map(|(at, _)| at)?;
    Some(start..start + close)
}

/// Whether a name stands in a bracket that tells how another is reached: `Integral Ad Science SASU (contact: DPO at
/// dpo@example.com; Lucid Privacy; 1556 Shrader Street)`. It receives nothing itself.
pub(super) fn is_contact(reader: Reader<'_>, scan: &Scan<'_>, start: usize, name: &Mention) -> bool {
    let before = scan.text.folded().get(start..name.start).unwrap_or_default();
    // A bracket that nobody has closed says nothing.
    if !is_closed(scan.text.folded().get(name.end..).unwrap_or_default()) {
        return false;
    }
    let inner = last_open(before).and_then(|open| before.get(open + 1..));
    let label = inner.and_then(|inner| inner.split_once(':')).map(|(label, _)| label);
    label
        .and_then(|label| heading_of(reader.lexicon, label.trim()))
        .is_some_and(|heading| heading.column == Column::Contact)
}

fn gap<'a>(scan: &'a Scan<'_>, name: &Mention, place: &PlaceMention) -> &'a str {
    scan.text.as_str().get(name.end..place.start).unwrap_or_default()
}

/// How many characters a bracket has at the most: every name of an endless cell looks for the bracket that it stands in.
const WIDEST: usize = 1_000;

/// Whether a text closes one bracket more than it opens.
fn is_closed(text: &str) -> bool {
    let mut open = 0_usize;
    text.chars().take(WIDEST).any(|letter| match letter {
        '(' => {
            open += 1;
            false
        }
        ')' if open == 0 => true,
        ')' => {
            open -= 1;
            false
        }
        _ => false,
    })
}

/// Where the bracket opens that is still open at the end of a text.
fn last_open(text: &str) -> Option<usize> {
    let mut closed = 0_usize;
    for (at, letter) in text.char_indices().rev().take(WIDEST) {
        match letter {
            ')' => closed += 1,
            '(' if closed == 0 => return Some(at),
            '(' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The last name of a list, if it is not the only one and begins like a name or is joined by a word.
fn last_item<'t>(reader: Reader<'_>, head: &'t str) -> Option<&'t str> {
    let parts = name_list::split(reader, head, 0..head.len());
    let [.., before, last] = parts.as_slice() else { return None };
    let is_joined = head.get(before.end..last.start).is_some_and(|gap| gap.contains(char::is_alphabetic));
    let item = head.get(last.clone())?.trim();
    (!item.is_empty() && (is_joined || !item.starts_with(char::is_lowercase))).then_some(item)
}

/// Whether the name has a bracket right behind it in which a place stands.
fn has_place_of_its_own(scan: &Scan<'_>, name: &Mention) -> bool {
    let behind = scan.text.as_str().get(name.end..).unwrap_or_default();
    let is_open = behind.trim_start().starts_with('(');
    let end = behind.char_indices().take(LONGEST).find(|&(_, letter)| letter == ')').map(|(at, _)| at);
    end.filter(|_| is_open).is_some_and(|end| scan.places_in(&(name.end..name.end + end)).next().is_some())
}

/// No company's name and bracket take more, in bytes; a cell may hold thousands of them.
const LONGEST: usize = 240;

/// The end of a text, no longer than a name and its bracket.
fn last_of(text: &str) -> &str {
    let from = (text.len().saturating_sub(LONGEST)..=text.len()).find(|&at| text.is_char_boundary(at));
    from.and_then(|from| text.get(from..)).unwrap_or_default()
}

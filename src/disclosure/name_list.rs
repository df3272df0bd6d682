//! The names in a cell or at the head of a list item, whoever they are of.

use std::ops::Range;

use crate::lexicon::country::Country;
use crate::lexicon::organisations;
use crate::lexicon::{Cue, is_spaced};
use crate::policy::Text;

use super::NamedRecipient;
use super::field::{Field, heading_of};
use super::roster::{Organisation, Setting};
use super::scan::{Reader, Scan};

/// The recipients that a field of recipients names and the declaration does not know.
pub(super) fn names(reader: Reader<'_>, field: &Field<'_>, scan: &Scan<'_>) -> Vec<NamedRecipient> {
    let text = field.text.as_str();
    let mut is_behind_form = false;
    split(reader, text, field.range.clone())
        .into_iter()
        .filter_map(|part| {
            let range = bare(reader, text, part.clone());
            // `지라(Atlassian)`: the brackets say who it is.
            let known = scan.names.iter().any(|name| {
                name.start < part.end
                    && part.start < name.end
                    && !matches!(name.organisation, Organisation::Principal(_))
            });
            let name = text.get(range.clone())?;
            let is_place =
                scan.places.iter().any(|place| place.start <= range.start && range.end <= place.end);
            let is_label =
                text.get(range.end..part.end).is_some_and(|rest| rest.trim_start().starts_with(':'))
                    && heading_of(reader.lexicon, &name.to_lowercase()).is_some();
            // `Example GmbH, Parkstraße 32, 31139 Hildesheim`: behind a whole name its address follows.
            let is_address = is_behind_form && has_number(name) && !has_legal_form(reader, name);
            is_behind_form |= has_legal_form(reader, text.get(part).unwrap_or_default());
            let named = !known && !is_place && !is_label && !is_address && is_name(reader, name);
            named.then(|| NamedRecipient {
                name: name.to_owned(),
                location: field.text.locate(range.start, range.end),
            })
        })
        .collect()
}

/// The name at the head of an item of a list of recipients: where it is a link, or carries its legal form.
pub(super) fn head(reader: Reader<'_>, text: &Text, opening: Opening) -> Option<NamedRecipient> {
    let words = text.as_str();
    let end = words.find(['\n', ':', '(', '\u{2013}']).unwrap_or(words.len());
    let end = words.get(..end).and_then(|head| head.find(" - ").or_else(|| head.find(". "))).unwrap_or(end);
    let first = split(reader, words, 0..end).into_iter().next()?;
    let range = bare(reader, words, first);
    // `Arcaris, Inc. (USA)`: the dot of an abbreviation, where the line goes on behind it.
    let rest = words.get(range.end..).unwrap_or_default();
    let goes_on = [". (", ".,", ".;"].into_iter().any(|gap| rest.starts_with(gap));
    let name = words.get(range.clone())?.trim_end_matches('.');
    let name = if goes_on { words.get(range.start..range.start + name.len() + 1)? } else { name };
    let has_form = reader.roster.legal_forms().strip(name) != name;
    let counts = has_form
        || organisations::is_known(name)
        || opening == Opening::Link && name.split_whitespace().count() <= 4;
    if !counts || !is_name(reader, name) {
        return None;
    }
    let known = || !reader.roster.find(words, text.folded(), &[], Setting::Field).is_empty();
    // `[Example Privacy Notice](…)`, `[Countries](…)`: something to read.
    let folded = name.to_lowercase();
    let is_document = reader
        .lexicon
        .cues
        .find(&folded)
        .iter()
        .any(|cue| matches!(cue.mark, Cue::Reading | Cue::Document) && cue.end == folded.len());
    let is_heading = || !folded.contains(' ') && heading_of(reader.lexicon, &folded).is_some();
    let is_country = || Country::parse(name).is_some();
    let is_else = !has_form && (is_document || is_heading() || is_country());
    (!is_else && !known()).then(|| NamedRecipient {
        name: name.to_owned(),
        location: text.locate(range.start, range.start + name.len()),
    })
}

/// The known names in an item of a list of recipients that speaks of some of a kind: `Data management companies, such as Formstack, that
/// help us collect data`. An item that denies something, or tells who gives data, names nobody.
pub(super) fn examples(reader: Reader<'_>, text: &Text) -> Vec<NamedRecipient> {
    /// Words of a name.
    const LONGEST: usize = 3;
    let scan = Scan::new(reader, text, Setting::Prose);
    let whole = 0..text.as_str().len();
    let unsure = [Cue::Negation, Cue::Denial, Cue::Future, Cue::Inbound, Cue::Reading, Cue::Instruction];
    if unsure.into_iter().any(|cue| scan.has(&whole, cue)) {
        return Vec::new();
    }
    let words = words(text.as_str());
    let mut named = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST).rev().filter_map(|count| words.get(at..at + count)).find_map(|run| {
            let range = run.first()?.start..run.last()?.end;
            let name = text.as_str().get(range.clone())?;
            let is_name = name.starts_with(char::is_uppercase) && organisations::is_known(name);
            let is_declared = scan.names.iter().any(|own| own.start < range.end && range.start < own.end);
            // `Branch offices`, `Render services to you`: at its head an item has ordinary words.
            let behind = text.as_str().get(range.end..).unwrap_or_default().trim_start_matches(' ');
            let is_word = range.start == 0
                && behind.starts_with(char::is_lowercase)
                && !name.get(1..).is_some_and(|rest| rest.contains(char::is_uppercase));
            (is_name && !is_declared && !is_word).then_some((run.len(), range, name))
        });
        let Some((count, range, name)) = longest else {
            at += 1;
            continue;
        };
        named.push(NamedRecipient { name: name.to_owned(), location: text.locate(range.start, range.end) });
        at += count;
    }
    named
}

/// The words of a text without what parts them.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '&' | '+');
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default().trim_end_matches(['.', '-']);
                words.push(from..from + word.len());
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a word of a text is a number: `Parkstraße 32`, `12a Mill Lane`.
fn has_number(words: &str) -> bool {
    words.split(' ').any(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Whether a legal form begins or ends a name.
pub(super) fn has_legal_form(reader: Reader<'_>, name: &str) -> bool {
    reader.roster.legal_forms().strip(name) != name
}

/// How an item begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// With a link.
    Link,
    /// With plain words.
    Words,
}

/// Cuts a list of names at line breaks, commas, slashes and `및`, but neither inside brackets nor before a legal form.
pub(super) fn split(reader: Reader<'_>, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut depth = 0_i32;
    let slice = text.get(range.clone()).unwrap_or_default();
    for (at, letter) in slice.char_indices() {
        let at = range.start + at;
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        let rest = text.get(at..range.end).unwrap_or_default();
        let cut = match letter {
            '\n' | ';' | '、' => letter.len_utf8(),
            ',' if depth <= 0 && !is_legal_form(reader, rest) => 1,
            '/' | '·' if depth <= 0 => letter.len_utf8(),
            ' ' if depth <= 0 => joiner(reader, rest),
            _ if depth <= 0 => glued_joiner(reader, text.get(start..at).unwrap_or_default(), rest),
            _ => 0,
        };
        if cut > 0 && at >= start {
            parts.push(start..at);
            start = at + cut;
        }
    }
    parts.push(start..range.end);
    parts
}

/// `, Inc.` belongs to the name before it.
fn is_legal_form(reader: Reader<'_>, rest: &str) -> bool {
    reader.roster.legal_forms().after(rest, 0) > 0
}

/// Bytes of a word that joins two names.
fn joiner(reader: Reader<'_>, rest: &str) -> usize {
    let Some(word) = rest.get(1..).and_then(|rest| rest.split_once(' ')).map(|(word, _)| word) else {
        return 0;
    };
    let joins = reader.lexicon.languages().iter().any(|language| language.conjunctions.contains(&word));
    if joins { word.len() + 2 } else { 0 }
}

/// Bytes of a word that joins two names without blanks: `AおよびB`. One letter alone may be part of a name, unless a bracket
/// ends before it: `A(美国)和B(荷兰)`.
fn glued_joiner(reader: Reader<'_>, before: &str, rest: &str) -> usize {
    let least = if before.ends_with(')') { 1 } else { 2 };
    let mut words = reader.lexicon.languages().iter().flat_map(|language| language.conjunctions);
    let joins = |word: &&&str| {
        !word.starts_with(is_spaced) && word.chars().count() >= least && rest.starts_with(**word)
    };
    words.find(joins).map_or(0, |word| word.len())
}

/// Without the brackets that explain a name, without markers and blanks at its ends.
fn bare(reader: Reader<'_>, text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let until = part
        .char_indices()
        .find(|&(at, letter)| {
            matches!(letter, '(' | '[' | '{' | ':')
                && !part.get(..at).unwrap_or_default().trim().is_empty()
                && !is_form_bracket(reader, part, at)
                && !is_inner_bracket(reader, part, at)
        })
        .map_or(part.len(), |(at, _)| at);
    let body = part.get(..until).unwrap_or_default();
    // Half of a bracket that a line break or a comma cut.
    let body = if body.contains('(') { body } else { body.trim_end().trim_end_matches(')') };
    let trimmed = body.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '-' | '*' | '•' | '·' | ',' | '"' | '\'')
    });
    let offset = body.find(trimmed).unwrap_or_default();
    let start = range.start + offset;
    start..start + trimmed.len()
}

/// `(주)` is part of a name.
fn is_form_bracket(reader: Reader<'_>, part: &str, at: usize) -> bool {
    let rest = part.get(at..).unwrap_or_default();
    let mut forms = reader.lexicon.languages().iter().flat_map(|language| language.legal_forms);
    forms.any(|form| form.starts_with('(') && rest.starts_with(form))
}

/// `某某(中国)有限公司`: a bracket that the name goes on behind, without a blank and to its legal form.
fn is_inner_bracket(reader: Reader<'_>, part: &str, at: usize) -> bool {
    let rest = part.get(at..).unwrap_or_default();
    let Some((_, behind)) = rest.split_once(')') else { return false };
    behind.starts_with(|letter: char| letter.is_alphabetic() && !is_spaced(letter))
        && reader.roster.legal_forms().strip(behind) != behind
        || reader.roster.legal_forms().glued_at(behind, 0) > 0
}

/// Whether words name somebody: not empty, not a whole sentence, no address, and not a kind of company.
pub(super) fn is_name(reader: Reader<'_>, words: &str) -> bool {
    let words = words.trim();
    let count = words.chars().count();
    let folded = words.to_lowercase();
    let has_form = reader.roster.legal_forms().strip(words) != words;
    let is_address = folded.contains('@') || folded.contains("http") || folded.starts_with("www.");
    let is_latin = words.is_ascii();
    let looks_named = !is_latin
        || words.starts_with(|letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit())
        || words.chars().any(|letter| letter.is_ascii_uppercase());
    // `OOO`, `XXX`: a form that nobody has filled in.
    let first = words.chars().next().unwrap_or_default();
    let is_blank = words.chars().all(|letter| letter == first);
    let is_open = words.starts_with(['[', '<', '{']);
    !is_blank
        && !is_open
        && (2..=60).contains(&count)
        && words.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && !is_address
        && looks_named
        && words.split_whitespace().count() <= 8
        && !(words.ends_with('.') || ends_sentence(reader, words)) | has_form
        && (has_form || !is_generic(reader, &folded))
}

/// `결제대행사`, `cloud service providers`, `Zahlungsdienstleister`: the last word is a kind, or no word is left that is not
/// one.
fn is_generic(reader: Reader<'_>, folded: &str) -> bool {
    reader.lexicon.languages().iter().any(|language| {
        language.generic_names.iter().any(|generic| {
            let tail = generic.strip_prefix('*');
            folded.strip_suffix(tail.unwrap_or(generic)).is_some_and(|rest| {
                rest.is_empty()
                    || tail.is_some()
                    || !generic.is_ascii()
                    || rest.ends_with(|letter: char| !letter.is_alphanumeric())
            })
        }) || language.no_names.contains(&folded)
            || language.no_name_starts.iter().any(|start| folded.starts_with(start))
    })
}

fn ends_sentence(reader: Reader<'_>, words: &str) -> bool {
    let mut languages = reader.lexicon.languages().iter();
    languages.any(|language| language.sentence_ends.iter().any(|end| words.ends_with(end)))
}

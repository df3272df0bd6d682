//! Compounds whose last part stands only once: `Zahlungs- und Bestelldaten`, `Konto-, order- och adressuppgifter`.

use crate::lexicon::{Finder, Hit, Mark};

/// How many words of an enumeration are passed over to the one that ends it.
const WORDS: usize = 8;
/// The letters of the longest word that joins two: `sowie`, `alebo`.
const CONJUNCTION: usize = 5;
/// The letters that the last part of a compound has at least.
const SHORTEST: usize = 3;
/// The most letters that are tried as the last part of a compound.
const LONGEST: usize = 24;

/// What the first parts mean together with the last part of the compound that they lead to, each where the first part
/// stands, its hyphen included.
///
/// Where a compound is parted no lexicon says: of the ends of the last word, the shortest that makes a phrase with the first
/// part is taken.
pub(super) fn find<M: Mark>(finder: &Finder<M>, folded: &str) -> Vec<Hit<M>> {
    let mut hits = Vec::new();
    for (hyphen, _) in folded.match_indices('-') {
        let (before, after) = (&folded[..hyphen], &folded[hyphen + 1..]);
        if !after.starts_with([' ', ',', '/']) {
            continue;
        }
        let start = before.rfind(|letter: char| !letter.is_alphanumeric() && letter != '-');
        let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let Some(last) = last_word(after).filter(|_| start < hyphen) else { continue };
        hits.extend(whole(finder, &before[start..], last).map(|hit| Hit { start, end: hyphen + 1, ..hit }));
    }
    hits
}

/// The word that ends an enumeration of first parts, where one does: behind a hyphen no other sentence begins, and before the
/// word stand only further first parts and a conjunction.
fn last_word(after: &str) -> Option<&str> {
    let is_between = |letter: char| matches!(letter, ' ' | ',' | '/' | '&');
    let mut words = after.split(is_between).filter(|word| !word.is_empty()).take(WORDS);
    words.find(|word| !word.ends_with('-') && word.chars().nth(CONJUNCTION).is_some()).and_then(|word| {
        let end = word.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(word.len());
        word.get(..end)
    })
}

/// What the first part means with an end of the last word.
fn whole<M: Mark>(finder: &Finder<M>, first: &str, last: &str) -> Option<Hit<M>> {
    last.char_indices().rev().take(LONGEST).skip(SHORTEST - 1).find_map(|(at, _)| {
        let compound = format!("{first}{}", &last[at..]);
        finder.find(&compound).into_iter().find(|hit| hit.start == 0 && hit.end == compound.len())
    })
}

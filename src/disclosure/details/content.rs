//! What a piece of text says of data, purposes and the terms of a transfer.

use std::cmp::Reverse;

use crate::lexicon::{Concept, DataCategory, Finder, Hit, Lexicon, Mark, Purpose, Term, Vocabulary};
use crate::policy::{fold, normalise};
use crate::source::Location;

use super::citation::Citation;
use super::contact;
use super::duration::{self, Duration};
use super::suspended;
use super::words::{Stemmer, Words};

/// Something that a text says, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What.
    pub value: T,
    /// Its words.
    pub location: Location,
    /// How firmly.
    pub weight: Weight,
}

/// How firmly a text says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// In so many words.
    Firm,
    /// In a word that may be part of something else here: `email` in a cell on purposes.
    Loose,
    /// Denies it.
    Denied,
}

/// What a piece of text says.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Its parts, between commas, slashes and brackets.
    pub parts: Vec<Part>,
    /// All of its words.
    pub words: Words,
    /// Categories of data that it names.
    pub data: Vec<Found<DataCategory>>,
    /// Purposes that it names.
    pub purposes: Vec<Found<Purpose>>,
    /// Terms of the transfer.
    pub terms: Vec<Found<Term>>,
    /// How long.
    pub durations: Vec<Found<Duration>>,
    /// E-mail addresses and telephone numbers, as they are compared.
    pub addresses: Vec<Found<String>>,
    /// The provisions that it may cite.
    pub citation: Citation,
}

/// A part of a text, between commas, slashes and brackets.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its words.
    pub words: Words,
    /// Its place.
    pub location: Location,
    /// Whether the text denies it.
    pub weight: Weight,
}

/// Reads texts.
#[derive(Debug)]
pub(super) struct Contents {
    vocabulary: Vocabulary,
    stemmer: Stemmer,
}

impl Contents {
    /// For texts of a policy in the lexicon's languages.
    pub(super) fn of_policy(lexicon: &Lexicon) -> Self {
        Self { vocabulary: lexicon.vocabulary(), stemmer: Stemmer::of_document(lexicon.languages()) }
    }

    /// For a declaration, which may be in any language, to be compared with a policy in the lexicon's languages.
    pub(super) fn of_declaration(lexicon: &Lexicon) -> Self {
        Self {
            vocabulary: Vocabulary::of_all_languages(),
            stemmer: Stemmer::of_declaration(lexicon.languages()),
        }
    }

    /// Reads a value of the declaration: what the longest phrase in it says, says all of it.
    pub(super) fn of_value(&self, value: &str, location: Location) -> Content {
        let folded = fold(&normalise(value));
        Content {
            data: longest(&self.vocabulary.data, &folded, &self.stemmer, location),
            purposes: longest(&self.vocabulary.purposes, &folded, &self.stemmer, location),
            ..self.but_categories(&folded, |_, _| location, |_, _| false)
        }
    }

    /// Reads a normalised text in lower case. `locate` tells where its bytes stand, `is_denied` whether the text denies
    /// what stands there.
    pub(super) fn of_text(
        &self,
        folded: &str,
        subject: Subject,
        locate: impl Fn(usize, usize) -> Location,
        is_denied: impl Fn(usize, usize) -> bool,
    ) -> Content {
        let purposes = self.named(&self.vocabulary.purposes, folded);
        let firm = |hit: (usize, usize)| if is_denied(hit.0, hit.1) { Weight::Denied } else { Weight::Firm };
        let data = self.named(&self.vocabulary.data, folded).into_iter().filter_map(|hit| {
            let weight = subject.weight_of(folded, &hit, &purposes)?;
            let denied = is_denied(hit.start, hit.end);
            Some(Found {
                value: hit.mark,
                location: locate(hit.start, hit.end),
                weight: if denied { Weight::Denied } else { weight },
            })
        });
        let purpose = |hit: &Hit<Purpose>| Found {
            value: hit.mark,
            location: locate(hit.start, hit.end),
            weight: firm((hit.start, hit.end)),
        };
        Content {
            data: data.collect(),
            purposes: purposes.iter().map(purpose).collect(),
            ..self.but_categories(folded, &locate, &is_denied)
        }
    }

    /// The categories that a text names, by where they stand.
    fn named<M: Mark>(&self, finder: &Finder<M>, folded: &str) -> Vec<Hit<M>> {
        let mut hits = finder.find(folded);
        hits.extend(suspended::find(finder, folded));
        hits.retain(|hit| {
            let phrase = folded.get(hit.start..hit.end).unwrap_or_default();
            !self.stemmer.is_filler_before(phrase, hit.language) || stands_alone(folded, hit)
        });
        hits.sort_by_key(|hit| (hit.start, Reverse(hit.end)));
        outermost(hits)
    }

    /// What a text says, but for the categories of data and of purposes that it names.
    fn but_categories(
        &self,
        folded: &str,
        locate: impl Fn(usize, usize) -> Location,
        is_denied: impl Fn(usize, usize) -> bool,
    ) -> Content {
        let terms = outermost(self.vocabulary.terms.find(folded));
        let durations = duration::find(folded, &terms).into_iter();
        let addresses = contact::find(folded).into_iter();
        Content {
            parts: self.parts(folded, &locate, &is_denied),
            words: self.stemmer.words(folded),
            durations: durations.map(|(value, start, end)| said(value, locate(start, end))).collect(),
            terms: terms.iter().map(|hit| said(hit.mark, locate(hit.start, hit.end))).collect(),
            citation: Citation::of(folded),
            addresses: addresses.map(|(value, at)| said(value, locate(at.start, at.end))).collect(),
            ..Content::default()
        }
    }

    fn parts(
        &self,
        folded: &str,
        locate: &impl Fn(usize, usize) -> Location,
        is_denied: &impl Fn(usize, usize) -> bool,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut start = 0;
        let is_edge = |letter: char| {
            matches!(
                letter,
                ',' | ';' | '/' | '·' | '、' | '，' | '\n' | '(' | ')' | '[' | ']' | '•' | ':' | '.'
            )
        };
        for piece in folded.split_inclusive(is_edge) {
            let words = piece.trim_end_matches(is_edge);
            if !words.trim().is_empty() {
                let from = start + (words.len() - words.trim_start().len());
                let to = start + words.trim_end().len();
                // A part may hold the denial itself: `but X does not receive your phone number`.
                let weight = if is_denied(to, to) { Weight::Denied } else { Weight::Firm };
                parts.push(Part { words: self.stemmer.words(words), location: locate(from, to), weight });
            }
            start += piece.len();
        }
        parts
    }
}

fn said<T>(value: T, location: Location) -> Found<T> {
    Found { value, location, weight: Weight::Firm }
}

/// What a text is about, which decides whether one word is an item of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// It lists data.
    Data,
    /// It hands data over: `We share your name and email with X`.
    Sharing,
    /// Something else: `Email newsletter service`.
    Else,
}

impl Subject {
    /// How firmly a text on this names a category; not at all inside a purpose, as `email` in `email marketing`.
    fn weight_of(self, folded: &str, hit: &Hit<DataCategory>, purposes: &[Hit<Purpose>]) -> Option<Weight> {
        let length = hit.end - hit.start;
        let is_in_purpose = purposes.iter().any(|purpose| {
            purpose.start <= hit.start && hit.end <= purpose.end && purpose.end - purpose.start > length
        });
        match self {
            Self::Data => Some(Weight::Firm),
            _ if is_in_purpose => None,
            Self::Sharing => Some(Weight::Firm),
            Self::Else if is_one_word(folded, hit) => Some(Weight::Loose),
            Self::Else => Some(Weight::Firm),
        }
    }
}

/// Whether no other word stands on either side, up to the next mark: `OCR, AI`.
fn stands_alone<M>(folded: &str, hit: &Hit<M>) -> bool {
    let before = folded.get(..hit.start).unwrap_or_default().trim_end().chars().next_back();
    let after = folded.get(hit.end..).unwrap_or_default().trim_start().chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// One word may be the first of a compound that is in no lexicon: `email` in `email newsletter`.
fn is_one_word(folded: &str, hit: &Hit<DataCategory>) -> bool {
    folded.get(hit.start..hit.end).is_some_and(|words| words.is_ascii() && !words.contains([' ', '-']))
}

/// `address` in `e-mail address` is part of that phrase.
fn outermost<M: Copy>(hits: Vec<Hit<M>>) -> Vec<Hit<M>> {
    let mut outer: Vec<Hit<M>> = Vec::new();
    for hit in hits {
        let inside = outer.iter().rev().take(8).any(|other| {
            other.start <= hit.start && hit.end <= other.end && hit.end - hit.start < other.end - other.start
        });
        if !inside {
            outer.push(hit);
        }
    }
    outer
}

/// What the longest phrase of a declared value says: `account e-mail address` is an e-mail address. Where it is less than
/// two words in five, it is only near: `defibrillator` in `the colour of the cover of the defibrillator`.
fn longest<C: Concept>(
    finder: &Finder<C>,
    folded: &str,
    stemmer: &Stemmer,
    location: Location,
) -> Vec<Found<C>> {
    let hits = finder.find(folded);
    let length = |hit: &Hit<C>| hit.end - hit.start;
    let most = hits.iter().map(length).max().unwrap_or_default();
    let all = stemmer.words(folded).count();
    let mut values: Vec<(C, Weight)> = hits
        .iter()
        .filter(|hit| length(hit) == most)
        .map(|hit| {
            let words = stemmer.words(folded.get(hit.start..hit.end).unwrap_or_default()).count();
            (hit.mark, if words * 5 < all * 2 { Weight::Loose } else { Weight::Firm })
        })
        .collect();
    values.sort_unstable_by_key(|&(value, weight)| (value, weight != Weight::Firm));
    values.dedup_by_key(|&mut (value, _)| value);
    values.into_iter().map(|(value, weight)| Found { value, location, weight }).collect()
}

//! The names of a declaration as they are looked for.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::lexicon::is_spaced;
use crate::policy::{fold, normalise};

use super::legal_form::LegalForms;
use super::roster::{Naming, Organisation, Setting};

/// One name of an organisation.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Folded, without blanks and legal forms.
    pub(super) squeezed: String,
    /// Folded, without legal forms.
    folded: String,
    pub(super) organisation: Organisation,
    pub(super) naming: Naming,
    /// As declared, without legal forms.
    pub(super) written: String,
    letters: Letters,
    /// Without its legal form the name is the controller's: `Autify, Inc.` is the parent of Autify.
    needs_form: bool,
}

/// How a Latin name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// Short and in capitals (`DO`, `LINE`, `X`): only exactly so.
    Exact,
    /// One capitalised word: in prose only with a capital.
    Capitalised,
    /// An ordinary word: in prose only beside a legal form or in brackets.
    Common,
    /// Several words, another script, or a name that begins with a small letter.
    Any,
}

impl Key {
    /// Whether a naming that was found stands as this name must be written.
    pub(super) fn fits(
        &self,
        forms: &LegalForms,
        (text, folded): (&str, &str),
        Range { start, end }: Range<usize>,
        setting: Setting,
    ) -> bool {
        let written = text.get(start..end).unwrap_or_default();
        // Accents may differ, and blanks only where that cannot make another word: in long names and in scripts without blanks.
        if !folded.get(start..end).is_some_and(|found| unaccented(found).eq(unaccented(&self.folded))) {
            let mixed = self.squeezed.chars().any(|letter| !is_spaced(letter) && letter.is_alphanumeric());
            if !mixed && self.squeezed.len() < 7 {
                return false;
            }
        }
        if self.needs_form && forms.around(text, start, end) == (start..end) {
            return false;
        }
        match self.letters {
            Letters::Exact => {
                written == self.written || setting == Setting::Field && is_whole(text, start, end)
            }
            Letters::Capitalised if setting == Setting::Prose => {
                written.chars().next().is_some_and(|letter| !letter.is_lowercase())
            }
            Letters::Common if setting == Setting::Prose => {
                let before = text.get(..start).unwrap_or_default();
                let after = text.get(end..).unwrap_or_default();
                before.ends_with(['(', ')', '"', '\''])
                    || after.starts_with(['(', '"', '\''])
                    || forms.around(text, start, end) != (start..end)
            }
            Letters::Capitalised | Letters::Common | Letters::Any => true,
        }
    }
}

/// Whether three letters and more are all that a cell, a line or a label's value says: `수탁업체: kth`.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches(' ');
    let after = text.get(end..).unwrap_or_default().trim_start_matches(' ');
    end - start >= 3
        && (before.is_empty() || before.ends_with([':', '\n']))
        && (after.is_empty() || after.starts_with('\n'))
}

/// Keys, as a roster collects them.
pub(super) struct Keys<'a> {
    forms: &'a LegalForms,
    all: Vec<Key>,
    /// What each of them is of, and what it is searched for by.
    known: HashSet<(Organisation, String)>,
}

impl<'a> Keys<'a> {
    /// None yet.
    pub(super) fn new(forms: &'a LegalForms) -> Self {
        Self { forms, all: Vec::new(), known: HashSet::new() }
    }

    /// Adds a name, without its legal form and with it.
    pub(super) fn push(&mut self, name: &str, organisation: Organisation, naming: Naming) {
        let plain = normalise(name);
        let bare = self.forms.strip(&plain);
        for form in [bare.as_str(), plain.as_str()] {
            let is_edge = |letter: char| letter == '.' || letter == ',' || letter.is_whitespace();
            let folded = fold(form.trim_matches(is_edge));
            let squeezed: String = folded.chars().filter_map(bare_letter).collect();
            if squeezed.is_empty() || !self.known.insert((organisation, squeezed.clone())) {
                continue;
            }
            let letters = if naming == Naming::Name && self.forms.is_common_word(&folded) {
                Letters::Common
            } else {
                letters(form, naming)
            };
            let written = form.to_owned();
            let key = Key { squeezed, folded, organisation, naming, written, letters, needs_form: false };
            self.all.push(key);
        }
    }

    /// A recipient and the controller may have one name but for its legal form: alone it is the controller's, if that goes by
    /// it.
    pub(super) fn tell_from_controller(&mut self) {
        let is_own = |key: &Key| key.organisation == Organisation::Controller;
        let own: HashSet<String> =
            self.all.iter().filter(|key| is_own(key)).map(|key| key.squeezed.clone()).collect();
        let full: Vec<(Organisation, String)> =
            self.all.iter().map(|key| (key.organisation, key.squeezed.clone())).collect();
        for key in self.all.iter_mut().filter(|key| !is_own(key) && own.contains(&key.squeezed)) {
            key.needs_form = full.iter().any(|(organisation, longer)| {
                *organisation == key.organisation
                    && longer.len() > key.squeezed.len()
                    && longer.starts_with(&key.squeezed)
            });
        }
    }

    /// All of them by what they are searched for. The first to claim a text keeps it: recipients before the controller, names
    /// before categories.
    pub(super) fn sorted(mut self) -> Vec<Key> {
        self.all.sort_by(|a, b| {
            (&a.squeezed, a.naming, a.organisation).cmp(&(&b.squeezed, b.naming, b.organisation))
        });
        self.all
    }
}

fn letters(name: &str, naming: Naming) -> Letters {
    if naming == Naming::Category || !name.is_ascii() {
        return Letters::Any;
    }
    let count = name.chars().filter(char::is_ascii_alphanumeric).count();
    let capitals = !name.chars().any(|letter| letter.is_ascii_lowercase());
    if capitals && count <= 4 {
        return Letters::Exact;
    }
    let one_word = !name.contains(' ');
    if one_word && name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        Letters::Capitalised
    } else {
        Letters::Any
    }
}

/// The letters of a name without their accents, blanks and hyphens as they are.
fn unaccented(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(|letter| bare_letter(letter).unwrap_or(letter))
}

/// A letter as names are compared: without its accent; none for blanks and hyphens.
fn bare_letter(letter: char) -> Option<char> {
    match letter {
        '-' => None,
        letter if letter.is_whitespace() => None,
        '\u{c0}'..='\u{24f}' => {
            let mut base = letter;
            unicode_normalization::char::decompose_canonical(letter, |part| {
                if part.is_ascii_alphabetic() {
                    base = part;
                }
            });
            Some(base)
        }
        letter => Some(letter),
    }
}

/// A folded text as names are looked for in it, byte for byte in place: blanks, which the search passes over, stand for
/// hyphens and for the second byte of a letter that lost its accent.
pub(super) fn searchable(folded: &str) -> Cow<'_, str> {
    if !folded.chars().any(|letter| bare_letter(letter) != Some(letter) && !letter.is_whitespace()) {
        return Cow::Borrowed(folded);
    }
    let mut text = String::with_capacity(folded.len());
    for letter in folded.chars() {
        let bare = bare_letter(letter).unwrap_or(' ');
        text.push(bare);
        text.extend(std::iter::repeat_n(' ', letter.len_utf8() - bare.len_utf8()));
    }
    Cow::Owned(text)
}

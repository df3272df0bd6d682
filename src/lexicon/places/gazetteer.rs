//! The search itself.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::edges::{self, Genitive};
use super::table::{self, Case, Kind};
use super::{Group, Place, PlaceMention, Setting, column, support};
use crate::lexicon::country::Country;
use crate::lexicon::{Blanks, Search, Starts, Trie};

/// Languages whose names take an `s` in the genitive.
const GENITIVE_LANGUAGES: [&str; 5] = ["de", "da", "nb", "nl", "sv"];

/// Finds the places that texts in certain languages name.
pub struct Gazetteer {
    /// Where the same is found by several, the first one counts.
    tables: Vec<Table>,
}

/// Names, and what the numbers of those that are found stand for.
struct Table {
    search: Search,
    patterns: Patterns,
}

enum Patterns {
    /// Of a language file.
    Phrases(&'static [(&'static str, Meaning)]),
    /// Of the tables of places.
    Entries(&'static [table::Entry], Genitive),
}

/// The places of a language file, as the build script writes them: groups, which differ more between languages than a table
/// of names can hold, and countries in forms that no table has.
#[derive(Debug)]
pub(in crate::lexicon) struct Phrases {
    /// A [`Trie`] of the names in lower case, whose numbers are places in the next table.
    pub(in crate::lexicon) trie: &'static [u8],
    pub(in crate::lexicon) names: &'static [(&'static str, Meaning)],
}

/// What a name of a language file stands for.
#[derive(Clone, Copy, Debug)]
pub(in crate::lexicon) enum Meaning {
    /// More than one country.
    Group(Group),
    /// The country of this code.
    Country(&'static str),
}

impl Meaning {
    fn place(self) -> Option<Place> {
        match self {
            Self::Group(group) => Some(Place::Group(group)),
            Self::Country(code) => Country::from_code(code).map(Place::Country),
        }
    }
}

/// A name found in a text, before it is asked whether it stands for a place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    start: usize,
    end: usize,
    table: usize,
    pattern: usize,
}

/// One name to find.
#[derive(Clone, Debug)]
struct Pattern {
    name: &'static str,
    case: Case,
    genitive: Genitive,
    sense: Sense,
    /// A single letter (`米`), which names a place only where it is all that a cell says.
    is_short: bool,
}

/// What a name found in a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// This place.
    Place(Place),
    /// This place, if something supports it.
    Weak(Place),
    /// This place, unless it is an ordinary word in a text of capitals.
    Word(Place),
    /// No place.
    Decoy,
}

/// A name at its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sense: Sense,
}

impl Gazetteer {
    /// For documents in these languages (BCP 47). English names are always known, as policies in every language use them.
    #[must_use]
    pub(in crate::lexicon) fn new(
        languages: &[&str],
        phrases: impl IntoIterator<Item = &'static Phrases>,
    ) -> Self {
        let mut tables: Vec<Table> = phrases.into_iter().map(Table::of_phrases).collect();
        tables.extend(tables_for(languages).into_iter().filter_map(Table::of_language));
        Self { tables }
    }

    /// Adds the places that a text names, in their order. `text` and `folded` are those of one
    /// [`Text`](crate::policy::Text): the same bytes, `folded` in lower case.
    pub fn find(&self, text: &str, folded: &str, setting: Setting, out: &mut Vec<PlaceMention>) {
        // A name may run on in the next line.
        let haystack: Cow<'_, str> =
            if folded.contains('\n') { folded.replace('\n', " ").into() } else { folded.into() };
        let hits = self.hits(&haystack, Blanks::Count);
        let mut found: Vec<Candidate> =
            hits.iter().filter_map(|&hit| self.candidate(text, hit, setting)).collect();
        if setting == Setting::CountryColumn {
            self.find_spaced_out(text, &haystack, &mut found);
            column::add_codes(text, &mut found);
        }
        leftmost_longest(&mut found);
        support::settle(text, folded, setting, &mut found);
        out.extend(found.iter().filter_map(|candidate| match candidate.sense {
            Sense::Place(place) => Some(PlaceMention { start: candidate.start, end: candidate.end, place }),
            _ => None,
        }));
    }

    /// `米 国`: a name in Han letters that blanks make wider.
    fn find_spaced_out(&self, text: &str, haystack: &str, found: &mut Vec<Candidate>) {
        let is_han = |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}');
        if !haystack.contains(is_han) || !haystack.contains(' ') {
            return;
        }
        for Hit { start, end, table, pattern } in self.hits(haystack, Blanks::Skip) {
            let written = text.get(start..end).unwrap_or_default();
            let is_wide = written.contains(' ')
                && written.chars().all(|letter| letter == ' ' || is_han(letter))
                && !written.contains("  ");
            if let Some(pattern) = self.pattern(table, pattern).filter(|_| is_wide) {
                found.push(Candidate { start, end, sense: pattern.sense });
            }
        }
    }

    /// Every name in a text, once.
    fn hits(&self, haystack: &str, blanks: Blanks) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (table, Table { search, .. }) in self.tables.iter().enumerate() {
            search.find(haystack, Starts::Words, blanks, |start, end, pattern| {
                hits.push(Hit { start, end, table, pattern });
            });
        }
        hits.sort_unstable();
        hits.dedup_by_key(|hit| (hit.start, hit.end));
        hits
    }

    fn pattern(&self, table: usize, pattern: usize) -> Option<Pattern> {
        match &self.tables.get(table)?.patterns {
            Patterns::Phrases(names) => {
                let &(name, meaning) = names.get(pattern)?;
                Some(Pattern::of_phrase(name, meaning.place()?))
            }
            Patterns::Entries(entries, genitive) => {
                entries.get(pattern).map(|entry| Pattern::of_entry(entry, *genitive))
            }
        }
    }

    fn candidate(&self, text: &str, hit: Hit, setting: Setting) -> Option<Candidate> {
        let Hit { start, end, table, pattern } = hit;
        let pattern = self.pattern(table, pattern)?;
        let written = text.get(start..end)?;
        let is_written_so = match pattern.case {
            Case::Any => true,
            Case::Capital => setting == Setting::CountryColumn || has_capitals_of(written, pattern.name),
            Case::Exact => same_letters(written, pattern.name),
        };
        let stands_free = match pattern.sense {
            Sense::Decoy => edges::decoy_stands_free(text, start, end),
            _ => edges::name_stands_free(text, start, end, pattern.genitive),
        };
        let may_stand_here =
            !pattern.is_short || setting == Setting::CountryColumn && column::is_entry(text, start, end);
        (is_written_so && stands_free && may_stand_here).then_some(Candidate {
            start,
            end,
            sense: pattern.sense,
        })
    }
}

impl Table {
    fn of_phrases(phrases: &'static Phrases) -> Self {
        Self { search: Search::new(Trie::written(phrases.trie)), patterns: Patterns::Phrases(phrases.names) }
    }

    fn of_language(tag: &str) -> Option<Self> {
        let names = table::of(tag)?;
        let genitive = match GENITIVE_LANGUAGES.contains(&tag) {
            true => Genitive::WithS,
            false => Genitive::None,
        };
        let search = Search::new(Trie::written(names.trie));
        Some(Self { search, patterns: Patterns::Entries(names.entries(), genitive) })
    }
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Gazetteer").field("tables", &self.tables.len()).finish_non_exhaustive()
    }
}

impl Pattern {
    fn of_entry(entry: &table::Entry, genitive: Genitive) -> Self {
        let sense = match entry.kind {
            Kind::Name => Sense::Place(Place::Country(entry.country)),
            Kind::Weak => Sense::Weak(Place::Country(entry.country)),
            Kind::Word => Sense::Word(Place::Country(entry.country)),
            Kind::Within => Sense::Place(Place::Within(entry.country)),
            Kind::Decoy => Sense::Decoy,
        };
        let name = table::name(entry.name);
        Self { name, case: entry.case, genitive, sense, is_short: false }
    }

    /// Abbreviations of groups (`EU`, `EEA`) are told from words by their capitals, like those of countries.
    fn of_phrase(phrase: &'static str, place: Place) -> Self {
        let is_abbreviation = phrase.chars().filter(|letter| letter.is_alphabetic()).count() <= 4
            && phrase.chars().any(char::is_uppercase)
            && !phrase.chars().any(char::is_lowercase);
        Self {
            name: phrase,
            case: match place {
                _ if is_abbreviation => Case::Exact,
                Place::Group(_) | Place::Outside(_) => Case::Any,
                Place::Country(_) | Place::Within(_) => Case::Capital,
            },
            genitive: Genitive::None,
            sense: Sense::Place(place),
            is_short: phrase.chars().count() == 1,
        }
    }
}

/// The tables to take, the document's own languages first: where two languages mean different things by a word, theirs
/// counts.
fn tables_for(languages: &[&str]) -> Vec<&'static str> {
    let mut tables = Vec::new();
    let wanted = languages.iter().copied().chain(["en", "und"]);
    for tag in wanted.filter_map(table::language) {
        // Simplified and traditional characters are often mixed, Brazilian and European Portuguese too.
        let relatives: &[&'static str] = match tag {
            "zh" => &["zh", "zh-Hant"],
            "zh-Hant" => &["zh-Hant", "zh"],
            "pt" => &["pt", "pt-PT"],
            "pt-PT" => &["pt-PT", "pt"],
            _ => &[tag],
        };
        for relative in relatives {
            if !tables.contains(relative) {
                tables.push(relative);
            }
        }
    }
    tables
}

/// Of the names that overlap, the one that begins first, and the longest of those.
fn leftmost_longest(found: &mut Vec<Candidate>) {
    found.sort_unstable_by_key(|candidate| (candidate.start, Reverse(candidate.end)));
    let mut free_from = 0;
    found.retain(|candidate| {
        let is_free = candidate.start >= free_from;
        if is_free {
            free_from = candidate.end;
        }
        is_free
    });
}

fn has_capitals_of(written: &str, name: &str) -> bool {
    name.chars().zip(written.chars()).all(|(wanted, letter)| !wanted.is_uppercase() || letter.is_uppercase())
}

/// Equal, a line break counting as a blank.
fn same_letters(written: &str, name: &str) -> bool {
    written.len() == name.len()
        && written
            .bytes()
            .zip(name.bytes())
            .all(|(one, other)| one == other || (one == b'\n' && other == b' '))
}

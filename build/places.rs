//! Names of places: `src/lexicon/places/*.tsv` -> `places.rs` in the output folder.
//!
//! Every name is kept once, in one long string, sorted by its lower-case form; the languages hold numbers into it. Plain
//! slices of strings would need three times the room and a relocation each.

#[path = "places/emit.rs"]
mod emit;
#[path = "places/rows.rs"]
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rows::Row;
pub(crate) use rows::fold;

/// The languages whose names the city table gives, in its order.
const CITY_LANGUAGES: [&str; 4] = ["en", "ko", "ja", "zh"];
/// The language of what is written alike in all of them: cloud regions.
const NO_LANGUAGE: &str = "und";

/// What a name is; as `Kind` in `src/lexicon/places/table.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Name,
    Weak,
    Word,
    Within,
    Decoy,
}

/// How its letters must be written; as `Case` in `src/lexicon/places/table.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Any,
    Capital,
    Exact,
}

/// What one name means in one language.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Number of the country; without meaning for decoys.
    pub(crate) country: usize,
    pub(crate) kind: Kind,
    pub(crate) case: Case,
    /// Whether it is the one to show for the country.
    pub(crate) is_shown: bool,
}

/// All that the files say.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Country codes, sorted.
    pub(crate) codes: Vec<String>,
    /// By language, in the order of the files.
    pub(crate) entries: BTreeMap<String, Vec<Entry>>,
    /// Names that mean several countries, and are known to.
    pub(crate) ambiguous: BTreeSet<String>,
    pub(crate) groups: Vec<(String, BTreeSet<usize>)>,
    errors: Vec<String>,
}

/// Compiles the tables of places.
pub(crate) fn compile(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    let folder = root.join("src/lexicon/places");
    let mut places = Places::default();
    places.read_cldr(&rows::read(&folder, "cldr.tsv", 4)?);
    places.read_names(&rows::read(&folder, "names.tsv", 4)?);
    places.read_cities(&rows::read(&folder, "cities.tsv", 5)?);
    places.read_regions(&rows::read(&folder, "regions.tsv", 3)?);
    places.read_groups(&rows::read(&folder, "groups.tsv", 3)?);
    let code = places.emit(out);
    if places.errors.is_empty() {
        std::fs::write(out.join("places.rs"), code).map_err(|error| vec![format!("places.rs: {error}")])
    } else {
        Err(places.errors)
    }
}

impl Places {
    fn read_cldr(&mut self, rows: &[Row]) {
        let codes: BTreeSet<&str> = rows.iter().map(|row| row.field(1)).collect();
        self.codes = codes.iter().map(ToString::to_string).collect();
        for row in rows {
            let [language, code, kind, name] = [0, 1, 2, 3].map(|at| row.field(at));
            let Some(country) = self.country(code, row) else { continue };
            let case = case_of(name, language);
            let entry = Entry { name: name.to_owned(), country, kind: Kind::Name, case, is_shown: true };
            let entries = self.entries.entry(language.to_owned()).or_default();
            // The short name is the one to show, unless it is an abbreviation.
            let plain = entries.iter().position(|old| old.country == country && old.is_shown);
            match (kind, plain) {
                ("plain", None) => entries.push(entry),
                ("short", Some(plain)) if entry.case != Case::Exact => {
                    entries[plain].is_shown = false;
                    entries.push(entry);
                }
                ("short" | "variant", Some(_)) => entries.push(Entry { is_shown: false, ..entry }),
                _ => self.errors.push(row.error("expected one plain name, then short and variant ones")),
            }
        }
    }

    fn read_names(&mut self, rows: &[Row]) {
        for row in rows {
            let [language, code, kind, _] = [0, 1, 2, 3].map(|at| row.field(at));
            if language != "*" && !self.entries.contains_key(language) {
                self.errors.push(row.error(&format!("no language `{language}` in cldr.tsv")));
                continue;
            }
            for name in row.names(3) {
                match (language, code, kind) {
                    ("*", "-", "ambiguous") => {
                        self.ambiguous.insert(rows::fold(name));
                    }
                    ("*", _, "weak") => self.weaken_everywhere(name, code, row),
                    ("*", ..) => self.errors.push(row.error("expected a language")),
                    (_, "-", "decoy") => self.add(language, name, (0, Kind::Decoy), row),
                    (_, _, "official" | "alias" | "weak" | "word" | "capital") => {
                        let Some(country) = self.country(code, row) else { continue };
                        self.add_or_mark(language, name, country, row);
                    }
                    _ => self.errors.push(row.error(&format!("unknown kind `{kind}`"))),
                }
            }
        }
    }

    /// A name, or another remark on one that is there.
    fn add_or_mark(&mut self, language: &str, name: &str, country: usize, row: &Row) {
        let known = self.entries.get_mut(language).and_then(|entries| {
            entries.iter_mut().find(|entry| entry.name == name && entry.country == country)
        });
        match (row.field(2), known) {
            ("weak", Some(entry)) => entry.weaken(),
            ("word", Some(entry)) => entry.kind = Kind::Word,
            ("capital", Some(entry)) => entry.case = Case::Capital,
            // Some aliases stand in CLDR too, or will in its next release.
            ("official" | "alias", Some(_)) => {}
            ("official" | "alias", None) => self.add(language, name, (country, Kind::Name), row),
            (kind, _) => {
                self.errors.push(row.error(&format!("`{name}` is no name yet that could be `{kind}`")));
            }
        }
    }

    fn weaken_everywhere(&mut self, name: &str, code: &str, row: &Row) {
        let Some(country) = self.country(code, row) else { return };
        let mut found = 0;
        for entry in self.entries.values_mut().flatten() {
            if entry.name == name && entry.country == country {
                entry.weaken();
                found += 1;
            }
        }
        if found == 0 {
            self.errors.push(row.error(&format!("no language calls {code} `{name}`")));
        }
    }

    fn read_cities(&mut self, rows: &[Row]) {
        for row in rows {
            let Some(country) = self.country(row.field(0), row) else { continue };
            for (at, language) in CITY_LANGUAGES.iter().enumerate() {
                for name in row.names(at + 1) {
                    self.add(language, name, (country, Kind::Within), row);
                }
            }
        }
    }

    fn read_regions(&mut self, rows: &[Row]) {
        for row in rows {
            if let Some(country) = self.country(row.field(2), row) {
                self.add(NO_LANGUAGE, row.field(1), (country, Kind::Within), row);
            }
        }
    }

    fn read_groups(&mut self, rows: &[Row]) {
        for row in rows {
            let mut members = BTreeSet::new();
            for word in row.field(1).split(' ') {
                if let Some(group) = word.strip_prefix('+') {
                    match self.groups.iter().find(|(name, _)| name == group) {
                        Some((_, others)) => members.extend(others),
                        None => self.errors.push(row.error(&format!("no group `{group}` above"))),
                    }
                } else if let Some(country) = self.country(word, row) {
                    members.insert(country);
                }
            }
            self.groups.push((row.field(0).to_owned(), members));
        }
    }

    fn add(&mut self, language: &str, name: &str, meaning: (usize, Kind), row: &Row) {
        let (country, kind) = meaning;
        let entries = self.entries.entry(language.to_owned()).or_default();
        if entries.iter().any(|entry| entry.name == name) {
            self.errors.push(row.error(&format!("`{name}` stands there already in `{language}`")));
            return;
        }
        let case = match case_of(name, language) {
            Case::Any if kind == Kind::Within && language != NO_LANGUAGE && is_cased(name) => Case::Capital,
            case => case,
        };
        entries.push(Entry { name: name.to_owned(), country, kind, case, is_shown: false });
    }

    fn country(&mut self, code: &str, row: &Row) -> Option<usize> {
        let found = self.codes.binary_search_by(|known| known.as_str().cmp(code));
        if found.is_err() {
            self.errors.push(row.error(&format!("no country has the code `{code}`")));
        }
        found.ok()
    }
}

impl Entry {
    fn weaken(&mut self) {
        self.kind = Kind::Weak;
        if self.case == Case::Any {
            self.case = Case::Capital;
        }
    }
}

/// Abbreviations and very short names are other words in other letters (`us`, `vs`), and single words are in languages that
/// call many things by one (`Island`). English ones are let through in small letters: sloppy policies are full of them.
fn case_of(name: &str, language: &str) -> Case {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let all_capitals = !name.chars().any(char::is_lowercase);
    if !is_cased(name) || language == NO_LANGUAGE {
        Case::Any
    } else if letters <= 3 || (all_capitals && letters <= 5) {
        Case::Exact
    } else if language == "en" || name.contains(' ') {
        Case::Any
    } else {
        Case::Capital
    }
}

fn is_cased(name: &str) -> bool {
    name.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase())
}

//! The tables as Rust code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::rows::fold;
use super::{Case, Entry, Kind, Places};
use crate::trie::Trie;

/// Of a name that means several countries or none.
const NO_COUNTRY: usize = 255;

impl Places {
    /// The code, and the tables that it includes, in this folder; what contradicts itself is added to the errors.
    pub(super) fn emit(&mut self, out: &Path) -> String {
        let names: BTreeSet<(String, &str)> =
            self.entries.values().flatten().map(|entry| (fold(&entry.name), entry.name.as_str())).collect();
        let numbers: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(number, (_, name))| (*name, number)).collect();
        let meanings = self.meanings();
        let mut errors = Vec::new();
        if self.codes.len() >= NO_COUNTRY || names.len() > usize::from(u16::MAX) {
            errors.push("src/lexicon/places: more names or countries than the tables can number".to_owned());
        }

        let mut code = String::from("// Written by build/places.rs.\n\n");
        let _ = writeln!(code, "pub(crate) static CODES: &[&str] = &{:?};\n", self.codes);
        let text: String = names.iter().map(|(_, name)| *name).collect();
        let _ = writeln!(code, "pub(crate) static TEXT: &str = {text:?};\n");
        let mut starts = vec![0];
        let mut countries = Vec::new();
        for (folded, name) in &names {
            starts.push(starts.last().unwrap_or(&0) + name.len());
            let meant = meanings.get(folded);
            if meant.is_some_and(|meant| meant.len() > 1) && !self.ambiguous.contains(folded) {
                let codes: Vec<&str> =
                    meant.into_iter().flatten().map(|&country| self.codes[country].as_str()).collect();
                errors.push(format!(
                    "src/lexicon/places: `{name}` means {}: say in names.tsv that it is ambiguous",
                    codes.join(" and ")
                ));
            }
            countries.push(match meant {
                Some(meant) if meant.len() == 1 => meant.first().copied().unwrap_or(NO_COUNTRY),
                _ => NO_COUNTRY,
            });
        }
        let _ = writeln!(code, "pub(crate) static STARTS: &[u32] = &{starts:?};\n");
        let _ = writeln!(code, "pub(crate) static MEANINGS: &[u8] = &{countries:?};\n");
        self.emit_entries(&mut code, &numbers, out, &mut errors);
        self.emit_groups(&mut code);
        self.errors.extend(errors);
        code
    }

    /// The countries that a name means, in any language.
    fn meanings(&self) -> BTreeMap<String, BTreeSet<usize>> {
        let mut meanings: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for entry in self.entries.values().flatten() {
            if !matches!(entry.kind, Kind::Within | Kind::Decoy) {
                meanings.entry(fold(&entry.name)).or_default().insert(entry.country);
            }
        }
        meanings
    }

    fn emit_entries(
        &self,
        code: &mut String,
        numbers: &BTreeMap<&str, usize>,
        out: &Path,
        errors: &mut Vec<String>,
    ) {
        let mut languages = String::new();
        let mut count = 0;
        let _ = writeln!(code, "pub(crate) static ENTRIES: &[Entry] = &[");
        for (language, entries) in &self.entries {
            let mut entries: Vec<&Entry> = entries.iter().collect();
            entries.sort_by_key(|entry| numbers.get(entry.name.as_str()));
            let path = out.join(format!("places-{language}-trie.bin"));
            if let Err(error) = std::fs::write(&path, trie(&entries).bytes()) {
                errors.push(format!("{}: {error}", path.display()));
            }
            let range = format!("start: {count}, end: {}", count + entries.len());
            let _ = writeln!(
                languages,
                "    Names {{ tag: {language:?}, {range}, trie: include_bytes!({path:?}) }},"
            );
            count += entries.len();
            for entry in entries {
                let _ = writeln!(
                    code,
                    "    Entry::new({}, {}, Kind::{:?}, Case::{:?}, Shown::{}),",
                    numbers.get(entry.name.as_str()).unwrap_or(&0),
                    entry.country,
                    entry.kind,
                    entry.case,
                    if entry.is_shown { "Yes" } else { "No" }
                );
            }
        }
        let _ = writeln!(code, "];\n\npub(crate) static LANGUAGES: &[Names] = &[\n{languages}];\n");
        let abbreviations: BTreeSet<usize> = self
            .entries
            .values()
            .flatten()
            .filter(|entry| entry.case == Case::Exact)
            .filter_map(|entry| numbers.get(entry.name.as_str()).copied())
            .collect();
        let _ = writeln!(
            code,
            "pub(crate) static EXACT: &[u16] = &{:?};\n",
            abbreviations.iter().collect::<Vec<_>>()
        );
    }

    fn emit_groups(&self, code: &mut String) {
        let _ = writeln!(code, "pub(crate) static GROUPS: &[(&str, &[u8])] = &[");
        for (name, members) in &self.groups {
            let _ = writeln!(code, "    ({name:?}, &{:?}),", members.iter().collect::<Vec<_>>());
        }
        let _ = writeln!(code, "];");
    }
}

/// The names in lower case, each with the number of its entry; of equal ones the first.
fn trie(entries: &[&Entry]) -> Trie {
    let folded: Vec<(String, u16)> =
        entries.iter().zip(0_u16..).map(|(entry, number)| (fold(&entry.name), number)).collect();
    let mut texts: Vec<(&str, u16)> = folded.iter().map(|(name, number)| (name.as_str(), *number)).collect();
    texts.dedup_by(|(later, _), (first, _)| later == first);
    Trie::minimal(&texts)
}

//! The hierarchies of `src/lexicon/vocabulary/*.tsv` -> `vocabulary.rs` in the output folder, and the numbers by which the
//! language files refer to their entries.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The file of each hierarchy, and the name of its table.
const FILES: [(&str, &str); 2] = [("data.tsv", "DATA"), ("purposes.tsv", "PURPOSES")];

/// What can be said of data and of purposes.
pub(crate) struct Vocabulary {
    pub(crate) data: Hierarchy,
    pub(crate) purposes: Hierarchy,
}

/// The entries of one file by id.
#[derive(Default)]
pub(crate) struct Hierarchy {
    numbers: BTreeMap<String, usize>,
    /// By number: id and parents, and where it stands.
    rows: Vec<Row>,
}

struct Row {
    id: String,
    parents: Vec<String>,
    place: String,
}

impl Hierarchy {
    /// The number of an id.
    pub(crate) fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    fn read(folder: &Path, file: &str) -> Result<Self, Vec<String>> {
        let path = format!("src/lexicon/vocabulary/{file}");
        println!("cargo::rerun-if-changed={path}");
        let text =
            std::fs::read_to_string(folder.join(file)).map_err(|error| vec![format!("{path}: {error}")])?;
        let mut hierarchy = Self::default();
        let mut errors = Vec::new();
        let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        for (at, line) in lines {
            let place = format!("{path}:{}", at + 1);
            let fields: Vec<&str> = line.split('\t').collect();
            let ([id, parents] | [id, parents, _]) = fields[..] else {
                errors.push(format!("{place}: {} fields instead of id, parents and comment", fields.len()));
                continue;
            };
            if hierarchy.numbers.insert(id.to_owned(), hierarchy.rows.len()).is_some() {
                errors.push(format!("{place}: `{id}` stands twice"));
            }
            let parents =
                if parents == "-" { Vec::new() } else { parents.split(',').map(String::from).collect() };
            hierarchy.rows.push(Row { id: id.to_owned(), parents, place });
        }
        for row in &hierarchy.rows {
            for parent in row.parents.iter().filter(|parent| !hierarchy.numbers.contains_key(*parent)) {
                errors.push(format!("{}: no such parent: `{parent}`", row.place));
            }
            if hierarchy.ancestors(row).contains(row.id.as_str()) {
                errors.push(format!("{}: `{}` is broader than itself", row.place, row.id));
            }
        }
        if errors.is_empty() { Ok(hierarchy) } else { Err(errors) }
    }

    /// Everything broader, at any distance.
    fn ancestors<'a>(&'a self, row: &'a Row) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Row> = vec![row];
        while let Some(row) = open.pop() {
            for parent in &row.parents {
                if found.insert(parent.as_str()) {
                    open.extend(self.number(parent).and_then(|number| self.rows.get(number)));
                }
            }
        }
        found
    }

    fn emit(&self, name: &str, code: &mut String) {
        let _ = writeln!(code, "pub(super) static {name}: Taxonomy = Taxonomy(&[");
        for row in &self.rows {
            let ancestors: Vec<usize> = self.ancestors(row).iter().filter_map(|id| self.number(id)).collect();
            let _ = writeln!(code, "    Entry {{ id: {:?}, ancestors: &{ancestors:?} }},", row.id);
        }
        code.push_str("]);\n");
    }
}

impl Vocabulary {
    /// Reads both hierarchies.
    ///
    /// # Errors
    /// Says file and line of everything that is wrong.
    pub(crate) fn read(root: &Path) -> Result<Self, Vec<String>> {
        let folder = root.join("src/lexicon/vocabulary");
        let [data, purposes] = FILES.map(|(file, _)| Hierarchy::read(&folder, file));
        match (data, purposes) {
            (Ok(data), Ok(purposes)) => Ok(Self { data, purposes }),
            (data, purposes) => Err([data.err(), purposes.err()].into_iter().flatten().flatten().collect()),
        }
    }
}

/// Writes `vocabulary.rs` into `out`.
///
/// # Errors
/// Says file and line of everything that is wrong.
pub(super) fn compile(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    let vocabulary = Vocabulary::read(root)?;
    let mut code = String::new();
    for ((_, name), hierarchy) in FILES.iter().zip([&vocabulary.data, &vocabulary.purposes]) {
        hierarchy.emit(name, &mut code);
    }
    std::fs::write(out.join("vocabulary.rs"), code).map_err(|error| vec![error.to_string()])
}

//! Tab-separated files with comments.

use std::path::Path;

/// One line.
#[derive(Debug)]
pub(crate) struct Row {
    fields: Vec<String>,
    place: String,
}

impl Row {
    /// A field; empty where there is none.
    pub(crate) fn field(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", String::as_str)
    }

    /// The alternatives in a field.
    pub(crate) fn names(&self, at: usize) -> impl Iterator<Item = &str> {
        self.field(at).split(" | ")
    }

    /// A message that says where.
    pub(crate) fn error(&self, message: &str) -> String {
        format!("{}: {message}", self.place)
    }
}

/// The lines of a file that have exactly this many fields, none of them empty or with blanks around it.
pub(crate) fn read(folder: &Path, file: &str, fields: usize) -> Result<Vec<Row>, Vec<String>> {
    println!("cargo::rerun-if-changed=src/lexicon/places/{file}");
    let text =
        std::fs::read_to_string(folder.join(file)).map_err(|error| vec![format!("{file}: {error}")])?;
    let mut rows = Vec::new();
    let mut errors = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let row = Row {
            fields: line.split('\t').map(plain).collect(),
            place: format!("src/lexicon/places/{file}:{}", at + 1),
        };
        if row.fields.len() != fields {
            errors.push(row.error(&format!("{} fields instead of {fields}", row.fields.len())));
        } else if let Some(bad) =
            row.fields.iter().flat_map(|field| field.split(" | ")).find(|name| !is_clean(name))
        {
            errors.push(row.error(&format!("`{bad}` is empty, has blanks around it or is not normalised")));
        } else {
            rows.push(row);
        }
    }
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

/// The two letters i of Turkish as `policy::normalise` has them.
fn plain(field: &str) -> String {
    field.replace('İ', "I").replace('ı', "i")
}

/// The slips that are easily made by hand; a test compares every name with `policy::normalise`.
fn is_clean(name: &str) -> bool {
    !name.is_empty() && name.trim() == name && !name.contains(['\u{a0}', '’', '・', '|'])
}

/// Lower case with every byte offset kept: `policy::fold`, which a build script cannot call. A test of the tables sees to
/// it that both agree.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let mut lower = letter.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
                _ => letter,
            }
        })
        .collect()
}

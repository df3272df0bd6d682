//! Reading the keys of one mapping: what is missing, misspelt, blank or of the wrong kind is reported, and reading goes on.

use super::problem::Problems;
use super::quote::Quoted;
use super::yaml::{Entry, Node, Value};
use super::{Located, suggest};
use crate::policy::normalise;
use crate::source::Location;

/// What a mapping is called in messages, with its article, and the keys that it may have.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [&'static str],
}

/// Why a text is not a value of the kind that its key wants.
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// The entries of one mapping.
pub(crate) struct Fields<'n> {
    name: &'static str,
    head: Location,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    /// The entries of `node`, unknown keys reported; `None`, reported too, where it is no mapping.
    pub(crate) fn read(node: &'n Node, shape: &Shape, problems: &mut Problems) -> Option<Self> {
        let entries = entries(node, shape.name, problems)?;
        for entry in entries.iter().filter(|entry| !shape.keys.contains(&entry.key.as_str())) {
            let ending = suggest::ending(&entry.key, shape.keys.iter().copied());
            let message = format!("unknown key {} in {}{ending}", Quoted(&entry.key), shape.name);
            problems.report_with_help(entry.key_location, message, expected_keys(shape));
        }
        let head = entries.first().map_or(node.location, |first| first.key_location);
        Some(Self { name: shape.name, head, entries })
    }

    /// Where the mapping starts: its first key.
    pub(crate) fn head(&self) -> Location {
        self.head
    }

    /// The entry with this key; none where the value is `null`, which says that there is none.
    pub(crate) fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .filter(|entry| !matches!(*entry.value.value, Value::Null))
    }

    /// The text of a key.
    pub(crate) fn text(&self, key: &str, problems: &mut Problems) -> Option<Located<String>> {
        let entry = self.entry(key)?;
        text(&entry.value, entry, problems)
    }

    /// The text of a key that must be there.
    pub(crate) fn required_text(&self, key: &str, problems: &mut Problems) -> Option<Located<String>> {
        if self.entry(key).is_none() {
            problems.report(self.head, format!("{} needs `{key}`", self.name));
        }
        self.text(key, problems)
    }

    /// The texts of a key: a list, or a single one.
    pub(crate) fn texts(&self, key: &str, problems: &mut Problems) -> Vec<Located<String>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        match &*entry.value.value {
            Value::List(items) => items.iter().filter_map(|item| text(item, entry, problems)).collect(),
            _ => text(&entry.value, entry, problems).into_iter().collect(),
        }
    }

    /// The value of a key.
    pub(crate) fn parsed<T>(
        &self,
        key: &str,
        parse: fn(&str) -> Result<T, Refusal>,
        problems: &mut Problems,
    ) -> Option<Located<T>> {
        let text = self.text(key, problems)?;
        parsed(&text, parse, problems)
    }

    /// The values of a key: a list, or a single one.
    pub(crate) fn parsed_list<T>(
        &self,
        key: &str,
        parse: fn(&str) -> Result<T, Refusal>,
        problems: &mut Problems,
    ) -> Vec<Located<T>> {
        let texts = self.texts(key, problems);
        texts.iter().filter_map(|text| parsed(text, parse, problems)).collect()
    }

    /// The entries of a key that lists mappings: a list, a single one, or nothing.
    pub(crate) fn items(&self, key: &str) -> Vec<&'n Node> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        match &*entry.value.value {
            Value::List(items) => items.iter().collect(),
            Value::Empty => Vec::new(),
            _ => vec![&entry.value],
        }
    }
}

/// The entries of a mapping; `None`, reported, where `node` is none. `name` is what it should be, with its article.
pub(crate) fn entries<'n>(node: &'n Node, name: &str, problems: &mut Problems) -> Option<&'n [Entry]> {
    match &*node.value {
        Value::Map(entries) => Some(entries),
        Value::Broken => None,
        other => {
            let message = format!("{name} must be a mapping of keys to values, not {}", kind(other));
            problems.report(node.location, message);
            None
        }
    }
}

/// Reads a text by `parse`; a refusal is reported.
pub(crate) fn parsed<T>(
    text: &Located<String>,
    parse: fn(&str) -> Result<T, Refusal>,
    problems: &mut Problems,
) -> Option<Located<T>> {
    match parse(&text.value) {
        Ok(value) => Some(Located { value, location: text.location }),
        Err(Refusal { message, help }) => {
            problems.report_with_help(text.location, message, help);
            None
        }
    }
}

/// The text of `node`, which is the value of `entry` or one item of it.
pub(crate) fn text(node: &Node, entry: &Entry, problems: &mut Problems) -> Option<Located<String>> {
    let key = Quoted(&entry.key);
    match &*node.value {
        // What is left of a text of blanks and invisible letters is nothing that a policy could say.
        Value::Text(text) if !normalise(text).is_empty() => {
            return Some(Located { value: text.trim().to_owned(), location: node.location });
        }
        Value::Text(_) | Value::Empty | Value::Null => {
            let is_invisible = node.location.span.start == node.location.span.end;
            let location = if is_invisible { entry.key_location } else { node.location };
            problems.report_with_help(
                location,
                format!("{key} is empty; expected a text"),
                "write a value, or remove the key",
            );
        }
        Value::List(_) | Value::Map(_) => {
            let message = format!("{key} must be a text here, not {}", kind(&node.value));
            problems.report(node.location, message);
        }
        Value::Broken => {}
    }
    None
}

/// What a value is, in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Empty | Value::Null | Value::Broken => "nothing",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

fn expected_keys(shape: &Shape) -> String {
    let keys: Vec<_> = shape.keys.iter().map(|key| format!("`{key}`")).collect();
    format!("{} may have {}", shape.name, keys.join(", "))
}

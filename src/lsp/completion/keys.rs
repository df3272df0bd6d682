//! Keys of a declaration and fixed words for values, with what its JSON Schema says of them.

use lsp_types::CompletionItemKind;
use serde_json::Value;

use super::Proposal;
use super::cursor::{Cursor, Slot};
use crate::schema;

/// A schema that refers deeper than this refers to itself.
const DEEPEST: usize = 16;

/// The keys that a mapping may still have, and the words that a value may be.
pub(super) fn proposals(cursor: &Cursor) -> Vec<Proposal> {
    let Ok(root) = schema::declaration() else { return Vec::new() };
    let schema = Schema { root: &root };
    let Some(here) = schema.below(&cursor.path) else { return Vec::new() };
    match cursor.slot {
        Slot::Key | Slot::Item => schema.keys(here, &cursor.siblings),
        Slot::Value => schema.words(here),
    }
}

/// What the schema says of a key.
pub(in crate::lsp) fn description(path: &[String]) -> Option<String> {
    let root = schema::declaration().ok()?;
    let here = Schema { root: &root }.below(path)?;
    Some(here.get("description")?.as_str()?.to_owned())
}

struct Schema<'s> {
    root: &'s Value,
}

impl<'s> Schema<'s> {
    fn below(&self, path: &[String]) -> Option<&'s Value> {
        path.iter().try_fold(self.root, |here, key| self.properties(here, DEEPEST)?.get(key))
    }

    /// The properties of the mapping, or of the items, that a schema allows.
    fn properties(&self, here: &'s Value, depth: usize) -> Option<&'s Value> {
        if let Some(properties) = here.get("properties") {
            return Some(properties);
        }
        self.inner(here).into_iter().find_map(|inner| self.properties(inner, depth.checked_sub(1)?))
    }

    /// What a schema is made of.
    fn inner(&self, here: &'s Value) -> Vec<&'s Value> {
        let parts = here.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let others = ["items", "then"].into_iter().filter_map(|key| here.get(key));
        let target = here.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        parts.chain(others).chain(target.and_then(|target| self.root.pointer(target))).collect()
    }

    fn keys(&self, here: &'s Value, siblings: &[String]) -> Vec<Proposal> {
        let properties = self.properties(here, DEEPEST).and_then(Value::as_object);
        let missing = properties.into_iter().flatten().filter(|(key, _)| !siblings.contains(key));
        missing
            .map(|(key, about)| Proposal {
                documentation: about.get("description").and_then(Value::as_str).map(str::to_owned),
                ..Proposal::new(key, format!("{key}: "), CompletionItemKind::PROPERTY)
            })
            .collect()
    }

    fn words(&self, here: &'s Value) -> Vec<Proposal> {
        let words = self.enumerated(here, DEEPEST).and_then(Value::as_array);
        let words = words.into_iter().flatten().filter_map(Value::as_str);
        words.map(|word| Proposal::new(word, word, CompletionItemKind::ENUM_MEMBER)).collect()
    }

    fn enumerated(&self, here: &'s Value, depth: usize) -> Option<&'s Value> {
        if let Some(words) = here.get("enum") {
            return Some(words);
        }
        self.inner(here).into_iter().find_map(|inner| self.enumerated(inner, depth.checked_sub(1)?))
    }
}

//! What a mapping holds once its keys are unique and its merges are done.

use std::collections::HashMap;

use super::{Entry, Node, Value};
use crate::declaration::problem::Problems;
use crate::declaration::quote::Quoted;
use crate::source::Location;

/// The key whose value is one mapping, or a list of them, to take over where the mapping itself says nothing.
const MERGE: &str = "<<";

/// The entries of a mapping: of equal keys the first, the others reported; then what its `<<` adds.
pub(super) fn settle(entries: Vec<Entry>, problems: &mut Problems) -> Vec<Entry> {
    let mut seen: HashMap<String, Location> = HashMap::with_capacity(entries.len());
    let mut settled = Vec::with_capacity(entries.len());
    let mut merged = Vec::new();
    for entry in entries {
        if let Some(&first) = seen.get(&entry.key) {
            problems.report_clash(
                entry.key_location,
                format!("key {} is given twice", Quoted(&entry.key)),
                first,
            );
            continue;
        }
        seen.insert(entry.key.clone(), entry.key_location);
        if entry.key == MERGE {
            merged.push(entry.value);
        } else {
            settled.push(entry);
        }
    }
    for added in merged.iter().flat_map(|node| sources(node, problems)) {
        if !seen.contains_key(&added.key) {
            seen.insert(added.key.clone(), added.key_location);
            settled.push(added);
        }
    }
    settled
}

/// The entries that the value of a `<<` offers, the strongest first.
fn sources(node: &Node, problems: &mut Problems) -> Vec<Entry> {
    match &*node.value {
        Value::Map(entries) => entries.clone(),
        Value::List(nodes) => nodes.iter().flat_map(|node| map_entries(node, problems)).collect(),
        _ => map_entries(node, problems),
    }
}

fn map_entries(node: &Node, problems: &mut Problems) -> Vec<Entry> {
    match &*node.value {
        Value::Map(entries) => entries.clone(),
        Value::Broken => Vec::new(),
        _ => {
            problems.report(node.location, "`<<` must name a mapping or a list of mappings");
            Vec::new()
        }
    }
}

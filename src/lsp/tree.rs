//! The YAML of a declaration as a tree, for what has no place in the model.

use crate::declaration::problem::Problems;
use crate::declaration::yaml::{self, Entry, Node, Value};
use crate::source::{Source, SourceId, Sources, Span};

/// The tree of a text; none where it is no YAML.
pub(super) fn parse(source: SourceId, text: &str) -> Option<Node> {
    yaml::parse(source, text, &mut Problems::default())
}

/// The tree of a text that is in no check.
pub(super) fn of_text(text: &str) -> Option<Node> {
    parse(Sources::default().add(Source::new("", "")), text)
}

/// The entries of a mapping.
pub(super) fn entries(node: &Node) -> &[Entry] {
    match &*node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// The entry of a mapping with this key.
pub(super) fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    entries(node).iter().find(|entry| entry.key == key)
}

/// The items of a list, or the one value that stands for a list of one.
pub(super) fn items(node: &Node) -> Vec<&Node> {
    match &*node.value {
        Value::List(items) => items.iter().collect(),
        Value::Empty | Value::Null => Vec::new(),
        _ => vec![node],
    }
}

/// The words of a scalar.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &*node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The values around a byte, outermost first, each with the key above it.
pub(super) fn at(root: &Node, offset: usize) -> Vec<(String, &Node)> {
    let mut path = Vec::new();
    descend(root, String::new(), Span::new(offset, offset), &mut path);
    path
}

fn descend<'n>(node: &'n Node, key: String, here: Span, path: &mut Vec<(String, &'n Node)>) {
    if !node.location.span.contains(here) {
        return;
    }
    path.push((key.clone(), node));
    match &*node.value {
        Value::List(items) => {
            if let Some(item) = items.iter().find(|item| item.location.span.contains(here)) {
                descend(item, key, here, path);
            }
        }
        Value::Map(entries) => {
            if let Some(entry) = entries.iter().find(|entry| entry.value.location.span.contains(here)) {
                descend(&entry.value, entry.key.clone(), here, path);
            }
        }
        _ => {}
    }
}

//! Which other files a declaration names, without judging any of it.

use super::laws::is_path;
use super::problem::Problems;
use super::yaml::{self, Node, Value};
use crate::source::{Source, Sources};

/// Paths and patterns as written, relative to the declaration.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct References {
    /// Policies and their annexes, and law packs of the project.
    pub(crate) files: Vec<String>,
    /// Patterns of included files.
    pub(crate) patterns: Vec<String>,
}

/// What a declaration with this text refers to; nothing where it is no YAML.
pub(crate) fn references(text: &str) -> References {
    let mut references = References::default();
    let source = Sources::default().add(Source::new("", ""));
    let Some(root) = yaml::parse(source, text, &mut Problems::default()) else { return references };
    references.patterns = value(&root, "include").map(texts).unwrap_or_default();
    references.files.extend(own_packs(&root));
    for policy in value(&root, "policies").map(items).unwrap_or_default() {
        references.files.extend(texts(value(policy, "path").unwrap_or(policy)));
        references.files.extend(value(policy, "annexes").map(texts).unwrap_or_default());
        references.files.extend(own_packs(policy));
    }
    references
}

/// The law packs that a mapping names by their path.
fn own_packs(node: &Node) -> impl Iterator<Item = String> {
    let names = value(node, "laws").map(texts).unwrap_or_default();
    names.into_iter().filter(|name| is_path(name))
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &*node.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The items of a list, or the one value that stands for a list of one.
fn items(node: &Node) -> Vec<&Node> {
    match &*node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    }
}

fn texts(node: &Node) -> Vec<String> {
    let text = |node: &Node| match &*node.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    };
    items(node).into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_every_shorthand() {
        let found =
            references("include: a/*.yaml\npolicies:\n  - p.md\n  - {path: q.md, annexes: [x.md, y.md]}\n");
        assert_eq!(
            (found.files, found.patterns),
            (
                vec!["p.md", "q.md", "x.md", "y.md"].into_iter().map(String::from).collect(),
                vec!["a/*.yaml".to_owned()]
            )
        );
        assert_eq!(references("policies: p.md").files, ["p.md"]);
        assert_eq!(references("policies: {path: p.md}").files, ["p.md"]);
        assert_eq!(references("a: [").files.len(), 0);
        let found = references("laws: [kr-pipa, ./a.yaml]\npolicies: [{path: p.md, laws: b/c.yaml}]");
        assert_eq!(found.files, ["./a.yaml", "p.md", "b/c.yaml"]);
    }
}

//! Additions to a declaration, in the style in which it is written.

pub(in crate::lsp) use crate::declaration::scalar::anywhere as scalar;
use crate::declaration::yaml::{Entry, Node, Value};
use crate::draft::edit::{Edit, line_break};
use crate::lsp::tree;
use crate::source::Span;

/// Whether a value stands in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Block,
    Flow,
}

fn style(text: &str, node: &Node) -> Style {
    let written = text.get(node.location.span.start..node.location.span.end).unwrap_or_default();
    if written.starts_with(['[', '{']) { Style::Flow } else { Style::Block }
}

/// Where the line ends that this byte is on.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(['\r', '\n']).unwrap_or(rest.len())
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind(['\r', '\n'])).map_or(0, |found| found + 1)
}

/// Where something can be added behind a value: the end of its last line.
fn behind(text: &str, node: &Node) -> usize {
    let written = text.get(..node.location.span.end).unwrap_or_default();
    line_end(text, written.trim_end().len())
}

/// The blanks before an item's dash.
fn dash_indent<'t>(text: &'t str, item: &Node) -> Option<&'t str> {
    let before = text.get(..item.location.span.start)?.trim_end();
    let dash = before.strip_suffix('-')?.len();
    let indent = text.get(line_start(text, dash)..dash)?;
    indent.trim().is_empty().then_some(indent)
}

/// A new item of a list at the top of the file, which need not be there yet.
pub(super) fn add_item(text: &str, key: &str, fields: &[(&str, String)]) -> Option<Edit> {
    let root = tree::of_text(text)?;
    let Some(entry) = tree::entry(&root, key) else { return add_list(text, &root, key, fields) };
    match &*entry.value.value {
        Value::List(items) if style(text, &entry.value) == Style::Flow => {
            let flow: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            add_to_flow(text, &entry.value, items, &format!("{{{}}}", flow.join(", ")))
        }
        Value::List(items) => {
            let last = items.last()?;
            let indent = dash_indent(text, last)?;
            let at = behind(text, last);
            let item = item(fields, indent, line_break(text));
            Some((Span::new(at, at), format!("{}{item}", line_break(text))))
        }
        Value::Empty => {
            let at = line_end(text, entry.key_location.span.end);
            Some((Span::new(at, at), format!("{}{}", line_break(text), item(fields, "  ", line_break(text)))))
        }
        _ => None,
    }
}

fn item(fields: &[(&str, String)], indent: &str, newline: &str) -> String {
    let lines: Vec<String> = fields
        .iter()
        .enumerate()
        .map(|(at, (key, value))| format!("{indent}{} {key}: {value}", if at == 0 { "-" } else { " " }))
        .collect();
    lines.join(newline)
}

/// A list with one item at the end of the file.
fn add_list(text: &str, root: &Node, key: &str, fields: &[(&str, String)]) -> Option<Edit> {
    let ends_early = text.lines().any(|line| line.trim_end() == "...");
    if style(text, root) == Style::Flow || tree::entries(root).is_empty() || ends_early {
        return None;
    }
    let newline = line_break(text);
    let before = if text.ends_with(['\n', '\r']) { "" } else { newline };
    let list = format!("{before}{key}:{newline}{}{newline}", item(fields, "  ", newline));
    Some((Span::new(text.len(), text.len()), list))
}

/// One more item before the closing bracket.
fn add_to_flow(text: &str, list: &Node, items: &[Node], item: &str) -> Option<Edit> {
    let span = list.location.span;
    let close = span.start + text.get(span.start..span.end)?.rfind(']')?;
    match items.last() {
        None => Some((Span::new(close, close), item.to_owned())),
        Some(last) => {
            let at = last.location.span.end;
            Some((Span::new(at, at), format!(", {item}")))
        }
    }
}

/// One more alias of the recipient whose name stands at this place.
pub(super) fn add_alias(text: &str, name: Span, alias: &str) -> Option<Edit> {
    let root = tree::of_text(text)?;
    let (item, entry) = named(&root, name)?;
    let alias = scalar(alias);
    let Some(aliases) = tree::entry(item, "aliases") else {
        return Some(if style(text, item) == Style::Flow {
            let at = entry.value.location.span.end;
            (Span::new(at, at), format!(", aliases: [{alias}]"))
        } else {
            let start = entry.key_location.span.start;
            let before = text.get(line_start(text, start)..start)?;
            let indent: String =
                before.chars().map(|letter| if letter.is_whitespace() { letter } else { ' ' }).collect();
            let at = behind(text, &entry.value);
            (Span::new(at, at), format!("{}{indent}aliases: [{alias}]", line_break(text)))
        });
    };
    match &*aliases.value.value {
        Value::List(items) if style(text, &aliases.value) == Style::Flow => {
            add_to_flow(text, &aliases.value, items, &alias)
        }
        Value::List(items) => {
            let last = items.last()?;
            let at = behind(text, last);
            Some((Span::new(at, at), format!("{}{}- {alias}", line_break(text), dash_indent(text, last)?)))
        }
        Value::Text(one) => Some((aliases.value.location.span, format!("[{}, {alias}]", scalar(one)))),
        Value::Empty => {
            let at = aliases.key_location.span.end + 1;
            Some((Span::new(at, at), format!(" [{alias}]")))
        }
        _ => None,
    }
}

/// The entry of a recipient or transfer with this name, and its line.
fn named(root: &Node, name: Span) -> Option<(&Node, &Entry)> {
    [("recipients", "name"), ("transfers", "recipient")].into_iter().find_map(|(list, key)| {
        let list = &tree::entry(root, list)?.value;
        let items: Vec<&Node> = match &*list.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![list],
        };
        items.into_iter().find_map(|item| {
            let entry = tree::entry(item, key)?;
            (entry.value.location.span == name).then_some((item, entry))
        })
    })
}

/// A comment above an entry of a list that has its lines to itself.
pub(super) fn add_comment(text: &str, entry: Span, comment: &str) -> Option<Edit> {
    let before = text.get(..entry.start)?;
    let dash = before.trim_end().strip_suffix('-')?.len();
    let start = line_start(text, dash);
    let indent = text.get(start..dash)?;
    if !indent.trim().is_empty() {
        return None;
    }
    Some((Span::new(start, start), format!("{indent}# {comment}{}", line_break(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edit: Option<Edit>) -> String {
        let (span, new) = edit.unwrap();
        let mut text = text.to_owned();
        text.replace_range(span.start..span.end, &new);
        text
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        for plain in ["Ant Group", "개미", "A-B (C)", "5 years", "AT&T"] {
            assert_eq!(scalar(plain), plain);
        }
        for quoted in ["a, b", "a: b", "#x", "", "no", "NULL", " a", "a ", "[x]", "it's", "x\ny", "\"", "*a"]
        {
            assert!(scalar(quoted).starts_with('"'), "{quoted}");
            let text = format!("k: [{}]", scalar(quoted));
            let root = tree::of_text(&text).unwrap();
            let items = tree::items(&tree::entry(&root, "k").unwrap().value);
            assert_eq!(tree::text(items[0]), Some(quoted), "{text}");
        }
    }

    #[test]
    fn items_join_lists_of_every_style() {
        let fields = [("a", "1".to_owned()), ("b", "2".to_owned())];
        for (text, expected) in [
            ("l:\n  - x: 1 # c\n\nm: 1\n", "l:\n  - x: 1 # c\n  - a: 1\n    b: 2\n\nm: 1\n"),
            ("l:\n- x: |\n    t\n    u\nm: 1\n", "l:\n- x: |\n    t\n    u\n- a: 1\n  b: 2\nm: 1\n"),
            ("l:\r\n- x: 1", "l:\r\n- x: 1\r\n- a: 1\r\n  b: 2"),
            ("l: [{x: 1}] # c\n", "l: [{x: 1}, {a: 1, b: 2}] # c\n"),
            ("l: []\n", "l: [{a: 1, b: 2}]\n"),
            ("l: [\n  {x: 1},\n]\n", "l: [\n  {x: 1}, {a: 1, b: 2},\n]\n"),
            ("l: # none\nm: 1\n", "l: # none\n  - a: 1\n    b: 2\nm: 1\n"),
            ("m: 1", "m: 1\nl:\n  - a: 1\n    b: 2\n"),
        ] {
            assert_eq!(after(text, add_item(text, "l", &fields)), expected);
        }
        assert!(add_item("{m: 1}", "l", &fields).is_none());
        assert!(add_item("l: {x: 1}", "l", &fields).is_none());
    }

    #[test]
    fn aliases_join_what_is_there() {
        for (text, expected) in [
            (
                "recipients:\n  - name: A\n    x: 1\n",
                "recipients:\n  - name: A\n    aliases: [B]\n    x: 1\n",
            ),
            (
                "transfers:\n- id: t\n  recipient: A # c\n",
                "transfers:\n- id: t\n  recipient: A # c\n  aliases: [B]\n",
            ),
            ("transfers: [{recipient: A, x: 1}]\n", "transfers: [{recipient: A, aliases: [B], x: 1}]\n"),
            ("recipients:\n  - {aliases: [C], name: A}\n", "recipients:\n  - {aliases: [C, B], name: A}\n"),
            ("recipients:\n  - name: A\n    aliases: []\n", "recipients:\n  - name: A\n    aliases: [B]\n"),
            (
                "recipients:\n  - name: A\n    aliases: C, D\n",
                "recipients:\n  - name: A\n    aliases: [\"C, D\", B]\n",
            ),
            ("recipients:\n  - name: A\n    aliases:\n", "recipients:\n  - name: A\n    aliases: [B]\n"),
            (
                "recipients:\n  - name: A\n    aliases:\n      - C\n    x: 1\n",
                "recipients:\n  - name: A\n    aliases:\n      - C\n      - B\n    x: 1\n",
            ),
        ] {
            let at = text.find(": A").unwrap() + 2;
            assert_eq!(after(text, add_alias(text, Span::new(at, at + 1), "B")), expected);
        }
    }
}
